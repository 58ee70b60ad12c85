/** Requests for `/v1` in TGI's dialect of OpenAI's API. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import { v1Parameters } from '../../../generated/openai.v1-parameters.ts';
import type { ChatRequest } from '../../../generated/tgi.ts';
import { tgiSince } from '../../../generated/tgi.versions.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { TgiChatBody, TgiCompletionBody } from '../../servers/v1.ts';
import { toGrammar } from '../grammar.ts';
import type { GenerationRequest } from '../parameters.ts';
import type { Sent } from '../marks.ts';
import { isSaid, toSent } from '../marks.ts';
import { isTgiBefore } from '../tgi-version.ts';
import { toTgiMessages } from './history.ts';
import {
  asksGreedy,
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

export function toTgiChat(
  request: ChatCompletionRequest,
  { stops, version }: { stops: readonly string[]; version?: string | undefined },
): TgiChatBody {
  refuseFields(request, 'ChatCompletionRequest');
  refuseUntranslatable(request);
  refuseNativeOnly(request, 'ChatCompletionRequest');
  toTopNTokens([['top_logprobs', request.top_logprobs]]);
  const { sent: names } = v1Parameters.ChatCompletionRequest;
  const sent: Sent<typeof names, ChatCompletionRequest, TgiChatBody> = toTgiFields(request, names);
  const tools = request.tool_choice === 'none' ? undefined : toTgiTools(request.tools);
  const format = toTgiFormat(request);
  if (format !== undefined) refuseFormatOfOld(version);
  return {
    model: request.model,
    messages: toTgiMessages(request.messages, version),
    ...defined({
      max_tokens: toMaxNewTokens(request),
      stop: toStopList(stops),
      logprobs: request.logprobs,
      top_logprobs: request.top_logprobs,
      tools,
      // Up to 2.1 tools without it are passed over.
      tool_choice: tools === undefined ? undefined : toTgiToolChoice(request.tool_choice ?? 'auto'),
      // Beside tools TGI refuses it: the text is looked at here (tgi-repair.ts).
      response_format: tools === undefined ? format : undefined,
      stream_options: wantsUsage(request) ? { include_usage: true } : undefined,
      ...sent,
    }),
  };
}

function refuseFormatOfOld(version: string | undefined): void {
  if (!isTgiBefore(tgiSince.responseFormat, version)) return;
  throw new UnsupportedError(
    `TGI ${version} passes \`response_format\` over in silence: its \`/v1\` has it since 2.1. Set \`promptBuilder\`, so that the native API is asked, which has grammars, or leave it out.`,
    { param: 'response_format' },
  );
}

/** What a format becomes. `json` in the native API; the name that OpenAI has is understood by every version (TGI router, GrammarType). */
export function toTgiFormat(request: ChatCompletionRequest): TgiChatBody['response_format'] {
  const grammar = toGrammar(request);
  return grammar?.type === 'json' ? { type: 'json_object', value: grammar.value } : grammar;
}

export function toTgiCompletion(
  request: CompletionRequest,
  { prompt, stops }: { prompt: string | string[]; stops: readonly string[] },
): TgiCompletionBody {
  refuseFields(request, 'CompletionRequest');
  refuseUntranslatable(request);
  refuseSuffix(request);
  refuseNativeOnly(request, 'CompletionRequest');
  if (isGiven(request.logprobs)) throw nativeOnly('logprobs');
  const { sent: names } = v1Parameters.CompletionRequest;
  const sent: Sent<typeof names, CompletionRequest, TgiCompletionBody> = toTgiFields(request, names);
  return {
    model: request.model,
    prompt,
    ...defined({
      max_tokens: request.max_tokens,
      stop: toStopList(stops),
      ...sent,
    }),
  };
}

function toStopList(stops: readonly string[]): string[] | undefined {
  return stops.length > 0 ? toSentStops(stops) : undefined;
}

function toTgiTools(tools: ChatCompletionRequest['tools']): ChatRequest['tools'] {
  if (!isGiven(tools) || tools.length === 0) return undefined;
  return tools.map(({ type, function: { name, description, parameters } }, index) => {
    const path = `tools[${index}].function`;
    if (name === NO_TOOL) {
      const reason = 'by which TGI says that it calls none. Give it another';
      throw new UnsupportedError(`\`${path}.name\` is "${NO_TOOL}", ${reason}.`, { param: `${path}.name` });
    }
    return {
      type,
      function: {
        name,
        ...defined({ description }),
        parameters: toTgiParameters(parameters ?? {}, `${path}.parameters`),
      },
    };
  });
}

/** TGI offers it itself beside the others, for a text (TGI router, tool_grammar.rs). */
const NO_TOOL = 'no_tool';

/** A function is chosen by its bare name, which TGI takes since 1.4; the object since 2.4 only. */
function toTgiToolChoice(choice: ChatCompletionRequest['tool_choice']): string | undefined {
  if (typeof choice !== 'object') return choice;
  return choice !== null && 'function' in choice ? choice.function.name : undefined;
}

/** Greedy decoding is a temperature of 0; a nucleus beside it would turn sampling on again (TGI server, tokens.py). */
function toTgiFields<Names extends Readonly<Record<keyof Names, string>>, Request extends GenerationRequest>(
  request: Request,
  names: Names,
) {
  const isGreedy = asksGreedy(request);
  return { ...toSent(request, { names, isGreedy }), ...(isGreedy && { temperature: 0 }) };
}

/** Refuses what the native API alone knows, where its value says something. */
function refuseNativeOnly(request: object, schema: keyof typeof v1Parameters): void {
  const { nativeOnly: unknown } = v1Parameters[schema];
  for (const [name, value] of Object.entries(request)) {
    if (unknown.some((field) => field === name) && isSaid(name, value)) throw nativeOnly(name);
  }
}

function nativeOnly(name: string): UnsupportedError {
  return new UnsupportedError(
    `\`${name}\` does not exist on TGI’s \`/v1\`. Set \`promptBuilder\` (or \`backend: "generate"\`), so that the native API is asked.`,
    { param: name },
  );
}
