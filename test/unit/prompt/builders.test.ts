import { describe, expect, test } from 'vitest';

import { ConfigurationError } from '../../../src/base/errors.ts';
import {
  type CustomPromptBuilder,
  buildPrompt,
  chatTemplate,
  promptBuilders,
  stripBos,
  toPromptBuilder,
} from '../../../src/prompt.ts';

describe('promptBuilders', () => {
  test('begin with the Python package’s', () => {
    expect(Object.keys(promptBuilders).slice(0, 11).join(' ')).toBe(
      'base llama2 vicuna chatml_falcon chatml_starchat wizardlm stablebeluga open_assistant falcon anthropic chatml',
    );
  });

  test.each(Object.entries(promptBuilders))('%s says its name, description and models', (name, builder) => {
    expect(builder.name).toBe(name);
    expect(builder.description).toMatch(/\w/);
    expect(Array.isArray(builder.models)).toBe(true);
  });

  test.each(Object.entries(promptBuilders).filter(([name]) => name !== 'base'))(
    '%s has stop sequences and models',
    (_, builder) => {
      expect(builder.stop.length).toBeGreaterThan(0);
      expect(builder.models?.length).toBeGreaterThan(0);
    },
  );

  test('llama2 alone writes BOS', () => {
    const writing = Object.values(promptBuilders).filter((builder) => builder.bos !== undefined);

    expect(writing.map((builder) => builder.name)).toEqual(['llama2']);
  });
});

describe('toPromptBuilder', () => {
  test.each([
    ['lama2', 'llama2'],
    ['LLaMA2', 'llama2'],
    ['llama-3', 'llama3'],
    ['chat_ml', 'chatml'],
    ['openassistant', 'open_assistant'],
    ['command-r', 'command_r'],
  ])('answers "%s" with the known names and the nearest, "%s"', (misspelled, suggested) => {
    const choose = (): unknown => toPromptBuilder(misspelled);

    expect(choose).toThrow(ConfigurationError);
    expect(choose).toThrow(
      `There is no prompt builder "${misspelled}". Did you mean "${suggested}"? Known are base, llama2,`,
    );
  });

  test.each(['constructor', '__proto__', ''])('knows no builder "%s"', (name) => {
    expect(() => toPromptBuilder(name)).toThrow(ConfigurationError);
  });

  test('gives a named builder back as it is', () => {
    expect(toPromptBuilder(promptBuilders.chatml)).toBe(promptBuilders.chatml);
    expect(toPromptBuilder('chatml')).toBe(promptBuilders.chatml);
  });

  test('gives the builder of a chat template back as it is', async () => {
    const builder = await chatTemplate({ template: '' });

    expect(toPromptBuilder(builder)).toBe(builder);
  });

  test('makes a builder without stop sequences of a function', () => {
    const builder = toPromptBuilder((messages) => messages.map(({ role }) => role).join(' '));

    expect(builder.stop).toEqual([]);
    expect(builder([{ role: 'user' }, { role: 'assistant' }])).toBe('user assistant');
  });

  test('keeps the name, stop sequences and BOS of a function', () => {
    function shout(): string {
      return '<s>HELLO';
    }
    const { name, stop, bos } = toPromptBuilder(Object.assign(shout, { stop: ['!'], bos: '<s>' }));

    expect({ name, stop, bos }).toEqual({ name: 'shout', stop: ['!'], bos: '<s>' });
  });

  test('gives a plain string to a function as one user message, and the options unchanged', () => {
    const given: unknown[] = [];
    const builder = toPromptBuilder((messages, options) => {
      given.push(messages, options);
      return '';
    });

    builder('Hello', { tools: [] });

    expect(given).toEqual([[{ role: 'user', content: 'Hello' }], { tools: [] }]);
  });

  test('refuses a function that returns no string', () => {
    // @ts-expect-error a builder is synchronous
    const asynchronous: CustomPromptBuilder = async () => 'Hello';

    expect(() => toPromptBuilder(asynchronous)('Hello')).toThrow('The prompt builder returned no string.');
  });

  test('refuses what is neither a name nor a function', () => {
    // @ts-expect-error the name of no builder
    expect(() => toPromptBuilder(2)).toThrow(ConfigurationError);
  });
});

describe('stripBos', () => {
  test('removes the leading BOS of llama2, and leaves those between turns', () => {
    const prompt = buildPrompt('llama2', [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Go on.' },
    ]);

    expect(stripBos(prompt, promptBuilders.llama2)).toBe('[INST] Hello [/INST] Hi </s><s>[INST] Go on. [/INST]');
  });

  test('removes one BOS, not two', () => {
    expect(stripBos('<s><s>Hello', { bos: '<s>' })).toBe('<s>Hello');
  });

  test.each([{ bos: undefined }, { bos: '' }, { bos: '<bos>' }])('leaves the prompt of %j alone', (builder) => {
    expect(stripBos('<s>Hello', builder)).toBe('<s>Hello');
  });
});
