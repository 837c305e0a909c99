/** `npm install` of a package from a hub runs nothing. */
import { describe, expect, it } from 'vitest';
import { requireInert } from '../../../registry/domain/inert.ts';
import { filesOf } from '../../helpers/packages.ts';

function ruleOf(
  packageJson: unknown,
  kind: 'soul' | 'skill' | 'team' = 'soul',
  more: Record<string, string> = {},
): string | null {
  try {
    requireInert(filesOf({ 'package.json': JSON.stringify(packageJson), ...more }), kind);
    return null;
  } catch (error) {
    const { code, details } = error as { code: string; details: { rule: string } };
    return code === 'E_MANIFEST' ? details.rule : code;
  }
}

describe('a package', () => {
  it.each([
    'preinstall',
    'install',
    'postinstall',
    'prepare',
    'preprepare',
    'postprepare',
    'prepublish',
    'uninstall',
    'dependencies',
  ])('has no script that npm runs by itself: %s', (name) => {
    for (const kind of ['soul', 'skill', 'team'] as const)
      expect(ruleOf({ scripts: { [name]: 'x' } }, kind)).toBe('npm.scripts');
  });

  it('may have scripts that wait to be asked for', () => {
    expect(ruleOf({ scripts: { test: 'x', start: 'x', reinstall: 'x' } })).toBe(null);
    expect(ruleOf({ scripts: null })).toBe(null);
    expect(ruleOf(null)).toBe(null);
    expect(() => requireInert(filesOf({ 'SOUL.md': 'x' }), 'soul')).not.toThrow();
  });

  it('has nothing that npm builds', () => {
    for (const name of ['binding.gyp', 'Binding.GYP', 'other.gyp'])
      expect(ruleOf({}, 'skill', { [name]: '{}' }), name).toBe('npm.binding');
    expect(ruleOf({}, 'skill', { 'docs/binding.gyp': '{}' })).toBe(null);
  });

  it('has no packages inside it, whose scripts npm would run', () => {
    for (const kind of ['soul', 'skill', 'team'] as const)
      for (const value of [['left'], true])
        for (const key of ['bundleDependencies', 'bundledDependencies'])
          expect(ruleOf({ [key]: value }, kind)).toBe('npm.bundled');
    expect(ruleOf({ bundleDependencies: [], bundledDependencies: false })).toBe(null);
  });

  it('brings programs and code of others only as a skill', () => {
    const wrong = [
      [{ bin: './x.js' }, 'npm.bin'],
      [{ directories: { bin: 'x' } }, 'npm.bin'],
      [{ dependencies: { left: '1' } }, 'npm.dependencies'],
      [{ optionalDependencies: { left: '1' } }, 'npm.dependencies'],
      [{ peerDependencies: { left: '1' } }, 'npm.dependencies'],
    ] as const;
    for (const [fields, rule] of wrong) {
      expect(ruleOf(fields)).toBe(rule);
      expect(ruleOf(fields, 'team')).toBe(rule);
      expect(ruleOf(fields, 'skill')).toBe(null);
    }
    expect(ruleOf({ dependencies: {}, devDependencies: { x: '1' } })).toBe(null);
  });
});
