/**
 * Installing a package runs nothing, with any client. npm runs some scripts of a package by itself, builds what has a
 * `*.gyp`, does both for the packages that came bundled inside, links `bin` into the user's path, and brings what a package
 * depends on. A skill may depend on things and bring programs, which wait until somebody runs them.
 *
 * Packing leaves such things out and says so; a hub refuses an archive that has them.
 */
import type { PackageFiles } from './files.ts';
import type { Kind } from './kind.ts';

export type InertRule = 'npm.binding' | 'npm.scripts' | 'npm.bundled' | 'npm.bin' | 'npm.dependencies';

/** One thing that installing would run. */
export interface Active {
  readonly rule: InertRule;
  readonly file: string;
  /** The field in `package.json`, from the top: `['scripts', 'postinstall']`; empty for a whole file. */
  readonly key: readonly string[];
}

export type Fields = Readonly<Record<string, unknown>>;

/** Those that npm runs for a package it installs or removes; the others wait for somebody to ask for them. */
const LIFE_CYCLE = /^(?:pre|post)?(?:install|prepare|uninstall)$|^(?:prepublish|dependencies)$/;
const DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];
/** `true`: all of them. */
const BUNDLED = ['bundleDependencies', 'bundledDependencies'];

/** Everything that would run, or come along, when npm installs these files. */
export function activeParts(files: PackageFiles, fields: Fields, kind: Kind): readonly Active[] {
  const built = [...files.keys()].filter((path) => /^[^/]+\.gyp$/i.test(path));
  return [
    ...built.map((file): Active => ({ rule: 'npm.binding', file, key: [] })),
    ...activeFields(fields, kind).map(([rule, ...key]): Active => ({ rule, file: 'package.json', key })),
  ];
}

function activeFields(fields: Fields, kind: Kind): readonly [InertRule, ...string[]][] {
  const scripts = keysOf(fields.scripts).filter((name) => LIFE_CYCLE.test(name));
  const bundled = BUNDLED.filter((key) => fields[key] === true || keysOf(fields[key]).length > 0);
  return [
    ...scripts.map((name): [InertRule, ...string[]] => ['npm.scripts', 'scripts', name]),
    ...bundled.map((key): [InertRule, ...string[]] => ['npm.bundled', key]),
    ...(kind === 'skill' ? [] : activeInPersona(fields)),
  ];
}

function activeInPersona(fields: Fields): readonly [InertRule, ...string[]][] {
  const depends = DEPENDENCIES.filter((key) => keysOf(fields[key]).length > 0);
  return [
    ...(fields.bin === undefined ? [] : [['npm.bin', 'bin'] as [InertRule, ...string[]]]),
    ...(keysOf(fields.directories).includes('bin')
      ? [['npm.bin', 'directories', 'bin'] as [InertRule, ...string[]]]
      : []),
    ...depends.map((key): [InertRule, ...string[]] => ['npm.dependencies', key]),
  ];
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** The same fields in the same order, without those that are active. An object that is empty then goes, too. */
export function withoutActive(fields: Fields, active: readonly Active[]): Fields {
  const paths = active.map(({ key }) => key).filter((key) => key.length > 0);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const inside = paths.filter(([first]) => first === name);
      if (inside.length === 0) return [[name, value]];
      if (inside.some((key) => key.length === 1)) return [];
      const rest = Object.entries(value as Fields).filter(([key]) => !inside.some(([, second]) => second === key));
      return rest.length === 0 ? [] : [[name, Object.fromEntries(rest)]];
    }),
  );
}
