import { describe, expect, test } from 'vitest';

import type { EventReader } from '../../../src/net/events.ts';
import type { EventRules } from '../../../src/servers/event-reader.ts';
import { createEventReader } from '../../../src/servers/event-reader.ts';
import { TgiEvents } from '../../../src/servers/tgi-events.ts';
import { TypedEvents } from '../../../src/servers/typed-events.ts';
import { MessagesEvents } from '../../../src/servers/v1-events.ts';

const TOKEN =
  '{"index":1,"token":{"id":1,"text":"a","logprob":-1,"special":false},"generated_text":null,"details":null}';
const LAST_TOKEN = TOKEN.replace('"generated_text":null', '"generated_text":"a"');
const CHUNK = '{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}';
const LAST_CHUNK = CHUNK.replace('"finish_reason":null', '"finish_reason":"stop"');

interface Api {
  name: string;
  rules: () => EventRules<unknown>;
  event: string;
  last: string;
}

const APIS: readonly Api[] = [
  { name: 'TGI', rules: () => new TgiEvents({ isTextOnly: false }), event: TOKEN, last: LAST_TOKEN },
  { name: 'TGI, text only', rules: () => new TgiEvents({ isTextOnly: true }), event: TOKEN, last: LAST_TOKEN },
  {
    name: '/v1',
    rules: () => new MessagesEvents({ choices: 1 }),
    event: CHUNK,
    last: LAST_CHUNK,
  },
  { name: 'any spec, of native events', rules: () => new TypedEvents(), event: TOKEN, last: LAST_TOKEN },
  { name: 'any spec, of chunks', rules: () => new TypedEvents(), event: CHUNK, last: LAST_CHUNK },
];

function createReader(rules: EventRules<unknown>, onEnd?: () => void): EventReader<unknown> {
  return createEventReader(
    { url: 'http://tgi.test', redact: toRedacted, signal: undefined, attempts: 3, onEnd },
    rules,
  );
}

function toRedacted(text: string): string {
  return text.replaceAll('secret', '[redacted]');
}

/** Reads all of a stream. */
function readAll(reader: EventReader<unknown>, stream: readonly string[]): unknown[] {
  const events: unknown[] = [];
  for (const data of stream) if (!reader.isOver) reader.read(data, events);
  reader.finish();
  return events;
}

const TRUNCATED = expect.objectContaining({ name: 'StreamTruncatedError' });

describe.each(APIS)('the events of $name', ({ rules, event, last }) => {
  test('end with the last one', () => {
    expect(readAll(createReader(rules()), [event, event, last])).toHaveLength(3);
  });

  test('are truncated without the last one', () => {
    expect(() => readAll(createReader(rules()), [event])).toThrow(TRUNCATED);
  });

  test('are truncated within the last one', () => {
    expect(() => readAll(createReader(rules()), [event, last.slice(0, -9)])).toThrow(TRUNCATED);
  });

  test('are none where something else stands among them', () => {
    expect(() => readAll(createReader(rules()), [event, 'Welcome', event, last])).toThrow(
      expect.objectContaining({
        name: 'APIError',
        message: expect.stringContaining('contains an event that is neither'),
      }),
    );
  });

  test('are thrown where they are errors, without the token', () => {
    expect(() =>
      readAll(createReader(rules()), [event, '{"error":"overloaded, secret","error_type":"overloaded"}']),
    ).toThrow(expect.objectContaining({ name: 'RateLimitError', message: expect.stringContaining('[redacted]') }));
  });
});

describe('[DONE]', () => {
  test.each(APIS.filter(({ event }) => event === CHUNK))('ends $name', ({ rules, event }) => {
    const reader = createReader(rules());

    expect(readAll(reader, [event, '[DONE]'])).toHaveLength(1);
    expect(reader.isOver).toBe(true);
  });

  test('makes no native stream whole', () => {
    expect(() => readAll(createReader(new TgiEvents({ isTextOnly: false })), [TOKEN, '[DONE]'])).toThrow(TRUNCATED);
  });
});

describe('a stream of any spec', () => {
  test('is truncated within an event behind the reason of its end', () => {
    expect(() => readAll(createReader(new TypedEvents()), [LAST_CHUNK, '{"choices":[],"us'])).toThrow(TRUNCATED);
  });
});

describe('a reader of events', () => {
  test('says how many requests it took', () => {
    const reader = createReader(new TypedEvents());

    expect(reader.toError(new TypeError('terminated'))).toMatchObject({ name: 'StreamTruncatedError', attempts: 3 });
  });

  test('tells its source of the end', () => {
    let ends = 0;
    createReader(new TypedEvents(), () => (ends += 1)).close?.();

    expect(ends).toBe(1);
  });
});
