/** Text on a `/v1` as a server writes it, whole and streamed. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { encodeEvent } from '../net/sse.ts';
import type { FakeAnswer, FakeStep } from './fake-tgi.ts';
import type { PlayedGeneration } from './generation.ts';
import { toGeneration } from './generation.ts';
import { toLogprobs } from './played-logprobs.ts';
import { EVENT_STREAM } from './native-answers.ts';
import type { CallAnswer, ServerError, TextAnswer } from './script.ts';
import { countPrompt, UNNAMED } from './servers/bodies.ts';
import type { Asked, ScriptedError, Likeness, TextHabits } from './servers/likeness.ts';

/** The fixed part of the ids of answers. */
const ID = '962341412feb327d';
const CREATED = 1_795_928_712;

/** What a server answers to a chat, or to a prompt. */
export function toV1Answer(answer: TextAnswer | CallAnswer, writing: Writing): FakeAnswer {
  const { asked, likeness } = writing;
  const { end, delayMs = 0 } = answer;
  const choices = toChoices(answer, writing);
  if (!asked.isStreaming) {
    const waiting: FakeStep[] = delayMs > 0 ? [{ waitMs: delayMs * Math.max(1, countOf(choices)) }] : [];
    if (end === 'cut') return { steps: [...waiting, 'headers', 'cut'] };
    if (end !== undefined) return toV1ErrorAnswer(end, writing);
    return { steps: [...waiting, { send: JSON.stringify(toWhole(choices, writing)) }] };
  }
  const chunks = toChunks(choices, writing, end === undefined);
  const steps = chunks.flatMap((chunk): FakeStep[] => [
    ...(delayMs > 0 ? [{ waitMs: delayMs }] : []),
    { send: encodeEvent({ data: JSON.stringify(chunk) }) },
  ]);
  return { headers: EVENT_STREAM, steps: [...steps, ...toEnd(end, writing, likeness)] };
}

export interface Writing {
  readonly asked: Asked;
  readonly likeness: Likeness;
  readonly habits: TextHabits;
  readonly isChat: boolean;
}

const DONE: FakeStep = { send: encodeEvent({ data: '[DONE]' }) };

function toEnd(end: 'cut' | ServerError | undefined, { asked }: Writing, likeness: Likeness): readonly FakeStep[] {
  if (end === 'cut') return ['headers', 'cut'];
  const closing: readonly FakeStep[] = likeness.text?.closesAfterStream.is === true ? [DONE, 'close'] : [DONE];
  if (end === undefined) return closing;
  const event = likeness.errorBody.is.event(toFailure(end), asked.path);
  return [{ send: encodeEvent({ data: JSON.stringify(event) }) }, ...closing];
}

/** An error before anything is answered: with its status, for a stream too. */
export function toV1ErrorAnswer(
  error: ServerError,
  { asked, likeness }: Pick<Writing, 'asked' | 'likeness'>,
): FakeAnswer {
  const failure = toFailure(error);
  return {
    status: failure.status,
    steps: [{ send: JSON.stringify(likeness.errorBody.is.whole(failure, asked.path)) }],
  };
}

function toFailure({ error, status = 500, type, error_type, param }: ServerError): ScriptedError {
  return {
    message: error,
    status,
    type: type ?? error_type ?? TYPE_OF_STATUS.get(status) ?? 'server_error',
    param: param ?? null,
  };
}

const TYPE_OF_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'BadRequestError'],
  [404, 'NotFoundError'],
  [422, 'UnprocessableEntityError'],
  [429, 'RateLimitError'],
]);

/** As many as the server makes of `n`, for each prompt. */
function toChoices(answer: TextAnswer | CallAnswer, { asked, habits, isChat }: Writing): readonly PlayedGeneration[] {
  const { body } = asked;
  const { n, prompt, echo } = body;
  const one = toGeneration(answer, body, habits);
  const copies = habits.choices.is === 'as asked' && typeof n === 'number' ? Math.min(Math.max(n, 1), 128) : 1;
  const texts = !isChat && Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt : [prompt];
  const isEchoed = !isChat && echo === true && habits.echo.is;
  return texts.flatMap((text) => {
    const generation = isEchoed && typeof text === 'string' ? { ...one, tokens: [text, ...one.tokens] } : one;
    return Array.from({ length: copies }, () => generation);
  });
}

function countOf(choices: readonly PlayedGeneration[]): number {
  return choices.reduce(
    (sum, { tokens, reasoning, calls }) => sum + tokens.length + reasoning.length + calls.length * 8,
    0,
  );
}

function toUsage(choices: readonly PlayedGeneration[], { asked, habits }: Writing, isWhole: boolean): JsonObject {
  const [prompt, completion] = [Math.max(1, countPrompt(asked.body)), countOf(choices)];
  const counts = { prompt_tokens: prompt, total_tokens: prompt + completion, completion_tokens: completion };
  return isWhole ? { ...counts, ...habits.usageDetails.is } : counts;
}

