/** A team is seated: an agent for each of its souls, where the agent program has agents. */
import type { Site } from '../agents/agent.ts';
import { isWorkspace } from '../agents/openclaw.ts';
import { checkSeats, type Member, memberId, planTeam, teamSite } from '../agents/openclaw-team.ts';
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
  for (const { name } of team.souls) souls.push(await chosenMember(ctx, name));
  const members = souls.map((member) => memberOf(ctx, member, { ...request, lang: request.lang ?? lang }));
  const ids = members.map(({ id }) => id);
  checkSeats(ctx.host, ids);
  const [site] = settled(ctx, [teamSite(ctx.host, ids)]) as [Site];
  const soul = soulRef(team, lang);
  const files = wantedFiles(planTeam(ctx.host, members));
  const seat = (options: SlotOptions) =>
    changeSite(site, options, (view) => switchChange(view, soul, files, options.at));
  const options = slotOptions(ctx, request, [...files.keys()]);
  const arrival = keep([...souls, chosen], () => seat({ ...options, dryRun: true }), request.dryRun);
  for (const { match } of souls) await showFirst(ctx, match.item, request.dryRun);
  const outcome = seat(options);
  const slots = [{ ...report(ctx, site, { outcome, dryRun: request.dryRun }), editedEntry: null }];
  return { soul, languages: team.languages, langMissing: missing, arrival, slots };
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

/** Installing a team brings its souls; one that was removed since comes again. */
async function chosenMember(ctx: Context, name: string): Promise<Chosen> {
  const here = findInstalled(ctx, name);
  if (here) return stored(ctx, here);
  const { obtainOnDemand } = await import('./install.ts');
  return obtainOnDemand(ctx, name);
}
