/** key: generate, list, export, import, rotate, accept. */
import * as keys from '../../actions/key.ts';
import { SoulError } from '../../core/errors.ts';
import { plural, text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import type { Output } from '../output.ts';

interface KeyFlags extends GlobalFlags {
  readonly secret?: boolean;
}

type Verb = (cli: Cli<KeyFlags>, argument: string | null) => void | Promise<void>;

const VERBS: Readonly<Record<string, Verb>> = { generate, list, export: exportKey, import: importKey, rotate, accept };

export async function key(cli: Cli<KeyFlags>, ...given: unknown[]): Promise<void> {
  const [verb = '', argument = null, ...more] = given.flat() as string[];
  if (Object.hasOwn(VERBS, verb) && more.length === 0) return (VERBS[verb] as Verb)(cli, argument);
  const known = Object.keys(VERBS).join(', ');
  throw new SoulError('E_USAGE', text(`key ${verb}: not known`, `key ${verb}：未知操作`), {
    hint: text(`known: ${known}`, `支持：${known}`),
  });
}

function showKey(out: Output, { name, key: written, words, rotations }: keys.OwnKey): void {
  const changed =
    rotations === 0 ? '' : out.t(`  (changed ${plural(rotations, 'time')})`, `  （已更换 ${rotations} 次）`);
  out.print(`${out.style.bold(name)}${changed}`);
  out.print(`  ${written}`);
  out.print(`  ${words}`);
}

function generate({ out, ctx }: Cli<KeyFlags>, name: string | null): void {
  const made = keys.newKey(ctx, name);
  showKey(out, made);
  out.talk(
    out.t(
      `the private key is in ${made.file}; it is never sent. Keep a copy: without it others will not follow you to a new one`,
      `私钥在 ${made.file}，不会被发送。请备份：丢失后他人无法跟随你更换密钥`,
    ),
  );
  out.talk(out.t('`clawhub publish` signs with it from now on', '今后 `clawhub publish` 会用它签名'));
  out.data(made);
}

function list({ out, ctx }: Cli<KeyFlags>): void {
  const own = keys.ownKeys(ctx);
  for (const each of own) showKey(out, each);
  if (own.length === 0) out.talk(out.t('no keys yet: clawhub key generate', '还没有密钥：clawhub key generate'));
  out.data({ keys: own });
}

function exportKey({ out, ctx, flags }: Cli<KeyFlags>, name: string | null): void {
  const exported = keys.exportKey(ctx, name, flags.secret ?? false);
  out.print(exported);
  if (flags.secret)
    out.talk(
      out.t(
        'this is the private key: whoever has it signs as you. On the other machine: clawhub key import -',
        '这是私钥：得到它的人可以以你的名义签名。在另一台机器上：clawhub key import -',
      ),
    );
  out.data({ key: exported });
}

async function importKey({ out, ctx }: Cli<KeyFlags>, from: string | null): Promise<void> {
  if (from !== '-') {
    throw new SoulError('E_USAGE', text('a private key comes in on stdin only', '私钥只能从标准输入读取'), {
      hint: text('clawhub key import - < exported', 'clawhub key import - < exported'),
    });
  }
  let input = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
  const imported = keys.importKey(ctx, input.trim());
  showKey(out, imported);
  out.data(imported);
}

function rotate({ out, ctx }: Cli<KeyFlags>, name: string | null): void {
  const changed = keys.rotateKey(ctx, name);
  showKey(out, changed);
  out.talk(
    out.t(
      `it replaces ${changed.before}, which has signed that; what you publish next carries the statement`,
      `它取代 ${changed.before}，由旧密钥签署；下次发布时会附带该声明`,
    ),
  );
  out.data(changed);
}

async function accept({ out, ctx }: Cli<KeyFlags>, what: string | null): Promise<void> {
  if (what === null)
    throw new SoulError('E_USAGE', text('accept whose key? a package or a hub', '接受谁的密钥？请给出包名或 hub 地址'));
  const accepted = await keys.acceptKey(ctx, what);
  out.print(out.t(`trusted from now on: ${accepted.now}`, `今后信任：${accepted.now}`));
  out.data(accepted);
}
