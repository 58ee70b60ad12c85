/**
 * Streams of TGI's native API, as completions and as chats: what their chunks add up to, that they are the same wherever the bytes are
 * cut, and that a stream which breaks off never looks finished.
 */
import { APIError, StreamTruncatedError } from '../../src/index.ts';
import { type Chunk, type Endpoint, chats, completions, memberOf, partialText } from './endpoint.ts';
import { differenceOfError, expectedInBandError } from './expected-error.ts';
import { chooseStop, expectedFinishReason, expectedUsage } from './expected.ts';
import { difference, shown } from './json.ts';
import { type NativeStream, readNativeStream } from './native-answer.ts';
import { type Outcome, comparing, passedUnless, skipped } from './outcome.ts';
import type { Recording } from './recording.ts';
import { MODEL, createReplayClient, toApiBase, toByteStream, toResponse } from './replay.ts';

export async function checkStream(recording: Recording): Promise<Outcome> {
  if (recording.provider !== undefined) return skipped('an answer of another provider’s API');
  if ((recording.status ?? 200) !== 200) return skipped('not a stream, though its kind says so');
  const native = readNativeStream(recording.body, recording.request);
  if (native.end.is === 'foreign') return skipped('not a shape of TGI’s native API');
  return passedUnless(await compareAll({ recording, bytes: new TextEncoder().encode(recording.body), native }));
}

interface Replay {
  recording: Recording;
  bytes: Uint8Array;
  native: NativeStream;
}

async function compareAll(replay: Replay): Promise<(string | undefined)[]> {
  const { native, bytes } = replay;
  const echo = echoOf(native);
  const stop = native.end.is === 'whole' ? chooseStop(native.pieces.join('')) : undefined;
  const differences: (string | undefined)[] = [];
  // A chat never asks for the prompt: a stream that repeats it answers a completion.
  const endpoints = echo === '' ? [completions, chats] : [completions];
  for (const endpoint of endpoints) {
    const whole = await read(replay, endpoint, { pieces: [bytes] });
    differences.push(
      await comparing(endpoint.name, async () => differenceOfReading(whole, replay, endpoint)),
      await comparing(`${endpoint.name} in pieces`, () => compareCuts(replay, endpoint, { whole })),
      await comparing(`${endpoint.name} that breaks off`, () => compareBreaks(replay, endpoint)),
    );
    if (stop === undefined) continue;
    const stopped = await read(replay, endpoint, { pieces: [bytes], stop });
    differences.push(
      await comparing(`${endpoint.name} with a stop sequence`, async () =>
        differenceOfStopped(stopped, { native, endpoint, stop }),
      ),
      await comparing(`${endpoint.name} with a stop sequence, in pieces`, () =>
        compareCuts(replay, endpoint, { whole: stopped, stop }),
      ),
    );
  }
  return differences;
}

function echoOf({ end }: NativeStream): string {
  return end.is === 'whole' ? end.echo : '';
}

/** What a caller got to see of a stream. */
interface Reading {
  chunks: Chunk[];
  /** Thrown by `create` itself, or by the stream. */
  error?: unknown;
  isRejected: boolean;
}

async function read(
  { recording, native }: Replay,
  endpoint: Endpoint,
  { pieces, stop }: { pieces: readonly Uint8Array[]; stop?: string | undefined },
): Promise<Reading> {
  const client = createReplayClient(() => toResponse(recording, toByteStream(pieces)), {
    apiBase: toApiBase(recording),
  });
  const chunks: Chunk[] = [];
  let isRejected = true;
  try {
    const stream = await endpoint.open(client, { prompt: echoOf(native), stop });
    isRejected = false;
    for await (const chunk of stream) chunks.push(chunk);
    return { chunks, isRejected };
  } catch (error) {
    return { chunks, error, isRejected };
  }
}

function textOf({ chunks }: Reading, endpoint: Endpoint): string {
  return chunks.flatMap(({ choices }) => choices.map((choice) => endpoint.textOf(choice))).join('');
}

