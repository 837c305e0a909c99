/** A workspace and a store with a few souls, for tests that call the actions in this process. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clearSlots } from '../../../src/actions/clear.ts';
import type { Context } from '../../../src/actions/context.ts';
import type { SlotReport, SlotRequest } from '../../../src/actions/slots.ts';
import { type SlotStatus, status } from '../../../src/actions/status.ts';
import { type SwitchResult, switchBack, switchSoul } from '../../../src/actions/switch.ts';
import { redo, restore, undo } from '../../../src/actions/undo.ts';
import { openclaw } from '../../../src/agents/openclaw.ts';
import { makeHost } from '../../../src/cli/config.ts';
import { isSoulError, type SoulError } from '../../../src/core/errors.ts';
import { contentHash } from '../../../src/core/integrity.ts';
import { readPackage } from '../../../src/core/package.ts';
import { UNSIGNED } from '../../../src/core/signed.ts';
import type { Slot } from '../../../src/core/slot.ts';
import { hashFiles, putPackage } from '../../../src/store/packages.ts';
import { homePaths } from '../../../src/store/paths.ts';
import { type SlotView, viewSlot } from '../../../src/store/transaction.ts';

export const AT = '2026-01-01T00:00:00.000Z';
/** In memory where the system has such a folder: thousands of changes, each with a dozen calls of fsync. */
const FAST = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

export type Texts = Readonly<Record<string, string>>;

/** What each soul puts where, by language. */
export const SOULS: Readonly<Record<string, Readonly<Record<string, Texts>>>> = {
  a: {
    en: { 'SOUL.md': '# Alpha\n\nYou are Alpha.\n' },
    zh: { 'SOUL.md': '# 甲\n\n你是甲。\n' },
  },
  b: { en: { 'SOUL.md': '# Beta\n\nYou are Beta.\n', 'IDENTITY.md': 'name: Beta\n' } },
  c: {
    en: { 'SOUL.md': '# Gamma\n\nYou are Gamma.\n', 'IDENTITY.md': 'name: Gamma\n', 'STYLE.md': 'Short.\n' },
    zh: { 'SOUL.md': '# 丙\n\n你是丙。\n', 'IDENTITY.md': '名字：丙\n', 'STYLE.md': '简短。\n' },
  },
};

function packageFiles(name: string): Map<string, Uint8Array> {
  const langs = Object.keys(SOULS[name] ?? {});
  const head = `---\nname: ${name}\nversion: 1.0.0\nkind: soul\nlanguages: [${langs.join(', ')}]\n---\n\n`;
  const files = langs.flatMap((lang) =>
    Object.entries(SOULS[name]?.[lang] ?? {}).map(([file, body]) => {
      const at = lang === langs[0] ? file : file.replace(/\.md$/, `.${lang}.md`);
      return [at, new TextEncoder().encode(at === 'SOUL.md' ? head + body : body)] as const;
    }),
  );
  return new Map(files);
}

/** Puts the souls straight into the store of a home, as an install would. */
export function seedStore(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(SOULS)) {
    const files = packageFiles(name);
    const { manifest, persona, operating } = readPackage(files, { name });
    putPackage(homePaths(env), files, {
      ...manifest,
      persona,
      operating,
      souls: [],
      source: { kind: 'folder', url: '/souls' },
      integrity: null,
      content: contentHash(files),
      files: hashFiles(files),
      installedAt: AT,
      pinned: null,
      signed: UNSIGNED,
      seen: true,
    });
  }
}

export interface World {
  readonly home: string;
  readonly env: Record<string, string>;
  /** Removes everything. */
  remove(): void;
  /** A new, empty workspace. */
  workspace(): Workspace;
}

type SwitchReport = SwitchResult['slots'][number];

