import { describe, expect, test } from 'vitest';

import { UnsupportedError } from '../../../src/base/errors.ts';
import { type PromptMessage, type PromptOptions, buildPrompt, promptBuilders } from '../../../src/prompt.ts';

const NAMES = Object.keys(promptBuilders);

const question: PromptMessage = { role: 'user', content: 'What is the sun?' };

function refusal(name: string, messages: readonly PromptMessage[], options?: PromptOptions): UnsupportedError {
  try {
    buildPrompt(name, messages, options);
  } catch (error) {
    if (error instanceof UnsupportedError) return error;
    throw error;
  }
  throw new Error(`${name} refused nothing`);
}

describe.each(NAMES)('%s refuses', (name) => {
  test.each(['function', 'tool'])('a %s message, naming it and the format', (role) => {
    const error = refusal(name, [question, { role, content: 'f()' }]);

    expect(error.message).toContain(`\`messages[1]\` is a ${role} message; ${name} does not support function calls.`);
    expect(error.param).toBe('messages[1].role');
  });

  test('an unknown role, naming it and the format', () => {
    const error = refusal(name, [{ role: 'narrator', content: 'Once upon a time' }]);

    expect(error.message).toBe(
      `\`messages[0].role\` is "narrator"; ${name} supports system, user and assistant messages.`,
    );
  });

  test('an answer that calls tools', () => {
    const error = refusal(name, [question, { role: 'assistant', content: null, tool_calls: [{ id: 'call_1' }] }]);

    expect(error.message).toContain(`\`messages[1]\` calls tools; ${name} writes only text`);
    expect(error.param).toBe('messages[1].tool_calls');
  });

  test.each([null, undefined])('%s for content', (content) => {
    const error = refusal(name, [{ role: 'user', content }]);

    expect(error.message).toContain(`\`messages[0].content\` is missing; ${name} writes text`);
    expect(error.param).toBe('messages[0].content');
  });

  test.each(['tools', 'documents'] as const)('%s', (param) => {
    const error = refusal(name, [question], { [param]: [{ name: 'search' }] });

    expect(error.message).toContain(`${name} has no place for \`${param}\``);
    expect(error.param).toBe(param);
  });

  test('sounds', () => {
    const error = refusal(name, [{ role: 'user', content: [{ type: 'input_audio' }] }]);

    expect(error.param).toBe('messages[0].content[0]');
  });
});

describe.each(NAMES)('%s accepts', (name) => {
  test('empty lists of tools, tool calls and documents, which are none', () => {
    const answered = [question, { role: 'assistant', content: 'A star.', tool_calls: [] }, question];
    const plain = [question, { role: 'assistant', content: 'A star.' }, question];

    expect(buildPrompt(name, answered, { tools: [], documents: [] })).toBe(buildPrompt(name, plain));
  });

  test('OpenAI’s developer message as the system’s', () => {
    const system = buildPrompt(name, [{ role: 'system', content: 'Be brief.' }, question]);

    expect(buildPrompt(name, [{ role: 'developer', content: 'Be brief.' }, question])).toBe(system);
  });

  test('text in parts, joined', () => {
    const parts = [
      { type: 'text', text: 'What is ' },
      { type: 'text', text: 'the sun?' },
    ];

    expect(buildPrompt(name, [{ role: 'user', content: parts }])).toBe(buildPrompt(name, [question]));
  });
});

describe('images', () => {
  const messages: PromptMessage[] = [
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'https://example.com/sun_(star).png' } },
        { type: 'text', text: 'What is this?' },
      ],
    },
  ];
  const SEEING = ['chatml', 'llama3', 'mistral', 'gemma'];

  test.each(SEEING)('are written by %s as TGI reads them, with the closing parenthesis escaped', (name) => {
    expect(buildPrompt(name, messages)).toContain('![](https://example.com/sun_(star%29.png)What is this?');
  });

  test.each(NAMES.filter((name) => !SEEING.includes(name)))('are refused by %s', (name) => {
    const error = refusal(name, messages);

    expect(error.message).toBe(`\`messages[0].content[0]\` is an image; ${name} is a format for text alone.`);
  });
});

describe('the order of messages', () => {
  const ANYWHERE = ['chatml', 'llama3', 'zephyr', 'phi3'];

  test.each(NAMES.filter((name) => !ANYWHERE.includes(name)))('%s takes a system message only first', (name) => {
    const error = refusal(name, [question, { role: 'system', content: 'late' }]);

    expect(error.message).toBe(`\`messages[1]\` is a system message; ${name} takes one only as the first.`);
    expect(error.param).toBe('messages[1].role');
  });

  const ALTERNATING = ['mistral', 'gemma', 'alpaca', 'command_r'];

  test.each(ALTERNATING)('%s refuses two user messages in a row, as its models’ templates do', (name) => {
    const error = refusal(name, [{ role: 'system', content: 'Be brief.' }, question, question]);

    expect(error.message).toContain(`\`messages[2]\` is the user’s where ${name} expects the assistant’s`);
    expect(error.param).toBe('messages[2].role');
  });

  test.each(ALTERNATING)('%s refuses to begin with an answer', (name) => {
    const error = refusal(name, [{ role: 'assistant', content: 'Hi!' }, question]);

    expect(error.param).toBe('messages[0].role');
  });

  test.each(['mistral', 'gemma'])('%s refuses a system message with no user message to write it into', (name) => {
    expect(refusal(name, [{ role: 'system', content: 'Be brief.' }]).message).toContain('there is none');
  });
});
