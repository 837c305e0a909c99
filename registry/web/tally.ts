/**
 * How much there is of everything, for the front page and the form of the search. Counting a hundred thousand rows takes
 * longer than drawing a page; so it is done once for all pages, when something was published or a minute has gone.
 */
import type { Localized } from '../../src/core/lang.ts';
import type { Hub } from '../domain/hub.ts';
import {
  type CategoryCount,
  categoriesByKind,
  countAll,
  type HubCounts,
  largestFirst,
  listPackages,
  sequence,
} from '../domain/list.ts';
import { isOurCategory } from './words.ts';

export interface Tally {
  readonly counts: HubCounts;
  /** The largest first. */
  readonly soulCategories: readonly CategoryCount[];
  readonly categories: readonly CategoryCount[];
  /** What libraries call the largest of those that we have no word for. */
  readonly categoryNames: ReadonlyMap<string, Localized>;
}

export const MINUTE = 60_000;

/** Changes with what is counted, and with the minute: for the tags of pages. */
export async function momentOf(hub: Hub): Promise<string> {
  return `${await sequence(hub)} ${Math.floor(hub.now() / MINUTE)}`;
}

interface Counted {
  readonly moment: string;
  readonly tally: Promise<Tally>;
}

const COUNTED = new WeakMap<Hub, Counted>();

export async function tallyOf(hub: Hub): Promise<Tally> {
  const moment = await momentOf(hub);
  const before = COUNTED.get(hub);
  if (before?.moment === moment) return before.tally;
  const tally = countUp(hub);
  COUNTED.set(hub, { moment, tally });
  tally.catch(() => COUNTED.delete(hub));
  return tally;
}

async function countUp(hub: Hub): Promise<Tally> {
  const counted = await categoriesByKind(hub);
  const categories = largestFirst(counted);
  return {
    counts: await countAll(hub),
    soulCategories: largestFirst(counted, 'soul'),
    categories,
    categoryNames: await namesOf(hub, categories),
  };
}

/** Each is a query. */
const MOST_NAMED = 50;

async function namesOf(hub: Hub, categories: readonly CategoryCount[]): Promise<ReadonlyMap<string, Localized>> {
  const names = new Map<string, Localized>();
  for (const { category } of categories.filter((one) => !isOurCategory(one.category)).slice(0, MOST_NAMED)) {
    const { items } = await listPackages(hub, { category, limit: 1 });
    names.set(category, items[0]?.listing?.categoryNames ?? {});
  }
  return names;
}
