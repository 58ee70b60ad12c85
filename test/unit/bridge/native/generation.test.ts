import { describe, expect, test } from 'vitest';

import type { GenerationDelta, Reading } from '../../../../src/bridge/generation.ts';
import { NativeGenerationReader, toNativeGeneration } from '../../../../src/bridge/native/generation.ts';
import type { Generated, GeneratedEvent } from '../../../../src/servers/tgi.ts';

type Token = GeneratedEvent['token'];
type FinishReason = NonNullable<GeneratedEvent['details']>['finish_reason'];

const EOS = '</s>';

/** Tokens of these texts; `</s>` is a special one. */
function toTokens(texts: readonly string[]): Token[] {
  return texts.map((text, index) => ({ id: index, text, logprob: -index, special: text === EOS }));
}

/** What TGI answers for these tokens, whole. */
function toWhole(
  texts: readonly string[],
  text: string,
  finish: FinishReason,
): { answer: Generated; headers: Headers } {
  const tokens = toTokens(texts);
  const details = { finish_reason: finish, generated_tokens: texts.length, seed: '7', prefill: [], tokens };
  return { answer: { generated_text: text, details }, headers: new Headers({ 'x-prompt-tokens': '5' }) };
}

/** What TGI streams for these tokens. */
function toEvents(texts: readonly string[], text: string, finish: FinishReason): GeneratedEvent[] {
  const details = { finish_reason: finish, generated_tokens: texts.length, seed: '7', input_length: 5 };
  return toTokens(texts).map((token, index) => ({
    index: index + 1,
    token,
    generated_text: index === texts.length - 1 ? text : null,
    details: index === texts.length - 1 ? details : null,
  }));
}

/** Reads events until the text ends. */
function readAll(events: readonly GeneratedEvent[], reading: Reading): GenerationDelta[] {
  const reader = new NativeGenerationReader(reading);
  const deltas: GenerationDelta[] = [];
  for (const event of events) {
    const delta = reader.read(event);
    deltas.push(delta);
    if (delta.end !== undefined) break;
  }
  return deltas;
}

function join(deltas: readonly GenerationDelta[]) {
  return {
    text: deltas.map(({ text }) => text).join(''),
    tokens: deltas.flatMap(({ tokens }) => tokens),
    ...deltas.at(-1)?.end,
  };
}

interface Case {
  tokens: string[];
  generated: string;
  finish: FinishReason;
  stops?: string[];
  echo?: string;
  text: string;
  kept: [token: string, offset: number][];
  reason: 'stop' | 'length';
}

const CASES: Case[] = [
  {
    tokens: ['Who', ' is', ' there', '?', EOS],
    generated: 'Who is there?',
    finish: 'eos_token',
    text: 'Who is there?',
    kept: [
      ['Who', 0],
      [' is', 3],
      [' there', 6],
      ['?', 12],
    ],
    reason: 'stop',
  },
  {
    tokens: ['Who', ' is'],
    generated: 'Who is',
    finish: 'length',
    text: 'Who is',
    kept: [
      ['Who', 0],
      [' is', 3],
    ],
    reason: 'length',
  },
  {
    tokens: [EOS],
    generated: '',
    finish: 'eos_token',
    text: '',
    kept: [],
    reason: 'stop',
  },
  {
    tokens: [EOS, 'Hi', EOS],
    generated: 'Hi',
    finish: 'eos_token',
    text: 'Hi',
    kept: [['Hi', 0]],
    reason: 'stop',
  },
  {
    tokens: ['Who', '?', '\n', 'User', ':'],
    generated: 'Who?\nUser:',
    finish: 'stop_sequence',
    stops: ['\nUser:'],
    text: 'Who?',
    kept: [
      ['Who', 0],
      ['?', 3],
    ],
    reason: 'stop',
  },
  {
    tokens: ['Who', '?#', '##', 'x'],
    generated: 'Who?###x',
    finish: 'length',
    stops: ['###'],
    text: 'Who?',
    kept: [
      ['Who', 0],
      ['?#', 3],
    ],
    reason: 'stop',
  },
  {
    tokens: ['a#', '#b', '##'],
    generated: 'a##b##',
    finish: 'length',
    stops: ['###'],
    text: 'a##b##',
    kept: [
      ['a#', 0],
      ['#b', 2],
      ['##', 4],
    ],
    reason: 'length',
  },
  {
    tokens: ['STOP', ' it'],
    generated: 'STOP it',
    finish: 'length',
    stops: ['STOP'],
    text: '',
    kept: [],
    reason: 'stop',
  },
  {
    tokens: ['Hi', EOS],
    generated: 'Q: HiHi',
    finish: 'eos_token',
    echo: 'Q: Hi',
    text: 'Q: HiHi',
    kept: [['Hi', 5]],
    reason: 'stop',
  },
  {
    tokens: ['b', 'a', 'b'],
    generated: 'a b bab',
    finish: 'length',
    echo: 'a b ',
    stops: ['a'],
    text: 'a b b',
    kept: [['b', 4]],
    reason: 'stop',
  },
  {
    tokens: ['\uD83D\uDE00', 'é', '!'],
    generated: '😀é!',
    finish: 'length',
    text: '😀é!',
    kept: [
      ['😀', 0],
      ['é', 2],
      ['!', 3],
    ],
    reason: 'length',
  },
  {
    tokens: ['', 'é', '', '!'],
    generated: 'é!',
    finish: 'length',
    text: 'é!',
    kept: [
      ['', 0],
      ['é', 0],
      ['', 1],
      ['!', 1],
    ],
    reason: 'length',
  },
];

