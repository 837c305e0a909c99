/** What an action may use of the world. Made once by the CLI (or a test, or another program); actions never reach past it. */
import type { Host } from '../agents/agent.ts';
import type { Text, UiLang } from '../core/text.ts';
import type { HomePaths } from '../store/paths.ts';
import type { Proposal } from './consent.ts';

export interface Settings {
  /** `--registry`, then the environment: replaces every other source. */
  readonly registry: string | null;
  /** Hubs from the configuration, asked after the bundled source. */
  readonly hubs: readonly string[];
  /** `--workdir`, then `CLAWHUB_WORKDIR`. */
  readonly workdir: string | null;
  /** `--dir`: where skills live below the working directory. */
  readonly skillsFolder: string;
  /** Agent that a command means when it names none. */
  readonly agent: string | null;
  /** Language of a persona when the command names none: the configuration, the locale, the language of messages. */
  readonly soulLang: string;
  readonly refresh: boolean;
  readonly offline: boolean;
}

export interface Context {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly cwd: string;
  /** Folder for what lives no longer than this command. */
  readonly tmp: string;
  readonly host: Host;
  readonly paths: HomePaths;
  readonly settings: Settings;
  readonly lang: UiLang;
  /** Injected, so that nothing depends on the clock: names of kept texts never come from the time. */
  now(): Date;
  /** Asks a person; false means no. Where nobody can be asked it throws E_CONFIRM, unless `--yes` was given. */
  confirm(question: Text): Promise<boolean>;
  /**
   * Shows what a soul from elsewhere changes, before its first switch; false means no. Where it is absent there is nobody
   * to show it to, and only what looks suspicious needs a yes.
   */
  consent?(proposal: Proposal): Promise<boolean>;
  /** Progress, for a person who waits. */
  progress(message: Text): void;
}
