/** Asks for pages, one after the other, in a process of its own: what it takes to ask is not the hub's. See `pages.mjs`. */
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const headers = { accept: 'text/html', 'accept-encoding': 'br, gzip' };

function ask(address) {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, bytes }));
    });
    request.on('error', reject);
  });
}

process.on('message', async ({ addresses, status }) => {
  let bytes = 0;
  for (const address of addresses) {
    const answer = await ask(address);
    if (answer.status !== status) throw new Error(`${address}: ${answer.status}`);
    bytes += answer.bytes;
  }
  process.send({ bytes });
});
