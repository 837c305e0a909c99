/**
 * Loaded into npm by a test (`NODE_OPTIONS=--require`). `npm audit signatures` first asks Sigstore's servers on the
 * Internet whether they know keys of the registry at hand, which they do of the public one only; tests have no Internet.
 * This answers "no such keys" in their place. What follows is npm's own: fetching the hub's keys, verifying with them.
 */
const Module = require('node:module');

const load = Module._load;
const noSuchTarget = () =>
  Promise.reject(Object.assign(new Error('no such target'), { code: 'TUF_FIND_TARGET_ERROR' }));
Module._load = function (request, ...rest) {
  if (request === '@sigstore/tuf') return { initTUF: async () => ({ getTarget: noSuchTarget }) };
  return load.call(this, request, ...rest);
};
