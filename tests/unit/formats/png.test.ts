/** Texts in PNG pictures. */
import { describe, expect, it } from 'vitest';
import { isPng, pngTexts, withoutTexts } from '../../../src/core/png.ts';
import { chunk, inDeflated, inInternational, inText, png } from '../../helpers/cards.ts';

const value = (keyword: string, picture: Uint8Array) =>
  JSON.parse(Buffer.from(pngTexts(picture).get(keyword) ?? '', 'base64').toString());

describe('the texts of a picture', () => {
  it.each([
    ['tEXt', inText('chara', { a: '灯' })],
    ['zTXt', inDeflated('chara', { a: '灯' })],
    ['iTXt', inInternational('chara', { a: '灯' })],
    ['iTXt, compressed', inInternational('chara', { a: '灯' }, true)],
  ])('in %s', (_kind, part) => {
    expect(isPng(png(part))).toBe(true);
    expect(value('chara', png(part))).toEqual({ a: '灯' });
    expect(withoutTexts(png(part))).toEqual(png());
  });

  it('are told apart by keyword; what follows the end of the picture is none of it', () => {
    const both = png(inText('chara', 2), inText('ccv3', 3), inText('chara', 4));
    expect([value('chara', both), value('ccv3', both)]).toEqual([2, 3]);
    const behind = new Uint8Array(Buffer.concat([png(), inText('chara', 1)]));
    expect(pngTexts(behind).size).toBe(0);
    expect(withoutTexts(behind)).toEqual(png());
  });

  it.each([
    ['cut inside a chunk', (bytes: Buffer) => bytes.subarray(0, 60)],
    ['without an end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 12)],
    ['a length that lies', (bytes: Buffer) => bytes.fill(0x7f, 8, 12)],
    ['a changed byte', (bytes: Buffer) => bytes.fill(1, 50, 51)],
    ['nothing but the signature', (bytes: Buffer) => bytes.subarray(0, 8)],
  ])('%s: refused', (_what, bend) => {
    const bytes = new Uint8Array(bend(Buffer.from(png(inText('chara', { a: 'x'.repeat(50) })))));
    expect(() => pngTexts(bytes)).toThrow(/^the PNG is damaged: /);
  });

  it('a text that unpacks to far too much is refused', async () => {
    const { deflateSync } = await import('node:zlib');
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    expect(() => pngTexts(png(chunk('zTXt', Buffer.concat([Buffer.from('chara\0\0'), bomb]))))).toThrow(
      /cannot be unpacked/,
    );
  });
});
