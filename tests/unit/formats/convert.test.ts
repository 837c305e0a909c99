/** Packages of other people, written the way we write them. */
import { describe, expect, it } from 'vitest';
import { convert } from '../../../src/core/convert.ts';
import { readPackage, type SoulPackage } from '../../../src/core/package.ts';
import { personaText } from '../../../src/core/persona.ts';
import { openSingle } from '../../../src/core/single.ts';
import { CARD_V2, inText, png } from '../../helpers/cards.ts';
import { filesOf } from '../../helpers/packages.ts';

const words = (found: SoulPackage, path: string) => new TextDecoder().decode(found.files.get(path));

/** Read, converted, and read again; the manifest and the words of the persona must be the same. */
function converted(files: ReadonlyMap<string, Uint8Array>, facts?: Record<string, unknown>) {
  const before = readPackage(files, { name: 'sample', ...(facts ? { facts } : {}) });
  const { files: written, moved } = convert(before);
  const after = readPackage(written, { name: 'other' });
  const version = before.manifest.version === '0.0.0' ? '0.1.0' : before.manifest.version;
  expect(after.manifest).toEqual({ ...before.manifest, version });
  const texts = ({ persona, files: from }: SoulPackage) =>
    Object.fromEntries(
      Object.entries(persona).map(([place, byLang]) => [
        place,
        Object.fromEntries(
          Object.entries(byLang).map(([lang, path]) => [lang, personaText(from.get(path) ?? new Uint8Array(), path)]),
        ),
      ]),
    );
  expect(texts(after)).toEqual(texts(before));
  return { after, moved };
}

const ZH =
  '# 灯塔人 (Keeper)\n\n## 核心身份\n\n> 守塔 · 点灯\n\n守着灯塔，等船回来。\n\n## 标签\n\ncategory: 文学\ntags: 海, 灯\n';
const EN =
  '# Keeper\n\n## Core Identity\n\n> Keeps the light\n\nKeeps the lighthouse and waits.\n\n## Tags\n\ncategory: fiction\ntags: sea, light\n';

describe('a package of others, converted', () => {
  it('Agent Souls: the same files, with what the texts say of themselves in front', () => {
    const { after, moved } = converted(filesOf({ 'SOUL.md': ZH, 'SOUL.en.md': EN }));
    expect([...after.files.keys()]).toEqual(['SOUL.en.md', 'SOUL.md']);
    expect(words(after, 'SOUL.md')).toBe(`---
name: sample
version: "0.1.0"
kind: soul
displayName:
  zh: 灯塔人
  en: Keeper
description:
  zh: 守塔 · 点灯
  en: Keeps the light
category: 文学
tags:
  zh: [海, 灯]
  en: [sea, light]
languages: [zh, en]
---

${ZH}`);
    expect(words(after, 'SOUL.en.md')).toBe(EN);
    expect(moved).toEqual({});
  });

  it('Soul Spec: files under their own names, soul.json kept aside', () => {
    const spec = {
      specVersion: '0.5',
      name: 'keeper',
      displayName: 'Keeper',
      version: '1.2.3',
      description: 'Keeps the light.',
      author: { name: 'Ada', github: 'ada' },
      license: 'MIT',
      tags: ['sea'],
      category: 'work/sea',
      files: { soul: 'p/me.md', identity: 'p/id.md', agents: 'p/rules.md' },
      'x-unknown': { kept: true },
    };
    const source = {
      'soul.json': JSON.stringify(spec),
      'p/me.md': EN,
      'p/id.md': '- Keeper\n',
      'p/rules.md': 'Rules.\n',
      'README.md': 'Read me.\n',
      'examples/good.md': 'Good.\n',
    };
    const { after, moved } = converted(filesOf(source));
    expect(after.manifest).toMatchObject({ name: 'keeper', version: '1.2.3', author: 'Ada', category: 'work/sea' });
    expect([...after.files.keys()].sort()).toEqual(
      ['AGENTS.md', 'IDENTITY.md', 'README.md', 'SOUL.md', 'examples/good.md', 'original/soul.json'].sort(),
    );
    expect(JSON.parse(words(after, 'original/soul.json'))).toEqual(spec);
    expect(moved).toEqual({
      'soul.json': 'original/soul.json',
      'p/me.md': 'SOUL.md',
      'p/id.md': 'IDENTITY.md',
      'p/rules.md': 'AGENTS.md',
    });
    expect(after.operating).toEqual({ 'AGENTS.md': 'AGENTS.md' });
  });

  it('a file in the place of the persona that is not the persona moves away', () => {
    const spec = { name: 'keeper', version: '1.0.0', files: { soul: 'me.md' } };
    const { after } = converted(filesOf({ 'soul.json': JSON.stringify(spec), 'me.md': EN, 'SOUL.md': 'Old.\n' }));
    expect(words(after, 'original/SOUL.md')).toBe('Old.\n');
  });

  it('a Claw: its body; the setup that only OpenClaw reads is kept aside', () => {
    const { after } = converted(
      filesOf({
        'package.json': '{"name":"desk","version":"2.0.0","openclaw":{"claw":"CLAW.md"}}',
        'CLAW.md': '---\nschemaVersion: 1\nagent: { id: desk, name: Desk }\n---\n\nYou keep the desk.\n',
      }),
    );
    expect([...after.files.keys()]).toEqual(['SOUL.md', 'original/CLAW.md', 'original/package.json']);
    expect(after.format).toBe('soul');
  });

  it('a card: with its picture, its greetings and itself', () => {
    const { after } = converted(openSingle(png(inText('chara', CARD_V2)), 'x.png'));
    expect([...after.files.keys()]).toEqual(['SOUL.md', 'avatar.png', 'greetings.md', 'lore.md', 'original/card.json']);
  });

  it('a bare text: what others wrote in front of it stays, a title is a title', () => {
    const { after } = converted(filesOf({ 'SOUL.md': `---\nname: Night Keeper\ncolor: teal\n---\n\n${EN}` }));
    expect(after.manifest).toMatchObject({ name: 'sample', displayName: { en: 'Night Keeper' } });
    expect(words(after, 'SOUL.md')).toMatch(/^---\nname: sample\ncolor: teal\nversion: "0.1.0"\nkind: soul\n/);
  });

  it('CRLF and BOM do not survive in what is written', () => {
    const { after } = converted(filesOf({ 'SOUL.md': `\uFEFF${EN.replaceAll('\n', '\r\n')}` }));
    expect(words(after, 'SOUL.md')).not.toMatch(/\r|\uFEFF/);
  });

  it('facts of a catalogue are written down', () => {
    const facts = { displayName: { zh: '守塔人', en: 'Keeper' }, aliases: ['keeper'], languages: ['zh', 'en'] };
    const { after } = converted(filesOf({ 'SOUL.md': ZH, 'SOUL.en.md': EN }), facts);
    expect(after.manifest).toMatchObject(facts);
  });

  it('what is ours stays byte for byte', () => {
    for (const files of [
      { 'SOUL.md': `---\nname: a\nversion: 1.0.0\n# a comment\n---\n${EN}`, 'AGENTS.md': 'x\r\n' },
      { 'SKILL.md': '---\nname: s\ndescription: d\n---\n\nDo it.\n' },
      { 'TEAM.md': '---\nname: t\nversion: 1.0.0\nsouls: [a]\n---\n\nUs.\n' },
    ]) {
      const found = readPackage(filesOf(files as Record<string, string>));
      expect(convert(found)).toEqual({ files: found.files, moved: {} });
    }
  });
});
