/** Settings files that people write by hand: what is wrong is said with its line, in words, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}
const refused = (lang: string, ...args: string[]) => home.json<Refusal>(args, { env: { LC_ALL: lang } }).error;

describe('our own config.json', () => {
  it.each([
    ['{\n  "lang": zh\n}', /line 2: something is no JSON, such as a word without/, /第 2 行：有不属于 JSON 的内容/],
    ['{\n  "lang": "zh"\n  "agent": "x" }', /line 3: a comma is missing/, /第 3 行：缺少逗号/],
    ['', /it is empty/, /空文件/],
    ['[]', /it holds no JSON object/, /不是 JSON 对象/],
    ['{ "hubs": "https://a.example" }', /"hubs" is not a list of addresses/, /“hubs”不是网址列表/],
  ])('%j', (source, en, zh) => {
    home.write('.soulhub/config.json', source);
    for (const args of [['status'], ['config'], ['config', 'lang', 'en']]) {
      const error = refused('en', ...args);
      expect(error).toMatchObject({ code: 'E_CONFIG', message: expect.stringMatching(en) });
      expect(error.hint).not.toContain('clawhub config');
      expect(refused('zh', ...args).message).toMatch(zh);
    }
  });
});

describe("a project's souls.json", () => {
  it.each([
    ['{}', '"version" must be 1', '“version”必须是 1'],
    ['{ "version": 2, "agents": {} }', '"version" must be 1', '“version”必须是 1'],
    ['{ "version": 1, "agents": { "claude": {} } }', '"agents.claude.soul" is missing', '“agents.claude.soul”缺失'],
    ['{ "version": 1, "agents": [] }', '"agents" must be an object', '“agents”必须是对象'],
    ['{ "version": 1,\n}', 'line 2: a key in double quotes is missing', '第 2 行：缺少带双引号的键'],
  ])('%j', (source, en, zh) => {
    home.write('.clawhub/souls.json', source);
    expect(refused('en', 'switch', '--project')).toMatchObject({
      code: 'E_PROJECT',
      message: expect.stringContaining(en),
    });
    expect(refused('zh', 'switch', '--project').message).toContain(zh);
  });
});

it("an agent's settings, in Chinese", () => {
  home.write('.claude/settings.json', '{ "model": ');
  expect(refused('zh', 'switch', 'zhang-dai', '--agent', 'claude').message).toMatch(/第 1 行：缺少一个值$/);
  home.write('.claude/settings.json', '{ "outputStyle": "a",\n "outputStyle": "b" }');
  expect(refused('zh', 'switch', 'zhang-dai', '--agent', 'claude').message).toContain('第 1、2 行');
});

it('an agent that is set and not here: it is said when it is set, and whenever it is the reason', () => {
  const set = home.run(['config', 'agent', 'claude']);
  expect([set.code, set.stderr]).toEqual([0, expect.stringContaining('Claude Code was not found on this machine')]);
  for (const args of [['switch', 'zhang-dai'], ['prune'], ['adopt']]) {
    expect(refused('en', ...args)).toMatchObject({
      code: 'E_NO_AGENT',
      message: expect.stringContaining('it is the agent of your settings'),
      hint: expect.stringContaining('clawhub config agent --unset'),
    });
  }
  expect(home.run(['config', 'agent', '--unset']).code).toBe(0);
  expect(home.run(['switch', 'zhang-dai']).code).toBe(0);
  home.write('.claude/settings.json', '{}');
  expect(home.run(['config', 'agent', 'claude']).stderr).toBe('');
  home.run(['config', 'agent', 'openclaw@work:coder']);
  expect(home.json(['config', 'agent'])).toMatchObject({ agent: 'openclaw@work:coder' });
});
