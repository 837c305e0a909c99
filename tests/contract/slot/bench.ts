/**
 * One workspace, the program and the model side by side. Every step does something for real, works out from the model
 * what must be there now, and compares: files and links, what lies outside, the history, `status`.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { SwitchResult } from '../../../src/actions/switch.ts';
import { isSoulError } from '../../../src/core/errors.ts';
import { sha256Hex } from '../../../src/core/sha256.ts';
import { type Entry, headOf, type PartState, type Timeline } from '../../../src/core/timeline.ts';
import type { LinkPolicy } from '../../../src/store/parts.ts';
import { slotPaths } from '../../../src/store/paths.ts';
import { loadState } from '../../../src/store/state.ts';
import { viewSlot } from '../../../src/store/transaction.ts';
import type { Home, Ran } from '../../helpers/home.ts';
import type { Model, Parts, Snapshot, Soul, State, Step, Value } from './model.ts';
import * as model from './model.ts';
import { AT, SOULS, type Workspace, type World } from './world.ts';

export const PARTS = ['SOUL.md', 'IDENTITY.md', 'STYLE.md'] as const;
export type Part = (typeof PARTS)[number];

export type ProgramOp =
  | {
      readonly do: 'switch';
      readonly soul: 'a' | 'b' | 'c' | '-';
      readonly lang: 'en' | 'zh';
      readonly links: LinkPolicy;
    }
  | { readonly do: 'clear' | 'undo' | 'redo'; readonly links: LinkPolicy }
  | { readonly do: 'restore'; readonly pick: number; readonly links: LinkPolicy };

export type UserOp =
  | {
      readonly do: 'write';
      readonly part: Part;
      readonly how: 'whole' | 'end' | 'first line' | 'last line' | 'same size and time';
    }
  | { readonly do: 'delete'; readonly part: Part }
  | { readonly do: 'chmod'; readonly part: Part; readonly mode: number }
  | {
      readonly do: 'put';
      readonly part: Part;
      readonly what: 'link' | 'dangling' | 'loop' | 'folder link' | 'hard link' | 'folder' | 'pipe';
    };

/** Killed at the n-th time it comes to a step, or after so many milliseconds. */
export type KillOp = { readonly do: 'kill'; readonly op: ProgramOp; readonly at: string | number };

export type Op = ProgramOp | UserOp | KillOp;

interface FileImage {
  readonly file: string;
  readonly text: string;
  readonly mode: number;
  readonly names: number;
}

/** What stands at a place, links looked through once. */
type Look =
  | { readonly is: 'absent' | 'folder' | 'pipe' }
  | ({ readonly is: 'file' } & FileImage)
  | { readonly is: 'link'; readonly target: string; readonly end: FileImage | 'folder' | null };

interface Planned {
  readonly step: Step | null;
  readonly seen: Model;
  /** What stands in the places. */
  readonly found: Parts<Value>;
  readonly strays: Parts<Stray>;
}

/** The soul's text, in the file that it was written to through a link that does not lead there any more. */
interface Stray {
  readonly image: FileImage;
  /** What that file shall be again. */
  readonly base: Value;
  /** Something else stands in its place. */
  readonly displaced: boolean;
}
type Plan = { readonly errors: readonly string[] } | Planned;

type Answer = Partial<SwitchResult['slots'][number]>;

interface Known {
  readonly snapshot: Snapshot;
  readonly action: string;
}

/** The user's other files, which nobody may touch. */
const OTHERS = ['USER.md', 'MEMORY.md', 'memory/2026-01-01.md', 'AGENTS.md', 'notes.txt', '.hidden'];

export class Bench {
  readonly w: Workspace;
  private readonly outside: string;
  private readonly others: readonly string[];
  private model: Model = model.EMPTY;
  private entries = new Map<number, Known>();
  private head = 0;
  private ever = new Map<string, { part: string; text: string }>();
  private count = 0;
  /** Links that the user let the program write through, and links that a soul took the place of. */
  private readonly through = new Map<string, string>();
  private readonly replaced = new Map<string, string>();
  /** Where a soul's text was written through a link. */
  private readonly written = new Map<string, { readonly file: string; readonly base: Value }>();
  readonly figures = { changes: 0, refusals: 0, nothing: 0, strays: 0, kills: 0, settled: 0 };

