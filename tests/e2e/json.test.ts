/**
 * docs/reference/json.md holds against the program: every command there is run, and its answer must have the keys that the
 * page shows; it may have more. `SOULHUB_WRITE_DOCS=1` writes the page anew from what the program says.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, wordsOf } from '../../src/cli/commands.ts';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';
import { type Served, serveHub } from '../helpers/serve.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/reference/json.md');
const WRITE = process.env.SOULHUB_WRITE_DOCS === '1';

let home: Home;
let bob: Home;
let hub: Served;

interface Step {
  /** As it is typed, for the page. */
  readonly title: string;
  readonly run: () => unknown;
  readonly note?: string;
}

const ours = (line: string, note?: string): Step => ({
  title: line,
  run: () => home.json(line.split(' ')),
  ...(note ? { note } : {}),
});
const skill = (folder: string, body: string) =>
  home.write(
    `${folder}/SKILL.md`,
    `---\nname: ${path.basename(folder)}\ndescription: A skill.\n---\n\n# A skill\n\n${body}\n`,
  );

/** In the order of a day's work: each builds on what was done before. */
const STEPS: readonly Step[] = [
  ours('init my-soul'),
  ours('validate my-soul'),
  ours('pack my-soul'),
  ours('scan ./my-soul'),
  ours(
    'import keeper.md',
    '`format` is `soul`, `skill`, `team`, `soul-spec`, `claw`, `agent-souls`, `markdown` or `character-card`; `moved` says where files of the other format are now.',
  ),
  {
    title: 'login --token -',
    note: '`replaced` is the registry whose login this one took the place of.',
    run: () =>
      JSON.parse(
        home.run(['login', '--token', '-', '--registry', hub.url, '--json'], { input: hub.token('ada') }).stdout,
      ),
  },
  ours('whoami'),
  ours('token'),
  ours(
    'publish my-soul --yes',
    'The first keys are those of the official command. `status` is `published`, `unchanged`, `would-publish`, `pending-publication` or `submitted`.',
  ),
  ours('skill publish lib/night-owl --yes'),
  ours('sync --all --root lib', 'The shape of the official command.'),
  ours(
    'inspect night-owl --versions --files --file SKILL.md',
    'The shape of the official command; `version`, `versions` and `file` are null unless they were asked for.',
  ),
  ours('explore --limit 1'),
  ours('star night-owl'),
  ours('unstar night-owl'),
  ours('skill tag night-owl 1.0.0 --tag stable --yes'),
  ours('skill verify night-owl'),
  ours('skill rename night-owl day-owl --yes'),
  ours('skill merge moth day-owl --yes'),
  ours('delete my-soul --yes'),
  ours('undelete my-soul --yes'),
  ours('publisher create guild'),
  ours('transfer request day-owl bob --yes'),
  ours('transfer list --outgoing'),
  { title: 'transfer accept @ada/day-owl --yes', run: () => bob.json(['transfer', 'accept', '@ada/day-owl', '--yes']) },
  ours('search golang --limit 1'),
  ours('show go-backend-expert'),
  ours('install find-souls', '`status` is `installed`, `already` or `updated`.'),
  ours('pin find-souls --reason hold'),
  ours('unpin find-souls'),
  ours(
    'update find-souls',
    '`status` is `updated`, `current`, `pinned`, `edited`, `gone` or `foreign`. `older` is what the source names instead, where that is a lower version: it is left. `withdrawn` is true where a lower one was taken, because the source no longer offers what was here.',
  ),
  ours('list'),
  ours(
    'switch go-backend-expert --lang en',
    '`soul` is null after a `switch -` that put another soul into each of several agents; `slots` says which.',
  ),
  ours('status'),
  ours('history'),
  ours('agents'),
  ours('undo'),
  ours('redo'),
  ours('diff go-backend-expert'),
  ours('clear'),
  ours('verify'),
  ours('doctor'),
  ours('prune'),
  ours('config'),
  ours('completion fish'),
  ours('uninstall find-souls'),
  ours('mirror out lib'),
  ours('logout'),
  {
    title: 'admin token create eve',
    run: () => home.json(['admin', 'token', 'create', 'eve', '--data', home.path('hub')]),
  },
  ours('install no-such-package', 'An error; exit codes and codes are in [errors.md](errors.md).'),
];

let answers: readonly (readonly [Step, unknown])[];

