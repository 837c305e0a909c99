/** Chance that can be repeated: the same seed gives the same throws. And values out of it, fitting a JSON schema or not. */

export interface Dice {
  /** 0 … n - 1 */
  below(n: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** mulberry32: 32 bits of state, good enough to be unforeseen. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}

/** Texts that have broken servers before. */
export const WILD_TEXTS: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  '..\\..\\windows',
  '/',
  '//',
  '\0',
  'a\0b',
  '\r\nset-cookie: a=b',
  '\u202egnp.exe',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '𝕒𝕥𝕝𝕒𝕤',
  'ａｔｌａｓ',
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(40),
  'a'.repeat(300),
  'a'.repeat(5_000),
  '-',
  '-1',
  '0',
  '1e309',
  'NaN',
  '999999999999999999999',
  'true',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' OR 1=1 --",
  '"; DROP TABLE packages; --',
  '%',
  '_',
  '\\',
  '?',
  '#',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '*',
  '^1.0.0 || >=0',
  '>='.repeat(200),
  '1.0.0-'.concat('a.'.repeat(100)),
  '2026-11-26T00:00:00.000Z',
  '$ref',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
];

/** Values of every type, where another was expected. */
export const WILD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  '',
  'x'.repeat(20_000),
  [],
  {},
  [[[[[]]]]],
  { a: { b: { c: {} } } },
  ['latest', 'latest'],
  { toString: 1, constructor: { prototype: {} } },
];

type Schema = Readonly<Record<string, unknown>>;

export interface Wishes {
  /** Values that make sense for a property of this name, so that requests come further than the first check. */
  readonly known: (name: string) => readonly unknown[];
}

/** A value that fits the schema, as far as this reads schemas. */
export function fitting(schema: Schema, roll: Dice, wishes: Wishes, name = '', depth = 0): unknown {
  const known = wishes.known(name);
  if (known.length > 0 && roll.chance(0.9)) return roll.pick(known);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return roll.pick(schema.enum);
  const choices = [schema.anyOf, schema.oneOf].find(Array.isArray) as readonly Schema[] | undefined;
  if (choices) return fitting(roll.pick(choices), roll, wishes, name, depth);
  switch (schema.type) {
    case 'object':
      return fittingObject(schema, roll, wishes, depth);
    case 'array': {
      const length = depth > 3 ? 0 : roll.below(4);
      return Array.from({ length }, () => fitting((schema.items ?? {}) as Schema, roll, wishes, name, depth + 1));
    }
    case 'integer':
    case 'number':
      return roll.pick([0, 1, 2, 20, 1_000]);
    case 'boolean':
      return roll.chance(0.5);
    case 'null':
      return null;
    case 'string':
      return fittingText(schema, roll);
    default:
      return roll.pick(WILD_VALUES);
  }
}

function fittingText({ pattern, format }: Schema, roll: Dice): string {
  if (typeof pattern === 'string' && pattern.includes('{64}')) return 'ab'.repeat(32);
  if (typeof pattern === 'string' && pattern.includes('\\d')) return String(roll.below(500));
  if (format === 'uri') return 'https://souls.example/x';
  return roll.pick(['atlas', 'a b', '', 'x'.repeat(100), ...WILD_TEXTS]);
}

function fittingObject(schema: Schema, roll: Dice, wishes: Wishes, depth: number): Record<string, unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const chosen = properties.filter(([key]) => required.has(key) || roll.chance(0.5));
  const value = Object.fromEntries(chosen.map(([key, its]) => [key, fitting(its, roll, wishes, key, depth + 1)]));
  if (typeof schema.additionalProperties !== 'object' || depth > 3) return value;
  const more = Array.from({ length: roll.below(4) }, () => [
    roll.pick(['1.0.0', 'latest', 'atlas', ...WILD_TEXTS]),
    fitting(schema.additionalProperties as Schema, roll, wishes, '', depth + 1),
  ]);
  return { ...value, ...Object.fromEntries(more) };
}

/** The same value with something wrong in it, somewhere. */
export function bent(value: unknown, roll: Dice): unknown {
  if (typeof value !== 'object' || value === null || roll.chance(0.1)) {
    return roll.chance(0.5) ? roll.pick(WILD_VALUES) : roll.pick(WILD_TEXTS);
  }
  if (Array.isArray(value)) {
    if (value.length === 0 || roll.chance(0.2)) return [...value, roll.pick(WILD_VALUES)];
    const at = roll.below(value.length);
    return value.map((item, index) => (index === at ? bent(item, roll) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || roll.chance(0.15)) return { ...value, [roll.pick(WILD_TEXTS)]: roll.pick(WILD_VALUES) };
  const at = roll.below(entries.length);
  if (roll.chance(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(entries.map(([key, item], index) => [key, index === at ? bent(item, roll) : item]));
}
