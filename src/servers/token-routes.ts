/** Routes that make tokens of a text or a chat, on servers beside TGI: vLLM's, which SGLang has too, and llama.cpp's. */
import type { paths as VllmPaths } from '../../generated/vllm.ts';
import { isObject } from '../base/check.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { toMethods } from './fast/call.ts';
import { send } from './send.ts';
import { toAnswer } from './tgi-routes.ts';
import type { RouteData } from './tgi-routes.ts';

/** A message in OpenAI's words. */
type Message = Readonly<Record<string, unknown>>;

/** URLs are whole. */
export interface TokenRoutes {
  /** vLLM's `/tokenize`: the ids alone. */
  count(url: string, of: { prompt: string } | { messages: Message[] }, settings: CallSettings): Promise<RouteData<Ids>>;
  /** llama.cpp's `/tokenize`, special tokens included. */
  pieces(url: string, content: string, settings: CallSettings): Promise<RouteData<Pieces>>;
  /** llama.cpp's `/apply-template`: the prompt of a chat, with all that shapes it, such as tools. */
  prompt(
    url: string,
    chat: { messages: readonly object[] },
    settings: CallSettings,
  ): Promise<RouteData<{ prompt: string }>>;
}

interface Ids {
  count: number;
  tokens: number[];
}

/** A piece that is no whole text by itself is its bytes. */
interface Pieces {
  tokens: { id: number; piece: string | number[] }[];
}

/** llama.cpp has no document of its API; this is what its server reads and writes (tools/server/server-context.cpp, b11434). */
interface LlamaCppPaths {
  '/tokenize': Post<{ content: string; add_special: boolean; with_pieces: boolean }, Pieces>;
  '/apply-template': Post<{ messages: readonly object[] }, { prompt: string }>;
}

interface Post<Body, Answer> {
  post: {
    parameters: object;
    requestBody: { content: { 'application/json': Body } };
    responses: { 200: { content: { 'application/json': Answer } } };
  };
}

const vllm = toMethods<Pick<VllmPaths, '/tokenize'>>();
const llamaCpp = toMethods<LlamaCppPaths>();

export function createTokenRoutes(connection: Connection): TokenRoutes {
  return {
    async count(url, of, settings) {
      // Messages are the caller's, who may write what this spec does not name.
      const body = of as { prompt: string };
      const received = await send({ connection, url, settings }, (init) => vllm.POST('/tokenize', { body, ...init }));
      return toAnswer(received, { url, isExpected: areIds, what: 'tokens that vLLM gives' });
    },
    async pieces(url, content, settings) {
      const body = { content, add_special: true, with_pieces: true };
      const received = await send({ connection, url, settings }, (init) =>
        llamaCpp.POST('/tokenize', { body, ...init }),
      );
      return toAnswer(received, { url, isExpected: arePieces, what: 'tokens that llama.cpp gives' });
    },
    async prompt(url, body, settings) {
      const received = await send({ connection, url, settings }, (init) =>
        llamaCpp.POST('/apply-template', { body, ...init }),
      );
      return toAnswer(received, { url, isExpected: isPrompt, what: 'prompt that llama.cpp gives' });
    },
  };
}

function areIds(value: unknown): boolean {
  if (!isObject(value) || !Number.isInteger(value['count'])) return false;
  return Array.isArray(value['tokens']) && value['tokens'].every((id) => Number.isInteger(id));
}

function arePieces(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value['tokens'])) return false;
  return value['tokens'].every((token) => isObject(token) && Number.isInteger(token['id']) && isPiece(token['piece']));
}

function isPiece(piece: unknown): boolean {
  return typeof piece === 'string' || (Array.isArray(piece) && piece.every((byte) => Number.isInteger(byte)));
}

function isPrompt(value: unknown): boolean {
  return isObject(value) && typeof value['prompt'] === 'string';
}
