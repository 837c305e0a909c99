/** Signed notes, against the values that Go publishes for golang.org/x/mod/sumdb/note. */
import { describe, expect, it } from 'vitest';
import { leadsTo, signPackage, signRotation, verifyAuthor } from '../../../src/core/author.ts';
import { keyWords } from '../../../src/core/key-words.ts';
import {
  formatSigner,
  generateKey,
  openNote,
  parseNote,
  parseSigner,
  parseVerifier,
  signNote,
} from '../../../src/core/note.ts';

const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SIGNS = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const refused = (run: () => unknown) => expect(run).toThrow(expect.objectContaining({ code: 'E_SIGNATURE' }));

describe('keys of notes', () => {
  it('reads the published keys, and writes them as they were', () => {
    expect(parseVerifier(PETER).text).toBe(PETER);
    expect(parseSigner(PETER_SIGNS).verifier.text).toBe(PETER);
    expect(formatSigner(parseSigner(PETER_SIGNS))).toBe(PETER_SIGNS);
  });

  it('refuses every mangling of them: cut anywhere, changed anywhere', () => {
    for (const [key, parse] of [
      [PETER, parseVerifier],
      [PETER_SIGNS, parseSigner],
    ] as const) {
      for (let from = 0; from <= key.length; from++)
        for (let to = from + 1; to <= key.length; to++)
          if (from !== 0 || to !== key.length) refused(() => parse(key.slice(from, to)));
      for (let at = 0; at < key.length; at++)
        refused(() => parse(key.slice(0, at) + String.fromCharCode(key.charCodeAt(at) + 1) + key.slice(at + 1)));
    }
    refused(() => parseVerifier('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='));
    refused(() => parseVerifier('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'));
  });

  it('says a key in twelve words, always the same', () => {
    expect(keyWords(parseVerifier(PETER).bytes).split(/ · | /)).toHaveLength(12);
    expect(keyWords(parseVerifier(PETER).bytes)).not.toBe(keyWords(parseVerifier(ENOCH).bytes));
  });
});

describe('notes', () => {
  const [peter, enoch] = [parseVerifier(PETER), parseVerifier(ENOCH)];

  it('signs to the published bytes', () => {
    expect(signNote(TEXT, parseSigner(PETER_SIGNS))).toBe(`${TEXT}\n${PETER_LINE}`);
    refused(() => signNote('abc', parseSigner(PETER_SIGNS)));
  });

  it('says which of the keys have signed', () => {
    const both = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
    expect(openNote(both, [peter])).toEqual({ text: TEXT, by: [peter] });
    expect(openNote(both, [peter, enoch]).by).toEqual([peter, enoch]);
    refused(() => openNote(both, []));
    refused(() => openNote(`${TEXT}\n${PETER_LINE}`, [enoch]));
  });

  it('refuses a wrong signature of a known key, and every published malformation', () => {
    refused(() => openNote(`${TEXT}\n${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`, [peter]));
    for (const message of [
      TEXT,
      `${TEXT}\n`,
      `${TEXT}\n${PETER_LINE.slice(0, -1)}`,
      `\u0001${TEXT}\n${PETER_LINE}`,
      `\ufffd${TEXT}\n${PETER_LINE}`,
      `${TEXT}\n— Bad Name ${PETER_LINE.split(' ')[2]}`,
      `${TEXT}\n${PETER_LINE}Unexpected line.\n`,
      `${TEXT}\n${PETER_LINE.repeat(101)}`,
    ])
      refused(() => parseNote(message));
  });

  it('notices any change of the text', () => {
    const signed = `${TEXT}\n${PETER_LINE}`;
    for (let at = 0; at < TEXT.length; at++) {
      const code = TEXT.charCodeAt(at);
      refused(() => openNote(signed.slice(0, at) + String.fromCharCode(code ^ 1) + signed.slice(at + 1), [peter]));
    }
  });
});

describe('what authors sign', () => {
  const what = { name: '@ada/atlas', version: '1.0.0', content: 'h1:abc' };

  it('is this version with these files, and nothing else', () => {
    const key = generateKey('ada');
    const signature = signPackage(what, key, []);
    expect(verifyAuthor(what, signature).text).toBe(key.verifier.text);
    for (const change of [{ name: '@ada/other' }, { version: '1.0.1' }, { content: 'h1:abd' }])
      refused(() => verifyAuthor({ ...what, ...change }, signature));
    refused(() => verifyAuthor(what, { ...signature, key: generateKey('ada').verifier.text }));
  });

  it('leads from an old key to the newest, over statements that both have signed', () => {
    const [first, second, third, thief] = ['ada', 'ada', 'ada', 'ada'].map(generateKey) as [
      ReturnType<typeof generateKey>,
      ReturnType<typeof generateKey>,
      ReturnType<typeof generateKey>,
      ReturnType<typeof generateKey>,
    ];
    const rotations = [signRotation(first, second), signRotation(second, third)];
    const text = (key: ReturnType<typeof generateKey>) => key.verifier.text;
    expect(leadsTo(text(first), text(third), rotations)).toBe(true);
    expect(leadsTo(text(second), text(third), rotations)).toBe(true);
    expect(leadsTo(text(first), text(thief), rotations)).toBe(false);
    expect(leadsTo(text(first), text(third), rotations.slice(1))).toBe(false);
    const oneHand = signNote(`soulhub key v1\nold ${text(first)}\nnew ${text(thief)}\n`, thief);
    refused(() => leadsTo(text(first), text(thief), [oneHand]));
  });
});
