import { describe, expect, test } from 'vitest';

import type { EventReader } from '../../../src/net/events.ts';
import { createEventReader } from '../../../src/servers/event-reader.ts';
import type { StreamedBody } from '../../../src/servers/v1-events.ts';
import { MessagesEvents } from '../../../src/servers/v1-events.ts';

function createReader(choices: number): EventReader<StreamedBody> {
  const source = { url: 'http://tgi.test/v1/chat/completions', redact: String, signal: undefined, attempts: 1 };
  return createEventReader(source, new MessagesEvents({ choices }));
}

function chunk(content: string, index = 0): string {
  return JSON.stringify({ choices: [{ index, delta: { content }, finish_reason: null }] });
}

function ending(index: number, finish_reason: unknown = 'stop'): string {
  return JSON.stringify({ choices: [{ index, delta: {}, finish_reason }] });
}

const TRUNCATED = expect.objectContaining({ name: 'StreamTruncatedError' });

/** Reads all of a stream, and what it says of its end. */
function readAll(choices: number, stream: readonly string[]): StreamedBody[] {
  const reader = createReader(choices);
  const events: StreamedBody[] = [];
  for (const data of stream) if (!reader.isOver) reader.read(data, events);
  reader.finish();
  return events;
}

describe('a stream of two choices', () => {
  test('is not whole where one choice has said its reason twice', () => {
    expect(() => readAll(2, [chunk('a', 1), ending(0), ending(0)])).toThrow(TRUNCATED);
  });

  test('is whole where each has said its reason', () => {
    expect(readAll(2, [ending(1), ending(0)])).toHaveLength(2);
  });

  test('is whole where each that began has, since servers ignore `n`', () => {
    expect(readAll(2, [chunk('a'), ending(0)])).toHaveLength(2);
  });
});

describe('a stream', () => {
  test('goes on behind a reason', () => {
    const reader = createReader(1);
    reader.read(ending(0), []);

    expect(reader.isOver).toBe(false);
  });

  test('ends with [DONE], with a reason or without', () => {
    expect(readAll(1, [chunk('a'), '[DONE]', chunk('b')])).toHaveLength(1);
    expect(readAll(1, [ending(0), '[DONE]'])).toHaveLength(1);
  });

  test.each([
    ['of [DONE] alone', ['[DONE]']],
    ['of usage alone', ['{"usage":{"prompt_tokens":1}}', '[DONE]']],
    ['of a role alone', ['{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}', '[DONE]']],
    ['without anything', []],
    ['without a reason, at the end of its bytes', [chunk('a')]],
    ['whose reason is `""`, at the end of its bytes', [chunk('a'), ending(0, '')]],
    ['whose reason is the text `null`, at the end of its bytes', [chunk('a'), ending(0, 'null')]],
    ['within an event behind its reason', [chunk('a'), ending(0), '{"choices":[],"us']],
  ])('%s is truncated', (_, stream) => {
    expect(() => readAll(1, stream)).toThrow(TRUNCATED);
  });

  test.each(['null', '{}', '{"type":"ping"}', '{"choices":null}', '7', '"text"', '[]'])('passes over %s', (odd) => {
    expect(readAll(1, [chunk('a'), odd, chunk('b'), ending(0), '[DONE]'])).toHaveLength(3);
  });

  test.each(['7', '"text"', 'nonsense'])('does not begin with %s', (odd) => {
    expect(() => readAll(1, [odd, chunk('a'), ending(0), '[DONE]'])).toThrow(
      expect.objectContaining({ name: 'APIError' }),
    );
  });

  test('gives usage that comes without choices', () => {
    expect(readAll(1, [chunk('a'), ending(0), '{"id":"x","usage":{"prompt_tokens":1}}', '[DONE]']).at(-1)).toEqual({
      id: 'x',
      choices: [],
      usage: { prompt_tokens: 1 },
    });
  });

  test('hands on what came beside a failure before it throws', () => {
    const reader = createReader(1);
    const events: StreamedBody[] = [];
    const failed = { index: 0, delta: { content: 'a' }, error: { message: 'Provider returned error', code: 502 } };

    expect(() => reader.read(JSON.stringify({ choices: [failed] }), events)).toThrow(
      expect.objectContaining({ name: 'InternalServerError', status: 502 }),
    );
    expect(events).toHaveLength(1);
  });

  test('may be left in silence once each choice has its reason, numbered by tokens or not', () => {
    const reader = createReader(1);
    reader.read(chunk('a', 6), []);
    expect(reader.isComplete).toBe(false);

    reader.read(ending(7), []);

    expect(reader.isComplete).toBe(true);
    expect(() => reader.leave?.()).not.toThrow();
  });

  test('is cut by that silence where text came behind a reason before', () => {
    const reader = createReader(1);
    for (const data of [ending(0), chunk('a'), chunk('b')]) reader.read(data, []);

    expect(() => reader.leave?.()).toThrow(TRUNCATED);
  });
});
