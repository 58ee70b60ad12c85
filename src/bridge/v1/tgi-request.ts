/** Requests for `/v1` in TGI's dialect of OpenAI's API. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import type { ChatRequest } from '../../../generated/tgi.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { TgiChatBody, TgiCompletionBody } from '../../servers/v1.ts';
import { toGrammar } from '../grammar.ts';
import { toTgiMessages } from './history.ts';
import {
  below1,
  defined,
  isGiven,
  refuseFields,
  refuseUntranslatable,
  toMaxNewTokens,
  toTopNTokens,
} from '../parameters.ts';
import { refuseSuffix } from '../request.ts';
import { toSentStops } from '../stop.ts';
import { toTgiParameters } from '../tgi-schema.ts';
import { wantsUsage } from '../usage.ts';

export function toTgiChat(request: ChatCompletionRequest, stops: readonly string[]): TgiChatBody {
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

export function toTgiCompletion(
  request: CompletionRequest,
  { prompt, stops }: { prompt: string | string[]; stops: readonly string[] },
): TgiCompletionBody {
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
  return tools.map(({ type, function: { name, description, parameters } }, index) => ({
    type,
    function: {
      name,
      ...defined({ description }),
      parameters: toTgiParameters(parameters ?? {}, `tools[${index}].function.parameters`),
    },
  }));
}

/** A function is chosen by its bare name, which TGI takes since 1.4; the object since 2.4 only. */
function toTgiToolChoice(choice: ChatCompletionRequest['tool_choice']): string | undefined {
  return typeof choice === 'object' ? choice?.function.name : choice;
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
