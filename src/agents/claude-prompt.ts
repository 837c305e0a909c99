/**
 * What Claude Code 2.1 sends of a user's files, predicted: the output style above the user, the memory files as the
 * user's own words. Measured on the real program, and held against its recorded requests on generated folders:
 * tests/e2e/agents/why-claude.test.ts.
 *
 * - `outputStyle` comes from `.claude/settings.local.json` of the project, else its `settings.json`, else the user's own.
 *   A settings file that is not strict JSON counts for nothing. Styles are found by name, letter for letter; a style of
 *   the project wins over one of the user's.
 * - Memory files all add up: the user's CLAUDE.md and what it imports, the user's rules, then for each folder from the
 *   root down to the working directory CLAUDE.md, .claude/CLAUDE.md, its rules, CLAUDE.local.md. AGENTS.md counts only
 *   where there is none of them.
 * - Comments that stand on lines of their own may be taken out. Rules for certain `paths` wait for such a file.
 */
import path from 'node:path';
import { isSoulError } from '../core/errors.ts';
import { readFrontMatter } from '../core/front-matter.ts';
import type { PromptPiece } from '../core/prompt.ts';
import { text } from '../core/text.ts';

/** The world as the prediction may see it. */
export interface PromptWorld {
  /** Links followed; null when there is no such file. */
  read(file: string): Uint8Array | null;
  /** Names in a folder; none when it is not there. */
  list(folder: string): readonly string[];
  isFolder(file: string): boolean;
}

export interface ClaudePlaces {
  readonly home: string;
  /** `CLAUDE_CONFIG_DIR`, else `~/.claude`. */
  readonly folder: string;
  /** Where `claude` is started. */
  readonly cwd: string;
}

/** In the order in which the model reads them. */
export function claudePrompt(world: PromptWorld, places: ClaudePlaces): PromptPiece[] {
  const folders = upTo(places.cwd).filter((folder) => path.join(folder, '.claude') !== places.folder);
  const project = folders.flatMap((folder) => projectMemory(world, folder));
  const hider = project.find(({ name, fate }) => name.startsWith('CLAUDE') && fate === 'whole');
  return [
    ...stylePieces(world, places),
    ...memoryFile(world, path.join(places.folder, 'CLAUDE.md'), imports(world, places.home)),
    ...rules(world, path.join(places.folder, 'rules')),
    ...project,
    ...folders.flatMap((folder) => agentsFile(world, folder, hider)),
  ];
}

/** From the root of the file system down. */
function upTo(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...upTo(parent), folder];
}

function projectMemory(world: PromptWorld, folder: string): PromptPiece[] {
  const inside = path.join(folder, '.claude');
  return [
    ...memoryFile(world, path.join(folder, 'CLAUDE.md')),
    ...memoryFile(world, path.join(inside, 'CLAUDE.md')),
    ...rules(world, path.join(inside, 'rules')),
    ...memoryFile(world, path.join(folder, 'CLAUDE.local.md')),
  ];
}

/** Any other memory file of the project that is not empty hides every AGENTS.md. */
function agentsFile(world: PromptWorld, folder: string, hider: PromptPiece | undefined): PromptPiece[] {
  const pieces = memoryFile(world, path.join(folder, 'AGENTS.md'));
  return hider === undefined ? pieces : pieces.map((each) => hidden(each, hider.path));
}

function hidden(piece: PromptPiece, by: string): PromptPiece {
  return { ...piece, fate: 'hidden', kept: 0, text: null, note: text(`${by} is read in its place`, `改为读取 ${by}`) };
}

type Follow = (source: string, from: string) => readonly string[];

/** The file and, behind it, what it imports. */
function memoryFile(
  world: PromptWorld,
  file: string,
  follow: Follow = () => [],
  seen = new Set<string>(),
): PromptPiece[] {
  const bytes = seen.has(file) ? null : world.read(file);
  if (bytes === null) return [];
  seen.add(file);
  const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes); // behind a BOM ``` begins no code
  const more = follow(source, file).flatMap((next) => memoryFile(world, next, follow, seen));
  return [memory(file, source), ...more];
}

function memory(file: string, source: string): PromptPiece {
  if (source.replace(/<!--[\s\S]*?-->/g, '').trim() === '') return piece(file, '');
  const note = source.includes('<!--') ? text('comments may be left out', '注释可能会被略去') : null;
  return { ...piece(file, source), note };
}

