import { describe, expect, test } from 'vitest';
import { replaceRegion } from '../../../../scripts/markdown.ts';
import { writeFormats, writePythonNames } from '../../../../scripts/prompts/page.ts';
import { promptBuilders } from '../../../../src/prompt.ts';

const COMMENT = { notes: 'Write no BOS.', imitable: '`</s>`, which is a token', source: 'https://a.test' };
const comments = new Map(Object.keys(promptBuilders).map((name) => [name, COMMENT]));

describe('writeFormats', () => {
  test('writes a section for each format', () => {
    expect(writeFormats(comments)).toContain(`### zephyr

Zephyr, and the models trained with the alignment handbook. [Source](https://a.test). Write no BOS.

- Models: \`HuggingFaceH4/zephyr-7b-beta\`, \`TinyLlama/TinyLlama-1.1B-Chat-v1.0\`
- Stop sequences: \`</s>\`
- Content could imitate: \`</s>\`, which is a token

\`\`\`text
<|system|>
Answer in one sentence.</s>
`);
  });

  test.each([
    '| [`vicuna`](#vicuna) | an empty system message and a user message | first | in any order | closed | no |',
    '| [`chatml`](#chatml) | a user message | anywhere | in any order | continued | yes |',
    '| [`gemma`](#gemma) | a user message | first, inside the user’s | take turns | continued | yes |',
  ])('writes a row of what each format does: %s', (row) => {
    expect(writeFormats(comments).split('\n')).toContain(row);
  });

  test('names a format that has no comment', () => {
    expect(() => writeFormats(new Map())).toThrow('The format base has no comment.');
  });
});

describe('writePythonNames', () => {
  test.each([
    '| what is sent where none is set | `buildBasePrompt` | `"base"` |',
    '| `build_open_assistant_prompt`, `open_assistant_stop_sequences` | `buildOpenAssistantPrompt`, `openAssistantStopSequences` | `"open_assistant"` |',
    '| – | `promptBuilders.llama3` | `"llama3"` |',
  ])('writes %s', (row) => {
    expect(writePythonNames().split('\n')).toContain(row);
  });
});

describe('replaceRegion', () => {
  test('replaces what stands between the marks', () => {
    expect(replaceRegion('a\n<!-- names: made -->\n\nold\n\n<!-- /names -->\nb\n', 'names', '$1 new')).toBe(
      'a\n<!-- names: made -->\n\n$1 new\n\n<!-- /names -->\nb\n',
    );
  });

  test('refuses a page without them', () => {
    expect(() => replaceRegion('<!-- /names -->', 'names', '')).toThrow('The page has no "<!-- names … -->"');
  });
});
