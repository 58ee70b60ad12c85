/** Runs what was planned for a text: on either API of a server, whole or streamed, for every endpoint. */
import type { DeltaStream } from '../bridge/chunks.ts';
import { writeChunks } from '../bridge/chunks.ts';
import type { Generation, ResponseHead } from '../bridge/generation.ts';
import type { TokenCounts } from '../bridge/usage.ts';
import type { Endpoint, Identity } from '../bridge/writer.ts';
import { withHead } from '../bridge/writer.ts';
import { EasyLLMError, StreamTruncatedError } from '../base/errors.ts';
import type { Caller } from '../base/caller.ts';
import { createLoader } from '../base/once.ts';
import type { Received } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import type { HttpHead, CallSettings } from '../net/call.ts';
import type { CallCancellation, RunSettings } from '../net/call.ts';
import { openCall, runCall } from '../net/call.ts';
import { createIdentity } from './identity.ts';
import type { ServerContext } from './server-context.ts';

const loadFanOut = createLoader(() => import('./fan-out.ts'));

/** One request of a plan: its own choice k is choice `indices[k]` of the response. */
export interface PlannedText {
  readonly indices: readonly number[];
}

/** One of a server's APIs for text. */
export interface TextApi<Planned extends PlannedText, Event> {
  /** The generations of one request, in the order of its choices; fewer where the server gives fewer. */
  send(planned: Planned, settings: CallSettings): Promise<ReadText>;
  /** The stream of one request, or what failed where the server answered at once. Resolves when the first event is there. */
  open(planned: Planned, settings: CallSettings): Promise<OpenText<Event> | FailedText>;
  /** Requests for the choices that one did not give, by their numbers in it. Absent: each request is for one choice. */
  toMissing?(planned: Planned, places: readonly number[]): Planned[];
  /** Requests for one prompt each, in the place of a list that the server refused. Undefined: it refused something else. */
  toSingles?(planned: Planned, refusal: unknown): Planned[] | undefined;
}

export type OpenText<Event> = DeltaStream<Event> & { info: HttpHead };

export interface ReadText {
  generations: readonly Generation[];
  /** Their numbers among the choices of the request; all in their order, where it is not given. */
  places?: readonly number[];
  head?: ResponseHead;
  info: HttpHead;
  /** What failed, where what came is no answer. */
  failure?: EasyLLMError | undefined;
  /** Its counts, where there are no generations. */
  counts?: TokenCounts | undefined;
}

/** A response that is no answer; what came of one is kept. */
export type FailedText = ReadText & { failure: EasyLLMError };

/** What a text operation resolves to. */
export type TextResult<Whole, Chunk> = Promise<Received<Whole | Stream<Chunk>>>;

export interface TextRun<Planned extends PlannedText, Event, Whole, Chunk> {
  api: TextApi<Planned, Event>;
  upstreams: ServerContext;
  plan: readonly Planned[];
  endpoint: Endpoint<Whole, Chunk>;
  /** The response's `model`, where the server names none. */
  model: string;
  call: CallSettings & Caller;
  isStreaming: boolean;
}

export function runText<Planned extends PlannedText, Event, Whole, Chunk>(
  run: TextRun<Planned, Event, Whole, Chunk>,
): TextResult<Whole, Chunk> {
  return run.isStreaming ? openText(run) : sendText(run);
}

async function sendText<Planned extends PlannedText, Event, Whole, Chunk>(
  run: TextRun<Planned, Event, Whole, Chunk>,
): Promise<Received<Whole>> {
  const { endpoint, call } = run;
  const identity = createIdentity(run.model);
  const keepPartial = (error: unknown, given: readonly SentText<Planned>[]): never => {
    if (EasyLLMError.isInstance(error)) error.partial = endpoint.toPartial(toGenerations(given), identity);
    throw error;
  };
  const sent = await runCall(call, async (settings, controller) => {
    const send = async (plan: readonly Planned[]) => {
      const read = await sendAll({ identity, ...run, plan }, settings, controller);
      return read.map((text, at): SentText<Planned> => ({ text, planned: plan[at] }));
    };
    const given = await orSingly(run, send);
    const missing = given.flatMap(({ planned, text }) => toMissing(run.api, planned, text.places));
    if (missing.length === 0) return given;
    return [...given, ...(await send(missing).catch((error: unknown) => keepPartial(error, given)))];
  });
  const read = sent.map(({ text }) => text);
  const data = endpoint.toWhole(toGenerations(sent), withHead(identity, toCommonHead(read)));
  return { data, responses: read.map(({ info }) => info) };
}

/**
 * What `run` gives for a plan. Of a list of prompts that the server refuses the first is asked for alone: where the server takes that, so
 * are the others, and the lists of later calls are split from the start.
 */
async function orSingly<Planned extends PlannedText, Result>(
  { api, plan, model, upstreams: { found } }: SingleRun<Planned>,
  run: (plan: readonly Planned[]) => Promise<Result[]>,
): Promise<Result[]> {
  try {
    return await run(plan);
  } catch (refusal) {
    const [only, ...more] = plan;
    const singles = only === undefined || more.length > 0 ? undefined : api.toSingles?.(only, refusal);
    if (singles === undefined) throw refusal;
    const first = await run(singles.slice(0, 1));
    (found.takesOnePrompt ??= new Set()).add(model);
    return [...first, ...(await run(singles.slice(1)))];
  }
}