function piece(file: string, source: string): PromptPiece {
  const sent = source.trim();
  const base = { name: path.basename(file), path: file, limit: null, lands: 'user', note: null } as const;
  if (sent === '') return { ...base, fate: 'empty', length: 0, kept: 0, text: null };
  return { ...base, fate: 'whole', length: sent.length, kept: sent.length, text: sent };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const CODE = /^(```|~~~)[\s\S]*?(?:^\1|(?![\s\S]))|`[^`\n]*`/gm;

/** `@path` in the user's own file, not in code: beside it, below the home, or absolute. */
function imports(world: PromptWorld, home: string): Follow {
  return (source, from) =>
    [...source.replace(CODE, ' ').matchAll(/(?<!\S)@([^\s`]+)/g)]
      .map((match) => resolveImport(match[1] ?? '', from, home))
      .filter((file) => world.read(file) !== null);
}

function resolveImport(target: string, from: string, home: string): string {
  return target.startsWith('~/') ? path.join(home, target.slice(2)) : path.resolve(path.dirname(from), target);
}

/** Every Markdown file below the folder, except those that wait for certain files. */
function rules(world: PromptWorld, folder: string): PromptPiece[] {
  return world.list(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (world.isFolder(file)) return rules(world, file);
    return name.endsWith('.md') ? rule(world, file) : [];
  });
}

function rule(world: PromptWorld, file: string): PromptPiece[] {
  const bytes = world.read(file);
  if (bytes === null) return [];
  const { data, body } = dressed(decode(bytes), file);
  const made = memory(file, body);
  if (data.paths === undefined) return [made];
  const note = text('sent when a file fits its paths', '打开符合其 paths 的文件时才发送');
  return [{ ...made, fate: 'hidden', kept: 0, text: null, note }];
}

/** Front matter for its facts; the text behind it as it stands, line ends included. */
function dressed(source: string, file: string): { data: Readonly<Record<string, unknown>>; body: string } {
  const block = /^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (block === null) return { data: {}, body: source };
  try {
    return { data: readFrontMatter(block[0], file).data, body: source.slice(block[0].length) };
  } catch (error) {
    if (!isSoulError(error, 'E_FRONT_MATTER')) throw error;
    return { data: {}, body: source };
  }
}

interface Chosen {
  readonly name: string;
  readonly by: string;
}

function stylePieces(world: PromptWorld, places: ClaudePlaces): PromptPiece[] {
  const project = path.join(places.cwd, '.claude');
  const [chosen, ...masked] = [
    path.join(project, 'settings.local.json'),
    path.join(project, 'settings.json'),
    path.join(places.folder, 'settings.json'),
  ].flatMap((file) => styleIn(world, file));
  if (!chosen) return [];
  const found = [project, places.folder].flatMap((folder) => stylesIn(world, path.join(folder, 'output-styles')));
  const style = found.find(({ name }) => name === chosen.name);
  return [style ? styled(style, chosen, masked) : unknownStyle(chosen, places)];
}

/** A settings file that is not strict JSON is left out by the program itself. */
function styleIn(world: PromptWorld, file: string): Chosen[] {
  const bytes = world.read(file);
  if (bytes === null) return [];
  try {
    const { outputStyle } = JSON.parse(decode(bytes)) as { outputStyle?: unknown };
    return typeof outputStyle === 'string' ? [{ name: outputStyle, by: file }] : [];
  } catch {
    return [];
  }
}

interface Style {
  readonly name: string;
  readonly file: string;
  readonly body: string;
}

function stylesIn(world: PromptWorld, folder: string): Style[] {
  return world.list(folder).flatMap((entry) => {
    const file = path.join(folder, entry);
    const bytes = entry.endsWith('.md') ? world.read(file) : null;
    if (bytes === null) return [];
    const { data, body } = dressed(decode(bytes), file);
    const name = typeof data.name === 'string' ? data.name : entry.slice(0, -'.md'.length);
    return [{ name, file, body }];
  });
}

function styled({ file, body }: Style, { by }: Chosen, masked: readonly Chosen[]): PromptPiece {
  const other = masked.find((choice) => choice.by !== by);
  const note = other
    ? text(`chosen by ${by}, which masks ${other.by}`, `由 ${by} 选定，遮住了 ${other.by}`)
    : text(`chosen by ${by}`, `由 ${by} 选定`);
  return { ...piece(file, body), lands: 'system', note };
}

/** One of the program's own, or one that does not exist: the program then says nothing and uses its default. */
function unknownStyle({ name, by }: Chosen, { folder }: ClaudePlaces): PromptPiece {
  const note = text(`${by} names "${name}", and no file has that name`, `${by} 指定了“${name}”，但没有这个名称的文件`);
  const file = path.join(folder, 'output-styles', `${name}.md`);
  const built = ['default', 'Explanatory', 'Learning', 'Proactive'].includes(name);
  const base = {
    name: path.basename(file),
    path: file,
    limit: null,
    lands: 'system',
    length: 0,
    kept: 0,
    text: null,
  } as const;
  return built
    ? { ...base, fate: 'unread', note: text(`${by} names a style of the program's own`, `${by} 指定了程序自带的风格`) }
    : { ...base, fate: 'missing', note };
}
