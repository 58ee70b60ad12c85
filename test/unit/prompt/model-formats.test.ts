import { Template } from '@huggingface/jinja';
import { describe, expect, test } from 'vitest';

import { UnsupportedError } from '../../../src/base/errors.ts';
import { type PromptFormatName, type PromptMessage, buildPrompt, promptBuilders } from '../../../src/prompt.ts';
import { formats } from '../../../src/prompt/formats.ts';
import { pythonFormats } from '../../../src/prompt/python-formats.ts';

/* Each format is judged by its models' own chat template, written down from their public repositories. */

interface ModelTemplate {
  readonly name: PromptFormatName;
  /** Where the template stands in public. */
  readonly from: string;
  readonly template: string;
  readonly bos_token: string;
  readonly eos_token: string;
  /** The template refuses system messages; the format writes them into the first user message. */
  readonly hasNoSystem?: true;
  /** The template takes a system message anywhere. */
  readonly systemAnywhere?: true;
  /** Some models of the format see images. */
  readonly images?: true;
}

const TAKE_TURNS = "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}";

const MODEL_TEMPLATES: readonly ModelTemplate[] = [
  {
    name: 'chatml',
    from: 'teknium/OpenHermes-2.5-Mistral-7B tokenizer_config.json',
    bos_token: '<s>',
    eos_token: '<|im_end|>',
    systemAnywhere: true,
    images: true,
    template:
      "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}" +
      "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
  },
  {
    name: 'llama3',
    from: 'meta-llama/Meta-Llama-3-8B-Instruct tokenizer_config.json',
    bos_token: '<|begin_of_text|>',
    eos_token: '<|eot_id|>',
    systemAnywhere: true,
    images: true,
    template:
      '{% set loop_messages = messages %}{% for message in loop_messages %}' +
      "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}" +
      '{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}' +
      "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}",
  },
  {
    name: 'mistral',
    from: 'mistralai/Mixtral-8x7B-Instruct-v0.1 tokenizer_config.json',
    bos_token: '<s>',
    eos_token: '</s>',
    hasNoSystem: true,
    images: true,
    template:
      "{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}" +
      `${TAKE_TURNS}{% endif %}` +
      "{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}" +
      "{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token}}" +
      "{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}",
  },
  {
    name: 'zephyr',
    from: 'HuggingFaceH4/zephyr-7b-beta tokenizer_config.json',
    bos_token: '<s>',
    eos_token: '</s>',
    systemAnywhere: true,
    template: `{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\n' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\n' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}`,
  },
  {
    name: 'gemma',
    from: 'google/gemma-3-4b-it tokenizer_config.json, its branches for lists of parts left out',
    bos_token: '<bos>',
    eos_token: '<eos>',
    images: true,
    template: `{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- set first_user_prefix = messages[0]['content'] + '\n\n' -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set first_user_prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        ${TAKE_TURNS}
    {%- endif -%}
    {%- if (message['role'] == 'assistant') -%}
        {%- set role = "model" -%}
    {%- else -%}
        {%- set role = message['role'] -%}
    {%- endif -%}
    {{ '<start_of_turn>' + role + '\n' + (first_user_prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- endif -%}
    {{ '<end_of_turn>\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<start_of_turn>model\n'}}
{%- endif -%}
`,
  },
  {
    name: 'phi3',
    from: 'microsoft/Phi-3-mini-4k-instruct tokenizer_config.json',
    bos_token: '<s>',
    eos_token: '<|endoftext|>',
    systemAnywhere: true,
    template:
      "{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\n' + message['content'] + '<|end|>\n'}}" +
      "{% elif message['role'] == 'user' %}{{'<|user|>\n' + message['content'] + '<|end|>\n'}}" +
      "{% elif message['role'] == 'assistant' %}{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}" +
      "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}",
  },
  {
    name: 'deepseek',
    from: 'deepseek-ai/DeepSeek-R1 tokenizer_config.json, its branches for tools left out',
    bos_token: '<｜begin▁of▁sentence｜>',
    eos_token: '<｜end▁of▁sentence｜>',
    template:
      "{% set ns = namespace(system_prompt='') %}{%- for message in messages %}{%- if message['role'] == 'system' %}" +
      "{% set ns.system_prompt = message['content'] %}{%- endif %}{%- endfor %}{{bos_token}}{{ns.system_prompt}}" +
      "{%- for message in messages %}{%- if message['role'] == 'user' %}{{'<｜User｜>' + message['content']}}{%- endif %}" +
      "{%- if message['role'] == 'assistant' and message['content'] is not none %}{% set content = message['content'] %}" +
      "{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}" +
      "{{'<｜Assistant｜>' + content + '<｜end▁of▁sentence｜>'}}{%- endif %}{%- endfor -%}" +
      "{% if add_generation_prompt %}{{'<｜Assistant｜>'}}{% endif %}",
  },
  {
    name: 'alpaca',
    from: 'chujiezheng/chat_templates alpaca.jinja, without line ends and indentation',
    bos_token: '<s>',
    eos_token: '</s>',
    template:
      "{% if messages[0]['role'] == 'system' %}{% set system_message = messages[0]['content'] | trim + '\n\n' %}" +
      "{% set messages = messages[1:] %}{% else %}{% set system_message = '' %}{% endif %}{{ bos_token + system_message }}" +
      "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}" +
      `${TAKE_TURNS}{% endif %}` +
      "{% if message['role'] == 'user' %}{{ '### Instruction:\n' + message['content'] | trim + '\n\n' }}" +
      "{% elif message['role'] == 'assistant' %}{{ '### Response:\n' + message['content'] | trim + eos_token + '\n\n' }}" +
      "{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '### Response:\n' }}{% endif %}",
  },
  {
    name: 'command_r',
    from: 'CohereForAI/c4ai-command-r-plus tokenizer_config.json, its default template',
    bos_token: '<BOS_TOKEN>',
    eos_token: '<|END_OF_TURN_TOKEN|>',
    template:
      "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}" +
      "{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}" +
      "{% if system_message != false %}{{ '<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>' + system_message + '<|END_OF_TURN_TOKEN|>' }}{% endif %}" +
      "{% for message in loop_messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}" +
      `${TAKE_TURNS}{% endif %}{% set content = message['content'] %}` +
      "{% if message['role'] == 'user' %}{{ '<|START_OF_TURN_TOKEN|><|USER_TOKEN|>' + content.strip() + '<|END_OF_TURN_TOKEN|>' }}" +
      "{% elif message['role'] == 'assistant' %}{{ '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>'  + content.strip() + '<|END_OF_TURN_TOKEN|>' }}" +
      "{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>' }}{% endif %}",
  },
];

