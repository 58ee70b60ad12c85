import { describe, expect, test } from 'vitest';

import type { EventReader } from '../../../src/net/events.ts';
import { createEventReader } from '../../../src/servers/event-reader.ts';
import type { StreamedBody } from '../../../src/servers/v1-events.ts';
import { MessagesEvents } from '../../../src/servers/v1-events.ts';

function createReader(choices: number): EventReader<StreamedBody> {
  const source = { url: 'http://tgi.test/v1/chat/completions', redact: String, signal: undefined, attempts: 1 };
  return createEventReader(source, new MessagesEvents({ choices, wantsUsage: false }));
}

function ending(index: number): string {
  return JSON.stringify({ choices: [{ index, delta: {}, finish_reason: 'stop' }] });
}

describe('a stream of two choices', () => {
  test('is not over where one choice has said its reason twice', () => {
    const reader = createReader(2);
    const events: StreamedBody[] = [];
    for (const data of [ending(0), ending(0)]) reader.read(data, events);

    expect(reader.isOver).toBe(false);
    expect(() => reader.finish()).toThrow(expect.objectContaining({ name: 'StreamTruncatedError' }));
  });

  test('is over where each has said its reason', () => {
    const reader = createReader(2);
    for (const data of [ending(1), ending(0)]) reader.read(data, []);

    expect(reader.isOver).toBe(true);
  });
});

describe('a stream of one choice', () => {
  test('is over at its reason, though TGI 1.4 numbers tokens', () => {
    const reader = createReader(1);
    reader.read(ending(7), []);

    expect(reader.isOver).toBe(true);
  });
});
