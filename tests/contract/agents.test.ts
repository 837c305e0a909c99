/**
 * The same promises for every agent, its user's own slot and its project's: whatever the user has in those files, before
 * a switch and edited between switch and clear, keeps every byte; what was not there is not there again; an edit of the
 * persona itself comes back by number.
 */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clear } from '../../src/actions/clear.ts';
import type { Context } from '../../src/actions/context.ts';
import type { SlotReport, SlotRequest } from '../../src/actions/slots.ts';
import { history, status } from '../../src/actions/status.ts';
import { switchSoul } from '../../src/actions/switch.ts';
import { redo, restore, undo } from '../../src/actions/undo.ts';
import type { Scope, Site } from '../../src/agents/agent.ts';
import { AGENTS, agentById } from '../../src/agents/index.ts';
import { makeHost } from '../../src/cli/config.ts';
import type { Part } from '../../src/core/slot.ts';
import { contextOf, makeWorld, pictureOf, refused, SOULS, type World } from './slot/world.ts';

/** Where each agent keeps the user's own settings. */
const FOLDERS: Readonly<Record<string, string>> = {
  openclaw: '.openclaw/workspace',
  claude: '.claude',
  codex: '.codex',
  gemini: '.gemini',
  opencode: '.config/opencode',
  qwen: '.qwen',
  copilot: '.copilot',
  cline: '.cline',
  crush: '.config/crush',
  roo: '.roo',
  cursor: '.cursor',
  windsurf: '.codeium/windsurf',
  zed: '.config/zed',
  amp: '.config/amp',
  hermes: '.hermes',
  goose: '.config/goose',
};

let world: World;
let ctx: Context;
let project: string;

beforeEach(() => {
  world = makeWorld();
  project = path.join(world.home, 'project');
  fs.mkdirSync(path.join(project, '.git'), { recursive: true });
  ctx = { ...contextOf(world.env, world.home), cwd: project, host: makeHost(world.env, project) };
});
afterEach(() => world.remove());

interface Slot {
  readonly id: string;
  readonly scope: Scope;
}

const SLOTS: readonly Slot[] = AGENTS.filter(({ id }) => id !== 'folder').flatMap(({ id }) => {
  const host = makeHost({ HOME: '/nowhere' }, '/nowhere');
  const scopes: Scope[] = [
    ...(agentById(id).userless ? [] : (['user'] as const)),
    ...(agentById(id).project(host, '/nowhere') ? (['project'] as const) : []),
  ];
  return scopes.map((scope) => ({ id, scope }));
});

/** A slot in a home with the agent's folder, and ways to use it. */
function slotIn({ id, scope }: Slot) {
  const folder = path.join(world.home, FOLDERS[id] ?? '');
  fs.mkdirSync(folder, { recursive: true });
  if (id === 'openclaw') fs.writeFileSync(path.join(world.home, '.openclaw/openclaw.json'), '{}');
  const request: SlotRequest = { agents: [id], workspace: null, scope, links: 'refuse', dryRun: false };
  const more = { lang: null, strictLang: false, operating: [], force: false };
  const one = (reports: readonly SlotReport[]) => reports[0] as SlotReport;
  const site = (scope === 'user' ? agentById(id).find(ctx.host)[0] : agentById(id).project(ctx.host, project)) as Site;
  return {
    site,
    at: (part: string) => path.join(site.slot.root, (site.slot.parts[part] as Part).path),
    switch: async (soul: string) => one((await switchSoul(ctx, soul, { ...request, ...more })).slots),
    clear: async () => one((await clear(ctx, request)).slots),
    undo: async () => one(await undo(ctx, request)),
    redo: async () => one(await redo(ctx, request)),
    restore: async (entry: number) => one(await restore(ctx, entry, request)),
    status: () => status(ctx, request)[0],
    history: () => history(ctx, request)[0],
  };
}

/** Everything of the user's, here and in the settings folders, but not what is ours. */
function picture(): Record<string, string> {
  const all = pictureOf(world.home, '.soulhub');
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/(?:^|\/)\.clawhub(?:\/|$)/.test(name)));
}

