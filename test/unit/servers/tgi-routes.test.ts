import { describe, expect, test } from 'vitest';

import type { Transport, TransportRequest } from '../../../src/net/transport.ts';
import { createTgiRoutes } from '../../../src/servers/tgi-routes.ts';

const BASE = 'http://tgi.test/llama';

/** The typed client over a transport that gives these answers in turn, and keeps the requests. */
function createClient(...answers: Response[]) {
  const requests: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return answers.shift() ?? new Response(null, { status: 500 });
  };
  return { routes: createTgiRoutes({ transport, redact: (text) => text }), requests };
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
}

describe('TGI’s small routes', () => {
  test('post or get at their whole URLs', async () => {
    const { routes, requests } = createClient(json([]), json({ model_id: 'm' }), json({ object: 'list', data: [] }));

    await routes.tokenize(`${BASE}/tokenize`, 'Hi', {});
    await routes.info(`${BASE}/info`, {});
    await routes.models(`${BASE}/v1/models`, {});

    expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', `${BASE}/tokenize`, '{"inputs":"Hi"}'],
      ['GET', `${BASE}/info`, undefined],
      ['GET', `${BASE}/v1/models`, undefined],
    ]);
  });

  test.each([null, {}, { generated_text: 'Hi' }])('refuse %j as a list of models', async (answer) => {
    const { routes } = createClient(json(answer));

    await expect(routes.models(`${BASE}/v1/models`, {})).rejects.toMatchObject({ name: 'APIError', status: 200 });
  });

  test('have nothing to give where the answer is empty', async () => {
    const { routes } = createClient(new Response(''));

    await expect(routes.info(`${BASE}/info`, {})).rejects.toMatchObject({ name: 'APIError', status: 200 });
  });
});
