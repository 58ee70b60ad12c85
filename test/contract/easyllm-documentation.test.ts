import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { huggingface as Huggingface } from '../../src/index.ts';
import { buildLlama2Prompt } from '../../src/prompt.ts';
import { collect } from '../support/collect.ts';
import { createRecordingFetch } from '../support/recording-fetch.ts';
import type { RecordedRequest } from '../support/recording-fetch.ts';

/** The examples of the documentation of Python's EasyLLM (clients, "Hugging Face"), against mocks. */
describe('the documentation of Python’s EasyLLM', () => {
  let huggingface: typeof Huggingface;
  let requests: RecordedRequest[];
  let violations: string[];

  beforeEach(async () => {
    for (const name of [
      'HUGGINGFACE_TOKEN',
      'HF_TOKEN',
      'HUGGING_FACE_HUB_TOKEN',
      'HF_HOME',
      'HF_TOKEN_PATH',
      'XDG_CACHE_HOME',
    ]) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('HOME', join(tmpdir(), 'nobody'));
    const recording = createRecordingFetch();
    ({ requests, violations } = recording);
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => recording.fetch(new Request(url, init)));
    // A fresh module each time: the environment is read once, at the first call.
    vi.resetModules();
    ({ huggingface } = await import('../../src/index.ts'));
  });

  afterEach(() => {
    if (violations.length > 0) throw new Error(`The mock found fault with a request: ${violations.join(' ')}`);
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const messages = [
    { role: 'system' as const, content: '\nYou are a helpful, respectful and honest assistant.' },
    { role: 'user' as const, content: 'Knock knock.' },
  ];
  const prompt =
    '<s>[INST] <<SYS>>\n\nYou are a helpful, respectful and honest assistant.\n<</SYS>>\n\nKnock knock. [/INST]';

  test('chats with the builder of llama2', async () => {
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = buildLlama2Prompt;

    const response = await huggingface.ChatCompletion.create({
      model: 'meta-llama/Llama-2-70b-chat-hf',
      messages,
      temperature: 0.9,
      top_p: 0.6,
      max_tokens: 1024,
    });

    expect(response.choices[0]?.message).toEqual({ role: 'assistant', content: ' Paris.', refusal: null });
    expect(response.model).toBe('meta-llama/Llama-2-70b-chat-hf');
    expect(requests[0]?.body).toMatchObject({
      inputs: prompt,
      parameters: { temperature: 0.9, top_p: 0.6, max_new_tokens: 1024 },
    });
  });

  test('refuses to assign a setting under its name in Python', () => {
    const names = [
      ['api_base', 'apiBase'],
      ['api_key', 'apiKey'],
      ['prompt_builder', 'promptBuilder'],
      ['stop_sequences', 'stopSequences'],
      ['endpoint', 'apiBase'],
    ] as const;

    for (const [name, meant] of names) {
      expect(() => Object.assign(huggingface, { [name]: 'x' })).toThrow(
        `\`${name}\` is no setting of \`huggingface\`. Did you mean \`${meant}\`?`,
      );
      expect(() => Object.defineProperty(huggingface, name, { value: 'x' })).toThrow(`Did you mean \`${meant}\`?`);
    }
  });

  test('sends the documented defaults, which no parameter given changes', async () => {
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = 'llama2';

    await huggingface.ChatCompletion.create({ messages });

    expect(requests[0]?.body).toEqual({
      inputs: prompt,
      stream: false,
      parameters: {
        details: true,
        do_sample: true,
        temperature: 0.9,
        top_p: 0.6,
        top_k: 10,
        max_new_tokens: 1024,
        return_full_text: false,
        stop: ['</s>'],
        seed: 42,
      },
    });
  });

  test('sends frequency_penalty as TGI’s repetition_penalty', async () => {
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = 'llama2';

    await huggingface.ChatCompletion.create({ messages, frequency_penalty: 1.2 });

    expect(requests[0]?.body).toHaveProperty('parameters.repetition_penalty', 1.2);
    expect(requests[0]?.body).not.toHaveProperty('parameters.frequency_penalty');
  });

  test('streams', async () => {
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = 'llama2';

    const chunks = await collect(await huggingface.ChatCompletion.create({ messages, stream: true }));

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(' Paris.');
  });

  test('completes a prompt that the builder formats', async () => {
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = buildLlama2Prompt;

    const response = await huggingface.Completion.create({
      model: 'meta-llama/Llama-2-70b-chat-hf',
      prompt: 'What is the meaning of life?',
      temperature: 0.9,
      top_p: 0.6,
      max_tokens: 1024,
      echo: false,
    });

    expect(response.choices[0]?.text).toBe(' Paris.');
    expect(requests[0]?.body).toMatchObject({ inputs: '<s>[INST] What is the meaning of life? [/INST]' });
  });

  test('embeds `text`', async () => {
    huggingface.apiBase = inject('teiUrl');

    const embedding = await huggingface.Embedding.create({
      model: 'sentence-transformers/all-MiniLM-L6-v2',
      text: 'What is the meaning of life?',
    });

    expect(embedding.data[0]?.embedding.length).toBeGreaterThan(0);
  });

  test.each([
    ['HUGGINGFACE_TOKEN', 'hf_environment', 'Bearer hf_environment'],
    ['HF_TOKEN', 'hf_ambient', null],
  ])('%s is a token for this address: %s → %s', async (name, token, authorization) => {
    vi.stubEnv(name, token);
    vi.stubEnv('HUGGINGFACE_API_BASE', inject('tgiUrl'));
    vi.stubEnv('HUGGINGFACE_PROMPT', 'llama2');

    await huggingface.ChatCompletion.create({ messages });

    expect(requests).toMatchObject([{ url: `${inject('tgiUrl')}/`, authorization }]);
    expect(requests[0]?.body).toMatchObject({ inputs: prompt });
  });

  test('HUGGINGFACE_PROMPT formats completions too', async () => {
    vi.stubEnv('HUGGINGFACE_API_BASE', inject('tgiUrl'));
    vi.stubEnv('HUGGINGFACE_PROMPT', 'llama2');

    await huggingface.Completion.create({ prompt: 'Hi' });

    expect(requests[0]?.body).toMatchObject({ inputs: '<s>[INST] Hi [/INST]' });
  });

  test('the token of the ~/.huggingface folder goes to Hugging Face, and nowhere else', async () => {
    const home = mkdtempSync(join(tmpdir(), 'easyllm-home-'));
    try {
      mkdirSync(join(home, '.huggingface'));
      writeFileSync(join(home, '.huggingface/token'), 'hf_from_file\n');
      vi.stubEnv('HOME', home);
      const sent: [string, string | null][] = [];
      vi.stubGlobal('fetch', async (url: string, { headers }: { headers: Headers }) => {
        sent.push([url, headers.get('authorization')]);
        return Response.json([[1, 0]]);
      });

      await huggingface.Embedding.create({ model: 'sentence-transformers/all-MiniLM-L6-v2', text: 'a' });
      huggingface.apiBase = 'https://example.com';
      await huggingface.Embedding.create({ text: 'a' });

      expect(sent).toEqual([
        [
          'https://router.huggingface.co/hf-inference/models/sentence-transformers/all-MiniLM-L6-v2/pipeline/feature-extraction',
          'Bearer hf_from_file',
        ],
        ['https://example.com', null],
      ]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test('api_key assigned by hand wins', async () => {
    vi.stubEnv('HUGGINGFACE_TOKEN', 'hf_environment');
    huggingface.apiKey = 'hf_xxx';
    huggingface.apiBase = inject('tgiUrl');
    huggingface.promptBuilder = 'llama2';

    await huggingface.ChatCompletion.create({ messages });

    expect(requests[0]?.authorization).toBe('Bearer hf_xxx');
  });

  test('without a builder the server’s own template is used, with the defaults that its `/v1` knows', async () => {
    huggingface.apiBase = inject('tgiUrl');

    const response = await huggingface.ChatCompletion.create({ messages });

    expect(response.choices[0]?.message.role).toBe('assistant');
    expect(requests).toMatchObject([{ url: `${inject('tgiUrl')}/v1/chat/completions` }]);
    expect(requests[0]?.body).toEqual({
      messages,
      temperature: 0.9,
      top_p: 0.6,
      max_tokens: 1024,
      seed: 42,
      stream: false,
    });
  });

  test('a parameter of the native API alone is refused without a builder', async () => {
    huggingface.apiBase = inject('tgiUrl');

    await expect(huggingface.ChatCompletion.create({ messages, top_k: 10 })).rejects.toMatchObject({
      name: 'UnsupportedError',
      param: 'top_k',
      message: expect.stringContaining('promptBuilder'),
    });
    // The server is asked which it is, and nothing else.
    expect(requests.map(({ body }) => body)).toEqual([undefined, undefined]);
  });

  test('the base prompt is used where it is asked for, with one warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    huggingface.apiBase = inject('tgiUrl');

    await huggingface.ChatCompletion.create({ messages }, { backend: 'generate' });
    await huggingface.ChatCompletion.create({ messages }, { backend: 'generate' });

    expect(requests[1]?.body).toMatchObject({ inputs: expect.stringContaining('USER: Knock knock.') });
    expect(warn.mock.calls).toEqual([[expect.stringContaining('EASYLLM_PROMPT')]]);
    warn.mockRestore();
  });
});
