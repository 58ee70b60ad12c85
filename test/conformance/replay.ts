/** The product's client before a server that answers what was recorded. No network is involved. */
import { EasyLLM } from '../../src/index.ts';
import type { Recording } from './recording.ts';

export const MODEL = 'recorded/model';

/** What a replayed server does with one request. */
export type Answer = (request: Request) => Response | Promise<Response>;

export const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** A client whose `fetch` is `answer`. Chats send `prompt` as it is, whatever the messages. */
export function createReplayClient(
  answer: Answer,
  { apiBase, prompt = '' }: { apiBase: string; prompt?: string },
): EasyLLM {
  return new EasyLLM({
    apiBase,
    apiKey: null,
    logger: SILENT,
    maxRetries: 0,
    promptBuilder: () => prompt,
    fetch: async (request) => answer(request),
  });
}

/** The address of the recording's server, as if it served one model. */
export function toApiBase({ url }: Recording): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : 'http://recorded.test';
}

const BODILESS = new Set([204, 205, 304]);

/** The recorded answer as `fetch` gives it, with another body where one is passed. */
export function toResponse(recording: Recording, body: string | ReadableStream = recording.body): Response {
  const { status = 200, headers, url } = recording;
  const response = new Response(BODILESS.has(status) || body === '' ? null : body, { status, headers });
  Object.defineProperty(response, 'url', { value: url ?? '' });
  return response;
}

/** The pieces of a body as they come from the network. */
export function toByteStream(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next];
      next += 1;
      if (piece === undefined) controller.close();
      else controller.enqueue(new Uint8Array(piece));
    },
  });
}
