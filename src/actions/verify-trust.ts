/** Signatures and log entries of what is installed, checked again from what was kept when it was installed. Nobody is asked. */
import path from 'node:path';
import * as z from 'zod';
import { AuthorSignature, verifyAuthor } from '../core/author.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { parseEntry } from '../core/log/entry.ts';
import { parseProof, verifyProof } from '../core/log/proof.ts';
import { parseVerifier, wordsOf } from '../core/note.ts';
import { isRegistrySigned, registryKey, registryText } from '../core/registry-signature.ts';
import { isSigned, type Signed, UNSIGNED } from '../core/signed.ts';
import { type Text, text } from '../core/text.ts';
import { readIfExists } from '../store/disk.ts';
import { readSoulLock } from '../store/locks.ts';
import { readInstalled } from '../store/packages.ts';
import { readProof } from '../store/proofs.ts';
import type { Context } from './context.ts';
import type { Check } from './verify.ts';
import { workdirToRead } from './workdir.ts';

const Evidence = z.looseObject({
  name: z.string(),
  version: z.string(),
  content: z.string(),
  integrity: z.string().nullable(),
  hub: z.object({ key: z.string(), sig: z.string() }).nullable(),
  author: AuthorSignature.nullable(),
  log: z.object({ key: z.string(), proof: z.string() }).nullable(),
});
type Evidence = z.output<typeof Evidence>;

interface Subject {
  readonly name: string;
  readonly version: string;
  readonly content: string;
  readonly source: { readonly kind: string; readonly url: string };
  readonly signed: Signed;
}

/** One line for each package; that nobody has signed one is said, and is no failure. */
export function verifyTrust(ctx: Context): Check[] {
  return readable(() => subjects(ctx)).map((item) => {
    const subject = `${item.name} ${item.version}: ${item.source.url || item.source.kind}`;
    try {
      return { subject, ok: true, says: checked(ctx, item) };
    } catch (error) {
      if (isSoulError(error)) return { subject, ok: false, says: error.says };
      throw error;
    }
  });
}

/** A list that is damaged was complained about already, by `verifyAll`. */
function readable<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (isSoulError(error)) return [];
    throw error;
  }
}

/** What is in the store, and the skills that the lock file names. */
function subjects(ctx: Context): readonly Subject[] {
  const stored: Subject[] = Object.values(readInstalled(ctx.paths).souls);
  const locked = Object.entries(readSoulLock(workdirToRead(ctx).paths).souls).flatMap(([name, entry]) =>
    entry.kind === 'skill' ? [{ ...entry, name, signed: entry.signed ?? UNSIGNED }] : [],
  );
  return [...stored, ...locked];
}

function checked(ctx: Context, item: Subject): Text {
  if (item.source.kind === 'bundled') return text('came with the program', '随程序附带');
  if (!isSigned(item.signed)) return text('unsigned: pinned by its hash only', '未签名：仅以校验值固定');
  const evidence = evidenceOf(ctx, item);
  if (evidence.name !== item.name || evidence.version !== item.version) throw gone(item);
  const parts = [checkAuthor(evidence, item), checkHub(evidence, item), checkLogged(evidence, item)];
  const said = parts.filter((part): part is Text => part !== null);
  return text(said.map(({ en }) => en).join(', '), said.map(({ zh }) => zh).join('，'));
}

