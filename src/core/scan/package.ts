/** All files of a package. What cannot be read as text cannot be judged, and is said to be so. */
import type { PackageFiles } from '../files.ts';
import type { Finding } from './report.ts';
import type { Rule } from './rule.ts';
import { FILES } from './rules/hidden.ts';
import { scanSource } from './scan.ts';

const SCRIPT = /\.(?:sh|bash|zsh|fish|ps1|bat|cmd|py|rb|pl|php|js|mjs|cjs|ts|lua|applescript|scpt|vbs|wsf|command)$/i;

export function scanPackage(files: PackageFiles, kind: 'soul' | 'skill' | 'team' | undefined): readonly Finding[] {
  return [...files].flatMap(([path, bytes]) => scanFile(path, bytes, kind));
}

function scanFile(path: string, bytes: Uint8Array, kind: 'soul' | 'skill' | 'team' | undefined): readonly Finding[] {
  const text = textOf(bytes);
  const found = text === undefined ? opaque(path, bytes) : scanSource(text, path);
  const script = SCRIPT.test(path) || (text?.startsWith('#!') ?? false);
  return script && kind !== 'skill' ? [...found, whole(FILES.script, path)] : found;
}

/** Strict UTF-8 without NUL, or nothing. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** First bytes of files, in hex. Pictures are what a persona may carry; they are shown, never read. */
const PICTURES = /^(?:89504e47|ffd8ff|47494638|52494646.{8}57454250|0{6}..66747970(?:61766966|6d696631)|424d)/;
const PROGRAMS =
  /^(?:7f454c46|4d5a|cafebabe|feedface|feedfacf|cefaedfe|cffaedfe|0061736d|..0d0d0a|..0[0-9a-f]0d0a|6465780a)/;
const ARCHIVES = /^(?:504b0304|504b0506|1f8b|425a68|fd377a58|377abcaf|52617221|28b52ffd|d0cf11e0|25504446|78617221)/;

function opaque(path: string, bytes: Uint8Array): readonly Finding[] {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  if (PROGRAMS.test(head) || /\.(?:pyc|pyo|so|dll|dylib|exe|class|wasm|node)$/i.test(path))
    return [whole(FILES.executable, path)];
  if (ARCHIVES.test(head)) return [whole(FILES.archive, path)];
  return PICTURES.test(head) ? [] : [whole(FILES.opaque, path)];
}

function whole(rule: Rule, file: string): Finding {
  return { rule: rule.id, severity: rule.severity, file, line: 1, start: 0, end: 0, excerpt: '', why: rule.why };
}
