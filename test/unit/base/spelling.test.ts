import { describe, expect, test } from 'vitest';

import { cutName, didYouMean, nearest } from '../../../src/base/spelling.ts';

describe('nearest', () => {
  test.each([
    ['temprature', ['top_p', 'temperature'], 'temperature'],
    ['Max_Tokens', ['max_tokens', 'n'], 'max_tokens'],
    ['stpo', ['stream', 'stop', 'step'], 'stop'],
    ['key', ['keys', 'known'], 'keys'],
    ['frequnecy_penalty', ['frequency_penalty'], 'frequency_penalty'],
  ])('to %j among %j is %j', (word, candidates, wanted) => {
    expect(nearest(word, candidates)).toBe(wanted);
  });

  test.each([
    ['', ['n', 'stop']],
    ['m', ['n']],
    ['user_id', ['suffix', 'stream']],
    ['top', ['n', 'top_p']],
    ['x'.repeat(65), ['x'.repeat(64)]],
  ])('to %j among %j is none', (word, candidates) => {
    expect(nearest(word, candidates)).toBeUndefined();
  });

  test('is the earliest of equals', () => {
    expect(nearest('abc', ['abd', 'abe'])).toBe('abd');
  });

  test('is nothing among nothing', () => {
    expect(nearest('stop', [])).toBeUndefined();
  });
});

describe('didYouMean', () => {
  test.each([
    ['api_base', ['apiKey', 'apiBase'], 'apiBase'],
    ['maxTokens', ['max_tokens', 'model'], 'max_tokens'],
    ['num_predict', ['max_tokens', 'n'], 'max_tokens'],
    ['stop_sequences', ['stop', 'stream'], 'stop'],
    ['abortSignal', ['signal', 'headers'], 'signal'],
    ['accessToken', ['apiKey', 'apiBase'], 'apiKey'],
    ['inputs', ['messages', 'model'], 'messages'],
    ['timeOut', ['timeout'], 'timeout'],
    ['maxRetrys', ['maxRetries'], 'maxRetries'],
  ])('knows what %j of other clients is among %j', (word, candidates, wanted) => {
    expect(didYouMean(word, candidates)).toBe(` Did you mean \`${wanted}\`?`);
  });

  test.each([
    ['keep_alive', ['temperature', 'top_p']],
    ['model', ['bos', 'dialect']],
    ['constructor', ['apiBase']],
  ])('suggests nothing for %j that is not near', (word, candidates) => {
    expect(didYouMean(word, candidates)).toBe('');
  });

  test('asks for the nearest name', () => {
    expect(didYouMean('temprature', ['temperature'])).toBe(' Did you mean `temperature`?');
    expect(didYouMean('lama3', ['llama3'], '"')).toBe(' Did you mean "llama3"?');
  });

  test('says nothing where none is near', () => {
    expect(didYouMean('priority', ['n'])).toBe('');
  });
});

describe('cutName', () => {
  test.each([
    ['stop', 'stop'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), `${'x'.repeat(64)}…`],
  ])('of %j is %j', (name, cut) => {
    expect(cutName(name)).toBe(cut);
  });
});
