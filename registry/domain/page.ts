/**
 * Pages of lists. A cursor holds the place of the last item, not its number: pages stay right while others publish.
 * It is opaque to clients: base64url of a JSON array.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';

export interface Page {
  /** 1 … 200; 25 if absent. */
  readonly limit?: number;
  readonly cursor?: string | null;
}
export interface Paged<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

type Place = readonly (string | number)[];
type Shape = readonly ('string' | 'number')[];

const MOST = 200;
const USUAL = 25;

/** @throws SoulError E_USAGE for a limit or a cursor that is none */
export function startOf(page: Page, shape: Shape): { readonly limit: number; readonly after: Place | null } {
  const limit = page.limit ?? USUAL;
  if (!Number.isInteger(limit) || limit < 1) throw noPage('limit');
  const after = page.cursor ? placeOf(page.cursor, shape) : null;
  return { limit: Math.min(limit, MOST), after };
}

function placeOf(cursor: string, shape: Shape): Place {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw noPage('cursor');
  }
  const fits =
    Array.isArray(value) && value.length === shape.length && shape.every((type, index) => isOf(type, value[index]));
  if (!fits) throw noPage('cursor');
  return value as Place;
}

/** All numbers in places are times and counts: anything else is none that was given out, and PostgreSQL would not take it. */
function isOf(type: Shape[number], value: unknown): boolean {
  return type === 'number' ? Number.isSafeInteger(value) : typeof value === type;
}

function noPage(key: 'limit' | 'cursor'): SoulError {
  return new SoulError('E_USAGE', text(`"${key}" makes no sense here`, `“${key}”无效`), { details: { key } });
}

/** Of one row more than was asked for, the page and how it goes on. */
export function cut<Item>(rows: readonly Item[], limit: number, place: (item: Item) => Place): Paged<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(JSON.stringify(place(last))).toString('base64url') : null };
}
