import { expect } from 'vitest';

import type { EasyLLM } from '../../../src/client/easyllm.ts';
import { keptBytes } from '../../support/kept-bytes.ts';
import { attacks, failureOf, outcomeOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { MESSAGES, clientOf, deltaEvent, eventStream, tokenEvent, v1ClientOf } from '../support/upstream.ts';

const raw = (data: string) => `data: ${data}\n\n`;
const delta = (members: string) => raw(`{"id":"x","choices":[{"index":0,"delta":{${members}}}]}`);
const tools = [{ type: 'function' as const, function: { name: 'f', parameters: { type: 'object', properties: {} } } }];
const long = 'x'.repeat(8000);

let keptMegabytes = 0;

/** Pieces of a stream. Before the last ones it is measured what the process keeps of all those before. */
function* times(count: number, piece: (index: number) => string, ...last: string[]): Generator<string> {
  const before = keptBytes();
  for (let index = 0; index < count; index += 1) yield piece(index);
  keptMegabytes = (keptBytes() - before) / 1024 / 1024;
  yield* last;
}

const open = (client: EasyLLM, body: object = {}) =>
  client.chat.completions.create({ messages: MESSAGES, ...body, stream: true });

const whole = deltaEvent({ content: 'a' }, 'stop') + raw('[DONE]');
const cutting = { stop: ['q'], logprobs: true, top_logprobs: 1 };
const withLogprobs = raw(
  `{"choices":[{"index":0,"delta":{"content":"ab"},"logprobs":{"content":[{"token":"ab","logprob":-1,"bytes":[97],"top_logprobs":[]}]}}]}`,
);

/** What comes of a server that does not end its stream. */
const ENDLESS: [what: string, size: number, run: (size: number) => Promise<unknown>][] = [
  [
    'text of TGI',
    6000,
    (size) => open(clientOf(() => eventStream(times(size, () => tokenEvent(long), tokenEvent('z', 'z'))))),
  ],
  [
    'text',
    6000,
    (size) => open(v1ClientOf(() => eventStream(times(size, () => deltaEvent({ content: long }), whole)))),
  ],
  [
    'reasoning',
    6000,
    (size) => open(v1ClientOf(() => eventStream(times(size, () => deltaEvent({ reasoning: long }), whole)))),
  ],
  [
    'a refusal',
    6000,
    (size) => open(v1ClientOf(() => eventStream(times(size, () => deltaEvent({ refusal: long }), whole)))),
  ],
  [
    'arguments of one call',
    6000,
    (size) => {
      const event = (index: number) =>
        delta(
          `"tool_calls":[{"index":0,${index === 0 ? '"id":"c",' : ''}"function":{${index === 0 ? '"name":"f",' : ''}"arguments":"${long}"}}]`,
        );
      return open(
        v1ClientOf(() => eventStream(times(size, event, whole))),
        { tools },
      );
    },
  ],
  [
    'tokens with logprobs',
    6000,
    (size) =>
      open(
        v1ClientOf(() => eventStream(times(size, () => withLogprobs, whole))),
        cutting,
      ),
  ],
  [
    'lists that each event adds to',
    4000,
    (size) => {
      const event = delta(`"reasoning_details":[${Array.from({ length: 50 }, () => '{"text":"a"}').join()}]`);
      return open(v1ClientOf(() => eventStream(times(size, () => event, whole))));
    },
  ],
  [
    'members of which each event adds another',
    4000,
    (size) => {
      const event = (index: number) => raw(`{"m${index}":1,"choices":[{"index":0,"delta":{"content":"a"}}]}`);
      return open(v1ClientOf(() => eventStream(times(size, event, whole))));
    },
  ],
  [
    'ends of one choice, each with another member',
    3000,
    (size) => {
      const event = (index: number) =>
        raw(`{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop","m${index}":1}]}`);
      return open(v1ClientOf(() => eventStream(times(size, event, whole))));
    },
  ],
  [
    'members of a call that has no name, of which each event adds another',
    3000,
    (size) => {
      const event = (index: number) => delta(`"tool_calls":[{"index":0,"m${index}":1}]`);
      return open(
        v1ClientOf(() => eventStream(times(size, event, whole))),
        { tools },
      );
    },
  ],
  [
    'usage alone',
    6000,
    (size) => {
      const event = raw(`{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1},"note":"${long}"}`);
      return open(v1ClientOf(() => eventStream(times(size, () => event, whole))));
    },
  ],
  [
    'usage of choices that nobody asked for',
    6000,
    (size) => {
      const event = (index: number) =>
        raw(
          `{"choices":[{"index":${index},"text":"","finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}`,
        );
      const client = v1ClientOf(() => eventStream(times(size, event, raw('[DONE]'))), { dialect: 'tgi' });
      return client.completions.create({ prompt: ['a', 'b'], stream: true });
    },
  ],
  [
    'comments',
    6000,
    (size) => open(clientOf(() => eventStream(times(size, () => `:${long.repeat(4)}\n\n`, tokenEvent('a', 'a'))))),
  ],
  [
    'comments without an empty line between them',
    60_000,
    (size) => open(clientOf(() => eventStream(times(size, () => ':\n', '\n', tokenEvent('a', 'a'))))),
  ],
  [
    'names and ids of events that have no data',
    6000,
    (size) => open(clientOf(() => eventStream(times(size, () => `event: a\nid: ${long}\n\n`, tokenEvent('a', 'a'))))),
  ],
];

attacks(
  'a stream without end, of which the reader keeps nothing:',
  ENDLESS.map(([name, size, run]): Attack => ({
    name,
    size,
    megabytes: 600,
    run: async (count) => {
      await outcomeOf(run(count));
      // Of text 16 MiB are kept for \`partial\`, and some pieces more.
      expect(keptMegabytes).toBeLessThan(40);
    },
  })),
);

/** Reads a stream over HTTP, where no error has a `partial`. */
async function readOverHttp(client: EasyLLM): Promise<void> {
  const body = JSON.stringify({ messages: MESSAGES, stream: true });
  const response = await client.fetch('http://easyllm/v1/chat/completions', { method: 'POST', body });
  for await (const _ of response.body ?? []);
}

const OVER_HTTP: [what: string, client: (size: number) => EasyLLM][] = [
  ['text of TGI', (size) => clientOf(() => eventStream(times(size, () => tokenEvent(long), tokenEvent('z', 'z'))))],
  ['text', (size) => v1ClientOf(() => eventStream(times(size, () => deltaEvent({ content: long }), whole)))],
  ['reasoning', (size) => v1ClientOf(() => eventStream(times(size, () => deltaEvent({ reasoning: long }), whole)))],
];

attacks(
  'a long stream over HTTP, of which nothing is kept here:',
  OVER_HTTP.map(([name, toClient]): Attack => ({
    name,
    size: 1500,
    megabytes: 300,
    run: async (count) => {
      await readOverHttp(toClient(count));
      // Pieces on their way are; the text is of 12 MB.
      expect(keptMegabytes).toBeLessThan(10);
    },
  })),
);

const MEBIBYTE = 'x'.repeat(1024 * 1024);

/** What has to be held until it is whole ends with an error. */
const HELD: [what: string, code: string, run: () => Promise<unknown>][] = [
  [
    'text of a response, which its last event repeats',
    'response_too_large',
    () => {
      const client = v1ClientOf(() => eventStream(times(80, () => deltaEvent({ content: MEBIBYTE }), whole)));
      return readAll(client);
    },
  ],
  [
    'arguments of a response, which its last event repeats',
    'response_too_large',
    () => {
      const call = (index: number) =>
        delta(
          `"tool_calls":[{"index":0,${index === 0 ? '"id":"c",' : ''}"function":{${index === 0 ? '"name":"f",' : ''}"arguments":"${MEBIBYTE}"}}]`,
        );
      return readAll(v1ClientOf(() => eventStream(times(80, call, whole))));
    },
  ],
  [
    'arguments of a call that has no name',
    'response_too_large',
    async () => {
      const event = delta(`"tool_calls":[{"index":0,"function":{"arguments":"${MEBIBYTE}"}}]`);
      for await (const _ of await open(
        v1ClientOf(() => eventStream(times(80, () => event, whole))),
        { tools },
      ));
    },
  ],
  [
    'arguments of a call of TGI, which may lack something',
    'response_too_large',
    async () => {
      const call = (index: number) =>
        delta(
          `"tool_calls":[{"index":0,"id":"c","function":{${index === 0 ? '"name":"f",' : ''}"arguments":"${MEBIBYTE}"}}]`,
        );
      const client = v1ClientOf(() => eventStream(times(80, call, whole)), { dialect: 'tgi' });
      for await (const _ of await open(client, { tools }));
    },
  ],
  [
    'calls of one message',
    'too_many_tool_calls',
    async () => {
      const call = (index: number) => `{"index":${index},"id":"c${index}","function":{"name":"f","arguments":""}}`;
      const event = (part: number) =>
        delta(`"tool_calls":[${Array.from({ length: 1000 }, (_, at) => call(1000 * part + at)).join()}]`);
      for await (const _ of await open(
        v1ClientOf(() => eventStream(times(80, event, whole))),
        { tools },
      ));
    },
  ],
];

async function readAll(client: EasyLLM): Promise<void> {
  for await (const event of await client.responses.create({ input: 'a', stream: true })) {
    if (event.type !== 'response.failed') continue;
    const { error } = event.response;
    throw new ResponseFailed(error?.code ?? '', error?.message ?? '');
  }
}

class ResponseFailed extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

attacks('streams that are', [
  {
    name: 'left leave nothing behind',
    size: 6,
    run: async (size) => {
      const client = v1ClientOf(() => eventStream(times(4, () => deltaEvent({ content: MEBIBYTE }), whole)));
      for (let count = 0; count < size; count += 1) {
        let chunks = 0;
        for await (const _ of await open(client)) if ((chunks += 1) > 3) break;
      }
    },
  },
  {
    name: 'cut off leave nothing behind',
    size: 6,
    run: async (size) => {
      const client = v1ClientOf(() => eventStream(times(4, () => deltaEvent({ content: MEBIBYTE }))));
      for (let count = 0; count < size; count += 1)
        expect(
          await failureOf(outcomeOf(open(client)).then(({ error }) => Promise.reject(error as Error))),
        ).toMatchObject({ name: 'StreamTruncatedError' });
    },
  },
]);

attacks(
  'a stream that is too long to be held:',
  HELD.map(([name, code, run]): Attack => ({
    name,
    megabytes: 900,
    // The last error, with what was held, lives until another takes its place.
    kept: 256,
    // What comes is 80 MiB.
    fixedMs: 10_000,
    run: async () => {
      const failed: Promise<unknown> = run();

      await expect(failed).rejects.toMatchObject({ code });
    },
  })),
);
