import { describe, expect, test } from 'vitest';

import { ConfigurationError, UnsupportedError } from '../../../src/base/errors.ts';
import { chatTemplates } from '../../../src/prompt/chat-template.ts';
import { type PromptMessage, chatTemplate, stripBos } from '../../../src/prompt.ts';

const question: PromptMessage = { role: 'user', content: 'What is the sun?' };

/** A template as most models have it: BOS, turns that end in EOS, and a place for the answer. */
const USUAL =
  '{{ bos_token }}{% for message in messages %}<{{ message.role }}>{{ message.content }}{{ eos_token }}{% endfor %}' +
  '{% if add_generation_prompt %}<assistant>{% endif %}';
const TRIMMING = USUAL.replace('message.content', 'message.content | trim');

describe('chatTemplate', () => {
  test('renders the template with its variables', async () => {
    const builder = await chatTemplate({ template: USUAL, bos_token: '<s>', eos_token: '</s>' });

    expect(builder([question])).toBe('<s><user>What is the sun?</s><assistant>');
  });

  test('reads a plain string as one user message', async () => {
    const builder = await chatTemplate({ template: USUAL });

    expect(builder('Hello')).toBe('<user>Hello<assistant>');
  });

  test('removes the line end after a block and the indentation before it, as transformers does', async () => {
    const builder = await chatTemplate({
      template:
        '{% for message in messages %}\n    {% if true %}\n{{ message.content }}\n    {% endif %}\n{% endfor %}\n',
    });

    expect(builder([question])).toBe('What is the sun?\n');
  });

  test('has EOS as its stop sequence and knows its BOS', async () => {
    const builder = await chatTemplate({ template: USUAL, bos_token: '<s>', eos_token: '</s>' });

    expect(builder.stop).toEqual(['</s>']);
    expect(stripBos(builder([question]), builder)).toBe('<user>What is the sun?</s><assistant>');
  });

  test('has no stop sequence without EOS', async () => {
    const builder = await chatTemplate({ template: USUAL });

    expect(builder.stop).toEqual([]);
  });

  test('adds nothing where a token is not given', async () => {
    const builder = await chatTemplate({ template: "{{ bos_token + messages[0]['content'] + eos_token }}" });

    expect(builder([question])).toBe('What is the sun?');
  });

  test.each([
    [{}, 'thinks'],
    [{ enable_thinking: true }, 'thinks'],
    [{ enable_thinking: false }, 'does not think'],
    [{ enable_thinking: undefined }, 'thinks'],
  ])('hands on any variable: %j', async (variables, prompt) => {
    const template =
      '{% if enable_thinking is defined and enable_thinking is false %}does not think{% else %}thinks{% endif %}';
    const builder = await chatTemplate({ ...variables, template });

    expect(builder([question])).toBe(prompt);
  });

  test('takes variables for one call, over its own', async () => {
    const builder = await chatTemplate({ template: '{{ enable_thinking }}', enable_thinking: true });

    expect(builder([question], { chat_template_kwargs: { enable_thinking: false } })).toBe('False');
    expect(builder([question])).toBe('True');
  });

  test.each(['reasoning', 'reasoning_content', 'thinking'])(
    'hands on the reasoning of an answer under the names that templates read: %s',
    async (name) => {
      const builder = await chatTemplate({
        template: '{{ messages[0].reasoning_content }}|{{ messages[0].thinking }}',
      });

      expect(builder([{ role: 'assistant', content: 'A star.', [name]: 'It shines.' }, question])).toBe(
        'It shines.|It shines.',
      );
    },
  );

  test('hands on properties of messages that only the template knows', async () => {
    const builder = await chatTemplate({
      template: '{{ messages[0].reasoning_content }}|{{ messages[0].refusal is defined }}',
    });
    const answered = { role: 'assistant', content: 'A star.', reasoning_content: 'It shines.', refusal: null };

    expect(builder([answered, question])).toBe('It shines.|False');
  });

  test('says what is wrong with a template that does not parse', async () => {
    const making = chatTemplate({ template: '{% if %}' });

    await expect(making).rejects.toThrow(ConfigurationError);
    await expect(making).rejects.toThrow('The chat template is not valid Jinja: ');
  });

  test('says why a template refuses a conversation', async () => {
    const builder = await chatTemplate({ template: "{{ raise_exception('Only users may speak.') }}" });

    expect(() => builder([question])).toThrow(UnsupportedError);
    expect(() => builder([question])).toThrow(
      'The chat template cannot render this conversation: Only users may speak.',
    );
  });
});

