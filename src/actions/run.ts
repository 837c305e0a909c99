/**
 * One session of an agent with a persona, and nothing changed on disk afterwards, whatever happens. By a flag or variable
 * of the agent's own where it has one; else the slot is switched, and a lease beside the history says for how long: one
 * session at a time in each slot.
 */
import path from 'node:path';
import type { Scope, Site } from '../agents/agent.ts';
import { AGENTS } from '../agents/index.ts';
import { wholePersona } from '../agents/place.ts';
import { programName, type SessionWay, sessionWay } from '../agents/session.ts';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import type { SoulRef } from '../core/timeline.ts';
import { self } from '../store/holder.ts';
import { leasesIn, refuseTaken, takeLease } from '../store/lease.ts';
import { fs } from '../store/node.ts';
import type { Context } from './context.ts';
import { takeBack } from './lent.ts';
import { sitesFor } from './slots.ts';
import { type Prepared, prepareFor, type SwitchRequest, type SwitchResult, switchSoul } from './switch.ts';

export interface RunRequest extends SwitchRequest {
  readonly soul: string;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** What must be taken back. Plain data, so that another process can do it when this one is killed. */
export interface Lent {
  /** Folder of this session alone. */
  readonly folder: string;
  /** The slot that was switched; null where the agent took the persona by a flag. */
  readonly slot: { readonly key: string; readonly root: string } | null;
}

export interface Session {
  readonly soul: SoulRef;
  readonly agent: string;
  readonly scope: Scope;
  readonly title: string;
  /** Program and arguments, with what the agent needs among them. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly lent: Lent;
  /** What `begin` would change in the slot; null where the agent takes the persona by a flag. */
  rehearse(): Promise<SwitchResult | null>;
  /** Changes what has to change. Whoever calls it must see to it that `endSession` follows. */
  begin(): Promise<void>;
}

/** Nothing is changed yet. @throws SoulError E_USAGE, E_LOCKED, and as `switchSoul` */
export async function planSession(ctx: Context, request: RunRequest): Promise<Session> {
  const site = siteOf(ctx, request);
  const prepared = await prepareFor(ctx, request.soul, { site, request });
  const folder = path.join(ctx.tmp, `soulhub-run-${self().pid}-${ctx.now().getTime()}`);
  const way = wayOf(ctx, site, prepared, { request, folder });
  if (way === null) refuseTaken(site.slot);
  await prepared.show(way === null ? 'slot' : 'session');
  const facts = { soul: prepared.wanted.soul, agent: site.agent, scope: site.scope, title: site.title };
  return way ? byFlag(facts, way, request, folder) : bySwitch(ctx, facts, { site, request, folder });
}

/** The agent that is named, else the one whose program is started. */
function siteOf(ctx: Context, request: RunRequest): Site {
  const sites = sitesFor(ctx, { ...request, agents: agentsOf(request) });
  const [site] = sites;
  if (site && sites.length === 1) return site;
  throw new SoulError('E_USAGE', text('a session has one agent', '一次会话只能有一个智能体'), {
    hint: text('name one --agent', '请只指定一个 --agent'),
  });
}

function agentsOf({ agents, workspace, file, command }: RunRequest): readonly string[] {
  if (agents.length > 0 || workspace !== null || file) return agents;
  const program = programName(command[0] ?? '');
  return AGENTS.some(({ id }) => id === program && id !== 'folder') ? [program] : [];
}

function wayOf(
  ctx: Context,
  site: Site,
  { wanted, planned }: Prepared,
  { request, folder }: { request: RunRequest; folder: string },
): SessionWay | null {
  return sessionWay(site, request.command[0] ?? '', { text: wholePersona(wanted), planned, folder, env: ctx.env });
}

type Facts = Pick<Session, 'soul' | 'agent' | 'scope' | 'title'>;

function byFlag(facts: Facts, way: SessionWay, { command }: RunRequest, folder: string): Session {
  const [program = '', ...args] = command;
  return {
    ...facts,
    command: [program, ...way.args, ...args],
    env: way.env,
    lent: { folder, slot: null },
    rehearse: async () => null,
    begin: async () => {
      fs.mkdirSync(folder, { mode: 0o700 });
      for (const [name, content] of Object.entries(way.files)) {
        fs.writeFileSync(path.join(folder, name), content, { mode: 0o600, flag: 'wx' });
      }
    },
  };
}

interface Switching {
  readonly site: Site;
  readonly request: RunRequest;
  readonly folder: string;
}

function bySwitch(ctx: Context, facts: Facts, { site, request, folder }: Switching): Session {
  const { agent: key, root } = site.slot;
  const at = ctx.now();
  const put = { ...request, agents: agentsOf(request), lent: true };
  return {
    ...facts,
    command: request.command,
    env: {},
    lent: { folder, slot: { key, root } },
    rehearse: () => switchSoul(ctx, request.soul, { ...put, dryRun: true }),
    begin: async () => {
      // Before the switch, so that there is no moment in which a persona is there and nobody knows that it is lent.
      takeLease(site.slot, { session: folder, at: at.toISOString() });
      await switchSoul({ ...ctx, now: () => at }, request.soul, put);
    },
  };
}

/** Takes back whatever is still there. Any number of times is fine. @returns the entry that keeps what was edited meanwhile */
export function endSession(ctx: Context, { folder, slot }: Lent): number | null {
  fs.rmSync(folder, { recursive: true, force: true });
  if (slot === null) return null;
  const lease = leasesIn(slot.root).find(({ session }) => session === folder);
  return lease === undefined ? null : takeBack(ctx, slot.root, lease);
}
