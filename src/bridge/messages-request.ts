/** Requests for a server's `/v1`: chat and text completion, in TGI's dialect of OpenAI's API and in that of all others. */
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import type { ChatRequest, CompletionRequest as TgiCompletionRequest } from '../../generated/tgi.ts';
import { UnsupportedError } from '../errors.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { MessagesCall } from '../upstream/messages.ts';
import { refuseTools } from './chat-completion.ts';
import { refuseSuffix, toPrompts } from './completion.ts';
import type { Dialect } from './dialect.ts';
import type { GenerationReading } from './generation.ts';
import { toGrammar } from './grammar.ts';
import { isPlainHistory, toOpenAIMessages, toTgiMessages } from './messages-history.ts';
import {
  below1,
  defined,
  isGiven,
  refuseFields,
  refuseUntranslatable,
  toMaxNewTokens,
  toTopNTokens,
} from './parameters.ts';
import { seedOfChoice, toSeed } from './seed.ts';
import { mergeStops, toSentStops } from './stop.ts';

/** How the text of one choice is read. */
export interface MessagesReading extends GenerationReading {
  /** The server repeats the prompt itself. TGI's `/v1` does not: the prompt is put before the text here. */
  isEchoedThere: boolean;
}

/** One request, and which choices of the answer it is for. */
export interface PlannedMessages {
  call: MessagesCall;
  /** The request's own choice k is choice `indices[k]` of the answer. */
  indices: readonly number[];
  /** One for each of `indices`. */
  readings: readonly MessagesReading[];
  /** An answer in text has the counts and logprobs of a pass that was thrown away (TGI router, chat with tools). */
  hidesTextPass: boolean;
}

export interface MessagesOptions {
  dialect: Dialect;
  /** Sent before the request's own. */
  stops?: readonly string[] | undefined;
}

type AnyRequest = Partial<Omit<ChatCompletionRequest, 'logprobs'> & Omit<CompletionRequest, 'logprobs'>>;

const always = () => true;

/** Which fields are written alike in both dialects, and where that depends on the value: for which. */
const NEUTRAL: { [Name in keyof AnyRequest]?: (request: AnyRequest) => boolean } = {
  model: always,
  messages: ({ messages = [] }) => isPlainHistory(messages),
  prompt: ({ prompt = '' }) => typeof prompt === 'string' || isSmallBatch(prompt),
  stream: always,
  stream_options: always,
  max_tokens: always,
  temperature: always,
  frequency_penalty: always,
  seed: always,
  user: always,
  n: ({ n }) => n === 1,
  stop: ({ stop }) => Array.isArray(stop),
  top_p: ({ top_p: topP, temperature }) => isGiven(topP) && topP > 0 && topP < 1 && temperature !== 0,
  presence_penalty: ({ presence_penalty: penalty }) => penalty === 0,
};

/** Whether a request reads differently in the two dialects, so that a server has to be asked which it speaks. */
export function dependsOnDialect(request: ChatCompletionRequest | CompletionRequest): boolean {
  const isNeutral: Readonly<Record<string, ((request: AnyRequest) => boolean) | undefined>> = NEUTRAL;
  return Object.keys(request).some((name) => isNeutral[name]?.(request) !== true);
}

function isSmallBatch(prompts: readonly unknown[]): boolean {
  return prompts.length <= SAFE_BATCH_SIZE && prompts.every((prompt) => typeof prompt === 'string');
}

/** The requests a chat becomes where the server applies the model's template. */
export function toChatMessagesPlan(request: ChatCompletionRequest, options: MessagesOptions): PlannedMessages[] {
  const { dialect, stops: own = [] } = options;
  const stops = mergeStops(own, request.stop);
  const body = dialect === 'tgi' ? toTgiChat(request, stops) : toOpenAIChat(request, stops);
  const reading = { stops, echo: '', isEchoedThere: false };
  const { tools, tool_choice: choice } = request;
  const isAuto = (tools ?? []).length > 0 && (choice ?? 'auto') === 'auto';
  return split(request, { dialect, prompts: 1 }).map(({ indices, seed }) => ({
    call: {
      route: '/v1/chat/completions',
      body,
      seed,
      choices: indices.length,
      wantsUsage: wantsUsage(request),
    },
    indices,
    readings: indices.map(() => reading),
    hidesTextPass: dialect === 'tgi' && isAuto && request.stream !== true,
  }));
}

