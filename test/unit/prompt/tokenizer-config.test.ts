import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, describe, expect, test } from 'vitest';

import { APIConnectionError, ConfigurationError, RateLimitError } from '../../../src/base/errors.ts';
import { stripBos } from '../../../src/prompt.ts';
import { chatTemplateFromTokenizerConfig, createHubPromptBuilders } from '../../../src/prompt/tokenizer-config.ts';

const TEMPLATE =
  '{{ bos_token }}{% for message in messages %}<{{ message.role }}>{{ message.content }}{{ eos_token }}{% endfor %}' +
  '{% if add_generation_prompt %}<assistant>{% endif %}';

const CONFIG = JSON.stringify({ chat_template: TEMPLATE, bos_token: '<s>', eos_token: '</s>' });
const PROMPT = '<s><user>Hello</s><assistant>';

interface Asked {
  readonly url: string;
  readonly authorization: string | null;
}

/** A `fetch` that answers from a table of addresses, 404 for any other, and remembers what it was asked. */
function serving(pages: Readonly<Record<string, string | Response>>) {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, authorization: new Headers(init.headers).get('authorization') });
    const page = pages[url];
    return page instanceof Response
      ? page.clone()
      : new Response(page ?? 'Entry not found', { status: page === undefined ? 404 : 200 });
  };
  return { fetch, asked };
}

const redirectTo = (location: string): Response => new Response(null, { status: 307, headers: { location } });

const HUB_FOLDER = 'https://huggingface.co/org/model/resolve/main';

describe('chatTemplateFromTokenizerConfig with an object', () => {
  test('finds the template and the tokens', async () => {
    const builder = await chatTemplateFromTokenizerConfig({
      chat_template: TEMPLATE,
      bos_token: '<s>',
      eos_token: '</s>',
    });

    expect(builder('Hello')).toBe(PROMPT);
    expect(builder.stop).toEqual(['</s>']);
    expect(stripBos(builder('Hello'), builder)).toBe('<user>Hello</s><assistant>');
  });

  test('finds tokens that are objects', async () => {
    const token = (content: string): object => ({ __type: 'AddedToken', content, lstrip: false, normalized: false });
    const builder = await chatTemplateFromTokenizerConfig({
      chat_template: TEMPLATE,
      bos_token: token('<s>'),
      eos_token: token('</s>'),
    });

    expect(builder('Hello')).toBe(PROMPT);
  });

  test('writes nothing for tokens that are null', async () => {
    const builder = await chatTemplateFromTokenizerConfig({
      chat_template: TEMPLATE,
      bos_token: null,
      eos_token: '</s>',
    });

    expect(builder('Hello')).toBe('<user>Hello</s><assistant>');
    expect(builder.bos).toBeUndefined();
  });

  test('gives the template the model’s other tokens', async () => {
    const builder = await chatTemplateFromTokenizerConfig({
      chat_template: '{{ image_token }}',
      image_token: '<image>',
    });

    expect(builder('Hello')).toBe('<image>');
  });

  test('lets variables win over the config’s tokens', async () => {
    const variables = { eos_token: '<|im_end|>', add_generation_prompt: false };
    const builder = await chatTemplateFromTokenizerConfig(
      { chat_template: TEMPLATE, eos_token: '</s>' },
      { variables },
    );

    expect(builder('Hello')).toBe('<user>Hello<|im_end|>');
  });

  const NAMED = [
    { name: 'default', template: 'plain' },
    { name: 'tool_use', template: 'with tools' },
    { name: 'rag', template: 'with documents' },
  ];

  test.each([
    [{}, 'plain'],
    [{ tools: [{}] }, 'with tools'],
    [{ documents: [{}] }, 'with documents'],
  ])('chooses among named templates by what is given: %j', async (options, prompt) => {
    const builder = await chatTemplateFromTokenizerConfig({ chat_template: NAMED });

    expect(builder('Hello', options)).toBe(prompt);
  });

  test('takes the only one of a list for the usual', async () => {
    const builder = await chatTemplateFromTokenizerConfig({
      chat_template: [{ name: 'chat', template: 'the only one' }],
    });

    expect(builder('Hello')).toBe('the only one');
  });

  test.each([{}, { chat_template: null }, { chat_template: [] }, { chat_template: NAMED.slice(1) }])(
    'refuses a config without a usual template: %j',
    async (config) => {
      const making = chatTemplateFromTokenizerConfig(config);

      await expect(making).rejects.toThrow(ConfigurationError);
      await expect(making).rejects.toThrow('The tokenizer config has no chat template.');
    },
  );
});

