import { describe, expect, test } from 'vitest';

import { UnsupportedError } from '../../../src/base/errors.ts';
import { EasyLLM } from '../../../src/index.ts';
import { type PromptBuilder, chatTemplate, definePromptBuilder } from '../../../src/prompt.ts';
import { type Script, fakeServer, fakeTgi } from '../../../src/testing.ts';

/** In the style of Qwen's: tools before the turns, calls and results in them, and an answer that begins with its reasoning. */
const QWEN = `{%- if tools %}<|im_start|>system
<tools>
{% for tool in tools %}{{ tool | tojson }}
{% endfor %}</tools>
Write <tool_call>{"name": …, "arguments": …}</tool_call><|im_end|>
{% endif %}{% for message in messages %}<|im_start|>{{ message.role }}
{{ message.content or '' }}{% for call in message.tool_calls or [] %}<tool_call>{{ call.function | tojson }}</tool_call>{% endfor %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
<think>
{% endif %}`;

const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];
const messages = [{ role: 'user' as const, content: 'How is Paris?' }];
const CALLING = [
  'I look',
  '.\n</th',
  'ink>\n\n<tool',
  '_call>\n{"name": "weather", "argu',
  'ments": {"city": "Paris"}}\n</tool_',
  'call>',
];

function asking(promptBuilder: PromptBuilder, script: Script, apiBase = 'http://tgi.test') {
  const tgi = fakeTgi({ script });
  return { tgi, client: new EasyLLM({ apiBase, fetch: tgi, promptBuilder }) };
}

const qwen = (): Promise<PromptBuilder> => chatTemplate({ template: QWEN, eos_token: '<|im_end|>' });
const bodyOf = (request: { body: string } | undefined): Record<string, unknown> => {
  const body: Record<string, unknown> = JSON.parse(request?.body ?? '{}');
  return body;
};

