import { describe, expect, test } from 'vitest';

import type { Environment } from '../../../../src/client/config/env.ts';
import { readTokenFile, tokenPaths } from '../../../../src/client/config/token.ts';

describe('tokenPaths', () => {
  test.each<[environment: Environment, want: string[]]>([
    [{}, []],
    [{ HOME: '/home/ada' }, ['/home/ada/.cache/huggingface/token', '/home/ada/.huggingface/token']],
    [{ HOME: '/home/ada', XDG_CACHE_HOME: '/cache' }, ['/cache/huggingface/token', '/home/ada/.huggingface/token']],
    [
      { HOME: '/home/ada', HF_HOME: '/hf' },
      ['/hf/token', '/home/ada/.cache/huggingface/token', '/home/ada/.huggingface/token'],
    ],
    [
      { HOME: '/home/ada', HF_HOME: '/hf', HF_TOKEN_PATH: '/run/secrets/hf' },
      ['/run/secrets/hf', '/hf/token', '/home/ada/.cache/huggingface/token', '/home/ada/.huggingface/token'],
    ],
    [{ HF_TOKEN_PATH: '/run/secrets/hf' }, ['/run/secrets/hf']],
    [
      { HOME: '/home/ada', HF_TOKEN_PATH: '~/hf', HF_HOME: '~', XDG_CACHE_HOME: '~/c' },
      ['/home/ada/hf', '/home/ada/token', '/home/ada/c/huggingface/token', '/home/ada/.huggingface/token'],
    ],
    [{ HF_TOKEN_PATH: '~root/hf' }, ['~root/hf']],
    [
      { USERPROFILE: 'C:\\Users\\ada' },
      ['C:\\Users\\ada/.cache/huggingface/token', 'C:\\Users\\ada/.huggingface/token'],
    ],
  ])('of %j are %j, in this order', (environment, want) => {
    expect(tokenPaths(environment)).toEqual(want);
  });
});

describe('readTokenFile', () => {
  const home: Environment = { HOME: '/home/ada' };
  const NEW = '/home/ada/.cache/huggingface/token';
  const OLD = '/home/ada/.huggingface/token';

  test.each<[files: Record<string, string>, want: string | undefined]>([
    [{ [NEW]: 'hf_new', [OLD]: 'hf_old' }, 'hf_new'],
    [{ [OLD]: 'hf_old' }, 'hf_old'],
    [{ [NEW]: '', [OLD]: 'hf_old' }, 'hf_old'],
    [{ [NEW]: ' \n', [OLD]: 'hf_old' }, 'hf_old'],
    [{ [NEW]: ' hf_new\r\n' }, 'hf_new'],
    [{ [NEW]: 'hf_\r\nnew\n' }, 'hf_new'],
    [{}, undefined],
  ])('of %j reads %j', (files, want) => {
    expect(readTokenFile(home, (path) => files[path])).toBe(want);
  });

  test('looks no further than the first file that holds one', () => {
    const asked: string[] = [];

    readTokenFile(home, (path) => {
      asked.push(path);
      return 'hf_new';
    });

    expect(asked).toEqual([NEW]);
  });

  test('gives nothing for files that are not there', () => {
    expect(readTokenFile({ HF_TOKEN_PATH: '/no/such/file' })).toBeUndefined();
  });
});