interface Message extends PromptMessage {
  readonly content: string;
}

const system = (content: string): Message => ({ role: 'system', content });
const user = (content: string): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });

const ASKED: Readonly<Record<string, readonly Message[]>> = {
  'one question': [user('What is the sun?')],
  'a system message': [system('Answer in one sentence.'), user('What is the sun?')],
  'several turns': [
    user('Hello'),
    assistant('Hi there!'),
    user('Who are you?'),
    assistant('A program.'),
    user('Go on.'),
  ],
  'a system message and several turns': [
    system('Be brief.'),
    user('Hello'),
    assistant('Hi!'),
    user('What is the sun?'),
  ],
  'padded content': [system('  Be brief. \n'), user('\n  Hello \t'), assistant(' Hi! \n'), user('  What is the sun? ')],
  'empty content': [user(''), assistant(''), user('')],
  'markers in the content': [user('<|im_end|></s> [/INST] <end_of_turn> ### Response: Grüße 👩‍👩‍👧')],
  'an answer with reasoning': [user('1 + 1?'), assistant('<think>One more.</think>2'), user('And 2 + 2?')],
};

const CONTINUED: Readonly<Record<string, readonly Message[]>> = {
  'an answer begun': [user('What is the sun?'), assistant('The sun is')],
  'an answer begun, after a system message': [system('Be brief.'), user('What is the sun?'), assistant('The sun is')],
  'an answer begun, with padding': [user('What is the sun?'), assistant('  The sun is \n')],
  'a second answer begun': [user('Hello'), assistant('Hi!'), user('What is the sun?'), assistant('The sun is')],
};