/** The requests a text completion becomes; its prompts are built where a builder is given. */
export function toCompletionMessagesPlan(
  request: CompletionRequest,
  {
    builder,
    batchSize,
    ...options
  }: MessagesOptions & { builder?: PromptBuilder | undefined; batchSize?: number | undefined },
): PlannedMessages[] {
  const { dialect, stops: own = [] } = options;
  const stops = mergeStops(own, builder?.stop, request.stop);
  const prompts = toTexts(request.prompt, options)?.map((prompt) => builder?.(prompt) ?? prompt);
  const n = request.n ?? 1;
  const { length: count } = prompts ?? toLists(request.prompt);
  return split(request, { dialect, prompts: count, batchSize }).map(({ indices, seed, from, to }) => {
    const sent = toSentPrompt(request.prompt, prompts?.slice(from, to));
    return {
      call: {
        route: '/v1/completions',
        body:
          dialect === 'tgi'
            ? toTgiCompletion(request, { prompt: sent ?? '', stops })
            : toOpenAIBody({ ...request, prompt: sent ?? request.prompt }, stops),
        seed,
        choices: indices.length,
        wantsUsage: wantsUsage(request),
      },
      indices,
      readings: indices.map((index) => ({
        stops,
        echo: request.echo === true ? (prompts?.[Math.floor(index / n)] ?? '') : '',
        isEchoedThere: dialect === 'openai',
      })),
      hidesTextPass: false,
    };
  });
}

/** A chat whose prompt is built here, for a server that has no native API. */
export function toBuiltChatPlan(
  request: ChatCompletionRequest,
  { builder, ...options }: MessagesOptions & { builder: PromptBuilder },
): PlannedMessages[] {
  refuseFields(withoutOpenAIFields(request, options.dialect), 'ChatCompletionRequest');
  refuseTools(request);
  const { dialect, stops = [] } = options;
  const {
    messages,
    tools: _,
    tool_choice: __,
    max_completion_tokens: ___,
    logprobs,
    top_logprobs: top,
    ...rest
  } = request;
  const { response_format: format, ...shared } = rest;
  if (dialect === 'tgi' && isGiven(format) && format.type !== 'text') {
    throw new UnsupportedError(
      '`response_format` does not exist on TGI’s `/v1/completions`. Set `backend: "generate"`, or no `promptBuilder`.',
      { param: 'response_format' },
    );
  }
  const completion: CompletionRequest & Pick<ChatCompletionRequest, 'response_format'> = {
    ...shared,
    ...defined({ response_format: dialect === 'openai' ? format : undefined, max_tokens: toMaxNewTokens(request) }),
    ...(logprobs === true && { logprobs: top ?? 0 }),
    prompt: builder(messages),
  };
  return toCompletionMessagesPlan(completion, { dialect, stops: mergeStops(stops, builder.stop) });
}

interface Part {
  indices: number[];
  seed: bigint | undefined;
  /** Its prompts. */
  from: number;
  to: number;
}

/** How many prompts every TGI takes in one request (`--max-client-batch-size`); for more it has to be asked. */
export const SAFE_BATCH_SIZE = 4;

