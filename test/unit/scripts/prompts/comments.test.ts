import { describe, expect, test } from 'vitest';
import { readComments } from '../../../../scripts/prompts/comments.ts';

const ENTRY = "chatml: { description: 'ChatML', stop: [] }";

describe('readComments', () => {
  test('reads the fields of the comment on a format, however many lines they take', () => {
    const code = `export const formats = {
  /**
   * Write a system message
   * of your own.
   * Content could imitate: \`<|im_start|>\` and
   * \`<|im_end|>\`, which are tokens.
   * Source: https://a.test/chatml#format
   */
  ${ENTRY},
} as const satisfies Record<string, unknown>;`;

    expect([...readComments(code)]).toEqual([
      [
        'chatml',
        {
          notes: 'Write a system message of your own.',
          imitable: '`<|im_start|>` and `<|im_end|>`, which are tokens',
          source: 'https://a.test/chatml#format',
        },
      ],
    ]);
  });

  test('takes a comment without notes', () => {
    const code = `const formats = {\n/**\n * Content could imitate: a.\n * Source: b\n */\n${ENTRY} }`;

    expect(readComments(code).get('chatml')).toEqual({ notes: '', imitable: 'a', source: 'b' });
  });

  test.each([
    ['', 'Content could imitate: '],
    ['/** Content could imitate: a. */', 'Source: '],
  ])('names the format, and what its comment lacks: %s', (comment, field) => {
    expect(() => readComments(`const formats = {\n${comment}\n${ENTRY} }`)).toThrow(
      `The comment on chatml lacks a line "${field}…".`,
    );
  });
});
