/** The gateway that this page comes from, over HTTP. */
import type {
  ChatCompletionChunk,
  ChatPrompt,
  ErrorObject,
  ErrorResponse,
  Model,
  ModelList,
} from '../../../generated/openai.ts';

/** The body of a chat, as the page writes it. */
export type ChatBody = Readonly<Record<string, unknown>> & { messages: unknown[] };

const KEY = 'easyllm-key';

/** Where the gateway is: it may be mounted below a path. */
export const BASE = new URL(location.pathname.endsWith('/') ? '.' : `${location.pathname}/`, location.href).href;

/** The key is kept in the tab alone. A browser may forbid even that. */
export function readKey(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function keepKey(key: string): void {
  try {
    sessionStorage.setItem(KEY, key);
  } catch {
    // It is in the field still.
  }
}

/** What the gateway answered instead of what was asked for. */
export class Refusal extends Error {
  readonly status: number | undefined;
  readonly error: Partial<ErrorObject>;
  readonly requestId: string | undefined;

  constructor(error: Partial<ErrorObject>, { status, requestId }: { status?: number; requestId?: string | null } = {}) {
    super(error.message ?? 'The gateway gave no reason.');
    this.error = error;
    this.status = status;
    this.requestId = requestId ?? undefined;
  }
}

/** What the page asks of the gateway, with the key as it is when it asks. */
export class Gateway {
  readonly #key: () => string;

  constructor(key: () => string) {
    this.#key = key;
  }

  async listModels(): Promise<Model[]> {
    const response = await this.#ask('v1/models', {});
    const { data }: ModelList = await response.json();
    return data;
  }

  /** What the model reads of a chat. Throws Refusal with 404 where nobody can tell. */
  async readPrompt(body: ChatBody): Promise<ChatPrompt> {
    return (await this.#post('v1/prompt', body)).json();
  }

  /** The chunks of an answer. Throws what broke it off. */
  async *chat(body: ChatBody, signal: AbortSignal): AsyncGenerator<ChatCompletionChunk, void> {
    const response = await this.#post('v1/chat/completions', body, signal);
    const requestId = response.headers.get('x-request-id');
    for await (const data of readEvents(response)) {
      if (data === '[DONE]') return;
      const chunk: ChatCompletionChunk | ErrorResponse = JSON.parse(data);
      if ('error' in chunk) throw new Refusal(chunk.error, { requestId });
      yield chunk;
    }
    throw new Refusal({ message: 'The answer broke off before its end.' }, { requestId });
  }

  async #post(path: string, body: ChatBody, signal?: AbortSignal): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask(path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(signal !== undefined && { signal }),
    });
  }

  async #ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const key = this.#key();
    const headers = { ...init.headers, ...(key !== '' && { authorization: `Bearer ${key}` }) };
    const response = await fetch(BASE + path, { ...init, headers });
    if (!response.ok) throw await toRefusal(response);
    return response;
  }
}

async function toRefusal(response: Response): Promise<Refusal> {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  const text = await response.text();
  try {
    const { error }: ErrorResponse = JSON.parse(text);
    return new Refusal(error, { status, requestId });
  } catch {
    // A proxy in between, for example.
    return new Refusal({ message: text.slice(0, 2000) || response.statusText }, { status, requestId });
  }
}

/** The data of each event. Each piece is looked at once. */
async function* readEvents(response: Response): AsyncGenerator<string, void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const read = await reader?.read();
    if (read?.value === undefined) return;
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield line.slice('data: '.length);
  }
}
