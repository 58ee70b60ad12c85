import { describe, expect, test } from 'vitest';
import { chooseChatBackend, chooseCompletionBackend } from '../../../src/bridge/backend.ts';
import { toPromptBuilder } from '../../../src/prompt.ts';

const builder = toPromptBuilder('chatml');
const SERVER = 'http://localhost:8080';

describe('the backend of a chat', () => {
  test.each([
    ['messages', undefined, SERVER, undefined],
    ['generate', undefined, SERVER, builder],
    ['generate', 'auto', SERVER, builder],
    ['messages', 'messages', SERVER, builder],
    ['generate', 'generate', SERVER, undefined],
    ['messages', undefined, `${SERVER}/v1`, builder],
    ['messages', undefined, 'https://router.huggingface.co/hf-inference/models', undefined],
  ] as const)('is %s for %s at %s', (wanted, option, apiBase, chosen) => {
    expect(chooseChatBackend({ option, apiBase, builder: chosen })).toBe(wanted);
  });
});

describe('the backend of a text completion', () => {
  test.each([
    ['generate', undefined, SERVER],
    ['messages', 'messages', SERVER],
    ['messages', undefined, `${SERVER}/v1`],
  ] as const)('is %s for %s at %s', (wanted, option, apiBase) => {
    expect(chooseCompletionBackend({ option, apiBase })).toBe(wanted);
  });
});
