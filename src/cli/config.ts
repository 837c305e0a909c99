/** Settings from flags, then environment, then our configuration file, then what is built in. */

import os from 'node:os';
import path from 'node:path';
import type { Context, Settings } from '../actions/context.ts';
import type { Host, Look } from '../agents/agent.ts';
import { SoulError } from '../core/errors.ts';
import { langOfLocale, parseLang } from '../core/lang.ts';
import { list, Malformed, nullable, object, string } from '../core/shape.ts';
import { type Text, text, type UiLang } from '../core/text.ts';
import { errno, readIfExists } from '../store/disk.ts';
import { whyNoJson } from '../store/json.ts';
import { fs } from '../store/node.ts';
import { homePaths } from '../store/paths.ts';
import type { Output } from './output.ts';
import { canAsk, confirmer } from './prompt.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly registry?: string;
  readonly site?: string;
  readonly workdir?: string;
  readonly dir?: string;
  readonly lang?: string;
  readonly input?: boolean;
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly refresh?: boolean;
  readonly offline?: boolean;
}

/** `config.json` under `$SOULHUB_HOME`. */
export interface ConfigFile {
  readonly agent: string | null;
  readonly lang: string | null;
  readonly hubs: readonly string[];
}

export const CONFIG_KEYS = ['agent', 'lang', 'hubs'] as const;

/** @throws SoulError E_CONFIG */
export function readConfigFile(file: string): ConfigFile {
  const bytes = readIfExists(file);
  if (bytes === null) return { agent: null, lang: null, hubs: [] };
  const noJson = whyNoJson(bytes);
  if (noJson !== null) throw unreadable(file, noJson);
  const settings: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return {
    agent: read(file, settings, 'agent', (value) => nullable(value, string)),
    lang: read(file, settings, 'lang', (value) => nullable(value, string)),
    hubs: read(file, settings, 'hubs', (value) => list(value ?? [], string)),
  };
}

/** One setting, of the form that it should have. */
function read<T>(file: string, settings: unknown, key: string, parse: (value: unknown) => T): T {
  try {
    return parse(object(settings)[key]);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const whole = typeof settings !== 'object' || settings === null || Array.isArray(settings);
    throw unreadable(
      file,
      whole
        ? text('it holds no JSON object', '内容不是 JSON 对象')
        : text(`"${key}" is not ${FORMS[key]?.en}`, `“${key}”不是${FORMS[key]?.zh}`),
    );
  }
}

const FORMS: Readonly<Record<string, Text>> = {
  agent: text('a text', '文本'),
  lang: text('a text', '文本'),
  hubs: text('a list of addresses', '网址列表'),
};

function unreadable(file: string, why: Text): SoulError {
  return new SoulError('E_CONFIG', text(`${file} cannot be read: ${why.en}`, `无法读取 ${file}：${why.zh}`), {
    hint: text(
      'repair it, or move it away: then everything is as it was without settings',
      '请修复它，或把它移开：之后一切如同没有设置',
    ),
    details: { path: file },
  });
}

/** The language of messages: `--lang` when we speak it, then the usual locale variables. */
export function uiLang(flags: GlobalFlags, env: NodeJS.ProcessEnv, config: ConfigFile | null): UiLang {
  const asked = flags.lang === undefined ? null : parseLang(flags.lang);
  const tags = [asked, config?.lang ? parseLang(config.lang) : null, localeLang(env)];
  const known = tags.find((tag) => tag !== null && /^(?:en|zh)(?:-|$)/.test(tag));
  return known?.startsWith('zh') ? 'zh' : 'en';
}

