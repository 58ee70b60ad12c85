import { describe, expect, test, vi } from 'vitest';

import { EasyLLM } from '../../../../src/client/easyllm.ts';
import { chooseApiBase, createConfig } from '../../../../src/client/config/config.ts';
import type { ConfigOptions, Logger } from '../../../../src/client/config/config.ts';
import type { Environment } from '../../../../src/client/config/env.ts';
import { ConfigurationError } from '../../../../src/base/errors.ts';

function configure(options: ConfigOptions, environment: Environment = {}, tokenFile?: string) {
  return createConfig(options, { environment, readTokenFile: () => tokenFile });
}

/** A logger that keeps what it is told. */
function createLines(): Logger & { lines: string[] } {
  const lines: string[] = [];
  const keep = (severity: string) => (message: string) => void lines.push(`${severity}: ${message}`);
  return { lines, error: keep('error'), warn: keep('warn'), info: keep('info'), debug: keep('debug') };
}

describe('the API key', () => {
  const everywhere: Environment = { HUGGINGFACE_TOKEN: 'hf_own', HF_TOKEN: 'hf_env', HUGGING_FACE_HUB_TOKEN: 'hf_hub' };

  test.each<
    [name: string, options: ConfigOptions, environment: Environment, want: string | undefined, isAmbient: boolean]
  >([
    ['the option', { apiKey: 'hf_option' }, everywhere, 'hf_option', false],
    ['EASYLLM_API_KEY', {}, { ...everywhere, EASYLLM_API_KEY: 'sk-own' }, 'sk-own', false],
    ['HUGGINGFACE_TOKEN', {}, everywhere, 'hf_own', false],
    ['HF_TOKEN', {}, { HF_TOKEN: 'hf_env', HUGGING_FACE_HUB_TOKEN: 'hf_hub' }, 'hf_env', true],
    ['HUGGING_FACE_HUB_TOKEN', {}, { HUGGING_FACE_HUB_TOKEN: 'hf_hub' }, 'hf_hub', true],
    ['the token file', {}, {}, 'hf_file', true],
    ['none, for null', { apiKey: null }, everywhere, undefined, false],
    ['the next, for an empty option', { apiKey: ' ' }, everywhere, 'hf_own', false],
    ['the option, trimmed', { apiKey: ' hf_option\n' }, everywhere, 'hf_option', false],
    ['what a function returns', { apiKey: () => 'hf_function' }, everywhere, 'hf_function', false],
    ['what an async function returns, trimmed', { apiKey: async () => 'hf_async\n' }, everywhere, 'hf_async', false],
  ])('is %s', async (_, options, environment, want, isAmbient) => {
    const { credential } = configure(options, environment, 'hf_file');

    expect(await credential.readToken()).toBe(want);
    expect(credential.isAmbient).toBe(isAmbient);
  });

  test('is none where there is none', async () => {
    expect(await configure({}).credential.readToken()).toBeUndefined();
  });

  test('is asked of its function anew each time', async () => {
    const keys = ['hf_1', 'hf_2'];
    const { credential } = configure({ apiKey: () => keys.shift() ?? '' });

    expect([await credential.readToken(), await credential.readToken()]).toEqual(['hf_1', 'hf_2']);
  });

  test.each(['', ' \n'])('that a function gives may not be %j', async (key) => {
    await expect(configure({ apiKey: () => key }).credential.readToken()).rejects.toThrow(
      new ConfigurationError(
        'The function in `apiKey` gave no token. Return a string, or set `apiKey: null` to send none.',
      ),
    );
  });

  test('whose function fails is a matter of configuration, not of the server', async () => {
    const cause = new Error('vault is sealed: hf_secret');
    const { credential } = configure({ apiKey: () => Promise.reject(cause) });

    await expect(credential.readToken()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: 'The function in `apiKey` failed; what it threw is the `cause` of this error.',
      cause,
    });
  });
});

