/** `clawhub admin …`: each verb asks an action and says what came of it. */
import fs from 'node:fs';
import * as admins from '../../actions/admin.ts';
import { SoulError } from '../../core/errors.ts';
import { plural, type Text, text } from '../../core/text.ts';
import { ADMIN_VERBS, type AdminVerb, type AdminVerbName, adminVerb } from '../admin-verbs.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { limitOf } from '../limit.ts';
import type { Output } from '../output.ts';

interface AdminFlags extends GlobalFlags {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly owner?: string;
  readonly scope?: readonly string[];
  readonly label?: string;
  readonly expires?: string;
  readonly role?: string;
  readonly name?: string;
  readonly reason?: string;
  readonly limit?: string;
}

interface Call {
  readonly cli: Cli<AdminFlags>;
  readonly place: admins.HubPlace;
  /** As many as the usage names. */
  readonly args: readonly string[];
}

interface Outcome {
  /** Lines for people. */
  readonly says: readonly (string | Text)[];
  readonly data: unknown;
  /** Beside the result, to stderr. */
  readonly beside?: Text;
}

/** `admin seed <library>`, `admin token create <handle>`, … */
export async function admin(cli: Cli<AdminFlags>, ...given: unknown[]): Promise<void> {
  const found = adminVerb(given.flat() as string[]);
  if (found === null) throw unknownVerb(given.flat() as string[]);
  const { usage, makesHub = false }: AdminVerb = ADMIN_VERBS[found.name];
  const wanted = usage.match(/<[^>]+>/g) ?? [];
  if (found.args.length !== wanted.length) throw wrongArguments(usage);
  const { flags, ctx, out } = cli;
  const place = {
    data: flags.data ?? (ctx.env.SOULHUB_DATA || null),
    databaseUrl: flags.databaseUrl ?? (ctx.env.SOULHUB_DATABASE_URL || null),
    mayMake: makesHub,
  };
  const { says, data, beside } = await VERBS[found.name]({ cli, place, args: found.args });
  for (const line of says) out.print(typeof line === 'string' ? line : out.say(line));
  if (beside) out.talk(out.say(beside));
  out.data(data);
}

function unknownVerb(words: readonly string[]): SoulError {
  const known = Object.keys(ADMIN_VERBS).join(', ');
  const said = words.join(' ');
  return new SoulError('E_USAGE', text(`admin ${said}: not known`, `admin ${said}：未知操作`), {
    hint: text(`known: ${known}`, `支持：${known}`),
  });
}

function wrongArguments(usage: string): SoulError {
  const words = `clawhub admin ${usage}`;
  return new SoulError('E_USAGE', text(`it is called like this: ${words}`, `用法：${words}`), {
    hint: text('clawhub admin --help', 'clawhub admin --help'),
  });
}

const [FIRST, SECOND] = [0, 1];
const argument = ({ args }: Call, at = FIRST): string => args[at] ?? '';
const done = (en: string, zh: string, data: unknown): Outcome => ({ says: [text(en, zh)], data });