describe('a generated text', () => {
  test.each(CASES)('of $tokens with stops $stops and echo $echo is, whole, $text', (given) => {
    const { tokens, generated, finish, stops = [], echo = '', text, kept, reason } = given;
    const { answer, headers } = toWhole(tokens, generated, finish);

    const generation = toNativeGeneration(answer, headers, { stops, echo });

    expect(generation.text).toBe(text);
    expect(generation.tokens.map(({ token, offset }) => [token.text, offset])).toEqual(kept);
    expect(generation.finishReason).toBe(reason);
    expect(generation.tgi).toEqual({ finish_reason: finish, seed: '7' });
    expect(generation.counts).toEqual({ prompt: 5, completion: tokens.length });
  });

  test.each(CASES)('of $tokens with stops $stops and echo $echo is the same when it is streamed', (given) => {
    const { tokens, generated, finish, stops = [], echo = '', text, kept, reason } = given;

    const streamed = join(readAll(toEvents(tokens, generated, finish), { stops, echo }));

    expect(streamed.text).toBe(text);
    expect(streamed.tokens.map(({ token, offset }) => [token.text, offset])).toEqual(kept);
    expect(streamed.finishReason).toBe(reason);
  });

  test('has in its stream the leading space that the whole text lacks', () => {
    const texts = [' one', ' two', EOS];
    const { answer, headers } = toWhole(texts, 'one two', 'eos_token');

    const whole = toNativeGeneration(answer, headers, { stops: [], echo: '' });
    const streamed = join(readAll(toEvents(texts, 'one two', 'eos_token'), { stops: [], echo: '' }));

    expect([whole.text, streamed.text]).toEqual(['one two', ' one two']);
    expect(whole.tokens.map(({ offset }) => offset)).toEqual([0, 3]);
    expect(streamed.tokens.map(({ offset }) => offset)).toEqual([0, 4]);
  });

  test('places the token whose leading space was dropped right after an echoed prompt', () => {
    const { answer, headers } = toWhole([' one', ' two'], 'Q:one two', 'length');

    const { tokens } = toNativeGeneration(answer, headers, { stops: [], echo: 'Q:' });

    expect(tokens.map(({ offset }) => offset)).toEqual([2, 5]);
  });

  test('stops at a sequence that begins with the dropped space, streamed or not', () => {
    const texts = [' User', ':', ' Hi'];
    const { answer, headers } = toWhole(texts, 'User: Hi', 'length');
    const reading = { stops: [' User:'], echo: '' };

    expect(toNativeGeneration(answer, headers, reading)).toMatchObject({ text: '', tokens: [], finishReason: 'stop' });
    expect(join(readAll(toEvents(texts, 'User: Hi', 'length'), reading))).toMatchObject({
      text: '',
      tokens: [],
      finishReason: 'stop',
    });
  });
});

