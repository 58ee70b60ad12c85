import { describe, expect, inject, test } from 'vitest';
import * as facade from '../../generated/openai.zod.ts';
import { EasyLLM } from '../../src/index.ts';
import type { EasyLLMOptions } from '../../src/index.ts';
import { findFailures } from '../support/find-failures.ts';
import { readSpec } from '../support/spec-operations.ts';

const CHAT = { messages: [{ role: 'user', content: 'What is the capital of France?' }] };
const COMPLETION = { prompt: 'The capital of France is' };
const TGI = { apiKey: 'hf_test', apiBase: inject('tgiUrl'), promptBuilder: 'chatml' as const, maxRetries: 0 };
const TEI = { apiKey: 'hf_test', apiBase: inject('teiUrl'), maxRetries: 0 };

/** One example of an answer of a mock. */
interface Shown {
  status: number;
  mediaType: string;
  example: string;
}

/** Which answers a mock can give at a path; those without a body are not asked for by name. */
function answersAt(spec: string, operationId: string): Shown[] {
  const operation = readSpec(spec).operations.find(({ id }) => id === operationId);
  return (operation?.responses ?? []).flatMap(({ status, body }) =>
    (body?.examples ?? []).map(({ name }) => ({
      status: Number(status),
      mediaType: body?.mediaType ?? '',
      example: name,
    })),
  );
}

interface Asked {
  path: string;
  body?: unknown;
  /** Which example the mock is to answer. */
  headers?: Record<string, string>;
}

