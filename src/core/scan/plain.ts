/** Text made plain: what is encoded, enciphered, written backwards or apart, judged as if it stood there openly. */
import { type Judged, judge } from './judge.ts';
import { lexicon } from './match/lexicon.ts';
import { type Severity, step } from './report.ts';
import type { Rule } from './rule.ts';
import { FILES, HIDDEN } from './rules/hidden.ts';
import type { Spot } from './spots.ts';
import { BUDGET, type Encoded, encodedIn } from './text/encodings.ts';
import { strip } from './text/invisible.ts';
import { backwards, ciphers, leet, lineAround, morse, spaced, type Trick, tagged } from './text/tricks.ts';
import { isInside, type Markup, type Range } from './text/zones.ts';

export interface Bare {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** Judges text that was hidden: everything found weighs one step more, and `depth` further layers are opened. */
export function hiddenText(text: string, depth: number): readonly Bare[] {
  const plain = strip(text).text;
  const found = judge(plain).places.map((place) => ({ rule: place.rule, severity: step(place.severity, 1) }));
  if (depth === 0) return found;
  return [
    ...found,
    ...encodedIn(plain, BUDGET)
      .slice(0, 16)
      .flatMap((inner) => hiddenText(inner.text, depth - 1)),
  ];
}

/** Different encoded runs, and tricks, of one text that are judged. A text with more is reported for that alone. */
const JUDGED = 150;

export function encodedSpots(text: string, markup: Markup): readonly Spot[] {
  const runs = encodedIn(text, BUDGET);
  const seen = new Map<string, readonly Bare[]>();
  return runs.flatMap((run) => {
    const known = seen.get(run.text);
    if (known === undefined && seen.size >= JUDGED) return [{ rule: FILES.many, severity: 'warn', start: 0, end: 0 }];
    const found = known ?? hiddenText(run.text, 2);
    seen.set(run.text, found);
    const spots = found.map((bare) => ({ ...bare, start: run.start, end: run.end }));
    return found.length > 0 || isTelling(run, markup) ? [spotOf(HIDDEN.encoded, run.start, run.end), ...spots] : spots;
  });
}

function spotOf(rule: Rule, start: number, end: number): Spot {
  return { rule, severity: 'warn', start, end };
}

/** Sentences outside fences, or one address: nobody encodes these to save space. */
function isTelling({ encoding, text, start }: Encoded, markup: Markup): boolean {
  if (encoding === 'percent') return false;
  if (/^\s{0,8}(?:https?|ftp):\/\/\S{4,200}\s{0,8}$/.test(text)) return true;
  return !isInside(markup.fences, start) && isProse(text);
}

/** Sentences, not identifiers or data: several words with blanks between them, or a row of Han. */
function isProse(text: string): boolean {
  return /(?:[A-Za-z']{1,20}[ ,]{1,2}){4}[A-Za-z']/.test(text) || /[\u3400-\u9fff，。]{6}/.test(text);
}

/** Tricks with letters. Some are findings by themselves, some only when what they hide is. */
export function trickSpots(text: string, judged: Judged): readonly Spot[] {
  const always = [
    ...spaced(text).map((trick) => ({ rule: HIDDEN.spaced, trick })),
    ...morse(text).map((trick) => ({ rule: HIDDEN.cipher, trick })),
    ...reversed(text, judged).map((trick) => ({ rule: HIDDEN.reversed, trick })),
  ];
  const perhaps = [
    ...leet(text).map((trick) => ({ rule: HIDDEN.leet, trick })),
    ...ciphers(text).map((trick) => ({ rule: HIDDEN.cipher, trick })),
    ...tagged(text).map((trick) => ({ rule: HIDDEN.spaced, trick })),
  ];
  return [
    ...always.slice(0, JUDGED).flatMap(({ rule, trick }) => [spotOf(rule, trick.from, trick.to), ...foundIn(trick)]),
    ...perhaps.slice(0, JUDGED).flatMap(({ rule, trick }) => {
      const found = foundIn(trick);
      return found.length === 0 ? [] : [spotOf(rule, trick.from, trick.to), ...found];
    }),
  ];
}

function foundIn(trick: Trick): readonly Spot[] {
  return hiddenText(trick.text, 1).map((bare) => ({ ...bare, start: trick.from, end: trick.to }));
}

/** Lines in which at least two different words stand that are words of orders, written backwards. */
function reversed(text: string, { scene }: Judged): readonly Trick[] {
  const lines = new Map<number, { range: Range; words: Set<string> }>();
  for (const hit of (scene.bySlot[lexicon().slot('REVERSED')] ?? []).slice(0, 400)) {
    const start = scene.text.at[scene.hits.start[hit] ?? 0] ?? 0;
    const end = scene.text.at[scene.hits.end[hit] ?? 0] ?? start;
    const range = lineAround(text, start);
    const line = lines.get(range.from) ?? { range, words: new Set<string>() };
    line.words.add(text.slice(start, end).toLowerCase());
    lines.set(range.from, line);
  }
  return [...lines.values()]
    .filter((line) => line.words.size >= 2)
    .map(({ range }) => ({ ...range, text: backwards(text.slice(range.from, range.to)) }));
}
