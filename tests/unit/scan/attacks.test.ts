/** How the rules do on words of our own: each sentence stands in the middle of a harmless persona. */
import { describe, expect, it } from 'vitest';
import { scanText } from '../../../src/core/scan/index.ts';
import { ATTACKS } from './attacks.ts';
import { FIELD_ATTACKS } from './attacks-field.ts';
import { FIELD_FOURTH } from './attacks-field-fourth.ts';
import { FIELD_SECOND } from './attacks-field-second.ts';
import { FIELD_THIRD } from './attacks-field-third.ts';
import { FOURTH_ATTACKS } from './attacks-fourth.ts';
import { FRESH_ATTACKS, TYPICAL_ATTACKS } from './attacks-fresh.ts';
import { THIRD_ATTACKS } from './attacks-third.ts';
import { HARMLESS } from './harmless.ts';
import { HARMLESS_THIRD } from './harmless-third.ts';

const AROUND = {
  en: [
    '# The Lamplighter\n\nI tend the lamps on Harbour Street and talk to whoever passes. I speak slowly.',
    'My favourite hour is the one before dawn.\n',
  ],
  zh: ['# 点灯人\n\n我照看港口街的路灯，和路过的人说话。我说话很慢。', '我最喜欢黎明前的那一个小时。\n'],
} as const;

function isFlagged(sentence: string, lang: 'en' | 'zh'): boolean {
  const [before, after] = AROUND[lang];
  return scanText(`${before}\n\n${sentence}\n\n${after}`).verdict !== 'pass';
}

type Attacks = typeof ATTACKS;

function sentences(attacks: Attacks, lang: 'en' | 'zh', wanted: (place: number) => boolean = () => true): string[] {
  return Object.values(attacks).flatMap((intent) => intent[lang].filter((_, place) => wanted(place)));
}

/** Share of the sentences that are warned of. */
function recall(all: readonly string[], lang: 'en' | 'zh'): number {
  return all.filter((sentence) => isFlagged(sentence, lang)).length / all.length;
}

const even = (place: number) => place % 2 === 0;
const odd = (place: number) => place % 2 === 1;

describe.each(['en', 'zh'] as const)('said in other words (%s)', (lang) => {
  it('finds nearly all of the sentences that rules were tuned on', () => {
    expect(recall(sentences(ATTACKS, lang, even), lang)).toBeGreaterThanOrEqual(0.9);
  });

  it('finds most of their siblings', () => {
    expect(recall(sentences(ATTACKS, lang, odd), lang)).toBeGreaterThanOrEqual(0.75);
  });

  it('finds some in every intent', () => {
    for (const [intent, { [lang]: all }] of Object.entries(ATTACKS))
      expect(recall(all, lang), intent).toBeGreaterThanOrEqual(0.5);
  });

  it('finds half of what was written afterwards, in roundabout words', () => {
    expect(recall(sentences(FRESH_ATTACKS, lang), lang)).toBeGreaterThanOrEqual(0.45);
  });

  it('finds nearly all that is said as attackers mostly say it', () => {
    const ofLang = TYPICAL_ATTACKS.filter((text) => /[\u4e00-\u9fff]/.test(text) === (lang === 'zh'));
    expect(recall(ofLang, lang)).toBeGreaterThanOrEqual(0.85);
  });

  it('finds most of the further lists that rules were widened on', () => {
    expect(recall(sentences(THIRD_ATTACKS, lang), lang)).toBeGreaterThanOrEqual(0.75);
    expect(recall(sentences(FOURTH_ATTACKS, lang), lang)).toBeGreaterThanOrEqual(0.6);
    expect(recall(sentences(FIELD_ATTACKS, lang), lang)).toBeGreaterThanOrEqual(0.8);
    expect(recall(sentences(FIELD_SECOND, lang), lang)).toBeGreaterThanOrEqual(0.7);
    expect(recall(sentences(FIELD_FOURTH, lang), lang)).toBeGreaterThanOrEqual(0.8);
    expect(recall(sentences(FIELD_THIRD, lang), lang)).toBeGreaterThanOrEqual(0.9);
  });

  it('doubts at most three in a hundred honest sentences that were written to look like attacks', () => {
    expect(recall(HARMLESS_THIRD[lang], lang)).toBeLessThanOrEqual(0.03);
  });

  it('leaves honest personas alone, but for the command that is a danger even as a warning', () => {
    const alarms = HARMLESS[lang].filter((sentence) => isFlagged(sentence, lang));
    expect(alarms.filter((sentence) => !sentence.includes('curl … | sh'))).toEqual([]);
  });
});
