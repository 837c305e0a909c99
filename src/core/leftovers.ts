/**
 * What other programs that switch personas leave behind, found out by running or reading them: where they keep copies
 * of the user's files, and how to tell that the text in place is theirs. `store/leftovers.ts` looks for it.
 *
 *     find-souls            <folder>/.soul_backups/SOUL.md.original and SOUL.md.<name>
 *     opensoul              ~/.soul/backup/SOUL.md.original, one for all workspaces; its first line marks a SOUL.md
 *     clawsouls             ~/.openclaw/souls/_backup/<time>/SOUL.md IDENTITY.md …, one for all workspaces
 *     personality-switcher  <folder>/personalities/<name>/SOUL.md IDENTITY.md, personalities/backups/<time>/…
 *     Hermes switcher       <folder>/souls/current.md, current-2.md …
 *     OpenPersona           no copy; marked blocks amid the user's own text in SOUL.md and IDENTITY.md
 */

export interface Trace {
  readonly program: string;
  /**
   * Where to look: in the folder of the slot, also in the one that the program is started in, or in the user's home. What
   * lies in the home is OpenClaw's.
   */
  readonly below: 'slot' | 'here' | 'home';
  /** Names of folders, one in the other; `*` is any. */
  readonly folders: readonly string[];
  /** Files there, and the part that each was. The files of one folder together are one state. */
  readonly files: RegExp;
  /** Each file is a state of its own, of this part. */
  readonly single: string | null;
}

const WORKSPACE_FILES = /^(?:SOUL|IDENTITY|STYLE|AGENTS|HEARTBEAT|TOOLS)\.md$/;

export const TRACES: readonly Trace[] = [
  {
    program: 'find-souls',
    below: 'here',
    folders: ['.soul_backups'],
    files: /^SOUL\.md(?:\..+)?$/,
    single: 'SOUL.md',
  },
  { program: 'opensoul', below: 'home', folders: ['.soul', 'backup'], files: /^SOUL\.md\..+$/, single: 'SOUL.md' },
  {
    program: 'clawsouls',
    below: 'home',
    folders: ['.openclaw', 'souls', '_backup', '*'],
    files: WORKSPACE_FILES,
    single: null,
  },
  {
    program: 'personality-switcher',
    below: 'slot',
    folders: ['personalities', '*'],
    files: WORKSPACE_FILES,
    single: null,
  },
  {
    program: 'personality-switcher',
    below: 'slot',
    folders: ['personalities', 'backups', '*'],
    files: WORKSPACE_FILES,
    single: null,
  },
  {
    program: 'Hermes switcher',
    below: 'slot',
    folders: ['souls'],
    files: /^current(?:-\d+)?\.md$/,
    single: 'SOUL.md',
  },
];

const OPENSOUL = '<!-- opensoul:swapped -->';
const OPENPERSONA = ['SOUL', 'HANDOFF', 'IDENTITY'].map(
  (name) => [`<!-- OPENPERSONA_${name}_START -->`, `<!-- OPENPERSONA_${name}_END -->`] as const,
);

export interface Claim {
  readonly program: string;
  /** What the user wrote around it; null when the whole file is the program's. */
  readonly own: Uint8Array | null;
}

/** The program that the text in place comes from, by the marks it leaves; null when it has none. */
export function claimOf(bytes: Uint8Array): Claim | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, OPENSOUL.length).equals(Buffer.from(OPENSOUL))) return { program: 'opensoul', own: null };
  const rest = OPENPERSONA.reduce((text, marks) => withoutBlocks(text, ...marks), file);
  return rest.length === file.length ? null : { program: 'OpenPersona', own: rest };
}

/** Latin-1 keeps every byte as it is. What was put between the user's text and the block goes with it: blank lines. */
function withoutBlocks(file: Buffer, start: string, end: string): Buffer {
  let text = file.toString('latin1');
  for (let from = text.indexOf(start); from !== -1; from = text.indexOf(start)) {
    const to = text.indexOf(end, from);
    if (to === -1) break;
    text = joined(text.slice(0, from), text.slice(to + end.length));
  }
  return Buffer.from(text, 'latin1');
}

function joined(before: string, after: string): string {
  const blank = (char: string | undefined) => char !== undefined && ' \t\r\n'.includes(char);
  let [head, tail] = [before.length, 0];
  while (blank(before[head - 1])) head--;
  while (blank(after[tail])) tail++;
  const parts = [before.slice(0, head), after.slice(tail)].filter((part) => part !== '');
  return tail === after.length && parts.length > 0 ? `${parts[0]}\n` : parts.join('\n\n');
}
