/**
 * OpenCode: a marked block in `~/.config/opencode/AGENTS.md`, which is read again at every turn. But it reads only the
 * first of that file (in `OPENCODE_CONFIG_DIR` before the usual folder) and `~/.claude/CLAUDE.md`: where the user lives by a
 * later one, making an earlier one would hide it. There the persona is a file of its own and an entry of `instructions` in
 * the configuration. Measured with 1.18.33.
 *
 * `opencode.jsonc` beats `opencode.json`, and lists are replaced, not merged.
 */
import path from 'node:path';
import { wrongKind } from '../core/lens/unusable.ts';
import { text } from '../core/text.ts';
import type { Filling, Host, Note, Persona } from './agent.ts';
import { type Behaviour, configFolder, defineAgent, hyphenated } from './define.ts';
import { block, decode, encode, jsonPointer, MAIN, ownFile, type Place, parseJsonc } from './place.ts';

const KEY = 'instructions';
/** The same key in the other file, which may come and go while a persona is there: each gives back its own. */
const KEY_WITH_COMMENTS = 'instructions@opencode.jsonc';
const FILE = 'soulhub.md';

const home = (host: Host) => {
  const named = host.env.OPENCODE_CONFIG_DIR?.trim();
  return named ? path.resolve(host.cwd, named) : configFolder(host, 'opencode');
};

function userPlace(host: Host, root: string): Place {
  const memory = block('AGENTS.md');
  const listed = listedFile(host, root, { folder: '', entry: path.join(root, FILE) });
  const parts = { ...memory.parts, ...listed.parts };
  const main = [...memory.main, ...listed.main];
  return { parts, main, plan: hides(host, root) ? listed.plan : memory.plan };
}

/** An AGENTS.md of ours would make OpenCode forget another file of the user's. */
function hides(host: Host, root: string): boolean {
  return nextInLine(host, root) !== null && !host.exists(path.join(root, 'AGENTS.md'));
}

/** What it reads where the folder has no AGENTS.md: the first of these that is there. */
function nextInLine(host: Host, root: string): string | null {
  const usual = configFolder(host, 'opencode');
  const memory = path.join(usual, 'AGENTS.md');
  return usual !== root && host.exists(memory) ? memory : claudeFile(host);
}

function claudeFile(host: Host): string | null {
  const file = path.join(host.home, '.claude/CLAUDE.md');
  return host.env.OPENCODE_DISABLE_CLAUDE_CODE ? null : host.exists(file) ? file : null;
}

interface Listed {
  readonly folder: string;
  /** As the configuration names the file. */
  readonly entry: string;
}

function listedFile(host: Host, root: string, { folder, entry }: Listed): Place {
  const { parts, plan } = ownFile(`${folder}${FILE}`);
  const pointers = {
    [KEY]: jsonPointer(root, 'opencode.json', KEY, true),
    [KEY_WITH_COMMENTS]: jsonPointer(root, 'opencode.jsonc', KEY, true),
  };
  const key = host.exists(path.join(root, 'opencode.jsonc')) ? KEY_WITH_COMMENTS : KEY;
  return {
    parts: { [FILE]: parts[MAIN] as Place['parts'][string], ...pointers },
    main: [FILE],
    plan: (persona) => ({
      [FILE]: plan(persona)[MAIN] as Uint8Array,
      [key]: encode(withEntry(persona, { entry, key, file: path.join(root, pointers[key].path) })),
    }),
  };
}

interface Entry {
  readonly entry: string;
  /** The part that holds the list, and its file. */
  readonly key: string;
  readonly file: string;
}

/** The user's own list with one more entry; its text, comments included, stays as it is. */
function withEntry(persona: Persona, { entry, key, file }: Entry): string {
  const own = persona.own(key);
  const source = own === null ? '' : decode(own);
  const list: unknown = own === null ? [] : parseJsonc(source);
  const added = JSON.stringify(entry);
  if (!Array.isArray(list)) throw wrongKind({ file, key: KEY }, text('a list', '列表'));
  if (list.length === 0) return `[${added}]`;
  return `[${added}, ${source.replace(/^\[\s*/, '')}`;
}

const BEHAVIOUR = {
  effect: 'joins',
  arrives: 'system',
  reset: '/new',
} as const;

const user: Behaviour = {
  ...BEHAVIOUR,
  place: userPlace,
  mechanism: text(
    'block in AGENTS.md (or a file named in instructions), joins the system prompt',
    'AGENTS.md 中的标记块（或 instructions 列出的文件），加入系统提示词',
  ),
  live: 'next-turn',
  takesEffect: text(
    'the next turn; through instructions, after a restart',
    '下一轮对话生效；经由 instructions 时重启后生效',
  ),
  notes: (host, root, filling) => hiding(host, root, filling),
};

const project: Behaviour = {
  ...BEHAVIOUR,
  place: (host, root) => listedFile(host, root, { folder: '.opencode/', entry: `.opencode/${FILE}` }),
  mechanism: text(
    "file named in the project's instructions, joins the system prompt",
    '项目 instructions 列出的文件，加入系统提示词',
  ),
  live: 'process',
  takesEffect: text('after a restart of opencode', '重启 opencode 后生效'),
};

function hiding(host: Host, root: string, { soul, texts }: Filling): Note[] {
  const other = nextInLine(host, root);
  if (soul === null || other === null) return [];
  if (texts[FILE]) {
    const says = text(
      `an AGENTS.md would make OpenCode forget ${other}, so the persona is in ${path.join(root, FILE)}`,
      `若新建 AGENTS.md，OpenCode 将不再读取 ${other}，因此角色放在 ${path.join(root, FILE)}`,
    );
    return [{ code: 'hides', level: 'info', says, hint: null }];
  }
  const says = text(
    `OpenCode reads ${path.join(root, 'AGENTS.md')} and therefore not ${other}`,
    `OpenCode 读取 ${path.join(root, 'AGENTS.md')}，因此不读取 ${other}`,
  );
  return [{ code: 'hides', level: 'info', says, hint: null }];
}

export const opencode = defineAgent({
  id: 'opencode',
  title: 'OpenCode',
  evidence: { by: 'run', of: '1.18.33' },
  programs: ['opencode'],
  skillCommand: hyphenated,
  home,
  user,
  project,
  projectRoot: 'repository',
});
