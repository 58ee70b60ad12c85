/**
 * Answers of `/v1` routes, of TGI from 1.4 on and of the servers behind Hugging Face's router: whole and streamed chats and completions,
 * each valid for the facade, with the recorded text and calls, however the bytes are cut and wherever they break off.
 */
import * as facade from '../../generated/openai.zod.ts';
import { APIError, EasyLLM, StreamTruncatedError } from '../../src/index.ts';
import { chooseStop, expectedUsage } from './expected.ts';
import { type JsonObject, difference, isObject, parseJson, shown } from './json.ts';
import { type Outcome, comparing, passedUnless, skipped } from './outcome.ts';
import type { Recording } from './recording.ts';
import { MODEL, SILENT, toApiBase, toByteStream, toResponse } from './replay.ts';
import { readEventData } from './sse.ts';

/** What is recorded of one choice, in the words of the facade. */
interface WantedChoice {
  text: string;
  calls: readonly WantedCall[];
  finishReason: string | null;
}

interface WantedCall {
  name: string;
  arguments: unknown;
}

const NOT_OPENAI = 'not a shape of OpenAI’s API';

export async function checkMessages(recording: Recording): Promise<Outcome> {
  if ((recording.status ?? 200) !== 200) return skipped('not a good answer, though its kind says so');
  const body = parseJson(recording.body);
  if (!isObject(body) || !Array.isArray(body['choices'])) return skipped(NOT_OPENAI);
  const choices = body['choices'].filter(isObject).map(toWantedChoice);
  const order = body['choices'].map((choice, place) => [indexOf(choice) ?? place, choices[place]] as const);
  const want = order.toSorted(([a], [b]) => a - b).flatMap(([, choice]) => choice ?? []);
  const endpoint = recording.kind === 'chat' ? chat : completion;
  const stop = chooseStop(want[0]?.text ?? '');
  return passedUnless([
    await comparing('whole', () => compareWhole({ recording, endpoint, want, usage: body['usage'] })),
    ...(stop === undefined || want[0]?.calls.length !== 0
      ? []
      : [await comparing('stopped', () => compareStopped({ recording, endpoint, want }, stop))]),
  ]);
}

interface Replay {
  recording: Recording;
  endpoint: Endpoint;
  want: readonly WantedChoice[];
}

async function compareWhole({
  recording,
  endpoint,
  want,
  usage,
}: Replay & { usage: unknown }): Promise<string | undefined> {
  const answer = await endpoint.create(createClient(recording), want.length);
  const { error } = endpoint.answer.safeParse(answer);
  if (error !== undefined) return `not valid: ${error.message}`;
  return (
    difference(answer.choices.map(endpoint.read), want, 'choices') ??
    difference(
      answer.choices.map(({ index }) => index),
      [...want.keys()],
      'indices',
    ) ??
    difference(pickUsage(answer.usage), pickUsage(usage), 'usage') ??
    differenceOfIds(answer)
  );
}

async function compareStopped({ recording, endpoint, want }: Replay, stop: string): Promise<string | undefined> {
  const answer = await endpoint.create(createClient(recording), want.length, stop);
  const [text = ''] = want.map((choice) => choice.text);
  const first = answer.choices[0];
  return difference(
    first && { text: endpoint.read(first).text, finish_reason: first.finish_reason },
    { text: text.slice(0, text.indexOf(stop)), finish_reason: 'stop' },
    `the text before ${shown(stop)}`,
  );
}

/** Two calls never have the same id, and no answer is without one. */
function differenceOfIds(answer: { id: string; choices: readonly unknown[] }): string | undefined {
  const ids = answer.choices.flatMap((choice) => callsOf(choice).map(({ id }) => id));
  if (answer.id === '') return 'the id is empty';
  const isTold = ids.every((id) => typeof id === 'string' && /\D|\d{9}/.test(id));
  return isTold && new Set(ids).size === ids.length ? undefined : `the ids of the calls are ${shown(ids)}`;
}

