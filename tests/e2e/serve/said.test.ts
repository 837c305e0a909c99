/** What owners hear from a hub: why it refuses, in their language, and what to do next. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOneError } from '../../helpers/expect.ts';
import { type Home, makeHome, writeSoul } from '../../helpers/home.ts';
import { type Served, serveHub } from '../../helpers/serve.ts';

let home: Home;
let hub: Served;

beforeAll(async () => {
  home = makeHome();
  hub = await serveHub(home);
  home.run(['login', '--token', '-', '--registry', hub.url], { input: hub.token('ada') });
  for (const version of ['0.1.0', '0.2.0']) {
    writeSoul(home, 'night.gardener', `I water the garden at dusk, ${version}.\n`, { version });
    expect(home.run(['publish', 'night.gardener', '--yes']).code).toBe(0);
  }
});
afterAll(async () => {
  expect(await hub.stop()).toBe(0);
  home.remove();
});

/** The sentence and the hint of the one error. */
function refusedWith(args: readonly string[], code: string, exit: number): string {
  const ran = home.run([...args, '--yes']);
  expectOneError(ran, code, exit);
  return ran.stderr;
}

describe('what was deleted', () => {
  it('comes back by the command that was named, once', () => {
    const gone = home.run(['delete', 'night.gardener', '--version', '0.1.0', '--yes']);
    const named = /clawhub (undelete .+)$/m.exec(gone.stderr)?.[1] ?? '';
    expect(named).toBe('undelete night.gardener --version 0.1.0');
    expect(refusedWith(['undelete', 'night.gardener'], 'E_CONFLICT', 9)).toContain('is not deleted');
    expect(home.run([...named.split(' '), '--yes']).stdout).toBe('night.gardener@0.1.0 is back\n');
    expect(refusedWith(named.split(' '), 'E_CONFLICT', 9)).toContain('night.gardener@0.1.0 is not deleted');
    expect(home.run(['delete', 'night.gardener', '--yes']).stderr).toContain('clawhub undelete night.gardener\n');
    expect(home.run(['undelete', 'night.gardener', '--yes']).code).toBe(0);
  });
});

describe('a transfer', () => {
  it('to nobody, or that is not offered, does not make the package disappear', () => {
    const nobody = refusedWith(['transfer', 'request', 'night.gardener', '@nobody'], 'E_NOT_FOUND', 3);
    expect(nobody).toContain('there is no account @nobody');
    expect(nobody).not.toMatch(/Skill not found|clawhub search/);
    const none = refusedWith(['transfer', 'cancel', 'night.gardener'], 'E_NOT_FOUND', 3);
    expect(none).toContain('nobody is giving night.gardener away');
    expect(none).toContain('clawhub transfer list');
    expect(refusedWith(['transfer', 'cancel', 'not-there'], 'E_NOT_FOUND', 3)).toContain('has no not-there');
  });
});

describe('a name that the hub keeps', () => {
  it.each(['account', 'en', 'zh', 'robots.txt', 'openapi.json', 'api', 'admin', 'search', 'docs', 'soulhub'])(
    '%s is reserved',
    (name) => {
      writeSoul(home, `kept/${name}`, 'I am somebody else.\n');
      expect(refusedWith(['publish', `kept/${name}`], 'E_NAME', 2)).toContain(`the name ${name} is reserved`);
    },
  );
});

describe('in Chinese', () => {
  it('the hub speaks it too', () => {
    writeSoul(home, 'kept/docs', 'I am somebody else.\n');
    expect(refusedWith(['publish', 'kept/docs', '--lang', 'zh'], 'E_NAME', 2)).toContain('docs 是保留名称');
    const nobody = refusedWith(['transfer', 'request', 'night.gardener', '@nobody', '--lang', 'zh'], 'E_NOT_FOUND', 3);
    expect(nobody).toContain('没有账号 @nobody');
    const stranger = makeHome();
    stranger.run(['login', '--token', '-', '--registry', hub.url], { input: hub.token('bob') });
    writeSoul(stranger, 'night.gardener', 'Mine now.\n', { version: '9.0.0' });
    const taken = stranger.run(['publish', 'night.gardener', '--yes'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(taken.stderr).toContain('night.gardener 属于 @ada');
    stranger.remove();
  });
});

describe('a dry run', () => {
  it('refuses what no reader would open', () => {
    const line = 'I say the same thing again and again, all day long.\n';
    writeSoul(home, 'monotone', line.repeat(Math.ceil((3 * 1024 * 1024) / line.length)));
    expect(refusedWith(['publish', 'monotone', '--dry-run'], 'E_TOO_LARGE', 7)).toContain('suspiciously much');
    const skill = `---\nname: drone\ndescription: Drones.\n---\n\n${line.repeat(60_000)}`;
    home.write('drone/SKILL.md', skill);
    expect(refusedWith(['publish', 'drone', '--dry-run'], 'E_TOO_LARGE', 7)).toContain('suspiciously much');
  });
});

describe('a text without end', () => {
  it('is refused, and how much may come is said', () => {
    const lines = Array.from({ length: 40_000 }, (_, n) => `I water bed ${n} of ${n * 7919} at dusk.\n`);
    writeSoul(home, 'chronicle', lines.join(''));
    const said = refusedWith(['publish', 'chronicle'], 'E_TOO_LARGE', 7);
    expect(said).toMatch(/SOUL\.md: \d+ bytes are more text than the 1048576 this hub takes/);
    expect(said).toContain('shorten it');
  });
});