describe('the address', () => {
  test.each<[options: ConfigOptions, environment: Environment, want: string]>([
    [{}, {}, 'https://router.huggingface.co/hf-inference/models'],
    [{}, { HUGGINGFACE_API_BASE: 'http://env.test/' }, 'http://env.test'],
    [{}, { EASYLLM_API_BASE: 'http://own.test', HUGGINGFACE_API_BASE: 'nonsense' }, 'http://own.test'],
    [{ apiBase: 'http://option.test' }, { EASYLLM_API_BASE: 'nonsense' }, 'http://option.test'],
    [{ apiBase: 'http://option.test' }, { HUGGINGFACE_API_BASE: 'http://env.test' }, 'http://option.test'],
    [{ baseURL: 'http://option.test/v1/' }, { HUGGINGFACE_API_BASE: 'http://env.test' }, 'http://option.test/v1'],
    [{ apiBase: 'http://option.test', baseURL: 'http://option.test' }, {}, 'http://option.test'],
    [{ apiBase: '' }, { HUGGINGFACE_API_BASE: 'http://env.test' }, 'http://env.test'],
  ])('with %j and %j is %s', (options, environment, want) => {
    expect(configure(options, environment).apiBase).toBe(want);
  });

  test('may not have two different names', () => {
    expect(() => chooseApiBase({ apiBase: 'http://a.test', baseURL: 'http://b.test' })).toThrow(
      new ConfigurationError('`apiBase` and `baseURL` name the same setting but differ. Pass one of them.'),
    );
  });

  test.each(['EASYLLM_API_BASE', 'HUGGINGFACE_API_BASE'])('of %s is called by its variable when it is bad', (name) => {
    expect(() => configure({}, { [name]: 'localhost:8080' })).toThrow(
      new ConfigurationError(
        `${name} is not an http or https URL, such as \`http://localhost:8080\`. It is "localhost:8080".`,
      ),
    );
  });

  test('from the environment is not looked at where the option is given', () => {
    expect(configure({ apiBase: 'http://a.test' }, { HUGGINGFACE_API_BASE: 'nonsense' }).apiBase).toBe('http://a.test');
  });
});

describe('the log', () => {
  test.each<[level: ConfigOptions['logLevel'], environment: Environment, want: string[]]>([
    [undefined, {}, ['error', 'warn']],
    [undefined, { EASYLLM_LOG: 'error' }, ['error']],
    ['info', { EASYLLM_LOG: 'error' }, ['error', 'warn', 'info']],
    ['debug', {}, ['error', 'warn', 'info', 'debug']],
    ['off', { EASYLLM_LOG: 'debug' }, []],
  ])('at logLevel %s with %j passes on %j', (logLevel, environment, want) => {
    const sink = createLines();
    const { logger } = configure({ logger: sink, logLevel }, environment);

    logger.debug('x');
    logger.info('x');
    logger.warn('x');
    logger.error('x');

    expect(sink.lines.toReversed()).toEqual(want.map((severity) => `${severity}: x`));
  });

  test('changes nothing where its functions throw or reject, and that is said once', async () => {
    const said: unknown[] = [];
    const spy = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line));
    const fail = async () => {
      throw new Error('disk full');
    };
    const failNow = () => {
      throw new Error('disk full');
    };
    const logger = { error: failNow, warn: fail, info: failNow, debug: fail };
    const fetch = async () => Response.json([{ generated_text: 'Hi', details: null }]);
    const client = new EasyLLM({ apiBase: 'http://tgi.test', apiKey: null, logger, logLevel: 'debug', fetch });

    for (const content of ['One', 'Two']) {
      const { choices } = await client.chat.completions.create(
        { messages: [{ role: 'user', content }] },
        { promptBuilder: 'chatml' },
      );
      expect(choices[0]?.message.content).toBe('Hi');
    }
    spy.mockRestore();

    expect(said).toEqual(['The `logger` failed: disk full']);
  });

  test('takes no other level', () => {
    // @ts-expect-error A level that does not exist.
    const options: ConfigOptions = { logLevel: 'verbose' };

    expect(() => configure(options)).toThrow(
      new ConfigurationError('`logLevel` is "verbose". Expected one of off, error, warn, info, debug.'),
    );
  });
});

describe('the config', () => {
  test('is frozen', () => {
    expect(Object.isFrozen(configure({}))).toBe(true);
  });

  test('carries the builder’s name of the environment', () => {
    expect(configure({}, { HUGGINGFACE_PROMPT: 'llama2' }).promptBuilderName).toBe('llama2');
    expect(configure({}, { EASYLLM_PROMPT: 'chatml', HUGGINGFACE_PROMPT: 'lama' }).promptBuilderName).toBe('chatml');
    expect(() => configure({}, { EASYLLM_PROMPT: 'lama' })).toThrow('EASYLLM_PROMPT');
    expect(configure({}).promptBuilderName).toBeUndefined();
  });
});