/** TGI from 3.1.1 goes on behind a limit above 1024 that is no multiple of it. */
describe('a text that oversteps its limit', () => {
  test.each([
    { texts: [' one', EOS, ' two', ' three', ' four'], generated: 'one two three four', text: 'one two', kept: 2 },
    { texts: ['a', '', '', 'é', 'b'], generated: 'aéb', text: 'a', kept: 3 },
    { texts: ['a', '.', 'b', 'c'], generated: 'a.bc', stops: ['.'], text: 'a', kept: 1 },
    { texts: ['a', 'b', '.', 'c'], generated: 'ab.c', stops: ['.c'], text: 'ab.', kept: 3 },
    { texts: ['a', 'b', 'c', 'd'], generated: 'Q:abcd', echo: 'Q:', text: 'Q:abc', kept: 3 },
    // What is no sum of its tokens keeps to them.
    { texts: ['Hi', ' ,', 'b', 'c'], generated: 'Hi,bc', text: 'Hi ,b', kept: 3 },
  ])('is cut off, whole and streamed: $texts', ({ texts, generated, stops = [], echo = '', text, kept }) => {
    const reading = { stops, echo, maxTokens: 3 };
    const { answer, headers } = toWhole(texts, generated, 'length');
    const events = toEvents(texts, generated, 'length');

    const whole = toNativeGeneration(answer, headers, reading);
    const deltas = readAll(events, reading);

    const end = {
      finishReason: stops.includes('.') ? 'stop' : 'length',
      tgi: { finish_reason: null, seed: null },
      counts: undefined,
    };
    expect(whole).toMatchObject({ text, ...end });
    expect(whole.tokens).toHaveLength(kept);
    expect(deltas.length).toBeLessThanOrEqual(3);
    expect(join(deltas)).toMatchObject({
      ...end,
      tokens: whole.tokens.map(({ token }) => expect.objectContaining({ token })),
    });
    expect(join(deltas).text.trimStart()).toBe(text);
  });

  test.each([[['a', 'b']], [['a', 'b', EOS]]])('is left alone where it ends in time: %j', (texts) => {
    const { answer, headers } = toWhole(texts, 'ab', 'eos_token');
    const reading = { stops: [], echo: '', maxTokens: 3 };
    const end = { finishReason: 'stop', counts: { prompt: 5, completion: texts.length } };

    expect(toNativeGeneration(answer, headers, reading)).toMatchObject({ text: 'ab', ...end });
    expect(join(readAll(toEvents(texts, 'ab', 'eos_token'), reading))).toMatchObject({ text: 'ab', ...end });
  });

  test('of none is left out, and the prompt alone is there, with its tokens', () => {
    const { answer, headers } = toWhole([' one'], 'Q: one', 'length');
    const prefill = [{ id: 1, text: 'Q:', logprob: null }];
    const reading = { stops: [], echo: 'Q:', maxTokens: 0 };
    const want = {
      text: 'Q:',
      finishReason: 'length',
      tgi: { finish_reason: null, seed: null },
      counts: { prompt: 5, completion: 0 },
    };

    const details = answer.details && { ...answer.details, prefill };
    const whole = toNativeGeneration({ ...answer, details }, headers, { ...reading, scoresPrompt: true });
    expect(whole).toMatchObject(want);
    expect(whole.tokens.map(({ token }) => token.text)).toEqual(['Q:']);
    expect(toNativeGeneration(answer, headers, reading)).toMatchObject({ ...want, tokens: [] });
    expect(join(readAll(toEvents([' one'], 'Q: one', 'length'), reading))).toMatchObject({ ...want, tokens: [] });
  });

  test('is counted by the server’s numbers, where several tokens come at once, and where the text alone is read', () => {
    const [first, second] = toEvents(['a', 'b', 'c'], 'abc', 'length');
    const byNumbers = new NativeGenerationReader({ stops: [], echo: '', maxTokens: 4 });
    const byTexts = new NativeGenerationReader({ stops: [], echo: '', isTextOnly: true, maxTokens: 2 });

    expect(first && byNumbers.read({ ...first, index: 2 }).end).toBeUndefined();
    expect(second && byNumbers.read({ ...second, index: 4 })).toMatchObject({
      text: 'b',
      end: { finishReason: 'length' },
    });
    expect(byTexts.readText('a').end).toBeUndefined();
    expect(byTexts.readText('b')).toMatchObject({ text: 'b', end: { finishReason: 'length', counts: undefined } });
  });
});

