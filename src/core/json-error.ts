/** What is wrong with a JSON text, in words; by the names that `jsonc-parser` gives its errors. */
import { type Text, text } from './text.ts';

const WORDS: Readonly<Record<string, Text>> = {
  InvalidSymbol: text(
    'something is no JSON, such as a word without double quotes',
    '有不属于 JSON 的内容，例如没有双引号的词',
  ),
  InvalidNumberFormat: text('a number is not written as JSON writes it', '数字的写法不符合 JSON'),
  PropertyNameExpected: text('a key in double quotes is missing', '缺少带双引号的键'),
  ValueExpected: text('a value is missing', '缺少一个值'),
  ColonExpected: text('a colon is missing', '缺少冒号'),
  CommaExpected: text('a comma is missing', '缺少逗号'),
  CloseBraceExpected: text('a closing } is missing', '缺少右花括号 }'),
  CloseBracketExpected: text('a closing ] is missing', '缺少右方括号 ]'),
  EndOfFileExpected: text('something follows after its end', '结尾之后还有多余的内容'),
  InvalidCommentToken: text('comments are not allowed there', '此处不允许注释'),
  UnexpectedEndOfComment: text('a comment is not closed', '注释没有结束'),
  UnexpectedEndOfString: text('a text in quotes is not closed', '引号没有闭合'),
  UnexpectedEndOfNumber: text('a number is cut off', '数字不完整'),
  InvalidUnicode: text('\\u is not followed by four hexadecimal digits', '\\u 之后不是四位十六进制数字'),
  InvalidEscapeCharacter: text('a backslash stands before a character that it cannot escape', '反斜杠后的字符不能转义'),
  InvalidCharacter: text('a text holds a character that must be escaped', '文本中有必须转义的字符'),
};

/** @param name as `printParseErrorCode` says it */
export function jsonErrorWords(name: string): Text {
  return WORDS[name] ?? text('something does not belong there', '有不该出现的内容');
}
