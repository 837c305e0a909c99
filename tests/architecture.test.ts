/** Who may import whom, read from the import statements. The picture is in docs/architecture.md. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Folder → folders it may import from. A folder may always import itself. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/client': ['src/core'],
  'src/sources': ['src/core', 'src/client'],
  'src/store': ['src/core'],
  'src/agents': ['src/core'],
  'src/actions': ['src/core', 'src/client', 'src/sources', 'src/store', 'src/agents'],
  'src/cli': ['src/core', 'src/actions', 'src/agents', 'src/store'],
  'registry/domain': ['src/core', 'registry/sql'],
  'registry/sql': ['src/core'],
  'registry/api': ['src/core', 'registry/domain', 'registry/sql'],
  // Pages are counted, timed, logged and refused by the same edge as everything else.
  'registry/web': ['src/core', 'registry/domain', 'registry/sql', 'registry/api'],
};

/** What `src/core` may take from Node: nothing that touches the world. */
const PURE_BUILTINS = ['node:crypto', 'node:zlib', 'node:buffer', 'node:util'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly lazy: boolean;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  const absolute = path.join(ROOT, folder);
  if (!fs.existsSync(absolute)) return [];
  return fs
    .readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|(?<!\w)import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const source = fs.readFileSync(path.join(ROOT, file), 'utf8');
  return [...source.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.')
      ? path.relative(ROOT, path.resolve(ROOT, path.dirname(file), specifier))
      : specifier;
    return { file, from: folderOf(file), target, lazy: match[3] !== undefined, typeOnly: match[1] !== undefined };
  });
}

function folderOf(file: string): string {
  return Object.keys(RULES).find((folder) => file.startsWith(`${folder}/`)) ?? path.dirname(file).split('/')[0] ?? '';
}

const FILES = [...sourceFiles('src'), ...sourceFiles('registry')];
const IMPORTS = FILES.flatMap(importsOf);

describe('the import rules', () => {
  it('reads real imports', () => {
    expect(FILES.length).toBeGreaterThan(50);
    expect(IMPORTS.length).toBeGreaterThan(200);
  });

  it('lets a folder import only what is below it (types may be named from anywhere in the same application)', () => {
    const wrong = IMPORTS.filter(({ from, target, typeOnly }) => {
      if (typeOnly && from.startsWith('registry/') && target.startsWith('registry/')) return false;
      const to = /^(?:src|registry)\//.test(target) ? folderOf(target) : null;
      if (to === null || RULES[from] === undefined || to === from) return false;
      return !RULES[from].includes(to);
    }).filter(
      ({ file, lazy, target }) =>
        !(lazy && target.startsWith('registry/') && /src\/actions\/(?:serve|mirror|admin)/.test(file)),
    );
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('keeps the core pure', () => {
    const wrong = IMPORTS.filter(
      ({ from, target }) => from === 'src/core' && target.startsWith('node:') && !PURE_BUILTINS.includes(target),
    );
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
    // The scanner's tables hold patterns of code, not code.
    const world = FILES.filter(
      (file) => file.startsWith('src/core/') && !/\/scan\/(?:rules|slots)\//.test(file),
    ).filter((file) =>
      /\bprocess\.(?:env|stdout|stderr|cwd|exit)|\bconsole\.|\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(/.test(
        fs.readFileSync(path.join(ROOT, file), 'utf8'),
      ),
    );
    expect(world).toEqual([]);
  });

  it('has one door to gray-matter', () => {
    const doors = IMPORTS.filter(({ target }) => target === 'gray-matter').map(({ file }) => file);
    expect(doors).toEqual(['src/core/front-matter.ts']);
  });

  it('never prints, asks or exits in an action', () => {
    const wrong = FILES.filter((file) => /^src\/(?:actions|store|agents|sources|client)\//.test(file)).filter((file) =>
      /\bconsole\.|process\.(?:exit\b|exitCode|stdout|stderr|stdin)/.test(
        fs.readFileSync(path.join(ROOT, file), 'utf8'),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('lets a hub ask nobody: no address that a stranger gives it can lead it anywhere', () => {
    const asks = IMPORTS.filter(
      ({ file, target, typeOnly }) =>
        file.startsWith('registry/') && !typeOnly && /^(?:undici|(?:node:)?https?|node:http2)$/.test(target),
    );
    const fetches = FILES.filter((file) => file.startsWith('registry/')).filter((file) =>
      /(?<![.\w])fetch\(/.test(fs.readFileSync(path.join(ROOT, file), 'utf8')),
    );
    expect([...asks.map(({ file, target }) => `${file} → ${target}`), ...fetches]).toEqual([]);
  });

  it('has no circles', () => {
    const graph = new Map(
      FILES.map((file) => [
        file,
        IMPORTS.filter((item) => item.file === file && !item.typeOnly && !item.lazy).map(({ target }) => target),
      ]),
    );
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      else for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      graph.delete(file);
    };
    for (const file of FILES) visit(file, []);
    expect(circles).toEqual([]);
  });
});
