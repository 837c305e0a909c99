/**
 * Other programs that write the file in which we put a persona. They are found by what they leave behind, before a
 * switch, because afterwards the persona would vanish and nobody would know why. What each does was seen by running it
 * or read in its source; see docs/reference/agents.md.
 */
import path from 'node:path';
import { type Text, text } from '../core/text.ts';
import type { Host } from './agent.ts';

export interface Writer {
  readonly tool: string;
  /** The file that shows that it is here. */
  readonly trace: string;
  readonly does: Text;
  readonly hint: Text;
}

interface Suspect extends Omit<Writer, 'trace'> {
  /** Files of which one is enough; those with words must hold one of them. */
  traces(host: Host, root: string): readonly { readonly file: string; readonly holds?: RegExp }[];
}

const SUSPECTS: readonly Suspect[] = [
  {
    tool: 'personality-switcher',
    does: text('copies its stored persona over SOUL.md at every heartbeat', '每次心跳都会用它保存的角色覆盖 SOUL.md'),
    hint: text(
      'take its lines out of HEARTBEAT.md, or switch it to "default" first',
      '请先从 HEARTBEAT.md 中删去它的内容，或先把它切回 “default”',
    ),
    traces: (_host, root) => [
      { file: path.join(root, 'personalities', '_personality_state.json') },
      { file: path.join(root, '_personality_state.json') },
      { file: path.join(root, 'HEARTBEAT.md'), holds: /_personality_state\.json|personality[- ]switcher/i },
    ],
  },
  {
    tool: 'soul-guardian',
    does: text('puts SOUL.md back to its own baseline when it changes', 'SOUL.md 一旦变化就恢复为它的基线'),
    hint: text(
      'after the switch: soul_guardian.py approve --file SOUL.md',
      '切换后请运行：soul_guardian.py approve --file SOUL.md',
    ),
    traces: (host, root) => [
      { file: path.join(root, 'memory', 'soul-guardian', 'baselines.json') },
      { file: path.join(host.home, '.clawdbot', 'soul-guardian'), holds: /^/ },
      { file: path.join(root, 'HEARTBEAT.md'), holds: /soul[_-]guardian/i },
    ],
  },
  {
    tool: 'soulguard',
    does: text(
      'guards SOUL.md and takes changes back that its owner did not approve',
      '守护 SOUL.md，未经批准的改动会被撤回',
    ),
    hint: text('approve the change with soulguard after the switch', '切换后请用 soulguard 批准这次改动'),
    traces: (_host, root) => [
      { file: path.join(root, 'soulguard.json') },
      { file: path.join(root, '..', 'soulguard.json') },
    ],
  },
  {
    tool: 'OpenPersona',
    does: text('keeps a marked block of its own in SOUL.md', '在 SOUL.md 中维护它自己的标记块'),
    hint: text(
      'its block is kept with your text and comes back with clear; to be rid of it: openpersona uninstall',
      '它的标记块与你的原文一起保存，clear 时恢复；若不再需要：openpersona uninstall',
    ),
    traces: (_host, root) => [{ file: path.join(root, 'SOUL.md'), holds: /OPENPERSONA_SOUL_START/ }],
  },
  {
    tool: 'opensoul',
    does: text('replaces SOUL.md and marks it on the first line', '会替换 SOUL.md 并在首行做标记'),
    hint: text(
      'restore with it first, or keep what it wrote: clawhub adopt',
      '请先用它恢复原文，或保留其内容：clawhub adopt',
    ),
    traces: (_host, root) => [{ file: path.join(root, 'SOUL.md'), holds: /^<!-- opensoul:/ }],
  },
];

/** @param root the folder with the persona file */
export function foreignWriters(host: Host, root: string): Writer[] {
  return SUSPECTS.flatMap(({ traces, ...writer }) => {
    const trace = traces(host, root).find(({ file, holds }) => shows(host, file, holds));
    return trace ? [{ ...writer, trace: trace.file }] : [];
  });
}

function shows(host: Host, file: string, holds: RegExp | undefined): boolean {
  if (holds === undefined || host.isFolder(file)) return host.exists(file);
  const bytes = host.read(file);
  return bytes !== null && holds.test(new TextDecoder().decode(bytes.subarray(0, 64 * 1024)));
}
