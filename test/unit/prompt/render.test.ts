import { describe, expect, test } from 'vitest';

import { UnsupportedError } from '../../../src/base/errors.ts';
import { type PromptMessage, type PromptOptions, buildPrompt } from '../../../src/prompt.ts';
import { formats } from '../../../src/prompt/formats.ts';
import type { PromptFormat } from '../../../src/prompt/prompt-format.ts';
import { findFailures } from '../../support/find-failures.ts';

const NAMES = Object.keys(formats);

/** The formats with that trait, and those without. */
function divide(trait: keyof PromptFormat): { having: string[]; lacking: string[] } {
  const has = ([, format]: [string, PromptFormat]) => format[trait] === true;
  const all = Object.entries<PromptFormat>(formats);
  return {
    having: all.filter(has).map(([name]) => name),
    lacking: all.filter((entry) => !has(entry)).map(([name]) => name),
  };
}

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

/** What a format does wrong, with its name. */
function findFailing(names: readonly string[], look: (name: string) => void): Promise<string[]> {
  return findFailures(names, (name) => name, look);
}

describe('every format refuses', () => {
  test.each(['function', 'tool'])('a %s message, naming it and the format', async (role) => {
    const failing = await findFailing(NAMES, (name) => {
      const error = refusal(name, [question, { role, content: 'f()' }]);

      expect(error.message).toContain(`\`messages[1]\` is a ${role} message; ${name} does not support function calls.`);
      expect(error.param).toBe('messages[1].role');
    });

    expect(failing).toEqual([]);
  });

  test('an unknown role, naming it and the format', async () => {
    const failing = await findFailing(NAMES, (name) => {
      expect(refusal(name, [{ role: 'narrator', content: 'Once upon a time' }]).message).toBe(
        `\`messages[0].role\` is "narrator"; ${name} supports system, user and assistant messages.`,
      );
    });

    expect(failing).toEqual([]);
  });

  test('an answer that calls tools', async () => {
    const failing = await findFailing(NAMES, (name) => {
      const error = refusal(name, [question, { role: 'assistant', content: null, tool_calls: [{ id: 'call_1' }] }]);

      expect(error.message).toContain(`\`messages[1]\` calls tools; ${name} writes only text`);
      expect(error.param).toBe('messages[1].tool_calls');
    });

    expect(failing).toEqual([]);
  });

  test.each([null, undefined])('%s for content', async (content) => {
    const failing = await findFailing(NAMES, (name) => {
      const error = refusal(name, [{ role: 'user', content }]);

      expect(error.message).toContain(`\`messages[0].content\` is missing; ${name} writes text`);
      expect(error.param).toBe('messages[0].content');
    });

    expect(failing).toEqual([]);
  });

  test.each(['tools', 'documents'] as const)('%s', async (param) => {
    const failing = await findFailing(NAMES, (name) => {
      const error = refusal(name, [question], { [param]: [{ name: 'search' }] });

      expect(error.message).toContain(`${name} has no place for \`${param}\``);
      expect(error.param).toBe(param);
    });

    expect(failing).toEqual([]);
  });

  test('sounds', async () => {
    const failing = await findFailing(NAMES, (name) => {
      const error = refusal(name, [{ role: 'user', content: [{ type: 'input_audio' }] }]);

      expect(error.param).toBe('messages[0].content[0]');
    });

    expect(failing).toEqual([]);
  });
});

describe('every format accepts', () => {
  test('empty lists of tools, tool calls and documents, which are none', async () => {
    const answered = [question, { role: 'assistant', content: 'A star.', tool_calls: [] }, question];
    const plain = [question, { role: 'assistant', content: 'A star.' }, question];
    const failing = await findFailing(NAMES, (name) => {
      expect(buildPrompt(name, answered, { tools: [], documents: [] })).toBe(buildPrompt(name, plain));
    });

    expect(failing).toEqual([]);
  });

  test('OpenAI’s developer message as the system’s', async () => {
    const failing = await findFailing(NAMES, (name) => {
      const system = buildPrompt(name, [{ role: 'system', content: 'Be brief.' }, question]);

      expect(buildPrompt(name, [{ role: 'developer', content: 'Be brief.' }, question])).toBe(system);
    });

    expect(failing).toEqual([]);
  });

  test('text in parts, joined', async () => {
    const parts = [
      { type: 'text', text: 'What is ' },
      { type: 'text', text: 'the sun?' },
    ];
    const failing = await findFailing(NAMES, (name) => {
      expect(buildPrompt(name, [{ role: 'user', content: parts }])).toBe(buildPrompt(name, [question]));
    });

    expect(failing).toEqual([]);
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
  const { having, lacking } = divide('images');

  test.each(having)('are written by %s as TGI reads them, with the closing parenthesis escaped', (name) => {
    expect(buildPrompt(name, messages)).toContain('![](https://example.com/sun_(star%29.png)What is this?');
  });

  test('are refused by every other format', async () => {
    const failing = await findFailing(lacking, (name) => {
      expect(refusal(name, messages).message).toBe(
        `\`messages[0].content[0]\` is an image; ${name} is a format for text alone.`,
      );
    });

    expect(failing).toEqual([]);
  });
});

describe('the order of messages', () => {
  test('lets formats take a system message only first, but for those whose template takes it anywhere', async () => {
    const { lacking } = divide('systemAnywhere');
    const failing = await findFailing(lacking, (name) => {
      const error = refusal(name, [question, { role: 'system', content: 'late' }]);

      expect(error.message).toBe(`\`messages[1]\` is a system message; ${name} takes one only as the first.`);
      expect(error.param).toBe('messages[1].role');
    });

    expect(failing).toEqual([]);
  });

  const ALTERNATING = divide('alternates').having;

  test.each(ALTERNATING)('%s refuses two user messages in a row, as its models’ templates do', (name) => {
    const error = refusal(name, [{ role: 'system', content: 'Be brief.' }, question, question]);

    expect(error.message).toContain(`\`messages[2]\` is the user’s where ${name} expects the assistant’s`);
    expect(error.param).toBe('messages[2].role');
  });

  test.each(ALTERNATING)('%s refuses to begin with an answer', (name) => {
    const error = refusal(name, [{ role: 'assistant', content: 'Hi!' }, question]);

    expect(error.param).toBe('messages[0].role');
  });

  test.each(divide('systemInUser').having)(
    '%s refuses a system message with no user message to write it into',
    (name) => {
      expect(refusal(name, [{ role: 'system', content: 'Be brief.' }]).message).toContain('there is none');
    },
  );
});