/** One request for all, or for TGI, which ignores `n`: one for each choice and each batch of prompts. */
function split(
  { n, seed }: Pick<ChatCompletionRequest, 'n' | 'seed'>,
  { dialect, prompts, batchSize = prompts }: { dialect: Dialect; prompts: number; batchSize?: number | undefined },
): Part[] {
  const first = toSeed(seed);
  const choices = n ?? 1;
  if (dialect === 'openai') {
    return [
      { indices: Array.from({ length: prompts * choices }, (_, index) => index), seed: first, from: 0, to: prompts },
    ];
  }
  const parts: Part[] = [];
  for (let from = 0; from < prompts; from += batchSize) {
    const to = Math.min(prompts, from + batchSize);
    for (let choice = 0; choice < choices; choice += 1) {
      const indices = Array.from({ length: to - from }, (_, place) => (from + place) * choices + choice);
      parts.push({ indices, seed: seedOfChoice(first, choice), from, to });
    }
  }
  return parts;
}

function toTgiChat(request: ChatCompletionRequest, stops: readonly string[]): Omit<ChatRequest, 'seed' | 'stream'> {
  refuseFields(request, 'ChatCompletionRequest');
  refuseUntranslatable(request);
  refuseNativeOnly(request, ['grammar']);
  toTopNTokens([['top_logprobs', request.top_logprobs]]);
  const grammar = toGrammar(request);
  const tools = toTgiTools(request.tools);
  if (grammar !== undefined && tools !== undefined) {
    throw new UnsupportedError('`tools` and `response_format` exclude each other in TGI. Pass one of them.', {
      param: 'tools',
    });
  }
  return {
    ...defined({ model: request.model }),
    messages: toTgiMessages(request.messages),
    ...defined({
      ...toTgiSampling(request),
      max_tokens: toMaxNewTokens(request),
      stop: toStopList(stops),
      logprobs: request.logprobs,
      top_logprobs: request.top_logprobs,
      tools,
      tool_choice: tools === undefined ? undefined : toTgiToolChoice(request.tool_choice),
      // `json` in the native API; the name that OpenAI has is understood by every version (TGI router, GrammarType).
      response_format: grammar?.type === 'json' ? { type: 'json_object' as const, value: grammar.value } : grammar,
      stream_options: wantsUsage(request) ? { include_usage: true } : undefined,
    }),
  };
}

function toTgiCompletion(
  request: CompletionRequest,
  { prompt, stops }: { prompt: string | string[]; stops: readonly string[] },
): Omit<TgiCompletionRequest, 'seed' | 'stream'> {
  refuseFields(request, 'CompletionRequest');
  refuseUntranslatable(request);
  refuseSuffix(request);
  refuseNativeOnly(request, ['repetition_penalty']);
  if (isGiven(request.logprobs)) throw nativeOnly('logprobs');
  return {
    ...defined({ model: request.model }),
    prompt,
    ...defined({
      ...toTgiSampling(request),
      repetition_penalty: request.repetition_penalty,
      max_tokens: request.max_tokens,
      stop: toStopList(stops),
    }),
  };
}

/** Greedy decoding is a temperature of 0; a nucleus beside it would turn sampling on again (TGI server, tokens.py). */
function toTgiSampling({
  temperature,
  top_p: topP,
  frequency_penalty,
}: Pick<ChatCompletionRequest, 'temperature' | 'top_p' | 'frequency_penalty'>) {
  const isGreedy = temperature === 0 || (isGiven(topP) && topP <= 0);
  if (isGreedy) return { temperature: 0, frequency_penalty };
  return { temperature, top_p: below1(topP), frequency_penalty };
}

function toStopList(stops: readonly string[]): string[] | undefined {
  return stops.length > 0 ? toSentStops(stops) : undefined;
}

function toTgiTools(tools: ChatCompletionRequest['tools']): ChatRequest['tools'] {
  if (!isGiven(tools) || tools.length === 0) return undefined;
  return tools.map(({ type, function: { name, description, parameters } }) => ({
    type,
    function: { name, ...defined({ description }), parameters: parameters ?? {} },
  }));
}

/** A function is chosen by its bare name, which TGI takes since 1.4; the object since 2.4 only. */
function toTgiToolChoice(choice: ChatCompletionRequest['tool_choice']): string | undefined {
  return typeof choice === 'object' ? choice?.function.name : choice;
}

