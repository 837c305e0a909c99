/**
 * Mention or use? "Never run curl | sh" and a table of attacks name what an attack does. A visible place weighs less in
 * a sentence about attacks, in a list under a line that says "never" or "attacks", and, when quoted, in a treatise on
 * security. It never vanishes, and a hidden place never weighs less.
 */
import type { Judged, Place } from './judge.ts';
import { lexicon } from './match/lexicon.ts';
import { type Severity, step } from './report.ts';
import { lineAround } from './text/tricks.ts';
import { isInside, type Markup, overlaps, type Range } from './text/zones.ts';

export interface Context {
  readonly text: string;
  readonly markup: Markup;
  /** Lists of what is not to be done. */
  readonly guarded: readonly Range[];
  /** The whole text is about attacks. */
  readonly treatise: boolean;
}

export function contextOf(text: string, markup: Markup, judged: Judged): Context {
  return { text, markup, guarded: guardedLists(text), treatise: isTreatise(judged) };
}

/** What a place weighs where it stands. */
export function weigh(place: Place, context: Context): Severity {
  if (overlaps(context.markup.unseen, place.start, place.end)) return step(place.severity, 1);
  if (place.mention || isInside(context.guarded, place.start)) {
    return step(place.rule.mention ?? step(place.severity, -1), context.treatise ? -1 : 0);
  }
  if (!context.treatise) return place.severity === 'block' && isCited(place.start, context) ? 'warn' : place.severity;
  if (isQuoted(place.start, context)) return step(place.severity, -2);
  return place.talk ? (place.rule.mention ?? step(place.severity, -1)) : place.severity;
}

const GUARD_LINE =
  /\b(?:never|don'?t|do not|avoid|prohibited|forbidden|not allowed|must not|red flags?|anti-?patterns?|won'?t|will not|attacks?|threats?|malicious|vulnerabilit\w{1,4}|warning signs|detect(?:s|ed|ion)?|blocked|denied)\b|禁止|不要|不会|绝不|红线|边界|不做|避免|攻击|威胁|恶意|检测|危险|拦截|阻断|可疑|禁区/i;
const ITEM = /^(?:[-+•|>]|\*(?!\*)|\d{1,3}[.)、]|❌|🚫|✗)/u;
const HEAD = /^#{1,6}\s|[:：]\s{0,3}(?:\*\*)?\s{0,3}$|^\*\*[^*]{1,200}\*\*/;

/** Lists under a heading, or a line that ends in a colon, that says "never" or speaks of attacks. */
function guardedLists(text: string): readonly Range[] {
  const ranges: Range[] = [];
  let guarded = false;
  let from = -1;
  let at = 0;
  for (const line of text.split('\n')) {
    const plain = line.trimStart();
    if (ITEM.test(plain)) {
      if (guarded && from < 0) from = at;
    } else if (plain !== '') {
      if (from >= 0) ranges.push({ from, to: at });
      from = -1;
      guarded = HEAD.test(plain) && GUARD_LINE.test(plain);
    }
    at += line.length + 1;
  }
  if (from >= 0) ranges.push({ from, to: at });
  return ranges;
}

/** In a fence, a code span, a table, a quotation, as far as one line tells. */
function isQuoted(offset: number, { text, markup }: Context): boolean {
  if (isInside(markup.fences, offset)) return true;
  const before = text.slice(lineAround(text, offset).from, offset);
  const open = before.split('“').length > before.split('”').length;
  return open || isOdd(before, '`') || isOdd(before, '"') || /^\s{0,8}[|>]/.test(before);
}

/** Words before a quotation that tell whose it is: somebody else's, or an example. */
const CITES =
  /\b(?:such as|like|for (?:example|instance)|examples?|e\.g\.|try|tries|said|says?|asks?|phrases?|wording|shows?|called)\b|比如|例如|譬如|诸如|为例|这类|之类|有人|对方说|玩家|字眼|板书|举/i;

/** In quotation marks, after words that cite: still a warning, for whoever is told so by the author may be fooled. */
function isCited(offset: number, { text }: Context): boolean {
  const before = text.slice(lineAround(text, offset).from, offset);
  const quote = Math.max(
    before.lastIndexOf('“'),
    before.lastIndexOf('「'),
    isOdd(before, '"') ? before.lastIndexOf('"') : -1,
  );
  if (quote < 0 || /[”」]/.test(before.slice(quote))) return false;
  return CITES.test(before.slice(0, quote));
}

function isOdd(text: string, mark: string): boolean {
  return text.split(mark).length % 2 === 0;
}

/** A treatise names attacks at least this often, in this many words, and once in so many characters. */
const MANY = 15;
const VARIED = 8;
const SPARSE = 850;

function isTreatise({ scene }: Judged): boolean {
  const { hits, bySlot, text } = scene;
  const places = bySlot[lexicon().slot('ATTACK_TALK')] ?? [];
  if (places.length < MANY || places.length * SPARSE < text.size) return false;
  const words = places
    .slice(0, 400)
    .map((hit) => String.fromCharCode(...text.codes.subarray(hits.start[hit] ?? 0, hits.end[hit] ?? 0)));
  return new Set(words).size >= VARIED;
}
