/** What zod has against a value, as a person would say it, in both languages. Messages of our own stay as they are. */
import type * as z from 'zod';
import { type Text, text } from './text.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, Text>> = {
  string: text('a text', '文本'),
  number: text('a number', '数字'),
  int: text('a whole number', '整数'),
  boolean: text('true or false', 'true 或 false'),
  array: text('a list', '列表'),
  object: text('an object', '对象'),
  record: text('an object', '对象'),
};

/** With the key that it is about: `"soul" is missing`. */
export function issueWords(issue: Issue | undefined, whole: Text): Text {
  if (issue === undefined) return whole;
  const where = issue.path.join('.');
  const says = problemOf(issue);
  return where === ''
    ? text(`${whole.en} ${says.en}`, `${whole.zh}${says.zh}`)
    : text(`"${where}" ${says.en}`, `“${where}”${says.zh}`);
}

/** The same without the key. */
export function problemOf(issue: Issue): Text {
  const own = text(issue.message, `有误（${issue.message}）`);
  if (!/^(?:Invalid|Too |Unrecognized)/.test(issue.message)) return own;
  if (issue.code === 'invalid_type') return wrongType(issue);
  if (issue.code === 'invalid_value') return mustBe(issue.values.map(String));
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    return text(`has keys that mean nothing here: ${keys}`, `含有无效的键：${keys}`);
  }
  if (issue.code === 'too_small')
    return Number(issue.minimum) === 1
      ? text('must not be empty', '不能为空')
      : text(`is too small or short: at least ${issue.minimum}`, `过小或过短：至少 ${issue.minimum}`);
  if (issue.code === 'too_big')
    return text(`is too large or long: at most ${issue.maximum}`, `过大或过长：至多 ${issue.maximum}`);
  return own;
}

function wrongType({ expected, message }: z.core.$ZodIssueInvalidType): Text {
  // zod says only in its message what it got.
  if (message.endsWith('received undefined')) return text('is missing', '缺失');
  const kind = KINDS[expected] ?? text(expected, expected);
  return text(`must be ${kind.en}`, `必须是${kind.zh}`);
}

function mustBe(values: readonly string[]): Text {
  return text(`must be ${values.join(' or ')}`, `必须是 ${values.join(' 或 ')}`);
}
