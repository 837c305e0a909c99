/** Are the files on this machine the ones that were installed? Every answer is computed anew from the bytes. */
import path from 'node:path';
import type { Site } from '../agents/agent.ts';
import { isSoulError, type SoulError } from '../core/errors.ts';
import { contentHash } from '../core/integrity.ts';
import { type Text, text } from '../core/text.ts';
import { headOf } from '../core/timeline.ts';
import { readSkillLock, readSoulLock, type SoulEntry } from '../store/locks.ts';
import { type Installed, readInstalled, readPackageFiles } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import { readSkillFiles, settleSkills, skillCondition } from '../store/skills.ts';
import { type SlotView, viewSlot } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { sitesToShow } from './meant.ts';
import { type SlotRequest, slotOptions, soulDrift } from './slots.ts';
import { workdirToRead } from './workdir.ts';

export interface Check {
  readonly subject: string;
  readonly ok: boolean;
  readonly says: Text;
}

const INTACT = text('as installed', '与安装时一致');

/** All checks; nothing is changed, and nothing that fails becomes the new normal. */
export function verifyAll(ctx: Context, request: SlotRequest): Check[] {
  return [...verifyStore(ctx), ...verifySkills(ctx), ...verifyLock(ctx), ...verifySlots(ctx, request)];
}

function failed(subject: string, error: SoulError): Check {
  return { subject, ok: false, says: error.says };
}

function guarded(subject: string, check: () => Check[]): Check[] {
  try {
    return check();
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return [failed(subject, error)];
  }
}

function verifyStore(ctx: Context): Check[] {
  return guarded(ctx.paths.index, () => {
    const { souls, repaired } = readInstalled(ctx.paths);
    const damage: Check = {
      subject: ctx.paths.index,
      ok: false,
      says: text('the list is damaged (a copy is in use)', '列表已损坏（正在使用副本）'),
    };
    return [...(repaired ? [damage] : []), ...Object.values(souls).flatMap((item) => verifyPackage(ctx, item))];
  });
}

function verifyPackage(ctx: Context, item: Installed): Check[] {
  const subject = `${item.name} ${item.version}`;
  return guarded(subject, () => {
    readPackageFiles(ctx.paths, item);
    return [{ subject, ok: true, says: INTACT }];
  });
}

function verifySkills(ctx: Context): Check[] {
  return guarded('lock.json', () => {
    const { paths } = workdirToRead(ctx);
    settleSkills(paths);
    return Object.entries(readSkillLock(paths).skills).map(([key, entry]) => {
      const condition = skillCondition(skillFolder(ctx, paths, key), entry);
      const says =
        condition === 'clean'
          ? INTACT
          : condition === 'absent'
            ? text('its folder is missing', '文件夹缺失')
            : text('its files were changed', '文件被改动');
      return { subject: `skill ${key}`, ok: condition === 'clean', says };
    });
  });
}

/** Our lock file must agree with what is in the store and among the skills. */
function verifyLock(ctx: Context): Check[] {
  return guarded('souls-lock.json', () => {
    const { paths } = workdirToRead(ctx);
    const { souls } = readInstalled(ctx.paths);
    return Object.entries(readSoulLock(paths).souls).flatMap(([name, entry]) => {
      const wrong = entry.kind === 'skill' ? skillPin(ctx, paths, name, entry) : soulPin(souls[name], entry);
      return wrong === 'not ours' ? [] : [{ subject: `lock ${name}`, ok: wrong === null, says: wrong ?? INTACT }];
    });
  });
}

const OTHER_CONTENT = text('the lock file names other content', '锁文件记录的内容不同');

/** What is wrong; null when nothing is. */
function soulPin(item: Installed | undefined, entry: SoulEntry): Text | null {
  if (item === undefined)
    return text('in the lock file, but not installed: clawhub install', '锁文件中有，但未安装：clawhub install');
  if (item.content !== entry.content || item.version !== entry.version) return OTHER_CONTENT;
  const sameSource = item.source.kind === entry.source.kind && item.source.url === entry.source.url;
  return sameSource && item.integrity !== entry.integrity
    ? text('the lock file names another archive', '锁文件记录的压缩包不同')
    : null;
}

/** Other clients update and remove skills without a word to our lock file: what they moved on is theirs to answer for. */
function skillPin(ctx: Context, paths: WorkPaths, name: string, entry: SoulEntry): Text | null | 'not ours' {
  const { skills } = readSkillLock(paths);
  const key = [name, name.split('/').at(-1) ?? name].find((candidate) => Object.hasOwn(skills, candidate));
  const folder = skillFolder(ctx, paths, key ?? name);
  const files = readSkillFiles(folder);
  // An edited skill was told of already.
  if (key === undefined || files === null || skillCondition(folder, skills[key]) !== 'clean') return 'not ours';
  const sameContent = contentHash(files) === entry.content;
  const sameVersion = skills[key]?.version === entry.version;
  if (sameContent && sameVersion) return null;
  if (!sameContent && !sameVersion) return 'not ours';
  return sameContent ? text('the lock files name different versions', '两个锁文件记录的版本不同') : OTHER_CONTENT;
}

function skillFolder(ctx: Context, paths: WorkPaths, key: string): string {
  return path.join(paths.root, ctx.settings.skillsFolder, ...key.split('/'));
}

function verifySlots(ctx: Context, request: SlotRequest): Check[] {
  const { sites, unreadable } = sitesToShow(ctx, request);
  const unseen = unreadable.map(({ agent, error }) => failed(agent.title, error));
  return [...unseen, ...sites.flatMap((site) => verifySlot(ctx, site, request))];
}

function verifySlot(ctx: Context, site: Site, request: SlotRequest): Check[] {
  return guarded(site.slot.root, () => {
    const view = viewSlot(site.slot, slotOptions(ctx, request));
    const soul = headOf(view.timeline)?.soul ?? null;
    if (view.repaired)
      return [
        {
          subject: site.slot.root,
          ok: false,
          says: text('the history is damaged (a copy is in use)', '历史文件已损坏（正在使用副本）'),
        },
      ];
    const lost = keptTexts(site, view);
    if (soul === null) return lost;
    const subject = `${site.title}: ${soul.name}`;
    const drift = [...new Set([...soulDrift(view), ...Object.keys(view.strays)])];
    const ok = drift.length === 0;
    return [
      ...lost,
      {
        subject,
        ok,
        says: ok
          ? text('as switched', '与切换时一致')
          : text(`changed since: ${drift.join(', ')}`, `切换后被改动：${drift.join('、')}`),
      },
    ];
  });
}

/** A text that cannot come back any more is found here, and not on the day when it is needed. */
function keptTexts({ title }: Site, view: SlotView): Check[] {
  return view.timeline.entries.flatMap(({ id, parts }) =>
    Object.entries(parts).flatMap(([name, { value }]) =>
      guarded(`${title}: entry ${id}, ${name}`, () => {
        view.read(value);
        return [];
      }),
    ),
  );
}