describe('chatTemplateFromTokenizerConfig with a file', () => {
  const folders: string[] = [];

  async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'easyllm-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return folder;
  }

  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  test('reads it by path, whatever its name', async () => {
    const folder = await folderWith({ 'my model #1.json': CONFIG });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'my model #1.json'));

    expect(builder('Hello')).toBe(PROMPT);
  });

  test('reads it by file URL', async () => {
    const url = pathToFileURL(join(await folderWith({ 'tokenizer_config.json': CONFIG }), 'tokenizer_config.json'));

    expect((await chatTemplateFromTokenizerConfig(url))('Hello')).toBe(PROMPT);
    expect((await chatTemplateFromTokenizerConfig(url.href))('Hello')).toBe(PROMPT);
  });

  test('finds the templates of newer models beside it', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': '{"eos_token": "</s>"}',
      'chat_template.jinja': 'plain{{ eos_token }}',
      'additional_chat_templates/tool_use.jinja': 'with tools{{ eos_token }}',
    });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'tokenizer_config.json'));

    expect(builder('Hello')).toBe('plain</s>');
    expect(builder('Hello', { tools: [{}] })).toBe('with tools</s>');
    expect(builder('Hello', { documents: [{}] })).toBe('plain</s>');
  });

  test('takes the templates beside it before its own, as transformers does', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': JSON.stringify({ chat_template: 'its own' }),
      'chat_template.jinja': 'beside',
      'additional_chat_templates/rag.jinja': 'with documents',
    });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'tokenizer_config.json'));

    expect(builder('Hello')).toBe('beside');
    expect(builder('Hello', { documents: [{}] })).toBe('with documents');
  });

  test('finds templates for tools beside its own', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': JSON.stringify({ chat_template: 'its own' }),
      'additional_chat_templates/tool_use.jinja': 'with tools',
    });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'tokenizer_config.json'));

    expect(builder('Hello')).toBe('its own');
    expect(builder('Hello', { tools: [{}] })).toBe('with tools');
  });

  test('finds the tokens that are only in special_tokens_map.json', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': JSON.stringify({ chat_template: TEMPLATE, eos_token: '</s>' }),
      'special_tokens_map.json': JSON.stringify({ bos_token: { content: '<s>' }, eos_token: 'other' }),
    });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'tokenizer_config.json'));

    expect(builder('Hello')).toBe(PROMPT);
  });

  test('finds a chat_template.json beside it', async () => {
    const folder = await folderWith({
      'tokenizer_config.json': '{"eos_token": "</s>"}',
      'chat_template.json': '{"chat_template": "from JSON{{ eos_token }}"}',
    });

    const builder = await chatTemplateFromTokenizerConfig(join(folder, 'tokenizer_config.json'));

    expect(builder('Hello')).toBe('from JSON</s>');
  });

  test('says which file is missing', async () => {
    const path = join(await folderWith({}), 'tokenizer_config.json');
    const making = chatTemplateFromTokenizerConfig(path);

    await expect(making).rejects.toThrow(ConfigurationError);
    await expect(making).rejects.toThrow(`There is no ${path}.`);
  });

  test('says which path cannot be read', async () => {
    const folder = await folderWith({});

    await expect(chatTemplateFromTokenizerConfig(folder)).rejects.toThrow(`${folder} cannot be read.`);
  });

  test.each([
    ['{', 'is not JSON.'],
    ['[]', 'is not a JSON object.'],
  ])('says what is wrong with %s', async (text, fault) => {
    const path = join(await folderWith({ 'tokenizer_config.json': text }), 'tokenizer_config.json');
    const making = chatTemplateFromTokenizerConfig(path);

    await expect(making).rejects.toThrow(ConfigurationError);
    await expect(making).rejects.toThrow(fault);
  });
});