describe('a chat template and an answer to be continued', () => {
  const begun: PromptMessage = { role: 'assistant', content: ' The sun is ' };

  test('ends after the answer', async () => {
    const builder = await chatTemplate({ template: USUAL, eos_token: '</s>' });

    expect(builder([question, begun])).toBe('<user>What is the sun?</s><assistant> The sun is ');
  });

  test('ends after the answer, trimmed if the template trims it', async () => {
    const builder = await chatTemplate({ template: TRIMMING, eos_token: '</s>' });

    expect(builder([question, begun])).toBe('<user>What is the sun?</s><assistant>The sun is');
  });

  test('ends after the answer, however short and wherever else its text is', async () => {
    const builder = await chatTemplate({ template: USUAL, eos_token: '</s>' });

    expect(builder([question, { role: 'assistant', content: 's' }])).toBe('<user>What is the sun?</s><assistant>s');
  });

  test('asks for no further answer', async () => {
    const builder = await chatTemplate({
      template: "{{ 'asks: ' if add_generation_prompt else 'goes on: ' }}{{ messages[1].content }}",
    });

    expect(builder([question, begun])).toBe('goes on:  The sun is ');
  });

  test('asks for an answer where the one begun is empty', async () => {
    const builder = await chatTemplate({ template: USUAL, eos_token: '</s>' });

    expect(builder([question, { role: 'assistant', content: ' ' }])).toBe('<user>What is the sun?</s><assistant>');
  });

  test.each([
    [true, '<user>What is the sun?</s><assistant> The sun is </s><assistant>'],
    [false, '<user>What is the sun?</s><assistant> The sun is </s>'],
  ])('obeys add_generation_prompt: %s', async (add_generation_prompt, prompt) => {
    const builder = await chatTemplate({ template: USUAL, eos_token: '</s>', add_generation_prompt });

    expect(builder([question, begun])).toBe(prompt);
  });

  test('is refused where the template leaves the answer out', async () => {
    const builder = await chatTemplate({ template: '{{ messages[0].content }}' });

    expect(() => builder([question, begun])).toThrow(UnsupportedError);
  });
});