describe('a text that is empty since its last character was cut', () => {
  /** Recorded: a limit inside a character leaves nothing of the tokens before. */
  test.each([
    { texts: [' Hi', ' ', '', ''], text: ' Hi ' },
    { texts: [EOS, 'Hi', '\uFFFD'], text: 'Hi\uFFFD' },
    { texts: ['', ''], text: '' },
  ])('is that of its tokens: $texts', ({ texts, text }) => {
    const { answer, headers } = toWhole(texts, '', 'length');

    const whole = toNativeGeneration(answer, headers, { stops: [], echo: '' });
    const streamed = join(readAll(toEvents(texts, '', 'length'), { stops: [], echo: '' }));

    expect(whole).toMatchObject({ text, finishReason: 'length', counts: { prompt: 5, completion: texts.length } });
    expect(streamed).toMatchObject({ text, finishReason: 'length' });
    expect(whole.tokens.map(({ token }) => token)).toEqual(toTokens(texts).filter(({ special }) => !special));
  });

  test('ends at a stop sequence all the same', () => {
    const { answer, headers } = toWhole(['a', '.', 'b'], '', 'length');

    expect(toNativeGeneration(answer, headers, { stops: ['.'], echo: '' })).toMatchObject({
      text: 'a',
      finishReason: 'stop',
    });
  });

  test('is empty where the model ended it', () => {
    const { answer, headers } = toWhole(['a', EOS], '', 'eos_token');

    expect(toNativeGeneration(answer, headers, { stops: [], echo: '' }).text).toBe('');
  });
});

describe('toNativeGeneration', () => {
  test('puts the prompt before a text that came without it', () => {
    const { answer, headers } = toWhole(['Hi'], 'Hi', 'length');

    expect(toNativeGeneration(answer, headers, { stops: [], echo: 'Q: ' }).text).toBe('Q: Hi');
  });

  test('calls a text without details stopped, and knows nothing else of it', () => {
    expect(toNativeGeneration({ generated_text: 'Hi' }, new Headers(), { stops: [], echo: '' })).toEqual({
      text: 'Hi',
      tokens: [],
      finishReason: 'stop',
      tgi: { finish_reason: null, seed: null },
      counts: undefined,
    });
  });

  test.each([
    [{}, undefined],
    [{ 'x-prompt-tokens': 'many' }, undefined],
    [{ 'x-prompt-tokens': '0' }, { prompt: 0, completion: 1 }],
  ])('counts with the headers %j %j', (headers, want) => {
    const { answer } = toWhole(['Hi'], 'Hi', 'length');

    expect(toNativeGeneration(answer, new Headers(headers), { stops: [], echo: '' }).counts).toEqual(want);
  });

  test('gives each token its alternatives, none of them special', () => {
    const [hi] = toTokens(['Hi']);
    const { answer, headers } = toWhole(['Hi', EOS], 'Hi', 'eos_token');
    const top_tokens = [toTokens(['Hi', EOS, 'Ho']), toTokens([EOS])];

    const generation = toNativeGeneration(
      { ...answer, details: answer.details && { ...answer.details, top_tokens } },
      headers,
      { stops: [], echo: '' },
    );

    expect(generation.tokens).toEqual([
      { token: hi, offset: 0, alternatives: [hi, { id: 2, text: 'Ho', logprob: -2, special: false }] },
    ]);
  });
});

