/** Archives byte by byte, right by default; every field can be bent. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { isSoulError } from '../../../src/core/errors.ts';

export const SOUL = Buffer.from('# A soul\n\nYou are calm.\n');

// ---------------------------------------------------------------------------------------------------------- tar

export interface TarFields {
  readonly type?: string;
  readonly size?: number;
  /** The 12 bytes of the size field, as they are. */
  readonly sizeField?: string | Buffer;
  readonly checksum?: string;
  readonly magic?: string;
  readonly prefix?: string;
  readonly link?: string;
}

export function tarHeader(name: string | Buffer, fields: TarFields = {}): Buffer {
  const block = Buffer.alloc(512);
  Buffer.from(name).copy(block, 0, 0, 100);
  block.write('0000644\x000000000\x000000000\0', 100);
  Buffer.from(fields.sizeField ?? `${(fields.size ?? 0).toString(8).padStart(11, '0')}\0`).copy(block, 124, 0, 12);
  block.write('14000000000\0', 136);
  block.write('        ', 148);
  block.write(fields.type ?? '0', 156, 1, 'latin1');
  block.write(fields.link ?? '', 157, 100);
  block.write(fields.magic ?? 'ustar\x0000', 257, 8, 'latin1');
  block.write(fields.prefix ?? '', 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(fields.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148, 8);
  return block;
}

export function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

export function tarFile(name: string | Buffer, data: Buffer | string = SOUL, fields: TarFields = {}): Buffer {
  const body = Buffer.from(data);
  return Buffer.concat([tarHeader(name, { size: body.length, ...fields }), padded(body)]);
}

export function pax(records: string | Buffer, type = 'x'): Buffer {
  return tarFile('PaxHeader', records, { type });
}

/** `{ path: 'a.md' }` → `13 path=a.md\n` */
export function records(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`);
      const length = [1, 2, 3, 4, 5].map((digits) => rest + digits).find((sum) => String(sum).length === sum - rest);
      return `${length} ${key}=${value}\n`;
    })
    .join('');
}

export function longName(name: string): Buffer {
  return tarFile('././@LongLink', `${name}\0`, { type: 'L' });
}

export const TAR_END = Buffer.alloc(1024);

export function tar(...blocks: readonly Buffer[]): Buffer {
  return Buffer.concat([...blocks, TAR_END]);
}

export function tgz(...blocks: readonly Buffer[]): Buffer {
  return gzipSync(tar(...blocks));
}

// ---------------------------------------------------------------------------------------------------------- zip

export interface ZipFields {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly packed?: number;
  readonly size?: number;
  readonly extra?: Buffer;
  readonly attributes?: number;
  readonly madeBy?: number;
  readonly disk?: number;
  readonly offset?: number;
  readonly signature?: number;
  /** The packed bytes, if they are not what `data` packs to. */
  readonly body?: Buffer;
  /** Bytes after the data. */
  readonly descriptor?: Buffer;
}

export interface ZipEntry extends ZipFields {
  /** Where the local header says something else than the directory. */
  readonly local?: Partial<ZipFields>;
  readonly before?: Buffer;
  readonly unlisted?: boolean;
  /** Only a directory record. */
  readonly ghost?: boolean;
}

export interface ZipEnd {
  readonly comment?: Buffer;
  readonly commentLength?: number;
  readonly count?: number;
  readonly countHere?: number;
  readonly disk?: number;
  readonly directorySize?: number;
  readonly directoryStart?: number;
  readonly beforeDirectory?: Buffer;
  readonly beforeEnd?: Buffer;
}

export function le(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

function facts(fields: ZipFields, body: Buffer): Buffer {
  const data = Buffer.from(fields.data ?? SOUL);
  return Buffer.concat([
    le([2, fields.flags ?? 0x800], [2, fields.method ?? 8], [2, 0], [2, 33]),
    le([4, fields.crc ?? crc32(data)], [4, fields.packed ?? body.length], [4, fields.size ?? data.length]),
    le([2, Buffer.from(fields.name).length], [2, fields.extra?.length ?? 0]),
  ]);
}

function bodyOf({ body, data, method }: ZipFields): Buffer {
  const bytes = Buffer.from(data ?? SOUL);
  return body ?? (method === 0 ? bytes : deflateRawSync(bytes));
}

function localOf(entry: ZipEntry): Buffer {
  if (entry.ghost) return Buffer.alloc(0);
  const fields = { ...entry, ...entry.local };
  const head = Buffer.concat([le([4, entry.local?.signature ?? 0x04034b50], [2, 20]), facts(fields, bodyOf(entry))]);
  const parts = [head, Buffer.from(fields.name), fields.extra, bodyOf(entry), entry.descriptor];
  return Buffer.concat(parts.filter((part) => part !== undefined));
}

function recordOf(entry: ZipEntry, offset: number): Buffer {
  if (entry.unlisted) return Buffer.alloc(0);
  return Buffer.concat([
    le([4, entry.signature ?? 0x02014b50], [2, entry.madeBy ?? 0x0314], [2, 20]),
    facts(entry, bodyOf(entry)),
    le([2, 0], [2, entry.disk ?? 0], [2, 0], [4, entry.attributes ?? 0], [4, entry.offset ?? offset]),
    Buffer.from(entry.name),
    entry.extra ?? Buffer.alloc(0),
  ]);
}

export function zip(entries: readonly ZipEntry[], end: ZipEnd = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const before = entry.before ?? Buffer.alloc(0);
    const local = localOf(entry);
    parts.push(before, local);
    directory.push(recordOf(entry, at + before.length));
    at += before.length + local.length;
  }
  const list = Buffer.concat(directory);
  const gap = end.beforeDirectory ?? Buffer.alloc(0);
  const comment = end.comment ?? Buffer.alloc(0);
  const count = end.count ?? entries.filter(({ unlisted }) => !unlisted).length;
  return Buffer.concat([
    ...parts,
    gap,
    list,
    end.beforeEnd ?? Buffer.alloc(0),
    le([4, 0x06054b50], [2, end.disk ?? 0], [2, end.disk ?? 0], [2, end.countHere ?? count], [2, count]),
    le([4, end.directorySize ?? list.length], [4, end.directoryStart ?? at + gap.length]),
    le([2, end.commentLength ?? comment.length]),
    comment,
  ]);
}

export function unixMode(mode: number): number {
  return mode * 0x10000;
}

// ------------------------------------------------------------------------------------------------------- reading

/** The rule an action breaks; anything that is not one of our refusals rises. */
export function ruleOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isSoulError(error, 'E_ARCHIVE', 'E_PATH', 'E_TOO_LARGE', 'E_ENCODING')) return String(error.details.rule);
    throw error;
  }
  return 'accepted';
}

export function textOf(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
}
