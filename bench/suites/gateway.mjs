// @ts-check
/** The gateway beside a proxy that only pipes: CPU of this process, which holds both the relay and its caller. */
import { createServer, request as httpRequest } from 'node:http';
import { serve } from '@hono/node-server';
import { createGateway } from 'easyllm/gateway';
import { REPLY, TEXT, TOKENS } from '../answers.mjs';
import { createClients } from '../clients.mjs';
import { expectSame, measureCpu, together } from '../measure.mjs';

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const proxy = createServer((incoming, outgoing) => {
    const sent = httpRequest(
      `${server}/reads${incoming.url}`,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    incoming.pipe(sent);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const { fetch } = createGateway({ apiBase: `${server}/reads`, apiKey: null, promptBuilder: 'chatml' });
  const gateway = await new Promise((resolve) => {
    const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve({ listening, port: info.port }),
    );
  });

  const callers = [
    { name: 'proxy', client: createClients(`http://127.0.0.1:${port}`)['http'] },
    { name: 'gateway', client: createClients(`http://127.0.0.1:${gateway.port}`)['http'] },
  ];
  for (const { name, client } of callers) {
    expectSame(name, await client?.chat?.(), REPLY);
    expectSame(name, await client?.stream?.(), TEXT);
  }
  const calls = isQuick ? 50 : 500;
  const whole = callers.map(({ name, client }) => ({
    name,
    run: () => together(calls, 16, async () => client?.chat?.()),
  }));
  const streamed = callers.map(({ name, client }) => ({ name, run: async () => client?.stream?.() }));
  const rows = {
    'gateway, whole relay, µs/call with its caller': await measureCpu(whole, {
      units: calls,
      rounds,
      baseline: 'proxy',
    }),
    'gateway, streamed relay, µs/event with its caller': await measureCpu(streamed, {
      units: TOKENS,
      repeat: isQuick ? 1 : 4,
      rounds,
      baseline: 'proxy',
    }),
  };
  proxy.close();
  gateway.listening.close();
  return rows;
}
