import { describe, expect, test } from 'vitest';

import { withEnvironment } from '../../../../src/http/gateway/environment.ts';

const environment = { TOKEN: ' hf_a ', HOST: 'a.test', EMPTY: ' ' };

describe('withEnvironment', () => {
  test('puts variables in their places, in any text', () => {
    const settings = {
      apiBase: 'http://${HOST}:80/${HOST}',
      auth: { keys: ['${TOKEN}'] },
      models: { a: { apiKeyEnv: 'TOKEN' } },
      literal: '$${HOST} $HOST {HOST}',
      count: 5,
    };

    expect(withEnvironment(settings, { environment })).toEqual({
      apiBase: 'http://a.test:80/a.test',
      auth: { keys: ['hf_a'] },
      models: { a: { apiKey: 'hf_a' } },
      literal: '${HOST} $HOST {HOST}',
      count: 5,
    });
  });

  test.each<[settings: object, message: string]>([
    [{ apiBase: '${NONE}' }, '`apiBase` needs the environment variable NONE, which is not set.'],
    [{ a: { b: ['${EMPTY}'] } }, '`a.b[0]` needs the environment variable EMPTY, which is not set.'],
    [{ apiKeyEnv: 'NONE' }, '`apiKeyEnv` needs the environment variable NONE, which is not set.'],
    [{ a: '${toString}' }, '`a` needs the environment variable toString, which is not set.'],
    [{ apiKey: 'x', apiKeyEnv: 'TOKEN' }, '`apiKeyEnv` excludes `apiKey`. Give one of them.'],
  ])('names what is wrong in %j', (settings, message) => {
    expect(() => withEnvironment(settings, { environment })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message }),
    );
  });

  test('reads no variable of a variable, and no more than once', () => {
    expect(withEnvironment('${A}', { environment: { A: '${TOKEN}' } })).toBe('${TOKEN}');
  });
});
