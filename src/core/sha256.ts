/** The one hash that everything here is named by. Alone in its file, because the quick commands load nothing else of it. */

// Not imported by name: the ES module facade of node:crypto loads web crypto and more at every start.
const { createHash } = process.getBuiltinModule('node:crypto');

/** Lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
