import { describe, expect, test } from 'vitest';

import { BadRequestError, UnsupportedError } from '../../../src/base/errors.ts';
import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import { type CustomPromptBuilder, type PromptBuilder, chatTemplateFromTokenizerConfig } from '../../../src/prompt.ts';
import { fakeTgi } from '../../../src/testing.ts';

/** In the style of Qwen's, GPT-OSS's and Command R's: switches, an effort, and a template of its own for documents. */
const config = {
  chat_template: [
    {
      name: 'default',
      template: `{%- if reasoning_effort is not defined %}{%- set reasoning_effort = 'medium' %}{%- endif -%}
effort={{ reasoning_effort }} thinking={{ enable_thinking }}`,
    },
    { name: 'rag', template: '{% for document in documents or [] %}[{{ document.title }}]{% endfor %}{{ style }}' },
    { name: 'silent', template: '{% set thinking = messages[0].content %}{{ thinking }}{{ messages[0].thinking }}' },
  ],
};
const messages = [{ role: 'user' as const, content: 'Hi' }];
const builder = await chatTemplateFromTokenizerConfig(config);

type Body = Record<string, unknown>;

/** The prompt that a body becomes, through each door. */
const DOORS: Readonly<Record<string, (body: Body, apiBase: string) => Promise<string>>> = {
  async client(body, apiBase) {
    const tgi = fakeTgi({ script: [{ tokens: ['Yes'] }] });
    const client = new EasyLLM({ apiBase, fetch: tgi, promptBuilder: builder });
    await client.chat.completions.create({ messages, ...body });
    return promptOf(tgi.requests);
  },
  async 'client.fetch'(body, apiBase) {
    const tgi = fakeTgi({ script: [{ tokens: ['Yes'] }] });
    const client = new EasyLLM({ apiBase, fetch: tgi, promptBuilder: builder });
    await post((url, init) => client.fetch(url, init), body);
    return promptOf(tgi.requests);
  },
  async 'a gateway'(body, apiBase) {
    const tgi = fakeTgi({ script: [{ tokens: ['Yes'] }] });
    const gateway = createGateway({ apiBase, fetch: tgi, promptBuilder: builder, auth: 'none' });
    await post(async (url, init) => gateway.fetch(new Request(url, init)), body);
    return promptOf(tgi.requests);
  },
};

async function post(fetch: (url: string, init: RequestInit) => Promise<Response>, body: Body): Promise<void> {
  const response = await fetch('http://easyllm/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages, ...body }),
  });
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, '']);
}

function promptOf(requests: readonly { body: string }[]): string {
  const sent: { inputs?: string; prompt?: string } = JSON.parse(requests.at(-1)?.body ?? '{}');
  return sent.inputs ?? sent.prompt ?? '';
}

describe.each(Object.keys(DOORS))('a body that speaks to the chat template, through %s', (door) => {
  test.each<[body: Body, prompt: string]>([
    [{}, 'effort=medium thinking='],
    [{ chat_template_kwargs: { enable_thinking: false } }, 'effort=medium thinking=False'],
    [{ reasoning_effort: 'high' }, 'effort=high thinking=True'],
    [{ reasoning_effort: 'none' }, 'effort=none thinking=False'],
    [{ reasoning_effort: 'high', chat_template_kwargs: { enable_thinking: false } }, 'effort=high thinking=False'],
    [{ reasoning_effort: 'high', chat_template_kwargs: { reasoning_effort: 'low' } }, 'effort=low thinking=True'],
    [{ documents: [{ title: 'A' }, { title: 'B' }] }, '[A][B]'],
    [{ template: 'rag', chat_template_kwargs: { style: 'plain' } }, 'plain'],
    [{ chat_template_kwargs: null, reasoning_effort: null, template: null, documents: [] }, 'effort=medium thinking='],
  ])('%j', async (body, prompt) => {
    for (const apiBase of ['http://tgi.test', 'http://v1.test/v1']) {
      expect(await DOORS[door]?.(body, apiBase)).toBe(prompt);
    }
  });
});

describe('what a prompt has no place for', () => {
  const ask = (promptBuilder: PromptBuilder | CustomPromptBuilder | 'chatml', body: Body): Promise<unknown> =>
    new EasyLLM({
      apiBase: 'http://tgi.test',
      fetch: fakeTgi({ script: [{ tokens: ['Yes'] }] }),
      promptBuilder,
    }).chat.completions.create({ messages, ...body });
  const plain: CustomPromptBuilder = () => 'Hi';

  test.each<[string, PromptBuilder | CustomPromptBuilder | 'chatml', Body, string]>([
    ['a format', 'chatml', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['a format', 'chatml', { chat_template_kwargs: { a: 1 } }, 'chat_template_kwargs'],
    ['a format', 'chatml', { template: 'rag' }, 'template'],
    ['a format', 'chatml', { documents: [{ title: 'A' }] }, 'documents'],
    ['a template', builder, { template: 'silent', reasoning_effort: 'low' }, 'reasoning_effort'],
    ['a model', builder, { template: 'unheard-of' }, 'template'],
    ['a function', plain, { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['a function', plain, { chat_template_kwargs: { a: 1 } }, 'chat_template_kwargs'],
  ])('is refused by name: %s, %j', async (_, promptBuilder, body, param) => {
    const asked = ask(promptBuilder, body);

    await expect(asked).rejects.toThrow(UnsupportedError);
    await expect(asked).rejects.toMatchObject({ param });
  });

  test('is read by a function that reads it', async () => {
    const tgi = fakeTgi({ script: [{ tokens: ['Yes'] }] });
    const promptBuilder: CustomPromptBuilder = (_, options) => `think ${options?.reasoning_effort}`;
    await new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi, promptBuilder, bos: 'strip' }).chat.completions.create({
      messages,
      reasoning_effort: 'low',
    });

    expect(promptOf(tgi.requests)).toBe('think low');
  });

  test('is the conversation among the variables', async () => {
    await expect(ask(builder, { chat_template_kwargs: { messages: [] } })).rejects.toThrow(BadRequestError);
  });
});

test('no server is sent the name of a template', async () => {
  const client = new EasyLLM({ apiBase: 'http://v1.test/v1', fetch: fakeTgi({ script: [] }) });

  await expect(client.chat.completions.create({ messages, template: 'rag' })).rejects.toThrow('promptBuilder: { hub }');
});