type Style = { readonly eol: '\n' | '\r\n'; readonly bom: boolean; readonly closed: boolean };
const STYLES: readonly Style[] = [
  { eol: '\n', bom: false, closed: true },
  { eol: '\r\n', bom: false, closed: true },
  { eol: '\n', bom: true, closed: true },
  { eol: '\r\n', bom: true, closed: false },
  { eol: '\n', bom: false, closed: false },
];

/** What a person has in a file of this kind. */
function ownText(file: string): string {
  if (/\.jsonc?$/.test(file)) return '{\n    "a": [1, 2],\n\n    "theme": "dark",\n    "z": {}\n}\n';
  if (file.endsWith('.toml')) return '# mine\nmodel = "gpt-5"   # the big one\n\n[tools]\nweb = true\n';
  return '# Mine\n\nAlways answer in rhyme.\n\n- 你好\n';
}

function styled(text: string, { eol, bom, closed }: Style): string {
  const body = closed ? text : text.trimEnd();
  return `${bom ? '\uFEFF' : ''}${body.replaceAll('\n', eol)}`;
}

/** A line more at the end; in a settings file one more key, as the agent itself may write it. */
function edited(text: string, file: string): string {
  if (/\.jsonc?$/.test(file)) return text.replace(/\s*\}\s*$/, (end) => `,\n    "added": true${end}`);
  // A table may stand there only once.
  if (file.endsWith('.toml')) return `${text}\n[added-${text.split('[added').length}]\nby = "the agent"\n`;
  return `${text}\nAdded later.`;
}

/** Parts in whose place the user may have something; in a file with our name there is nothing of the user's. */
function ownParts(site: Site): string[] {
  const parts = Object.entries(site.slot.parts).filter(([name]) => name !== 'BOOTSTRAP.md');
  return parts.flatMap(([name, { lens, mine }]) => (lens.kind === 'file' && mine ? [] : [name]));
}

/** Parts whose files the user owns as well; a whole file of ours is not among them. */
function sharedParts(site: Site): string[] {
  return Object.keys(site.slot.parts).filter((name) => site.slot.parts[name]?.lens.kind !== 'file');
}