describe('a chat template and tools', () => {
  const LISTING =
    '{% if tools is not none %}tools: {% for tool in tools %}{{ tool.name }} {% endfor %}{% endif %}' +
    '{% if documents is not none %}documents: {% for document in documents %}{{ document.title }} {% endfor %}{% endif %}';
  const tools = [{ name: 'search' }, { name: 'add' }];
  const documents = [{ title: 'Stars' }];

  test.each([
    [{ tools }, 'tools: search add '],
    [{ documents }, 'documents: Stars '],
    [{ tools, documents }, 'tools: search add documents: Stars '],
    [{ tools: [], documents: null }, ''],
    [undefined, ''],
  ])('sees %j', async (options, prompt) => {
    const builder = await chatTemplate({ template: LISTING });

    expect(builder([question], options)).toBe(prompt);
  });

  test('sees tools among the settings, unless the call has its own', async () => {
    const builder = await chatTemplate({ template: LISTING, tools });

    expect(builder([question])).toBe('tools: search add ');
    expect(builder([question], { tools: [{ name: 'draw' }] })).toBe('tools: draw ');
  });

  const calling: readonly PromptMessage[] = [
    question,
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"for": "sun"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'A star.' },
  ];

  test.each([
    ['{{ call.function.arguments | tojson }}', '{"for": "sun"}'],
    ['{{ \'"arguments": \' + call.function.arguments | tojson }}', '"arguments": {"for": "sun"}'],
    ['{{ call.function.arguments.for }}', 'sun'],
    ["{{ call['function']['arguments'] + '!' }}", '{"for": "sun"}!'],
    ["{{ call['function']['name'] + call['function']['arguments'] }}", 'search{"for": "sun"}'],
  ])('finds the arguments of a call as it needs them: %s', async (expression, prompt) => {
    const builder = await chatTemplate({
      template: `{% for call in messages[1].tool_calls %}${expression}{% endfor %}`,
    });

    expect(builder(calling)).toBe(prompt);
  });

  test('keeps the order of the arguments, and the points of their numbers', async () => {
    const builder = await chatTemplate({ template: '{{ messages[0].tool_calls[0].function.arguments | tojson }}' });
    const tool_calls = [{ function: { name: 'add', arguments: '{"b": 1.0, "10": 1e3, "2": [12345678901234567890]}' } }];

    expect(builder([{ role: 'assistant', content: null, tool_calls }])).toBe(
      '{"b": 1.0, "10": 1000.0, "2": [12345678901234567890]}',
    );
  });

  test('finds null for the content of an answer that only calls tools, and the id in the tool’s', async () => {
    const builder = await chatTemplate({
      template: '{{ messages[1].content is none }} {{ messages[2].tool_call_id }}',
    });

    expect(builder(calling)).toBe('True call_1');
  });

  test('finds no tool calls where the list is empty', async () => {
    const builder = await chatTemplate({ template: '{{ messages[0].tool_calls is defined }}' });

    expect(builder([{ role: 'assistant', content: 'A star.', tool_calls: [] }, question])).toBe('False');
  });

  test('finds arguments that are not JSON as they are', async () => {
    const builder = await chatTemplate({ template: '{{ messages[0].tool_calls[0].function.arguments }}' });
    const tool_calls = [{ function: { name: 'search', arguments: 'the sun' } }];

    expect(builder([{ role: 'assistant', content: null, tool_calls }])).toBe('the sun');
  });
});

describe('a chat template and images', () => {
  const seen: PromptMessage = {
    role: 'user',
    content: [
      { type: 'text', text: 'What is this? ' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0=' } },
    ],
  };

  test('has them as TGI reads them where it knows of images', async () => {
    const builder = await chatTemplate({ template: `{# image #}${USUAL}` });

    expect(builder([seen])).toBe('<user>What is this? ![](data:image/png;base64,iVBORw0=)<assistant>');
  });

  test('refuses them where it does not', async () => {
    const builder = await chatTemplate({ template: USUAL });

    expect(() => builder([seen])).toThrow(
      '`messages[0].content[1]` is an image; this chat template is a format for text alone.',
    );
  });
});

describe('chatTemplates', () => {
  const templates = { default: 'plain', tool_use: 'with tools', rag: 'with documents' };

  test.each([
    [{}, 'plain'],
    [{ tools: [] }, 'plain'],
    [{ tools: [{}] }, 'with tools'],
    [{ documents: [{}] }, 'with documents'],
    [{ tools: [{}], documents: [{}] }, 'with tools'],
  ])('choose by what is given: %j', async (options, prompt) => {
    const builder = await chatTemplates(templates, {});

    expect(builder([question], options)).toBe(prompt);
  });

  test.each([
    [{ template: 'rag' }, 'with documents'],
    [{ template: 'default', tools: [{}] }, 'plain'],
  ])('are chosen by name for one call: %j', async (options, prompt) => {
    const builder = await chatTemplates(templates, {});

    expect(builder([question], options)).toBe(prompt);
  });

  test('name those that there are where the one asked for is not', async () => {
    const builder = await chatTemplates(templates, {});

    expect(() => builder([question], { template: 'agent' })).toThrow(
      'The model has no chat template "agent". It has default, tool_use, rag.',
    );
  });

  test('are the default where there is no other', async () => {
    const builder = await chatTemplates({ default: 'plain' }, {});

    expect(builder([question], { tools: [{}] })).toBe('plain');
  });
});
