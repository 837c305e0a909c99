/**
 * docs/reference/errors.md, cli.md and http-api.md, written from the tables that the program itself runs on:
 *
 *   node scripts/docs.mjs            write them (after `npm run build`)
 *   node scripts/docs.mjs --check    write nothing, fail when one of them is out of date
 *
 * The tables are taken from `dist`, or from the folder that `SOULHUB_DIST` names.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(root, process.env.SOULHUB_DIST ?? 'dist');
const load = (file) => import(pathToFileURL(join(dist, 'src', file)).href);

const EXITS = {
  0: ['done', '完成'],
  1: ['a bug of ours', '程序错误'],
  2: ['wrong usage', '用法有误'],
  3: ['not found', '未找到'],
  4: ['network or server', '网络或服务器'],
  5: ['not trusted', '不可信'],
  6: ['not allowed', '不允许'],
  7: ['bad package', '包不合格'],
  8: ["this machine's state", '本机状态'],
  9: ['conflict', '冲突'],
  130: ['cancelled', '已取消'],
  143: ['ended by SIGTERM', '被 SIGTERM 终止'],
};

const GENERATED = '<!-- Written by scripts/docs.mjs from the source. Do not edit by hand. -->';
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))];

function errorsPage(errors) {
  const entries = Object.entries(errors);
  const nameless = entries.find(([, { exit }]) => EXITS[exit] === undefined);
  if (nameless) throw new Error(`exit ${nameless[1].exit} of ${nameless[0]} has no words in scripts/docs.mjs`);
  const sections = Object.entries(EXITS).flatMap(([exit, [en, zh]]) => {
    const codes = entries.filter(([, kind]) => String(kind.exit) === exit);
    if (codes.length === 0) return [];
    const rows = codes.map(([code, { http, means }]) => [`\`${code}\``, String(http), means.en, means.zh]);
    return [`## Exit ${exit}: ${en} · ${zh}`, '', ...table(['Code', 'HTTP', 'Meaning', '含义'], rows), ''];
  });
  return [
    '# Exit codes and errors · 退出码与错误',
    '',
    GENERATED,
    '',
    'Every error says what happened to which thing, carries a stable code, and when it can one hint. With `--json` it is',
    '`{"error":{"code","message","hint","details"}}` on stdout. A hub answers with the HTTP status of the same table.',
    '',
    ...table(
      ['Exit', 'Meaning', '含义'],
      Object.entries(EXITS).map(([exit, [en, zh]]) => [exit, en, zh]),
    ),
    '',
    ...sections,
  ].join('\n');
}

function flagRows(flags, common) {
  const known = new Set(common.map(({ flags: name }) => name));
  return flags
    .filter(({ flags: name }) => !known.has(name))
    .map(({ flags: name, help, many }) => [`\`${name}\`${many ? ' …' : ''}`, help.en, help.zh]);
}

function verbRows(verbs) {
  return verbs.map(({ usage, help }) => [`\`${usage}\``, help.en, help.zh]);
}

function commandSection({ usage, aliases, help, flags, verbs = [] }, common) {
  const rows = flagRows(flags, common);
  const also = aliases.map((alias) => `\`${alias}\``).join(', ');
  return [
    `### \`clawhub ${usage}\``,
    '',
    `${sentence(help.en)} ${help.zh}。${also ? ` Also: ${also}.` : ''}`,
    '',
    ...(verbs.length > 0 ? [...table(['Words', 'Meaning', '含义'], verbRows(verbs)), ''] : []),
    ...(rows.length > 0 ? [...table(['Flag', 'Meaning', '含义'], rows), ''] : []),
  ];
}

function sentence(words) {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function cliPage({ COMMANDS, GROUPS }, { COMMON }) {
  const groups = Object.entries(GROUPS).flatMap(([id, title]) => [
    `## ${title.en} · ${title.zh}`,
    '',
    ...COMMANDS.filter(({ group }) => group === id).flatMap((command) => commandSection(command, COMMON)),
  ]);
  return [
    '# Commands · 命令',
    '',
    GENERATED,
    '',
    '`clawhub` and `soulhub` are two names for one program. Data goes to stdout, talk to stderr; the exit codes are in',
    '[errors.md](errors.md). A flag with `…` may be given several times.',
    '',
    '## Flags of every command · 通用选项',
    '',
    ...table(['Flag', 'Meaning', '含义'], flagRows(COMMON, [])),
    '',
    ...groups,
  ].join('\n');
}

const ARRIVES = {
  system: 'system · 系统',
  developer: 'developer · 开发者',
  user: 'user · 用户',
  unknown: 'not measured · 未测',
};
const LIVE = {
  'next-turn': 'next turn · 下一轮',
  session: 'new session · 新会话',
  process: 'restart · 重启',
  unknown: '–',
};
const code = (words) => words.map((word) => `\`${word}\``).join(' + ') || '–';

/** The table of docs/reference/agents.md; what people wrote around it stays. */
function agentsPage(rows, before) {
  const [begin, end] = ['<!-- table: written by scripts/docs.mjs from the adapters -->', '<!-- end of table -->'];
  const [head, tail] = [before.split(begin)[0], before.split(end)[1] ?? ''];
  const lines = rows.map((agent) => [
    `${agent.title} (\`${agent.id}\`)`,
    code(agent.user),
    agent.project.length === 0
      ? '–'
      : `${code(agent.project)}, ${agent.projectRoot === 'folder' ? 'folder' : 'repository'}`,
    agent.effect,
    [...new Set([agent.arrives, agent.arrivesInProject ?? agent.arrives])]
      .map((voice) => ARRIVES[voice])
      .join('; project: '),
    LIVE[agent.live],
    agent.reset === null ? '–' : `\`${agent.reset}\``,
    agent.limit === null ? '–' : String(agent.limit),
    agent.evidence.by === 'run' ? `run: ${agent.evidence.of}` : `recorded: ${agent.evidence.of}`,
  ]);
  const titles = [
    'Agent · 智能体',
    "The user's slot · 用户级位置",
    'In a project · 项目级位置',
    'Own prompt',
    'Arrives as · 到达为',
    'Seen by a session · 生效',
    'Reset · 重置',
    'Limit · 上限',
    'Evidence · 依据',
  ];
  return [head + begin, '', ...table(titles, lines), '', end + tail].join('\n');
}

const { ERRORS } = await load('core/errors.js');
// Run with the repository's own Node, which reads TypeScript.
const { httpApiPage, runExamples } = await import('../tests/helpers/http-examples.ts');
const agentsFile = join(root, 'docs/reference/agents.md');
const pages = {
  'errors.md': errorsPage(ERRORS),
  'cli.md': cliPage(await load('cli/commands.js'), await load('cli/flags.js')),
  'agents.md': agentsPage((await load('agents/catalogue.js')).catalogue(), readOrEmpty(agentsFile)),
  'http-api.md': httpApiPage(await runExamples()),
};

const check = process.argv.includes('--check');
for (const [name, page] of Object.entries(pages)) {
  const file = join(root, 'docs/reference', name);
  const wanted = `${page.trimEnd()}\n`;
  if (check && readOrEmpty(file) !== wanted) {
    console.error(`docs/reference/${name} is out of date: node scripts/docs.mjs`);
    process.exitCode = 1;
  }
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  }
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