function toHead({ asked, habits, isChat, likeness }: Writing, isChunk: boolean): JsonObject {
  const [chatId, completionId] = habits.ids.is;
  const object = isChat ? `chat.completion${isChunk ? '.chunk' : ''}` : 'text_completion';
  const fingerprint = habits.fingerprint.is === undefined ? {} : { system_fingerprint: habits.fingerprint.is };
  return {
    id: `${isChat ? chatId : completionId}${ID}`,
    object,
    created: CREATED,
    model: likeness.model ?? asked.body['model'] ?? UNNAMED,
    ...fingerprint,
  };
}

function toWhole(choices: readonly PlayedGeneration[], writing: Writing): JsonObject {
  const { habits, isChat } = writing;
  const written = choices.map((generation, index) => {
    const content = isChat ? { message: toMessage(generation, habits) } : { text: generation.tokens.join('') };
    const logprobs = toLogprobs(generation.tokens, writing);
    return {
      index,
      ...content,
      ...habits.choice.is.whole,
      ...(logprobs && { logprobs }),
      finish_reason: generation.finish,
      ...habits.ending.is(generation.stop),
    };
  });
  return {
    ...toHead(writing, false),
    choices: written,
    usage: toUsage(choices, writing, true),
    ...habits.answer.is.whole,
  };
}

function toMessage({ tokens, reasoning, calls }: PlayedGeneration, habits: TextHabits): JsonObject {
  return {
    role: 'assistant',
    content: calls.length > 0 && tokens.length === 0 ? null : tokens.join(''),
    ...habits.message.is,
    ...(reasoning.length > 0 && { [habits.reasoning.is]: reasoning.join('') }),
    ...(calls.length > 0 && { tool_calls: calls.map(toToolCall) }),
  };
}

function toToolCall({ id, name, arguments: given }: PlayedGeneration['calls'][number]): JsonObject {
  return { id, type: 'function', function: { name, arguments: given } };
}

/** Every chunk of every choice, one choice after the other; then the usage, where it is asked for. */
function toChunks(choices: readonly PlayedGeneration[], writing: Writing, isFinished: boolean): readonly JsonObject[] {
  const { asked, habits, isChat } = writing;
  const head = toHead(writing, true);
  const options = asked.body['stream_options'];
  const [wantsUsage, wantsAlways] = ['include_usage', 'continuous_usage_stats'].map(
    (name) => isObject(options) && options[name] === true,
  );
  const parts = choices.flatMap((generation, index) => toParts(generation, { writing, index, isFinished }));
  const usage = toUsage(choices, writing, !isChat || habits.completionUsage.is !== 'own chunk');
  const { last } = habits.answer.is;
  const isInside = !isChat && habits.completionUsage.is === 'last choice';
  const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const besides = (): JsonObject => {
    if (wantsUsage === true && !isChat && habits.completionUsage.is === 'zeros') return { usage: zeros };
    return wantsAlways === true && habits.continuousUsage.is ? { usage } : {};
  };
  const chunks = parts.map((choice) => ({ ...head, choices: [choice], ...besides() }));
  if (!isFinished) return chunks;
  if (wantsUsage !== true) return [...chunks.slice(0, -1), { ...chunks.at(-1), ...last }];
  if (isInside) return [...chunks.slice(0, -1), { ...chunks.at(-1), usage, ...last }];
  return [...chunks, { ...head, choices: [], usage, ...last }];
}

interface Part {
  readonly writing: Writing;
  readonly index: number;
  readonly isFinished: boolean;
}

function toParts(generation: PlayedGeneration, { writing, index, isFinished }: Part): readonly JsonObject[] {
  const { habits, isChat } = writing;
  const toChoice = (content: JsonObject, token?: string): JsonObject => {
    const logprobs = token === undefined ? undefined : toLogprobs([token], writing);
    return { index, ...content, ...habits.choice.is.chunk, ...(logprobs && { logprobs }), finish_reason: null };
  };
  const end = { finish_reason: generation.finish, ...habits.ending.is(generation.stop) };
  if (!isChat) {
    const texts = generation.tokens.map((text) => toChoice({ text }, text));
    return isFinished ? [...texts, { ...toChoice({ text: '' }), ...end }] : texts;
  }
  const toDelta = (delta: JsonObject, token?: string) => toChoice({ delta: { ...habits.delta.is, ...delta } }, token);
  const first =
    habits.firstChunk.is === 'none' ? [] : [toDelta({ role: 'assistant', content: FIRST[habits.firstChunk.is] })];
  const parts = [
    ...first,
    ...generation.reasoning.map((text) => toDelta({ [habits.reasoning.is]: text })),
    ...generation.tokens.map((content) => toDelta({ content }, content)),
    ...generation.calls.flatMap((call, number) =>
      toCallParts(call, number).map((part) => toDelta({ tool_calls: [part] })),
    ),
  ];
  const closing = habits.firstChunk.is === 'none' ? toDelta({ content: '' }) : toDelta({});
  return isFinished ? [...parts, { ...closing, ...end }] : parts;
}

const FIRST = { empty: '', null: null } as const;

/** The name first, then what the function is given, in two pieces. */
function toCallParts(
  { id, name, arguments: given }: PlayedGeneration['calls'][number],
  index: number,
): readonly JsonObject[] {
  const middle = Math.ceil(given.length / 2);
  return [
    { index, id, type: 'function', function: { name, arguments: '' } },
    { index, function: { arguments: given.slice(0, middle) } },
    { index, function: { arguments: given.slice(middle) } },
  ];
}
