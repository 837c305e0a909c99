/** What a command's code gets: how to speak, what it may use of the world, its flags. */
import type { Context } from '../actions/context.ts';
import type { GlobalFlags } from './config.ts';
import type { Output } from './output.ts';

export interface Cli<Flags extends GlobalFlags = GlobalFlags> {
  readonly out: Output;
  readonly ctx: Context;
  readonly flags: Flags;
}
