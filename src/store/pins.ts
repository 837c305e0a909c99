/**
 * What this machine has seen of hubs and authors, `trust.json` under `$SOULHUB_HOME`: their keys, pinned at the first
 * meeting, and the last checkpoint of each log. Only ever added to by checks that passed, or by a person's word.
 */
import * as z from 'zod';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { makeFolder, readIfExists, replaceFile } from './disk.ts';
import { withLock } from './lock.ts';
import type { HomePaths } from './paths.ts';

const HubPin = z.looseObject({
  /** Keys of its registry signatures, DER in base64; empty while it has signed nothing. */
  keys: z.array(z.string()),
  /** Public key of its log; null while it has shown none. */
  log: z.string().nullable(),
  /** The last checkpoint seen at this address, as it was signed. */
  checkpoint: z.string().nullable(),
  /** Package → the newest entry about it that was seen here. */
  heads: z.record(z.string(), z.int()),
  since: z.string(),
});
export type HubPin = z.infer<typeof HubPin>;

const Pins = z.looseObject({
  version: z.literal(1),
  /** By address. */
  hubs: z.record(z.string(), HubPin),
  /** By the name of the log: the same wherever it is mirrored. */
  logs: z.record(z.string(), z.looseObject({ key: z.string(), checkpoint: z.string() })),
  /** By hub and author. */
  authors: z.record(z.string(), z.looseObject({ key: z.string(), since: z.string() })),
});
export type Pins = z.infer<typeof Pins>;

const NOTHING: Pins = { version: 1, hubs: {}, logs: {}, authors: {} };

/** @throws SoulError E_STATE: pins that cannot be read are no reason to trust everybody anew */
export function readPins({ pins }: HomePaths): Pins {
  const bytes = readIfExists(pins);
  if (bytes === null) return NOTHING;
  try {
    return Pins.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new SoulError('E_STATE', text(`${pins} is damaged`, `${pins} 已损坏`), {
      hint: text(
        'it holds the keys you trust; restore it from a backup, or move it away to trust everybody anew',
        '该文件保存你信任的密钥；请从备份恢复，或移开它以重新信任',
      ),
      details: { path: pins },
      cause,
    });
  }
}

export function updatePins(paths: HomePaths, change: (pins: Pins) => Pins): void {
  withLock(paths.locks, () => {
    const before = readPins(paths);
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    makeFolder(paths.root);
    replaceFile(paths.pins, new TextEncoder().encode(`${JSON.stringify(after, null, 2)}\n`), { mode: 0o600 });
  });
}