describe('chatTemplateFromTokenizerConfig with a URL', () => {
  test('fetches it', async () => {
    const { fetch, asked } = serving({ 'https://models.test/llama/config.json?signature=1': CONFIG });

    const builder = await chatTemplateFromTokenizerConfig('https://models.test/llama/config.json?signature=1', {
      fetch,
    });

    expect(builder('Hello')).toBe(PROMPT);
    expect(asked.map(({ url }) => url)).toEqual([
      'https://models.test/llama/config.json?signature=1',
      'https://models.test/llama/chat_template.jinja',
      'https://models.test/llama/additional_chat_templates/tool_use.jinja',
      'https://models.test/llama/additional_chat_templates/rag.jinja',
    ]);
  });

  test('needs nothing beside a config that has a template', async () => {
    const url = 'https://models.test/llama/tokenizer_config.json';
    const refusing = async (asked: string): Promise<Response> =>
      asked === url ? new Response(CONFIG) : new Response('AccessDenied', { status: 403 });

    expect((await chatTemplateFromTokenizerConfig(url, { fetch: refusing }))('Hello')).toBe(PROMPT);
  });

  test('finds the template beside it', async () => {
    const { fetch } = serving({
      'https://models.test/llama/tokenizer_config.json': '{}',
      'https://models.test/llama/chat_template.jinja': 'beside',
    });

    const builder = await chatTemplateFromTokenizerConfig(new URL('https://models.test/llama/tokenizer_config.json'), {
      fetch,
    });

    expect(builder('Hello')).toBe('beside');
  });

  test('asks no token for a host that is not the Hub', async () => {
    const { fetch, asked } = serving({ 'https://huggingface.co.test/tokenizer_config.json': CONFIG });

    await chatTemplateFromTokenizerConfig('https://huggingface.co.test/tokenizer_config.json', {
      fetch,
      token: () => 'hf_secret',
    });

    expect(asked[0]?.authorization).toBeNull();
  });

  test('shows no query in an error, since it may hold a signature', async () => {
    const { fetch } = serving({});
    const making = chatTemplateFromTokenizerConfig('https://models.test/config.json?signature=1', { fetch });

    await expect(making).rejects.toThrow('There is no https://models.test/config.json. ');
  });

  test('refuses an address that is no URL', async () => {
    await expect(chatTemplateFromTokenizerConfig('https://')).rejects.toThrow(ConfigurationError);
  });
});

describe('chatTemplateFromTokenizerConfig with a model on the Hub', () => {
  test('fetches the config of the main branch', async () => {
    const { fetch, asked } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: CONFIG });

    const builder = await chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch });

    expect(builder('Hello')).toBe(PROMPT);
    expect(asked[0]).toEqual({ url: `${HUB_FOLDER}/tokenizer_config.json`, authorization: null });
  });

  test('fetches another revision', async () => {
    const url = 'https://huggingface.co/gpt2/resolve/refs%2Fpr%2F1/tokenizer_config.json';
    const { fetch } = serving({ [url]: CONFIG });

    const builder = await chatTemplateFromTokenizerConfig({ hub: 'gpt2', revision: 'refs/pr/1' }, { fetch });

    expect(builder('Hello')).toBe(PROMPT);
  });

  test.each(['', 'org/', '../model', 'org/..', 'org/model/main', 'org/model?x', 'https://evil.test/x', 'org model'])(
    'refuses "%s", which is no model id, and fetches nothing',
    async (hub) => {
      const { fetch, asked } = serving({});

      await expect(chatTemplateFromTokenizerConfig({ hub }, { fetch })).rejects.toThrow(ConfigurationError);
      expect(asked).toEqual([]);
    },
  );

  test('sends the token to the Hub', async () => {
    const { fetch, asked } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: CONFIG });

    await chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch, token: async () => 'hf_secret' });

    expect(asked[0]?.authorization).toBe('Bearer hf_secret');
  });

  test.each([undefined, ''])('sends no authorization where the token is %j', async (token) => {
    const { fetch, asked } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: CONFIG });

    await chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch, token: () => token });

    expect(asked[0]?.authorization).toBeNull();
  });

  test.each([
    [
      '/api/resolve-cache/models/org/model',
      'https://huggingface.co/api/resolve-cache/models/org/model',
      'Bearer hf_secret',
    ],
    ['https://cdn.test/config', 'https://cdn.test/config', null],
    ['https://cdn.huggingface.co/config', 'https://cdn.huggingface.co/config', null],
    ['http://huggingface.co/config', 'http://huggingface.co/config', null],
  ])(
    'follows a redirect to %s, with the token only at https://huggingface.co',
    async (location, url, authorization) => {
      const { fetch, asked } = serving({
        [`${HUB_FOLDER}/tokenizer_config.json`]: redirectTo(location),
        [url]: CONFIG,
      });

      const builder = await chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch, token: () => 'hf_secret' });

      expect(builder('Hello')).toBe(PROMPT);
      expect(asked[1]).toEqual({ url, authorization });
    },
  );

  test('gives up on redirects without end', async () => {
    const { fetch, asked } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: redirectTo('tokenizer_config.json') });

    await expect(chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch })).rejects.toThrow(
      'redirects too often',
    );
    expect(asked.length).toBe(6);
  });

  test('says that a model is missing', async () => {
    const making = chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch: serving({}).fetch });

    await expect(making).rejects.toThrow(ConfigurationError);
    await expect(making).rejects.toThrow(`There is no ${HUB_FOLDER}/tokenizer_config.json.`);
  });

  test.each([401, 403])('says what %d means', async (status) => {
    const { fetch } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: new Response('no', { status }) });
    const making = chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch });

    await expect(making).rejects.toThrow(ConfigurationError);
    await expect(making).rejects.toThrow('private or gated');
  });

  test('throws the class of any other status', async () => {
    const { fetch } = serving({ [`${HUB_FOLDER}/tokenizer_config.json`]: new Response('slow down', { status: 429 }) });

    await expect(chatTemplateFromTokenizerConfig({ hub: 'org/model' }, { fetch })).rejects.toThrow(RateLimitError);
  });

  test('says what to do offline', async () => {
    const cause = new TypeError('fetch failed');
    const making = chatTemplateFromTokenizerConfig(
      { hub: 'org/model' },
      {
        fetch: async () => {
          throw cause;
        },
      },
    );

    await expect(making).rejects.toThrow(APIConnectionError);
    await expect(making).rejects.toThrow('Offline, pass the path of a downloaded tokenizer_config.json instead.');
    await expect(making).rejects.toMatchObject({ cause });
  });
});

