/** Content types of files in packages, by their ending: of a file that a browser may open, never HTML or script. */
const TYPES: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  markdown: 'text/markdown',
  txt: 'text/plain',
  csv: 'text/plain',
  json: 'application/json',
  yaml: 'text/plain',
  yml: 'text/plain',
  toml: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

export function contentTypeOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^(?:licen[cs]e|readme|notice|\.[a-z]+ignore)$/.test(name)) return 'text/plain';
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
