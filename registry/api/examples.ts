/**
 * One request for every route, in the order in which a person could make them: what the description of the hub and
 * `docs/reference/http-api.md` show. They are run against a real hub by the test of the description, so none of them is
 * made up. `$NAMES` stand for what the reader has: `$TOKEN` and `$BOB` are tokens of ada and of bob, others were learned
 * from an earlier answer (`learn`).
 */
import { sha256Hex } from '../../src/core/sha256.ts';

export interface Example {
  /** Id of the route. */
  readonly route: string;
  /** From the root of the hub; GET unless the route says otherwise. */
  readonly path: string;
  readonly as?: '$TOKEN' | '$BOB';
  readonly accept?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  readonly type?: string;
  /** Name → key of the answer that it stands for, from here on; of an address its last part. */
  readonly learn?: Readonly<Record<string, string>>;
}

const SKILL = '---\nname: greet\ndescription: Greets people in the morning.\n---\n\n# Greet\n\nSay good morning.\n';
const BYTES = new TextEncoder().encode(SKILL);
const FILE = { path: 'SKILL.md', size: BYTES.length, sha256: sha256Hex(BYTES), contentType: 'text/markdown' };
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const ACTING = { as: '$TOKEN' } as const;

const HUB: readonly Example[] = [
  { route: 'hub.alive', path: '/healthz' },
  { route: 'hub.ready', path: '/readyz' },
  { route: 'hub.metrics', path: '/metrics' },
  { route: 'hub.wellKnown', path: '/.well-known/soulhub.json' },
  { route: 'hub.clawhubSite', path: '/.well-known/clawhub.json' },
  { route: 'hub.openapi', path: '/openapi.json' },
  { route: 'log.key', path: '/-/log/key' },
  { route: 'log.checkpoint', path: '/-/log/checkpoint' },
  { route: 'log.tile', path: '/-/log/tile/0/000.p/1' },
];

const LOGIN: readonly Example[] = [
  {
    route: 'clawhub.deviceCode',
    path: '/api/cli/device/code',
    json: { scope: 'read write', label: 'my laptop' },
    learn: { DEVICE_CODE: 'device_code', USER_CODE: 'user_code' },
  },
  { route: 'hub.devicePage', path: '/cli/device?user_code=$USER_CODE' },
  {
    route: 'hub.approve',
    path: '/cli/device',
    text: 'user_code=$USER_CODE&answer=yes&token=$TOKEN',
    type: 'application/x-www-form-urlencoded',
  },
  {
    route: 'clawhub.deviceToken',
    path: '/api/cli/device/token',
    json: { device_code: '$DEVICE_CODE', grant_type: GRANT },
    learn: { NEW_TOKEN: 'access_token' },
  },
  { route: 'clawhub.whoami', path: '/api/v1/whoami', ...ACTING },
];

const READING: readonly Example[] = [
  { route: 'clawhub.search', path: '/api/v1/search?q=go+expert' },
  { route: 'clawhub.list', path: '/api/v1/skills?limit=1&sort=downloads' },
  { route: 'clawhub.trending', path: '/api/v1/trending?kind=souls&limit=1' },
  { route: 'clawhub.packages', path: '/api/v1/packages' },
  { route: 'clawhub.packagesSearch', path: '/api/v1/packages/search' },
  { route: 'clawhub.detail', path: '/api/v1/skills/go-expert' },
  { route: 'clawhub.moderation', path: '/api/v1/skills/go-expert/moderation' },
  { route: 'clawhub.versions', path: '/api/v1/skills/go-expert/versions?limit=2' },
  { route: 'clawhub.version', path: '/api/v1/skills/go-expert/versions/1.1.0' },
  { route: 'clawhub.file', path: '/api/v1/skills/go-expert/file?path=SOUL.md&version=1.1.0' },
  { route: 'clawhub.install', path: '/api/v1/skills/go-expert/install?ownerHandle=ada' },
  { route: 'clawhub.resolve', path: `/api/v1/resolve?slug=go-expert&hash=${FILE.sha256}` },
  { route: 'clawhub.download', path: '/api/v1/download?slug=go-expert&version=1.1.0' },
  { route: 'clawhub.verify', path: '/api/v1/skills/go-expert/verify?version=1.1.0' },
  { route: 'clawhub.scan', path: '/api/v1/skills/go-expert/scan' },
  {
    route: 'clawhub.verdicts',
    path: '/api/v1/skills/-/security-verdicts',
    json: { items: [{ slug: 'go-expert', ownerHandle: 'ada', version: '1.1.0' }] },
  },
  {
    route: 'clawhub.telemetry',
    path: '/api/cli/telemetry/install',
    json: { event: 'install', slug: 'go-expert', version: '1.1.0' },
    ...ACTING,
  },
];

