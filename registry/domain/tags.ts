/** Tags: names for versions, as npm's dist-tags. Printable ASCII, no version range, not starting with `$` or `_`. */
import semver from 'semver';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Actor } from './actor.ts';
import { changePackage, liveVersion } from './change.ts';
import type { PackageRef } from './find.ts';
import type { Hub } from './hub.ts';

export type Tags = Readonly<Record<string, string>>;

const MOST = 50;

/** @throws SoulError E_RANGE */
export function checkTag(tag: string): string {
  const fits = /^(?![$_])[!-~]{1,100}$/.test(tag) && semver.validRange(tag) === null && !/[/\\%?#]/.test(tag);
  if (fits && !(tag in Object.prototype)) return tag;
  throw new SoulError('E_RANGE', text(`"${tag.slice(0, 100)}" cannot be a tag`, `“${tag.slice(0, 100)}”不能作为标签`), {
    hint: text('letters, digits and hyphens, not like a version', '请用字母、数字和连字符，且不要像版本号'),
    details: { tag: tag.slice(0, 100) },
  });
}

/** Tags after publishing a version with `wanted` tags. `current`: what `latest` leads to now. */
export function withPublished(
  tags: Tags,
  current: string | undefined,
  wanted: readonly string[],
  version: string,
): Tags {
  const moved = wanted.filter((tag) => tag !== 'latest' || isForward(current, version));
  return { ...tags, ...Object.fromEntries(moved.map((tag) => [tag, version])) };
}

function isForward(current: string | undefined, version: string): boolean {
  if (current === undefined) return true;
  const stepsBack = semver.prerelease(version) !== null && semver.prerelease(current) === null;
  const leaves = semver.prerelease(version) === null && semver.prerelease(current) !== null;
  return leaves || (!stepsBack && semver.gt(version, current));
}

/** Also moves `latest` back. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND, E_RANGE (no tag), E_TOO_LARGE */
export async function setTag(hub: Hub, actor: Actor, ref: PackageRef, tag: string, version: string): Promise<void> {
  checkTag(tag);
  await changePackage(hub, actor, ref, { need: 'publish', action: 'package.tag' }, async (tx, pkg) => {
    const row = await liveVersion(tx, pkg, version);
    const tags = { ...(JSON.parse(pkg.tags) as Tags), [tag]: row.version };
    if (Object.keys(tags).length > MOST) throw tooManyTags(pkg.name);
    await tx.run('UPDATE packages SET tags = ? WHERE id = ?', [JSON.stringify(tags), pkg.id]);
    return { tag, version: row.version };
  });
}

function tooManyTags(name: string): SoulError {
  return new SoulError('E_TOO_LARGE', text(`${name} has ${MOST} tags already`, `${name} 已有 ${MOST} 个标签`), {
    details: { name, limit: MOST },
  });
}

/** Not `latest`. Removing a tag that is not there is success. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_CONFLICT */
export async function removeTag(hub: Hub, actor: Actor, ref: PackageRef, tag: string): Promise<void> {
  if (tag === 'latest') {
    throw new SoulError('E_CONFLICT', text('every package has a "latest"', '每个包都要有 latest 标签'), {
      hint: text('move it to another version instead', '请把它指向另一个版本'),
    });
  }
  await changePackage(hub, actor, ref, { need: 'publish', action: 'package.untag' }, async (tx, pkg) => {
    const { [tag]: _gone, ...tags } = JSON.parse(pkg.tags) as Tags;
    await tx.run('UPDATE packages SET tags = ? WHERE id = ?', [JSON.stringify(tags), pkg.id]);
    return { tag };
  });
}
