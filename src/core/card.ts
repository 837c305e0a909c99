/**
 * Character cards: a persona as chat front ends pass it around, V1 to V3 of the public specification
 * (github.com/malfoyslastname/character-card-spec-v2, github.com/kwaroran/character-card-spec-v3). JSON, or a PNG picture
 * with that JSON in base64 under the keyword `ccv3` (which wins) or `chara`, or CHARX, a zip with a `card.json`.
 *
 * A card becomes a package: a SOUL.md made of what a card puts into every prompt, and beside it, untouched, the card
 * itself, so that nothing of it is lost. What the specification keeps from the model stays out of SOUL.md: the creator's
 * notes, and the greetings, which are for the first message of a chat. `{{char}}` becomes the name; `{{user}}` "the user".
 */
import { isUtf8 } from 'node:buffer';
import * as z from 'zod';
import { SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import { writeFrontMatter } from './front-matter.ts';
import { guessLang } from './lang.ts';
import { slugify } from './name.ts';
import { decodeUtf8 } from './persona.ts';
import { isPng, pngTexts, withoutTexts } from './png.ts';
import { text } from './text.ts';

const words = z.string().nullish().catch(null);
const list = z.array(z.string()).nullish().catch(null);

const Entry = z.looseObject({
  keys: list,
  content: words,
  enabled: z.boolean().catch(true),
  constant: z.boolean().nullish().catch(false),
  name: words,
});

const Data = z.looseObject({
  name: z.string().trim().min(1),
  nickname: words,
  description: words,
  personality: words,
  scenario: words,
  first_mes: words,
  mes_example: words,
  creator_notes: words,
  system_prompt: words,
  post_history_instructions: words,
  alternate_greetings: list,
  character_book: z
    .looseObject({ entries: z.array(Entry).catch([]) })
    .nullish()
    .catch(null),
  tags: list,
  creator: words,
  character_version: words,
});
type Data = z.infer<typeof Data>;

/** V1 has no `spec`, but these six fields at its top. */
const FIRST = ['name', 'description', 'personality', 'scenario', 'first_mes', 'mes_example'];

/** Whether parsed JSON says that it is a card. */
export function isCard(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { spec } = value as { spec?: unknown };
  return typeof spec === 'string' ? spec.startsWith('chara_card_') : FIRST.every((key) => key in value);
}

/** The JSON inside a picture. @throws SoulError E_NOT_A_SOUL when there is none, E_MANIFEST when it is broken */
export function cardInPng(bytes: Uint8Array, file: string): Uint8Array {
  const texts = pngTexts(bytes);
  const encoded = texts.get('ccv3') ?? texts.get('chara');
  if (encoded === undefined) {
    throw new SoulError('E_NOT_A_SOUL', text(`${file} is a picture without a character card`, `${file} 中没有角色卡`), {
      hint: text('a card is in a tEXt chunk "chara" or "ccv3"', '角色卡位于 "chara" 或 "ccv3" 文本块中'),
      details: { file },
    });
  }
  const json = Buffer.from(encoded, 'base64');
  if (!/^[A-Za-z0-9+/\s]*[=\s]*$/.test(encoded) || !isUtf8(json)) throw unreadable(file);
  return new Uint8Array(json);
}

function unreadable(file: string): SoulError {
  return new SoulError(
    'E_MANIFEST',
    text(
      `the character card in ${file} is damaged: it is not UTF-8 in base64`,
      `${file} 中的角色卡已损坏：不是 base64 编码的 UTF-8`,
    ),
    {
      hint: text(
        'get the picture again where it is from: some sites and programs change what is in one',
        '请从原处重新获取图片：有些网站和程序会改动图片中的内容',
      ),
      details: { file },
    },
  );
}

/** @throws SoulError E_MANIFEST */
function readCard(bytes: Uint8Array, file: string): Data {
  const value: unknown = parse(bytes, file);
  const parsed = isCard(value) ? Data.safeParse((value as { data?: unknown }).data ?? value) : null;
  if (parsed?.success) return parsed.data;
  throw new SoulError('E_MANIFEST', text(`${file} is not a character card`, `${file} 不是角色卡`), {
    hint: text(
      'a card has "spec": "chara_card_v2" and "data.name"',
      '角色卡应有 "spec": "chara_card_v2" 与 "data.name"',
    ),
    details: { file },
  });
}

function parse(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes, file).replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SoulError) throw cause;
    throw new SoulError('E_MANIFEST', text(`${file} holds no valid JSON`, `${file} 中的 JSON 无效`), {
      details: { file },
      cause,
    });
  }
}

/**
 * A card as a package.
 * @param bytes of a PNG or of the JSON; @param file how the card is called in errors
 * @throws SoulError E_NOT_A_SOUL, E_MANIFEST, E_ARCHIVE, E_ENCODING
 */
