/** Questions to a person. Never where there is none: in pipes, in CI, with `--no-input`. */
import { SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import type { GlobalFlags } from './config.ts';
import { type Output, plain } from './output.ts';

export function confirmer(flags: GlobalFlags, out: Output): (question: Text) => Promise<boolean> {
  return async (question) => {
    if (flags.yes) return true;
    out.status(null);
    if (!canAsk(flags, out)) throw mustConfirm(question);
    return ask(out.say(question), out);
  };
}

/** Whether somebody sits there. */
export function canAsk(flags: GlobalFlags, out: Output): boolean {
  return (
    flags.input !== false &&
    !out.options.json &&
    !out.options.env.CI &&
    process.stdin.isTTY === true &&
    process.stderr.isTTY === true
  );
}

function mustConfirm(question: Text): SoulError {
  return new SoulError('E_CONFIRM', text(`a yes is needed: ${question.en}`, `需要确认：${question.zh}`), {
    hint: text('pass --yes to agree', '加上 --yes 表示同意'),
  });
}

async function ask(question: string, out: Output): Promise<boolean> {
  const { createInterface } = await import('node:readline');
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      line.on('SIGINT', () =>
        reject(new SoulError('E_CANCELLED', text('cancelled; nothing was changed', '已取消，没有改动任何内容'))),
      );
      line.on('close', () => resolve(false));
      line.question(`${plain(question)} ${out.t('[y/N]', '[y/N]')} `, (answer) =>
        resolve(/^(?:y|yes|是|好)$/i.test(answer.trim())),
      );
    });
  } finally {
    line.close();
  }
}