  private readonly world: World;
  private readonly home: Home;

  constructor(world: World, home: Home) {
    this.world = world;
    this.home = home;
    this.w = world.workspace();
    this.outside = fs.mkdtempSync(path.join(world.home, 'out-'));
    for (const name of OTHERS) {
      fs.mkdirSync(path.dirname(this.w.at(name)), { recursive: true });
      fs.writeFileSync(this.w.at(name), `${name} of the user`);
    }
    this.others = this.picture();
  }

  remove(): void {
    for (const folder of [this.w.root, this.outside]) fs.rmSync(folder, { recursive: true, force: true });
  }

  async run(op: Op): Promise<void> {
    if (op.do === 'kill') await this.kill(op);
    else if (op.do === 'write' || op.do === 'delete' || op.do === 'chmod' || op.do === 'put') this.user(op);
    else await this.program(op);
    this.checkStatus();
  }

  // ── the user ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private user(op: UserOp): void {
    const file = this.w.at(op.part);
    const look = this.look(op.part);
    if (op.do === 'put') this.put(file, look, op.what);
    else if (op.do === 'delete') fs.rmSync(file, { recursive: true, force: true });
    else if (op.do === 'chmod' && (look.is === 'file' || (look.is === 'link' && isFile(look.end))))
      fs.chmodSync(file, op.mode);
    else if (op.do === 'write') this.write(file, look, op.how);
  }

  private write(file: string, look: Look, how: (UserOp & { do: 'write' })['how']): void {
    if (look.is === 'folder' || look.is === 'pipe') fs.rmSync(file, { recursive: true });
    if (look.is === 'link' && !isFile(look.end)) fs.rmSync(file);
    const old = look.is === 'file' ? look.text : look.is === 'link' && isFile(look.end) ? look.end.text : '';
    const fresh = `edit ${this.count++}`;
    const lines = old.split('\n');
    const text = {
      whole: `${fresh}\n`,
      end: `${old}${fresh}\n`,
      'first line': [fresh, ...lines.slice(1)].join('\n'),
      'last line': [...lines.slice(0, -2), fresh, ''].join('\n'),
      'same size and time': fresh.padEnd(old.length, '.').slice(0, old.length),
    }[how];
    const before = fs.statSync(file, { throwIfNoEntry: false });
    fs.writeFileSync(file, text);
    if (how === 'same size and time' && before) fs.utimesSync(file, before.atime, before.mtime);
  }

  private put(file: string, look: Look, what: (UserOp & { do: 'put' })['what']): void {
    if (look.is !== 'absent') fs.rmSync(file, { recursive: true });
    const other = path.join(this.outside, String(this.count++));
    if (what === 'link' || what === 'hard link') fs.writeFileSync(other, `outside ${this.count}\n`);
    if (what === 'link') fs.symlinkSync(other, file);
    if (what === 'dangling') fs.symlinkSync(other, file);
    if (what === 'loop') fs.symlinkSync(path.basename(file), file);
    if (what === 'folder link') fs.symlinkSync(this.outside, file);
    if (what === 'hard link') fs.linkSync(other, file);
    if (what === 'folder') fs.mkdirSync(file);
    if (what === 'pipe') execFileSync('mkfifo', [file]);
  }

  // ── what is there ─────────────────────────────────────────────────────────────────────────────────────────────────

  private look(part: string): Look {
    const file = this.w.at(part);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (!stat) return { is: 'absent' };
    if (stat.isSymbolicLink()) return { is: 'link', target: fs.readlinkSync(file), end: endOf(file) };
    if (stat.isFile()) return { is: 'file', ...imageOf(file) };
    return { is: stat.isDirectory() ? 'folder' : 'pipe' };
  }

  /** The value that the program must see; null where it cannot look at all. */
  private see(part: string, links: LinkPolicy): Value | null {
    return this.seeAs(part, links, this.known(part, links));
  }

  private seeAs(part: string, links: LinkPolicy, known: State | undefined): Value | null {
    const look = this.look(part);
    if (look.is === 'absent') return model.ABSENT;
    if (look.is === 'file') return { kind: 'text', text: look.text, mode: look.mode };
    if (look.is !== 'link') return null;
    const asLink: Value = { kind: 'link', target: look.target };
    if (links === 'write-through' && look.end === 'folder') return null;
    if (!isFile(look.end)) return asLink;
    const through = known?.value.kind === 'text' && (links === 'refuse' || known.ours);
    return links === 'write-through' || through ? { kind: 'text', text: look.end.text, mode: look.end.mode } : asLink;
  }

  /** What was recorded of a part that is in its place. */
  private known(part: string, links: LinkPolicy): State | undefined {
    return this.stray(part, links)?.displaced ? undefined : this.model.now.parts[part];
  }

  private stray(part: string, links: LinkPolicy): Stray | null {
    const known = this.model.now.parts[part];
    const { file, base } = this.written.get(part) ?? {};
    const image = known?.ours && file ? endOf(file) : null;
    const seen = this.seeAs(part, links, known);
    if (!known || !base || !isFile(image) || seen === null || isSameFile(this.w.at(part), image.file)) return null;
    const displaced = !model.sameBytes(seen, known.value);
    return displaced || model.sameBytes(textIn(image), known.value) ? { image, base, displaced } : null;
  }

  private strays(parts: readonly string[], links: LinkPolicy): Record<string, Stray> {
    return Object.fromEntries(
      parts.flatMap((part) => {
        const stray = this.stray(part, links);
        return stray === null ? [] : [[part, stray]];
      }),
    );
  }

  /** Codes of the errors that may come of a change of this part; empty when it may be made. */
  private refusals(part: string, wanted: Value, links: LinkPolicy): string[] {
    const look = this.look(part);
    const seen = this.see(part, links);
    if (
      look.is === 'link' && wanted.kind === 'link'
        ? look.target === wanted.target
        : model.sameOwn(seen ?? undefined, wanted)
    )
      return [];
    const image =
      look.is === 'file'
        ? look
        : look.is === 'link' && seen?.kind === 'text' && wanted.kind !== 'link'
          ? look.end
          : null;
    const errors: string[] = [];
    if (look.is === 'link') {
      const known = this.known(part, links);
      const stuck =
        links === 'write-through' ? !isFile(look.end) : isFile(look.end) && known?.ours && known.value.kind === 'text';
      const agreed =
        seen?.kind === 'link' || wanted.kind === 'link'
          ? this.replaced.get(part) === look.target
          : this.through.get(part) === this.linkAt(part);
      if (links === 'refuse' ? !agreed : stuck) errors.push('E_LINK');
    }
    if (isFile(image) && image.names > 1 && links !== 'replace-link') errors.push('E_LINK');
    if (isFile(image) && (image.mode & 0o222) === 0) errors.push('E_FILE');
    return errors;
  }

  /** Which link it is: a new one at the same place is another, also when it gets the inode of the old one at once. */
  private linkAt(part: string): string {
    const { ino, ctimeMs } = fs.lstatSync(this.w.at(part));
    return `${ino} ${ctimeMs} ${fs.readlinkSync(this.w.at(part))}`;
  }

  /** What the user's word was for. */
  private agree(before: ReturnType<Bench['around']>, { found, step }: Planned, links: LinkPolicy): void {
    for (const [part, value] of Object.entries(found)) {
      const was = before.looks[part];
      if (step === null) continue;
      this.noteWritten(part, was, value, step);
      if (was?.is !== 'link') continue;
      if (links === 'write-through' && isFile(was.end)) this.through.set(part, before.links[part] ?? '');
      const now = step.after.now.parts[part];
      if (value.kind === 'link' && now?.value.kind === 'text') this.replaced.set(part, was.target);
    }
  }

  private noteWritten(part: string, was: Look | undefined, value: Value, step: Step): void {
    const isThrough = was?.is === 'link' && isFile(was.end) && value.kind === 'text';
    const wanted = step.target[part];
    const base = step.after.own[part] ?? model.ABSENT;
    const isEdited = wanted !== undefined && !model.sameOwn(value, wanted);
    if (!isThrough || !step.after.now.parts[part]?.ours || (isEdited && base.kind === 'link'))
      this.written.delete(part);
    else if (isEdited) this.written.set(part, { file: was.end.file, base });
  }

  /** Names, kinds, sizes, times and inodes of the user's other files, and the names of everything in the workspace. */
  private picture(): string[] {
    const stats = OTHERS.map((name) => {
      const { ino, mtimeMs, size, mode } = fs.lstatSync(this.w.at(name));
      return `${name} ${ino} ${mtimeMs} ${size} ${mode}`;
    });
    const strangers = fs
      .readdirSync(this.w.root)
      .filter((name) => name !== '.clawhub' && !PARTS.includes(name as Part));
    return [...stats, ...strangers, ...fs.readdirSync(this.w.at('memory'))];
  }

  // ── the program ───────────────────────────────────────────────────────────────────────────────────────────────────

  private plan(op: ProgramOp): Plan {
    const before = Object.keys(this.model.now.parts);
    const wanted = op.do === 'switch' ? this.wanted(op) : null;
    const blind = (parts: readonly string[]) => parts.some((part) => this.see(part, op.links) === null);
    if (blind(before)) return { errors: ['E_NOT_A_FILE'] };
    if (wanted === 'none') return { errors: ['E_NO_PREVIOUS'] };
    const names = [...before, ...Object.keys(wanted?.texts ?? {}), ...(wanted ? ['BOOTSTRAP.md'] : [])];
    if (blind(names)) return { errors: ['E_NOT_A_FILE'] };
    const found = Object.fromEntries(names.map((part) => [part, this.see(part, op.links) ?? model.ABSENT]));
    const strays = this.strays(before, op.links);
    const values = withStrays(found, strays);
    const isAside = model.driftOf(this.model, values).length > 0 || Object.keys(strays).length > 0;
    const seen = model.observe(model.below(this.model, ownAbove(found, strays)), values);
    const step = this.step(op, seen, wanted, found, isAside);
    if (typeof step === 'string') return { errors: [step] };
    const errors = [
      ...Object.entries(step?.target ?? {}).flatMap(([part, value]) => this.refusals(part, value, op.links)),
      ...Object.values(step ? strays : {}).flatMap(refusalsOf),
    ];
    return errors.length > 0 ? { errors } : { step, seen, found, strays };
  }

  private step(
    op: ProgramOp,
    seen: Model,
    wanted: { soul: Soul; texts: Parts<string> } | null,
    found: Parts<Value>,
    isAside: boolean,
  ): Step | null | string {
    if (op.do === 'switch' && wanted) return model.switchTo(seen, wanted.soul, wanted.texts, found, isAside);
    if (op.do === 'clear') return model.clear(seen);
    if (op.do === 'restore') {
      // Without a history, 1 is the number that what is there now will get.
      const to = this.entries.get(this.picked(op));
      const isThere = to === undefined || this.picked(op) === this.head;
      if (isThere && !isAside && model.changedOf(this.model, found).length === 0) return null;
      return model.restore(seen, to?.snapshot ?? seen.now);
    }
    const walked = op.do === 'undo' ? model.undo(seen) : model.redo(seen);
    return walked === 'nothing' ? 'E_NO_HISTORY' : walked;
  }

  private wanted(op: ProgramOp & { do: 'switch' }): { soul: Soul; texts: Parts<string> } | 'none' {
    if (op.soul !== '-') return soulOf(op.soul, op.lang);
    const active = this.model.now.soul?.[0] ?? null;
    const entry = [...this.entries.values()].findLast(
      ({ snapshot, action }) => snapshot.soul !== null && snapshot.soul[0] !== active && action !== 'edit',
    );
    return entry?.snapshot.soul ? soulOf(...entry.snapshot.soul) : 'none';
  }

  private picked(op: ProgramOp & { do: 'restore' }): number {
    const ids = [...this.entries.keys()];
    return ids[op.pick % ids.length] ?? 1;
  }

  private async program(op: ProgramOp): Promise<void> {
    const plan = this.plan(op);
    const before = this.around();
    const drift = 'step' in plan && plan.step !== null ? model.driftOf(this.model, valuesIn(plan)) : [];
    const isKept = drift.some((part) => 'found' in plan && valuesIn(plan)[part]?.kind !== 'absent');
    const report = await this.act(op);
    this.judge(op, plan, typeof report === 'string' ? report : null, before);
    if (typeof report !== 'string') this.checkReport(op, report, isKept);
  }

  /** What it answers, or the code of the error. */
  private async act(op: ProgramOp): Promise<Answer | string> {
    const { links } = op;
    try {
      if (op.do === 'switch')
        return await this.w.switch(op.soul, op.soul === '-' ? { links } : { links, lang: op.lang });
      if (op.do === 'restore') return await this.w.restore(this.picked(op), { links });
      return await this.w[op.do]({ links });
    } catch (error) {
      if (isSoulError(error)) return error.code;
      throw error;
    }
  }

  private around() {
    return {
      looks: Object.fromEntries(PARTS.map((part) => [part, this.look(part)])) as Record<string, Look>,
      links: Object.fromEntries(
        PARTS.filter((part) => this.look(part).is === 'link').map((part) => [part, this.linkAt(part)]),
      ) as Record<string, string>,
      outside: this.filesOutside(),
    };
  }

  private filesOutside(): Record<string, string> {
    const names = fs.readdirSync(this.outside).map((name) => path.join(this.outside, name));
    return Object.fromEntries(names.map((file) => [file, show(imageOf(file))]));
  }

  private judge(op: ProgramOp, plan: Plan, code: string | null, before: ReturnType<Bench['around']>): void {
    if ('errors' in plan) {
      this.figures.refusals++;
      if (code === null || !plan.errors.includes(code)) throw new Error(`expected ${plan.errors}, got ${code}`);
      this.checkFiles(before, null, op.links);
      return;
    }
    if (code !== null) throw new Error(`refused with ${code}`);
    this.checkFiles(before, plan, op.links);
    this.agree(before, plan, op.links);
    if (plan.step) this.accept(plan, plan.step);
    else this.figures.nothing++;
  }

  /** The answer names the entry that keeps an edit of the soul, and the one that a soul was last edited in. */
  private checkReport(op: ProgramOp, report: Answer, isKept: boolean): void {
    const ids = [...this.entries.keys()];
    const edit = ids.findLast((id) => id !== this.head && this.entries.get(id)?.action === 'edit') ?? null;
    same('entry that keeps an edit', report.keptEdit, isKept ? edit : null);
    if (op.do !== 'switch') return;
    const soul = this.model.now.soul?.[0];
    const before = ids.filter((id) => id !== this.head && this.entries.get(id)?.snapshot.soul?.[0] === soul);
    const given = before.findLast((id) => this.entries.get(id)?.action !== 'edit') ?? 0;
    const last = before.at(-1) ?? 0;
    const offered = last > given && this.isVersion(last, given) ? last : null;
    same('edited version on offer', report.editedEntry, report.changed ? offered : null);
  }

  /** Files of the soul that somebody made something else of. Removed ones are no version of it. */
  private isVersion(edit: number, given: number): boolean {
    const [now, before] = [edit, given].map((id) => this.entries.get(id)?.snapshot.parts ?? {});
    return Object.entries(now ?? {}).some(([part, { value, ours }]) => {
      const known = before?.[part]?.value;
      return ours && value.kind !== 'absent' && (known === undefined || !model.sameBytes(known, value));
    });
  }

  /** Every file is what the step says, everything else is what it was. */
  private checkFiles(before: ReturnType<Bench['around']>, plan: Planned | null, links: LinkPolicy): void {
    const outside = { ...before.outside };
    const step = plan?.step ?? null;
    for (const { image, base } of Object.values(step ? (plan?.strays ?? {}) : {})) give(image.file, base, outside);
    for (const part of PARTS) {
      const was = before.looks[part] as Look;
      const wanted = step?.target[part];
      const known = plan?.strays[part]?.displaced ? undefined : this.model.now.parts[part];
      const expected = wanted ? after(was, wanted, isThrough(was, wanted, known, links), outside) : show(was);
      same(`${part} after`, show(this.look(part)), expected);
    }
    same('files outside', JSON.stringify(this.filesOutside()), JSON.stringify(sorted(outside)));
    same('other files', JSON.stringify(this.picture()), JSON.stringify(this.others));
  }

  /** The step was made: the model goes on, and the history says the same. */
  private accept(plan: Planned, step: Step): void {
    this.figures.changes++;
    this.figures.strays += Object.keys(plan.strays).length;
    const timeline = this.timeline();
    const fresh = timeline.entries.filter(({ id }) => id > Math.max(0, ...this.entries.keys()));
    const changed = model.changedOf(this.model, valuesIn(plan)).length > 0;
    this.acceptBelow(plan, fresh, timeline);
    const head = this.entries.get(this.head);
    if (head) this.entries.set(this.head, { ...head, snapshot: withNewParts(head.snapshot, plan.seen.now) });
    if (!this.model.begun || changed) {
      const first = fresh.shift();
      same('action of what was found', first?.action, this.model.begun ? 'edit' : 'original');
      if (first) this.remember(first.id, plan.seen.now, timeline);
    }
    this.model = step.after;
    this.head = timeline.head;
    for (const [part, value] of [...Object.entries(plan.found), ...Object.entries(valuesIn(plan))])
      this.saw(part, value);
    if (fresh.length > 1) throw new Error(`${fresh.length} new entries`);
    this.remember(timeline.head, step.after.now, timeline);
    this.checkKept(timeline);
    this.checkOwnFolder();
  }

  /** What the user put in the place of a soul's text is kept, unless it is already. */
  private acceptBelow({ found, strays }: Planned, fresh: Entry[], timeline: Timeline): void {
    const texts = Object.entries(ownAbove(found, strays)).filter(([, { kind }]) => kind !== 'absent');
    const isKept = [...this.entries.values()].some(({ snapshot }) =>
      texts.every(([part, value]) => model.sameBytes(snapshot.parts[part]?.value ?? model.ABSENT, value)),
    );
    if (texts.length === 0 || isKept) return;
    const entry = fresh.shift();
    same('action of what is in the place', entry?.action, 'edit');
    const parts = Object.fromEntries(texts.map(([part, value]) => [part, { value, ours: false }]));
    if (entry) this.remember(entry.id, { soul: null, parts }, timeline);
  }

  private remember(id: number, snapshot: Snapshot, timeline: Timeline): void {
    const entry = timeline.entries.find((candidate) => candidate.id === id);
    same(`entry ${id}`, showParts(entry?.parts ?? {}, true), showParts(snapshot.parts, false));
    same(`soul of entry ${id}`, entry?.soul?.name, snapshot.soul?.[0]);
    this.entries.set(id, { snapshot, action: entry?.action ?? '' });
  }

  private timeline(): Timeline {
    return loadState(slotPaths(this.w.root)).value.slots.openclaw ?? { head: 0, redo: [], entries: [], base: {} };
  }

  private saw(part: string, value: Value): void {
    if (value.kind === 'text') this.ever.set(`${part} ${sha(value.text)}`, { part, text: value.text });
  }

  /** Every text that ever was there is in place, or in an entry and kept. */
  private checkKept(timeline: Timeline): void {
    for (const [key, { part, text }] of this.ever) {
      if (this.isInPlace(part, text)) continue;
      const kept = timeline.entries.some(({ parts }) => {
        const value = parts[part]?.value;
        return value?.kind === 'text' && `${part} ${value.sha}` === key;
      });
      const object = path.join(slotPaths(this.w.root).objects, sha(text));
      if (!kept || fs.readFileSync(object, 'utf8') !== text) throw new Error(`lost: ${part} ${JSON.stringify(text)}`);
    }
  }

  private isInPlace(part: string, text: string): boolean {
    const look = this.look(part);
    return look.is === 'file' ? look.text === text : look.is === 'link' && isFile(look.end) && look.end.text === text;
  }

  private checkOwnFolder(): void {
    const names = ['.', 'objects'].flatMap((folder) =>
      fs.readdirSync(path.join(slotPaths(this.w.root).folder, folder)),
    );
    const left = names.filter((name) => name.endsWith('.tmp') || name === 'journal.json');
    if (left.length > 0) throw new Error(`left behind: ${left}`);
  }

  /** `status` tells the truth: the soul, whether somebody changed anything, and the digests of what is there. */
  private checkStatus(): void {
    const status = this.w.status();
    const names = [...new Set([...Object.keys(this.model.now.parts), 'SOUL.md'])];
    const values = names.map((part) => [part, this.see(part, 'refuse')] as const);
    const blind = values.some(([, value]) => value === null);
    same('problem', status.problem?.code, blind ? 'E_NOT_A_FILE' : undefined);
    if (blind) return;
    const { soul } = this.model.now;
    same('soul', String(status.soul && [status.soul.name, status.soul.lang]), String(soul));
    const found = Object.fromEntries(values) as Parts<Value>;
    const strays = this.strays(names, 'refuse');
    const drift = model.driftOf(this.model, withStrays(found, strays));
    same('notes of strays', status.notes.filter(({ code }) => code === 'stray').length, Object.keys(strays).length);
    same('drift', String([...status.drift].sort()), String(drift.sort()));
    for (const part of PARTS) {
      const look = this.look(part);
      same(`digest of ${part}`, status.files[part], look.is === 'file' ? sha(look.text) : undefined);
    }
  }

  // ── kills ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The real program. Whatever happened, it is all old or all new for whoever looks next. */
  private async kill({ op, at }: KillOp): Promise<void> {
    const plan = this.plan(op);
    if ('errors' in plan || !plan.step) return this.program(op);
    const before = this.around();
    const history = JSON.stringify(this.timeline());
    const ran = this.spawn(op, at);
    if (ran.signal === null) {
      const code = ran.code === 0 ? null : (JSON.parse(ran.stdout).error.code as string);
      this.judge(op, plan, code, before);
      return;
    }
    this.figures.kills++;
    this.nextCommand(op.links);
    const changed = JSON.stringify(this.timeline()) !== history;
    if (!changed) return this.checkFiles(before, null, op.links);
    this.figures.settled++;
    this.checkFiles(before, plan, op.links);
    this.agree(before, plan, op.links);
    this.acceptKilled(plan, plan.step);
  }

  /** A look settles what was left, also when it then cannot look at a folder in the place of a file. */
  private nextCommand(links: LinkPolicy): void {
    try {
      viewSlot(this.w.slot, { at: AT, links });
    } catch (error) {
      if (!isSoulError(error, 'E_NOT_A_FILE')) throw error;
    }
  }

  /** Copies and temp files of ours may lie about until the next change. */
  private acceptKilled(plan: Planned, step: Step): void {
    const folder = slotPaths(this.w.root).folder;
    for (const name of fs.readdirSync(folder)) if (name.endsWith('.tmp')) fs.rmSync(path.join(folder, name));
    this.accept(plan, step);
  }

  private spawn(op: ProgramOp, at: string | number): Ran {
    const flag = { refuse: [], 'write-through': ['--write-through'], 'replace-link': ['--replace-link'] }[op.links];
    const words = {
      switch: () => (op.do === 'switch' ? (op.soul === '-' ? ['-'] : [op.soul, '--lang', op.lang]) : []),
      restore: () => (op.do === 'restore' ? [String(this.picked(op))] : []),
      clear: () => [],
      undo: () => [],
      redo: () => [],
    }[op.do]();
    const env = { ...this.world.env, ...(typeof at === 'string' ? { SOULHUB_FAULT: `${at}=kill` } : {}) };
    const args = [op.do, ...words, ...flag, '--workspace', this.w.root, '--json', '--yes'];
    return this.home.run(args, { cwd: this.world.home, env, ...(typeof at === 'number' ? { killAfter: at } : {}) });
  }

  /** In the end some of the texts that are not in place are brought back for real. */
  async bringBack(limit: number): Promise<void> {
    const gone = [...this.ever.values()].filter(({ part, text }) => !this.isInPlace(part, text)).slice(-limit);
    // Without its link, a soul's text that was written through is astray: its file must be one that may be written.
    for (const name of fs.readdirSync(this.outside)) fs.chmodSync(path.join(this.outside, name), 0o644);
    for (const part of PARTS)
      if (this.look(part).is !== 'file') fs.rmSync(this.w.at(part), { recursive: true, force: true });
    for (const part of PARTS) if (fs.existsSync(this.w.at(part))) this.unlock(this.w.at(part));
    for (const { part, text } of gone) {
      const id = this.timeline().entries.findLast(({ parts }) => {
        const value = parts[part]?.value;
        return value?.kind === 'text' && value.sha === sha(text);
      })?.id;
      const pick = [...this.entries.keys()].indexOf(id ?? -1);
      await this.run({ do: 'restore', pick, links: 'refuse' });
      if (!this.isInPlace(part, text)) throw new Error(`restore did not bring back ${part} ${JSON.stringify(text)}`);
      for (const each of PARTS) if (this.look(each).is === 'link') fs.rmSync(this.w.at(each));
      for (const each of PARTS) if (fs.existsSync(this.w.at(each))) this.unlock(this.w.at(each));
    }
  }

  /** A file of its own that may be written. */
  private unlock(file: string): void {
    const text = fs.readFileSync(file);
    fs.rmSync(file);
    fs.writeFileSync(file, text);
  }
}

