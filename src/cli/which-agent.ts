/** Several agents are here and none was named: who sits at a terminal is asked. */
import * as clack from '@clack/prompts';
import type { SoulError } from '../core/errors.ts';
import type { GlobalFlags } from './config.ts';
import type { Output } from './output.ts';
import { canAsk } from './prompt.ts';
import { answer } from './wizard.ts';

/** `--agent` as it was answered. @throws SoulError the error itself where nobody can be asked, E_CANCELLED */
export async function askWhichAgent(
  error: SoulError,
  flags: GlobalFlags & { readonly agent?: readonly string[] },
  out: Output,
): Promise<{ readonly agent: readonly string[] }> {
  const agents = Object.entries((error.details.agents ?? {}) as Readonly<Record<string, string>>);
  if (agents.length === 0 || (flags.agent ?? []).length > 1 || !canAsk(flags, out)) throw error;
  out.status(null);
  const chosen = await answer(
    clack.select({
      message: out.t('Which agent?', '哪个智能体？'),
      options: agents.map(([value, label]) => ({ value, label, hint: `--agent ${value}` })),
      output: process.stderr,
    }),
  );
  const always = `clawhub config agent ${chosen}`;
  out.talk(out.t(`the same agent every time: ${always}`, `以后都用这个智能体：${always}`));
  return { agent: [chosen] };
}
