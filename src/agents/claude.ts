/**
 * Claude Code: an output style of ours and the key `outputStyle` that names it. Measured with 2.0.30, 2.1.100 and 2.1.330.
 *
 * - A style is known by the `name` in its front matter, exactly. One that does not exist is the default style, silently.
 * - `outputStyle`: `--settings` beats `.claude/settings.local.json`, that beats `.claude/settings.json`, that the user's.
 * - A running session takes up another style *name* at its next turn; a file that changes under the same name it does not
 *   see. So the name says which soul, version and language it is.
 * - `keep-coding-instructions` leaves the agent's own coding instructions in: a persona joins, it does not replace.
 * - `settings.json` is strict JSON: because of one comment the whole file is ignored.
 */
import path from 'node:path';
import { text } from '../core/text.ts';
import type { SoulRef } from '../core/timeline.ts';
import type { Filling, Host, Note } from './agent.ts';
import { type Behaviour, defineAgent, folderOf, hyphenated } from './define.ts';
import { decode, encode, jsonPointer, ownFile, type Place } from './place.ts';

const KEY = 'outputStyle';

export function styleName({ name, version, lang }: SoulRef): string {
  return `${name} ${version} (${lang})`;
}

function isStyleName(value: Uint8Array): boolean {
  return /^"\S+ \d+\.\d+\.\d+\S* \([\w-]+\)"$/.test(decode(value));
}

function style(root: string, folder: string): Place {
  const file = ownFile(`${folder}output-styles/soulhub.md`, (body, { soul }) => {
    const head = [
      `name: ${JSON.stringify(styleName(soul))}`,
      `description: ${JSON.stringify(`${soul.title}: a soulhub persona`)}`,
    ];
    return `---\n${head.join('\n')}\nkeep-coding-instructions: true\n---\n\n${body}`;
  });
  return {
    ...file,
    parts: { ...file.parts, [KEY]: { ...jsonPointer(root, `${folder}settings.json`, KEY, false), mine: isStyleName } },
    plan: (persona) => ({ ...file.plan(persona), [KEY]: encode(JSON.stringify(styleName(persona.soul))) }),
  };
}

const BEHAVIOUR = {
  effect: 'joins',
  arrives: 'system',
  mechanism: text(
    'output style, joins the system prompt (pinned models of 2025: a system reminder)',
    '输出风格，加入系统提示词（固定使用 2025 年旧模型时为系统提醒）',
  ),
  reset: '/clear',
  live: 'next-turn',
  takesEffect: text('the next turn, since 2.1; otherwise after /clear', '2.1 起下一轮对话生效；更早版本需要 /clear'),
} as const;

const user: Behaviour = {
  ...BEHAVIOUR,
  place: (_host, root) => style(root, ''),
  notes: (host, root, filling) => [
    ...missing(host, path.join(root, 'output-styles/soulhub.md'), filling),
    ...ofProject(host, root, filling),
  ],
};

/** In the home folder the project's files are the user's own, but for the local settings. */
function ofProject(host: Host, root: string, filling: Filling): Note[] {
  const folder = path.join(host.cwd, '.claude');
  if (folder === root) return masks(host, folder, ['settings.local.json'], filling);
  return [
    ...masks(host, folder, ['settings.local.json', 'settings.json'], filling),
    ...shadows(host, path.join(folder, 'output-styles'), filling),
  ];
}

const project: Behaviour = {
  ...BEHAVIOUR,
  place: (_host, root) => style(root, '.claude/'),
  notes: (host, root, filling) => [
    ...missing(host, path.join(root, '.claude/output-styles/soulhub.md'), filling),
    ...masks(host, path.join(root, '.claude'), ['settings.local.json'], filling),
  ],
};

/** A style that cannot be found is the default style, and nothing says so. */
function missing(host: Host, file: string, { soul, onDisk }: Filling): Note[] {
  if (soul === null || !onDisk || host.exists(file)) return [];
  const says = text(
    `the settings name the output style "${styleName(soul)}" but ${file} is gone: Claude Code silently uses its default`,
    `设置指定了输出风格“${styleName(soul)}”，但 ${file} 不存在：Claude Code 会悄悄使用默认风格`,
  );
  return [{ code: 'missing', level: 'warning', says, hint: text('switch to it again, or clear', '请重新切换或清除') }];
}

function masks(host: Host, folder: string, names: readonly string[], { soul }: Filling): Note[] {
  if (soul === null) return [];
  return names.flatMap((name) => {
    const file = path.join(folder, name);
    const set = outputStyleIn(host, file);
    if (set === null || set === styleName(soul)) return [];
    const says = text(
      `${file} sets the output style "${set}", which comes before ours in this project`,
      `${file} 设置了输出风格“${set}”，在本项目中优先于我们的设置`,
    );
    const hint = text(
      `remove outputStyle from it, or pick ours in /config`,
      `请从中删除 outputStyle，或在 /config 中选择我们的风格`,
    );
    return [{ code: 'masked', level: 'warning' as const, says, hint }];
  });
}

function outputStyleIn(host: Host, file: string): string | null {
  const bytes = host.read(file);
  if (bytes === null) return null;
  try {
    const set: unknown = JSON.parse(decode(bytes).replace(/^\uFEFF/, ''))?.[KEY];
    return typeof set === 'string' ? set : null;
  } catch {
    return null;
  }
}

/** A project's style of the same name is taken instead of the user's. */
function shadows(host: Host, folder: string, { soul }: Filling): Note[] {
  if (soul === null) return [];
  const name = styleName(soul);
  return host.list(folder).flatMap((entry) => {
    const file = path.join(folder, entry);
    const head = entry.endsWith('.md')
      ? /^\uFEFF?---\r?\n[\s\S]*?\r?\n---/.exec(decode(host.read(file) ?? new Uint8Array()))?.[0]
      : null;
    if (!head?.includes(JSON.stringify(name))) return [];
    const says = text(
      `${file} has the same name and is used instead in this project`,
      `${file} 名称相同，在本项目中会被优先使用`,
    );
    return [{ code: 'masked', level: 'warning' as const, says, hint: null }];
  });
}

export const claude = defineAgent({
  id: 'claude',
  title: 'Claude Code',
  evidence: { by: 'run', of: '2.1.330' },
  programs: ['claude'],
  skillCommand: hyphenated,
  home: (host) => folderOf(host, 'CLAUDE_CONFIG_DIR', '.claude'),
  signs: (host) => [path.join(host.home, '.claude.json')],
  user,
  project,
  projectRoot: 'folder',
});
