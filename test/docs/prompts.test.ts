import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, test, vi } from 'vitest';

import * as prompts from '../../src/prompt.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/prompts.md', import.meta.url)), 'utf8');

const MESSAGES = [
  { role: 'system', content: 'Answer in one sentence.' },
  { role: 'user', content: 'What is the sun?' },
  { role: 'assistant', content: 'A star.' },
  { role: 'user', content: 'How old is it?' },
];

/** What stands under the heading of that format. */
function sectionOf(name: string): string {
  const [, rest = ''] = page.split(`\n### ${name}\n`);
  return rest.split(/\n### \w+\n\n/)[0] ?? '';
}

describe.each(Object.values(prompts.promptBuilders))('docs/prompts.md about $name', (builder) => {
  const section = sectionOf(builder.name);

  test('shows the prompt that is built', () => {
    const [, shown] = /```text\n([^▌]*)▌\n```/.exec(section) ?? [];

    expect(shown).toBe(builder(MESSAGES));
  });

  test('names its models and stop sequences', () => {
    for (const model of builder.models ?? []) expect(section).toContain(`\`${model}\``);
    for (const stop of builder.stop) expect(section).toContain(`\`${JSON.stringify(stop).slice(1, -1)}\``);
  });

  test('says which markers content could imitate', () => {
    expect(section).toMatch(/^- Content could imitate: `/m);
  });
});

/** The TypeScript examples of the page. */
const examples = readCodeBlocks('docs/prompts.md', 'ts');

describe('the examples of docs/prompts.md', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('are there', () => {
    expect(examples.length).toBeGreaterThan(8);
  });

  test.each(examples)('print what they say: $name', async ({ code }) => {
    const template =
      "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}" +
      "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
    vi.stubGlobal('fetch', async (url: string) =>
      url.endsWith('/tokenizer_config.json')
        ? Response.json({ chat_template: template, eos_token: '<|im_end|>' })
        : new Response('Entry not found', { status: 404 }),
    );

    expect((await runExample(code)).printed).toEqual(printedBy(code));
  });
});