describe('a chat whose prompt is built here', () => {
  test('has the tools in the prompt, and the call in the answer', async () => {
    const { tgi, client } = asking(await qwen(), [{ tokens: CALLING }]);

    const { choices } = await client.chat.completions.create({ messages, tools });

    expect(bodyOf(tgi.requests[0])['inputs']).toContain('<tools>\n{"type": "function", "function": {"name": "weather"');
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(choices[0]?.message).toMatchObject({
      reasoning: 'I look.',
      reasoning_content: 'I look.',
      tool_calls: [{ type: 'function', function: { name: 'weather', arguments: '{"city": "Paris"}' } }],
    });
    expect(choices[0]?.message.tool_calls?.[0]?.id).toMatch(/^\w{9}$/);
  });

  test('reads the answer where BOS is left to the server too', async () => {
    const tgi = fakeTgi({ script: [{ tokens: CALLING }] });
    const client = new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi, promptBuilder: await qwen(), bos: 'strip' });

    const { choices } = await client.chat.completions.create({ messages, tools });

    expect(choices[0]?.message.tool_calls?.[0]?.function.name).toBe('weather');
  });

  test('streams reasoning and calls in parts', async () => {
    const { client } = asking(await qwen(), [{ tokens: CALLING }]);

    const deltas = [];
    const reasons = [];
    for await (const { choices } of await client.chat.completions.create({ messages, tools, stream: true })) {
      deltas.push(choices[0]?.delta);
      reasons.push(choices[0]?.finish_reason);
    }

    expect(deltas.map((delta) => delta?.reasoning ?? '').join('')).toBe('I look.');
    expect(deltas.map((delta) => delta?.content ?? '').join('')).toBe('');
    const calls = deltas.flatMap((delta) => delta?.tool_calls ?? []);
    expect(calls.map((call) => call.index)).toEqual([0, 0]);
    expect(calls.map((call) => call.function?.name ?? '').join('')).toBe('weather');
    expect(calls.map((call) => call.function?.arguments ?? '').join('')).toBe('{"city": "Paris"}');
    expect(reasons.at(-1)).toBe('tool_calls');
  });

  test('runs tools to the end', async () => {
    const { tgi, client } = asking(await qwen(), [{ tokens: CALLING }, { tokens: ['</think>\n\n', 'It rains.'] }]);

    const result = await client.chat.completions.runTools({
      messages,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            parse: (text: string): unknown => JSON.parse(text),
            function: () => 'rain',
          },
        },
      ],
    });

    expect(result.content).toBe('It rains.');
    expect(bodyOf(tgi.requests[1])['inputs']).toContain(
      '<tool_call>{"name": "weather", "arguments": {"city": "Paris"}}</tool_call><|im_end|>\n<|im_start|>tool\nrain<|im_end|>',
    );
  });

  test('reads reasoning without tools, and leaves what looks like a call as text', async () => {
    const { client } = asking(await qwen(), [{ tokens: ['Hm.</think>', 'So: <tool_call>{}</tool_call>'] }]);

    const { choices } = await client.chat.completions.create({ messages });

    expect(choices[0]?.message).toMatchObject({ reasoning: 'Hm.', content: 'So: <tool_call>{}</tool_call>' });
    expect(choices[0]?.finish_reason).not.toBe('tool_calls');
  });

  test('answers the first call alone where no more are asked for', async () => {
    const twice = [...CALLING, '\n', ...CALLING.slice(2).join('').replace('ink>', '')];
    const { client } = asking(await qwen(), [{ tokens: twice }]);

    const { choices } = await client.chat.completions.create({ messages, tools, parallel_tool_calls: false });

    expect(choices[0]?.message.tool_calls).toHaveLength(1);
  });

  test.each(['required' as const, { type: 'function' as const, function: { name: 'weather' } }])(
    'demands a call by a grammar: %j',
    async (tool_choice) => {
      const { tgi, client } = asking(await qwen(), [
        { tokens: ['{"name": "weather", ', '"arguments": {"city": "Paris"}}'] },
      ]);

      const { choices } = await client.chat.completions.create({ messages, tools, tool_choice });

      expect(bodyOf(tgi.requests[0])['parameters']).toMatchObject({ grammar: { type: 'json' } });
      expect(choices[0]?.message.tool_calls?.[0]?.function).toEqual({
        name: 'weather',
        arguments: '{"city": "Paris"}',
      });
    },
  );

  test('leaves out the tools where none may be called', async () => {
    const { tgi, client } = asking(await qwen(), [{ tokens: ['</think>Fine.'] }]);

    const { choices } = await client.chat.completions.create({ messages, tools, tool_choice: 'none' });

    expect(bodyOf(tgi.requests[0])['inputs']).not.toContain('<tools>');
    expect(choices[0]?.message.content).toBe('Fine.');
  });

  test('reads the text of a completions route alike', async () => {
    const { client } = asking(await qwen(), [{ tokens: CALLING }], 'http://v1.test/v1');

    const { choices } = await client.chat.completions.create({ messages, tools });

    expect(choices[0]?.message.tool_calls?.[0]?.function.name).toBe('weather');
    expect(choices[0]?.finish_reason).toBe('tool_calls');
  });
});

describe('tools and a builder that has no place for them', () => {
  const plain = definePromptBuilder(() => 'Hi', { name: 'plain', stop: [] });

  test('go to the server’s own template', async () => {
    const { tgi, client } = asking(plain, [{ tokens: ['Hello'] }]);

    await client.chat.completions.create({ messages, tools });

    expect(tgi.requests.map(({ path }) => path)).toContain('/v1/chat/completions');
  });

  test('are refused by both ways out where the native API is asked for', async () => {
    const { client } = asking(plain, [{ tokens: ['Hello'] }]);
    const asked = client.chat.completions.create({ messages, tools }, { backend: 'generate' });

    await expect(asked).rejects.toThrow(UnsupportedError);
    await expect(asked).rejects.toThrow('promptBuilder: { hub }');
  });
});

