/** What a facade request becomes on TGI's native API: the requests to send, and how each generation is read. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import type { GrammarType } from '../../../generated/tgi.ts';
import type { PromptBuilder } from '../../prompt/prompt-builder.ts';
import { toReadingNeed } from '../../prompt/response/markers.ts';
import type { GenerateCall } from '../../servers/tgi.ts';
import { expectFewRequests } from '../fan-out.ts';
import type { Reading } from '../generation.ts';
import type { GenerationRequest } from '../parameters.ts';
import { defined, isGiven, refuseFields, toParameters, toTopNTokens } from '../parameters.ts';
import {
  offersTools,
  refuseLoneTopLogprobs,
  refuseSuffix,
  toPromptOptions,
  toPrompts,
  withoutPromptOptions,
} from '../request.ts';
import { seedOfChoice, toSeed } from '../seed.ts';
import { toNoPromptTokens } from './prompt-tokens.ts';
import { mergeStops, toSentStops } from '../stop.ts';
import { toWatchedLimit } from '../tgi-limit.ts';

/** One request, for one choice. */
export interface PlannedNative {
  call: GenerateCall;
  /** The choice. */
  indices: readonly [number];
  reading: Reading;
}

export interface NativePlanOptions<Builder extends PromptBuilder | undefined> {
  builder: Builder;
  /** Sent before the builder's and the request's own. */
  stops?: readonly string[] | undefined;
  /** What the request's `response_format` or `grammar` becomes. */
  grammar?: GrammarType | undefined;
  /** TGI's, where it is known. */
  version?: string | undefined;
}

/** The requests a chat becomes. The prompt is the builder's; so are its stop sequences. */
export function toNativeChatPlan(
  request: ChatCompletionRequest,
  { builder, stops = [], grammar, version }: NativePlanOptions<PromptBuilder>,
): PlannedNative[] {
  refuseFields(withoutPromptOptions(request), 'ChatCompletionRequest');
  const options = toPromptOptions(request, builder);
  refuseLoneTopLogprobs(request);
  const keepsSpecial = toReadingNeed(builder.responseTemplate, offersTools(request)) === 'special';
  return toPlan(request, {
    prompts: [builder(request.messages, options)],
    stops: mergeStops(stops, builder.stop, request.stop),
    echo: false,
    version,
    // Markers of calls are special tokens in some models, which the text does not show.
    keepsSpecial,
    isTextOnly: request.logprobs !== true && !keepsSpecial,
    parameters: defined({
      grammar,
      top_n_tokens: toTopNTokens([
        ['top_logprobs', request.top_logprobs],
        ['top_n_tokens', request.top_n_tokens],
      ]),
    }),
  });
}

/** The requests a completion becomes: one for each prompt and choice. Prompts are sent as they are, or built where a builder is given. */
export function toNativeCompletionPlan(
  request: CompletionRequest,
  { builder, stops = [], grammar, version }: NativePlanOptions<PromptBuilder | undefined>,
): PlannedNative[] {
  refuseFields(request, 'CompletionRequest');
  refuseSuffix(request);
  const prompts = toPrompts(request.prompt);
  const scoresPrompt = request.echo === true && isGiven(request.logprobs);
  // TGI refuses it there (router, validation).
  if (scoresPrompt && request.stream === true) throw toNoPromptTokens('TGI does not stream');
  expectFewRequests({ prompts: prompts.length, n: request.n ?? 1, batchSize: 1 });
  return toPlan(request, {
    prompts: builder === undefined ? prompts : prompts.map((prompt) => builder(prompt)),
    stops: mergeStops(stops, builder?.stop, request.stop),
    echo: request.echo === true,
    version,
    isTextOnly: !isGiven(request.logprobs),
    scoresPrompt,
    parameters: defined({
      grammar,
      decoder_input_details: scoresPrompt || undefined,
      top_n_tokens: toTopNTokens([
        ['logprobs', request.logprobs],
        ['top_n_tokens', request.top_n_tokens],
      ]),
    }),
  });
}

/** What the fields of one endpoint add to the shared ones. */
interface PlanInput {
  prompts: readonly string[];
  stops: readonly string[];
  echo: boolean;
  isTextOnly: boolean;
  keepsSpecial?: boolean;
  scoresPrompt?: boolean;
  version: string | undefined;
  /** Parameters of this endpoint: grammar, alternatives. */
  parameters: GenerateCall['parameters'];
}

/** TGI generates one token at least (TGI router, validation): it is left out of a text of none. */
function atLeastOne(maxNewTokens: number | null | undefined) {
  return maxNewTokens === 0 ? { max_new_tokens: 1 } : undefined;
}

/** All choices, prompt by prompt. */
function toPlan(
  request: GenerationRequest,
  { prompts, stops, echo, isTextOnly, keepsSpecial = false, scoresPrompt = false, version, parameters }: PlanInput,
): PlannedNative[] {
  const shared = toParameters(request);
  const seed = shared.best_of === undefined ? toSeed(request.seed) : undefined;
  const sent = toSentStops(stops);
  const all = {
    return_full_text: echo,
    ...shared,
    ...atLeastOne(shared.max_new_tokens),
    ...(sent.length > 0 && { stop: sent }),
    ...parameters,
  };
  const n = request.n ?? 1;
  const maxTokens = shared.max_new_tokens === 0 ? 0 : toWatchedLimit(shared.max_new_tokens, version);
  return Array.from({ length: prompts.length * n }, (_, index) => {
    const inputs = prompts[Math.floor(index / n)] ?? '';
    return {
      // Text alone does not say how many tokens it is of.
      call: {
        inputs,
        parameters: all,
        seed: seedOfChoice(seed, index % n),
        isTextOnly: isTextOnly && maxTokens === undefined,
      },
      indices: [index],
      reading: {
        stops,
        echo: echo ? inputs : '',
        isTextOnly,
        ...(keepsSpecial && { keepsSpecial }),
        ...(scoresPrompt && { scoresPrompt }),
        ...defined({ maxTokens }),
      },
    };
  });
}
