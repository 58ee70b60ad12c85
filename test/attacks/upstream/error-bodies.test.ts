import { expect } from 'vitest';

import { attacks, failureOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { MESSAGES, chat, clientOf, connect, eventStream, tokenEvent } from '../support/upstream.ts';

/** A body of so many units. */
type Body = [what: string, size: number, body: (size: number) => string];

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

const BODIES: Body[] = [
  ['HTML with a title that begins again and again', 5000, (size) => `<html>${'<title'.repeat(size)}`],
  ['HTML with a title that never ends', 30_000, (size) => `<html><title>${'a'.repeat(size)}`],
  ['HTML of opening tags', 30_000, (size) => `<html>${'<'.repeat(size)}`],
  ['XML of declarations', 3000, (size) => '<?xml version="1.0"?>'.repeat(size)],
  ['text of spaces', 30_000, (size) => ' '.repeat(size)],
  ['text of its status again and again', 10_000, (size) => '500 '.repeat(size)],
  ['text of line breaks and dots', 10_000, (size) => '500' + '\n.'.repeat(size)],
  ['an error in an error in an error', 3000, (size) => nested('{"error":', '}', size).replace('}', '1}')],
  ['a list in a list in a list', 15_000, (size) => `{"error":${nested('[', ']', size)}}`],
  ['a list of lists, with no error around it', 15_000, (size) => nested('[', ']', size)],
  ['a list of one that holds a list of one', 3000, (size) => `${'[{"error":'.repeat(size)}1${'}]'.repeat(size)}`],
  ['messages in messages', 3000, (size) => `${'{"message":'.repeat(size)}1${'}'.repeat(size)}`],
  ['details in details', 3000, (size) => `${'{"detail":['.repeat(size)}1${']}'.repeat(size)}`],
  ['a member of no known name, nested', 5000, (size) => `${'{"a":'.repeat(size)}1${'}'.repeat(size)}`],
  ['errors without end in a list', 1000, (size) => `{"errors":[${'{"message":"bad"},'.repeat(size)}1]}`],
  [
    'a detail for each of many fields',
    1000,
    (size) => `{"detail":[${'{"loc":["body",1],"msg":"no"},'.repeat(size)}1]}`,
  ],
  ['a place that is a path without end', 10_000, (size) => `{"detail":[{"loc":[${'0,'.repeat(size)}0],"msg":"no"}]}`],
  ['a place whose names are long', 10_000, (size) => `{"detail":[{"loc":["${'a'.repeat(size)}"],"msg":"no"}]}`],
  ['a place that is a list of lists', 5000, (size) => `{"detail":[{"loc":[${nested('[', ']', size)}],"msg":"no"}]}`],
  ['many members', 2000, (size) => `{${Array.from({ length: size }, (_, index) => `"m${index}":1`).join(',')}}`],
  ['a member of a long name', 30_000, (size) => `{"${'a'.repeat(size)}":1}`],
  ['warnings without end', 5000, (size) => `{"error":"unknown error","warnings":[${'"no",'.repeat(size)}"no"]}`],
  ['a long error type', 30_000, (size) => `{"error":"no","error_type":"${'t'.repeat(size)}"}`],
  ['a long code', 30_000, (size) => `{"error":{"message":"no","code":"${'c'.repeat(size)}"}}`],
  ['a long type', 30_000, (size) => `{"error":{"message":"no","type":"${'t'.repeat(size)}"}}`],
  ['a long parameter', 30_000, (size) => `{"error":{"message":"no","param":"${'p'.repeat(size)}"}}`],
  ['what a provider said, which is JSON in JSON', 5000, (size) => provider(nested('{"a":', '}', size))],
  ['what a provider said, which is what a provider said', 4, (size) => providers(size)],
  [
    'what a provider said, as an object',
    5000,
    (size) => `{"error":{"message":"no","metadata":{"raw":${nested('[', ']', size)}}}}`,
  ],
  [
    'quotes that are escaped, and one number that JSON does not have',
    10_000,
    (size) => `{"a":NaN,"${'\\"'.repeat(size)}`,
  ],
  ['numbers that JSON does not have', 5000, (size) => `{"error":[${'NaN,-Infinity,'.repeat(size)}1]}`],
  ['a string that never ends, after such a number', 30_000, (size) => `[NaN,"${'a'.repeat(size)}`],
  ['a number of many digits', 30_000, (size) => `{"error":${'9'.repeat(size)}}`],
  ['escapes of half characters', 5000, (size) => `{"error":"${'\\ud800'.repeat(size)}"}`],
  ['control characters', 5000, (size) => `{"error":"${'\\u001b]52;c;cm0=\\u0007'.repeat(size)}"}`],
  ['control characters as text', 30_000, (size) => '\u009b'.repeat(size)],
  ['words of loading, again and again', 5000, (size) => 'model is '.repeat(size)],
  ['a model of a long name that is loading', 20_000, (size) => `model ${'a'.repeat(size)} is loading`],
  ['addresses', 5000, (size) => 'http://a'.repeat(size)],
];

function provider(raw: string): string {
  return JSON.stringify({ error: { message: 'Provider returned error', metadata: { raw } } });
}

function providers(depth: number): string {
  return depth === 0 ? 'no' : provider(providers(depth - 1));
}

/** The statuses differ in what is done with the words: advice, waiting for a model, trying again. */
const STATUSES = [400, 500, 503];

const bodies = BODIES.map(([name, size, body]): Attack => ({
  name,
  size,
  run: async (count) => {
    for (const status of STATUSES) {
      const client = clientOf(() => new Response(body(count), { status }), { waitForModel: false });

      const error = await failureOf(chat(client));

      expect(error.status).toBe(status);
      expect(error.message.length).toBeLessThan(1300);
      expect(`${error.code}${error.type}${error.param}`.length).toBeLessThan(700);
      // oxlint-disable-next-line no-control-regex -- what must not come through.
      expect(JSON.parse(JSON.stringify(error.message))).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/);
    }
  },
}));