export async function checkMessagesStream(recording: Recording): Promise<Outcome> {
  if ((recording.status ?? 200) !== 200) return skipped('not a stream, though its kind says so');
  const isChat = recording.kind === 'chat_stream';
  const want = readStream(recording.body, isChat);
  if (want === undefined) return skipped(NOT_OPENAI);
  const replay = { recording, endpoint: isChat ? chat : completion, isChat, bytes: encode(recording.body) };
  const whole = await read(replay, { pieces: [replay.bytes], choices: want.choices.length });
  return passedUnless([
    await comparing('stream', async () => differenceOfStream(whole, want)),
    await comparing('in pieces', () => compareCuts(replay, whole, want)),
    await comparing('that breaks off', () => compareBreaks(replay, want)),
  ]);
}

interface WantedStream {
  choices: readonly WantedChoice[];
  isWhole: boolean;
  usage: object | undefined;
}

/** What events say; undefined where they are not in OpenAI's shape. */
function readStream(body: string, isChat: boolean): WantedStream | undefined {
  const data = readEventData(body);
  const events = data.filter((text) => text !== '[DONE]').map(parseJson);
  // What a cut event would have said is missing.
  const isCut = events.length > 0 && !isObject(events.at(-1)) && data.at(-1) !== '';
  const complete = isObject(events.at(-1)) ? events : events.slice(0, -1);
  if (complete.some((event) => !isObject(event) || !Array.isArray(event['choices']))) return undefined;
  const chunks = complete.filter(isObject);
  const parts = chunks.flatMap(({ choices }) => (Array.isArray(choices) ? choices.filter(isObject) : []));
  // TGI 1.4 numbers the choice of a chat by its tokens.
  const indices = isChat ? [0] : [...new Set(parts.map((part) => indexOf(part) ?? 0))].toSorted((a, b) => a - b);
  const choices = indices.map((index) => toStreamedChoice(parts.filter((part) => isChat || indexOf(part) === index)));
  const usages = chunks.map((chunk) => pickUsage(chunk['usage'])).filter((usage) => usage !== undefined);
  return {
    choices,
    isWhole:
      data.includes('[DONE]') ||
      (!isCut && parts.length > 0 && choices.every(({ finishReason }) => finishReason !== null)),
    usage: isChat ? usages.at(-1) : undefined,
  };
}

function toStreamedChoice(parts: readonly JsonObject[]): WantedChoice {
  const word = parts.map((part) => part['finish_reason']).find((reason) => typeof reason === 'string' && reason !== '');
  const deltas = parts.map((part) => (isObject(part['delta']) ? part['delta'] : { content: part['text'] }));
  // The end token itself is no text.
  const contents = deltas.map(({ content }, at) =>
    parts[at]?.['finish_reason'] === 'eos_token' ? '' : textOf(content),
  );
  const calls = toStreamedCalls(deltas.flatMap(({ tool_calls: given }) => toArray(given).filter(isObject)));
  return {
    text: contents.join(''),
    calls,
    // The end token alone, as a call's arguments, calls nothing.
    finishReason: toFinishReason(word, calls.length > 0),
  };
}