const VERBS: Readonly<Record<AdminVerbName, (call: Call) => Promise<Outcome>>> = {
  'user create': async (call) => {
    const { role = null, name = null } = call.cli.flags;
    const user = await admins.createUser(call.cli.ctx, argument(call), { ...call.place, role, displayName: name });
    return { says: [user.handle], data: user };
  },
  'user list': async ({ cli, place }) => {
    const owners = await admins.listOwners(cli.ctx, place);
    const line = ({ handle, kind, role, closed }: (typeof owners)[number]) =>
      [`@${handle}`, kind === 'org' ? 'org' : role, ...(closed ? ['closed'] : [])].join('  ');
    return { says: owners.map(line), data: { owners } };
  },
  'user role': async (call) => {
    const [handle, role] = [argument(call), argument(call, SECOND)];
    await admins.setRole(call.cli.ctx, handle, role, call.place);
    return done(`@${handle} is ${role} now`, `@${handle} 现在是 ${role}`, { handle, role });
  },
  'user password': async (call) => {
    const password = fs.readFileSync(process.stdin.fd, 'utf8').replace(/\r?\n$/, '');
    const handle = argument(call);
    await admins.setPassword(call.cli.ctx, handle, password === '' ? null : password, call.place);
    if (password === '') return done('the password is gone', '已删除密码', { handle, password: false });
    return done(`@${handle} has a new password`, `已更新 @${handle} 的密码`, { handle, password: true });
  },
  'user close': (call) => closed(call, true),
  'user open': (call) => closed(call, false),
  'token create': tokenCreate,
  'token list': async (call) => {
    const tokens = await admins.listTokens(call.cli.ctx, argument(call), call.place);
    const line = ({ id, label, scopes, expiresAt }: (typeof tokens)[number]) =>
      [id, scopes.join('+'), expiresAt === null ? '-' : new Date(expiresAt).toISOString(), label].join('  ');
    return { says: tokens.map(line), data: { tokens } };
  },
  'key show': async ({ cli, place }) => {
    const { log, signing } = await admins.hubKeys(cli.ctx, place);
    const keys = [{ of: 'log', ...log }, ...signing.map((each) => ({ of: 'npm', ...each }))];
    return { says: keys.flatMap(({ of, key, words }) => [`${of}  ${words}`, `     ${key}`]), data: { keys } };
  },
  'key forget': async (call) => {
    const handle = argument(call);
    await admins.forgetKey(call.cli.ctx, handle, call.place);
    return done(`the key of @${handle} is forgotten`, `已清除 @${handle} 的密钥`, { handle });
  },
  'token revoke': async (call) => {
    await admins.revokeToken(call.cli.ctx, argument(call), call.place);
    return done(`revoked: ${argument(call)}`, `已撤销：${argument(call)}`, { revoked: argument(call) });
  },
  'org create': async (call) => {
    const { owner = null, name = null } = call.cli.flags;
    const org = await admins.createOrg(call.cli.ctx, argument(call), { ...call.place, owner, displayName: name });
    return { says: [org.handle], data: org };
  },
  'org members': async (call) => {
    const members = await admins.listMembers(call.cli.ctx, argument(call), call.place);
    return { says: members.map(({ handle, role }) => `@${handle}  ${role}`), data: { members } };
  },
  'org add': async (call) => {
    const [org, handle, role] = [argument(call), argument(call, SECOND), call.cli.flags.role ?? 'member'];
    await admins.addMember(call.cli.ctx, { org, handle, role }, call.place);
    return done(`@${handle} is ${role} of @${org}`, `@${handle} 现在是 @${org} 的 ${role}`, { org, handle, role });
  },
  'org remove': async (call) => {
    const [org, handle] = [argument(call), argument(call, SECOND)];
    await admins.removeMember(call.cli.ctx, { org, handle }, call.place);
    return done(`@${handle} has left @${org}`, `已将 @${handle} 移出 @${org}`, { org, handle, removed: true });
  },
  'moderate reports': async ({ cli, place }) => {
    const reports = await admins.listReports(cli.ctx, place);
    const line = ({ id, name, version, reporter, reason }: (typeof reports)[number]) =>
      `${id}  ${name}${version === null ? '' : `@${version}`}  @${reporter}: ${reason}`;
    const none = text('nothing is reported', '没有举报');
    return { says: reports.length === 0 ? [none] : reports.map(line), data: { reports } };
  },
  'moderate resolve': (call) => answered(call, 'resolved'),
  'moderate reject': (call) => answered(call, 'rejected'),
  'moderate withdraw': async (call) => {
    const [what, { reason }] = [argument(call), call.cli.flags];
    if (!reason) throw new SoulError('E_USAGE', text('withdrawing needs --reason', '撤下需要 --reason'));
    await admins.moderate(call.cli.ctx, what, reason, call.place);
    return done(`withdrawn: ${what}`, `已撤下：${what}`, { withdrawn: what, reason });
  },
  'moderate reinstate': async (call) => {
    await admins.moderate(call.cli.ctx, argument(call), null, call.place);
    return done(`reinstated: ${argument(call)}`, `已恢复：${argument(call)}`, { reinstated: argument(call) });
  },
  'moderate log': async ({ cli, place }) => {
    const lines = await admins.auditLines(cli.ctx, limitOf(cli.flags.limit, 200), place);
    const line = ({ at, actor, action, target }: (typeof lines)[number]) =>
      `${new Date(at).toISOString()}  @${actor}  ${action}  ${target}`;
    return { says: lines.map(line), data: { lines } };
  },
  seed,
  backup: async (call) => {
    const facts = await admins.backupHub(call.cli.ctx, argument(call), call.place);
    return done(`backed up: ${facts.file}`, `已备份：${facts.file}`, facts);
  },
  restore: async (call) => {
    await admins.restoreHub(call.cli.ctx, argument(call), call.place);
    return done(`restored from ${argument(call)}`, `已从 ${argument(call)} 恢复`, { restored: argument(call) });
  },
  rescan: async ({ cli, place }) => {
    const { scanned, changed, withdrawn, failures } = await admins.rescanHub(cli.ctx, place);
    const failed = toldOf(failures, cli.out);
    const lines = changed.map(({ name, version, from, to }) => `${name}@${version}  ${from} → ${to}`);
    const sum = text(
      `${plural(scanned, 'version')} scanned, ${changed.length} judged otherwise than before, ${withdrawn.length} withdrawn, ${failed.length} not judged`,
      `扫描了 ${scanned} 个版本，${changed.length} 个结论有变，${withdrawn.length} 个被撤下，${failed.length} 个无法扫描`,
    );
    return { says: [...lines, sum], data: { scanned, changed, withdrawn, failed } };
  },
  reindex: async ({ cli, place }) => {
    const { packages } = await admins.reindexHub(cli.ctx, place);
    return done(`search finds ${plural(packages, 'package')}`, `搜索索引已重建，共 ${packages} 个包`, { packages });
  },
};

