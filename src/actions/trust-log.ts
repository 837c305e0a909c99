/**
 * The log of a hub, held to what it has said before. A hub that tells two people two histories, or takes something back,
 * must show one of them a checkpoint that does not continue the last one; both are signed, so together they are a proof
 * that anybody can check. It is written to a file, and the error names it.
 */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { parseEntry } from '../core/log/entry.ts';
import { formatProof } from '../core/log/proof.ts';
import { type Tile, tileNodes, tilePath } from '../core/log/tile.ts';
import {
  isConsistent,
  isIncluded,
  leafHash,
  type Nodes,
  parseTree,
  proveConsistency,
  proveInclusion,
  sameHash,
  type Tree,
} from '../core/log/tree.ts';
import { openNote, parseNote, parseVerifier, type VerifierKey } from '../core/note.ts';
import { sha256Hex } from '../core/sha256.ts';
import { type Text, text } from '../core/text.ts';
import { makeFolder, replaceFile } from '../store/disk.ts';
import type { Context } from './context.ts';
import { logKeyChanged } from './key-changed.ts';
import type { Fact } from './trust.ts';

export interface SeenLog {
  readonly key: VerifierKey;
  readonly origin: string;
  readonly position: number;
  /** As it was signed. */
  readonly checkpoint: string;
  /** That the package stands in it, to be checked again at any time. */
  readonly proof: string;
}

/** null when the hub keeps no log and never has. @throws SoulError E_LOG, E_KEY_CHANGED, E_SIGNATURE */
export async function checkLog(ctx: Context, fact: Fact): Promise<SeenLog | null> {
  const { claims, hub } = fact;
  if (claims.log === null) {
    if (hub.log === null) return null;
    throw notInLog(fact);
  }
  const checkpoint = await readText(fact, '-/log/checkpoint');
  if (checkpoint === null) throw noLog(fact);
  const key = await logKey(fact, checkpoint);
  const tree = openCheckpoint(fact, checkpoint, key);
  const nodes = tileNodes(tree, (tile) => readTile(fact, tile));
  const seen = { ctx, fact, key, tree, nodes, checkpoint };
  await checkHistory(seen);
  checkHead(seen);
  const proof = await checkInclusion(seen, claims.log.position, claims.log.entry);
  return { key, origin: key.name, position: claims.log.position, checkpoint, proof };
}

