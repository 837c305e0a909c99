/** Character cards and the pictures they travel in, made in code after the public specifications. */
import { crc32, deflateSync } from 'node:zlib';

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const HEADER = chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex'));
const PIXEL = chunk('IDAT', deflateSync(Buffer.from([0, 128])));
const END = chunk('IEND', Buffer.alloc(0));

/** A grey picture of one pixel with these chunks in it. */
export function png(...more: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([SIGNATURE, HEADER, ...more, PIXEL, END]));
}

const base64 = (card: unknown) => Buffer.from(JSON.stringify(card)).toString('base64');

export const inText = (keyword: string, card: unknown) => chunk('tEXt', Buffer.from(`${keyword}\0${base64(card)}`));
export const inDeflated = (keyword: string, card: unknown) =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(Buffer.from(base64(card)))]));
export const inInternational = (keyword: string, card: unknown, compressed = false) =>
  chunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0`),
      Buffer.from([compressed ? 1 : 0, 0]),
      Buffer.from('en\0\0'),
      compressed ? deflateSync(Buffer.from(base64(card))) : Buffer.from(base64(card)),
    ]),
  );

const V1 = {
  name: 'Mira Vale',
  description: '{{char}} keeps the lighthouse. {{user}} came by boat.',
  personality: 'Patient, dry, fond of tea.',
  scenario: 'A storm is near.',
  first_mes: 'You are early, {{user}}.',
  mes_example: '<START>\n{{user}}: Is it safe?\n{{char}}: Safe enough for tea.',
};

export const CARD_V1 = V1;

export const CARD_V2 = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data: {
    ...V1,
    creator_notes: '<p>Best with long answers.</p>\nSecond line.',
    system_prompt: '{{original}}\nStay in the lighthouse.',
    post_history_instructions: 'Answer as {{char}}, in few words.',
    alternate_greetings: ['The lamp is lit.'],
    tags: ['sea', 'calm'],
    creator: 'somebody',
    character_version: '2.1',
    extensions: { 'x-tool': { depth: [1, { keep: 'me' }] } },
    character_book: {
      entries: [
        { keys: ['lamp'], content: 'The lamp burns whale oil.', enabled: true, constant: true },
        { keys: ['boat'], content: 'The boat is called Wren.', enabled: true },
        { keys: ['off'], content: 'Nobody reads this.', enabled: false },
      ],
    },
  },
};

export const CARD_V3 = {
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data: { ...CARD_V2.data, nickname: 'Mira', name: 'Mira Vale the Third', group_only_greetings: [], assets: [] },
};