describe('createHubPromptBuilders', () => {
  test('fetches each model and revision once', async () => {
    const { fetch, asked } = serving({
      [`${HUB_FOLDER}/tokenizer_config.json`]: CONFIG,
      'https://huggingface.co/org/model/resolve/v2/tokenizer_config.json': CONFIG,
    });
    const load = createHubPromptBuilders({ fetch });

    const first = await load({ hub: 'org/model' });
    const second = await load({ hub: 'org/model', revision: 'main' });
    await load({ hub: 'org/model', revision: 'v2' });

    expect(first).toBe(second);
    expect(asked.filter(({ url }) => url.endsWith('/tokenizer_config.json')).length).toBe(2);
  });

  test('keeps the templates of a model apart', async () => {
    const { fetch } = serving({
      [`${HUB_FOLDER}/tokenizer_config.json`]: JSON.stringify({ chat_template: 'plain' }),
      [`${HUB_FOLDER}/additional_chat_templates/rag.jinja`]: 'with documents',
    });
    const load = createHubPromptBuilders({ fetch });

    expect((await load({ hub: 'org/model' }))('Hello')).toBe('plain');
    expect((await load({ hub: 'org/model', template: 'rag' }))('Hello')).toBe('with documents');
    await expect(load({ hub: 'org/model', template: 'agent' })).rejects.toThrow(
      'The model has no chat template "agent". It has default, rag.',
    );
  });

  test('waits for no other call’s answer, which a Worker may never get', async () => {
    const answers = [new Promise<Response>(() => {}), new Response(CONFIG)];
    const load = createHubPromptBuilders({ fetch: async () => answers.shift() ?? new Response(null, { status: 404 }) });

    void load({ hub: 'org/model' });
    const builder = await load({ hub: 'org/model' });

    expect(await load({ hub: 'org/model' })).toBe(builder);
  });

  test('tries again after a failure', async () => {
    const answers = [new Response(null, { status: 429 }), new Response(CONFIG)];
    const load = createHubPromptBuilders({ fetch: async () => answers.shift() ?? new Response(null, { status: 404 }) });

    await expect(load({ hub: 'org/model' })).rejects.toThrow(RateLimitError);
    expect((await load({ hub: 'org/model' }))('Hello')).toBe(PROMPT);
  });
});
