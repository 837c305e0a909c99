/** A team is seated: an agent for each of its souls, where the agent program has agents. */
import type { Site } from '../agents/agent.ts';
import { isWorkspace } from '../agents/openclaw.ts';
import { checkSeats, type Member, memberId, planTeam, teamSite } from '../agents/openclaw-team.ts';
import { satisfies } from '../core/spec.ts';
import type { Installed } from '../store/packages.ts';
import type { SlotOptions } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { type Chosen, findInstalled, stored } from './find.ts';
import { changeSite, report, settled, slotOptions, titleIn } from './slots.ts';
import {
  chooseLang,
  keep,
  readTexts,
  requireSoul,
  type SwitchRequest,
  type SwitchResult,
  soulRef,
  switchChange,
  wantedFiles,
} from './switch.ts';

/** @throws SoulError E_NOT_A_SOUL for an agent that is only one, E_NOT_INSTALLED, E_NO_AGENT, E_EXISTS, E_AGENT_CONFIG */
export async function seatTeam(
  ctx: Context,
  chosen: Chosen,
  { sites, request }: { sites: readonly Site[]; request: SwitchRequest },
): Promise<SwitchResult> {
  const team = chosen.match.item;
  if (!sites.every(isWorkspace)) requireSoul(team);
  const { lang, missing } = chooseLang(team, chosen.match.lang, ctx, request);
  const souls: Chosen[] = [];
  for (const wanted of team.souls) souls.push(await chosenMember(ctx, wanted));
  const seats = souls.map((member) => memberOf(ctx, member, { ...request, lang: request.lang ?? lang }));
  const ids = seats.map(({ id }) => id);
  checkSeats(ctx.host, ids);
  const [site] = settled(ctx, [teamSite(ctx.host, ids)]) as [Site];
  const soul = soulRef(team, lang);
  const files = wantedFiles(planTeam(ctx.host, seats));
  const seat = (options: SlotOptions) =>
    changeSite(site, options, (view) => switchChange(view, soul, files, options.at));
  const options = slotOptions(ctx, request, [...files.keys()]);
  const arrival = keep([...souls, chosen], () => seat({ ...options, dryRun: true }), request.dryRun);
  for (const { match } of souls) await showFirst(ctx, match.item, request.dryRun);
  const outcome = seat(options);
  const slots = [{ ...report(ctx, site, { outcome, dryRun: request.dryRun }), editedEntry: null }];
  const members = souls.flatMap((one) => one.arrival ?? []);
  return { soul, languages: team.languages, langMissing: missing, arrival, members, slots };
}

function memberOf(ctx: Context, { match, read }: Chosen, request: SwitchRequest): Member {
  const item = requireSoul(match.item);
  const { name } = item;
  const { lang } = chooseLang(item, null, ctx, request);
  return { id: memberId(name), title: titleIn(item.displayName, lang, name), texts: readTexts(item, read, lang, []) };
}

async function showFirst(ctx: Context, item: Installed, dryRun: boolean): Promise<void> {
  if (item.seen || dryRun) return;
  const { propose } = await import('./consent.ts');
  await propose(ctx, item, []);
}

/** Installing a team brings its souls, as the team wants them; one that was removed or updated since comes again. */
async function chosenMember(ctx: Context, { name, range }: Installed['souls'][number]): Promise<Chosen> {
  const here = findInstalled(ctx, name);
  if (here?.item.name === name && fits(here.item.version, range)) return stored(ctx, here);
  const { obtainOnDemand } = await import('./install.ts');
  return obtainOnDemand(ctx, `${name}@${range}`);
}

/** A team that does not care takes a prerelease or a commit, too. */
function fits(version: string, range: string): boolean {
  return range === '*' || satisfies(version, { kind: 'range', range });
}
