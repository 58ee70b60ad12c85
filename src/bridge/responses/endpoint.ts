/** Generations as responses: the endpoint that writes them, whole or as events. */
import type {
  CompletionUsage,
  ResponseLogprob,
  ResponseObject,
  ResponseRequest,
  ResponseStreamEvent,
} from '../../../generated/openai.ts';
import type { ChunkWriter } from '../chunks.ts';
import { toDelta } from '../chunks.ts';
import type { Generation, GenerationDelta, ResponseHead, TextToken } from '../generation.ts';
import { toChatLogprobs } from '../logprobs.ts';
import type { TokenCounts } from '../usage.ts';
import { toUsage } from '../usage.ts';
import type { Endpoint, Identity } from '../writer.ts';
import { withHead } from '../writer.ts';
import { Output } from './output.ts';
import type { OutputEvent } from './output-items.ts';
import type { PlannedResponse } from './request.ts';
import { asksForLogprobs } from './request.ts';
import { toEnd, toResponse } from './response.ts';
import type { ShownRequest } from './response.ts';
import type { OfferedTools } from './tools.ts';

/** What is decided outside. */
export interface ResponseMint {
  /** The response's own, whatever the server calls what it gave: a response may be kept. Items are called after it. */
  id: string;
  /** Whether the response is kept. */
  isKept: boolean;
  /** The time in seconds since 1970, when the response is done. */
  readSeconds(): number;
}

export function toResponseEndpoint(
  asked: ResponseRequest,
  { tools }: Pick<PlannedResponse, 'tools'>,
  mint: ResponseMint,
): Endpoint<ResponseObject, ResponseStreamEvent> {
  // Without what was said: a stream would keep it as long as it lasts.
  const { input: _, ...request } = asked;
  const create = (identity: Identity) => new ResponseWriter({ request, tools, identity, mint });
  const write = ([generation]: readonly Generation[], identity: Identity) => {
    const writer = create(identity);
    if (generation !== undefined) writer.write(0, toDelta(generation), []);
    return writer;
  };
  return {
    toWhole(generations, identity) {
      const writer = write(generations, identity);
      writer.finish();
      return writer.response;
    },
    toPartial: (generations, identity) => write(generations, identity).partial,
    createWriter: (_choices, identity) => create(identity),
  };
}

class ResponseWriter implements ChunkWriter<ResponseStreamEvent> {
  readonly #request: ShownRequest;
  readonly #tools: OfferedTools;
  readonly #mint: ResponseMint;
  readonly #output: Output;
  readonly #wantsLogprobs: boolean;
  #identity: Identity;
  #events: ResponseStreamEvent[] = [];
  #count = 0;
  #counts: TokenCounts | undefined;
  #finishReason: string | undefined;
  #completedAt: number | undefined;
  #hasBegun = false;

  constructor({
    request,
    tools,
    identity,
    mint,
  }: {
    request: ShownRequest;
    tools: OfferedTools;
    identity: Identity;
    mint: ResponseMint;
  }) {
    this.#request = request;
    this.#tools = tools;
    this.#mint = mint;
    this.#identity = { ...identity, id: mint.id };
    this.#wantsLogprobs = asksForLogprobs(request);
    this.#output = new Output({
      emit: (event) => this.#emit(event),
      id: mint.id.replace(/^resp_/, ''),
      declared: tools.declared,
      encodesReasoning: (request.include ?? []).includes('reasoning.encrypted_content'),
    });
  }

  useHead(head: ResponseHead): void {
    this.#identity = { ...withHead(this.#identity, head), id: this.#mint.id };
  }

  write(_index: number, delta: GenerationDelta, events: ResponseStreamEvent[]): ResponseStreamEvent[] {
    const { text, tokens, extras, end, counts } = delta;
    this.#events = events;
    this.#begin();
    this.#counts = end?.counts ?? counts ?? this.#counts;
    const reasoning = extras?.reasoning_content ?? extras?.reasoning;
    if (typeof reasoning === 'string' && reasoning !== '') this.#output.reason(reasoning);
    const logprobs = this.#wantsLogprobs ? toLogprobs(tokens, this.#request) : [];
    if (text !== '' || logprobs.length > 0) this.#output.write(text, logprobs);
    if (typeof extras?.refusal === 'string' && extras.refusal !== '') this.#output.refuse(extras.refusal);
    for (const call of extras?.tool_calls ?? []) this.#output.call(call);
    if (end !== undefined) this.#finishReason = end.finishReason;
    return events;
  }

  finish(): ResponseStreamEvent[] {
    const events: ResponseStreamEvent[] = (this.#events = []);
    this.#begin();
    const { status } = this.#end;
    this.#output.end(status === 'completed' ? 'completed' : 'incomplete');
    this.#completedAt = this.#mint.readSeconds();
    const { response } = this;
    this.#emit({ type: status === 'completed' ? 'response.completed' : 'response.incomplete', response });
    return events;
  }

  /** The response as it is now. */
  get response(): ResponseObject {
    const isOver = this.#completedAt !== undefined;
    const settings = { shown: this.#tools.shown, isKept: this.#mint.isKept };
    return toResponse(this.#request, settings, this.#identity, {
      output: isOver ? this.#output.items : this.#output.unfinished,
      usage: isOver ? this.#usage : undefined,
      completedAt: this.#completedAt,
      ...(isOver ? this.#end : { status: 'in_progress' }),
    });
  }

  get partial(): ResponseObject {
    return this.response;
  }

  get #end() {
    return toEnd(this.#finishReason ?? 'stop');
  }

  get #usage(): CompletionUsage | undefined {
    return toUsage([this.#counts]);
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#emit({ type: 'response.created', response: this.response });
    this.#emit({ type: 'response.in_progress', response: this.response });
  }

  #emit(event: OutputEvent): void {
    const { type, ...members } = event;
    // The compiler does not put the members of a union together again.
    this.#events.push({ type, sequence_number: this.#count, ...members } as ResponseStreamEvent);
    this.#count += 1;
  }
}

function toLogprobs(tokens: readonly TextToken[], { top_logprobs: top }: ShownRequest): ResponseLogprob[] {
  const { content } = toChatLogprobs(tokens, top ?? 0);
  return (content ?? []).map(({ token, logprob, bytes, top_logprobs: alternatives }) => ({
    token,
    logprob,
    bytes: bytes ?? [],
    top_logprobs: alternatives.map((other) => ({
      token: other.token,
      logprob: other.logprob,
      bytes: other.bytes ?? [],
    })),
  }));
}