async function closed(call: Call, isClosed: boolean): Promise<Outcome> {
  const handle = argument(call);
  await admins.setClosed(call.cli.ctx, handle, isClosed, call.place);
  return isClosed
    ? done(`@${handle} is closed; its packages stay`, `@${handle} 已关闭，包保留`, { handle, closed: true })
    : done(`@${handle} is open again`, `@${handle} 已重新开放`, { handle, closed: false });
}

async function answered(call: Call, state: 'resolved' | 'rejected'): Promise<Outcome> {
  const id = argument(call);
  await admins.answerReport(call.cli.ctx, id, { state, note: call.cli.flags.reason ?? '' }, call.place);
  return done(`${state}: ${id}`, `${state === 'resolved' ? '已处理' : '已驳回'}：${id}`, { id, state });
}

async function tokenCreate(call: Call): Promise<Outcome> {
  const { scope: scopes = [], label = null, expires } = call.cli.flags;
  const days = expires === undefined ? null : Number(expires);
  if (days !== null && !(days > 0 && days <= 3650)) {
    throw new SoulError('E_USAGE', text('--expires: days, 1 to 3650', '--expires：天数，1 到 3650'));
  }
  const {
    handle,
    token,
    scopes: granted,
    expiresAt,
  } = await admins.createToken(call.cli.ctx, argument(call), {
    ...call.place,
    scopes,
    label,
    days,
  });
  return {
    says: [token],
    data: { handle, token, scopes: granted, expiresAt },
    beside: text('it is shown this once; the hub keeps only its hash', '令牌只显示这一次；hub 只保存其哈希'),
  };
}

async function seed({ cli, place, args }: Call): Promise<Outcome> {
  const { out, ctx, flags } = cli;
  const owner = flags.owner ?? 'soulhub';
  const onProgress = progressBar(out.options.quiet);
  const report = await admins.seedHub(ctx, args[FIRST] ?? '', { ...place, owner }, onProgress);
  const { done: count, published, present, failures } = report;
  const failed = toldOf(failures, out);
  return done(
    `${plural(count, 'package')}: ${published} published, ${present} were there, ${failures.length} refused`,
    `共 ${count} 个包：新发布 ${published}，已存在 ${present}，拒绝 ${failures.length}`,
    { done: count, published, present, failed },
  );
}

/** Each with its reason, for whoever watches; the command has not succeeded. The same for programs. */
function toldOf(failures: readonly { readonly id: string; readonly error: SoulError }[], out: Output) {
  for (const { id, error } of failures) out.talk(`${id}${out.t(': ', '：')}${out.say(error.says)} (${error.code})`);
  if (failures.length > 0) process.exitCode = failures[0]?.error.exit ?? 1;
  return failures.map(({ id, error }) => ({ id, code: error.code, message: out.say(error.says) }));
}

const WIDTH = 30;

/** One line that rewrites itself on a terminal; silent elsewhere. */
function progressBar(quiet: boolean): (count: number, total: number) => void {
  const { stderr } = process;
  if (quiet || !stderr.isTTY) return () => {};
  return (count, total) => {
    const filled = Math.round((count / total) * WIDTH);
    const end = count === total ? '\n' : '';
    stderr.write(`\r[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${count}/${total}${end}`);
  };
}
