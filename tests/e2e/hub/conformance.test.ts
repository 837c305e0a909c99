/**
 * The black-box judge: 59 checks that drive the real clients against any registry, written before this hub and without
 * knowledge of it. It lies beside the repository; where it is missing this is skipped.
 */
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { missingOf, programOf, titleFor } from '../../helpers/real-clients.ts';
import { startTestHub } from '../../helpers/served-hub.ts';
import { sharedPath } from '../../helpers/shared.ts';

const judge = sharedPath('clawhub-stub/conformance.mjs');
const why = judge === undefined ? ', skipped: ../shared/clawhub-stub is missing' : '';

describe.skipIf(judge === undefined || missingOf('clawhub', 'openclaw') !== null)(
  titleFor(`conformance${why}`, 'clawhub', 'openclaw'),
  () => {
    it('59 of 59', { timeout: 1_200_000 }, async () => {
      await using hub = await startTestHub();
      const child = spawn(process.execPath, [judge ?? ''], {
        env: {
          PATH: process.env.PATH ?? '',
          REGISTRY: hub.url,
          TOKEN: await hub.token('alice'),
          HANDLE: 'alice',
          CLI_BIN: programOf('clawhub').file,
          OPENCLAW_BIN: programOf('openclaw').file,
        },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(said.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
      expect(said).toContain('59 passed, 0 failed');
      expect(code).toBe(0);
    });
  },
);
