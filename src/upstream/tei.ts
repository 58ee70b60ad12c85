/** Embeddings, typed by `openapi/tei.yaml`: TEI's own route, the OpenAI-shaped one, and Hugging Face's feature-extraction pipeline. */
import type {
  EmbedRequest,
  FeatureExtractionRequest,
  Info,
  OpenAIEmbeddingRequest,
  OpenAIEmbeddingResponse,
  paths,
} from '../../generated/tei.ts';
import { APIError } from '../errors.ts';
import type { AnswerHeaders } from '../transport.ts';
import type { CallSettings, Connection } from './call.ts';
import { mergeBody } from './json.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from './call.ts';
import { parseVectors } from './vector-json.ts';

/** What came back, still nested as the server has it; the token count where it told one. */
export interface Embedded {
  vectors: unknown;
  promptTokens: number | undefined;
  info: AnswerInfo;
}

/** A call's settings; `wantsTyped` reads vectors as typed arrays, where their form allows it. */
export interface EmbedSettings extends CallSettings {
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
      );
      const { data, response } = await expectOk(call, { url, redact, signal: settings.signal });
      return { vectors: data, promptTokens: toTokenCount(response.headers), info: new AnswerInfo(response) };
    },

    async embedOpenAI(url, body, settings) {
      const call = readVectors(
        client.POST(typedAs('/v1/embeddings'), { ...toVectorInit(settings), ...toBody(body, settings), baseUrl: url }),
      );
      const { data: read, response } = await expectOk(call, { url, redact, signal: settings.signal });
      // The spec's answer, as far as it keeps to it.
      const data = read as Partial<OpenAIEmbeddingResponse> | undefined;
      if (!Array.isArray(data?.data)) {
        throw new APIError(`${url} answered 200 without \`data\`: it serves no embeddings. Check \`apiBase\`.`, {
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

/** `openapi-fetch` hands over the text of an answer, or its bytes where typed vectors are wanted; both are read here. */
function toVectorInit({ wantsTyped = false, ...settings }: EmbedSettings) {
  const { settings: sent, ...init } = toInit(settings);
  const parseAs = wantsTyped ? ('arrayBuffer' as const) : ('text' as const);
  return { ...init, settings: { ...sent, wantsBytes: wantsTyped }, parseAs };
}

async function readVectors<Answer extends { data?: ArrayBuffer | string | undefined }>(call: Promise<Answer>) {
  const { data: content, ...answer } = await call;
  return { ...answer, data: content === undefined ? undefined : parseContent(content) };
}

function parseContent(content: ArrayBuffer | string): unknown {
  if (typeof content === 'string') return content === '' ? undefined : JSON.parse(content);
  return content.byteLength === 0 ? undefined : parseVectors(new Uint8Array(content));
}

function toBody<Body extends EmbedRequest | OpenAIEmbeddingRequest | FeatureExtractionRequest>(
  body: Body,
  { extraBody }: CallSettings,
) {
  return { body, bodySerializer: () => JSON.stringify(mergeBody({ ...body }, extraBody)) };
}

/** TEI counts tokens in a header. */
function toTokenCount(headers: AnswerHeaders): number | undefined {
  const count = Number(headers.get('x-compute-tokens') ?? Number.NaN);
  return Number.isInteger(count) ? count : undefined;
}
