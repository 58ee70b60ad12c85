/** Embeddings, typed by `openapi/tei.yaml`: TEI's own route, the OpenAI-shaped one, and Hugging Face's feature-extraction pipeline. */
import type {
  EmbedRequest,
  FeatureExtractionRequest,
  Info,
  OpenAIEmbeddingRequest,
  OpenAIEmbeddingResponse,
  paths,
} from '../../generated/tei.ts';
import { isObject } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import type { AnswerHeaders } from '../net/transport.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { mergeBody, toJson } from '../net/json.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from '../net/call.ts';
import { parseVectors } from './fast/vector-json.ts';

/** What came back, still nested as the server has it; the token count where it told one. */
export interface Embedded {
  vectors: unknown;
  promptTokens: number | undefined;
  info: AnswerInfo;
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
  info(url: string, settings: CallSettings): Promise<Info>;
}

export function createTei({ transport, redact }: Connection): Tei {
  const client = createTypedClient<paths>(transport);

  return {
    async embed(url, body, settings) {
      const call = readVectors(
        client.POST(typedAs('/embed'), { ...toVectorInit(settings), ...toBody(body, settings), baseUrl: url }),
        settings,
      );
      const { data, response } = await expectOk(call, { url, redact, signal: settings.signal });
      return { vectors: data, promptTokens: toTokenCount(response.headers), info: new AnswerInfo(response) };
    },

    async embedOpenAI(url, body, settings) {
      const call = readVectors(
        client.POST(typedAs('/v1/embeddings'), { ...toVectorInit(settings), ...toBody(body, settings), baseUrl: url }),
        settings,
      );
      const { data: read, response } = await expectOk(call, { url, redact, signal: settings.signal });
      // The spec's answer, as far as it keeps to it.
      const data = read as Partial<OpenAIEmbeddingResponse> | undefined;
      if (!Array.isArray(data?.data) || !data.data.every(isObject)) {
        throw new APIError(`${url} answered 200 without \`data\`: it serves no embeddings. Check \`apiBase\`.`, {
          status: 200,
          attempts: response.attempts ?? 1,
        });
      }
      const count = countInputs(body.input);
      if (data.data.length !== count) {
        throw new APIError(`${url} answered ${data.data.length} vectors for ${count} inputs. Check \`apiBase\`.`, {
          status: 200,
          attempts: response.attempts ?? 1,
        });
      }
      const sorted = data.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
      return {
        vectors: sorted.length === 1 ? sorted[0] : sorted,
        promptTokens: data.usage?.prompt_tokens,
        info: new AnswerInfo(response),
      };
    },

    async extractFeatures(url, body, settings) {
      const call = readVectors(
        client.POST(typedAs('/pipeline/feature-extraction'), {
          ...toVectorInit(settings),
          ...toBody(body, settings),
          baseUrl: url,
        }),
        settings,
      );
      const { data, response } = await expectOk(call, { url, redact, signal: settings.signal });
      return { vectors: data, promptTokens: toTokenCount(response.headers), info: new AnswerInfo(response) };
    },

    async info(url, settings) {
      const call = client.GET(typedAs('/info'), { ...toInit(settings), baseUrl: url });
      const { data, response } = await expectOk(call, { url, redact, signal: settings.signal });
      if (data !== undefined) return data;
      throw new APIError(`${url} answered with an empty body.`, { status: 200, attempts: response.attempts ?? 1 });
    },
  };
}

/** A list of numbers is one input, as token ids. */
function countInputs(input: OpenAIEmbeddingRequest['input']): number {
  return typeof input === 'string' || typeof input[0] === 'number' ? 1 : input.length;
}

/** The answer is read from its bytes: `openapi-fetch` would make text of them, and parse all of it. */
function toVectorInit(settings: EmbedSettings) {
  const { settings: sent, ...init } = toInit(settings);
  return { ...init, settings: { ...sent, wantsBytes: true }, parseAs: 'arrayBuffer' as const };
}

async function readVectors<Answer extends { data?: ArrayBuffer | undefined }>(
  call: Promise<Answer>,
  { wantsTyped = false }: EmbedSettings,
) {
  const { data: content, ...answer } = await call;
  const isEmpty = content === undefined || content.byteLength === 0;
  const toVector = wantsTyped ? (numbers: Float64Array) => new Float32Array(numbers) : undefined;
  return { ...answer, data: isEmpty ? undefined : parseVectors(new Uint8Array(content), toVector) };
}

function toBody<Body extends EmbedRequest | OpenAIEmbeddingRequest | FeatureExtractionRequest>(
  body: Body,
  { extraBody }: CallSettings,
) {
  return { body, bodySerializer: () => toJson(mergeBody({ ...body }, extraBody)) };
}

/** TEI counts tokens in a header. */
function toTokenCount(headers: AnswerHeaders): number | undefined {
  const count = Number(headers.get('x-compute-tokens') ?? Number.NaN);
  return Number.isInteger(count) ? count : undefined;
}
