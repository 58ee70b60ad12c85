import { describe, expect, test } from 'vitest';

import { BadRequestError, ConfigurationError } from '../../../src/base/errors.ts';
import { hasTask, normalizeApiBase, toEmbeddingApi, toEndpointUrl } from '../../../src/servers/address.ts';
import type { Task } from '../../../src/servers/address.ts';

const HF_INFERENCE = 'https://router.huggingface.co/hf-inference/models';
const LEGACY = 'https://api-inference.huggingface.co/models';
const ROUTER_V1 = 'https://router.huggingface.co/v1';
const OPENAI = 'http://vllm.test:8000/v1';
const SINGLE = 'http://tgi.test:8080';
const SINGLE_BELOW_PATH = 'https://gateway.test/teams/blue/llama';

describe('toEndpointUrl', () => {
  test.each<[base: string, task: Task, want: string]>([
    [HF_INFERENCE, 'generate', `${HF_INFERENCE}/org/name`],
    [HF_INFERENCE, 'chat', 'https://router.huggingface.co/v1/chat/completions'],
    [HF_INFERENCE, 'embeddings', `${HF_INFERENCE}/org/name/pipeline/feature-extraction`],
    [HF_INFERENCE, 'models', 'https://router.huggingface.co/v1/models'],

    [LEGACY, 'generate', `${LEGACY}/org/name`],
    [LEGACY, 'chat', `${LEGACY}/org/name/v1/chat/completions`],
    [LEGACY, 'completions', `${LEGACY}/org/name/v1/completions`],
    [LEGACY, 'embeddings', 'https://api-inference.huggingface.co/pipeline/feature-extraction/org/name'],
    ['http://own.test/models', 'generate', 'http://own.test/models/org/name'],
    ['http://own.test/models', 'embeddings', 'http://own.test/pipeline/feature-extraction/org/name'],

    ['http://many.test/{model}', 'generate', 'http://many.test/org/name'],
    ['http://many.test/{model}', 'chat', 'http://many.test/org/name/v1/chat/completions'],
    ['http://many.test/{model}', 'embeddings', 'http://many.test/org/name'],
    ['http://many.test/{model}/run/{model}', 'generate', 'http://many.test/org/name/run/org/name'],

    [OPENAI, 'chat', `${OPENAI}/chat/completions`],
    [OPENAI, 'completions', `${OPENAI}/completions`],
    [OPENAI, 'embeddings', `${OPENAI}/embeddings`],
    [OPENAI, 'models', `${OPENAI}/models`],
    [OPENAI, 'info', 'http://vllm.test:8000/info'],
    ['https://api.z.test/api/paas/v4', 'chat', 'https://api.z.test/api/paas/v4/chat/completions'],
    ['https://g.test/v1beta/openai', 'embeddings', 'https://g.test/v1beta/openai/embeddings'],
    ['https://d.test/serving-endpoints', 'chat', 'https://d.test/serving-endpoints/chat/completions'],
    ['https://g.test/v1beta2', 'models', 'https://g.test/v1beta2/models'],
    // Hosts of such names are servers of their own.
    ['http://openai', 'chat', 'http://openai/v1/chat/completions'],
    ['http://v1', 'chat', 'http://v1/v1/chat/completions'],
    ['http://v1/v1', 'chat', 'http://v1/v1/chat/completions'],
    ['http://x.test/v1x', 'chat', 'http://x.test/v1x/v1/chat/completions'],
    [ROUTER_V1, 'chat', `${ROUTER_V1}/chat/completions`],
    [ROUTER_V1, 'models', `${ROUTER_V1}/models`],

    [SINGLE, 'generate', SINGLE],
    [SINGLE, 'chat', `${SINGLE}/v1/chat/completions`],
    [SINGLE, 'completions', `${SINGLE}/v1/completions`],
    [SINGLE, 'embeddings', SINGLE],
    [SINGLE, 'tokenize', `${SINGLE}/tokenize`],
    [SINGLE, 'info', `${SINGLE}/info`],
    [SINGLE, 'models', `${SINGLE}/v1/models`],
    [SINGLE_BELOW_PATH, 'generate', SINGLE_BELOW_PATH],
    [SINGLE_BELOW_PATH, 'chat', `${SINGLE_BELOW_PATH}/v1/chat/completions`],
  ])('at %s is for %s %s', (base, task, want) => {
    expect(toEndpointUrl(base, task, 'org/name')).toBe(want);
  });

  test.each<[base: string, task: Task]>([
    [HF_INFERENCE, 'tokenize'],
    [HF_INFERENCE, 'info'],
    [LEGACY, 'tokenize'],
    [LEGACY, 'info'],
    [LEGACY, 'models'],
    [OPENAI, 'generate'],
    [ROUTER_V1, 'generate'],
    [ROUTER_V1, 'completions'],
    [ROUTER_V1, 'embeddings'],
    [ROUTER_V1, 'info'],
  ])('at %s does not exist for %s', (base, task) => {
    expect(hasTask(base, task)).toBe(false);
    expect(() => toEndpointUrl(base, task, 'org/name')).toThrow(ConfigurationError);
  });

  test('names the base that takes prompts where the router’s /v1 does not', () => {
    expect(() => toEndpointUrl(ROUTER_V1, 'generate', 'org/name')).toThrow(
      'https://router.huggingface.co/v1 answers chat without a prompt builder only, not native text generation. Set `apiBase` to https://router.huggingface.co/hf-inference/models.',
    );
  });

  test.each<[model: string, want: string]>([
    ['gpt2', 'gpt2'],
    ['meta-llama/Llama-3.1-8B_Instruct', 'meta-llama/Llama-3.1-8B_Instruct'],
    ['org/name:fastest', 'org/name%3Afastest'],
    ['org/name:fireworks-ai', 'org/name%3Afireworks-ai'],
    ['...', '...'],
    ['org/..name', 'org/..name'],
  ])('takes the model %j', (model, want) => {
    expect(toEndpointUrl(HF_INFERENCE, 'generate', model)).toBe(`${HF_INFERENCE}/${want}`);
  });

  test.each([
    '../x',
    'a/../b',
    '..',
    '.',
    'a/..',
    './a',
    'a/b/c',
    '/a',
    'a/',
    '/',
    '//evil.test',
    '%2e%2e',
    'a%2Fb',
    'a?b',
    'a#b',
    'a b',
    'a\\b',
    'a\nb',
    'a@b',
    'mödel',
    '模型/名',
    'a:b:c',
    'a:',
    ':fastest',
    'http://evil.test',
  ])('refuses the model %j, at every address that needs one', (model) => {
    for (const base of [HF_INFERENCE, LEGACY, 'http://many.test/{model}']) {
      expect(() => toEndpointUrl(base, 'generate', model)).toThrow(BadRequestError);
    }
  });

  test('says of a bad model what it was and what is expected', () => {
    expect(() => toEndpointUrl(HF_INFERENCE, 'generate', '../x')).toThrow(
      expect.objectContaining({
        param: 'model',
        message: '`model` is "../x", which is no model id. Expected `name` or `organization/name`.',
      }),
    );
  });

  test.each([undefined, null, ''])('asks for a model where the address serves many and gets %j', (model) => {
    for (const base of [HF_INFERENCE, LEGACY, 'http://many.test/{model}']) {
      expect(() => toEndpointUrl(base, 'generate', model)).toThrow(
        new ConfigurationError(
          'No model. This address serves many: pass `model`, or set `apiBase` (or EASYLLM_API_BASE) to the server of one model.',
        ),
      );
    }
  });

  test.each([undefined, null, '', 'tgi', '../../anything?at=all'])(
    'never depends on the model %j where one server answers',
    (model) => {
      expect(toEndpointUrl(SINGLE, 'generate', model)).toBe(SINGLE);
      expect(toEndpointUrl(OPENAI, 'chat', model)).toBe(`${OPENAI}/chat/completions`);
    },
  );

  test.each(['models', 'org/models', 'v1', 'org/v1'])(
    'does not mistake a pattern filled with the model %j for another kind of address',
    (model) => {
      expect(toEndpointUrl('http://many.test/{model}', 'generate', model)).toBe(`http://many.test/${model}`);
      expect(toEndpointUrl('http://many.test/{model}', 'embeddings', model)).toBe(`http://many.test/${model}`);
    },
  );
});

