/**
 * The journal of a change that is under way: what each file was and shall be. Written before the first file changes,
 * dropped after the commit; what a killed or failed command left of it is settled here. It names parts, not paths,
 * because the folder may come from a stranger: parts are looked up in the slot's closed map.
 */
import path from 'node:path';
import { isSoulError, SoulError } from '../core/errors.ts';
import type { Slot } from '../core/slot.ts';
import { text } from '../core/text.ts';
import { type PartValue, sameValue } from '../core/timeline.ts';
import {
  attempt,
  lstatIfExists,
  makeLink,
  readIfExists,
  removeFile,
  rename,
  replaceFile,
  step,
  syncFolder,
} from './disk.ts';
import {
  type Edit,
  imageOf,
  livingFolder,
  partOf,
  removeWithFolders,
  sameImage,
  stageText,
  tempName,
} from './edits.ts';
import { fs } from './node.ts';
import { getObject, isSha } from './objects.ts';
import { endOfLink, type LinkPolicy, linkMark } from './parts.ts';
import type { SlotPaths } from './paths.ts';
import { type Agreed, loadState } from './state.ts';
import { writtenFile } from './strays.ts';

export interface RecoverOptions {
  readonly links?: LinkPolicy;
  /** Other slots whose state lies under the same root, by their key: an unfinished change of theirs is settled first. */
  readonly slotOf?: (agent: string, root: string) => Slot | null;
}

export interface Journal {
  readonly tx: string;
  readonly agent: string;
  /** Files were reached through links; undoing that needs the same consent again, or that of an earlier change. */
  readonly through: boolean;
  readonly edits: readonly JournalEdit[];
}

type JournalEdit = Pick<Edit, 'part' | 'before' | 'after' | 'stray'>;

export function writeJournal(paths: SlotPaths, journal: Journal): void {
  const edits = journal.edits.map(({ part, before, after, stray }) => ({ part, before, after, stray }));
  const bytes = new TextEncoder().encode(`${JSON.stringify({ ...journal, edits })}\n`);
  replaceFile(paths.journal, bytes, { mode: 0o600, locked: true });
  syncFolder(paths.folder);
  step('journal', paths.journal);
}

/** After the commit; when it cannot be removed, the next command finds it committed and tries again. */
export function dropJournal(paths: SlotPaths): void {
  try {
    removeFile(paths.journal);
  } catch (error) {
    if (!isSoulError(error, 'E_FILE')) throw error;
  }
  step('dropped', paths.journal);
}

/** What an earlier command had left; `damaged` is a journal that says nothing any more. */
export type Left = 'nothing' | 'unfinished' | 'damaged';

/**
 * Settles what a killed or failed command left: committed, then only the journal goes; not committed, then every file
 * that holds what that command wrote gets back what it held before.
 */
export function recover(slot: Slot, paths: SlotPaths, { links = 'refuse', slotOf }: RecoverOptions): Left {
  const bytes = readIfExists(paths.journal);
  if (bytes === null) return 'nothing';
  const journal = parseJournal(bytes);
  if (journal === null) return setAside(paths);
  const state = loadState(paths).value;
  const committed = state.tx === journal.tx;
  const agreed = state.links?.[journal.agent] ?? {};
  const owner = journal.agent === slot.agent ? slot : (slotOf?.(journal.agent, slot.root) ?? slot);
  for (const edit of journal.edits.toReversed()) settle(owner, paths, edit, { ...journal, committed, links, agreed });
  dropJournal(paths);
  return committed ? 'nothing' : 'unfinished';
}

/** Nothing can be undone without it. Every text it may have been about is kept, and shows up as drift. */
function setAside(paths: SlotPaths): Left {
  rename(paths.journal, `${paths.journal}.damaged`);
  return 'damaged';
}

function settle(
  slot: Slot,
  paths: SlotPaths,
  edit: JournalEdit,
  journal: Journal & Consent & { readonly committed: boolean },
): void {
  const { tx } = journal;
  const file = edit.stray
    ? writtenFile(journal.agreed[edit.part]?.written, paths.objects)
    : journalFile(slot, edit, journal);
  if (file === null) return;
  attempt(file, () => fs.rmSync(tempName(file, tx), { force: true }));
  if (!journal.committed) putBack(paths, file, edit, tx);
}

interface Consent {
  readonly links: LinkPolicy;
  readonly agreed: Agreed;
}

function journalFile(slot: Slot, edit: JournalEdit, { through, links, agreed }: Journal & Consent): string {
  const file = path.join(slot.root, partOf(slot, edit.part).path);
  const aboutLink = edit.before.kind === 'link' || edit.after.kind === 'link';
  if (!through || aboutLink || !lstatIfExists(file)?.isSymbolicLink()) return file;
  if (links === 'write-through' || agreed[edit.part]?.through === linkMark(file)) return endOfLink(file);
  throw new SoulError(
    'E_LINK',
    text(
      `an interrupted change through the link ${file} must be undone first`,
      `需要先撤销一次经由链接 ${file} 的中断操作`,
    ),
    {
      hint: text('run the command again with --write-through', '请加上 --write-through 再运行一次'),
      details: { path: file, reason: 'interrupted' },
    },
  );
}

/** Only a file that still holds what the killed command wrote; anything newer is somebody else's and stays. */
function putBack(paths: SlotPaths, file: string, edit: JournalEdit, tx: string): void {
  const now = imageOf(file);
  if (now.kind === 'absent' && edit.before.kind === 'absent') removeWithFolders(file, edit.before);
  if (!sameValue(now, edit.after) || sameImage(now, edit.before)) return;
  const { before } = edit;
  if (before.kind === 'absent') removeWithFolders(file, before);
  else if (before.kind === 'text') restoreText(paths, file, before, tx);
  else restoreLink(file, before.target, tx);
  syncFolder(livingFolder(file));
}

function restoreText(paths: SlotPaths, file: string, before: { sha: string; mode: number }, tx: string): void {
  const temp = tempName(file, tx);
  stageText(file, temp, getObject(paths.objects, before.sha), before.mode);
  rename(temp, file);
}

function restoreLink(file: string, target: string, tx: string): void {
  const temp = tempName(file, tx);
  makeLink(target, temp);
  rename(temp, file);
}

/** null when it is damaged: it was written whole, before the first change. */
function parseJournal(bytes: Uint8Array): Journal | null {
  try {
    const journal = JSON.parse(new TextDecoder().decode(bytes)) as Journal;
    const sound = typeof journal.tx === 'string' && /^[0-9a-f]{16}$/.test(journal.tx) && Array.isArray(journal.edits);
    return sound && journal.edits.every(soundEdit) ? journal : null;
  } catch (error) {
    if (isSoulError(error)) throw error;
    return null;
  }
}

function soundEdit(edit: JournalEdit): boolean {
  return typeof edit.part === 'string' && [edit.before, edit.after].every(soundValue);
}

function soundValue(value: PartValue): boolean {
  if (value?.kind === 'text') return isSha(value.sha) && Number.isSafeInteger(value.mode);
  if (value?.kind === 'absent')
    return value.gone === undefined || (Number.isSafeInteger(value.gone) && value.gone < 20);
  return value?.kind === 'link' && typeof value.target === 'string';
}
