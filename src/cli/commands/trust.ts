/** audit, log. */
import { type Advice, audit as auditAction } from '../../actions/audit.ts';
import { proveInstalled, verifyProofFile } from '../../actions/verify-trust.ts';
import { ERRORS, SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine } from '../output.ts';

/** Exit code for CI: 0 nothing to do, 5 something to act on, 4 a source could not be asked. */
export async function audit({ out, ctx }: Cli): Promise<number> {
  const { checked, found } = await auditAction(ctx);
  for (const each of found) showAdvice(out, each);
  const [bad, mute] = [found.filter(isBad).length, found.filter(({ kind }) => kind === 'unknown').length];
  out.talk(
    bad + mute === 0
      ? out.t(`${checked} checked, nothing is known against them`, `已检查 ${checked} 个，没有已知问题`)
      : out.t(
          `${checked} checked: ${bad} to act on, ${mute} unknown`,
          `已检查 ${checked} 个：${bad} 个需要处理，${mute} 个未知`,
        ),
  );
  out.data({ ok: bad === 0, checked, found: found.map(({ says, ...rest }) => ({ ...rest, says: out.say(says) })) });
  if (bad > 0) return ERRORS.E_POLICY.exit;
  return mute > 0 ? ERRORS.E_OFFLINE.exit : 0;
}

function isBad({ kind }: Advice): boolean {
  return kind !== 'deprecated' && kind !== 'unknown';
}

const KINDS = {
  withdrawn: ['withdrawn', '已撤下'],
  yanked: ['yanked', '已撤回'],
  advisory: ['advisory', '安全公告'],
  gone: ['gone', '已消失'],
  deprecated: ['deprecated', '已弃用'],
  unknown: ['unknown', '未知'],
} as const;

function showAdvice(out: Output, { name, version, kind, says, source }: Advice): void {
  const colour = kind === 'deprecated' || kind === 'unknown' ? out.style.yellow : out.style.red;
  const [en, zh] = KINDS[kind];
  out.print(`${colour(out.t(en, zh))}  ${name} ${version}  ${oneLine(out.say(says))}  ${out.style.dim(source)}`);
}

interface LogFlags extends GlobalFlags {
  readonly key?: string;
}

/** `log prove <package>` prints a proof; `log verify <file> --key <public key>` checks one that somebody handed over. */
export function log({ out, ctx, flags }: Cli<LogFlags>, ...given: unknown[]): void {
  const [verb, argument, ...more] = given.flat() as string[];
  const known = argument !== undefined && more.length === 0;
  if (verb === 'prove' && known) prove(out, proveInstalled(ctx, argument));
  else if (verb === 'verify' && known) showProof(out, verifyProofFile(ctx, argument, flags.key ?? null));
  else
    throw usage(
      'log prove <package> or log verify <file> --key <key>',
      'log prove <包> 或 log verify <文件> --key <公钥>',
    );
}

function usage(en: string, zh: string): SoulError {
  return new SoulError('E_USAGE', text(en, zh));
}

function prove(out: Output, { name, version, proof, key }: ReturnType<typeof proveInstalled>): void {
  for (const line of proof.trimEnd().split('\n')) out.print(line);
  out.talk(
    out.t(
      `${name} ${version} stands in the log whose key is ${key}; anybody can check it: clawhub log verify <file> --key <that key>`,
      `${name} ${version} 在公钥为 ${key} 的日志中；任何人都可核对：clawhub log verify <文件> --key <该公钥>`,
    ),
  );
  out.data({ name, version, proof, key });
}

function showProof(out: Output, { index, size, entry }: ReturnType<typeof verifyProofFile>): void {
  out.print(out.t(`entry ${index} of ${size}, proved:`, `第 ${index} 条，共 ${size} 条，证明有效：`));
  out.print(JSON.stringify(entry));
  out.data({ index, size, entry });
}
