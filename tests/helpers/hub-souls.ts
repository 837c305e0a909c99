/** Souls for hubs, made in code. Needs nothing of the test runner, so that child processes can use it. */
import type { Actor } from '../../registry/domain/actor.ts';
import type { Hub } from '../../registry/domain/hub.ts';
import { type Published, publishArchive } from '../../registry/domain/publish.ts';
import { packPackage } from '../../src/core/pack.ts';
import { soulPackage } from './packages.ts';

/** Somebody with all scopes; the account must be there. */
export function personOf(handle: string): Actor {
  return { handle, displayName: handle, role: 'user', scopes: ['read', 'publish', 'admin'], tokenId: null };
}

export interface PublishWish {
  readonly tags?: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
}

/** `atlas@1.0.0` or `@ada/atlas@1.0.0`, packed by our packer, published as npm does. */
export async function publishSoul(hub: Hub, actor: Actor, spec: string, wish: PublishWish = {}): Promise<Published> {
  const at = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  const { bytes, integrity } = packPackage(soulPackage(name, version, wish.more));
  return publishArchive(hub, actor, { name, version, bytes, integrity, ...(wish.tags ? { tags: wish.tags } : {}) });
}