/** TGI streams one call; where it gives no name, all of its grammar. */
function toStreamedCalls(parts: readonly JsonObject[]): WantedCall[] {
  const functions = parts.map((part) => (isObject(part['function']) ? part['function'] : {}));
  const name = functions.map((called) => textOf(called['name'])).find((each) => each !== '');
  const text = functions.map((called) => textOf(called['arguments'])).join('');
  const bare = text.replace(/<[^<>"]*>$/, '');
  if (bare === '') return [];
  if (name !== undefined) return [{ name, arguments: parseJson(bare) ?? bare }];
  const parsed = parseJson(bare);
  const called = isObject(parsed) ? parsed['function'] : undefined;
  if (!isObject(called)) return [{ name: '', arguments: bare }];
  const { _name: own, ...given } = called;
  return [{ name: textOf(own), arguments: given }];
}

interface StreamReplay {
  recording: Recording;
  endpoint: Endpoint;
  isChat: boolean;
  bytes: Uint8Array;
}

interface Reading {
  chunks: readonly { choices: readonly unknown[]; usage?: unknown }[];
  choices: readonly WantedChoice[];
  error?: unknown;
}

async function read(
  { recording, endpoint, isChat }: StreamReplay,
  { pieces, choices }: { pieces: readonly Uint8Array[]; choices: number },
): Promise<Reading> {
  const client = createClient(recording, () => toResponse(recording, toByteStream(pieces)));
  const chunks: { choices: readonly unknown[]; usage?: unknown }[] = [];
  let error: unknown;
  try {
    for await (const chunk of await endpoint.open(client, choices)) {
      const found = endpoint.chunk.safeParse(chunk).error;
      if (found !== undefined) throw new TypeError(`A chunk is not valid: ${found.message}`);
      chunks.push(chunk);
    }
  } catch (thrown) {
    error = thrown;
  }
  const parts = chunks.flatMap((chunk) => chunk.choices.filter(isObject));
  const given = Array.from({ length: choices }, (_, index) =>
    toReadChoice(
      parts.filter((part) => indexOf(part) === index),
      isChat,
    ),
  );
  return { chunks, choices: given, error };
}

function toReadChoice(parts: readonly JsonObject[], isChat: boolean): WantedChoice {
  const deltas = parts.map((part) => (isChat && isObject(part['delta']) ? part['delta'] : { content: part['text'] }));
  const ends = parts.map((part) => part['finish_reason']).filter((reason) => reason !== null);
  const calls = new Map<unknown, { name: string; text: string }>();
  for (const call of deltas.flatMap(({ tool_calls: given }) => toArray(given).filter(isObject))) {
    const known = calls.get(call['index']) ?? { name: '', text: '' };
    const called = isObject(call['function']) ? call['function'] : {};
    calls.set(call['index'], {
      name: known.name + textOf(called['name']),
      text: known.text + textOf(called['arguments']),
    });
  }
  return {
    text: deltas.map(({ content }) => textOf(content)).join(''),
    calls: [...calls.values()].map(({ name, text }) => ({ name, arguments: parseJson(text) ?? text })),
    finishReason: ends.length === 1 ? String(ends[0]) : null,
  };
}

function differenceOfStream(reading: Reading, want: WantedStream): string | undefined {
  if (!want.isWhole) return differenceOfTruncated(reading, want);
  if (reading.error !== undefined) return `threw ${String(reading.error)}`;
  const ended = want.choices.map((choice) => ({
    ...choice,
    // `[DONE]` alone ends TGI's tool calls.
    finishReason: choice.finishReason ?? (choice.calls.length > 0 ? 'tool_calls' : 'stop'),
  }));
  const roles = reading.chunks.flatMap(({ choices }) =>
    choices.filter((choice) => isObject(choice) && isObject(choice['delta']) && 'role' in choice['delta']),
  );
  return (
    difference(reading.choices, ended, 'choices') ??
    (roles.length <= want.choices.length ? undefined : `the role comes ${roles.length} times`) ??
    (want.usage === undefined ? undefined : difference(pickUsage(reading.chunks.at(-1)?.usage), want.usage, 'usage'))
  );
}

function differenceOfTruncated({ error }: Reading, want: WantedStream): string | undefined {
  if (!(error instanceof StreamTruncatedError)) return `threw ${String(error)}, not a StreamTruncatedError`;
  const { partial } = error;
  const choices = isObject(partial) ? toArray(partial['choices']) : [];
  const texts = choices.filter(isObject).map((choice) => {
    const { message, text } = choice;
    return isObject(message) ? textOf(message['content']) : textOf(text);
  });
  return difference(
    texts,
    want.choices.map(({ text }) => text),
    'the partial text',
  );
}

async function compareCuts(replay: StreamReplay, whole: Reading, want: WantedStream): Promise<string | undefined> {
  for (const length of [1, 7, 61]) {
    const reading = await read(replay, { pieces: cut(replay.bytes, length), choices: want.choices.length });
    const found =
      difference(reading.choices, whole.choices, `pieces of ${length}`) ??
      difference(String(reading.error), String(whole.error), `the error of pieces of ${length}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

const SAMPLED_BREAKS = 30;

/** A stream that ends anywhere is whole, or known to be truncated. */
async function compareBreaks(replay: StreamReplay, want: WantedStream): Promise<string | undefined> {
  const step = Math.max(1, Math.floor(replay.bytes.length / SAMPLED_BREAKS));
  for (let at = 0; at < replay.bytes.length; at += step) {
    const left = replay.bytes.subarray(0, at);
    const cutWant = readStream(new TextDecoder().decode(left), replay.isChat);
    const reading = await read(replay, { pieces: [left], choices: want.choices.length });
    const isWhole = cutWant?.isWhole === true && cutWant.choices.length === want.choices.length;
    const found = isWhole ? differenceOfStream(reading, { ...cutWant, usage: undefined }) : differenceOfBreak(reading);
    if (found !== undefined) return `after ${at} of ${replay.bytes.length} bytes: ${found}`;
  }
  return undefined;
}

function differenceOfBreak({ error }: Reading): string | undefined {
  return error instanceof StreamTruncatedError || error instanceof APIError
    ? undefined
    : `ended with ${String(error)}, not a StreamTruncatedError`;
}

/** The two routes: how each is asked, and what its answers are. */
interface Endpoint {
  answer: typeof facade.ChatCompletion | typeof facade.Completion;
  chunk: typeof facade.ChatCompletionChunk | typeof facade.Completion;
  create(
    client: EasyLLM,
    choices: number,
    stop?: string,
  ): Promise<{ id: string; choices: readonly Choice[]; usage?: unknown }>;
  open(client: EasyLLM, choices: number): Promise<AsyncIterable<{ choices: readonly unknown[]; usage?: unknown }>>;
  read(choice: Choice): WantedChoice;
}

type Choice = { index: number; finish_reason: string | null } & object;

const MESSAGES = [{ role: 'user' as const, content: 'Hello.' }];

const chat: Endpoint = {
  answer: facade.ChatCompletion,
  chunk: facade.ChatCompletionChunk,
  create: async (client, _choices, stop) => client.chat.completions.create({ model: MODEL, messages: MESSAGES, stop }),
  open: async (client) =>
    client.chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    }),
  read: readChoice,
};

const completion: Endpoint = {
  answer: facade.Completion,
  chunk: facade.Completion,
  create: async (client, choices, stop) =>
    client.completions.create({ model: MODEL, prompt: toPrompts(choices), stop }),
  open: async (client, choices) =>
    client.completions.create({
      model: MODEL,
      prompt: toPrompts(choices),
      stream: true,
      stream_options: { include_usage: true },
    }),
  read: readChoice,
};

function toPrompts(choices: number): string[] {
  return Array.from({ length: choices }, (_, index) => `prompt ${index}`);
}

/** A choice of ours, which is whole: nothing has to be repaired. */
function readChoice(choice: Choice): WantedChoice {
  return { ...toWantedChoice({ ...choice }), finishReason: choice.finish_reason };
}

function toWantedChoice(choice: JsonObject): WantedChoice {
  const message = isObject(choice['message']) ? choice['message'] : { content: choice['text'] };
  const calls = toArray(message['tool_calls']).filter(isObject).map(toWantedCall);
  return {
    text: textOf(message['content']),
    calls,
    finishReason: toFinishReason(choice['finish_reason'], calls.length > 0),
  };
}

function toWantedCall({ function: called }: JsonObject): WantedCall {
  const { name, arguments: given, parameters } = isObject(called) ? called : {};
  const values = given ?? parameters;
  return { name: textOf(name), arguments: typeof values === 'string' ? (parseJson(values) ?? values) : values };
}

function callsOf(choice: unknown): JsonObject[] {
  const message = isObject(choice) ? choice['message'] : undefined;
  return isObject(message) ? toArray(message['tool_calls']).filter(isObject) : [];
}

function toFinishReason(word: unknown, hasCalls: boolean): string | null {
  if (typeof word !== 'string' || word === '') return null;
  if (word === 'length' || word === 'content_filter') return word;
  return hasCalls ? 'tool_calls' : 'stop';
}

function pickUsage(usage: unknown): object | undefined {
  if (!isObject(usage)) return undefined;
  const { prompt_tokens: prompt, completion_tokens: completed } = usage;
  if (typeof prompt !== 'number' || typeof completed !== 'number') return undefined;
  return expectedUsage(prompt, completed);
}

/** A server of the kind that was recorded: TGI, whose `/v1` is found by itself, or another's that is named. */
function createClient(recording: Recording, answer = () => toResponse(recording)): EasyLLM {
  const origin = toApiBase(recording);
  return new EasyLLM({
    apiBase: recording.provider === undefined ? origin : `${origin}/v1`,
    apiKey: null,
    logger: SILENT,
    maxRetries: 0,
    backend: 'messages',
    fetch: async ({ url }) => (url.endsWith('/info') ? new Response(null, { status: 404 }) : answer()),
  });
}

function indexOf(choice: unknown): number | undefined {
  return isObject(choice) && typeof choice['index'] === 'number' ? choice['index'] : undefined;
}

function toArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
