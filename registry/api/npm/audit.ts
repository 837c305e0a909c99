/**
 * `npm audit`: for each installed version, whether something is known against it. Here that is what the hub itself
 * knows: what moderators withdrew, and what owners yanked. npm sends the list compressed.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { isName } from '../../../src/core/name.ts';
import { text } from '../../../src/core/text.ts';
import { type Against, knownAgainst } from '../../domain/advisories.ts';
import type { Hub } from '../../domain/hub.ts';
import { json } from '../answer.ts';
import { parseJson } from '../body.ts';
import { route } from '../route.ts';

const MAX_SENT = 1024 * 1024;
const MAX_TEXT = 8 * 1024 * 1024;
/** Names that are looked up; a real tree of souls is far smaller. */
const MAX_PACKAGES = 2_000;

const Asked = z.record(z.string(), z.array(z.string().max(256)));

const Advisory = z.object({
  id: z.int(),
  url: z.url(),
  title: z.string(),
  severity: z.enum(['moderate', 'critical']),
  vulnerable_versions: z.string(),
  cwe: z.array(z.string()),
  cvss: z.object({ score: z.number(), vectorString: z.null() }),
});
type Advisory = z.input<typeof Advisory>;

const audit = route({
  id: 'npm.audit',
  dialect: 'npm',
  method: 'POST',
  path: '/-/npm/v1/security/advisories/bulk',
  says: 'What is known against installed versions: withdrawn and yanked ones.',
  access: 'optional',
  limit: 'read',
  maxBytes: MAX_SENT,
  takes: ['*/*'],
  answers: { 200: { means: 'Advisories by package.', json: z.record(z.string(), z.array(Advisory)) } },
  run: async ({ raw, headers, origin }, { hub }) => {
    const asked = Asked.safeParse(parseJson(await unpacked(raw.bytes, headers.get('content-encoding'))));
    if (!asked.success)
      throw new SoulError('E_USAGE', text('a list of versions by name is needed', '需要按包名列出版本'));
    return json(await advisories(hub, new Map(Object.entries(asked.data).slice(0, MAX_PACKAGES)), origin));
  },
});

async function advisories(hub: Hub, asked: ReadonlyMap<string, readonly string[]>, origin: string) {
  const found: Record<string, Advisory[]> = {};
  for (const against of await knownAgainst(hub, [...asked.keys()].filter(isName))) {
    if (!asked.get(against.name)?.includes(against.version)) continue;
    const before = found[against.name] ?? [];
    found[against.name] = [...before, advisory(before.length + 1, against, origin)];
  }
  return found;
}

async function unpacked(bytes: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  if (encoding !== 'gzip') return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_TEXT });
  } catch (cause) {
    throw new SoulError('E_USAGE', text('the body is not gzip, or too long', '请求体不是有效的 gzip 或过长'), {
      cause,
    });
  }
}

function advisory(id: number, { name, version, withdrawn, yanked }: Against, origin: string): Advisory {
  const because = yanked ? `: ${yanked}` : '';
  return {
    id,
    url: `${origin}/${name}`,
    title: withdrawn === null ? `yanked by its owner${because}` : `withdrawn: ${withdrawn}`,
    severity: withdrawn === null ? 'moderate' : 'critical',
    vulnerable_versions: version,
    cwe: [],
    cvss: { score: 0, vectorString: null },
  };
}

export const AUDIT_ROUTES = [audit];