function localeLang(env: NodeJS.ProcessEnv): string | null {
  return langOfLocale(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}

/** What stands at a place, links followed. */
function behind(file: string): 'absent' | 'file' | 'folder' | 'other' {
  try {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return 'absent';
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    // No right to look: reading says it better.
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'other' : 'file';
  }
}

export function makeHost(env: NodeJS.ProcessEnv, cwd: string): Host {
  const home = env.HOME || os.homedir();
  return {
    env,
    home,
    cwd,
    // A pipe would hold us for ever, a link that goes in circles says nothing.
    read: (file) => (behind(file) === 'other' ? null : readIfExists(file)),
    exists: (file) => fs.existsSync(file),
    isFolder: (file) => behind(file) === 'folder',
    list: (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []),
    program: (name) => onPath(name, env),
    look,
  };
}

function look(file: string): Look {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return { kind: 'absent', links: 0 };
  return { kind: stat.isSymbolicLink() ? 'link' : stat.isFile() ? 'file' : 'other', links: stat.nlink };
}

function onPath(name: string, { PATH = '', PATHEXT }: NodeJS.ProcessEnv): string | null {
  const endings = process.platform === 'win32' ? (PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  const files = PATH.split(path.delimiter).flatMap((folder) => endings.map((end) => path.join(folder, name + end)));
  return files.find((file) => path.isAbsolute(file) && fs.existsSync(file)) ?? null;
}

/** @throws SoulError E_FILE when somebody has removed it */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new SoulError('E_FILE', text('the working directory is gone', '工作目录已不存在'), {
      hint: text('cd into a folder that is there, and try again', '请 cd 到一个存在的文件夹后重试'),
      details: { errno: errno(cause) ?? '' },
      cause,
    });
  }
}

export function makeContext(flags: GlobalFlags, env: NodeJS.ProcessEnv, cwd: string, out: Output): Context {
  checkLang(flags.lang);
  const paths = homePaths(env);
  const config = readConfigFile(paths.config);
  const host = makeHost(env, cwd);
  return {
    env,
    home: host.home,
    cwd,
    tmp: os.tmpdir(),
    host,
    paths,
    lang: out.lang,
    settings: makeSettings(flags, env, config, out.lang),
    now: () => clock(env),
    confirm: confirmer(flags, out),
    consent: async (proposal) =>
      (await import('./consent.ts')).showProposal(proposal, out, {
        ask: confirmer(flags, out),
        present: !flags.yes && canAsk(flags, out),
      }),
    progress: (message) => {
      if (out.options.verbose) out.talk(out.say(message));
      else out.status(out.say(message));
    },
  };
}

function makeSettings(flags: GlobalFlags, env: NodeJS.ProcessEnv, config: ConfigFile, lang: UiLang): Settings {
  return {
    registry: registryOf(flags, env),
    hubs: config.hubs,
    workdir: flags.workdir ?? env.CLAWHUB_WORKDIR ?? env.CLAWDHUB_WORKDIR ?? null,
    skillsFolder: checkDir(flags.dir ?? 'skills'),
    agent: config.agent,
    soulLang: config.lang ?? localeLang(env) ?? lang,
    refresh: flags.refresh ?? false,
    offline: flags.offline ?? false,
  };
}

/** As the official CLI chooses: a named registry, then a named site, whose registry is discovered. */
function registryOf(flags: GlobalFlags, env: NodeJS.ProcessEnv): string | null {
  const named = flags.registry ?? (env.CLAWHUB_REGISTRY || env.CLAWDHUB_REGISTRY || undefined);
  return named ?? flags.site ?? env.CLAWHUB_SITE ?? env.CLAWDHUB_SITE ?? null;
}

function checkLang(lang: string | undefined): void {
  if (lang === undefined || parseLang(lang) !== null) return;
  throw new SoulError('E_USAGE', text(`--lang ${lang}: not a language tag`, `--lang ${lang}：不是语言标签`), {
    hint: text('for example: --lang en, --lang zh', '例如：--lang en、--lang zh'),
  });
}

function checkDir(dir: string): string {
  if (path.isAbsolute(dir) || dir.split(/[/\\]/).includes('..') || dir === '') {
    throw new SoulError(
      'E_USAGE',
      text(`--dir ${dir}: must lie below the working directory`, `--dir ${dir}：必须位于工作目录之内`),
    );
  }
  return dir.replace(/\/+$/, '');
}

/** `SOULHUB_NOW` freezes the clock for tests and reproducible builds. */
function clock(env: NodeJS.ProcessEnv): Date {
  const frozen = env.SOULHUB_NOW === undefined ? Number.NaN : Date.parse(env.SOULHUB_NOW);
  return Number.isNaN(frozen) ? new Date() : new Date(frozen);
}
