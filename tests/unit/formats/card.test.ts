/** Character cards, V1 to V3, as packages. */
import { describe, expect, it } from 'vitest';
import { packZip } from '../../../src/core/archive/pack.ts';
import { readPackage } from '../../../src/core/package.ts';
import { personaText } from '../../../src/core/persona.ts';
import { openSingle } from '../../../src/core/single.ts';
import { CARD_V1, CARD_V2, CARD_V3, inText, png } from '../../helpers/cards.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const words = (content: Uint8Array | undefined) => new TextDecoder().decode(content);

function open(content: Uint8Array, file: string) {
  const found = readPackage(openSingle(content, file), { name: 'sample' });
  return { ...found, soul: personaText(found.files.get('SOUL.md') ?? new Uint8Array(), 'SOUL.md') };
}

function codeOf(content: Uint8Array, file: string): string {
  try {
    open(content, file);
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('a card', () => {
  it.each([
    ['V2 as JSON', bytes(CARD_V2), 'mira.json'],
    ['V2 as JSON with a BOM', bytes(`\uFEFF${JSON.stringify(CARD_V2)}`), 'mira.json'],
    ['V2 on stdin', bytes(CARD_V2), ''],
    ['V2 in a PNG', png(inText('chara', CARD_V2)), 'mira.png'],
    ['V2 in a PNG on stdin', png(inText('chara', CARD_V2)), ''],
    ['V2 in a CHARX', packZip(new Map([['card.json', bytes(CARD_V2)]])), 'mira.charx'],
  ])('%s says who it is', (_what, content, file) => {
    const { manifest, soul, files } = open(content, file);
    expect(manifest).toMatchObject({
      name: 'mira-vale',
      version: '2.1.0',
      kind: 'soul',
      displayName: { en: 'Mira Vale' },
      description: { en: 'Best with long answers.' },
      tags: { en: ['sea', 'calm'] },
      author: 'somebody',
      languages: ['en'],
    });
    expect(soul).toBe(`# Mira Vale

Stay in the lighthouse.

## Who I am

Mira Vale keeps the lighthouse. the user came by boat.

## Character

Patient, dry, fond of tea.

## Scenario

A storm is near.

## Typical responses

the user: Is it safe?
Mira Vale: Safe enough for tea.

## Lore

The lamp burns whale oil.

## Always

Answer as Mira Vale, in few words.
`);
    expect(words(files.get('greetings.md'))).toBe(
      '# Greetings\n\nYou are early, the user.\n\n---\n\nThe lamp is lit.\n',
    );
    expect(words(files.get('lore.md'))).toBe('# Lore\n\n## boat\n\nThe boat is called Wren.\n');
  });

  it('keeps all of it, also what nobody knows; the picture comes without texts that nobody sees', () => {
    const { files } = open(png(inText('chara', CARD_V2)), 'mira.png');
    expect(JSON.parse(words(files.get('card.json')))).toEqual(CARD_V2);
    expect(files.get('avatar.png')).toEqual(png());
  });

  it('V3 wins over V2 in one picture, and a nickname over a name', () => {
    const { manifest, soul } = open(png(inText('chara', CARD_V2), inText('ccv3', CARD_V3)), 'x.png');
    expect(manifest).toMatchObject({ name: 'mira', displayName: { en: 'Mira' } });
    expect(soul).toContain('Mira keeps the lighthouse.');
  });

  it('V1 has its fields at the top', () => {
    expect(open(bytes(CARD_V1), 'x.json')).toMatchObject({ manifest: { name: 'mira-vale', version: '0.0.0' } });
  });

  it('in Chinese has Chinese headings, and is called after its file when its name has no letters for it', () => {
    const card = {
      ...CARD_V2,
      data: { name: '守塔人', description: '{{char}}守着灯塔，等{{user}}来。', tags: ['海'] },
    };
    const { manifest, soul } = open(bytes(card), 'keeper.json');
    expect(manifest).toMatchObject({
      name: 'sample',
      displayName: { zh: '守塔人' },
      languages: ['zh'],
      tags: { zh: ['海'] },
    });
    expect(soul).toBe('# 守塔人\n\n## 我是谁\n\n守塔人守着灯塔，等用户来。\n');
  });

  it('puts neither notes nor greetings into the prompt', () => {
    const { soul } = open(bytes(CARD_V2), 'x.json');
    for (const out of ['Best with long', 'You are early', 'The lamp is lit', 'Nobody reads', 'Wren', '{{', '<START>'])
      expect(soul).not.toContain(out);
  });

  it('whose name looks like a pattern is still only a name', () => {
    const card = { ...CARD_V2, data: { ...CARD_V2.data, name: "$& $' $1" } };
    expect(open(bytes(card), 'x.json').soul).toContain("$& $' $1 keeps the lighthouse.");
  });

  it.each([
    ['a picture without a card', png(), 'x.png', 'E_NOT_A_SOUL'],
    ['a picture with broken base64', png(inText('ccv3', 'x')), 'x.png', 'E_MANIFEST'],
    ['JSON that is no card', bytes({ name: 'x' }), 'x.json', 'E_MANIFEST'],
    ['JSON that is cut', bytes(JSON.stringify(CARD_V2).slice(0, 80)), 'x.json', 'E_MANIFEST'],
    ['JSON that is cut, on stdin', bytes(JSON.stringify(CARD_V2).slice(0, 80)), '', 'E_MANIFEST'],
    ['a card without a name', bytes({ ...CARD_V2, data: {} }), 'x.json', 'E_MANIFEST'],
    ['a web page in the place of a card', bytes('<html>'), 'x.json', 'E_MANIFEST'],
    ['a web page in the place of an archive', bytes('<html>'), 'x.tgz', 'E_ARCHIVE'],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'x.json', 'E_ENCODING'],
    ['a card with a blank name', bytes({ ...CARD_V2, data: { ...CARD_V2.data, name: ' ' } }), 'x.json', 'E_MANIFEST'],
    ['a card that says nothing', bytes({ ...CARD_V2, data: { name: 'Mira' } }), 'x.json', 'E_EMPTY_PERSONA'],
  ])('%s is refused', (_what, content, file, code) => {
    expect(codeOf(content, file)).toBe(code);
  });
});
