/** Labelled texts of others, where they lie beside the repository. Thresholds, not exact counts: rules go on growing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanText } from '../../../src/core/scan/index.ts';
import { sharedPath } from '../../helpers/shared.ts';

interface Labelled {
  readonly id: string;
  readonly lang: string;
  readonly name: string;
  readonly family: string;
  readonly text?: string;
}

function read(path: string): readonly Labelled[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Labelled).filter(({ text }) => text !== undefined);
}

function share(texts: readonly Labelled[], verdicts: readonly string[]): number {
  return (
    texts.filter(({ text = '', name }) => verdicts.includes(scanText(text, { file: name }).verdict)).length /
    texts.length
  );
}

const corpus = sharedPath('scan-corpus/dev');
const library = sharedPath('data/agent-souls');

describe.skipIf(corpus === undefined)('the labelled corpus (needs ../shared/scan-corpus)', () => {
  const malicious = corpus === undefined ? [] : read(join(corpus, 'malicious.jsonl'));
  const benign = corpus === undefined ? [] : read(join(corpus, 'benign.jsonl'));
  const personas = benign.filter(({ family }) => family === 'soul' || family === 'persona-prompt');

  it('is mostly recognised, in both languages', () => {
    expect(share(malicious, ['warn', 'block'])).toBeGreaterThan(0.9);
    expect(
      share(
        malicious.filter(({ lang }) => lang === 'zh'),
        ['warn', 'block'],
      ),
    ).toBeGreaterThan(0.9);
  }, 60_000);

  it('hides nothing', () => {
    const hidden = malicious.filter(({ family }) => family === 'hidden-text');
    expect(share(hidden, ['warn', 'block'])).toBeGreaterThan(0.97);
  }, 60_000);

  it('has few personas that are doubted, and no harmless text that is blocked', () => {
    expect(share(personas, ['warn', 'block'])).toBeLessThan(0.01);
    expect(share(benign, ['block'])).toBeLessThan(0.002);
  }, 60_000);
});

/** Where a text is doubted, and by which rules; nothing for a text that passes. */
function doubts(file: string, text: string): readonly string[] {
  const { verdict, findings } = scanText(text);
  return verdict === 'pass' ? [] : findings.map(({ rule, line }) => `${file}:${line} ${rule}`);
}

describe.skipIf(library === undefined)('a library of real personas (needs ../shared/data/agent-souls)', () => {
  it('is not doubted', () => {
    const folder = library ?? '';
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /SOUL(?:\.en)?\.md$/.test(name),
    );
    expect(files.length).toBeGreaterThan(1000);
    // None at all: a suspicion asks before a switch, and every one of these souls has to switch (tests/e2e/peers, T30).
    expect(files.flatMap((name) => doubts(name, readFileSync(join(folder, name), 'utf8')))).toEqual([]);
  }, 60_000);
});
