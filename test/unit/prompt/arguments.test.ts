import { describe, expect, test } from 'vitest';

import { EasyLLMError } from '../../../src/base/errors.ts';
import {
  buildPrompt,
  chatTemplate,
  definePromptBuilder,
  promptBuilders,
  toPromptBuilder,
} from '../../../src/prompt.ts';
import type { PromptMessage } from '../../../src/prompt.ts';
import { chatTemplateFromTokenizerConfig } from '../../../src/prompt/tokenizer-config.ts';
import { findFailures } from '../../support/find-failures.ts';

/** What JavaScript lets a caller pass. */
const WRONG: readonly unknown[] = [undefined, null, 5, true, [null], [5], [[]], { a: 1 }, () => {}, Symbol('x'), 5n];

/** What is said of it; anything but an error of ours is thrown. */
function refusalOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (EasyLLMError.isInstance(error)) return error.message;
    throw error;
  }
  return undefined;
}

const MESSAGE = { role: 'user', content: 'Knock knock.' };

describe.each(Object.keys(promptBuilders))('%s', (name) => {
  test('refuses whatever is no conversation', () => {
    const taken = WRONG.filter((wrong) => refusalOf(() => buildPrompt(name, wrong as PromptMessage[])) === undefined);

    expect(taken).toEqual([]);
  });

  test('takes a member of any kind, or refuses it', async () => {
    const members = ['role', 'content', 'tool_calls', 'name'].flatMap((member) =>
      WRONG.map((wrong) => ({ member, wrong })),
    );
    const failures = await findFailures(
      members,
      ({ member, wrong }) => `${member} ${String(wrong)}`,
      ({ member, wrong }) => refusalOf(() => buildPrompt(name, [{ ...MESSAGE, [member]: wrong } as PromptMessage])),
    );

    expect(failures).toEqual([]);
  });
});

describe('what a prompt is made of', () => {
  test.each<[messages: unknown, message: string]>([
    [undefined, '`messages` is undefined. Expected a list of messages, or a string.'],
    [MESSAGE, '`messages` is an object. Expected a list of messages, or a string.'],
    [[MESSAGE, null], '`messages[1]` is null. Expected an object with `role` and `content`.'],
    [[{ role: 'user', content: 5 }], '`messages[0].content` is a number. Expected a string, or a list of parts.'],
    [[{ role: 'user', content: ['a'] }], '`messages[0].content[0]` is a string. Expected a part of text or an image.'],
  ])('is named where it is wrong: %j', (messages, message) => {
    expect(refusalOf(() => buildPrompt('chatml', messages as PromptMessage[]))).toBe(message);
  });

  test('is named where a function of the user’s own would get it', () => {
    expect(refusalOf(() => toPromptBuilder(() => 'a')(null as never))).toContain('`messages` is null.');
  });
});

describe('a chat template', () => {
  test.each([undefined, null, 5, 'x', []])('is made of no other settings: %s', async (wrong) => {
    await expect(chatTemplate(wrong as never)).rejects.toHaveProperty('name', 'ConfigurationError');
  });

  test.each([undefined, null, 5, []])('has no other source: %s', async (template) => {
    await expect(chatTemplate({ template } as never)).rejects.toThrow('Expected its source as a string.');
  });

  test.each([undefined, null, 5, []])('is read from no other place: %s', async (source) => {
    await expect(chatTemplateFromTokenizerConfig(source as never)).rejects.toHaveProperty('name', 'ConfigurationError');
  });
});

describe('a builder of the user’s own', () => {
  const build = () => 'a';

  test('has one stop sequence where it is a string, and not one for each letter', () => {
    expect(toPromptBuilder(Object.assign(() => 'a', { stop: '</s>' as unknown as string[] })).stop).toEqual(['</s>']);
  });

  test.each([[5], [null], [['</s>', 5]], [{}]])('has no other stop sequences: %j', (stop) => {
    expect(refusalOf(() => definePromptBuilder(build, { name: 'a', stop } as never))).toContain(
      'Expected a list of strings.',
    );
  });

  test('is made of a function and its traits', () => {
    expect(refusalOf(() => definePromptBuilder(null as never, { name: 'a', stop: [] }))).toContain('`build` is null.');
    expect(refusalOf(() => definePromptBuilder(build, undefined as never))).toContain(
      'The traits of the prompt builder',
    );
  });
});