/** Compares a reading with what the events, as far as they came, say. */
function differenceOfReading(reading: Reading, { native }: Replay, endpoint: Endpoint): string | undefined {
  const { end } = native;
  if (end.is === 'whole') return differenceOfWhole(reading, { native, end, endpoint });
  const given = native.pieces.join('');
  if (end.is === 'truncated') return differenceOfTruncated(reading, given, endpoint);
  if (end.is === 'malformed') return differenceOfMalformed(reading, given, endpoint);
  if (end.is === 'foreign') return undefined;
  if (native.pieces.length === 0 && !reading.isRejected) return 'the first event is an error, and `create` resolved';
  return (
    differenceOfError(reading.error, expectedInBandError(end.event)) ??
    (native.pieces.length === 0
      ? undefined
      : difference(partialText(reading.error, endpoint), given, 'the partial text'))
  );
}

interface Whole {
  native: NativeStream;
  end: Extract<NativeStream['end'], { is: 'whole' }>;
  endpoint: Endpoint;
}

function differenceOfWhole(reading: Reading, { native, end, endpoint }: Whole): string | undefined {
  const { chunks, error } = reading;
  if (error !== undefined) return `threw ${String(error)}`;
  const text = textOf(reading, endpoint);
  // Sentencepiece: the tokens may begin with a space that the whole text lacks.
  if (text !== end.echo + end.text && text !== `${end.echo} ${end.text}`) {
    return `the text is ${shown(text)}, not ${shown(end.echo + end.text)}`;
  }
  return (
    differenceOfEnd(chunks, end) ??
    differenceOfEnvelopes(chunks, endpoint) ??
    difference(
      chunks.flatMap(({ choices }) => choices.flatMap((choice) => endpoint.logprobsIn(choice))),
      endpoint.logprobsOf(native, { prompt: end.echo }),
      'logprobs',
    )
  );
}

/** The last chunk with a choice says why the text ended; after it comes usage, where the server counted. */
function differenceOfEnd(chunks: readonly Chunk[], { details }: Whole['end']): string | undefined {
  const usage = expectedUsage(details.inputLength, details.generatedTokens);
  const after = chunks.findLastIndex(({ choices }) => choices.length > 0) + 1;
  const [last, ...beforeLast] = chunks
    .slice(0, after)
    .toReversed()
    .map(({ choices }) => choices[0]);
  const early = beforeLast.find((choice) => choice?.finish_reason !== null);
  if (early !== undefined) return `the finish reason ${early.finish_reason} comes before the last chunk`;
  const { finish_reason: reason, tgi } = last ?? {};
  return (
    difference(reason, expectedFinishReason(details) ?? 'stop', 'the finish reason') ??
    difference(tgi, { finish_reason: details.finishReason, seed: details.seed }, 'tgi') ??
    difference(
      chunks.slice(after).map((chunk) => ({ choices: chunk.choices, usage: chunk.usage })),
      usage === undefined ? [] : [{ choices: [], usage }],
      'the chunks after the last choice',
    )
  );
}

function differenceOfEnvelopes(chunks: readonly Chunk[], { hasRoleChunk }: Endpoint): string | undefined {
  const [first] = chunks;
  if (first === undefined) return 'there are no chunks';
  const { id, created, object, model } = first;
  if (!/^hf-[\w-]{10}$/.test(id)) return `the id is ${id}`;
  const other = chunks.find((chunk) => difference(pick(chunk), { id, created, object, model }) !== undefined);
  if (other !== undefined) return `not all chunks say the same of themselves: ${shown(pick(other))}`;
  const wanted = { object: hasRoleChunk ? 'chat.completion.chunk' : 'text_completion', model: MODEL };
  const role = hasRoleChunk ? { role: 'assistant', content: '' } : undefined;
  return (
    difference({ object, model }, wanted) ?? difference(memberOf(first.choices[0], 'delta'), role, 'the first delta')
  );
}

function pick({ id, created, object, model }: Chunk): object {
  return { id, created, object, model };
}

function differenceOfTruncated({ error, chunks }: Reading, given: string, endpoint: Endpoint): string | undefined {
  if (error === undefined) return `ended like a whole stream after ${chunks.length} chunks`;
  if (!(error instanceof StreamTruncatedError)) return `threw ${String(error)}, not a StreamTruncatedError`;
  return difference(partialText(error, endpoint), given, 'the partial text');
}