function soulOf(name: string, lang: string): { soul: Soul; texts: Parts<string> } {
  const langs = SOULS[name] ?? {};
  const has = langs[lang] ? lang : 'en';
  return { soul: [name, has], texts: langs[has] ?? {} };
}

function isFile(image: FileImage | 'folder' | null | undefined): image is FileImage {
  return typeof image === 'object' && image !== null;
}

function isThrough(was: Look, wanted: Value, known: State | undefined, links: LinkPolicy): boolean {
  if (was.is !== 'link' || !isFile(was.end) || wanted.kind === 'link') return false;
  return links === 'write-through' || (known?.value.kind === 'text' && (links === 'refuse' || known.ours));
}

function isSameFile(place: string, other: string): boolean {
  const end = endOf(place);
  return isFile(end) && fs.statSync(end.file).ino === fs.statSync(other).ino;
}

function textIn({ text, mode }: FileImage): Value {
  return { kind: 'text', text, mode };
}

/** What the program takes for the parts: the soul's text wherever it is. */
function withStrays(found: Parts<Value>, strays: Parts<Stray>): Parts<Value> {
  return { ...found, ...Object.fromEntries(Object.entries(strays).map(([part, { image }]) => [part, textIn(image)])) };
}

function valuesIn({ found, strays }: Planned): Parts<Value> {
  return withStrays(found, strays);
}

