/** All rules, and their version: a report says which rules it was made with. */
import type { Rule } from './rule.ts';
import { CODE } from './rules/code.ts';
import { COMMANDS } from './rules/commands.ts';
import { CONCEALMENT } from './rules/concealment.ts';
import { DAMAGE } from './rules/damage.ts';
import { EVIDENCE } from './rules/evidence.ts';
import { EXFILTRATION } from './rules/exfiltration.ts';
import { FRAUD } from './rules/fraud.ts';
import { FILES, HIDDEN } from './rules/hidden.ts';
import { JAILBREAK } from './rules/jailbreak.ts';
import { LINKS } from './rules/links.ts';
import { MANIPULATION } from './rules/manipulation.ts';
import { OVERRIDE } from './rules/override.ts';
import { PERMISSION } from './rules/permission.ts';
import { PERSISTENCE } from './rules/persistence.ts';
import { POISON } from './rules/poison.ts';
import { REMOTE } from './rules/remote.ts';
import { SECRETS } from './rules/secrets.ts';

/** Changes whenever a verdict may change. */
export const RULES_VERSION = '5';

/** Every rule, found by words, by pattern, by sum, or by code. */
export const RULES: readonly Rule[] = [
  ...Object.values(HIDDEN),
  ...OVERRIDE,
  ...JAILBREAK,
  ...EXFILTRATION,
  ...REMOTE,
  ...COMMANDS,
  ...CODE,
  ...PERSISTENCE,
  ...PERMISSION,
  ...CONCEALMENT,
  ...MANIPULATION,
  ...FRAUD,
  ...DAMAGE,
  ...POISON,
  ...LINKS,
  ...SECRETS,
  EVIDENCE,
  ...Object.values(FILES),
];