function ask(options: EasyLLMOptions, { path, body, headers }: Asked) {
  const client = new EasyLLM({ ...options, defaultHeaders: headers });
  const method = body === undefined ? 'GET' : 'POST';
  return client.fetch(`http://easyllm${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

function placeOf({ status, mediaType, example }: Shown): string {
  return `${status} ${mediaType} ${example}`;
}

/** Plain text is answered by a mock only to those who ask for it. */
function choose({ status, mediaType, example }: Shown): Record<string, string> {
  const prefer = `code=${status}, example=${example}`;
  return mediaType === 'text/plain' ? { prefer, accept: mediaType } : { prefer };
}

/** A stream may begin with an error, whose status is then the answer's. */
function toStatuses({ status }: Shown): number[] {
  return status === 200 ? [200, 400, 422, 424, 429, 500, 502] : [status];
}

type Schema = { safeParse(value: unknown): { success: boolean; error?: unknown } };

/** What in an answer is not of its schema, nor an error: its body, or any event of a stream, which ends with `[DONE]` or an error. */
async function findStrays(
  response: Response,
  { whole, chunk = whole }: { whole: Schema; chunk?: Schema },
): Promise<unknown[]> {
  const isOf = (schema: Schema) => (text: string) => schema.safeParse(JSON.parse(text)).success;
  const isError = isOf(facade.ErrorResponse);
  const text = await response.text();
  if (!response.ok) return isError(text) ? [] : [text];
  if (response.headers.get('content-type') === 'application/json') return isOf(whole)(text) ? [] : [text];
  const events = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice(6));
  const last = events.pop() ?? '';
  const strays = events.filter((event) => !isOf(chunk)(event));
  return last === '[DONE]' || isError(last) ? strays : [...strays, last];
}

const CHATS = {
  path: '/v1/chat/completions',
  body: CHAT,
  whole: facade.ChatCompletion,
  chunk: facade.ChatCompletionChunk,
};
const COMPLETIONS = { path: '/v1/completions', body: COMPLETION, whole: facade.Completion, chunk: facade.Completion };
const MESSAGES: EasyLLMOptions = { apiKey: 'hf_test', apiBase: inject('tgiUrl'), backend: 'messages', maxRetries: 0 };

const GENERATION = [
  { ...CHATS, operation: 'compatGenerate', options: TGI },
  { ...COMPLETIONS, operation: 'compatGenerate', options: TGI },
  { ...CHATS, operation: 'chatCompletions', options: MESSAGES },
  { ...COMPLETIONS, operation: 'completions', options: MESSAGES },
];

describe.each(GENERATION)('the handler at $path over the mock of TGI, $operation', ({ operation, ...asked }) => {
  const { path, body, whole, chunk, options } = asked;

  test('makes of every example an answer of the spec', async () => {
    const failures = await findFailures(answersAt('tgi', operation), placeOf, async (shown) => {
      const isStream = shown.mediaType === 'text/event-stream';

      const response = await ask(options, { path, body: { ...body, stream: isStream }, headers: choose(shown) });

      expect(toStatuses(shown)).toContain(response.status);
      expect(await findStrays(response, { whole, chunk })).toEqual([]);
    });

    expect(failures).toEqual([]);
  });
});

describe('the handler over the mock of TEI', () => {
  test.each([
    { api: 'its root', apiBase: inject('teiUrl'), operation: 'compatibilityEmbed' },
    { api: 'its /v1', apiBase: `${inject('teiUrl')}/v1`, operation: 'openaiEmbed' },
  ])('makes of every example at $api an answer of the spec', async ({ apiBase, operation }) => {
    const failures = await findFailures(answersAt('tei', operation), placeOf, async (shown) => {
      const headers = choose(shown);
      const response = await ask({ ...TEI, apiBase }, { path: '/v1/embeddings', body: { input: 'a' }, headers });

      expect(toStatuses(shown)).toContain(response.status);
      expect(await findStrays(response, { whole: facade.CreateEmbeddingResponse })).toEqual([]);
    });

    expect(failures).toEqual([]);
  });
});

describe('the handler, asked as the spec shows', () => {
  const schemas: Readonly<Record<string, { whole: Schema; chunk?: Schema; options: EasyLLMOptions }>> = {
    createChatCompletion: { whole: facade.ChatCompletion, chunk: facade.ChatCompletionChunk, options: TGI },
    createCompletion: { whole: facade.Completion, options: TGI },
    createEmbedding: { whole: facade.CreateEmbeddingResponse, options: TEI },
    createRerank: { whole: facade.RerankResponse, options: TEI },
    createResponse: { whole: facade.ResponseObject, options: TGI },
    countResponseInputTokens: { whole: facade.ResponseInputTokens, options: TGI },
    readChatPrompt: { whole: facade.ChatPrompt, options: TGI },
    retrieveResponse: { whole: facade.ResponseObject, options: TGI },
    deleteResponse: { whole: facade.DeletedResponse, options: TGI },
    cancelResponse: { whole: facade.ResponseObject, options: TGI },
    listInputItems: { whole: facade.ResponseItemList, options: TGI },
    listModels: { whole: facade.ModelList, options: TGI },
    retrieveModel: { whole: facade.Model, options: TGI },
    health: { whole: facade.Health, options: TGI },
  };
  // A gateway alone answers these; those of files and batches have tests of their own (batches.test.ts).
  const ofGateways = ['/ready', '/usage', '/v1/files', '/v1/batches'];
  const operations = readSpec('openai').operations.filter(
    ({ path }) => !ofGateways.some((own) => path === own || path.startsWith(`${own}/`)),
  );
  const requests = operations.flatMap(({ id, path, body }) =>
    (body?.examples ?? [{ name: 'without a body', value: undefined }]).map((example) => ({ id, path, ...example })),
  );

  test.each(requests)('answers $id $name', async ({ id, path, value }) => {
    const operation = schemas[id];
    if (operation === undefined) throw new Error(`No schema for ${id}.`);

    // The mock answers one vector unless it is asked for more.
    const isBatch = typeof value === 'object' && value !== null && 'input' in value && Array.isArray(value.input);
    const headers = isBatch ? { prefer: 'example=embeddings' } : {};
    // The mock's vectors have the length that they have.
    const body = typeof value === 'object' && value !== null ? { ...value, dimensions: undefined } : value;
    const response = await ask(operation.options, { path, body, headers });

    expect(response.status).toBeLessThan(500);
    expect(await findStrays(response, operation)).toEqual([]);
  });
});
