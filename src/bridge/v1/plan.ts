/** What chat and text completion become on a server's `/v1`: the requests to send, in its dialect, and how each answer is read. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import type { Caller } from '../../base/caller.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { PromptBuilder } from '../../prompt/prompt-builder.ts';
import { toReadingNeed } from '../../prompt/response/markers.ts';
import type { V1Request } from '../../servers/v1.ts';
import type { Dialect } from '../dialect.ts';
import type { Reading } from '../generation.ts';
import { factsOf } from './dialects/all.ts';
import { refuseBuiltForm } from './format.ts';
import { toOpenAIChat, toOpenAICompletion, withoutOpenAIFields } from './openai-request.ts';
import { defined, isGiven, refuseFields, toMaxNewTokens } from '../parameters.ts';
import {
  isForced,
  refuseLoneToolChoice,
  refuseTemplateName,
  toPromptOptions,
  toPrompts,
  withoutPromptOptions,
} from '../request.ts';
import { mergeStops } from '../stop.ts';
import { splitRequest } from './split.ts';
import { toChatRepair, toCompletionRepair } from './tgi-repair.ts';
import type { TgiRepair } from './tgi-repair.ts';
import { toTgiChat, toTgiCompletion } from './tgi-request.ts';

/** How the text of one choice is read. */
export interface V1Reading extends Reading {
  /** The server repeats the prompt itself. TGI's `/v1` does not: the prompt is put before the text here. */
  isEchoedThere: boolean;
  /** How many tokens of the prompt are to stand among the text's own, at the least. Absent: they are not asked for. */
  promptTokens?: number | undefined;
  /** The server is TGI, whose own word for the end is handed on beside OpenAI's. Undefined: its answer tells. */
  isTgi: boolean | undefined;
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
  /** It holds a list of prompts, and whether the server takes such a list is not known. Default: false. */
  mayBeSplit?: boolean | undefined;
  /** What TGI gets wrong of it, and is mended around it. */
  repair?: TgiRepair | undefined;
}

export interface V1PlanOptions extends Caller {
  /** Undefined: the server is not known, and the request is alike for all. */
  dialect: Dialect | undefined;
  /** TGI's, where it is known. */
  version?: string | undefined;
  /** Sent before the request's own. */
  stops?: readonly string[] | undefined;
}

/** Whether a server is TGI, where it is known. */
function isTgi(dialect: Dialect | undefined): boolean | undefined {
  return dialect === undefined ? undefined : dialect === 'tgi';
}

