import { describe, expect, test } from 'vitest';

import { APIConnectionError, ConfigurationError, UnsupportedError } from '../../../src/base/errors.ts';
import {
  EventDecoder,
  type ServerSentEvent,
  decodeEventBatches,
  decodeEvents,
  encodeComment,
  encodeEvent,
  iterateBytes,
} from '../../../src/net/sse.ts';

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All events of these reads, the unfinished one at the end among them. */
function decode(reads: Iterable<Uint8Array>): ServerSentEvent[] {
  const decoder = new EventDecoder();
  const events: ServerSentEvent[] = [];
  for (const read of reads) events.push(...decoder.decode(read));
  return [...events, ...decoder.flush()];
}

/** The bytes cut into pieces of one size. */
function* inPieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Every way to cut the bytes once, and one byte at a time; short ones every way to cut them twice as well. */
function* everyCut(bytes: Uint8Array): Generator<Uint8Array[]> {
  yield [...inPieces(bytes, 1)];
  for (let first = 0; first <= bytes.length; first++) {
    yield [bytes.subarray(0, first), bytes.subarray(first)];
    if (bytes.length > 100) continue;
    for (let second = first; second <= bytes.length; second++) {
      yield [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
    }
  }
}

const CASES: { name: string; given: string; want: ServerSentEvent[] }[] = [
  { name: 'one event', given: 'data: a\n\n', want: [{ data: 'a' }] },
  { name: 'no space after the colon', given: 'data:a\n\n', want: [{ data: 'a' }] },
  { name: 'a second space, which is content', given: 'data:  a \n\n', want: [{ data: ' a ' }] },
  { name: 'a tab, which is content', given: 'data:\ta\n\n', want: [{ data: '\ta' }] },
  { name: 'colons in the value', given: 'data: a: b:c\n\n', want: [{ data: 'a: b:c' }] },
  { name: 'several data lines', given: 'data: a\ndata:\ndata: b\n\n', want: [{ data: 'a\n\nb' }] },
  { name: 'CRLF', given: 'data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n', want: [{ data: 'a\nb' }, { data: 'c' }] },
  { name: 'CR', given: 'data: a\rdata: b\r\rdata: c\r\r', want: [{ data: 'a\nb' }, { data: 'c' }] },
  {
    name: 'a mix of line ends',
    given: 'data: a\rdata: b\n\r\ndata: c\r\n\ndata: d\n\r',
    want: [{ data: 'a\nb' }, { data: 'c' }, { data: 'd' }],
  },
  {
    name: 'blank lines between events',
    given: '\n\ndata: a\n\n\n\ndata: b\n\n\n',
    want: [{ data: 'a' }, { data: 'b' }],
  },
  { name: 'a byte order mark', given: '\uFEFFdata: a\n\n', want: [{ data: 'a' }] },
  { name: 'a byte order mark before a comment', given: '\uFEFF:\ndata: a\n\n', want: [{ data: 'a' }] },
  { name: 'a second byte order mark, which spoils the field name', given: '\uFEFF\uFEFFdata: a\n\n', want: [] },
  {
    name: 'a byte order mark of a later line',
    given: ':\n\uFEFFdata: a\ndata: \uFEFFb\n\n',
    want: [{ data: '\uFEFFb' }],
  },
  {
    name: 'a type',
    given: 'event: error\ndata: a\n\ndata: b\n\n',
    want: [{ event: 'error', data: 'a' }, { data: 'b' }],
  },
  { name: 'the last of two types', given: 'event: a\nevent: b\ndata: x\n\n', want: [{ event: 'b', data: 'x' }] },
  { name: 'an empty type', given: 'event: a\nevent\ndata: x\n\n', want: [{ data: 'x' }] },
  { name: 'a type without data', given: 'event: a\n\ndata: x\n\n', want: [{ data: 'x' }] },
  {
    name: 'an id, for its own event',
    given: 'data: a\nid: 1\n\ndata: b\n\n',
    want: [{ data: 'a', id: '1' }, { data: 'b' }],
  },
  { name: 'an empty id', given: 'id\ndata: a\n\n', want: [{ data: 'a', id: '' }] },
  { name: 'an id without data', given: 'id: 1\n\ndata: a\n\n', want: [{ data: 'a' }] },
  { name: 'an id with NUL', given: 'id: 1\nid: 2\0\ndata: a\n\n', want: [{ data: 'a', id: '1' }] },
  { name: 'NUL in the data', given: 'data: \0\n\n', want: [{ data: '\0' }] },
  {
    name: 'comments and TGI’s keep-alives',
    given: ':\n\n: data: x\ndata: a\n:data: y\n\n:\n\n',
    want: [{ data: 'a' }],
  },
  { name: 'retry', given: 'retry: 10\ndata: a\n\n', want: [{ data: 'a' }] },
  { name: 'unknown fields', given: 'Data: x\n data: y\ndata : z\ndatas: z\nfoo\ndata: a\n\n', want: [{ data: 'a' }] },
  { name: 'a field without a colon', given: 'data\n\ndata\ndata\n\n', want: [{ data: '' }, { data: '\n' }] },
  { name: '[DONE]', given: 'data: {"a":1}\n\ndata: [DONE]\n\n', want: [{ data: '{"a":1}' }, { data: '[DONE]' }] },
  {
    name: 'characters of two, three and four bytes',
    given: 'event: é\ndata: 日本😀\nid: ñ\n\n',
    want: [{ event: 'é', data: '日本😀', id: 'ñ' }],
  },
  { name: 'no bytes', given: '', want: [] },
  { name: 'JSON that is no event stream', given: '{"error":"x","error_type":"y"}', want: [] },
  { name: 'an unfinished last line', given: 'data: a\n\ndata: {"b', want: [{ data: 'a' }, { data: '{"b' }] },
  { name: 'an unfinished event after a whole line', given: 'id: 1\ndata: a\n', want: [{ data: 'a', id: '1' }] },
  { name: 'an unfinished event after CR', given: 'data: a\r', want: [{ data: 'a' }] },
  { name: 'an unfinished field name', given: 'data: a\n\ndat', want: [{ data: 'a' }] },
  { name: 'an unfinished event without data', given: 'event: a\nid: 1', want: [] },
];

describe('EventDecoder reads', () => {
  test.each(CASES)('$name', ({ given, want }) => {
    expect(decode([toBytes(given)])).toStrictEqual(want);
  });

  test.each(CASES)('$name, at every cut', ({ given, want }) => {
    for (const reads of everyCut(toBytes(given))) {
      expect({ reads, events: decode(reads) }).toStrictEqual({ reads, events: want });
    }
  });

  test('every stream of five of these parts, at every cut, as the standard’s rules read its whole text', () => {
    const wrong: string[] = [];
    for (const text of sequences(['data', ':', ' ', 'x', '\n', '\r', 'id:'], 5)) {
      const want = JSON.stringify(decodeWholeText(text));
      const bytes = toBytes(text);
      for (let cut = 0; cut < bytes.length; cut++) {
        const got = JSON.stringify(decode([bytes.subarray(0, cut), bytes.subarray(cut)]));
        if (got !== want) wrong.push(`${JSON.stringify(text)} cut at ${cut}: ${got} instead of ${want}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('EventDecoder replaces invalid UTF-8 as TextDecoder does', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true });

  test.each([
    ['a lone continuation byte', [0x61, 0x80, 0x62]],
    ['two bytes of three', [0xe6, 0x97]],
    ['two bytes of three before a letter', [0xe6, 0x97, 0x61]],
    ['three bytes of four', [0xf0, 0x9f, 0x98]],
    ['an overlong form of a line end', [0xc0, 0x8a]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point that is too high', [0xf4, 0x90, 0x80, 0x80]],
    ['bytes that never occur', [0xfe, 0xff]],
    ['a half character, then a whole one', [0xf0, 0x9f, 0xe6, 0x97, 0xa5]],
    ['a half byte order mark', [0xef, 0xbb]],
  ])('%s', (_, value) => {
    const want = [{ data: text.decode(Uint8Array.from(value)) }];

    for (const lineEnd of ['\n', '\r\n', '\r', '']) {
      const bytes = Uint8Array.from([...toBytes('data: '), ...value, ...toBytes(lineEnd + lineEnd)]);
      for (const reads of everyCut(bytes))
        expect({ reads, events: decode(reads) }).toStrictEqual({ reads, events: want });
    }
  });

  test('a half byte order mark at the start of the stream', () => {
    const bytes = Uint8Array.from([0xef, 0xbb, ...toBytes('data: a\n\ndata: b\n\n')]);

    for (const reads of everyCut(bytes)) expect(decode(reads)).toStrictEqual([{ data: 'b' }]);
  });
});

describe('EventDecoder', () => {
  test.each(['\n', '\r\n', '\r'])('gives an event as soon as its last line ends with %j', (lineEnd) => {
    const decoder = new EventDecoder();

    expect(decoder.decode(toBytes(`data: a${lineEnd}`))).toEqual([]);
    expect(decoder.decode(toBytes(lineEnd))).toEqual([{ data: 'a' }]);
  });

  test('gives all events that one read completes', () => {
    const decoder = new EventDecoder();

    expect(decoder.decode(toBytes('data: a\n\ndata: b\n\ndata: c'))).toEqual([{ data: 'a' }, { data: 'b' }]);
    expect(decoder.decode(toBytes('\n\n'))).toEqual([{ data: 'c' }]);
  });

  test('takes an empty read between CR and LF for nothing', () => {
    expect(decode(['data: a\r', '', '\ndata: b\r\n\r\n'].map(toBytes))).toEqual([{ data: 'a\nb' }]);
  });

  test('keeps nothing of a buffer that is used again for the next read', () => {
    const decoder = new EventDecoder();
    const buffer = new Uint8Array(4);
    const events: ServerSentEvent[] = [];
    for (const piece of inPieces(toBytes('data: abcdef\ndata: gh\n\n'), 4)) {
      buffer.set(piece);
      events.push(...decoder.decode(buffer.subarray(0, piece.length)));
    }

    expect(events).toEqual([{ data: 'abcdef\ngh' }]);
  });

  test('gives nothing more after a flush', () => {
    const decoder = new EventDecoder();
    decoder.decode(toBytes('data: a'));

    expect(decoder.flush()).toEqual([{ data: 'a' }]);
    expect(decoder.flush()).toEqual([]);
  });

  // Copying what is held at each read would move 32 GB here, joining the lines at each line as much.
  test('reads an event of 1 MB that arrives in pieces of 16 bytes', () => {
    const line = 'x'.repeat(1_000_000);

    expect(decode(inPieces(toBytes(`data: ${line}\n\n`), 16))).toEqual([{ data: line }]);
  });

  test('reads an event of 200,000 lines that arrives in pieces of 16 bytes', () => {
    const data = Array.from({ length: 200_000 }, (_, line) => String(line)).join('\n');

    expect(decode(inPieces(toBytes(encodeEvent({ data })), 16))).toEqual([{ data }]);
  });
});

describe('EventDecoder with maxEventBytes', () => {
  /** What each read gave, up to the error. */
  function decodeBounded(reads: Iterable<Uint8Array>, maxEventBytes: number): { data: string[]; error: unknown } {
    const decoder = new EventDecoder({ maxEventBytes });
    const data: string[] = [];
    try {
      for (const read of reads) data.push(...decoder.decode(read).map((event) => event.data));
      data.push(...decoder.flush().map((event) => event.data));
    } catch (error) {
      return { data, error };
    }
    return { data, error: undefined };
  }

  test.each(['data: 123456\n\n', ':2345678\ndata\n\n', 'data:6\r\ndata:2\r\n\r\n', 'data: 123456'])(
    'accepts events of that size at every cut: %j',
    (event) => {
      for (const reads of everyCut(toBytes(`data: 123456\n\n${event}`))) {
        const { data, error } = decodeBounded(reads, 12);
        expect({ reads, error, events: data.length }).toEqual({ reads, error: undefined, events: 2 });
      }
    },
  );

  test.each(['data: 1234567\n\n', 'data:6\ndata:23\n\n', ':23456789\ndata\n\n', ':2345678901234', 'data: 1234567'])(
    'refuses one that is larger at every cut, after the events before it: %j',
    (event) => {
      for (const reads of everyCut(toBytes(`data: 123456\n\n${event}\ndata: b\n\n`))) {
        const { data, error } = decodeBounded(reads, 12);
        expect({ reads, data }).toEqual({ reads, data: ['123456'] });
        expect(error).toBeInstanceOf(APIConnectionError);
        expect(String(error)).toContain('larger than 12 bytes');
      }
    },
  );

  test('refuses an endless line, having held no more than its bound and one read', () => {
    const decoder = new EventDecoder({ maxEventBytes: 100 });
    const endless = toBytes('x'.repeat(50));
    decoder.decode(endless);
    decoder.decode(endless);

    expect(() => decoder.decode(endless)).toThrow(APIConnectionError);
    expect(() => decoder.decode(endless)).toThrow(APIConnectionError);
    expect(() => decoder.flush()).toThrow(APIConnectionError);
  });

  test('counts bytes until a line has ended, and stays with its refusal', () => {
    const decoder = new EventDecoder({ maxEventBytes: 12 });

    expect(decoder.decode(toBytes('data: a\n\ndata: ééééé'))).toEqual([{ data: 'a' }]);
    expect(() => decoder.decode(toBytes('\n\n'))).toThrow(APIConnectionError);
  });

  test('of 16 MiB unless told otherwise', () => {
    const line = 'x'.repeat(16 * 1024 * 1024 - 'data:'.length);

    expect(decode([toBytes(`data:${line}\n\n`)])).toHaveLength(1);
    expect(() => decode([toBytes(`data:${line}x\n\n`)])).toThrow(APIConnectionError);
  });

  test.each([0, -1, Number.NaN])('of %d is a configuration error', (maxEventBytes) => {
    expect(() => new EventDecoder({ maxEventBytes })).toThrow(ConfigurationError);
  });
});

/** A source of both kinds that notes what was done to it. */
interface Source {
  chunks: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
  reads: number;
  isCancelled: boolean;
}

/** A read gives its text, or throws what is no text. */
function openIterable(reads: (string | Error)[]): Source {
  const source: Source = {
    chunks: {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const read = reads[source.reads++];
          if (read instanceof Error) throw read;
          return read === undefined ? { done: true, value: undefined } : { done: false, value: toBytes(read) };
        },
        return: async () => {
          source.isCancelled = true;
          return { done: true, value: undefined };
        },
      }),
    },
    reads: 0,
    isCancelled: false,
  };
  return source;
}

function openStream(reads: (string | Error)[]): Source {
  const source: Source = {
    chunks: new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const read = reads[source.reads++];
          if (read instanceof Error) controller.error(read);
          else if (read === undefined) controller.close();
          else controller.enqueue(toBytes(read));
        },
        cancel: () => {
          source.isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    ),
    reads: 0,
    isCancelled: false,
  };
  return source;
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe.each([
  ['an async iterable', openIterable],
  ['a ReadableStream', openStream],
])('decodeEvents of %s', (_, open) => {
  test('gives the events in order, [DONE] among them', async () => {
    const { chunks } = open(['data: a\n\ndata: ', 'b\n\n', ':\n\n', 'data: [DONE]\n\n']);

    expect(await collect(decodeEvents(chunks))).toEqual([{ data: 'a' }, { data: 'b' }, { data: '[DONE]' }]);
  });

  test('gives an unfinished last event', async () => {
    const { chunks } = open(['data: a\n\ndata: b']);

    expect(await collect(decodeEvents(chunks))).toEqual([{ data: 'a' }, { data: 'b' }]);
  });

  test('reads only when an event is asked for and none is at hand', async () => {
    const source = open(['data: a\n\ndata: b\n\n', 'data: c\n\n']);
    const events = decodeEvents(source.chunks)[Symbol.asyncIterator]();

    expect(source.reads).toBe(0);
    await events.next();
    await events.next();
    expect(source.reads).toBe(1);
    await events.next();
    expect(source.reads).toBe(2);
  });

  test('does not cancel a source that has ended', async () => {
    const source = open(['data: a\n\n']);
    await collect(decodeEvents(source.chunks));

    expect(source.isCancelled).toBe(false);
  });

  test('cancels the source at a break', async () => {
    const source = open(['data: a\n\ndata: b\n\n', 'data: c\n\n']);
    for await (const event of decodeEvents(source.chunks)) {
      if (event.data === 'a') break;
    }

    expect(source).toMatchObject({ reads: 1, isCancelled: true });
  });

  test('cancels the source when the loop returns', async () => {
    const source = open(['data: a\n\n', 'data: b\n\n']);
    async function readFirst(): Promise<string> {
      for await (const event of decodeEvents(source.chunks)) return event.data;
      return '';
    }

    expect(await readFirst()).toBe('a');
    expect(source).toMatchObject({ reads: 1, isCancelled: true });
  });

  test('cancels the source when the loop throws, with the error of the loop', async () => {
    const source = open(['data: a\n\n', 'data: b\n\n']);
    const reading = (async () => {
      for await (const event of decodeEvents(source.chunks)) throw new Error(`stopped at ${event.data}`);
    })();

    await expect(reading).rejects.toThrow('stopped at a');
    expect(source).toMatchObject({ reads: 1, isCancelled: true });
  });

  test('throws an error of the source after the events before it, and without the unfinished one', async () => {
    const reset = new Error('connection reset');
    const { chunks } = open(['data: a\n\ndata: b\n\ndata: c', reset]);
    const received: string[] = [];
    const reading = (async () => {
      for await (const event of decodeEvents(chunks)) received.push(event.data);
    })();

    await expect(reading).rejects.toBe(reset);
    expect(received).toEqual(['a', 'b']);
  });

  test('cancels a source whose event is too large', async () => {
    const source = open(['data: a\n\n', 'data: 1234567890\n\n', 'data: b\n\n']);

    await expect(collect(decodeEvents(source.chunks, { maxEventBytes: 10 }))).rejects.toThrow(APIConnectionError);
    expect(source).toMatchObject({ reads: 2, isCancelled: true });
  });
});

describe('decodeEvents of a ReadableStream', () => {
  test('releases it when the loop is left', async () => {
    const stream = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(toBytes('data: a\n\n')) });
    for await (const _ of decodeEvents(stream)) break;

    expect(stream.locked).toBe(false);
  });

  test('is left quietly though the stream has failed since the last read', async () => {
    let fail = (): void => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(toBytes('data: [DONE]\n\n'));
        fail = () => controller.error(new Error('connection reset'));
      },
    });
    const received: string[] = [];
    for await (const event of decodeEvents(stream)) {
      received.push(event.data);
      fail();
      break;
    }

    expect(received).toEqual(['[DONE]']);
  });
});

describe('decodeEventBatches', () => {
  test('gives one array for each read that completed an event, and one for the unfinished event', async () => {
    const { chunks } = openIterable(['data: a\n\ndata: b\n\n', ':\n\n', 'data: ', 'c\n\ndata: d']);

    const batches = await collect(decodeEventBatches(chunks));

    expect(batches.map((batch) => batch.map((event) => event.data))).toEqual([['a', 'b'], ['c'], ['d']]);
  });
});

describe('iterateBytes', () => {
  test('gives a stream up while a read is pending', async () => {
    let isCancelled = false;
    const stalled = new ReadableStream<Uint8Array>({
      cancel: () => {
        isCancelled = true;
      },
    });
    const bytes = iterateBytes(stalled)[Symbol.asyncIterator]();
    const pending = bytes.next();
    await bytes.return?.();

    expect(isCancelled).toBe(true);
    expect(await pending).toEqual({ done: true, value: undefined });
  });
});

describe('encodeEvent', () => {
  test.each([
    [{ data: '{"a":1}' }, 'data: {"a":1}\n\n'],
    [{ data: '' }, 'data: \n\n'],
    [{ data: 'a\nb\r\nc\rd\n' }, 'data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n'],
    [{ event: 'error', data: 'a', id: '1' }, 'event: error\nid: 1\ndata: a\n\n'],
    [{ data: 'a', id: '' }, 'id: \ndata: a\n\n'],
  ])('of %j is %j', (event, want) => {
    expect(encodeEvent(event)).toBe(want);
  });

  test.each([
    { data: '{"a":"日本😀"}' },
    { data: '' },
    { data: '\n' },
    { data: ' a\n  b\n\nevent: c\n' },
    { data: '\uFEFF:\0' },
    { event: ' error', data: 'a', id: ' 1:2' },
    { data: 'a', id: '' },
  ])('of %j is read back as it was', (event) => {
    expect(decode([toBytes(encodeEvent(event) + encodeEvent(event))])).toStrictEqual([event, event]);
  });

  test.each([
    ['event', { event: 'a\ndata: b', data: '' }],
    ['event', { event: 'a\r', data: '' }],
    ['id', { id: '1\n', data: '' }],
    ['id', { id: '1\0', data: '' }],
  ])('refuses what an %s cannot hold: %j', (field, event) => {
    expect(() => encodeEvent(event)).toThrow(UnsupportedError);
    expect(() => encodeEvent(event)).toThrow(field);
  });
});

describe('encodeComment', () => {
  test.each([
    [undefined, ':\n\n'],
    ['keep-alive', ': keep-alive\n\n'],
    ['a\r\ndata: b', ': a\n: data: b\n\n'],
  ])('of %j is %j, which is no event', (text, want) => {
    expect(encodeComment(text)).toBe(want);
    expect(decode([toBytes(encodeComment(text))])).toEqual([]);
  });
});

/** The standard's rules, applied to a whole text: slow and plain, to compare with. */
function decodeWholeText(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  let data: string[] = [];
  let id: string | undefined;
  for (const line of [...text.split(/\r\n|\r|\n/), '']) {
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === 'data') data.push(value);
    if (name === 'id') id = value;
    if (line !== '') continue;
    if (data.length > 0) events.push({ data: data.join('\n'), ...(id !== undefined && { id }) });
    data = [];
    id = undefined;
  }
  return events;
}

/** Every text of `length` parts. */
function* sequences(parts: string[], length: number): Generator<string> {
  if (length === 0) yield '';
  else for (const text of sequences(parts, length - 1)) for (const part of parts) yield text + part;
}

describe('what is no stream of bytes', () => {
  async function* pieces(piece: unknown) {
    yield piece;
  }

  test.each([undefined, null, 5, 'data: a', {}])('is named: %s', async (source) => {
    await expect(collect(decodeEvents(source as never))).rejects.toThrow('Expected a stream of bytes');
  });

  test.each([undefined, null, 'data: a\n\n', ['a']])('is named where it is a piece: %s', async (piece) => {
    await expect(collect(decodeEvents(pieces(piece) as never))).rejects.toThrow('Expected bytes (Uint8Array)');
  });

  test.each([undefined, null, 5, ['a']])('is named where it is the data of an event: %s', (data) => {
    expect(() => encodeEvent({ data } as never)).toThrow('The `data` of an event is');
  });
});
