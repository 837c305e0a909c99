/** Every path that is ours, in one place. */
import os from 'node:os';
import path from 'node:path';
import { sha256Hex } from '../core/sha256.ts';

/** `$SOULHUB_HOME`, default `~/.soulhub`: packages kept on this machine, our settings and caches. */
export interface HomePaths {
  readonly root: string;
  /** What is installed: one record a package. */
  readonly index: string;
  /** Package files by content hash. */
  readonly packages: string;
  readonly cache: string;
  readonly config: string;
  /** Keys of hubs and authors that were seen, and the last checkpoint of each log. */
  readonly pins: string;
  /** Keys that this machine signs with. */
  readonly keys: string;
  /** Proofs that a hub told two people two things. */
  readonly evidence: string;
  /** What was verified at installing, to be verified again at any time. */
  readonly proofs: string;
  readonly policy: string;
  readonly locks: string;
}

export function homePaths(env: NodeJS.ProcessEnv): HomePaths {
  const root = path.resolve(env.SOULHUB_HOME || path.join(env.HOME || os.homedir(), '.soulhub'));
  return {
    root,
    index: path.join(root, 'souls.json'),
    packages: path.join(root, 'packages'),
    cache: path.join(root, 'cache'),
    config: path.join(root, 'config.json'),
    pins: path.join(root, 'trust.json'),
    keys: path.join(root, 'keys'),
    evidence: path.join(root, 'evidence'),
    proofs: path.join(root, 'proofs'),
    policy: path.join(root, 'policy.json'),
    locks: path.join(root, 'locks'),
  };
}

/** State beside what it protects: `<agent root>/.clawhub/souls/`. */
export interface SlotPaths {
  readonly folder: string;
  readonly state: string;
  readonly copy: string;
  readonly journal: string;
  readonly objects: string;
  readonly locks: string;
}

export function slotPaths(root: string): SlotPaths {
  const folder = path.join(root, '.clawhub', 'souls');
  return {
    folder,
    state: path.join(folder, 'state.json'),
    copy: path.join(folder, 'state.copy.json'),
    journal: path.join(folder, 'journal.json'),
    objects: path.join(folder, 'objects'),
    locks: path.join(folder, 'lock'),
  };
}

/** Says that a persona is in a slot for one session only. The key of the slot may be any file's name. */
export function leaseFile(root: string, slot: string): string {
  const name = sha256Hex(new TextEncoder().encode(slot)).slice(0, 16);
  return path.join(slotPaths(root).folder, `session-${name}.json`);
}

/** Lock files of a working directory; the first is the official format, shared with other clients. */
export interface WorkPaths {
  readonly root: string;
  readonly folder: string;
  readonly skillLock: string;
  readonly legacySkillLock: string;
  readonly soulLock: string;
  readonly policy: string;
  /** Findings of the scanner that the project accepts. */
  readonly scanAllow: string;
  /** Machine state beside the lock files: journal, kept files, lock. It ignores itself in any repository. */
  readonly machine: string;
  readonly locks: string;
}

export function workPaths(root: string): WorkPaths {
  const folder = path.join(root, '.clawhub');
  return {
    root,
    folder,
    skillLock: path.join(folder, 'lock.json'),
    legacySkillLock: path.join(root, '.clawdhub', 'lock.json'),
    soulLock: path.join(folder, 'souls-lock.json'),
    policy: path.join(folder, 'policy.json'),
    scanAllow: path.join(folder, 'scan-allow.json'),
    machine: path.join(folder, 'souls'),
    locks: path.join(folder, 'souls', 'work-lock'),
  };
}