attacks('the body of an error', bodies);

attacks(
  'an error as the first event',
  BODIES.filter(([, , body]) => body(1).startsWith('{')).map(([name, size, body]): Attack => ({
    name,
    size,
    run: async (count) => {
      const event = JSON.stringify({ error: body(count), error_type: 'x' });
      const client = clientOf(() => eventStream([`data: ${event}\n\n`]));

      const error = await failureOf(client.chat.completions.create({ messages: MESSAGES, stream: true }));

      expect(error.message.length).toBeLessThan(1300);
    },
  })),
);

const TOKEN = 'hf_PlantedSecretOfTheCaller0123456789';

/** A token that stands anywhere around a cut. */
type Echo = [what: string, echo: (token: string) => Response];

const failing = (body: string, headers: Record<string, string> = {}, status = 400) =>
  new Response(body, { status, headers });
const around = (cut: number, token: string) => 'x'.repeat(cut - Math.floor(token.length / 2)) + token;

const ECHOES: Echo[] = [
  ['at the end of a message', (token) => failing(JSON.stringify({ error: around(1000, token) }))],
  ['at the end of what is looked at', (token) => failing(JSON.stringify({ error: around(16 * 1024, token) }))],
  ['at the end of what is read', (token) => failing(around(64 * 1024, token))],
  ['at the end of a code', (token) => failing(JSON.stringify({ error: { message: 'no', code: around(200, token) } }))],
  ['at the end of a type', (token) => failing(JSON.stringify({ error: { message: 'no', type: around(200, token) } }))],
  [
    'at the end of a parameter',
    (token) => failing(JSON.stringify({ error: { message: 'no', param: around(200, token) } })),
  ],
  ['at the end of an error type', (token) => failing(JSON.stringify({ error: 'no', error_type: around(200, token) }))],
  ['at the end of a request’s id', (token) => failing('no', { 'x-request-id': around(200, token) })],
  ['at the end of a page’s title', (token) => failing(`<html><title>${around(200, token)}</title></html>`)],
  ['in a message that only tokens make long', (token) => failing(`${token} `.repeat(1000))],
  ['in a message that only tokens make long, and the end cuts one', (token) => failing(token.repeat(2000))],
  ['in a list', (token) => failing(JSON.stringify({ errors: [{ message: around(1000, token) }, token] }))],
  ['in the name of an unknown member', (token) => failing(JSON.stringify({ [around(990, token)]: 1 }))],
  ['in what a provider said', (token) => failing(provider(JSON.stringify({ error: { message: around(900, token) } })))],
  [
    'where FastAPI found a fault',
    (token) => failing(JSON.stringify({ detail: [{ loc: [around(900, token)], msg: 'no' }] })),
  ],
  ['in a first event', (token) => eventStream([`data: ${JSON.stringify({ error: around(1000, token) })}\n\n`])],
  [
    'in a later event',
    (token) => eventStream([tokenEvent('a'), `data: ${JSON.stringify({ error: around(1000, token) })}\n\n`]),
  ],
];

attacks(
  'a server that gives back the token',
  ECHOES.flatMap(([name, echo]) =>
    [false, true].map((stream): Attack => ({
      name: `${name}${stream ? ', of a stream' : ''}`,
      run: async () => {
        const lines: string[] = [];
        const log = (line: string) => void lines.push(line);
        const client = connect('http://127.0.0.1:1', {
          apiKey: TOKEN,
          fetch: async () => echo(TOKEN),
          logger: { error: log, warn: log, info: log, debug: log },
          logLevel: 'debug',
          maxRetries: 0,
        });

        const error = await failureOf(client.chat.completions.create({ messages: MESSAGES, stream }));

        const told = [error.message, error.stack, JSON.stringify(error), ...(error.headers ?? []), ...lines].join('\n');
        expect(told).not.toContain(TOKEN.slice(0, 12));
      },
    })),
  ).filter(({ name }) => !name.endsWith('event')),
);
