/**
 * Node's own modules without the ES module facade. Importing `node:fs` or `node:crypto` by name reads every property of
 * them, and so loads promises, streams and web crypto that nobody asked for: 5 ms of a command that takes 60.
 */
export const fs = process.getBuiltinModule('node:fs');
export const crypto = process.getBuiltinModule('node:crypto');