export function cardPackage(bytes: Uint8Array, file: string): PackageFiles {
  if (!isPng(bytes)) return cardFiles(bytes, file);
  return new Map([...cardFiles(cardInPng(bytes, file), file), ['avatar.png', withoutTexts(bytes)] as const]);
}

function cardFiles(json: Uint8Array, file: string): PackageFiles {
  const card = readCard(json, file);
  const lang = guessLang([card.system_prompt, card.description, card.personality].join('\n'));
  const texts = {
    'SOUL.md': writeFrontMatter(factsOf(card, lang)) + persona(card, lang),
    'greetings.md': greetings(card, lang),
    'lore.md': lore(card, lang, false),
  };
  const written = Object.entries(texts).filter(([, content]) => content !== '');
  const encoder = new TextEncoder();
  return new Map([...written.map(([name, content]) => [name, encoder.encode(content)] as const), ['card.json', json]]);
}

function factsOf(card: Data, lang: string): Record<string, unknown> {
  const name = titleOf(card);
  const slug = slugify(name);
  const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(card.character_version?.trim() ?? '');
  const facts = {
    name: slug,
    version: version ? [version[1], version[2] ?? '0', version[3] ?? '0'].map(Number).join('.') : null,
    kind: 'soul',
    displayName: name,
    description: firstLine(card.creator_notes ?? ''),
    tags: (card.tags ?? []).map(flat).filter((tag) => tag !== '' && tag.length <= 60),
    languages: [lang],
    author: flat(card.creator ?? '').slice(0, 200),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value.length > 0));
}

function titleOf({ nickname, name }: Data): string {
  return flat(nickname || name).slice(0, 120);
}

function flat(words: string): string {
  return words.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** Notes are often a page of HTML; the first line of words is enough to say what the card is. */
function firstLine(notes: string): string {
  const lines = notes
    .replace(/<[^>]*>/g, ' ')
    .split('\n')
    .map(flat);
  return (lines.find((line) => /\p{L}/u.test(line)) ?? '').slice(0, 200);
}

const TITLES = {
  description: text('Who I am', '我是谁'),
  personality: text('Character', '性格'),
  scenario: text('Scenario', '情境'),
  example: text('Typical responses', '典型回应'),
  lore: text('Lore', '设定'),
  always: text('Always', '始终遵守'),
  greetings: text('Greetings', '开场白'),
} as const;

function persona(card: Data, lang: 'en' | 'zh'): string {
  const say = (words: string | null | undefined) => plainWords(words ?? '', titleOf(card), lang);
  const part = (title: keyof typeof TITLES, words: string) =>
    words === '' ? [] : [`## ${TITLES[title][lang]}`, words];
  const parts = [
    say(card.system_prompt),
    ...part('description', say(card.description)),
    ...part('personality', say(card.personality)),
    ...part('scenario', say(card.scenario)),
    ...part('example', say(card.mes_example)),
    ...part('lore', lore(card, lang, true)),
    ...part('always', say(card.post_history_instructions)),
  ].filter((block) => block !== '');
  if (parts.length > 0) return `# ${titleOf(card)}\n\n${parts.join('\n\n')}\n`;
  throw new SoulError(
    'E_EMPTY_PERSONA',
    text(`the card of ${titleOf(card)} says nothing`, `${titleOf(card)} 的角色卡没有内容`),
  );
}

/** Entries that are always in the prompt, or those that front ends bring in when a key word is said. */
function lore(card: Data, lang: 'en' | 'zh', constant: boolean): string {
  const entries = (card.character_book?.entries ?? []).filter(
    (entry) => entry.enabled && (entry.constant ?? false) === constant,
  );
  const blocks = entries.flatMap(({ keys, name, content }) => {
    const words = plainWords(content ?? '', titleOf(card), lang);
    if (words === '' || constant) return words === '' ? [] : [words];
    return [`## ${flat(name || (keys ?? []).join(', '))}`, words];
  });
  return blocks.length === 0 || constant ? blocks.join('\n\n') : `# ${TITLES.lore[lang]}\n\n${blocks.join('\n\n')}\n`;
}

function greetings(card: Data, lang: 'en' | 'zh'): string {
  const all = [card.first_mes, ...(card.alternate_greetings ?? [])]
    .map((words) => plainWords(words ?? '', titleOf(card), lang))
    .filter((words) => words !== '');
  return all.length === 0 ? '' : `# ${TITLES.greetings[lang]}\n\n${all.join('\n\n---\n\n')}\n`;
}

/** Macros of the specification; those that only a running chat can fill in stay as they are. */
function plainWords(words: string, name: string, lang: 'en' | 'zh'): string {
  return words
    .replace(/\r\n?/g, '\n')
    .replace(/\{\{\/\/.*?\}\}|\{\{hidden_key:.*?\}\}|\{\{original\}\}/gis, '')
    .replace(/\{\{char\}\}|<(?:bot|char)>/gi, () => name)
    .replace(/\{\{user\}\}|<user>/gi, lang === 'zh' ? '用户' : 'the user')
    .replace(/^<start>$/gim, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
