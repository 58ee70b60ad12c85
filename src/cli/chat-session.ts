/** A conversation with its history: what `easyllm chat` does, apart from the terminal. */
import type { ChatCompletionMessageParam, ChatCompletionRequest } from '../../generated/openai.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import { APIUserAbortError } from '../base/errors.ts';
import type { ChatSettings } from './chat-flags.ts';
import { withOnlyModel } from './one-model.ts';

interface SessionSettings {
  client: EasyLLM;
  model: string | undefined;
  system: string | undefined;
  /** Parameters of every request. */
  settings?: ChatSettings | undefined;
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

interface Reader {
  write: (text: string) => void;
  /** Gets what the model thinks before it answers. */
  think?: ((text: string) => void) | undefined;
  signal: AbortSignal;
}

type UserContent = Extract<ChatCompletionMessageParam, { role: 'user' }>['content'];

export class ChatSession {
  readonly #client: EasyLLM;
  #system: string | undefined;
  #history: ChatCompletionMessageParam[] = [];
  /** The model that is asked; undefined for the only one. */
  model: string | undefined;
  /** Parameters of every request. */
  readonly settings: ChatSettings;

  constructor({ client, model, system, settings = {} }: SessionSettings) {
    this.#client = client;
    this.model = model;
    this.#system = system;
    this.settings = settings;
  }

  get messages(): readonly ChatCompletionMessageParam[] {
    return this.#system === undefined ? this.#history : [{ role: 'system', content: this.#system }, ...this.#history];
  }

  get system(): string | undefined {
    return this.#system;
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

  /** The ids of the server's models. */
  async listModels(): Promise<readonly string[]> {
    return (await this.#client.models.list()).data.map(({ id }) => id);
  }

  /** The whole answer, as the server's API has it; the conversation stays as it was. */
  async answer(question: UserContent, signal: AbortSignal) {
    const messages = [...this.messages, { role: 'user' as const, content: question }];
    return withOnlyModel(this.#client, this.model, (model) =>
      this.#client.chat.completions.create({ ...this.settings, messages, model }, { signal }),
    );
  }

  /** Writes the answer as it comes. A failure leaves the history as it was. */
  async ask(question: UserContent, reader: Reader): Promise<Answered> {
    const asked: ChatCompletionMessageParam = { role: 'user', content: question };
    const answered: Answered = {
      text: '',
      firstTokenMs: undefined,
      promptTokens: undefined,
      completionTokens: undefined,
      isStopped: false,
    };
    try {
      await this.#read({ ...this.settings, messages: [...this.messages, asked] }, reader, answered);
    } catch (error) {
      if (!APIUserAbortError.isInstance(error)) throw error;
      answered.isStopped = true;
    }
    this.#history = [...this.#history, asked, { role: 'assistant', content: answered.text }];
    return answered;
  }

  async #read(
    body: Omit<ChatCompletionRequest, 'stream' | 'model'>,
    { write, think, signal }: Reader,
    answered: Answered,
  ): Promise<void> {
    const start = performance.now();
    const stream = await withOnlyModel(this.#client, this.model, async (model) => {
      const usage = { stream: true as const, stream_options: { include_usage: true } };
      const opened = await this.#client.chat.completions.create({ ...body, model, ...usage }, { signal });
      this.model = model;
      return opened;
    });
    for await (const { choices, usage } of stream) {
      const { content, reasoning } = choices[0]?.delta ?? {};
      if ((content ?? '') !== '' || (reasoning ?? '') !== '') answered.firstTokenMs ??= performance.now() - start;
      answered.promptTokens = usage?.prompt_tokens ?? answered.promptTokens;
      answered.completionTokens = usage?.completion_tokens ?? answered.completionTokens;
      if (typeof reasoning === 'string') think?.(reasoning);
      answered.text += content ?? '';
      write(content ?? '');
    }
  }
}
