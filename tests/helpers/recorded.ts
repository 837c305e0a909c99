/** What a recorded request holds: where a text is in it, and what it is apart from ids and times. */
import type { ModelRequest } from './model-server.ts';

/** Whose words: of the developer of the agent (`system`, `developer`), of the user, or anything else (`tools`). */
export function voicesOf(asked: readonly ModelRequest[], marker: string): string[] {
  const voices = asked.flatMap(({ body }) =>
    strings(body).flatMap(({ at, value }) => (value.includes(marker) ? [voice(body, at)] : [])),
  );
  return [...new Set(voices)].sort();
}

/** Every text of a request, whole. */
export function textsOf(asked: readonly ModelRequest[]): string[] {
  return asked.flatMap(({ body }) => strings(body).map(({ value }) => value));
}

interface Found {
  readonly at: readonly string[];
  readonly value: string;
}

function strings(value: unknown, at: readonly string[] = []): Found[] {
  if (typeof value === 'string') return [{ at, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, [...at, key]));
}

const LISTS = ['messages', 'input', 'contents'];

function voice(body: Readonly<Record<string, unknown>>, [field = '', index = '']: readonly string[]): string {
  if (/^system/.test(field) || field === 'instructions') return 'system';
  if (!LISTS.includes(field)) return field;
  const message = (body[field] as Record<string, { role?: string; type?: string }>)[index];
  return message?.role ?? message?.type ?? '?';
}

const VARIES: readonly (readonly [RegExp, string])[] = [
  [/(?<=_unix_ms\\{0,3}":)\d+/g, '<time>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\[[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d [A-Z]+\]/g, '<time>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\b/g, '<time>'],
];

const SKILL = '<skill>.*?</skill>';
const SKILLS = new RegExp(`${SKILL}(?:(?:\\\\n| )*${SKILL})+`, 'gs');

/** Gemini CLI lists its own skills in the order in which their files happened to be read. */
function sortedSkills(whole: string): string {
  return whole.replace(SKILLS, (list) => (list.match(new RegExp(SKILL, 'gs')) ?? []).sort().join(' '));
}

/** Codex writes its ids in any order. */
function withoutOrder(body: ModelRequest['body']): ModelRequest['body'] {
  const { client_metadata: ids, ...rest } = body;
  return ids ? { ...rest, client_metadata: Object.entries(ids).sort() } : body;
}

/** The requests as one text, apart from ids and times. */
export function comparable(asked: readonly ModelRequest[]): string {
  const whole = JSON.stringify(
    asked.map(({ path, body }) => ({ path, body: withoutOrder(body) })),
    null,
    1,
  );
  return VARIES.reduce((text, [pattern, word]) => text.replace(pattern, word), sortedSkills(whole));
}