function wantsUsage({
  stream,
  stream_options: options,
}: Pick<ChatCompletionRequest, 'stream' | 'stream_options'>): boolean {
  return stream === true && options?.include_usage === true;
}

/** The native API's own parameters, and the value of each that says nothing. */
const NATIVE_ONLY = {
  do_sample: true,
  top_k: 0,
  typical_p: 1,
  repetition_penalty: 1,
  truncate: undefined,
  watermark: false,
  best_of: 1,
  grammar: undefined,
  adapter_id: undefined,
  top_n_tokens: 0,
} as const satisfies { [Name in keyof ChatCompletionRequest]?: unknown };

function refuseNativeOnly(request: object, taken: readonly (keyof typeof NATIVE_ONLY)[]): void {
  const given: Readonly<Record<string, unknown>> = { ...request };
  for (const [name, off] of Object.entries(NATIVE_ONLY)) {
    const isTaken = taken.some((each) => each === name);
    if (!isTaken && isGiven(given[name]) && given[name] !== off) throw nativeOnly(name);
  }
}

function nativeOnly(name: string): UnsupportedError {
  return new UnsupportedError(
    `\`${name}\` does not exist on TGI’s \`/v1\`. Set \`promptBuilder\` (or \`backend: "generate"\`), so that the native API is asked.`,
    { param: name },
  );
}

function toOpenAIChat(request: ChatCompletionRequest, stops: readonly string[]): Record<string, unknown> {
  refuseFields(withoutOpenAIFields(request, 'openai'), 'ChatCompletionRequest');
  const { tools, tool_choice: choice, ...rest } = request;
  return {
    ...toOpenAIBody(rest, stops),
    ...(isGiven(tools) && tools.length > 0 && defined({ tools, tool_choice: choice })),
    messages: toOpenAIMessages(request.messages),
  };
}

/** The caller's own words, but for those that say nothing and are refused by some server. The seed is written apart. */
function toOpenAIBody(request: object, stops: readonly string[]): Record<string, unknown> {
  const {
    seed: _,
    stream,
    stream_options: options,
    stop,
    ...given
  }: Readonly<Record<string, unknown>> = {
    // First, as the Hugging Face router wants it.
    model: undefined,
    ...request,
  };
  const said = Object.entries(given).filter(([name, value]) => isGiven(value) && !isSilent(name, value));
  return {
    ...Object.fromEntries(said),
    ...(stops.length > 0 && { stop: typeof stop === 'string' && stops.length === 1 ? stop : toSentStops(stops) }),
    ...(stream === true && isGiven(options) && { stream_options: defined(Object(options)) }),
  };
}

function isSilent(name: string, value: unknown): boolean {
  if (name === 'presence_penalty') return value === 0;
  return name === 'logit_bias' && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Without what OpenAI-shaped servers know and TGI does not. */
function withoutOpenAIFields(request: ChatCompletionRequest, dialect: Dialect): object {
  if (dialect === 'tgi') return request;
  const { reasoning_effort: _, verbosity: __, ...rest } = request;
  return rest;
}

/** The prompts as texts; token ids, which only OpenAI-shaped servers take, are none. */
function toTexts(prompt: CompletionRequest['prompt'], { dialect }: MessagesOptions): string[] | undefined {
  const hasIds = Array.isArray(prompt) && prompt.some((item) => typeof item !== 'string');
  return hasIds && dialect === 'openai' ? undefined : toPrompts(prompt);
}

/** Token ids as a list of prompts: one list of numbers is one prompt. */
function toLists(prompt: CompletionRequest['prompt']): readonly unknown[] {
  return Array.isArray(prompt) && Array.isArray(prompt[0]) ? prompt : [prompt];
}

/** A single prompt is sent as it came: a string, or a list of one. */
function toSentPrompt(given: CompletionRequest['prompt'], texts: string[] | undefined): string | string[] | undefined {
  return texts?.length === 1 && !Array.isArray(given) ? texts[0] : texts;
}
