import { describe, expect, test } from 'vitest';

import { EventDecoder } from '../../../src/net/sse.ts';
import type { ServerSentEvent } from '../../../src/net/sse.ts';
import { createChance, fuzz } from '../../support/fuzz.ts';

/** The standard's own steps (WHATWG HTML, 9.2.6), one after the other, on a text that is all there; an unfinished event is given too. */
function decodeByTheBook(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  let data: string | undefined;
  let event: string | undefined;
  let id: string | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  // The end of the bytes ends the last line, and then the event.
  for (const line of [...lines, '']) {
    if (line === '') {
      if (data !== undefined) {
        events.push({ data, ...(event !== undefined && event !== '' && { event }), ...(id !== undefined && { id }) });
      }
      data = event = id = undefined;
      continue;
    }
    const [, name = line, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
    if (name === 'event') event = value;
    if (name === 'id' && !value.includes('\0')) id = value;
  }
  return events;
}

const PARTS = [
  'data: ',
  'data:',
  'data',
  'event: a',
  'id: 1',
  'id: \0',
  ':',
  'retry: 1',
  ' ',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\r\n\r\n',
  '\uFEFF',
  '{"a":1}',
  'grün',
  '🚀',
  'data: x\n\n',
  'x'.repeat(3000),
];

describe('EventDecoder', () => {
  test('reads any bytes, cut anywhere, as the standard says', () => {
    fuzz('EventDecoder', (seed) => {
      const pick = createChance(seed);
      const text = Array.from({ length: pick(12) }, () => PARTS[pick(PARTS.length)]).join('');
      const bytes = new TextEncoder().encode(text);
      const decoder = new EventDecoder();
      const dataDecoder = new EventDecoder();
      const events: ServerSentEvent[] = [];
      const data: string[] = [];
      const sink = { take: (part: string) => void data.push(part) };
      for (let start = 0; start < bytes.length;) {
        const end = start + 1 + pick(pick(2) === 0 ? 4 : 4000);
        events.push(...decoder.decode(bytes.subarray(start, end)));
        dataDecoder.decodeTo(bytes.subarray(start, end), sink);
        start = end;
      }
      events.push(...decoder.flush());
      dataDecoder.flushTo(sink);

      const want = decodeByTheBook(text);
      expect({ text, events }).toEqual({ text, events: want });
      expect(data).toEqual(want.map((event) => event.data));
    });
  });
});
