/**
 * A package in one file, whatever the file is: an archive, a character card, or a text that is the persona. What people
 * share as one file is read as it is, and from here on is a package like any other.
 */
import { asBuffer } from './archive/bytes.ts';
import { readArchive, readTgz, readZip } from './archive/index.ts';
import { cardPackage, isCard } from './card.ts';
import { isSoulError, SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import { kindOf } from './formats.ts';
import { isPng } from './png.ts';
import { type Text, text } from './text.ts';

type Form = 'archive' | 'card' | 'text';

const FORMS: Readonly<Record<string, Form>> = {
  tgz: 'archive',
  gz: 'archive',
  zip: 'archive',
  charx: 'archive',
  png: 'card',
  json: 'card',
  md: 'text',
};

/**
 * @param file how it is called: its ending says what is expected, and the bytes must be that (a web page that came in the
 *   place of `x.tgz` is no persona). Without an ending, as on stdin, the bytes alone say it.
 * @throws SoulError E_ARCHIVE, E_PATH, E_TOO_LARGE, E_NOT_A_SOUL, E_MANIFEST, E_ENCODING
 */
export function openSingle(bytes: Uint8Array, file: string): PackageFiles {
  switch (formOf(bytes, file)) {
    case 'archive':
      return openArchive(bytes, file, endingOf(file));
    case 'card':
      return cardPackage(bytes, file);
    case 'text':
      return new Map([['SOUL.md', bytes]]);
  }
}

/**
 * Of what came as one text or card, the package is made: inside it is called SOUL.md. Nobody has a file of that name, so
 * what is wrong is said of the one they have. @throws SoulError what `read` throws
 */
export function underItsName<T>(bytes: Uint8Array, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isSoulError(error) || error.details.file !== 'SOUL.md' || formOf(bytes, file) === 'archive') throw error;
    const own = file === '' ? 'stdin' : file;
    const named = ({ en, zh }: Text) =>
      text(
        en.replaceAll('SOUL.md', () => own),
        zh.replaceAll('SOUL.md', () => own),
      );
    throw new SoulError(error.code, named(error.says), {
      ...(error.hint ? { hint: named(error.hint) } : {}),
      details: { ...error.details, file: own },
      cause: error,
    });
  }
}

function endingOf(file: string): string {
  return /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
}

function formOf(bytes: Uint8Array, file: string): Form {
  return FORMS[endingOf(file)] ?? formByBytes(bytes);
}

function formByBytes(bytes: Uint8Array): Form {
  if (/^(?:1f8b|504b0304)/.test(asBuffer(bytes).toString('hex', 0, 4))) return 'archive';
  return isPng(bytes) || looksLikeCard(bytes) ? 'card' : 'text';
}

/** CHARX is a card with its pictures in a zip. Of the rest, only what a package may hold anyway comes along. */
function openArchive(bytes: Uint8Array, file: string, ending: string): PackageFiles {
  const files = readerFor(ending)(bytes, { root: null, survey: (all) => all.has('card.json') || kindOf(all) });
  const card = files.get('card.json');
  if (card === undefined || files.has('SOUL.md')) return files;
  return new Map([...files, ...cardPackage(card, `card.json of ${file}`)]);
}

/** A zip that calls itself `.tgz` is one thing to one program and another to the next: it is held to its name. */
function readerFor(ending: string): typeof readArchive {
  if (ending === 'zip' || ending === 'charx') return readZip;
  return ending === 'tgz' || ending === 'gz' ? readTgz : readArchive;
}

/** Broken JSON is a broken card, not a persona. */
function looksLikeCard(bytes: Uint8Array): boolean {
  const source = asBuffer(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (!/^\s*\{\s*"/.test(source)) return false;
  try {
    return isCard(JSON.parse(source));
  } catch {
    return true;
  }
}
