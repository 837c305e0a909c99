/** An error names the file that the user has, and a remedy for that one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARD_V2, chunk, png } from '../helpers/cards.ts';
import { type Home, makeHome } from '../helpers/home.ts';

let home: Home;
beforeAll(() => {
  home = makeHome();
  home.write('latin.md', Buffer.from('caf\u00e9\n', 'latin1'));
  home.write('empty.md', '');
  home.write('fm.md', '---\na: [\n---\nhi\n');
  home.write('version.md', '---\nversion: abc\n---\nhi\n');
  home.write('my-prompt.md', '# Mine\n\nBe kind.\n');
  home.write('no-ending', '# Mine\n');
  home.write('v1.json', JSON.stringify(CARD_V2));
});
afterAll(() => home.remove());

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}
const refused = (...args: string[]) => home.json<Refusal>([...args, '--offline']).error;

describe.each(['import', 'switch', 'install'])('%s', (command) => {
  it.each([
    ['latin.md', 'E_ENCODING', /^latin\.md is not valid UTF-8$/, /save latin\.md as UTF-8/],
    ['empty.md', 'E_EMPTY_PERSONA', /^empty\.md holds no persona text$/, /below the front matter/],
    ['fm.md', 'E_FRONT_MATTER', /^front matter of fm\.md: /, /./],
    ['version.md', 'E_MANIFEST', /^version\.md: "version" /, /./],
  ])('./%s', (file, code, message, hint) => {
    expect(refused(command, `./${file}`)).toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

it('a picture whose card is damaged is not a text in the wrong encoding', () => {
  home.write('bad.png', png(chunk('tEXt', Buffer.from('chara\0{ no base64 }'))));
  expect(refused('import', './bad.png')).toMatchObject({
    code: 'E_MANIFEST',
    message: 'the character card in bad.png is damaged: it is not UTF-8 in base64',
  });
});

it('a card that is read stays where it is, and nothing sounds as if it had not', () => {
  const { code, stderr } = home.run(['import', './v1.json']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('the card as it was is kept as original/card.json\n')]);
  expect(home.has('v1.json')).toBe(true);
});

it.each([
  ['/dev/null', 'E_NOT_A_FILE', /^\/dev\/null is a device or a socket, not a file$/, /a persona needs a file/],
  ['.', 'E_NOT_A_FILE', /^--slot \.: this is a folder$/, /--workspace \./],
  ['', 'E_USAGE', /^--slot names no file/, /--slot \.\/prompt\.md/],
])('--slot %j', (file, code, message, hint) => {
  const error = refused('switch', 'zhang-dai', '--slot', file);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) });
  expect(error.hint).not.toContain('move it away');
});

it.each([
  ['import', '/dev/null'],
  ['switch', './no-ending'],
])('%s %s: a file that says nothing of what it holds', (command, file) => {
  expect(refused(command, file)).toMatchObject({
    message: expect.stringContaining('this is no folder, and its name does not say that it holds a package'),
    hint: expect.stringContaining('.md'),
  });
});

describe('a file that lies in the working directory', () => {
  it.each(['switch', 'install'])('is hinted at by %s, which takes a word for a name', (command) => {
    expect(refused(command, 'my-prompt.md')).toMatchObject({
      code: 'E_NOT_FOUND',
      hint: 'the file of that name here is: ./my-prompt.md',
    });
    expect(home.run([command, './my-prompt.md', '--yes', '--offline']).code).toBe(0);
  });

  it.each(['nope.md', './nope.md', 'nope.json'])('import %s: there is no such file', (file) => {
    expect(home.json<Refusal>(['import', file]).error).toMatchObject({
      code: 'E_NOT_FOUND',
      message: `${home.path(file)}: there is no such file`,
    });
  });
});