const PUBLISHING: readonly Example[] = [
  {
    route: 'clawhub.uploadUrl',
    path: '/api/v1/skills/-/upload-url',
    json: FILE,
    learn: { TICKET: 'uploadTicket' },
    ...ACTING,
  },
  {
    route: 'clawhub.upload',
    path: '/api/v1/skills/-/upload/$TICKET',
    text: SKILL,
    type: 'text/markdown',
    learn: { STORAGE_ID: 'storageId' },
    ...ACTING,
  },
  {
    route: 'clawhub.publish',
    path: '/api/v1/skills',
    json: {
      slug: 'greet',
      displayName: 'Greet',
      version: '1.0.0',
      changelog: 'First one.',
      acceptLicenseTerms: true,
      tags: ['latest'],
      files: [{ ...FILE, storageId: '$STORAGE_ID', uploadTicket: '$TICKET' }],
    },
    ...ACTING,
  },
];

const MANAGING: readonly Example[] = [
  { route: 'clawhub.tag', path: '/api/v1/skills/greet/tags/beta', json: { version: '1.0.0' }, ...ACTING },
  { route: 'clawhub.star', path: '/api/v1/stars/go-expert', json: {}, ...ACTING },
  { route: 'npm.starred', path: '/-/_view/starredByUser?key=%22ada%22' },
  { route: 'clawhub.unstar', path: '/api/v1/stars/go-expert', ...ACTING },
  {
    route: 'clawhub.report',
    path: '/api/v1/skills/go-expert/report',
    json: { reason: 'It pretends to be somebody else.' },
    ...ACTING,
  },
  { route: 'clawhub.delete', path: '/api/v1/skills/greet', json: { reason: 'published too early' }, ...ACTING },
  { route: 'clawhub.undelete', path: '/api/v1/skills/greet/undelete', json: {}, ...ACTING },
  { route: 'clawhub.deleteVersion', path: '/api/v1/skills/go-expert/versions/1.0.0', ...ACTING },
  {
    route: 'clawhub.restoreVersion',
    path: '/api/v1/skills/go-expert/versions/1.0.0/restore',
    json: {},
    ...ACTING,
  },
  { route: 'clawhub.rename', path: '/api/v1/skills/greet/rename', json: { newSlug: 'say-hello' }, ...ACTING },
  { route: 'clawhub.merge', path: '/api/v1/skills/say-hello/merge', json: { targetSlug: 'go-expert' }, ...ACTING },
  { route: 'clawhub.transfer', path: '/api/v1/skills/gift/transfer', json: { toUserHandle: 'bob' }, ...ACTING },
  { route: 'clawhub.transfers.outgoing', path: '/api/v1/transfers/outgoing', ...ACTING },
  { route: 'clawhub.transfers.incoming', path: '/api/v1/transfers/incoming', as: '$BOB' },
  { route: 'clawhub.transfer.accept', path: '/api/v1/skills/gift/transfer/accept', json: {}, as: '$BOB' },
  { route: 'clawhub.transfer.reject', path: '/api/v1/skills/loan/transfer/reject', json: {}, as: '$BOB' },
  { route: 'clawhub.transfer.cancel', path: '/api/v1/skills/swap/transfer/cancel', json: {}, ...ACTING },
  {
    route: 'clawhub.publisher',
    path: '/api/v1/publishers',
    json: { handle: 'guild', displayName: 'The Guild' },
    ...ACTING,
  },
];

