/**
 * The npm dialect: what `npm`, pnpm, yarn and our own client call. Its package names live at the root of the address,
 * so its routes come last, and in this order: those with a fixed start, those below a name, the name itself.
 */
import type { Route } from '../route.ts';
import { ACCOUNT_ROUTES } from './account.ts';
import { AUDIT_ROUTES } from './audit.ts';
import { NAME_WRITE_ROUTES } from './publish.ts';
import { FIXED_READ_ROUTES, NAME_READ_ROUTES } from './read.ts';
import { SEARCH_ROUTES } from './search.ts';
import { TAG_ROUTES } from './tags.ts';

export const NPM_ROUTES: readonly Route[] = [
  ...FIXED_READ_ROUTES,
  ...SEARCH_ROUTES,
  ...ACCOUNT_ROUTES,
  ...AUDIT_ROUTES,
  ...TAG_ROUTES,
  ...NAME_WRITE_ROUTES,
  ...NAME_READ_ROUTES,
];
