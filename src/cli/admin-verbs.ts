/** What `clawhub admin` can do, as data: its help page, its errors and docs/reference/cli.md are made from it. */
import { type Text, text } from '../core/text.ts';

export interface AdminVerb {
  /** `token create <handle>`: one or two words, then what it needs. */
  readonly usage: string;
  readonly help: Text;
  /** Makes a hub where there is none yet. */
  readonly makesHub?: boolean;
}

const verb = (usage: string, en: string, zh: string): AdminVerb => ({ usage, help: text(en, zh) });
const first = (usage: string, en: string, zh: string): AdminVerb => ({ ...verb(usage, en, zh), makesHub: true });

export const ADMIN_VERBS = {
  'user create': first('user create <handle>', 'make an account (--role, --name)', '创建账号（--role、--name）'),
  'user list': verb('user list', 'accounts and organisations', '列出账号与组织'),
  'user role': verb('user role <handle> <role>', 'user, moderator or admin', '设为 user、moderator 或 admin'),
  'user password': verb(
    'user password <handle>',
    'set the password that is read from stdin; an empty one removes it',
    '从标准输入读取并设置密码；为空则删除密码',
  ),
  'user close': verb('user close <handle>', 'no more logins; packages stay', '禁止登录，包保留'),
  'user open': verb('user open <handle>', 'let a closed account in again', '重新开放账号'),
  'token create': first(
    'token create <handle>',
    'a token, shown this once (--scope, --label, --expires); makes the account',
    '创建令牌，只显示这一次（--scope、--label、--expires）；账号不存在时会创建',
  ),
  'token list': verb('token list <handle>', 'tokens, without the tokens themselves', '列出令牌（不含令牌本身）'),
  'token revoke': verb('token revoke <id>', 'the token is worth nothing from now on', '撤销令牌'),
  'key show': verb(
    'key show',
    'the keys of this hub in words, for users who ask whether it is still you',
    '以词语显示本 hub 的密钥，供用户核对',
  ),
  'key forget': verb(
    'key forget <handle>',
    'the key an owner signs with is lost: the next signed publication makes a new one known',
    '账号的签名密钥丢失：下一次签名发布将登记新密钥',
  ),
  'org create': first('org create <handle>', 'make an organisation (--owner, --name)', '创建组织（--owner、--name）'),
  'org members': verb('org members <org>', 'who belongs to it', '列出成员'),
  'org add': verb(
    'org add <org> <handle>',
    'add a member or change the role (--role owner, admin or member)',
    '添加成员或更改角色（--role owner、admin 或 member）',
  ),
  'org remove': verb('org remove <org> <handle>', 'take a member out', '移除成员'),
  'moderate reports': verb('moderate reports', 'what people reported', '列出举报'),
  'moderate resolve': verb('moderate resolve <id>', 'a report was right (--reason)', '举报属实（--reason）'),
  'moderate reject': verb('moderate reject <id>', 'a report was wrong (--reason)', '举报不属实（--reason）'),
  'moderate withdraw': verb(
    'moderate withdraw <name>',
    'nobody gets name or name@version any more (--reason)',
    '撤下 名称 或 名称@版本（--reason）',
  ),
  'moderate reinstate': verb('moderate reinstate <name>', 'take a withdrawal back', '恢复已撤下的内容'),
  'moderate log': verb('moderate log', 'the last changes, newest first (--limit)', '最近的更改，新的在前（--limit）'),
  seed: first(
    'seed <library>',
    'publish a folder or an address full of packages (--owner); run again, it goes on',
    '发布文件夹或网址中的所有包（--owner）；可重复运行，从中断处继续',
  ),
  backup: verb('backup <file>', 'everything to one file, while the hub goes on', '备份到一个文件，无需停机'),
  restore: first('restore <file>', 'from a backup into an empty hub', '从备份恢复到空的 hub'),
  rescan: verb(
    'rescan',
    'judge everything by the rules of today; what is malicious is withdrawn',
    '用当前规则重新扫描全部内容；恶意版本会被撤下',
  ),
  reindex: verb('reindex', 'make the search index anew', '重建搜索索引'),
} as const satisfies Readonly<Record<string, AdminVerb>>;

export type AdminVerbName = keyof typeof ADMIN_VERBS;

/** The verb, and what comes after it; null for words that are none. */
export function adminVerb(words: readonly string[]): { name: AdminVerbName; args: readonly string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (Object.hasOwn(ADMIN_VERBS, name)) return { name: name as AdminVerbName, args: words.slice(length) };
  }
  return null;
}
