/** A conversation with its history: what `easyllm chat` does, apart from the terminal. */
import type { ChatCompletionMessageParam } from '../../generated/openai.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import { APIUserAbortError } from '../base/errors.ts';

interface ChatSettings {
  client: EasyLLM;
  model: string | undefined;
  system: string | undefined;
}

/** What the model answered, and its cost. A count that the server does not give is undefined. */
export interface Answered {
  text: string;
  firstTokenMs: number | undefined;
  promptTokens: number | undefined;
  completionTokens: number | undefined;
  /** The signal stopped the answer; the text so far stays in the history. */
  isStopped: boolean;
}

export class ChatSession {
  readonly #client: EasyLLM;
  readonly #model: string | undefined;
  #system: string | undefined;
  #history: ChatCompletionMessageParam[] = [];

  constructor({ client, model, system }: ChatSettings) {
    this.#client = client;
    this.#model = model;
    this.#system = system;
  }

  get messages(): readonly ChatCompletionMessageParam[] {
    return this.#system === undefined ? this.#history : [{ role: 'system', content: this.#system }, ...this.#history];
  }

  /** Forgets the conversation; the instructions stay. */
  reset(): void {
    this.#history = [];
  }

  /** Sets the instructions, or removes them, and forgets the conversation. */
  instruct(system: string | undefined): void {
    this.#system = system;
    this.reset();
  }

  /** Writes the answer as it comes. A failure leaves the history as it was. */
  async ask(
    question: string,
    { write, signal }: { write: (text: string) => void; signal: AbortSignal },
  ): Promise<Answered> {
    const asked: ChatCompletionMessageParam = { role: 'user', content: question };
    const answered: Answered = {
      text: '',
      firstTokenMs: undefined,
      promptTokens: undefined,
      completionTokens: undefined,
      isStopped: false,
    };
    try {
      await this.#read([...this.messages, asked], { write, signal, answered });
    } catch (error) {
      if (!APIUserAbortError.isInstance(error)) throw error;
      answered.isStopped = true;
    }
    this.#history = [...this.#history, asked, { role: 'assistant', content: answered.text }];
    return answered;
  }

  async #read(
    messages: ChatCompletionMessageParam[],
    { write, signal, answered }: { write: (text: string) => void; signal: AbortSignal; answered: Answered },
  ): Promise<void> {
    const start = performance.now();
    const stream = await this.#client.chat.completions.create(
      { messages, model: this.#model, stream: true, stream_options: { include_usage: true } },
      { signal },
    );
    for await (const { choices, usage } of stream) {
      const text = choices[0]?.delta.content ?? '';
      if (text !== '') answered.firstTokenMs ??= performance.now() - start;
      answered.text += text;
      answered.promptTokens = usage?.prompt_tokens ?? answered.promptTokens;
      answered.completionTokens = usage?.completion_tokens ?? answered.completionTokens;
      write(text);
    }
  }
}