const AGENT_SOULS: readonly Example[] = [
  { route: 'agentSouls.library', path: '/search.json' },
  { route: 'agentSouls.soul', path: '/engineering/go-expert/SOUL.md' },
  { route: 'agentSouls.soulEnglish', path: '/engineering/go-expert/SOUL.en.md' },
];

const NPM: readonly Example[] = [
  { route: 'npm.packument', path: '/go-expert', accept: 'application/vnd.npm.install-v1+json' },
  { route: 'npm.version', path: '/go-expert/latest' },
  { route: 'npm.tarball', path: '/go-expert/-/go-expert-1.1.0.tgz' },
  { route: 'npm.mirroredTarball', path: '/-/tarballs/go-expert-1.1.0.tgz' },
  { route: 'npm.keys', path: '/-/npm/v1/keys' },
  { route: 'npm.ping', path: '/-/ping' },
  { route: 'npm.search', path: '/-/v1/search?text=go+expert&size=1' },
  { route: 'npm.catalogue', path: '/-/catalogue.json' },
  { route: 'npm.searchIndex', path: '/-/search-index.bin' },
  { route: 'npm.audit', path: '/-/npm/v1/security/advisories/bulk', json: { 'go-expert': ['1.0.0', '1.1.0'] } },
  { route: 'npm.tags', path: '/-/package/go-expert/dist-tags' },
  { route: 'npm.setTag', path: '/-/package/go-expert/dist-tags/beta', json: '1.0.0', ...ACTING },
  { route: 'npm.removeTag', path: '/-/package/go-expert/dist-tags/beta', ...ACTING },
  {
    route: 'npm.put',
    path: '/atlas',
    json: {
      name: 'atlas',
      versions: { '1.0.0': { name: 'atlas', version: '1.0.0' } },
      'dist-tags': { latest: '1.0.0' },
      _attachments: { 'atlas-1.0.0.tgz': { data: '$TARBALL_IN_BASE64' } },
    },
    learn: { REV: 'rev' },
    ...ACTING,
  },
  {
    route: 'npm.putRev',
    path: '/atlas/-rev/$REV',
    json: { name: 'atlas', versions: { '0.9.0': {} } },
    learn: { REV: 'rev' },
    ...ACTING,
  },
  { route: 'npm.deleteAll', path: '/atlas/-rev/$REV', ...ACTING },
  { route: 'npm.deleteTarball', path: '/atlas/-/atlas-1.0.0.tgz/-rev/$REV', ...ACTING },
];

const NPM_ACCOUNT: readonly Example[] = [
  { route: 'npm.whoami', path: '/-/whoami', ...ACTING },
  { route: 'npm.profile', path: '/-/npm/v1/user', ...ACTING },
  { route: 'npm.webLogin', path: '/-/v1/login', json: { hostname: 'laptop' }, learn: { DONE: 'doneUrl' } },
  { route: 'npm.webDone', path: '/-/v1/done/$DONE' },
  {
    route: 'npm.passwordLogin',
    path: '/-/user/org.couchdb.user:ada',
    json: { name: 'ada', password: '$PASSWORD' },
    learn: { OTHER_TOKEN: 'token' },
  },
  { route: 'npm.user', path: '/-/user/org.couchdb.user:ada', ...ACTING },
  { route: 'npm.logout', path: '/-/user/token/$OTHER_TOKEN', ...ACTING },
  {
    route: 'npm.createToken',
    path: '/-/npm/v1/tokens',
    json: { name: 'build server', readonly: false, expires: 90 },
    learn: { CI_TOKEN: 'token', KEY: 'key' },
    ...ACTING,
  },
  { route: 'npm.tokens', path: '/-/npm/v1/tokens', ...ACTING },
  { route: 'npm.deleteToken', path: '/-/npm/v1/tokens/token/$KEY', ...ACTING },
];

export const EXAMPLES: readonly Example[] = [
  ...HUB,
  ...LOGIN,
  ...READING,
  ...PUBLISHING,
  ...AGENT_SOULS,
  ...NPM,
  ...NPM_ACCOUNT,
  ...MANAGING,
];
