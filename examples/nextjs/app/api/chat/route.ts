/**
 * A route of Next.js: takes `{ messages }`, and streams the answer's text. The key of the model's server stays on yours.
 *
 *     curl --no-buffer localhost:3000/api/chat -d '{"messages": [{"role": "user", "content": "Knock knock."}]}'
 *
 * Check here who is asking: whoever reaches this route spends your tokens.
 */
import { EasyLLM, EasyLLMError } from 'easyllm';
import type { ChatCompletionChunk, ChatCompletionMessageParam } from 'easyllm';

const client = new EasyLLM();

export async function POST(request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => null);
  if (!hasMessages(body)) return Response.json({ error: 'Send {"messages": […]}.' }, { status: 400 });
  try {
    // A browser that leaves ends the call.
    const stream = await client.chat.completions.create(
      { model: process.env['MODEL'], messages: body.messages, max_tokens: 512, stream: true },
      { signal: request.signal },
    );
    return new Response(toText(stream), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  } catch (error) {
    if (!EasyLLMError.isInstance(error)) throw error;
    // The whole story is for your log: it names your server.
    console.error(error.message);
    if (error.status === 429) return Response.json({ error: 'Busy. Try again in a moment.' }, { status: 503 });
    const isTheirs = error.status === 400 || error.status === 422;
    return isTheirs
      ? Response.json({ error: error.message }, { status: 400 })
      : Response.json({ error: 'The model cannot be reached.' }, { status: 502 });
  }
}

/** What each message may hold is checked by the client. */
function hasMessages(body: unknown): body is { messages: ChatCompletionMessageParam[] } {
  return typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages);
}

/** The text as bytes. A failure midway breaks the answer off, so that nobody takes it for whole. */
function toText(stream: AsyncIterable<ChatCompletionChunk>): ReadableStream {
  const chunks = stream[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value.choices[0]?.delta.content ?? ''));
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
