/** All routes, in the order in which they are tried: fixed paths first, npm's names, which can be anything, last. */
import { AGENT_SOULS_ROUTES } from './agent-souls/routes.ts';
import { CLAWHUB_ROUTES } from './clawhub/routes.ts';
import { healthRoutes } from './hub/health.ts';
import { LOG_ROUTES } from './hub/log.ts';
import { LOGIN_ROUTES } from './hub/login.ts';
import { NPM_ROUTES } from './npm/routes.ts';
import { openApi } from './openapi.ts';
import type { Route } from './route.ts';

export const ROUTES: readonly Route[] = [
  ...healthRoutes((version) => openApi(ROUTES, version)),
  ...LOG_ROUTES,
  ...LOGIN_ROUTES,
  ...CLAWHUB_ROUTES,
  ...AGENT_SOULS_ROUTES,
  ...NPM_ROUTES,
];