/** What stands where a text would be that is astray. */
function ownAbove(found: Parts<Value>, strays: Parts<Stray>): Parts<Value> {
  return Object.fromEntries(Object.entries(found).filter(([part]) => strays[part]?.displaced));
}

function refusalsOf({ image, base }: Stray): string[] {
  if (model.sameOwn(textIn(image), base)) return [];
  return [...(image.names > 1 ? ['E_LINK'] : []), ...((image.mode & 0o222) === 0 ? ['E_FILE'] : [])];
}

function give(file: string, value: Value, files: Record<string, string>): void {
  if (value.kind === 'absent') delete files[file];
  if (value.kind === 'text') files[file] = `${value.mode.toString(8)} ${value.text}`;
}

function endOf(file: string): FileImage | 'folder' | null {
  try {
    const real = fs.realpathSync(file);
    return fs.statSync(real).isDirectory() ? 'folder' : imageOf(real);
  } catch {
    return null;
  }
}

function imageOf(file: string): FileImage {
  const { mode, nlink } = fs.statSync(file);
  return { file, text: fs.readFileSync(file, 'utf8'), mode: mode & 0o7777, names: nlink };
}

function sha(text: string): string {
  return sha256Hex(new TextEncoder().encode(text));
}

/** Names, mode and text of a file; a link with where it leads, and what is there. */
function show(look: Look | FileImage): string {
  if ('is' in look && look.is === 'link') return `→ ${look.target}`;
  if ('text' in look) return `${look.mode.toString(8)} ${look.text}`;
  return look.is;
}

