import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../src/bridge/v1/recognition.ts';

const owned = (...owners: unknown[]) => owners.map((owned_by, index) => ({ id: `m${index}`, owned_by }));

describe('recognise', () => {
  test.each([
    ['vllm', 'vllm'],
    ['llamacpp', 'llamacpp'],
    ['sglang', 'sglang'],
    ['library', 'ollama'],
    ['lmdeploy', 'lmdeploy'],
    ['meta-llama/Llama-3', undefined],
    [7, undefined],
  ])('takes the owner %j for %s', (owner, dialect) => {
    expect(recognise({ models: owned(owner), server: 'uvicorn' })).toEqual({ dialect });
  });

  test('takes the header before the list', () => {
    expect(recognise({ models: owned('nobody'), server: 'llama.cpp' })).toEqual({ dialect: 'llamacpp' });
  });

  test.each([[undefined], [[]], [['m', null, 7]]])('knows nobody in %j', (models) => {
    expect(recognise({ models, server: null })).toEqual({ dialect: undefined });
  });

  test('tells the models of several makers apart', () => {
    const { dialect, byModel } = recognise({ models: owned('vllm', 'library', 'openai'), server: null });

    expect(dialect).toBe('openai');
    expect([...(byModel ?? [])]).toEqual([
      ['m0', 'vllm'],
      ['m1', 'ollama'],
      ['m2', 'openai'],
    ]);
  });
});
