import { describe, expect, test } from 'vitest';

import { readEnvironment } from '../../../../src/client/config/env.ts';
import { ConfigurationError } from '../../../../src/base/errors.ts';

describe('readEnvironment', () => {
  test('knows these variables and no others', () => {
    const variables = {
      EASYLLM_API_KEY: 'sk-a',
      EASYLLM_API_BASE: 'http://vllm.test',
      EASYLLM_PROMPT: 'chatml',
      HUGGINGFACE_TOKEN: 'hf_a',
      HF_TOKEN: 'hf_b',
      HUGGING_FACE_HUB_TOKEN: 'hf_c',
      HF_TOKEN_PATH: '/token',
      HF_HOME: '/hf',
      XDG_CACHE_HOME: '/cache',
      HOME: '/home/ada',
      USERPROFILE: 'C:\\Users\\ada',
      HUGGINGFACE_API_BASE: 'http://tgi.test',
      HUGGINGFACE_PROMPT: 'llama2',
      EASYLLM_LOG: 'debug',
    };

    expect(readEnvironment({ ...variables, PATH: '/bin', OPENAI_API_KEY: 'sk-x' })).toEqual(variables);
  });

  test.each(['', ' ', '\n', ' \t\r\n '])('counts %j as unset', (value) => {
    expect(readEnvironment({ HF_TOKEN: value, EASYLLM_LOG: value })).toEqual({});
  });

  test('trims values', () => {
    expect(readEnvironment({ HF_TOKEN: ' hf_a\n', EASYLLM_LOG: ' info ' })).toEqual({
      HF_TOKEN: 'hf_a',
      EASYLLM_LOG: 'info',
    });
  });

  test.each(['off', 'error', 'warn', 'info', 'debug'])('takes %s as EASYLLM_LOG', (level) => {
    expect(readEnvironment({ EASYLLM_LOG: level })).toEqual({ EASYLLM_LOG: level });
  });

  test.each(['verbose', 'DEBUG', '1', 'true'])('refuses %j as EASYLLM_LOG, naming the variable', (level) => {
    expect(() => readEnvironment({ EASYLLM_LOG: level })).toThrow(
      new ConfigurationError(
        `The environment variable EASYLLM_LOG is "${level}". Expected one of off, error, warn, info, debug.`,
      ),
    );
  });

  test('counts as unset what may not be read', () => {
    const variables = new Proxy<Record<string, string>>(
      {},
      {
        get(_, name) {
          if (name === 'HF_TOKEN') return 'hf_a';
          throw new Error(`Requires env access to "${String(name)}", run again with the --allow-env flag`);
        },
      },
    );

    expect(readEnvironment(variables)).toEqual({ HF_TOKEN: 'hf_a' });
  });

  test('is empty where nothing is set', () => {
    expect(readEnvironment({})).toEqual({});
  });
});
