/**
 * What chat and completion requests share: sampling and limits, as TGI's `parameters`. The table is generated from the marks in
 * `openapi/openai.yaml`; here are the rules that look at two fields.
 */
import { nativeNames, refusedFields } from '../../generated/openai.parameters.ts';
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { GenerateCall } from '../servers/tgi.ts';
import type { Sent } from './marks.ts';
import { isSaid, toSent } from './marks.ts';

type TgiParameters = GenerateCall['parameters'];

/** The fields both requests have, read alike. */
export type GenerationRequest = Pick<
  ChatCompletionRequest & CompletionRequest,
  Exclude<keyof ChatCompletionRequest & keyof CompletionRequest, 'logprobs'>
> &
  Pick<ChatCompletionRequest, 'max_completion_tokens'>;

/** What TGI answers at most beside each token (`--max-top-n-tokens`). */
const MAX_TOP_TOKENS = 5;

const FOR_BUILDERS = 'Set `promptBuilder`: prompts that are built here have a place for it. Or leave it out.';

/** What to use instead of a refused field, where there is something. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['chat_template_kwargs', FOR_BUILDERS],
  ['documents', FOR_BUILDERS],
  ['reasoning_effort', FOR_BUILDERS],
]);

/** Refuses the fields that change the text and that this server cannot be told. */
export function refuseFields(request: object, schema: keyof typeof refusedFields): void {
  const refused: readonly string[] = refusedFields[schema];
  for (const [name, value] of Object.entries(request)) {
    if (refused.includes(name)) {
      const advice = INSTEAD.get(name) ?? 'Leave it out.';
      throw new UnsupportedError(`\`${name}\` cannot be expressed to TGI. ${advice}`, { param: name });
    }
    if (name === 'modalities' && Array.isArray(value) && value.some((kind) => kind !== 'text')) {
      throw new UnsupportedError('`modalities` asks for more than text. This server generates text only.', {
        param: name,
      });
    }
  }
}

/**
 * Sampling parameters and limits. `do_sample` is always explicit: its default on the wire flips with the presence of `parameters`
 * (TGI router, lib.rs `default_parameters`).
 */
export function toParameters(request: GenerationRequest): TgiParameters {
  refuseUntranslatable(request);
  const isSampled = toDoSample(request);
  const sent: Sent<typeof nativeNames, GenerationRequest, TgiParameters> = toSent(request, {
    names: nativeNames,
    isGreedy: !isSampled,
  });
  return {
    details: true,
    do_sample: isSampled,
    ...sent,
    ...defined({ max_new_tokens: toMaxNewTokens(request), best_of: toBestOf(request, isSampled) }),
  };
}

/** Greedy decoding is asked for by temperature 0 or an empty nucleus, as with OpenAI. */
export function asksGreedy({ temperature, top_p: topP }: Pick<GenerationRequest, 'temperature' | 'top_p'>): boolean {
  return temperature === 0 || (isGiven(topP) && topP <= 0);
}

/** Or by name. */
function toDoSample(request: GenerationRequest): boolean {
  const { do_sample, temperature } = request;
  const isGreedy = asksGreedy(request);
  if (do_sample === true && isGreedy) {
    const param = temperature === 0 ? 'temperature' : 'top_p';
    throw new BadRequestError(
      `\`do_sample: true\` contradicts \`${param}: 0\`, which means greedy decoding. Leave one out.`,
      { param },
    );
  }
  return do_sample ?? !isGreedy;
}

export function toMaxNewTokens({ max_tokens, max_completion_tokens }: GenerationRequest): number | null | undefined {
  if (isGiven(max_tokens) && isGiven(max_completion_tokens) && max_tokens !== max_completion_tokens) {
    throw new BadRequestError(
      '`max_tokens` and `max_completion_tokens` name the same limit but differ. Pass one of them.',
      {
        param: 'max_tokens',
      },
    );
  }
  return max_completion_tokens ?? max_tokens;
}

function toBestOf({ best_of, n, stream }: GenerationRequest, isSampled: boolean): number | undefined {
  if (!isGiven(best_of) || !isSaid('best_of', best_of)) return undefined;
  const refusal = (reason: string) => new BadRequestError(`\`best_of\` ${reason}`, { param: 'best_of' });
  if (isGiven(n) && n > 1) throw refusal('needs `n: 1`: TGI returns the best text only.');
  if (stream === true) throw refusal('cannot be streamed: the best text is known at the end only.');
  if (!isSampled) throw refusal('needs sampling: greedy texts are all the same. Set a temperature above 0.');
  return best_of;
}

export function refuseUntranslatable({ presence_penalty, logit_bias }: GenerationRequest): void {
  if (isGiven(presence_penalty) && presence_penalty !== 0) {
    throw new UnsupportedError(
      '`presence_penalty` does not exist in TGI. Use `repetition_penalty` or `frequency_penalty`.',
      {
        param: 'presence_penalty',
      },
    );
  }
  if (isGiven(logit_bias) && Object.keys(logit_bias).length > 0) {
    throw new UnsupportedError('`logit_bias` does not exist in TGI. Use `grammar` to constrain the text.', {
      param: 'logit_bias',
    });
  }
}

/** How many alternatives to ask for beside each token. */
export function toTopNTokens(
  wanted: readonly (readonly [field: string, count: number | null | undefined])[],
): number | undefined {
  for (const [param, count] of wanted) {
    if (isGiven(count) && count > MAX_TOP_TOKENS) {
      throw new BadRequestError(
        `\`${param}\` is ${count}. TGI gives at most ${MAX_TOP_TOKENS} alternatives for a token.`,
        { param },
      );
    }
  }
  const most = Math.max(0, ...wanted.map(([, count]) => count ?? 0));
  return most === 0 ? undefined : most;
}

export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], null | undefined> };

/** Leaves out what is null or undefined: TGI rejects null for half of its fields (TGI router, serde). */
export function defined<Members extends object>(members: Members): Defined<Members> {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) if (isGiven(value)) given[name] = value;
  return given as Defined<Members>;
}
