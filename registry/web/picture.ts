/**
 * The picture that a chat shows beside a link: SVG made here, PNG made of it by resvg with the fonts of the machine. A
 * machine without Chinese fonts cannot draw Chinese; then what cannot be drawn is left out, because boxes say nothing.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import { etagOf } from '../api/answer.ts';
import { inkOf } from './card.tsx';
import { createShelf } from './shelf.ts';
import { xml } from './xml.ts';

export interface Picture {
  /** Decides about the colour. */
  readonly name: string;
  readonly title: string;
  readonly line: string;
  /** What to type. */
  readonly foot: string;
}

export interface Drawn {
  readonly png: Uint8Array;
  readonly tag: string;
}

const MADE = createShelf<Uint8Array>(32 * 1024 * 1024);
/** Pictures that may wait for their turn; whoever comes then may come again. */
const MOST_WAITING = 32;
let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** One at a time: drawing takes a tenth of a second of a whole processor. @throws SoulError E_RATE_LIMITED */
export async function pictureOf(picture: Picture): Promise<Drawn> {
  const tag = etagOf('picture 1', ...Object.values(picture));
  const before = MADE.get(tag);
  if (before) return { png: before, tag };
  const png = await inTurn(() => drawn(picture));
  MADE.set(tag, png, png.length);
  return { png, tag };
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) {
    throw new SoulError('E_RATE_LIMITED', text('too many pictures at once', '同时生成的图片过多'), {
      details: { retryAfter: 5 },
    });
  }
  waiting++;
  const mine = turn.then(work).finally(() => {
    waiting--;
  });
  turn = mine.catch(() => undefined);
  return mine;
}

async function drawn(picture: Picture): Promise<Uint8Array> {
  return toPng(svgOf(picture, await drawable()));
}

const SERIF = "'Noto Serif','Noto Serif CJK SC','Source Han Serif SC','DejaVu Serif','Liberation Serif',serif";
const MONO = "'Noto Sans Mono','DejaVu Sans Mono','Liberation Mono',monospace";

async function toPng(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  return (await renderAsync(svg, { font: { loadSystemFonts: true }, languages: ['en', 'zh'] })).asPng();
}

interface Drawable {
  readonly latin: boolean;
  readonly han: boolean;
}

let known: Promise<Drawable> | undefined;

/** Two different characters look alike when neither is in any font: both are the box that stands for a missing one. */
function drawable(): Promise<Drawable> {
  const differ = async (a: string, b: string) => {
    const [one, other] = [await toPng(probe(a)), await toPng(probe(b))];
    return Buffer.compare(one, other) !== 0;
  };
  known ??= Promise.all([differ('a', 'b'), differ('永', '龙')]).then(([latin, han]) => ({ latin, han }));
  return known;
}

function probe(char: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" font-size="24" font-family="${SERIF}">${char}</text></svg>`;
}

const INKS = ['#a8321c', '#31557a', '#3d6647', '#74461c', '#5d3f73', '#22615f', '#7d2f4c', '#4a4d55'];
const WIDTH = 1200;
const LEFT = 330;

function svgOf(picture: Picture, fonts: Drawable): string {
  const words = (text: string) => (fonts.latin ? shownWords(text, fonts) : '');
  const title = words(picture.title) || words(picture.name);
  const ink = INKS[inkOf(picture.name)] ?? '#a8321c';
  const [first = ''] = [...title];
  const titles = wrap(title, 62, 2);
  const lines = wrap(words(picture.line), 32, 3);
  const below = 190 + titles.length * 78;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="630" viewBox="0 0 ${WIDTH} 630">
<rect width="${WIDTH}" height="630" fill="#fbf9f5"/><rect width="${WIDTH}" height="14" fill="${ink}"/>
<rect x="90" y="140" width="190" height="190" rx="30" fill="${ink}"/><rect x="99" y="149" width="172" height="172" rx="23" fill="none" stroke="#ffffff" stroke-opacity="0.5" stroke-width="4"/>
<text x="185" y="272" font-family="${SERIF}" font-weight="700" font-size="104" text-anchor="middle" fill="#fffaf3">${xml(first.toUpperCase())}</text>
${titles.map((row, index) => `<text x="${LEFT}" y="${206 + index * 78}" font-family="${SERIF}" font-weight="700" font-size="62" fill="#1f1c18">${xml(row)}</text>`).join('\n')}
${lines.map((row, index) => `<text x="${LEFT}" y="${below + index * 46}" font-family="${SERIF}" font-size="32" fill="#5f584d">${xml(row)}</text>`).join('\n')}
<text x="90" y="560" font-family="${MONO}" font-size="28" fill="#1f1c18">${xml(words(picture.foot).slice(0, 48))}</text>
<text x="1110" y="560" font-family="${SERIF}" font-weight="700" font-size="34" text-anchor="end" fill="${ink}">${fonts.latin ? 'Soulhub' : ''}</text>
</svg>`;
}

/** Without what no font of this machine can draw, on one line. */
function shownWords(text: string, { han }: Drawable): string {
  const drawn = han
    ? text
    : text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。、：；“”（）]/gu, '');
  return drawn
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Rows of a text, by a guess at its width; what does not fit ends with an ellipsis. */
function wrap(text: string, size: number, most: number): readonly string[] {
  const room = WIDTH - LEFT - 80;
  const rows: string[] = [];
  let row = '';
  for (const part of text.match(/[\p{Script=Han}\p{P}]|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []) {
    if (widthOf(row + part, size) > room && row !== '') {
      rows.push(row.trim());
      row = '';
    }
    row += part;
  }
  if (row.trim() !== '') rows.push(row.trim());
  const kept = rows.slice(0, most).map((one) => clip(one, size, room));
  return rows.length > most ? [...kept.slice(0, -1), `${(kept.at(-1) ?? '').slice(0, -1)}…`] : kept;
}

function clip(row: string, size: number, room: number): string {
  let short = row;
  while (short.length > 1 && widthOf(short, size) > room) short = short.slice(0, -1);
  return short === row ? row : `${short.slice(0, -1)}…`;
}

function widthOf(text: string, size: number): number {
  let cells = 0;
  for (const char of text) cells += /[\u2e80-\uffef]/.test(char) ? 1 : 0.54;
  return cells * size;
}
