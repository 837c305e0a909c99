/** What an agent makes of the files of a slot: predicted file by file where the agent was measured, else the slot alone. */
import path from 'node:path';
import type { PromptPiece } from '../core/prompt.ts';
import type { Host, Site } from './agent.ts';
import { claudePrompt } from './claude-prompt.ts';
import { folderOf } from './define.ts';
import { workspaceAt } from './openclaw.ts';
import { findWorkspaces, type Workspace } from './openclaw-config.ts';
import { openclawPrompt, type Sight } from './openclaw-prompt.ts';

export interface Prompt {
  /** In the order of the model's request. */
  readonly pieces: readonly PromptPiece[];
  /** Longest text of all files together, in UTF-16 units; null when there is no such limit. */
  readonly total: number | null;
  /** Whether the order and the fates were measured on the real program, or only the slot is known. */
  readonly measured: boolean;
}

/** @throws SoulError E_AGENT_CONFIG */
export function promptOf(host: Host, site: Site): Prompt {
  const [id] = site.agent.split(/[:@]/);
  if (id === 'openclaw') return ofOpenclaw(host, site);
  if (id === 'claude') return ofClaude(host, site);
  return { pieces: site.main.flatMap((part) => slotPiece(host, site, part)), total: null, measured: false };
}

function ofOpenclaw(host: Host, { slot: { root } }: Site): Prompt {
  const workspace: Workspace = findWorkspaces(host).find((each) => each.root === root) ?? workspaceAt(root);
  const { maxChars: perFile, totalChars: total, skipsFirstRun, injection } = workspace;
  if (injection === 'never') return { pieces: [], total, measured: true };
  const pieces = openclawPrompt((name) => sight(host, path.join(root, name)), root, { perFile, total, skipsFirstRun });
  return { pieces, total, measured: true };
}

function sight(host: Host, file: string): Sight {
  const seen = host.look(file);
  return { ...seen, bytes: seen.kind === 'file' ? host.read(file) : null };
}

function ofClaude(host: Host, { slot, scope }: Site): Prompt {
  const world = { ...host, read: (file: string) => (host.isFolder(file) ? null : host.read(file)) };
  const folder = scope === 'user' ? slot.root : folderOf(host, 'CLAUDE_CONFIG_DIR', '.claude');
  const cwd = scope === 'user' ? host.cwd : slot.root;
  return { pieces: claudePrompt(world, { home: host.home, folder, cwd }), total: null, measured: true };
}

/** The file that holds the persona, as a whole: what stands around it there is sent as well. */
function slotPiece(host: Host, site: Site, part: string): PromptPiece[] {
  const file = path.join(site.slot.root, site.slot.parts[part]?.path ?? '');
  const bytes = host.isFolder(file) ? null : host.read(file);
  if (bytes === null) return [];
  const source = new TextDecoder().decode(bytes).trim();
  const { limit } = site;
  const kept = limit === null ? source.length : Math.min(limit, source.length);
  const fate = source === '' ? 'empty' : kept < source.length ? 'cut' : 'whole';
  const lands = site.arrives === 'user' ? 'user' : 'system';
  const name = path.basename(file);
  return [{ name, path: file, fate, length: source.length, kept, limit, lands, text: null, note: null }];
}