/** The requests a chat becomes where the server applies the model's template. */
export function toV1ChatPlan(request: ChatCompletionRequest, options: V1PlanOptions): PlannedV1[] {
  refuseLoneToolChoice(request);
  refuseTemplateName(request);
  const { dialect, version, stops: own = [], isOverHttp } = options;
  const stops = mergeStops(own, request.stop);
  const tgi = dialect === 'tgi' ? toTgiChat(request, { stops, version }) : undefined;
  const body = tgi ?? toOpenAIChat(request, { stops, dialect, isOverHttp });
  const reading = { stops, echo: '', isEchoedThere: false, isTgi: isTgi(dialect) };
  const { tools, tool_choice: choice } = request;
  const isAuto = (tools ?? []).length > 0 && (choice ?? 'auto') === 'auto';
  const repair = tgi === undefined ? undefined : toChatRepair(request, { tools: tgi.tools, version });
  return splitRequest(request, { dialect, prompts: 1 }).map(({ indices, seed }) => ({
    call: {
      route: '/v1/chat/completions',
      body,
      seed,
      choices: indices.length,
    },
    indices,
    readings: indices.map(() => reading),
    hidesTextPass: dialect === 'tgi' && isAuto,
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
  const { dialect, stops: own = [], isOverHttp } = options;
  const stops = mergeStops(own, builder?.stop, request.stop);
  const prompts = toTexts(request.prompt, options)?.map((prompt) => builder?.(prompt) ?? prompt);
  const n = request.n ?? 1;
  const lists = prompts ?? toLists(request.prompt);
  const { length: count } = lists;
  const takesOne = factsOf(dialect).singlePrompts === true || batchSize === 1;
  const isList = !takesOne && Array.isArray(request.prompt) && typeof request.prompt[0] !== 'number';
  return splitRequest(request, { dialect, prompts: count, batchSize }).map(({ indices, seed, from, to }) => {
    const sent = toSentPrompt(lists.slice(from, to), { isList });
    return {
      call: {
        route: '/v1/completions',
        body:
          dialect === 'tgi'
            ? toTgiCompletion(request, { prompt: Array.isArray(sent) ? toPrompts(sent) : sent, stops })
            : toOpenAICompletion({ ...request, ...oneLogprob(request), prompt: sent }, { stops, dialect, isOverHttp }),
        seed,
        choices: indices.length,
      },
      indices,
      readings: indices.map((index) => ({
        stops,
        echo: request.echo === true ? (prompts?.[Math.floor(index / n)] ?? '') : '',
        isEchoedThere: dialect !== 'tgi' && factsOf(dialect).ignores?.completions?.echo === undefined,
        ...(request.echo === true &&
          isGiven(request.logprobs) && { promptTokens: countIds(request.prompt, Math.floor(index / n)) }),
        isTgi: isTgi(dialect),
      })),
      hidesTextPass: false,
      mayBeSplit: isList && factsOf(dialect).takesLists !== true,
      ...defined({ repair: dialect === 'tgi' ? toCompletionRepair(request, options.version) : undefined }),
    };
  });
}

/** A chat whose prompt is built here, for a server that has no native API. */
export function toV1BuiltChatPlan(
  request: ChatCompletionRequest,
  { builder, ...options }: V1PlanOptions & { builder: PromptBuilder },
): PlannedV1[] {
  const sent = withoutPromptOptions(request);
  refuseFields(withoutOpenAIFields(sent, options.dialect), 'ChatCompletionRequest');
  const promptOptions = toPromptOptions(request, builder);
  if (promptOptions.tools !== undefined && isForced(request)) {
    throw new UnsupportedError(
      '`tool_choice` that demands a call needs TGI’s native API where the prompt is built here. Set `backend: "generate"`, or no `promptBuilder`.',
      { param: 'tool_choice' },
    );
  }
  const { dialect, stops = [], isOverHttp } = options;
  const {
    messages,
    tools: _,
    tool_choice: __,
    parallel_tool_calls: ____,
    max_completion_tokens: ___,
    logprobs,
    top_logprobs: top,
    ...rest
  } = sent;
  const { response_format: format, ...shared } = rest;
  if (dialect === 'tgi' && isGiven(format) && format.type !== 'text') {
    throw new UnsupportedError(
      '`response_format` does not exist on TGI’s `/v1/completions`. Set `backend: "generate"`, or no `promptBuilder`.',
      { param: 'response_format' },
    );
  }
  if (dialect !== 'tgi') refuseBuiltForm(format, dialect);
  const readsSpecial = toReadingNeed(builder.responseTemplate, promptOptions.tools !== undefined) === 'special';
  const completion: CompletionRequest & Pick<ChatCompletionRequest, 'response_format'> = {
    prompt: builder(messages, promptOptions),
    ...(readsSpecial && factsOf(dialect).skipsSpecialTokens === true && { skip_special_tokens: false }),
    ...shared,
    ...defined({ response_format: dialect === 'tgi' ? undefined : format, max_tokens: toMaxNewTokens(request) }),
    ...(logprobs === true && { logprobs: top ?? 0 }),
  };
  return toV1CompletionPlan(completion, { dialect, stops: mergeStops(stops, builder.stop), isOverHttp });
}

/** The prompts as texts; token ids, which only OpenAI-shaped servers take, are none. */
function toTexts(prompt: CompletionRequest['prompt'], { dialect }: V1PlanOptions): string[] | undefined {
  const hasIds = Array.isArray(prompt) && prompt.some((item) => typeof item !== 'string');
  return hasIds && dialect !== 'tgi' ? undefined : toPrompts(prompt);
}

/** Token ids as a list of prompts: one list of numbers is one prompt. */
function toLists(prompt: CompletionRequest['prompt']): readonly Prompt[] {
  return isLists(prompt) ? prompt : [prompt];
}

function isLists(prompt: CompletionRequest['prompt']): prompt is number[][] {
  return Array.isArray(prompt) && Array.isArray(prompt[0]);
}

/** A text, or the ids of one. */
type Prompt = CompletionRequest['prompt'];

/** How many tokens a prompt of ids has; one at the least. */
function countIds(prompt: CompletionRequest['prompt'], place: number): number {
  const own = toLists(prompt)[place];
  return Array.isArray(own) ? own.length : 1;
}

/** Some servers take 0 for none (llama.cpp), where OpenAI gives the chosen token alone. */
function oneLogprob({ logprobs }: CompletionRequest): { logprobs?: number } {
  return logprobs === 0 ? { logprobs: 1 } : {};
}

/** A single prompt is sent as it came: alone, or as a list of one. */
function toSentPrompt(prompts: readonly Prompt[], { isList }: { isList: boolean }): Prompt {
  const [first] = prompts;
  // All are texts, or all are lists of ids.
  return isList || first === undefined ? ([...prompts] as string[] | number[][]) : first;
}
