/** Embeddings, typed by `openapi/tei.yaml`: TEI's own route, the OpenAI-shaped one, and Hugging Face's feature-extraction pipeline. */
import type {
  EmbedRequest,
  FeatureExtractionRequest,
  OpenAIEmbeddingRequest,
  OpenAIEmbeddingResponse,
  paths,
} from '../../generated/tei.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject, toCount } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import type { Redact } from '../net/failure.ts';
import { parseLoosely } from '../net/json.ts';
import type { TransportResponse } from '../net/transport.ts';
import type { CallInit, FetchResult, ServerCall } from './send.ts';
import { toMethods } from './fast/call.ts';
import { saying, send } from './send.ts';
import { parseVectors } from './fast/vector-json.ts';

/** What came back, still nested as the server has it; the token count where it told one. */
export interface Embedded {
  vectors: unknown;
  promptTokens: number | undefined;
  /** What a server in OpenAI's shape says beside the vectors. */
  said?: JsonObject;
  info: HttpHead;
}

export interface EmbedSettings extends CallSettings {
  /** Vectors are wanted as `Float32Array`; those in a form that no known server has stay lists. */
  wantsTyped?: boolean;
}

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface Tei {
  embed(url: string, body: EmbedRequest, settings: EmbedSettings): Promise<Embedded>;
  embedOpenAI(url: string, body: OpenAIEmbeddingRequest, settings: EmbedSettings): Promise<Embedded>;
  extractFeatures(url: string, body: FeatureExtractionRequest, settings: EmbedSettings): Promise<Embedded>;
}

const tei = toMethods<paths>();

export function createTei(connection: Connection): Tei {
  return {
    async embed(url, body, settings) {
      const received = await sendForVectors({ connection, url, settings }, (init) =>
        tei.POST('/embed', { body, parseAs: 'arrayBuffer', ...init }),
      );
      return toEmbedded(received);
    },

    async embedOpenAI(url, body, settings) {
      const received = await sendForVectors({ connection, url, settings }, (init) =>
        tei.POST('/v1/embeddings', { body, parseAs: 'arrayBuffer', ...init }),
      );
      return toEmbeddedInOrder(received, { url, redact: connection.redact, count: countInputs(body.input) });
    },

    async extractFeatures(url, body, settings) {
      const received = await sendForVectors({ connection, url, settings }, (init) =>
        tei.POST('/pipeline/feature-extraction', { body, parseAs: 'arrayBuffer', ...init }),
      );
      return toEmbedded(received);
    },
  };
}

/** JSON with its vectors read. */
interface ReceivedVectors {
  data: unknown;
  response: TransportResponse;
}

interface VectorCall extends ServerCall {
  settings: EmbedSettings;
}

/** The response is read from its bytes: `openapi-fetch` would make text of them, and parse all of it. */
async function sendForVectors(
  call: VectorCall,
  post: (init: CallInit) => Promise<FetchResult<ArrayBuffer>>,
): Promise<ReceivedVectors> {
  const { wantsTyped = false } = call.settings;
  const toVector = wantsTyped ? (numbers: Float64Array) => new Float32Array(numbers) : undefined;
  const { data, response } = await send({ wantsBytes: true, ...call }, async (init) => {
    const { data: content, ...received } = await post(init);
    const isEmpty = content === undefined || content.byteLength === 0;
    return { data: isEmpty ? undefined : readVectors(new Uint8Array(content), toVector), ...received };
  });
  return { data, response };
}

/** Numbers that JSON does not have are null, and told by whoever looks for numbers. */
function readVectors(bytes: Uint8Array, toVector?: (numbers: Float64Array) => unknown): unknown {
  try {
    return parseVectors(bytes, toVector);
  } catch (cause) {
    const value = parseLoosely(new TextDecoder().decode(bytes));
    if (value === undefined) throw cause;
    return value;
  }
}

/** TEI counts tokens in a header. */
function toEmbedded({ data, response }: ReceivedVectors): Embedded {
  return {
    vectors: data,
    promptTokens: toCount(response.headers.get('x-compute-tokens')),
    info: new HttpHead(response),
  };
}

/** Vectors of OpenAI's shape have their places written on them. */
function toEmbeddedInOrder(
  { data: body, response }: ReceivedVectors,
  { url, redact, count }: { url: string; redact: Redact; count: number },
): Embedded {
  const refusal = (reason: string) =>
    new APIError(`${url} answered ${reason}. Check \`apiBase\`.${saying(body, redact)}`, {
      status: 200,
      attempts: response.attempts ?? 1,
    });
  // The spec's response, as far as it keeps to it.
  const { data, ...said } = isObject(body) ? (body as Partial<OpenAIEmbeddingResponse>) : {};
  if (!Array.isArray(data) || !data.every(isObject)) throw refusal('200 without `data`: it serves no embeddings');
  if (data.length !== count) throw refusal(`${data.length} vectors for ${count} inputs`);
  const sorted = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  return {
    vectors: sorted.length === 1 ? sorted[0] : sorted,
    promptTokens: toCount(said.usage?.prompt_tokens),
    said,
    info: new HttpHead(response),
  };
}

/** A list of numbers is one input, as token ids. */
function countInputs(input: OpenAIEmbeddingRequest['input']): number {
  return typeof input === 'string' || typeof input[0] === 'number' ? 1 : input.length;
}