/** What stands there after a change, as shown; what changes outside is noted. */
function after(was: Look, wanted: Value, through: boolean, outside: Record<string, string>): string {
  if (through && was.is === 'link' && isFile(was.end)) {
    give(was.end.file, wanted, outside);
    return show(was);
  }
  if (wanted.kind === 'link') return `→ ${wanted.target}`;
  return wanted.kind === 'absent' ? 'absent' : `${wanted.mode.toString(8)} ${wanted.text}`;
}

function withNewParts(snapshot: Snapshot, seen: Snapshot): Snapshot {
  const fresh = Object.entries(seen.parts).filter(([part]) => snapshot.parts[part] === undefined);
  return { ...snapshot, parts: { ...snapshot.parts, ...Object.fromEntries(fresh) } };
}

function showParts(parts: Parts<State> | Parts<PartState>, hashed: boolean): string {
  const rows = Object.entries(parts).map(([part, { value, ours }]) => {
    const owner = ours ? 'ours' : 'own';
    if (value.kind !== 'text') return `${part} ${owner} ${value.kind} ${value.kind === 'link' ? value.target : ''}`;
    const digest = 'sha' in value ? value.sha : sha(value.text);
    return `${part} ${owner} ${digest} ${value.mode}`;
  });
  return `${rows.sort().join('\n')}${hashed ? '' : ''}`;
}

function sorted(map: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function same(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

export { headOf };
