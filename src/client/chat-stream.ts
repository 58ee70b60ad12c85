/** `chat.completions.stream`: the chunks of a chat with listeners, as the `openai` package has it. */
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessage } from '../../generated/openai.ts';
import { APIUserAbortError, EasyLLMError } from '../base/errors.ts';
import { createLoader } from '../base/once.ts';
import type { Stream } from '../facade/stream.ts';

/** What listeners are given. `snapshot` is the text of the first choice so far. */
export interface ChatStreamEvents {
  /** Each chunk, as it comes. */
  chunk: (chunk: ChatCompletionChunk) => void;
  /** Text of the first choice, and all of it so far. */
  content: (delta: string, snapshot: string) => void;
  /** The whole text of the first choice. */
  finalContent: (content: string) => void;
  /** The whole answer. */
  finalChatCompletion: (completion: ChatCompletion) => void;
  /** The request was aborted. */
  abort: (error: APIUserAbortError) => void;
  /** What the stream failed of. */
  error: (error: unknown) => void;
  /** Comes last, however it ended. */
  end: () => void;
}

type EventName = keyof ChatStreamEvents;
type Listeners = { [Name in EventName]?: Set<ChatStreamEvents[Name]> };

const loadJoined = createLoader(() => import('../bridge/chat-joined.ts'));

/**
 * A streamed chat that is read by itself: listen with `on`, and await `finalContent()`, `finalChatCompletion()` or `done()`. Those reject
 * with what the stream failed of; an error in a listener of yours counts as such, and ends the request. `for await` reads the chunks, and
 * leaving the loop ends the request.
 *
 * ```ts
 * const stream = client.chat.completions.stream({ messages }).on('content', (delta) => process.stdout.write(delta));
 * const completion = await stream.finalChatCompletion();
 * ```
 */
export class ChatCompletionStream implements AsyncIterable<ChatCompletionChunk> {
  /** Aborts the request; `controller.abort()` does what `abort()` does. */
  readonly controller = new AbortController();
  readonly #listeners: Listeners = {};
  readonly #whole: Promise<ChatCompletion>;

  constructor(open: () => Promise<Stream<ChatCompletionChunk>>) {
    // Listeners that are added at once hear everything.
    this.#whole = Promise.resolve().then(() => this.#run(open));
  }

  /** Adds a listener. */
  on<Name extends EventName>(name: Name, listener: ChatStreamEvents[Name]): this {
    // Whoever listens for the error has heard of it.
    if (name === 'error' || name === 'abort') this.#whole.catch(() => {});
    const listeners: Set<ChatStreamEvents[Name]> = (this.#listeners[name] ??= new Set<never>() as never);
    listeners.add(listener);
    return this;
  }

  /** Takes a listener away. */
  off<Name extends EventName>(name: Name, listener: ChatStreamEvents[Name]): this {
    this.#listeners[name]?.delete(listener);
    return this;
  }

  /** Settles when the stream is over. */
  async done(): Promise<void> {
    await this.#whole;
  }

  /** The answer, whole. */
  finalChatCompletion(): Promise<ChatCompletion> {
    return this.#whole;
  }

  /** The message of the first choice. */
  async finalMessage(): Promise<ChatCompletionMessage> {
    return toMessage(await this.#whole);
  }

  /** The text of the first choice; null beside calls. */
  async finalContent(): Promise<string | null> {
    return (await this.finalMessage()).content;
  }

  /** Ends the request; what is awaited rejects with APIUserAbortError. */
  abort(): void {
    this.controller.abort();
  }

  /** The chunks from now on; leaving the loop ends the request. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ChatCompletionChunk, void> {
    const chunks: ChatCompletionChunk[] = [];
    let wake = () => {};
    let isOver = false;
    this.on('chunk', (chunk) => {
      chunks.push(chunk);
      wake();
    });
    const end = this.#whole.finally(() => {
      isOver = true;
      wake();
    });
    end.catch(() => {});
    try {
      while (true) {
        yield* chunks.splice(0);
        if (chunks.length > 0) continue;
        if (isOver) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      await end;
    } finally {
      if (!isOver) this.abort();
    }
  }

  async #run(open: () => Promise<Stream<ChatCompletionChunk>>): Promise<ChatCompletion> {
    try {
      const [stream, { JoinedChat }] = await Promise.all([open(), loadJoined()]);
      const stop = () => stream.abort();
      if (this.controller.signal.aborted) stop();
      else this.controller.signal.addEventListener('abort', stop, { once: true });
      const joined = new JoinedChat();
      try {
        for await (const chunk of stream) {
          joined.add(chunk);
          this.#emit('chunk', chunk);
          const delta = chunk.choices.find(({ index }) => index === 0)?.delta.content ?? '';
          if (delta !== '') this.#emit('content', delta, joined.textOf(0));
        }
      } finally {
        this.controller.signal.removeEventListener('abort', stop);
      }
      if (this.controller.signal.aborted) throw new APIUserAbortError();
      const completion = joined.whole();
      if (completion === undefined) throw new EasyLLMError('The stream ended before the answer did.');
      const { content } = toMessage(completion);
      if (content !== null) this.#emit('finalContent', content);
      this.#emit('finalChatCompletion', completion);
      return completion;
    } catch (error) {
      if (APIUserAbortError.isInstance(error)) this.#emit('abort', error);
      else this.#emit('error', error);
      throw error;
    } finally {
      this.#emit('end');
    }
  }

  #emit<Name extends EventName>(name: Name, ...values: Parameters<ChatStreamEvents[Name]>): void {
    for (const listener of this.#listeners[name] ?? []) {
      (listener as (...given: Parameters<ChatStreamEvents[Name]>) => void)(...values);
    }
  }
}

function toMessage({ choices: [choice] }: ChatCompletion): ChatCompletionMessage {
  if (choice === undefined) throw new EasyLLMError('The answer has no choice.');
  return choice.message;
}
