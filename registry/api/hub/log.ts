/**
 * The transparency log as plain files (https://c2sp.org/tlog-tiles). Full tiles never change; the checkpoint is signed
 * when it is asked for, once for each size.
 */
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { parseTilePath } from '../../../src/core/log/tile.ts';
import { text } from '../../../src/core/text.ts';
import { logTree, readTile } from '../../domain/log.ts';
import { signTree } from '../../domain/log-key.ts';
import { bytes, etagOf, immutable, plain } from '../answer.ts';
import { route } from '../route.ts';

const key = route({
  id: 'log.key',
  dialect: 'hub',
  method: 'GET',
  path: '/-/log/key',
  says: 'The public key of the transparency log, as signed notes write it.',
  answers: { 200: { means: 'One line.', type: 'text/plain' } },
  run: async (_call, { logKey }) => plain(`${logKey.verifier.text}\n`),
});

const checkpoint = route({
  id: 'log.checkpoint',
  dialect: 'hub',
  method: 'GET',
  path: '/-/log/checkpoint',
  says: 'Size and hash of the log, as a signed note.',
  answers: { 200: { means: 'The checkpoint.', type: 'text/plain' } },
  run: async (_call, { hub, logKey }) => plain(signTree(await logTree(hub), logKey)),
});

const tile = route({
  id: 'log.tile',
  dialect: 'hub',
  method: 'GET',
  path: '/-/log/tile/{path*}',
  says: 'A tile of hashes (`0/000`, `0/000.p/17`) or a bundle of entries (`entries/000`).',
  params: z.object({ path: z.string().max(200) }),
  answers: { 200: { means: 'The bytes; they never change.', type: 'application/octet-stream' } },
  run: async ({ params }, { hub }) => {
    const wanted = parseTilePath(`tile/${params.path}`);
    const found = wanted === null ? null : await readTile(hub, wanted);
    if (found === null) throw new SoulError('E_NOT_FOUND', text('the log has no such tile', '日志没有这个分片'));
    return bytes(found, 'application/octet-stream', { headers: immutable(etagOf(found)) });
  },
});

export const LOG_ROUTES = [key, checkpoint, tile];