/** An event that is no JSON in the midst of others is a failure of its own, after the text before it. */
function differenceOfMalformed({ error }: Reading, given: string, endpoint: Endpoint): string | undefined {
  if (!(error instanceof APIError)) return `threw ${String(error)}, not an APIError`;
  return difference(partialText(error, endpoint), given, 'the partial text');
}

/** The text ends before the first match, for the reason `stop`. */
function differenceOfStopped(
  reading: Reading,
  { native, endpoint, stop }: { native: NativeStream; endpoint: Endpoint; stop: string },
): string | undefined {
  if (reading.error !== undefined) return `threw ${String(reading.error)}`;
  const all = native.pieces.join('');
  const want = echoOf(native) + all.slice(0, all.indexOf(stop));
  const last = reading.chunks.findLast(({ choices }) => choices.length > 0);
  return (
    difference(textOf(reading, endpoint), want, `the text before ${shown(stop)}`) ??
    difference(last?.choices[0]?.finish_reason, 'stop', 'the finish reason')
  );
}

/** The same chunks however the network cuts the bytes. */
async function compareCuts(
  replay: Replay,
  endpoint: Endpoint,
  { whole, stop }: { whole: Reading; stop?: string },
): Promise<string | undefined> {
  const cuts: readonly [name: string, lengths: () => number][] = [
    ['single bytes', () => 1],
    ...[1, 2, 3, 4].map((seed): [string, () => number] => [`random pieces (seed ${seed})`, createLengths(seed)]),
  ];
  const want = comparable(whole);
  for (const [name, nextLength] of cuts) {
    const reading = await read(replay, endpoint, { pieces: cut(replay.bytes, nextLength), stop });
    const found = difference(comparable(reading), want, `what came of ${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A reading without what is minted anew for each call. */
function comparable({ chunks, error, isRejected }: Reading): object {
  const kept = chunks.map((chunk) => ({ ...chunk, id: undefined, created: undefined }));
  return { chunks: kept, error: error === undefined ? undefined : String(error), isRejected };
}

function cut(bytes: Uint8Array, nextLength: () => number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = nextLength();
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

const LONGEST_PIECE = 60;

/** Lengths that look random, the same for the same seed (Park and Miller's generator). */
function createLengths(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return 1 + (state % LONGEST_PIECE);
  };
}

const SAMPLED_BREAKS = 40;

/** A stream that ends anywhere gives the whole answer, if its last event was there, or is known to be truncated. */
async function compareBreaks(replay: Replay, endpoint: Endpoint): Promise<string | undefined> {
  const { recording, bytes } = replay;
  for (const length of toBreaks(bytes)) {
    const left = bytes.subarray(0, length);
    const native = readNativeStream(new TextDecoder().decode(left), recording.request);
    const reading = await read(replay, endpoint, { pieces: [left] });
    const found = differenceOfBreak(reading, { replay, native, endpoint });
    if (found !== undefined) return `after ${length} of ${bytes.length} bytes: ${found}`;
  }
  return undefined;
}

function differenceOfBreak(
  reading: Reading,
  { replay, native, endpoint }: { replay: Replay; native: NativeStream; endpoint: Endpoint },
): string | undefined {
  if (native.end.is !== 'truncated') return differenceOfReading(reading, { ...replay, native }, endpoint);
  // The prompt comes with the first event.
  const prompt = native.pieces.length === 0 ? '' : echoOf(replay.native);
  return differenceOfTruncated(reading, prompt + native.pieces.join(''), endpoint);
}

/** After every event, and at places spread over the whole. */
function toBreaks(bytes: Uint8Array): number[] {
  const step = Math.max(1, Math.floor(bytes.length / SAMPLED_BREAKS));
  const breaks = new Set<number>();
  for (let at = 0; at < bytes.length; at += step) breaks.add(at);
  for (const [at, byte] of bytes.entries()) if (byte === 0x0a) breaks.add(at + 1).add(at);
  return [...breaks].toSorted((a, b) => a - b);
}
