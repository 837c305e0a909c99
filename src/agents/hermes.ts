/**
 * Hermes: `SOUL.md` in its home is the identity itself, in place of the built-in one. Not runnable here; from its source.
 * It looks for signs of prompt injection first and, when it finds one, uses nothing of the file at all. Some ordinary
 * words of a persona are among those signs, and so is an emoji that is put together with a zero-width joiner.
 */
import path from 'node:path';
import { WHOLE_FILE } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Agent, Filling, Host, Note, Site } from './agent.ts';
import { folderOf, hyphenated } from './define.ts';
import { decode, encode, MAIN, wholePersona } from './place.ts';

const LIMIT = 20_000;

/** What Hermes takes for an injection, as far as a persona may say it in good faith. */
const BLOCKING: readonly RegExp[] = [
  /\byou are\b[^.\n]{0,40}\bnow (?:an?|the)\b/i,
  /\bpretend (?:you are|to be)\b/i,
  /\bname yourself\b/i,
  /\bignore\b[^.\n]{0,40}\b(?:previous|all|above|prior)\b[^.\n]{0,40}\binstructions\b/i,
  /\bdo not\b[^.\n]{0,30}\btell\b[^.\n]{0,30}\bthe user\b/i,
  /\b(?:respond|answer|reply) without\b[^.\n]{0,40}\b(?:restrictions|limitations|filters)\b/i,
  /\b(?:sliver|havoc|mythic|command and control)\b/i,
  /\bcheck in with\b/i,
  /\bonly use one-liners\b/i,
  /<!--[^>]*\b(?:ignore|override|system|secret|hidden)\b[^>]*-->/i,
  /[\u200B-\u200D\u2060\u2062-\u2064\uFEFF\u202A-\u202E\u2066-\u2069]/,
];

function words({ texts }: Filling): Note[] {
  const persona = texts[MAIN] ? decode(texts[MAIN]) : '';
  const hits = BLOCKING.flatMap((pattern) => {
    const match = pattern.exec(persona);
    return match ? [{ line: persona.slice(0, match.index).split('\n').length, word: visible(match[0]) }] : [];
  });
  if (hits.length === 0) return [];
  const list = hits.map(({ line, word }) => `${line}: "${word}"`).join(', ');
  const says = text(
    `Hermes may take these for an attack and then uses nothing of the persona (line: words): ${list}`,
    `Hermes 可能把以下内容当作攻击，从而完全不采用该角色（行号：内容）：${list}`,
  );
  return [
    {
      code: 'words',
      level: 'warning',
      says,
      hint: text('change them in a copy of the soul', '请在角色副本中修改它们'),
    },
  ];
}

/** A joiner is invisible: shown by its number. */
function visible(word: string): string {
  return word.length > 1 ? word.replace(/\s+/g, ' ') : `U+${word.charCodeAt(0).toString(16).toUpperCase()}`;
}

function site(root: string, profile: string | null, foundBy: string): Site {
  return {
    agent: profile === null ? 'hermes' : `hermes:${profile}`,
    title: profile === null ? 'Hermes' : `Hermes (${profile})`,
    scope: 'user',
    slot: { agent: 'hermes', root, parts: { [MAIN]: { path: 'SOUL.md', lens: WHOLE_FILE } } },
    main: [MAIN],
    foundBy,
    used: true,
    effect: 'replaces',
    arrives: 'system',
    mechanism: text('is the identity in the system prompt', '作为系统提示词中的身份'),
    reset: '/new',
    resetCommand: null,
    live: 'session',
    takesEffect: text('in a new session (/new)', '新会话（/new）生效'),
    programs: ['hermes'],
    limit: LIMIT,
    limitOf: 'text',
    beyond: text('cuts out the middle', '会截掉中间部分'),
    firstRun: [],
    sharedWith: [],
    plan: (persona) => ({ [MAIN]: encode(wholePersona(persona)) }),
    notes: words,
  };
}

export const hermes: Agent = {
  id: 'hermes',
  title: 'Hermes',
  evidence: { by: 'recorded', of: 'source' },
  skillCommand: hyphenated,
  projectRoot: 'folder',
  find: (host: Host) => {
    const home = folderOf(host, 'HERMES_HOME', '.hermes');
    if (!host.isFolder(home)) return [];
    const profiles = host.list(path.join(home, 'profiles')).filter((name) => /^[\w-]+$/.test(name));
    return [site(home, null, home), ...profiles.map((name) => site(path.join(home, 'profiles', name), name, home))];
  },
  project: () => null,
  at: (_host, root) => site(root, null, '--workspace'),
};
