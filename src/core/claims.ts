/** What a registry shows for a version beside its bytes: signatures, and where its log tells of it. Nothing is verified yet. */
import * as z from 'zod';
import { AuthorSignature } from './author.ts';

export const Claims = z.object({
  /** Of the registry, over `name@version:integrity`. */
  signatures: z
    .array(z.looseObject({ keyid: z.string(), sig: z.string() }))
    .nullish()
    .transform((list) => list ?? []),
  author: AuthorSignature.nullish().transform((value) => value ?? null),
  log: z
    .object({ position: z.int().min(0), entry: z.string() })
    .nullish()
    .transform((value) => value ?? null),
  /** Position of the newest entry about the package. */
  head: z
    .int()
    .min(0)
    .nullish()
    .transform((value) => value ?? null),
});
export type Claims = z.output<typeof Claims>;
