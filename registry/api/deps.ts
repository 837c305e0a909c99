/** What every route can reach: the rules, the settings, and the few things that one process keeps. */
import type { SignerKey } from '../../src/core/note.ts';
import type { HubConfig } from '../config.ts';
import type { Hub } from '../domain/hub.ts';
import type { Budget } from './body.ts';
import type { Limiter, Throttle } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Signer } from './npm/sign.ts';

export type { Actor } from '../domain/actor.ts';

export interface Deps {
  readonly hub: Hub;
  readonly config: HubConfig;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limiter: Limiter;
  readonly throttle: Throttle;
  readonly budget: Budget;
  readonly signer: Signer;
  /** Signs the checkpoints of the log. */
  readonly logKey: SignerKey;
  /** Of this program, as it stands in package.json. */
  readonly version: string;
  /** The hub is about to stop: it should get no new work. */
  readonly stopping: () => boolean;
}
