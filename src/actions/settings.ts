/** Our own settings, `config.json` under `$SOULHUB_HOME`. Unknown keys are kept. */
import { agentById } from '../agents/index.ts';
import { SoulError } from '../core/errors.ts';
import { parseLang } from '../core/lang.ts';
import { text } from '../core/text.ts';
import { makeFolder, readIfExists, replaceFile } from '../store/disk.ts';
import { withLock } from '../store/lock.ts';
import type { Context } from './context.ts';

type Json = Readonly<Record<string, unknown>>;

/** Each checks a value as it was typed. @throws SoulError E_CONFIG, E_AGENT_UNKNOWN */
const KEYS: Readonly<Record<string, (value: string) => unknown>> = {
  agent: (value) => `${agentById(value).id}${/[:@].*$/s.exec(value)?.[0] ?? ''}`,
  lang: language,
  hubs: (value) =>
    value
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(hubUrl),
};

/** Any language that has a name: souls are written in many. @throws SoulError E_CONFIG */
function language(value: string): string {
  const tag = parseLang(value);
  const [base = ''] = tag?.split('-') ?? [];
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  if (tag !== null && names.of(base) !== undefined) return tag;
  throw refuse('lang', value, text('no language has this tag', '没有这个语言标签'));
}

function hubUrl(value: string): string {
  const fine = URL.canParse(value) && /^(?:https?|file):$/.test(new URL(value).protocol);
  return fine ? value : (refuse('hubs', value, text('not a URL', '不是网址')) as string);
}

function refuse(key: string, value: string, why: { en: string; zh: string }): never {
  throw new SoulError('E_CONFIG', text(`${key} = ${value}: ${why.en}`, `${key} = ${value}：${why.zh}`), {
    hint: text(`for example: clawhub config ${EXAMPLES[key]}`, `例如：clawhub config ${EXAMPLES[key]}`),
    details: { key, value },
  });
}

const EXAMPLES: Readonly<Record<string, string>> = { lang: 'lang zh', hubs: 'hubs https://hub.example' };

export function readSettings(ctx: Context): Json {
  const bytes = readIfExists(ctx.paths.config);
  const value: unknown = bytes === null ? {} : JSON.parse(new TextDecoder().decode(bytes));
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/** @throws SoulError E_CONFIG */
export function requireKey(key: string): (value: string) => unknown {
  const check = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (check) return check;
  const known = Object.keys(KEYS).join(', ');
  throw new SoulError('E_CONFIG', text(`there is no setting "${key}"`, `没有“${key}”这个设置`), {
    hint: text(`known: ${known}`, `已知：${known}`),
    details: { key },
  });
}

/** `value` null removes the setting. @throws SoulError E_CONFIG */
export function changeSetting(ctx: Context, key: string, value: string | null): Json {
  const check = requireKey(key);
  return withLock(ctx.paths.locks, () => {
    const { [key]: _before, ...rest } = readSettings(ctx);
    const after = value === null ? rest : { ...rest, [key]: check(value) };
    makeFolder(ctx.paths.root);
    replaceFile(ctx.paths.config, new TextEncoder().encode(`${JSON.stringify(after, null, 2)}\n`), { mode: 0o600 });
    return after;
  });
}