describe('toEmbeddingApi', () => {
  test.each([
    [HF_INFERENCE, 'pipeline'],
    [LEGACY, 'pipeline'],
    [OPENAI, 'openai'],
    [SINGLE, 'tei'],
    ['http://many.test/{model}', 'tei'],
  ])('is at %s %s', (base, want) => {
    expect(toEmbeddingApi(base)).toBe(want);
  });
});

describe('normalizeApiBase', () => {
  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://host.test/a/b///', 'https://host.test/a/b'],
    ['  https://host.test/v1/  ', 'https://host.test/v1'],
    ['http://many.test/{model}/', 'http://many.test/{model}'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://host.test/embeddings', 'https://host.test/embeddings'],
  ])('makes of %j %j', (given, want) => {
    expect(normalizeApiBase(given)).toBe(want);
  });

  test.each([
    ['localhost:8080', 'is not an http or https URL, such as `http://localhost:8080`. It is "localhost:8080".'],
    ['hf_secret', 'is not an http or https URL, such as `http://localhost:8080`.'],
    ['ftp://user:secret@host.test', 'is not an http or https URL, such as `http://localhost:8080`.'],
    ['tgi', 'is not an http or https URL, such as `http://localhost:8080`.'],
    ['ftp://host.test', 'is not an http or https URL, such as `http://localhost:8080`. It is "ftp://host.test".'],
    ['file:///etc/passwd', 'is not an http or https URL, such as `http://localhost:8080`. It is "file:///etc/passwd".'],
    ['https://me:hf_secret@host.test', 'contains a user name or password. Pass the token as `apiKey`.'],
    ['https://hf_secret@host.test', 'contains a user name or password. Pass the token as `apiKey`.'],
    ['https://host.test?a=1', 'contains a query or a fragment. Pass the address alone, without `?` and `#`.'],
    ['https://host.test/?', 'contains a query or a fragment. Pass the address alone, without `?` and `#`.'],
    ...['/chat/completions', '/completions', '/embeddings'].map((route) => [
      `https://host.test/v1${route}/`,
      `ends in ${route}, which is one of the server’s routes. Pass the address before it.`,
    ]),
    ['https://host.test/#top', 'contains a query or a fragment. Pass the address alone, without `?` and `#`.'],
  ])('refuses %j, and repeats no secret', (given, reason) => {
    expect(() => normalizeApiBase(given)).toThrow(new ConfigurationError(`\`apiBase\` ${reason}`));
  });

  test('names the setting that the address came from', () => {
    expect(() => normalizeApiBase('tgi', 'HUGGINGFACE_API_BASE')).toThrow(/^HUGGINGFACE_API_BASE is not an http/);
  });
});
