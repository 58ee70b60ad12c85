/** What chat and text completion become on a server's `/v1`: the requests to send, in its dialect, and how each answer is read. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import { v1Parameters } from '../../../generated/openai.v1-parameters.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { PromptBuilder } from '../../prompt/prompt-builder.ts';
import type { V1Request } from '../../servers/v1.ts';
import type { Dialect } from '../dialect.ts';
import { expectFewRequests } from '../fan-out.ts';
import type { Reading } from '../generation.ts';
import { isPlainHistory } from './history.ts';
import { toOpenAIBody, toOpenAIChat, toOpenAIFormat, withoutOpenAIFields } from './openai-request.ts';
import { isSaid, isSampled } from '../marks.ts';
import { asksGreedy, defined, isGiven, refuseFields, toMaxNewTokens } from '../parameters.ts';
import { refuseLoneToolChoice, refuseTools, toPrompts } from '../request.ts';
import { seedOfChoice, toSeed } from '../seed.ts';
import { mergeStops } from '../stop.ts';
import { toWatchedLimit } from '../tgi-limit.ts';
import { toChatRepair, toCompletionRepair } from './tgi-repair.ts';
import type { TgiRepair } from './tgi-repair.ts';
import { toTgiChat, toTgiCompletion } from './tgi-request.ts';
import { wantsUsage } from '../usage.ts';

/** How the text of one choice is read. */
export interface V1Reading extends Reading {
  /** The server repeats the prompt itself. TGI's `/v1` does not: the prompt is put before the text here. */
  isEchoedThere: boolean;
  /** How many tokens of the prompt are to stand among the text's own, at the least. Absent: they are not asked for. */
  promptTokens?: number | undefined;
  /** The server is TGI, whose own word for the end is handed on beside OpenAI's. */
  isTgi: boolean;
}

/** One request, and which choices of the answer it is for. */
export interface PlannedV1 {
  call: V1Request;
  /** The request's own choice k is choice `indices[k]` of the answer. */
  indices: readonly number[];
  /** One for each of `indices`. */
  readings: readonly V1Reading[];
  /** An answer in text has the counts and logprobs of a pass that was thrown away (TGI router, chat with tools). */
  hidesTextPass: boolean;
  /** What TGI gets wrong of it, and is mended around it. */
  repair?: TgiRepair | undefined;
}

export interface V1PlanOptions {
  dialect: Dialect;
  /** Sent before the request's own. */
  stops?: readonly string[] | undefined;
}

type AnyRequest = Partial<Omit<ChatCompletionRequest, 'logprobs'> & Omit<CompletionRequest, 'logprobs'>>;

/** Which fields are written alike in both dialects only where their value is of a certain form. */
const ALIKE_WHERE: { [Name in keyof AnyRequest]?: (request: AnyRequest) => boolean } = {
  messages: ({ messages = [] }) => isPlainHistory(messages),
  prompt: ({ prompt = '' }) => typeof prompt === 'string' || isSmallBatch(prompt),
  temperature: () => true,
  // Changes nothing, and TGI passes it over.
  user: () => true,
  n: ({ n }) => n === 1,
  max_tokens: ({ max_tokens: maxTokens }) => toWatchedLimit(maxTokens) === undefined,
  stop: ({ stop }) => Array.isArray(stop),
  presence_penalty: ({ presence_penalty: penalty }) => penalty === 0,
};

/** Whether a request reads differently in the two dialects, so that a server has to be asked which it speaks. */
export function dependsOnDialect(request: ChatCompletionRequest | CompletionRequest): boolean {
  const isAlike: Readonly<Record<string, ((request: AnyRequest) => boolean) | undefined>> = ALIKE_WHERE;
  return Object.keys(request).some((name) => !(isAlike[name]?.(request) ?? isWrittenAlike(request, name)));
}

/** Whether TGI takes a field as OpenAI writes it. */
function isWrittenAlike(request: AnyRequest, field: string): boolean {
  const { sent, alike } = v1Parameters[request.messages === undefined ? 'CompletionRequest' : 'ChatCompletionRequest'];
  if (alike.some((name) => name === field)) return true;
  const value: unknown = Object.entries(request).find(([name]) => name === field)?.[1];
  return Object.hasOwn(sent, field) && !(isSampled(field) && (asksGreedy(request) || !isSaid(field, value)));
}

