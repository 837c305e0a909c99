/**
 * A process that publishes, and dies where `SOULHUB_FAULT` says so. One line of JSON per publication on stdout:
 * `{ "spec", "created" }` or `{ "spec", "code" }`.
 */
import { once } from 'node:events';
import { closeHub, openHub } from '../../registry/domain/hub.ts';
import { personOf, publishSoul } from '../helpers/hub-souls.ts';

export interface ChildWish {
  readonly where: { readonly dataDir: string } | { readonly databaseUrl: string };
  readonly handle: string;
  readonly specs: readonly string[];
  /** Makes the content this process's own. */
  readonly readme?: string;
  /** Says `ready` and starts when it is told `go`. */
  readonly wait?: boolean;
}

const wish = JSON.parse(process.argv[2] ?? '{}') as ChildWish;
const hub = await openHub(wish.where);
const actor = personOf(wish.handle);
if (wish.wait) {
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
}
for (const spec of wish.specs) {
  const outcome = await publishSoul(hub, actor, spec, wish.readme ? { more: { 'README.md': wish.readme } } : {}).then(
    ({ created }) => ({ spec, created }),
    (error: { code?: string; message: string }) => ({ spec, code: error.code ?? error.message }),
  );
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
await closeHub(hub);
process.stdin.destroy();
