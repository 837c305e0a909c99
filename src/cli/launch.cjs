#!/usr/bin/env node
// Plain old JavaScript, so that a Node of any age can say what is wrong instead of showing a syntax error.
'use strict';
var wanted = [20, 18];
var have = process.versions.node.split('.').map(Number);
if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  process.stderr.write(
    `clawhub needs Node ${wanted.join('.')} or newer, this is ${process.versions.node}. Install a newer one (https://nodejs.org) and try again.\n`,
  );
  process.exit(8);
}
var asked = process.argv.slice(2);
if (asked.length === 1 && (asked[0] === '--version' || asked[0] === '-V' || asked[0] === '--cli-version')) {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') process.stderr.write(`error: the version could not be written: ${error.message}\n`);
    process.exitCode = error.code === 'EPIPE' ? 0 : 8;
  });
  process.stdout.write(`${require('../../../package.json').version}\n`);
} else {
  // Compiled code is kept between runs (Node 22.8 and later); it halves the start.
  try {
    require('node:module').enableCompileCache();
  } catch (_error) {
    // An older Node: just slower.
  }
  import('./main.js').then((main) => main.run(asked));
}
