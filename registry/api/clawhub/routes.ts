/** The clawhub v1 dialect: what the official `clawhub` command and `openclaw skills` call. */
import type { Route } from '../route.ts';
import { ACCOUNT_ROUTES } from './account.ts';
import { MANAGE_ROUTES } from './manage.ts';
import { PUBLISH_ROUTES } from './publish.ts';
import { READ_ROUTES } from './read.ts';
import { SEARCH_ROUTES } from './search.ts';
import { TRUST_ROUTES } from './trust.ts';

export const CLAWHUB_ROUTES: readonly Route[] = [
  ...SEARCH_ROUTES,
  ...READ_ROUTES,
  ...TRUST_ROUTES,
  ...PUBLISH_ROUTES,
  ...MANAGE_ROUTES,
  ...ACCOUNT_ROUTES,
];
