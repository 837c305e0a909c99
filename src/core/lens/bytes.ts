/** Files as strings with one character a byte: whatever surrounds our spot, valid UTF-8 or not, comes through unchanged. */

export function bytesToString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function stringToBytes(source: string): Uint8Array {
  return Uint8Array.from(Buffer.from(source, 'latin1'));
}

/** A byte order mark as it shows in such a string. */
export const BOM_BYTES = '\u00EF\u00BB\u00BF';

/** The first line end of a file; LF where there is none. */
export function eolOf(source: string): '\n' | '\r\n' {
  return /\r?\n/.exec(source)?.[0] === '\r\n' ? '\r\n' : '\n';
}

export function utf8(value: Uint8Array): string {
  return new TextDecoder().decode(value);
}
