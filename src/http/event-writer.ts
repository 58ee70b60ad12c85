/** How the chunks of each operation are written as server-sent events, and how a stream of them fails. */
import type {
  ChatCompletionChunk,
  Completion,
  CompletionUsage,
  ErrorObject,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import { toFailedEvent } from '../bridge/responses/failed.ts';
import { EasyLLMError } from '../base/errors.ts';
import { encodeEvent } from '../net/sse.ts';
import { ChunkJson } from './chunk-json.ts';
import type { BodyOperation } from './routes.ts';

export type AnyChunk = ChatCompletionChunk | Completion | ResponseStreamEvent;

export interface EventWriterOptions {
  /** What every chunk says in place of the model that it names. */
  toModel: (answered: string) => string;
  /** The counts were asked for by the gateway, not by the caller. */
  isCounting: boolean;
}

export interface EventWriter {
  /** The event of a chunk; empty for one that is not for the caller. The chunk is of our own making: it may be changed. */
  write(chunk: AnyChunk): string;
  readUsage(chunk: AnyChunk): CompletionUsage | undefined;
  /** What ends a stream that failed. */
  fail(error: ErrorObject, cause: unknown): string;
}

export function createEventWriter(operation: BodyOperation, options: EventWriterOptions): EventWriter {
  return operation === 'respond' ? new ResponseEventWriter(options) : new ChunkEventWriter(options);
}

class ChunkEventWriter implements EventWriter {
  readonly #options: EventWriterOptions;
  readonly #json = new ChunkJson();

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** JSON has no line break. */
  write(chunk: AnyChunk): string {
    if ('type' in chunk) return '';
    const { toModel, isCounting } = this.#options;
    chunk.model = toModel(chunk.model);
    if (isCounting) {
      // Without the member: an object that loses one is slow from then on.
      chunk.usage = undefined;
      if (chunk.choices.length === 0) return '';
    }
    return `data: ${this.#json.stringify(chunk)}\n\n`;
  }

  readUsage(chunk: AnyChunk): CompletionUsage | undefined {
    return 'type' in chunk ? undefined : (chunk.usage ?? undefined);
  }

  /** Without `[DONE]`, which says that all went well. */
  fail(error: ErrorObject): string {
    return encodeEvent({ data: JSON.stringify({ error }) });
  }
}

/** The events of a response have names, and count from 0; a failure is one of them. */
class ResponseEventWriter implements EventWriter {
  readonly #toModel: EventWriterOptions['toModel'];
  #sequence = 0;

  constructor({ toModel }: EventWriterOptions) {
    this.#toModel = toModel;
  }

  write(chunk: AnyChunk): string {
    if (!('type' in chunk)) return '';
    this.#sequence = chunk.sequence_number + 1;
    if ('response' in chunk) chunk.response.model = this.#toModel(chunk.response.model);
    return encodeEvent({ event: chunk.type, data: JSON.stringify(chunk) });
  }

  readUsage(chunk: AnyChunk): CompletionUsage | undefined {
    return 'response' in chunk ? toCompletionUsage(chunk.response.usage) : undefined;
  }

  fail(error: ErrorObject, cause: unknown): string {
    const partial = EasyLLMError.isInstance(cause) ? cause.partial : undefined;
    const event = toFailedEvent(error, { partial, sequence: this.#sequence });
    return this.write(event) + encodeEvent({ data: '[DONE]' });
  }
}

/** Whether a chunk holds something that the model wrote. */
export function holdsText(chunk: AnyChunk): boolean {
  if ('type' in chunk) return chunk.type.endsWith('.delta');
  return chunk.choices.some((choice) => {
    if ('text' in choice) return choice.text !== '';
    const { content, refusal, reasoning, reasoning_content: thought, tool_calls: calls } = choice.delta;
    return [content, refusal, reasoning, thought].some(Boolean) || (calls?.length ?? 0) > 0;
  });
}

/** The counts under their names in chat: what is observed has one form. */
export function toCompletionUsage(
  usage: { input_tokens: number; output_tokens: number; total_tokens: number } | null | undefined,
): CompletionUsage | undefined {
  if (usage === null || usage === undefined) return undefined;
  const { input_tokens: prompt, output_tokens: completion, total_tokens: total } = usage;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
}