export interface Workspace {
  readonly root: string;
  readonly slot: Slot;
  at(file: string): string;
  switch(name: string, options?: Partial<SlotRequest> & { lang?: string }): Promise<SwitchReport>;
  clear(options?: Partial<SlotRequest>): SlotReport;
  undo(options?: Partial<SlotRequest>): Promise<SlotReport>;
  redo(options?: Partial<SlotRequest>): Promise<SlotReport>;
  restore(id: number, options?: Partial<SlotRequest>): Promise<SlotReport>;
  status(options?: Partial<SlotRequest>): SlotStatus;
  view(): SlotView;
}

export function makeWorld(): World {
  const home = fs.realpathSync(fs.mkdtempSync(path.join(FAST, 'soulhub-slot-')));
  const env = { PATH: process.env.PATH ?? '', HOME: home, SOULHUB_HOME: path.join(home, '.soulhub') };
  seedStore(env);
  return {
    home,
    env,
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
    workspace: () => makeWorkspace(contextOf(env, home), fs.mkdtempSync(path.join(home, 'w-'))),
  };
}

export function contextOf(env: Record<string, string>, home: string): Context {
  return {
    env,
    home,
    cwd: home,
    tmp: home,
    host: makeHost(env, home),
    paths: homePaths(env),
    settings: {
      registry: null,
      hubs: [],
      workdir: null,
      skillsFolder: 'skills',
      agent: null,
      soulLang: 'en',
      refresh: false,
      offline: true,
    },
    lang: 'en',
    now: () => new Date(AT),
    confirm: () => Promise.resolve(true),
    progress: () => {},
  };
}

function makeWorkspace(ctx: Context, root: string): Workspace {
  const request = (options: Partial<SlotRequest> = {}): SlotRequest => ({
    agents: [],
    workspace: root,
    links: 'refuse',
    dryRun: false,
    ...options,
  });
  const one = <T>(reports: readonly T[]) => reports[0] as T;
  const { slot } = openclaw.at(ctx.host, root);
  return {
    root,
    slot,
    at: (file) => path.join(root, file),
    switch: async (name, { lang, ...options } = {}) => {
      const asked = { ...request(options), lang: lang ?? null, strictLang: false, operating: [], force: false };
      if (name === '-') return one((await switchBack(ctx, asked)).flatMap(({ slots }) => slots));
      return one((await switchSoul(ctx, name, asked)).slots);
    },
    clear: (options) => one(clearSlots(ctx, request(options))),
    undo: async (options) => one(await undo(ctx, request(options))),
    redo: async (options) => one(await redo(ctx, request(options))),
    restore: async (id, options) => one(await restore(ctx, id, request(options))),
    status: (options) => status(ctx, request(options))[0] as SlotStatus,
    view: () => viewSlot(slot, { at: AT }),
  };
}

/** The error that something was refused with; fails when it was not. */
export async function refused(run: () => unknown): Promise<SoulError> {
  try {
    await run();
  } catch (error) {
    if (isSoulError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** Everything below a folder, links not followed: mode and text, target of a link, or what else it is. */
export function pictureOf(root: string, skip = '', below = ''): Record<string, string> {
  const picture: Record<string, string> = {};
  // By hand: Node 24 follows links to folders when it reads recursively.
  for (const entry of fs.readdirSync(path.join(root, below)).sort()) {
    const name = path.join(below, entry);
    if (name === skip) continue;
    const stat = fs.lstatSync(path.join(root, name));
    picture[name] = imageOf(path.join(root, name), stat);
    if (stat.isDirectory()) Object.assign(picture, pictureOf(root, skip, name));
  }
  return picture;
}

function imageOf(file: string, stat: fs.Stats): string {
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isFile()) return `${mode} ${fs.readFileSync(file, 'latin1')}`;
  if (stat.isSymbolicLink()) return `→ ${fs.readlinkSync(file)}`;
  return stat.isDirectory() ? `${mode} /` : 'special';
}

/** What the user sees of a workspace: everything but our own folder. */
export function userFiles(root: string): Record<string, string> {
  return pictureOf(root, '.clawhub');
}