function isSmallBatch(prompts: readonly unknown[]): boolean {
  return prompts.length <= SAFE_BATCH_SIZE && prompts.every((prompt) => typeof prompt === 'string');
}

/** The requests a chat becomes where the server applies the model's template. */
export function toV1ChatPlan(request: ChatCompletionRequest, options: V1PlanOptions): PlannedV1[] {
  refuseLoneToolChoice(request);
  const { dialect, stops: own = [] } = options;
  const stops = mergeStops(own, request.stop);
  const tgi = dialect === 'tgi' ? toTgiChat(request, stops) : undefined;
  const body = tgi ?? toOpenAIChat(request, stops);
  const reading = { stops, echo: '', isEchoedThere: false, isTgi: dialect === 'tgi' };
  const { tools, tool_choice: choice } = request;
  const isAuto = (tools ?? []).length > 0 && (choice ?? 'auto') === 'auto';
  const repair = tgi === undefined ? undefined : toChatRepair(request, tgi);
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
    ...defined({ repair }),
  }));
}

/** The requests a text completion becomes; its prompts are built where a builder is given. */
export function toV1CompletionPlan(
  request: CompletionRequest,
  {
    builder,
    batchSize,
    ...options
  }: V1PlanOptions & { builder?: PromptBuilder | undefined; batchSize?: number | undefined },
): PlannedV1[] {
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
            : toOpenAIBody({ ...request, ...oneLogprob(request), prompt: sent ?? request.prompt }, stops),
        seed,
        choices: indices.length,
        wantsUsage: wantsUsage(request),
      },
      indices,
      readings: indices.map((index) => ({
        stops,
        echo: request.echo === true ? (prompts?.[Math.floor(index / n)] ?? '') : '',
        isEchoedThere: dialect === 'openai',
        ...(request.echo === true &&
          isGiven(request.logprobs) && { promptTokens: countIds(request.prompt, Math.floor(index / n)) }),
        isTgi: dialect === 'tgi',
      })),
      hidesTextPass: false,
      ...defined({ repair: dialect === 'tgi' ? toCompletionRepair(request) : undefined }),
    };
  });
}

/** A chat whose prompt is built here, for a server that has no native API. */
export function toV1BuiltChatPlan(
  request: ChatCompletionRequest,
  { builder, ...options }: V1PlanOptions & { builder: PromptBuilder },
): PlannedV1[] {
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
    ...(dialect === 'openai' && toOpenAIFormat(format)),
    ...(logprobs === true && { logprobs: top ?? 0 }),
    prompt: builder(messages),
  };
  return toV1CompletionPlan(completion, { dialect, stops: mergeStops(stops, builder.stop) });
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
  expectFewRequests({ prompts, n: choices, ...(dialect === 'tgi' && { batchSize }) });
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

/** The prompts as texts; token ids, which only OpenAI-shaped servers take, are none. */
function toTexts(prompt: CompletionRequest['prompt'], { dialect }: V1PlanOptions): string[] | undefined {
  const hasIds = Array.isArray(prompt) && prompt.some((item) => typeof item !== 'string');
  return hasIds && dialect === 'openai' ? undefined : toPrompts(prompt);
}

/** Token ids as a list of prompts: one list of numbers is one prompt. */
function toLists(prompt: CompletionRequest['prompt']): readonly unknown[] {
  return Array.isArray(prompt) && Array.isArray(prompt[0]) ? prompt : [prompt];
}

/** How many tokens a prompt of ids has; one at the least. */
function countIds(prompt: CompletionRequest['prompt'], place: number): number {
  const own = toLists(prompt)[place];
  return Array.isArray(own) ? own.length : 1;
}

/** Some servers take 0 for none (llama.cpp), where OpenAI gives the chosen token alone. */
function oneLogprob({ logprobs }: CompletionRequest): { logprobs?: number } {
  return logprobs === 0 ? { logprobs: 1 } : {};
}

/** A single prompt is sent as it came: a string, or a list of one. */
function toSentPrompt(given: CompletionRequest['prompt'], texts: string[] | undefined): string | string[] | undefined {
  return texts?.length === 1 && !Array.isArray(given) ? texts[0] : texts;
}
