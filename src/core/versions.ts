/** Choosing among versions. */
import semver from 'semver';

/** The highest of them that is semver; null when there is none. */
export function newestVersion(versions: readonly string[]): string | null {
  return semver.rsort(versions.filter((version) => semver.valid(version) !== null))[0] ?? null;
}
