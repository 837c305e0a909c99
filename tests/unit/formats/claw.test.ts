/** OpenClaw's Claws, as packages; and what makes a folder one. */
import { describe, expect, it } from 'vitest';
import { packPackage } from '../../../src/core/pack.ts';
import { readPackage } from '../../../src/core/package.ts';
import { personaText } from '../../../src/core/persona.ts';
import { filesOf } from '../../helpers/packages.ts';

const PACKAGE = JSON.stringify({
  name: '@acme/night-desk',
  version: '1.2.0',
  type: 'module',
  license: 'MIT',
  openclaw: { claw: 'CLAW.md' },
});
const HEAD = `---
schemaVersion: 1
agent:
  id: night-desk
  name: Night desk
  description: Watches the desk at night.
workspace:
  bootstrapFiles:
    IDENTITY.md: { source: workspace/me.md }
    AGENTS.md: { source: workspace/rules.md }
packages: []
mcpServers: { pager: { command: npx, args: ["--yes", "x@1.0.0"] } }
cronJobs: [{ id: a, schedule: { cron: "0 9 * * *" }, message: Report. }]
---
`;
const BODY = '# Night desk\n\nYou watch the desk and wake people rarely.\n';
const CLAW = {
  'package.json': PACKAGE,
  'CLAW.md': `${HEAD}\n${BODY}`,
  'workspace/me.md': '- Name: Night desk\n',
  'workspace/rules.md': 'Never page twice.\n',
};

const codeOf = (files: Record<string, string>) => {
  try {
    readPackage(filesOf(files), { name: 'x' });
    return 'fine';
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
};

describe('a Claw', () => {
  it('is a soul: its body is SOUL.md, the files of its workspace are where they are', () => {
    const found = readPackage(filesOf(CLAW));
    expect(found).toMatchObject({
      format: 'claw',
      manifest: {
        name: '@acme/night-desk',
        version: '1.2.0',
        kind: 'soul',
        displayName: { en: 'Night desk' },
        description: { en: 'Watches the desk at night.' },
        license: 'MIT',
        agents: ['openclaw'],
      },
      persona: { 'SOUL.md': { en: 'CLAW.md' }, 'IDENTITY.md': { en: 'workspace/me.md' } },
      operating: { 'AGENTS.md': 'workspace/rules.md' },
    });
    expect(personaText(found.files.get('CLAW.md') ?? new Uint8Array(), 'CLAW.md')).toBe(BODY);
  });

  it('packed is still the same Claw', () => {
    const found = readPackage(filesOf(CLAW));
    const again = readPackage(packPackage(found).files);
    expect({ ...again, files: null }).toEqual({ ...found, files: null });
  });

  it('without a package.json is called as it says, or as its folder', () => {
    expect(
      readPackage(filesOf({ 'CLAW.md': CLAW['CLAW.md'], 'workspace/me.md': 'x', 'workspace/rules.md': 'x' })).manifest
        .name,
    ).toBe('night-desk');
    expect(
      readPackage(filesOf({ 'CLAW.md': `---\nschemaVersion: 1\n---\n${BODY}` }), { name: 'desk' }).manifest.name,
    ).toBe('desk');
  });

  it('may have its SOUL.md in a file of its own, but not twice', () => {
    const named = HEAD.replace('IDENTITY.md:', 'SOUL.md:');
    expect(readPackage(filesOf({ ...CLAW, 'CLAW.md': named }))).toMatchObject({
      persona: { 'SOUL.md': { en: 'workspace/me.md' } },
    });
    expect(codeOf({ ...CLAW, 'CLAW.md': `${named}\n${BODY}` })).toMatch(
      /^E_MANIFEST: CLAW.md has a body and names workspace\/me.md/,
    );
  });

  it('may bring a BOOTSTRAP.md for OpenClaw; nothing else of the user, and no file from outside', () => {
    expect(codeOf({ ...CLAW, 'BOOTSTRAP.md': 'Ask for a name.\n' })).toBe('fine');
    expect(codeOf({ ...CLAW, 'USER.md': 'x' })).toMatch(/^E_PATH/);
    for (const path of ['../../.ssh/id_rsa', '/etc/passwd', 'gone.md'])
      expect(codeOf({ ...CLAW, 'CLAW.md': CLAW['CLAW.md'].replace('workspace/me.md', path) })).toMatch(
        /^E_MANIFEST: CLAW.md: "workspace/,
      );
  });

  it('is not what a soul or a skill is that has a package.json of OpenClaw', () => {
    const SOUL = '---\nname: a\n---\n\nA persona.\n';
    expect(readPackage(filesOf({ 'SOUL.md': SOUL, 'package.json': PACKAGE })).format).toBe('soul');
    const skill = { 'SKILL.md': '---\nname: s\ndescription: d\n---\n\nDo it.\n', 'package.json': PACKAGE };
    expect(readPackage(filesOf(skill)).format).toBe('skill');
    expect(codeOf({ 'package.json': PACKAGE })).toMatch(/^E_MANIFEST: package.json: "openclaw.claw" names "CLAW.md"/);
  });
});
