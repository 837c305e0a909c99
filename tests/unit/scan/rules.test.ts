import { describe, expect, it } from 'vitest';
import { familyOf, RULES, type Rule, scanText } from '../../../src/core/scan/index.ts';
import { lexicon } from '../../../src/core/scan/match/lexicon.ts';

const WARNED = ['warn', 'block'];

function warns(text: string, rule: Rule): boolean {
  return scanText(text).findings.some((found) => found.rule === rule.id && WARNED.includes(found.severity));
}

/** Quantifiers without an upper bound, character classes aside. */
function unbounded(source: string): readonly string[] {
  const bare = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return bare.match(/[*+]|\{\d+,\}/g) ?? [];
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is called family/name and says why in both languages', () => {
    expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(id.startsWith(`${familyOf(rule)}/`)).toBe(true);
    expect(rule.why.en).toMatch(/^[ -~]{8,}$/);
    expect(rule.why.zh).toMatch(/[\u4e00-\u9fff]{2}/);
  });

  it.each(rule.hit)('finds %j', (text) => expect(warns(text, rule)).toBe(true));
  it.each(rule.miss)('leaves %j alone', (text) => expect(warns(text, rule)).toBe(false));
});

describe('the rule set', () => {
  it('names every rule once', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  });

  it('has examples for everything but the rules about whole files', () => {
    const bare = RULES.filter((rule) => rule.hit.length === 0 || rule.miss.length === 0).map((rule) => rule.id);
    expect(bare.every((id) => id.startsWith('files/'))).toBe(true);
  });

  it('speaks both languages wherever it judges sentences', () => {
    for (const rule of RULES.filter(({ kind }) => kind === 'frame' || kind === 'sum')) {
      expect(
        rule.hit.some((text) => /[\u4e00-\u9fff]{4}/.test(text)),
        rule.id,
      ).toBe(true);
      expect(
        rule.hit.some((text) => /^[ -~\n]+$/.test(text)),
        rule.id,
      ).toBe(true);
    }
  });

  it('matches patterns where an anchor stands, with bounded repetitions only', () => {
    for (const rule of RULES) {
      if (rule.kind !== 'pattern') continue;
      expect(rule.pattern.sticky, rule.id).toBe(true);
      expect(rule.pattern.global, rule.id).toBe(false);
      expect(unbounded(rule.pattern.source), rule.id).toEqual([]);
    }
  });

  it('uses only slots that exist', () => {
    expect(lexicon().frames.length).toBe(RULES.filter(({ kind }) => kind === 'frame').length);
    expect(() => lexicon().slot('NO_SUCH_SLOT')).toThrow('NO_SUCH_SLOT');
  });
});