function evidenceOf(ctx: Context, item: Subject): Evidence {
  const bytes = readProof(ctx.paths, item.name, item.content);
  const result = Evidence.safeParse(bytes === null ? null : parsed(bytes));
  if (result.success) return result.data;
  throw gone(item);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Skills of another machine's lock file, or a proof that was removed. */
function gone({ name }: Subject): SoulError {
  return new SoulError(
    'E_SIGNATURE',
    text('it was signed, but what was signed is not on this machine', '它有签名，但签名内容不在本机'),
    { hint: text(`clawhub install ${name} --force`, `clawhub install ${name} --force`), details: { name } },
  );
}

function checkAuthor(evidence: Evidence, { signed }: Subject): Text | null {
  if (signed.author === null) return null;
  const key = evidence.author === null ? null : verifyAuthor(evidence, evidence.author);
  if (key?.text !== signed.author) throw unfit(text("its author's signature", '作者签名'));
  return text(`signed by its author (${wordsOf(key.text)})`, `作者签名（${wordsOf(key.text)}）`);
}

function checkHub({ hub, name, version, integrity }: Evidence, { signed }: Subject): Text | null {
  if (signed.hub === null) return null;
  const key = hub === null ? null : registryKey(hub.key);
  const fits =
    key?.keyid === signed.hub && isRegistrySigned(key, registryText(name, version, integrity ?? ''), hub?.sig ?? '');
  if (!fits) throw unfit(text("the hub's signature", 'hub 签名'));
  return text('signed by the hub', 'hub 已签名');
}

function checkLogged({ log, name, version, content }: Evidence, { signed }: Subject): Text | null {
  if (signed.log === null) return null;
  if (log === null) throw unfit(text('its place in the log', '日志位置'));
  const proof = parseProof(log.proof);
  const key = parseVerifier(log.key);
  const size = verifyProof(proof, key);
  const said = parseEntry(proof.entry);
  const same = said.name === name && said.version === version && said.content === content;
  if (!same || key.name !== signed.log.origin) throw unfit(text('its place in the log', '日志位置'));
  return text(`entry ${proof.index} of ${size} in the log`, `日志第 ${proof.index} 条，共 ${size} 条`);
}

function unfit(what: Text): SoulError {
  return new SoulError('E_SIGNATURE', text(`${what.en} does not fit any more`, `${what.zh}已不符`));
}

export interface Proved {
  readonly name: string;
  readonly version: string;
  /** The whole file, https://c2sp.org/tlog-proof. */
  readonly proof: string;
  /** The log's public key, which the proof is checked with. */
  readonly key: string;
}

/** The proof that an installed package stands in its hub's log. @throws SoulError E_NOT_INSTALLED, E_LOG */
export function proveInstalled(ctx: Context, name: string): Proved {
  const item = subjects(ctx).find((each) => each.name === name);
  if (item === undefined) {
    throw new SoulError('E_NOT_INSTALLED', text(`${name} is not installed`, `${name} 尚未安装`), {
      hint: text(`clawhub install ${name}`, `clawhub install ${name}`),
      details: { name },
    });
  }
  if (item.signed.log === null) throw notLogged(item);
  const evidence = evidenceOf(ctx, item);
  checkLogged(evidence, item);
  if (evidence.log === null) throw notLogged(item);
  return { name, version: item.version, ...evidence.log };
}

function notLogged({ name, source }: Subject): SoulError {
  const place = source.url || source.kind;
  return new SoulError(
    'E_LOG',
    text(`${name} comes from ${place}, which keeps no log`, `${name} 来自没有日志的 ${place}`),
    {
      details: { name, source },
    },
  );
}

/** A proof that somebody else handed over. @param key the log's, from somewhere else than the proof @throws SoulError E_USAGE, E_NOT_FOUND, E_LOG, E_SIGNATURE */
export function verifyProofFile(ctx: Context, name: string, key: string | null) {
  const file = path.resolve(ctx.cwd, name);
  const bytes = readIfExists(file);
  if (bytes === null) throw new SoulError('E_NOT_FOUND', text(`there is no ${file}`, `没有 ${file}`));
  if (key === null)
    throw new SoulError(
      'E_USAGE',
      text('whose log is it? give its public key: --key', '是谁的日志？请给出公钥：--key'),
    );
  const proof = parseProof(new TextDecoder().decode(bytes));
  const size = verifyProof(proof, parseVerifier(key));
  return { index: proof.index, size, entry: parseEntry(proof.entry) };
}