describe('NativeGenerationReader', () => {
  test('passes text on as it arrives, and the end with the last event', () => {
    expect(
      readAll(toEvents(['Hi', ' you', EOS], 'Hi you', 'eos_token'), { stops: [], echo: '' }).map(({ text, end }) => [
        text,
        end,
      ]),
    ).toEqual([
      ['Hi', undefined],
      [' you', undefined],
      [
        '',
        { finishReason: 'stop', tgi: { finish_reason: 'eos_token', seed: '7' }, counts: { prompt: 5, completion: 3 } },
      ],
    ]);
  });

  test('gives the prompt with the first event', () => {
    const [first] = readAll(toEvents(['Hi', EOS], 'Q: Hi', 'eos_token'), { stops: [], echo: 'Q: ' });

    expect(first?.text).toBe('Q: Hi');
  });

  test('holds a token back as long as its text', () => {
    const deltas = readAll(toEvents(['a', '#', '#', 'b', EOS], 'a##b', 'eos_token'), { stops: ['###'], echo: '' });

    expect(deltas.map(({ text, tokens }) => [text, tokens.map(({ token }) => token.text)])).toEqual([
      ['a', ['a']],
      ['', []],
      ['', []],
      ['##b', ['#', '#', 'b']],
      ['', []],
    ]);
  });

  test('ends where a stop sequence is complete, without the words and counts that only the last event has', () => {
    const deltas = readAll(toEvents(['a', '.', 'b', EOS], 'a.b', 'eos_token'), { stops: ['.'], echo: '' });

    expect(deltas).toHaveLength(2);
    expect(deltas.at(-1)).toEqual({
      text: '',
      tokens: [],
      end: { finishReason: 'stop', tgi: { finish_reason: null, seed: null }, counts: undefined },
    });
  });

  test('keeps the server’s counts where the stop sequence ends with the last event', () => {
    const deltas = readAll(toEvents(['a', '.'], 'a.', 'stop_sequence'), { stops: ['.'], echo: '' });

    expect(deltas.at(-1)?.end).toEqual({
      finishReason: 'stop',
      tgi: { finish_reason: 'stop_sequence', seed: '7' },
      counts: { prompt: 5, completion: 2 },
    });
  });

  test('has no counts from a server that tells no input_length', () => {
    const token = { id: 1, text: 'Hi', logprob: null, special: false };
    const details = { finish_reason: 'length', generated_tokens: 1, seed: null } as const;

    const delta = new NativeGenerationReader({ stops: [], echo: '' }).read({ token, generated_text: 'Hi', details });

    expect(delta.end).toEqual({
      finishReason: 'length',
      tgi: { finish_reason: 'length', seed: null },
      counts: undefined,
    });
  });

  test('gives what generated_text has beyond the tokens', () => {
    const [first, last] = toEvents(['Hi', EOS], 'Hi.', 'eos_token');
    const reader = new NativeGenerationReader({ stops: [], echo: '' });

    expect([first, last].map((event) => event && reader.read(event).text)).toEqual(['Hi', '.']);
  });

  test('keeps to its tokens where generated_text differs from them', () => {
    const streamed = join(readAll(toEvents(['Hi', ' ,', EOS], 'Hi,', 'eos_token'), { stops: [], echo: '' }));

    expect(streamed.text).toBe('Hi ,');
  });
});

describe('special tokens', () => {
  const texts = [EOS, 'call', EOS, ' it', EOS];
  const reading: Reading = { stops: [], echo: '', keepsSpecial: true };

  test('are part of the text for what reads calls out of it', () => {
    const { answer, headers } = toWhole(texts, 'call it', 'eos_token');

    expect(toNativeGeneration(answer, headers, reading).text).toBe('</s>call</s> it</s>');
    expect(toNativeGeneration(answer, headers, { ...reading, keepsSpecial: false }).text).toBe('call it');
  });

  test('are so in streams too', () => {
    const deltas = readAll(toEvents(texts, 'call it', 'eos_token'), reading);

    expect(deltas.map(({ text }) => text).join('')).toBe('</s>call</s> it</s>');
  });

  test('are left out where the tokens are not those of the text', () => {
    const { answer, headers } = toWhole(texts, 'called it', 'eos_token');

    expect(toNativeGeneration(answer, headers, reading).text).toBe('called it');
  });
});
