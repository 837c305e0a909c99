/**
 * One text, all rules of words, patterns and sums. What comes out are places in that text; where they lie in the file,
 * and whether the place was hidden, is for the caller (`scan.ts`).
 */

import { type Text, text } from '../text.ts';
import { evidenceOf } from './evidence.ts';
import {
  isExhausted,
  isMention,
  isNear,
  isNegated,
  matchFrame,
  type Scene,
  sceneOf,
  sentenceAt,
} from './match/frame.ts';
import { type Lexicon, lexicon } from './match/lexicon.ts';
import { sentencesOf } from './match/sentence.ts';
import { findWords } from './match/trie.ts';
import { type Severity, step } from './report.ts';
import type { PatternRule, Rule, SumRule } from './rule.ts';
import { EVIDENCE } from './rules/evidence.ts';
import { FILES } from './rules/hidden.ts';
import { KINDS } from './slots/kinds.ts';
import { type Fold, fold } from './text/fold.ts';

export interface Place {
  readonly rule: Rule;
  readonly severity: Severity;
  /** In the text that was judged. */
  readonly start: number;
  readonly end: number;
  /** The sentence talks about attacks. */
  readonly mention: boolean;
  /** This sentence or a neighbour has a word that treatises on security are full of. */
  readonly talk: boolean;
  /** What exactly was found, where the rule alone does not say it. */
  readonly why?: Text;
}

export interface Judged {
  readonly places: readonly Place[];
  readonly folded: Fold;
  readonly scene: Scene;
}

export function judge(source: string): Judged {
  const words = lexicon();
  const folded = fold(source);
  const hits = findWords(words.trie, folded, words.slot('EMAIL'), words.slot('URL'));
  const scene = sceneOf(folded, hits, sentencesOf(folded), words.slots, words.special);
  const plain = [...framePlaces(words, scene), ...sumPlaces(words, scene), ...patternPlaces(words, scene, source)];
  const places = [...plain, ...evidencePlaces(scene).filter((place) => !plain.some((other) => isSaid(place, other)))];
  if (isExhausted(scene))
    places.push({ rule: FILES.many, severity: 'warn', start: 0, end: 0, mention: false, talk: false });
  return { places, folded, scene };
}

/** A rule that knows what it found there says it better than signs do. */
function isSaid(signs: Place, other: Place): boolean {
  const certain = other.severity !== 'info' && !other.mention && !other.talk;
  return certain && other.start < signs.end && signs.start < other.end;
}

function framePlaces(words: Lexicon, scene: Scene): readonly Place[] {
  const mention = words.slot('MENTION');
  const talk = words.slot('ATTACK_TALK');
  return words.frames.flatMap(({ rule, frames }) =>
    frames.flatMap((frame) =>
      matchFrame(frame, scene).map((match) => ({
        rule,
        severity: isCode(scene, match.start, match.end) ? 'info' : rule.severity,
        start: scene.text.at[match.start] ?? 0,
        end: endOf(scene, match.end),
        mention: isMention(scene, mention, match.sentence, match.start, match.end),
        talk: isNear(scene, talk, match.sentence),
      })),
    ),
  );
}

const SYMBOLS = new Set([...'{}[]();=<>"\''].map((char) => char.charCodeAt(0)));

/** Program text has words too, but is no sentence; patterns look after it. */
function isCode(scene: Scene, start: number, end: number): boolean {
  let symbols = 0;
  for (let at = start; at < end; at++) if (SYMBOLS.has(scene.text.codes[at] ?? 0)) symbols++;
  return symbols >= 5 && symbols * 11 > end - start;
}

/** End in the text, exclusive, of what ends at `end` in the fold. */
function endOf(scene: Scene, end: number): number {
  return (scene.text.at[end - 1] ?? 0) + 1;
}

