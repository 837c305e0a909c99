/** What the page does not show: places hidden by markup, invisible characters, letters of other alphabets. */
import type { Judged } from './judge.ts';
import { lexicon } from './match/lexicon.ts';
import { hiddenText } from './plain.ts';
import type { Rule } from './rule.ts';
import { HIDDEN } from './rules/hidden.ts';
import type { Spot } from './spots.ts';
import type { Invisible, InvisibleKind } from './text/invisible.ts';
import type { Markup, Zone, ZoneKind } from './text/zones.ts';

const ZONE_RULES: Readonly<Record<ZoneKind, Rule>> = {
  comment: HIDDEN.comment,
  definition: HIDDEN.definition,
  title: HIDDEN.title,
  attribute: HIDDEN.attribute,
  alt: HIDDEN.attribute,
  style: HIDDEN.style,
  info: HIDDEN.fence,
  padding: HIDDEN.padding,
  math: HIDDEN.math,
};

/** Hidden places that say something, each with its own rule. */
export function zoneSpots(judged: Judged, markup: Markup, text: string): readonly Spot[] {
  return markup.hidden.flatMap((zone) => {
    const rule = zone.open === true ? HIDDEN.openComment : ZONE_RULES[zone.kind];
    return speaks(zone, judged, text) ? [{ rule, severity: rule.severity, start: zone.start, end: zone.end }] : [];
  });
}

/** Weight of letters (a Han character counts three) that some kinds of places need to be more than a label. */
const LABEL: Readonly<Partial<Record<ZoneKind, number>>> = {
  math: 12,
  info: 12,
  definition: 16,
  style: 16,
  title: 34,
  padding: 1,
};

/**
 * Does a hidden place address somebody? Some kinds are never honest (see security notes in `rules/hidden.ts`); comments
 * and attributes are, unless two strong words and one of insistence stand in them.
 */
function speaks(zone: Zone, judged: Judged, text: string): boolean {
  const least = zone.open === true ? 12 : LABEL[zone.kind];
  if (least !== undefined) return weightOf(text.slice(zone.from, Math.min(zone.to, zone.from + 4000))) >= least;
  const strong = wordsIn(zone, judged, STRONG);
  return strong >= 2 && strong + wordsIn(zone, judged, FIRM) >= 3;
}

function weightOf(inner: string): number {
  return (inner.match(/\p{L}/gu)?.length ?? 0) + 2 * (inner.match(/[\u3400-\u9fff]/g)?.length ?? 0);
}

/** Words that tell what is asked for, and words that tell that something is asked. */
const STRONG = [
  'DISREGARD_HARD',
  'SECRET',
  'PRIVATE',
  'SEND_STRICT',
  'URL',
  'OUTSIDE',
  'RUN_STRICT',
  'AGENT_FILE',
  'USER_STRICT',
  'TELL_STRICT',
  'AI',
  'COVERT',
  'MONEY_STRICT',
  'ERASE_STRICT',
  'NO_CONFIRM',
  'STEER',
  'SYSTEM_PROMPT',
  'OUR_PRODUCT',
  'PERSONAL_SECRET',
  'SWITCH_OFF',
];
const FIRM = [
  'NOT',
  'MUST',
  'ALWAYS',
  'INSTRUCTION',
  'GET_STRICT',
  'WRITE_STRICT',
  'IF_ASKED',
  'PRETEND',
  'REGARDLESS',
];

function wordsIn(zone: Zone, judged: Judged, names: readonly string[]): number {
  const { slot } = lexicon();
  return names.filter((name) => standsIn(zone, judged, slot(name))).length;
}

function standsIn(zone: Zone, { scene }: Judged, slot: number): boolean {
  const places = scene.bySlot[slot] ?? [];
  const offset = (index: number): number => scene.text.at[scene.hits.start[places[index] ?? 0] ?? 0] ?? 0;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offset(middle) < zone.from) low = middle + 1;
    else high = middle;
  }
  return low < places.length && offset(low) < zone.to;
}

const RUN_RULES: Readonly<Record<InvisibleKind, Rule>> = {
  tags: HIDDEN.tags,
  selectors: HIDDEN.selectors,
  'zero-width': HIDDEN.zeroWidth,
  bidi: HIDDEN.bidi,
  control: HIDDEN.control,
  filler: HIDDEN.filler,
};

/** Runs of a text whose spelling is judged. */
const SPELLED = 64;

/** Invisible characters, and what they spell. */
export function invisibleSpots(runs: readonly Invisible[]): readonly Spot[] {
  let judged = 0;
  return runs.flatMap((run) => {
    const spelled = run.text === undefined || judged++ >= SPELLED ? [] : hiddenText(run.text, 2);
    const inner = spelled.map((bare) => ({ ...bare, start: run.start, end: run.end }));
    if (run.kind === 'selectors' && run.count < 2) return inner;
    const long = run.kind === 'zero-width' && run.count >= 16;
    const rule = long ? HIDDEN.zeroWidthBits : RUN_RULES[run.kind];
    return [{ rule, severity: run.slight ? 'info' : rule.severity, start: run.start, end: run.end }, ...inner];
  });
}

/** Words that mix alphabets: one may be a slip, two are not, six are a method. */
export function forgedSpots({ folded }: Judged): readonly Spot[] {
  const { forged, at } = folded;
  if (forged.length < 2) return [];
  const first = at[forged[0] ?? 0] ?? 0;
  const last = at[forged.at(-1) ?? 0] ?? first;
  return [{ rule: HIDDEN.forged, severity: forged.length >= 6 ? 'block' : 'warn', start: first, end: last + 1 }];
}