describe('what a model writes', () => {
  const text = async (promptBuilder: PromptBuilder | 'chatml' | 'deepseek', written: string) => {
    const words: string[] = [];
    const logger = { debug() {}, info() {}, warn: (line: string) => void words.push(line), error() {} };
    const tgi = fakeTgi({ script: () => ({ tokens: [written] }) });
    const client = new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi, promptBuilder, logger });
    const whole = await client.chat.completions.create({
      messages,
      ...(typeof promptBuilder !== 'string' && { tools }),
    });
    const pieces: string[] = [];
    for (const size of [1, 3, 7]) {
      const tokens = written.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const streaming = new EasyLLM({
        apiBase: 'http://tgi.test',
        fetch: fakeTgi({ script: () => ({ tokens }) }),
        promptBuilder,
        logger,
      });
      let content = '';
      const stream = await streaming.chat.completions.create({
        messages,
        stream: true,
        ...(typeof promptBuilder !== 'string' && { tools }),
      });
      for await (const { choices } of stream) content += choices[0]?.delta.content ?? '';
      pieces.push(content);
    }
    return { message: whole.choices[0]?.message, pieces, words };
  };

  test('stays as it is to the last space, where it is content alone', async () => {
    const written = '\n  def f():\n    return "<" \n\n';
    const { message, pieces } = await text('chatml', written);

    expect(message?.content).toBe(written);
    expect(pieces).toEqual([written, written, written]);
  });

  test.each(['chatml', 'deepseek'] as const)('is parted from its reasoning with the format %s', async (format) => {
    const { message, pieces } = await text(format, '<think>\nHm.\n</think>\n\nYes.');

    expect(message).toMatchObject({ content: 'Yes.', reasoning: 'Hm.', reasoning_content: 'Hm.' });
    expect(pieces).toEqual(['Yes.', 'Yes.', 'Yes.']);
  });

  test('stays text where it is no call, and the log says so once', async () => {
    const { message, pieces, words } = await text(
      await qwen(),
      '</think>Well: <tool_call>\nfind the sun\n</tool_call>',
    );

    expect(message?.content).toBe('Well: <tool_call>\nfind the sun\n</tool_call>');
    expect(pieces).toEqual([message?.content, message?.content, message?.content]);
    expect(words.filter((line) => line.includes('stays text'))).toHaveLength(4);
  });
});

describe('special tokens', () => {
  const harmony = () =>
    chatTemplate({ template: '{{ tools }}{{ messages[0].content }}<|start|>assistant', responseTemplate: 'gpt_oss' });
  const ask = async (like: 'vllm' | 'sglang' | 'llamacpp', promptBuilder: PromptBuilder, body: object = {}) => {
    const server = fakeServer({ like, script: [{ tokens: ['<|channel|>final<|message|>Yes.'] }] });
    const client = new EasyLLM({ apiBase: 'http://server.test/v1', fetch: server, promptBuilder });
    const { choices } = await client.chat.completions.create({ messages, ...body });
    return { sent: bodyOf(server.requests.at(-1)), content: choices[0]?.message.content };
  };

  test.each(['vllm', 'sglang'] as const)('are asked for where %s would leave out the markers', async (like) => {
    const { sent, content } = await ask(like, await harmony());

    expect(sent).toMatchObject({ skip_special_tokens: false });
    expect(content).toBe('Yes.');
  });

  test('are not asked for where nothing is read of them, or the server has no such parameter', async () => {
    const plain = await chatTemplate({ template: QWEN });

    expect((await ask('vllm', plain)).sent).not.toHaveProperty('skip_special_tokens');
    expect((await ask('vllm', plain, { tools })).sent).toHaveProperty('skip_special_tokens', false);
    expect((await ask('llamacpp', await harmony())).sent).not.toHaveProperty('skip_special_tokens');
  });
});

test('a call is demanded of a tool that is offered', async () => {
  const { client } = asking(await qwen(), [{ tokens: ['{}'] }]);
  const tool_choice = { type: 'function' as const, function: { name: 'unheard_of' } };

  await expect(client.chat.completions.create({ messages, tools, tool_choice })).rejects.toMatchObject({
    param: 'tool_choice',
  });
});

test('tools that neither side has a place for are refused by both ways out', async () => {
  const tgi = fakeTgi({
    script: [{ error: 'Template error: template not found', error_type: 'template_error', status: 422 }],
  });
  const client = new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi, promptBuilder: 'chatml' });
  const asked = client.chat.completions.create({ messages, tools });

  await expect(asked).rejects.toThrow(UnsupportedError);
  await expect(asked).rejects.toThrow(/promptBuilder: \{ hub \}.*start the server with one/);
});
