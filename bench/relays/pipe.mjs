// @ts-check
/** `node pipe.mjs PORT UPSTREAM`: a proxy by hand that looks at nothing. */
import { Agent, createServer, request } from 'node:http';

const [port, upstream] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });

createServer((incoming, outgoing) => {
  const headers = { 'content-type': 'application/json' };
  const sent = request(`${upstream}${incoming.url}`, { method: incoming.method, agent, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  outgoing.on('close', () => outgoing.writableFinished || sent.destroy());
  incoming.pipe(sent);
}).listen(Number(port), '127.0.0.1');