/** Weak signs that stand together; which kinds they are of is part of the answer. */
function evidencePlaces(scene: Scene): readonly Place[] {
  // A text that could not be judged in full is a finding anyway.
  const found = isExhausted(scene) ? undefined : evidenceOf(scene);
  if (found === undefined) return [];
  const kinds = found.kinds.map((kind) => KINDS[kind].name);
  return [
    {
      rule: EVIDENCE,
      severity: EVIDENCE.severity,
      start: scene.text.at[found.start] ?? 0,
      end: endOf(scene, found.end),
      mention: false,
      talk: true,
      why: text(
        `${EVIDENCE.why.en}: ${kinds.map(({ en }) => en).join(', ')}`,
        `${EVIDENCE.why.zh}：${kinds.map(({ zh }) => zh).join('、')}`,
      ),
    },
  ];
}

interface Signal {
  readonly start: number;
  readonly end: number;
  readonly sign: number;
  readonly points: number;
  readonly anchor: boolean;
}

function sumPlaces(words: Lexicon, scene: Scene): readonly Place[] {
  return words.sums.flatMap(({ rule, signs }) => {
    const signals = signs.flatMap(({ frame, points, anchor }, sign) =>
      matchFrame(frame, scene).map((match) => ({ start: match.start, end: match.end, sign, points, anchor })),
    );
    const best = bestWindow(signals, rule);
    return best === undefined
      ? []
      : [
          {
            rule,
            ...best,
            start: scene.text.at[best.start] ?? 0,
            end: endOf(scene, best.end),
            mention: false,
            talk: true,
          },
        ];
  });
}

/** The stretch of at most `window` characters whose different signs weigh most. */
function bestWindow(
  signals: readonly Signal[],
  rule: SumRule,
): { start: number; end: number; severity: Severity } | undefined {
  const sorted = [...signals].sort((a, b) => a.start - b.start);
  let best: { start: number; end: number; points: number } | undefined;
  for (let from = 0; from < sorted.length; from++) {
    const first = sorted[from];
    if (first === undefined) break;
    const seen = new Set<number>();
    let points = 0;
    let end = first.end;
    let anchored = false;
    for (let at = from; at < sorted.length; at++) {
      const signal = sorted[at];
      if (signal === undefined || signal.start > first.start + rule.window) break;
      if (seen.has(signal.sign)) continue;
      seen.add(signal.sign);
      points += signal.points;
      anchored ||= signal.anchor;
      end = Math.max(end, signal.end);
    }
    if (anchored && points > (best?.points ?? 0)) best = { start: first.start, end, points };
  }
  if (best === undefined || best.points < rule.enough) return undefined;
  return { start: best.start, end: best.end, severity: best.points >= rule.block ? 'block' : rule.severity };
}

/** Tries of one pattern in one text. A text with more is reported for that alone. */
const TRIES = 4000;

function patternPlaces(words: Lexicon, scene: Scene, text: string): readonly Place[] {
  return words.patterns.flatMap(({ rule, slot }) => {
    const hits = scene.bySlot[slot] ?? [];
    const places: Place[] = [];
    let after = -1;
    for (const hit of hits.slice(0, TRIES)) {
      const start = scene.text.at[scene.hits.start[hit] ?? 0] ?? 0;
      if (start < after) continue;
      const place = tryPattern(words, scene, rule, text, start, hit);
      if (place === undefined) continue;
      places.push(place);
      after = place.end;
    }
    if (hits.length > TRIES)
      places.push({ rule: FILES.many, severity: 'warn', start: 0, end: 0, mention: false, talk: false });
    return places;
  });
}

function tryPattern(
  words: Lexicon,
  scene: Scene,
  rule: PatternRule,
  text: string,
  anchor: number,
  hit: number,
): Place | undefined {
  for (let start = anchor; start >= Math.max(0, anchor - (rule.back ?? 0)); start--) {
    rule.pattern.lastIndex = start;
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const severity = rule.judge === undefined ? rule.severity : rule.judge(match);
    if (severity === undefined) return undefined;
    const sentence = sentenceAt(scene, scene.hits.start[hit] ?? 0);
    const denied = isNegated(scene, hit);
    const mention = denied || isMention(scene, words.slot('MENTION'), sentence);
    // "Never run curl | sh" is advice: one step less than a text that only speaks of it.
    const weight = denied ? step(severity, -1) : severity;
    return { rule, severity: weight, start, end: start + match[0].length, mention, talk: false };
  }
  return undefined;
}
