/** The moments at which a person must decide whom to trust: what to say, what to compare, how to go on. */

import { SoulError } from '../core/errors.ts';
import { wordsOf } from '../core/note.ts';
import { type RegistryKey, registryKeyWords } from '../core/registry-signature.ts';
import { text } from '../core/text.ts';
import type { Resolution } from '../sources/source.ts';

/** @param old and `key`: public keys as they are written */
export function authorChanged({ name, asked, version, source }: Resolution, old: string, key: string): SoulError {
  const [before, now] = [wordsOf(old), wordsOf(key)];
  const what =
    asked === undefined
      ? text(`${name} ${version}`, `${name} ${version}`)
      : text(
          `${name} ${version}, which ${source.url} gives for ${asked},`,
          `${source.url} 以 ${asked} 之名给出的 ${name} ${version}`,
        );
  // With the source, so that it is found also where nothing is installed and no hub configured.
  const accept = `clawhub key accept ${asked ?? name}${source.url === '' ? '' : ` --registry ${source.url}`}`;
  return new SoulError(
    'E_KEY_CHANGED',
    text(
      `${what.en} is signed with another key than before\n  until now: ${before}\n  now:       ${now}`,
      `${what.zh} 的签名密钥与之前不同\n  此前：${before}\n  现在：${now}`,
    ),
    {
      hint: text(
        `nothing was installed. Ask the author, not over ${source.url}: whether the key was changed, and to read you the words of \`clawhub key list\`. If they are the new ones: ${accept}`,
        `没有安装任何内容。请通过 ${source.url} 以外的途径问作者：是否换了密钥，并请对方读出 \`clawhub key list\` 显示的词。若与新密钥一致：${accept}`,
      ),
      details: { name, version, known: old, received: key, words: { known: before, received: now } },
    },
  );
}

export function hubKeyChanged(url: string, known: readonly RegistryKey[], now: readonly RegistryKey[]): SoulError {
  const words = (keys: readonly RegistryKey[]) => keys.map(registryKeyWords).join(' / ') || '–';
  return hubChanged(url, words(known), words(now));
}

export function logKeyChanged(url: string, known: string, now: string): SoulError {
  return hubChanged(url, wordsOf(known), wordsOf(now));
}

function hubChanged(url: string, before: string, now: string): SoulError {
  return new SoulError(
    'E_KEY_CHANGED',
    text(
      `${url} signs with another key than before\n  until now: ${before}\n  now:       ${now}`,
      `${url} 的签名密钥与之前不同\n  此前：${before}\n  现在：${now}`,
    ),
    {
      hint: text(
        `nothing was installed. Somebody may stand in for the hub. Ask its operator for the words of its key (clawhub admin key show); if they are the new ones: clawhub key accept ${url}`,
        `没有安装任何内容。可能有人冒充该 hub。请向其运营者核对密钥的词（clawhub admin key show）；若与新密钥一致：clawhub key accept ${url}`,
      ),
      details: { url, known: before, received: now },
    },
  );
}

/** @param author the key that has signed until now, when it is the author's signature that is missing */
export function noLongerSigned(url: string, what: string, author?: string): SoulError {
  const by =
    author === undefined ? text(url, url) : text(`its author (${wordsOf(author)})`, `作者（${wordsOf(author)}）`);
  return new SoulError(
    'E_UNSIGNED',
    text(`${what} is not signed; until now ${by.en} has always signed`, `${what} 没有签名；此前${by.zh}一直签名`),
    {
      hint: text(
        'nothing was installed: whoever takes a signature away looks like this. Ask the author or the operator of the hub',
        '没有安装任何内容：去掉签名的攻击正是如此。请询问作者或 hub 的运营者',
      ),
      details: { url, what },
    },
  );
}
