/**
 * Which folder `install` works in, chosen as the official CLI does: `--workdir`, `CLAWHUB_WORKDIR`, the current folder
 * when it has a `.clawhub`, an OpenClaw workspace from OpenClaw's configuration, else the current folder. Because the
 * fourth of these surprises people, the choice is always printed.
 */
import path from 'node:path';
import { configFile, findWorkspaces } from '../agents/openclaw-config.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import { type WorkPaths, workPaths } from '../store/paths.ts';
import type { Context } from './context.ts';

export interface Workdir {
  readonly paths: WorkPaths;
  readonly why: Text;
}

/** @throws SoulError E_AGENT_CONFIG, E_FILE */
export function chooseWorkdir(ctx: Context): Workdir {
  try {
    return existing(ctx, choose(ctx));
  } catch (error) {
    if (!isSoulError(error, 'E_AGENT_CONFIG')) throw error;
    throw new SoulError(error.code, error.says, { hint: SAY_WHERE, details: error.details, cause: error });
  }
}

const SAY_WHERE = text(
  'nothing was changed; repair the file (openclaw doctor), or say where to work: --workdir <folder>',
  '没有改动任何内容；请修复该文件（openclaw doctor），或指定工作目录：--workdir <文件夹>',
);

/** For a look: the current folder where OpenClaw's configuration does not say which is its workspace. @throws SoulError E_FILE */
export function workdirToRead(ctx: Context): Workdir {
  try {
    return chooseWorkdir(ctx);
  } catch (error) {
    if (!isSoulError(error, 'E_AGENT_CONFIG')) throw error;
    const why = text(
      "the current folder; OpenClaw's configuration cannot be read",
      '当前文件夹；无法读取 OpenClaw 的配置',
    );
    return { paths: workPaths(ctx.cwd), why };
  }
}

function existing(ctx: Context, { root, why }: { root: string; why: Text }): Workdir {
  if (!ctx.host.isFolder(root)) {
    throw new SoulError('E_FILE', text(`the working directory ${root} does not exist`, `工作目录 ${root} 不存在`), {
      hint: text('make it, or name another: --workdir <folder>', '请创建它，或另行指定：--workdir <文件夹>'),
      details: { path: root, errno: 'ENOENT' },
    });
  }
  return { paths: workPaths(root), why };
}

function choose(ctx: Context): { root: string; why: Text } {
  const { workdir } = ctx.settings;
  if (workdir !== null) return { root: path.resolve(ctx.cwd, workdir), why: text('you named it', '由你指定') };
  const here = ['.clawhub', '.clawdhub'].some((name) => ctx.host.isFolder(path.join(ctx.cwd, name)));
  if (here) return { root: ctx.cwd, why: text('the current folder has a .clawhub', '当前文件夹含有 .clawhub') };
  const workspace =
    configFile(ctx.host) === null ? undefined : findWorkspaces(ctx.host).find(({ isDefault }) => isDefault);
  if (workspace) return { root: workspace.root, why: text('the OpenClaw workspace', 'OpenClaw 工作区') };
  return { root: ctx.cwd, why: text('the current folder', '当前文件夹') };
}