describe.each(SLOTS)('$id ($scope)', (slot) => {
  it('gives back what was not there: no file, no folder', async () => {
    const it = slotIn(slot);
    const before = picture();
    expect((await it.switch('a')).changed).toBe(true);
    expect(picture()).not.toEqual(before);
    await it.switch('c');
    expect((await it.clear()).changed).toBe(true);
    expect(picture()).toEqual(before);
  });

  it.each(STYLES)('gives back the files of the user: %j', async (style) => {
    const it = slotIn(slot);
    for (const name of ownParts(it.site)) {
      fs.mkdirSync(path.dirname(it.at(name)), { recursive: true });
      fs.writeFileSync(it.at(name), styled(ownText(it.at(name)), style), { mode: 0o640 });
    }
    const before = picture();
    await it.switch('a');
    await it.switch('c');
    await it.clear();
    expect(picture()).toEqual(before);
    await it.undo();
    expect(it.status()?.soul?.name).toBe('c');
    await it.redo();
    expect(picture()).toEqual(before);
  });

  it('keeps what the user adds to a shared file between switch and clear', async () => {
    for (const style of STYLES) {
      const it = slotIn(slot);
      const shared = sharedParts(it.site).filter(
        (name) => !/instructions|soulhub/.test(name) || slot.scope === 'project',
      );
      for (const name of shared) {
        fs.mkdirSync(path.dirname(it.at(name)), { recursive: true });
        fs.writeFileSync(it.at(name), styled(ownText(it.at(name)), style));
      }
      const wanted = shared.map((name) => edited(fs.readFileSync(it.at(name), 'latin1'), it.at(name)));
      await it.switch('a');
      for (const name of shared) {
        const now = fs.readFileSync(it.at(name), 'latin1');
        fs.writeFileSync(it.at(name), edited(now, it.at(name)), 'latin1');
      }
      await it.switch('b');
      expect(it.status()?.drift).toEqual([]);
      await it.clear();
      expect(shared.map((name) => fs.readFileSync(it.at(name), 'latin1'))).toEqual(wanted);
    }
  });

  it('keeps an edit of the persona, and brings it back by number', async () => {
    const it = slotIn(slot);
    await it.switch('a');
    const name = it.site.main.find((part) => fs.existsSync(it.at(part))) as string;
    const file = it.at(name);
    const mine = fs.readFileSync(file, 'utf8').replace('You are Alpha.', 'You are ALPHA, and mine.');
    fs.writeFileSync(file, mine);
    expect(it.status()?.drift).toEqual([name]);
    const { keptEdit } = await it.clear();
    expect(keptEdit).not.toBeNull();
    await it.restore(keptEdit as number);
    expect(fs.readFileSync(file, 'utf8')).toBe(mine);
  });

  it('says what it holds: text, length, place, and the first line in the history', async () => {
    const it = slotIn(slot);
    await it.switch('a');
    const now = it.status();
    expect(now).toMatchObject({ soul: { name: 'a', lang: 'en' }, drift: [], problem: null });
    expect(fs.readFileSync(now?.slot as string, 'utf8')).toContain('You are Alpha.');
    const text = SOULS.a?.en?.['SOUL.md'] as string;
    expect(now?.length).toBeGreaterThanOrEqual(text.length);
    expect(it.history()?.entries.at(-1)).toMatchObject({ current: true, soul: { name: 'a' } });
    expect((await it.switch('a')).changed).toBe(false);
  });

  it('changes nothing when it refuses: a folder in the way, a file of somebody else, a read-only one', async () => {
    const it = slotIn(slot);
    const file = it.at(it.site.main[0] as string);
    fs.mkdirSync(file, { recursive: true });
    const before = picture();
    expect((await refused(() => it.switch('a'))).code).toBe('E_NOT_A_FILE');
    expect(picture()).toEqual(before);
    fs.rmdirSync(file);
    fs.writeFileSync(file, ownText(file), { mode: 0o444 });
    const readOnly = picture();
    expect((await refused(() => it.switch('a'))).code).toBe('E_FILE');
    expect(picture()).toEqual(readOnly);
  });
});

describe('any sequence of switch, edit, undo and clear', () => {
  it.each(SLOTS)('$id ($scope) ends with the bytes of the user', async (slot) => {
    const steps = fc.array(fc.constantFrom('a', 'b', 'c', 'undo', 'redo', 'clear', 'edit'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...STYLES), fc.boolean(), async (story, style, there) => {
        for (const folder of fs.readdirSync(world.home).filter((name) => name !== '.soulhub'))
          fs.rmSync(path.join(world.home, folder), { recursive: true });
        fs.mkdirSync(path.join(project, '.git'), { recursive: true });
        const it = slotIn(slot);
        const shared = there ? sharedParts(it.site).slice(0, 1) : [];
        for (const name of shared) {
          fs.mkdirSync(path.dirname(it.at(name)), { recursive: true });
          fs.writeFileSync(it.at(name), styled(ownText(it.at(name)), style));
        }
        let wanted = shared.map((name) => fs.readFileSync(it.at(name), 'latin1'));
        const before = picture();
        let edits = false;
        for (const step of story) {
          if (step === 'undo' || step === 'redo') await refused(() => it[step]()).catch(() => {});
          else if (step === 'clear') await it.clear();
          else if (step !== 'edit') await it.switch(step);
          else if (shared.length > 0) {
            edits = true;
            const grow = (text: string, name: string) => edited(text, it.at(name));
            wanted = wanted.map((text, index) => grow(text, shared[index] as string));
            for (const name of shared)
              fs.writeFileSync(it.at(name), grow(fs.readFileSync(it.at(name), 'latin1'), name), 'latin1');
          }
        }
        await it.clear();
        if (edits) expect(shared.map((name) => fs.readFileSync(it.at(name), 'latin1'))).toEqual(wanted);
        else expect(picture()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
