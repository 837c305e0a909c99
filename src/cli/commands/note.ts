/** What a person should know about a slot, in words and in JSON. */
import type { Note } from '../../agents/agent.ts';
import type { Output } from '../output.ts';

export function showNote(out: Output, { level, says, hint }: Note): void {
  const { style } = out;
  const line = `  ${level === 'warning' ? out.t('warning: ', '警告：') : out.t('note: ', '说明：')}${out.say(says)}`;
  out.print(level === 'warning' ? style.yellow(line) : line);
  if (hint) out.print(`  ${out.t('hint: ', '提示：')}${out.say(hint)}`);
}

export function noteJson({ code, level, says, hint }: Note, out: Output) {
  return { code, level, message: out.say(says), hint: hint && out.say(hint) };
}
