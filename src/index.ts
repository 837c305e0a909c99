/** The library: what other programs may use. Everything else is internal. */
export { ERRORS, type ErrorCode, SoulError } from './core/errors.ts';
export type { PackageFiles } from './core/files.ts';
export { contentHash, integrityOf, verifyIntegrity } from './core/integrity.ts';
export type { Manifest } from './core/manifest.ts';
export { type PackageName, parseName } from './core/name.ts';
export { packPackage } from './core/pack.ts';
export { readPackage, type SoulPackage } from './core/package.ts';
export { type ScanReport, scanFiles, scanText } from './core/scan/index.ts';
export { parseSpec, type Spec } from './core/spec.ts';
