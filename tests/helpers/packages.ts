/** Packages made in code, for sources, mirrors and hubs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PackageFiles } from '../../src/core/files.ts';
import { readPackage, type SoulPackage } from '../../src/core/package.ts';

export function filesOf(files: Readonly<Record<string, string>>): PackageFiles {
  return new Map(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]));
}

/** A soul of one file, or more. */
export function soulPackage(name: string, version = '1.0.0', more: Readonly<Record<string, string>> = {}): SoulPackage {
  const head = `---\nname: "${name}"\nversion: ${version}\nkind: soul\ncategory: engineering\ntags: [go, backend]\nlanguages: [en]\n---\n`;
  return readPackage(
    filesOf({ 'SOUL.md': `${head}\n# ${name}\n\n> The one who is ${name}.\n\nBody of ${version}.\n`, ...more }),
  );
}

/** Writes files below a folder, making folders on the way. */
export function writeFiles(folder: string, files: PackageFiles): void {
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

const made: string[] = [];

/** A folder of its own, gone after `removeFolders`. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'soulhub-test-'));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
