/** What is wrong on this machine, and, with `fix`, the repairs that lose nothing. Damaged files are set aside, never deleted. */
import path from 'node:path';
import { isSoulError } from '../core/errors.ts';
import type { Kind } from '../core/kind.ts';
import { plural, text } from '../core/text.ts';
import { withLock } from '../store/lock.ts';
import { readSkillLock, readSoulLock } from '../store/locks.ts';
import { type Installed, readInstalled, readPackageFiles, updateInstalled } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import { readProjectFile } from '../store/project.ts';
import { recoverSkills } from '../store/skills.ts';
import { setAside } from './aside.ts';
import type { Context } from './context.ts';
import { slotFindings } from './doctor-slots.ts';
import { type Finding, guarded, ok, problem } from './finding.ts';
import { type Ailment, ailments } from './heal.ts';
import { projectRootOf } from './project.ts';
import { rebuildLock } from './rebuild.ts';
import type { SlotRequest } from './slots.ts';
import { status } from './status.ts';
import { chooseWorkdir } from './workdir.ts';

export function doctor(ctx: Context, request: SlotRequest, fix: boolean): Finding[] {
  // What is repaired comes first, so that the rest describes the machine as it is afterwards.
  const repaired = guarded(() => slotFindings(ctx, request, fix));
  return [
    ...machine(ctx),
    ...repaired,
    ...agents(ctx, request),
    ...store(ctx, fix),
    ...locks(ctx, fix),
    ...project(ctx),
  ];
}

function machine(ctx: Context): Finding[] {
  return [
    ok(
      text(`Node ${process.versions.node}, ${process.platform}`, `Node ${process.versions.node}，${process.platform}`),
    ),
    ok(text(`store: ${ctx.paths.root}`, `本地仓库：${ctx.paths.root}`)),
  ];
}

function agents(ctx: Context, request: SlotRequest): Finding[] {
  return guarded(() =>
    status(ctx, request).flatMap((slot) => {
      if (slot.problem) return [problem(slot.problem)];
      const findings = [ok(text(`${slot.title}: ${slot.slot}`, `${slot.title}：${slot.slot}`))];
      if (slot.limit !== null && slot.length !== null && slot.length > slot.limit) {
        const says = text(
          `${slot.slot} has ${slot.length} characters; ${slot.title} reads ${slot.limit}; a longer one ${slot.beyond.en}`,
          `${slot.slot} 有 ${slot.length} 个字符；${slot.title} 只读取 ${slot.limit} 个；更长的${slot.beyond.zh}`,
        );
        findings.push({
          level: 'problem',
          says,
          hint: slot.agent.startsWith('openclaw')
            ? text(
                'shorten it, or raise agents.defaults.bootstrapMaxChars',
                '请缩短，或调高 agents.defaults.bootstrapMaxChars',
              )
            : text('shorten it', '请缩短'),
          fixed: false,
        });
      }
      const warnings = slot.notes.filter(({ level }) => level === 'warning');
      return [...findings, ...warnings.map(({ says, hint }) => ({ level: 'note' as const, says, hint, fixed: false }))];
    }),
  );
}

function store(ctx: Context, fix: boolean): Finding[] {
  return guarded(() => {
    const { souls, repaired } = readInstalled(ctx.paths);
    const count = (kind: Kind) => Object.values(souls).filter((item) => item.kind === kind).length;
    const [singles, teams] = [count('soul'), count('team')];
    const findings = [
      ok(
        text(
          `${plural(singles, 'soul')} and ${plural(teams, 'team')} installed`,
          `已安装 ${singles} 个角色、${teams} 个团队`,
        ),
      ),
    ];
    if (repaired && fix) updateInstalled(ctx.paths, (now) => now);
    if (repaired)
      findings.push({
        level: fix ? 'note' : 'problem',
        says: text('the list of souls was damaged', '角色列表曾损坏'),
        hint: fix ? null : text('clawhub doctor --fix writes it anew', 'clawhub doctor --fix 可重写'),
        fixed: fix,
      });
    const broken = Object.values(souls).flatMap((item) => guarded(() => intact(ctx, item)));
    return [...findings, ...broken];
  });
}

function intact(ctx: Context, item: Installed): Finding[] {
  readPackageFiles(ctx.paths, item);
  return [];
}

function locks(ctx: Context, fix: boolean): Finding[] {
  return guarded(() => {
    const { paths } = chooseWorkdir(ctx);
    const checks = [() => readSkillLock(paths), () => readSoulLock(paths)];
    const findings = checks.flatMap((check) => lockFinding(ctx, paths, check, fix));
    if (fix) withLock(paths.locks, () => recoverSkills(paths));
    const all = [...findings, ...turns(ctx, paths, fix)];
    return all.length > 0
      ? all
      : [ok(text(`lock files of ${path.dirname(paths.folder)}`, `${path.dirname(paths.folder)} 的锁文件`))];
  });
}

/** One cure may bring to light another ailment of the same skill: at most a few for each are looked for. */
function turns(ctx: Context, paths: WorkPaths, fix: boolean): Finding[] {
  if (!fix) return ailments(ctx, paths).map(finding);
  return withLock(paths.locks, () => {
    const done: Finding[] = [];
    for (let round = 0; round < 1000; round++) {
      const next = ailments(ctx, paths).find(({ heal }) => heal !== null);
      if (next === undefined) break;
      next.heal?.();
      done.push({ level: 'note', says: next.cure, hint: null, fixed: true });
    }
    return [...done, ...ailments(ctx, paths).map(finding)];
  });
}

function finding({ says, heal }: Ailment): Finding {
  const hint = heal === null ? null : text('clawhub doctor --fix', 'clawhub doctor --fix');
  return { level: 'problem', says, hint, fixed: false };
}

function lockFinding(ctx: Context, paths: WorkPaths, check: () => unknown, fix: boolean): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isSoulError(error, 'E_LOCKFILE', 'E_LOCKFILE_NEWER')) throw error;
    if (!fix || error.code === 'E_LOCKFILE_NEWER') return [problem(error)];
    return [rebuilt(ctx, paths, String(error.details.path))];
  }
}

function rebuilt(ctx: Context, paths: WorkPaths, file: string): Finding {
  return withLock(paths.locks, () => {
    const aside = setAside(ctx, file);
    const names = rebuildLock(ctx, paths, file);
    const says = text(
      `${file} was damaged; it was set aside (${aside}) and written anew from what is installed: ${names.join(', ') || 'nothing'}`,
      `${file} 曾损坏；已移开（${aside}），并按已安装内容重建：${names.join('、') || '无'}`,
    );
    return { level: 'note', says, hint: null, fixed: true };
  });
}

/** The file that says which souls a project uses is the project's: it is read, never repaired. */
function project(ctx: Context): Finding[] {
  return guarded(() => {
    const root = projectRootOf(ctx);
    if (root !== null) readProjectFile(root);
    return [];
  });
}