async function readText({ source }: Fact, at: string): Promise<string | null> {
  const bytes = (await source.file?.(at)) ?? null;
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** A static mirror may have the full tile already where a partial one was asked for. */
async function readTile({ source }: Fact, tile: Tile): Promise<Uint8Array | null> {
  const bytes = (await source.file?.(`-/log/${tilePath(tile)}`)) ?? null;
  if (bytes !== null || tile.width === 256) return bytes;
  const full = (await source.file?.(`-/log/${tilePath({ ...tile, width: 256 })}`)) ?? null;
  return full?.subarray(0, tile.width * 32) ?? null;
}

/** The pinned key, or at the first meeting the one that the hub shows. */
async function logKey(fact: Fact, checkpoint: string): Promise<VerifierKey> {
  const { hub, pins, resolution } = fact;
  const known = hub.log ?? pins.logs[originOf(checkpoint)]?.key ?? null;
  const signers = parseNote(checkpoint).signatures;
  if (known !== null) {
    const key = parseVerifier(known);
    if (signers.some(({ name, hash }) => name === key.name && hash === key.hash)) return key;
  }
  const shown = await readText(fact, '-/log/key');
  if (shown === null) throw noLog(fact);
  const key = parseVerifier(shown.trim());
  if (known !== null) throw logKeyChanged(resolution.source.url, known, key.text);
  return key;
}

function openCheckpoint({ resolution }: Fact, checkpoint: string, key: VerifierKey) {
  try {
    return parseTree(openNote(checkpoint, [key]).text);
  } catch (cause) {
    const { url } = resolution.source;
    throw new SoulError(
      'E_SIGNATURE',
      text(`the state of the log of ${url} is not the one that it has signed`, `${url} 的日志状态与其签名不符`),
      {
        hint: text(
          'nothing was installed. Look at what is between you and the hub: a proxy, a mirror, the network',
          '没有安装任何内容。请检查你与 hub 之间的代理、镜像或网络',
        ),
        details: { url },
        cause,
      },
    );
  }
}

function originOf(checkpoint: string): string {
  return parseTree(parseNote(checkpoint).text).origin;
}

/** Of two checkpoints of one log that were both checked, the one that says more: another command may have been quicker. */
export function newerOf(known: string | null | undefined, seen: string): string {
  return known && sizeOf(known) > sizeOf(seen) ? known : seen;
}

/** The latest entry about a package that a hub has shown; 0 when it has shown none. A package may be called `constructor`. */
export function headSeen(heads: Readonly<Record<string, number>>, name: string): number {
  return (Object.hasOwn(heads, name) && heads[name]) || 0;
}

function sizeOf(checkpoint: string): number {
  return parseTree(parseNote(checkpoint).text).size;
}

interface Seeing {
  readonly ctx: Context;
  readonly fact: Fact;
  readonly key: VerifierKey;
  readonly tree: Tree & { readonly origin: string };
  readonly nodes: Nodes;
  readonly checkpoint: string;
}

/** The same address never shows less than before; the same log, wherever it is mirrored, never something else. */
async function checkHistory(seen: Seeing): Promise<void> {
  const { fact, key, tree } = seen;
  if (tree.origin !== key.name) throw fork(seen, seen.checkpoint, text('it bears another name', '名称不符'));
  const here = fact.hub.checkpoint;
  if (here !== null && sizeOf(here) > tree.size) throw backInTime(seen, here);
  const elsewhere = fact.pins.logs[key.name]?.checkpoint;
  for (const before of new Set([here, elsewhere])) if (before) await checkContinues(seen, before);
}

async function checkContinues(seen: Seeing, before: string): Promise<void> {
  const old = parseTree(parseNote(before).text);
  const { tree, nodes } = seen;
  // A mirror may be behind; the hub's own address may not, which was checked.
  if (old.size > tree.size) return;
  const same = old.size === tree.size && sameHash(old.hash, tree.hash);
  const continues = same || (await continuesFrom(old, tree, nodes));
  if (!continues) throw fork(seen, before, text('they tell two histories', '二者讲述的历史不同'));
}

async function continuesFrom(old: Tree, tree: Tree, nodes: Nodes): Promise<boolean> {
  if (old.size === 0) return true;
  return old.size < tree.size && isConsistent(await proveConsistency(old.size, tree.size, nodes), old, tree);
}

/** An older document about the package, served under a newer checkpoint. */
function checkHead({ fact, tree }: Seeing): void {
  const known = headSeen(fact.hub.heads, fact.name);
  const head = fact.claims.head ?? fact.claims.log?.position ?? 0;
  if (head >= known && head < tree.size) return;
  const { url } = fact.resolution.source;
  throw new SoulError(
    'E_LOG',
    text(
      `${url} shows an older state of ${fact.name} than it has shown before (entry ${head}; ${known} was seen)`,
      `${url} 展示的 ${fact.name} 比之前看到的更旧（第 ${head} 条；此前见过第 ${known} 条）`,
    ),
    {
      hint: text(
        'nothing was installed. A cache or a mirror is behind, or somebody hides a newer version or a withdrawal: try again with --refresh',
        '没有安装任何内容。可能是缓存或镜像滞后，也可能有人隐藏了新版本或撤下信息：请用 --refresh 重试',
      ),
      details: { url, name: fact.name, head, seen: known },
    },
  );
}

async function checkInclusion({ fact, tree, nodes, checkpoint }: Seeing, position: number, entry: string) {
  if (position >= tree.size) throw notInLog(fact);
  const hashes = await proveInclusion(position, tree.size, nodes);
  if (!isIncluded(hashes, position, leafHash(Buffer.from(entry)), tree)) throw notInLog(fact);
  const said = parseEntry(entry);
  const { name, version, content, resolution, claims } = fact;
  const wanted = { type: 'publish', name, version, content, integrity: resolution.integrity };
  const other = Object.entries(wanted).find(([key, value]) => said[key] !== value);
  // Versions from before their author signed may have been signed later, never the other way round.
  const author = said.author === undefined || said.author === claims.author?.key;
  if (other !== undefined || !author) throw otherEntry(fact, other?.[0] ?? 'author');
  return formatProof({ entry, index: position, hashes, checkpoint });
}

function otherEntry({ name, version, resolution }: Fact, field: string): SoulError {
  const { url } = resolution.source;
  return new SoulError(
    'E_LOG',
    text(
      `the log of ${url} says something else about ${name} ${version} than ${url} itself: its ${field}`,
      `${url} 的日志对 ${name} ${version} 的记录与 ${url} 所说不符：${field}`,
    ),
    {
      hint: text(
        'nothing was installed; it was swapped after it was published, here or on the way',
        '没有安装任何内容；它在发布后被替换，或在途中被替换',
      ),
      details: { url, name, version, field },
    },
  );
}

function notInLog({ name, version, resolution }: Fact): SoulError {
  const { url } = resolution.source;
  return new SoulError(
    'E_LOG',
    text(`${name} ${version} does not stand in the log of ${url}`, `${url} 的日志中没有 ${name} ${version}`),
    {
      hint: text(
        'nothing was installed: everything that was published there stands in it. What you were shown was made for you, or comes from somewhere else',
        '没有安装任何内容：在那里发布的一切都在日志中。你看到的内容可能是专门为你制作的，或来自别处',
      ),
      details: { url, name, version },
    },
  );
}

function noLog({ resolution }: Fact): SoulError {
  const { url } = resolution.source;
  return new SoulError('E_LOG', text(`${url} does not show its log`, `${url} 没有提供其日志`), {
    hint: text(
      'nothing was installed; a mirror must have the log too: `clawhub mirror` writes it',
      '没有安装任何内容；镜像也必须包含日志：`clawhub mirror` 会写入',
    ),
    details: { url },
  });
}

function backInTime(seen: Seeing, before: string): SoulError {
  const [was, now] = [sizeOf(before), seen.tree.size];
  return caught(
    seen,
    before,
    text(
      `goes back in time: its log had ${was} entries, now it shows ${now}`,
      `的历史倒退了：日志曾有 ${was} 条，现在只有 ${now} 条`,
    ),
  );
}

function fork(seen: Seeing, before: string, why: Text): SoulError {
  return caught(
    seen,
    before,
    text(
      `has a forked log: what it signed now does not continue what it signed before (${why.en})`,
      `的日志出现分叉：现在签署的内容没有延续之前签署的内容（${why.zh}）`,
    ),
  );
}

function caught({ ctx, fact, checkpoint }: Seeing, before: string, why: Text): SoulError {
  const { url } = fact.resolution.source;
  const file = saveEvidence(ctx, url, before, checkpoint);
  return new SoulError('E_LOG', text(`${url} ${why.en}`, `${url} ${why.zh}`), {
    hint: text(
      `nothing was installed. Both signed checkpoints are in ${file}: they are a proof; show them to the operator, and to others who use this hub`,
      `没有安装任何内容。两份已签名的检查点保存在 ${file}，足以作为证据；请交给运营者和其他使用者`,
    ),
    details: { url, evidence: file },
  });
}

/** Named by what is in it, so that the same proof is one file. */
function saveEvidence(ctx: Context, url: string, before: string, now: string): string {
  const body = `Two checkpoints that ${url} has signed, and of which the second does not continue the first.
Seen at ${ctx.now().toISOString()}.

--- before ---
${before}
--- now ---
${now}`;
  const bytes = new TextEncoder().encode(body);
  const digest = sha256Hex(new TextEncoder().encode(before + now)).slice(0, 16);
  const file = path.join(ctx.paths.evidence, `log-${digest}.txt`);
  makeFolder(ctx.paths.evidence);
  replaceFile(file, bytes, { mode: 0o600 });
  return file;
}
