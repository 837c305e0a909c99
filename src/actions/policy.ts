/** The policies that hold here: the machine's and the project's. Parsed only where there are any. */
import type { PolicyFile } from '../core/policy.ts';
import { readIfExists } from '../store/disk.ts';
import type { Context } from './context.ts';
import { chooseWorkdir } from './workdir.ts';

/** @throws SoulError E_CONFIG */
export async function readPolicies(ctx: Context): Promise<readonly PolicyFile[]> {
  const places = [
    { file: ctx.paths.policy, own: true },
    { file: chooseWorkdir(ctx).paths.policy, own: false },
  ];
  const found = places.flatMap(({ file, own }) => {
    const bytes = readIfExists(file);
    return bytes === null ? [] : [{ file, own, source: new TextDecoder().decode(bytes) }];
  });
  if (found.length === 0) return [];
  const { parsePolicy } = await import('../core/policy.ts');
  return found.map(({ file, source, own }) => parsePolicy(file, source, own));
}