interface Opened<Planned, Event> {
  stream: DeltaStream<Event>;
  planned: Planned | undefined;
  /** Absent of one that begins later. */
  info: HttpHead | undefined;
}

interface SingleRun<Planned extends PlannedText> extends Pick<
  TextRun<Planned, never, never, never>,
  'plan' | 'model' | 'upstreams'
> {
  api: Pick<TextApi<Planned, never>, 'toSingles'>;
}

interface SentText<Planned> {
  text: ReadText;
  planned: Planned | undefined;
}

/** In the order of the choices of the response. */
function toGenerations(sent: readonly SentText<PlannedText>[]): Generation[] {
  const placed = sent.flatMap(({ text: { generations, places }, planned }) =>
    generations.map((generation, at) => {
      const place = places?.[at] ?? at;
      return { generation, index: planned?.indices[place] ?? place };
    }),
  );
  return placed.toSorted((a, b) => a.index - b.index).map(({ generation }) => generation);
}

function toMissing<Planned extends PlannedText, Event>(
  api: TextApi<Planned, Event>,
  planned: Planned | undefined,
  given: readonly number[] | undefined,
): Planned[] {
  if (planned === undefined || given === undefined || planned.indices.length <= given.length) return [];
  return (
    api.toMissing?.(
      planned,
      [...planned.indices.keys()].filter((place) => !given.includes(place)),
    ) ?? []
  );
}

/** The only request of most calls is sent at once. */
async function sendAll<Planned extends PlannedText, Event, Whole, Chunk>(
  { api, upstreams, plan, endpoint, identity }: TextRun<Planned, Event, Whole, Chunk> & { identity: Identity },
  settings: RunSettings<CallSettings>,
  controller: CallCancellation['controller'],
): Promise<ReadText[]> {
  const send = async (planned: Planned, own: RunSettings<CallSettings>) => {
    const text = await api.send(planned, own);
    if (isFailed(text)) throw withPartial(text, { endpoint, identity });
    return text;
  };
  const [only, ...others] = plan;
  if (only !== undefined && others.length === 0) return [await send(only, settings)];
  const { sendTogether } = await loadFanOut();
  return sendTogether(upstreams, { plan, settings, controller }, send);
}

/** Several responses have several ids and times, and one of ours for all. */
function toCommonHead(read: readonly ReadText[]): ResponseHead {
  const [first, ...others] = read;
  if (others.length === 0) return first?.head ?? {};
  return { model: first?.head?.model, added: Object.assign({}, ...read.map(({ head }) => head?.added)) };
}

/** Opens the streams of all requests; those that begin at once have their first event when this resolves. */
function openText<Planned extends PlannedText, Event, Whole, Chunk>({
  api,
  upstreams,
  plan,
  endpoint,
  model,
  call,
}: TextRun<Planned, Event, Whole, Chunk>): Promise<Received<Stream<Chunk>>> {
  const choices = plan.reduce((sum, { indices }) => sum + indices.length, 0);
  const identity = createIdentity(model);
  // Events of errors have no `partial`: a reader over HTTP has what came.
  const writer = endpoint.createWriter(choices, identity, { keepsPartial: call.isOverHttp !== true });
  return openCall(call, async (settings, { controller, release }) => {
    try {
      const open = async (planned: Planned, own: RunSettings<CallSettings>) => {
        const opened = await api.open(planned, own);
        if (isFailed(opened)) throw withPartial(opened, { endpoint, identity });
        return opened;
      };
      const openAll = async (all: readonly Planned[]): Promise<Opened<Planned, Event>[]> => {
        const [only, ...others] = all;
        if (only !== undefined && others.length === 0) {
          const stream = await open(only, settings);
          return [{ planned: only, stream, info: stream.info }];
        }
        const { openTogether } = await loadFanOut();
        const { streams, responses: infos } = await openTogether(upstreams, { plan: all, settings, controller }, open);
        return streams.map((stream, at) => ({ planned: all[at], stream, info: infos[at] }));
      };
      const opened = await orSingly({ api, plan, model, upstreams }, openAll);
      const streams = opened.map(({ stream }) => stream);
      const responses = opened.flatMap(({ info }) => info ?? []);
      const openMore = async () => {
        const missing = opened.flatMap(({ planned, stream }) =>
          planned === undefined ? [] : (api.toMissing?.(planned, stream.reader.missing ?? []) ?? []),
        );
        return missing.length === 0 ? [] : (await openAll(missing)).map(({ stream }) => stream);
      };
      const mayLack = api.toMissing !== undefined && opened.some(({ planned }) => (planned?.indices.length ?? 0) > 1);
      const end = { onEnd: release, openMore: mayLack ? openMore : undefined };
      return { data: new Stream(writeChunks(streams, writer, end), controller), responses };
    } catch (error) {
      if (StreamTruncatedError.isInstance(error)) error.partial ??= writer.partial;
      throw error;
    }
  });
}

function isFailed<Event>(text: ReadText | OpenText<Event> | FailedText): text is FailedText {
  return 'failure' in text && text.failure !== undefined;
}

/** The failure, with what came before it. */
function withPartial<Whole, Chunk>(
  { failure, generations, head = {}, counts }: FailedText,
  { endpoint, identity }: { endpoint: Endpoint<Whole, Chunk>; identity: Identity },
): EasyLLMError {
  failure.partial ??= endpoint.toPartial(generations, withHead(identity, head), counts);
  return failure;
}