beforeAll(async () => {
  home = makeHome();
  bob = makeHome();
  hub = await serveHub(home);
  bob.run(['login', '--token', '-', '--registry', hub.url], { input: hub.token('bob') });
  for (const name of ['night-owl', 'moth']) skill(`lib/${name}`, name);
  home.write('keeper.md', '# Night Keeper\n\n> Keeps the light\n\nYou keep the lighthouse.\n');
  writeSoul(home, 'lib/lantern', '# Lantern\n\nYou are Lantern.\n');
  answers = STEPS.map((step) => [step, step.run()] as const);
  if (WRITE) fs.writeFileSync(PAGE, page());
}, 300_000);
afterAll(async () => {
  await hub.stop();
  home.remove();
  bob.remove();
});

/** Maps by name, language or file: their keys are data. */
const MAPS = new Set([
  'displayName',
  'description',
  'tags',
  'disclaimer',
  'stats',
  'files',
  'settings',
  'titles',
  'moved',
]);

/** `a`, `a.b`, `list[].c`: every key, of a list those of its first item. */
function keysOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.length > 0 ? keysOf(value[0], `${at}[]`) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = at === '' ? key : `${at}.${key}`;
    return MAPS.has(key) && !Array.isArray(inner) ? [name] : [name, ...keysOf(inner, name)];
  });
}

/** A key below something that is null or empty on the other side says nothing. */
function missing(wanted: readonly string[], there: unknown): string[] {
  const keys = new Set(keysOf(there));
  return wanted.filter((key) => {
    const parent = key.replace(/\.[^.]+$/, '');
    const comparable = parent === key || hasKeys(there, parent);
    return comparable && !keys.has(key);
  });
}

function hasKeys(value: unknown, at: string): boolean {
  let here = value;
  for (const part of at.split('.')) {
    const name = part.replace(/\[\]$/, '');
    here = (here as Record<string, unknown> | null | undefined)?.[name];
    if (part.endsWith('[]')) here = (here as unknown[] | undefined)?.[0];
  }
  return typeof here === 'object' && here !== null && Object.keys(here).length > 0;
}

function examples(): Map<string, unknown> {
  const source = fs.readFileSync(PAGE, 'utf8');
  const blocks = [...source.matchAll(/^## `clawhub (.+?)`\n[\s\S]*?```json\n([\s\S]*?)```/gm)];
  return new Map(blocks.map(([, title = '', block = '']) => [title, JSON.parse(block)]));
}

describe('docs/reference/json.md', () => {
  it.each(STEPS.map(({ title }) => title))('%s', (title) => {
    const shown = examples().get(title);
    const [, answer] = answers.find(([step]) => step.title === title) ?? [];
    expect(Object.hasOwn(answer as object, 'error')).toBe(title === 'install no-such-package');
    expect(shown, `the page has no example of ${title}`).toBeDefined();
    // More keys may come, as the page says; none may go.
    expect(missing(keysOf(shown), answer)).toEqual([]);
  });

  it('names commands that there are', () => {
    const known = new Set(COMMANDS.map((spec) => wordsOf(spec).join(' ')));
    const words = [...examples().keys()].map((title) => title.split(' '));
    expect(words.filter(([first = '', second = '']) => !known.has(first) && !known.has(`${first} ${second}`))).toEqual(
      [],
    );
  });
});

function page(): string {
  const sections = answers.flatMap(([{ title, note }, answer]) => [
    `## \`clawhub ${title}\``,
    '',
    ...(note ? [note, ''] : []),
    '```json',
    JSON.stringify(tidy(answer), null, 2),
    '```',
    '',
  ]);
  return `${[
    '# Answers for programs: `--json`',
    '',
    '<!-- Written by SOULHUB_WRITE_DOCS=1 vitest run --project e2e tests/e2e/json.test.ts, which also checks it. -->',
    '',
    'With `--json` a command answers with exactly one JSON value on stdout, also when it fails. More keys may come; those here stay.',
    'Lists are shown with one item, long texts cut. `search --batch` and `scan --batch` answer with one line for each line they are given.',
    '',
    ...sections,
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** The same on every machine and every day. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(tidy);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)]));
  if (typeof value === 'number' && value > 1_600_000_000_000) return 1_767_225_600_000;
  return typeof value === 'string' ? tidyText(value) : value;
}

function tidyText(value: string): string {
  const short = value
    .replaceAll(hub.url, 'http://127.0.0.1:7420')
    .replaceAll(home.root, '/home/ada')
    .replaceAll(bob.root, '/home/bob')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-01-01T00:00:00.000Z')
    .replace(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d+Z-[0-9a-f]+/g, '2026-01-01T00-00-00-000Z-abc123')
    .replace(/(sha512-|h1:|sha256-|sha256:)[A-Za-z0-9+/=_-]{20,}/g, '$1…')
    .replace(/\b[0-9a-f]{40,}\b/g, '…')
    .replace(/clh_[\w-]+/g, 'clh_…');
  const line = short.length > 120 ? `${short.slice(0, 100)}…` : short;
  return line.split('\n')[0] ?? '';
}