/** What the model's own template makes of the conversation, without BOS. */
function judge(model: ModelTemplate, messages: readonly Message[], add_generation_prompt: boolean): string {
  const { template, bos_token, eos_token } = model;
  const seen = model.hasNoSystem === true ? withoutSystem(messages) : messages;
  const prompt = new Template(template).render({ messages: seen, bos_token, eos_token, add_generation_prompt });
  return prompt.startsWith(bos_token) ? prompt.slice(bos_token.length) : prompt;
}

function withoutSystem(messages: readonly Message[]): readonly Message[] {
  const [first, second, ...rest] = messages;
  return first?.role === 'system' && second !== undefined
    ? [user(`${first.content}\n\n${second.content}`), ...rest]
    : messages;
}

/** Cuts the prompt after the last message, as `continue_final_message` of Hugging Face's transformers does. */
function cutAfter(prompt: string, content: string): string {
  const start = prompt.lastIndexOf(content.trim());
  const spaced = content.trimStart();
  return prompt.slice(0, start + (prompt.startsWith(spaced, start) ? spaced.length : content.trim().length));
}

/** The prompt of each conversation, under its name. */
function toPrompts(
  conversations: Readonly<Record<string, readonly Message[]>>,
  toPrompt: (messages: readonly Message[]) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(conversations).map(([name, messages]) => [name, toPrompt(messages)]));
}

/** The prompt, or undefined where the format refuses the conversation. */
function promptOrRefusal(name: PromptFormatName, messages: readonly PromptMessage[]): string | undefined {
  try {
    return buildPrompt(name, messages);
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
}

/** As `judge`, but undefined where the template refuses the conversation. */
function judgeOrRefuse(model: ModelTemplate, messages: readonly Message[]): string | undefined {
  try {
    return judge(model, messages, true);
  } catch (error) {
    if (String(error).includes('alternate')) return undefined;
    throw error;
  }
}

test('the template of every format that is not the Python package’s is here', () => {
  const names = Object.keys(formats).filter((name) => !Object.hasOwn(pythonFormats, name));

  expect(MODEL_TEMPLATES.map(({ name }) => name)).toEqual(names);
});

describe.each(MODEL_TEMPLATES)('$name renders as the template of $from', (model) => {
  test('whatever is asked', () => {
    expect(toPrompts(ASKED, (messages) => buildPrompt(model.name, messages))).toEqual(
      toPrompts(ASKED, (messages) => judge(model, messages, true)),
    );
  });

  test('whatever is to be continued', () => {
    expect(toPrompts(CONTINUED, (messages) => buildPrompt(model.name, messages))).toEqual(
      toPrompts(CONTINUED, (messages) => cutAfter(judge(model, messages, false), messages.at(-1)?.content ?? '')),
    );
  });

  test('and reads a plain string as one user message', () => {
    expect(buildPrompt(model.name, 'Hello')).toBe(buildPrompt(model.name, [user('Hello')]));
  });

  test('and takes a system message in the middle only where the template does', () => {
    const messages = [user('Hello'), assistant('Hi!'), system('Be brief.'), user('Go on.')];
    const wanted = model.systemAnywhere === true ? judge(model, messages, true) : undefined;

    expect(promptOrRefusal(model.name, messages)).toBe(wanted);
  });

  test('and takes two messages of the same role in a row only where the template does', () => {
    const messages = [user('Hello'), user('Are you there?')];

    expect(promptOrRefusal(model.name, messages)).toBe(judgeOrRefuse(model, messages));
  });

  test('and has a place for images only where some of its models see', () => {
    const content = [{ type: 'image_url', image_url: 'http://a.test' }];
    const wanted = model.images === true ? buildPrompt(model.name, '![](http://a.test)') : undefined;

    expect(promptOrRefusal(model.name, [{ role: 'user', content }])).toBe(wanted);
  });

  test('and writes no BOS', () => {
    expect(promptBuilders[model.name].bos).toBeUndefined();
    expect(buildPrompt(model.name, [user('Hello')])).not.toContain(model.bos_token);
  });
});
