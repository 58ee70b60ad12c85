import { describe, expect, test } from 'vitest';

import type { CallSettings } from '../../../src/net/call.ts';
import type { Transport, TransportRequest } from '../../../src/net/transport.ts';
import { typedBy } from '../../../src/servers/client.ts';
import { toMethods } from '../../../src/servers/fast/call.ts';
import { send } from '../../../src/servers/send.ts';

const URL_OF_SERVER = 'http://127.0.0.1:8080/some/where';

interface Paths {
  '/greet': {
    post: {
      requestBody: { content: { 'application/json': { name: string; list?: unknown[] } } };
      responses: { 200: { content: { 'application/json': { text: string } } } };
    };
  };
}

/** The two ways of a call, which do the same. */
const WAYS = [
  ['by openapi-fetch', typedBy<Paths>()],
  ['by the fast calls', toMethods<Paths>()],
] as const;

const good = () => Response.json({ text: 'Hello' });

describe.each(WAYS)('send, %s', (_way, api) => {
  /** Greets in this way, over a transport that gives this response, and keeps the request. */
  async function greet(response: Response, settings: CallSettings = {}, body: Record<string, unknown> = {}) {
    const requests: TransportRequest[] = [];
    const transport: Transport = async (request) => {
      requests.push(request);
      return response;
    };
    const redact = (text: string) => text.replaceAll('secret', '[redacted]');
    const call = { connection: { transport, redact }, url: URL_OF_SERVER, settings };
    const received = await send(call, (init) => api.POST('/greet', { ...init, body: { name: 'Ada', ...body } })).catch(
      (error: unknown) => ({ error }),
    );
    return { received, request: requests[0] };
  }

  test('goes to the whole URL, with the body of the spec’s operation', async () => {
    const { received, request } = await greet(good());

    expect(received).toMatchObject({ data: { text: 'Hello' } });
    expect(request).toMatchObject({
      url: URL_OF_SERVER,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: '{"name":"Ada"}',
    });
  });

  test('merges extraBody last', async () => {
    const { request } = await greet(good(), { extraBody: { name: 'Grace', mood: 'good' } });

    expect(request?.body).toBe('{"name":"Grace","mood":"good"}');
  });

  test.each<[name: string, headers: Record<string, unknown>, want: Record<string, string>]>([
    ['by its name in lower case', { 'X-Team': 'blue' }, { 'x-team': 'blue' }],
    ['as the last of a name says', { 'X-Team': 'blue', 'x-team': 'red' }, { 'x-team': 'red' }],
    ['in place of ours', { Accept: 'text/plain' }, { accept: 'text/plain' }],
    ['without the spaces around', { 'x-team': ' blue\t' }, { 'x-team': 'blue' }],
    ['not if undefined', { 'x-team': undefined }, {}],
    ['not if taken back by null', { 'X-Team': 'blue', 'x-team': null }, {}],
  ])('sends a header %s', async (_, headers, want) => {
    const { request } = await greet(good(), { headers: headers as Record<string, string> });

    expect(request?.headers).toEqual({ accept: 'application/json', 'content-type': 'application/json', ...want });
  });

  test.each([{ 'x-team': 'a\nb' }, { 'x-team': 'b\n' }, { 'x-team': '☃' }, { 'x team': 'a' }])(
    'refuses the header %j without its value',
    async (headers: Record<string, string>) => {
      const { received, request } = await greet(good(), { headers });

      expect(received.error).toMatchObject({
        name: 'ConfigurationError',
        message: `The header "${Object.keys(headers)[0]}" cannot be sent: it contains a line break or characters outside Latin-1.`,
      });
      expect(request).toBeUndefined();
    },
  );

  test('refuses a body that JSON cannot write', async () => {
    const list: unknown[] = [];
    list.push(list);

    expect((await greet(good(), {}, { list })).received.error).toMatchObject({
      name: 'BadRequestError',
      code: 'invalid_json',
    });
  });

  test('throws our error for every status but a good one, whatever its body', async () => {
    const empty = await greet(new Response(null, { status: 404, headers: { 'content-length': '0' } }));
    const told = await greet(new Response('No secret here', { status: 500 }));

    expect(empty.received.error).toMatchObject({ name: 'NotFoundError', isBodiless: true });
    expect(told.received.error).toMatchObject({
      name: 'InternalServerError',
      isBodiless: false,
      message: '500 No [redacted] here.',
    });
  });

  test('does not quote what is no JSON', async () => {
    const { received } = await greet(new Response('<p>secret</p>'));

    expect(received.error).toMatchObject({
      name: 'APIError',
      message: `${URL_OF_SERVER} answered with something else than JSON. Check \`apiBase\`.`,
    });
    expect(received.error).not.toHaveProperty('cause');
  });
});
