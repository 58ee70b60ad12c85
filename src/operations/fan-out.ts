/** Calls that make several requests of one server. */
import type { DeltaStream, TakeDelta } from '../bridge/chunks.ts';
import type { Abort } from '../base/abort.ts';
import { toSmallerBatch } from '../bridge/batch-refusal.ts';
import { expectFewBatches } from '../bridge/fan-out.ts';
import type { CallSettings, HttpHead, RunSettings } from '../net/call.ts';
import { FanOut, allOrAbort, inTurn, runTogether } from '../net/fan-out.ts';
import type { Admission } from '../net/fan-out.ts';
import { Places } from '../net/places.ts';
import type { ServerContext } from './server-context.ts';

/** At a default TGI, a quarter of what it takes at once (TGI, `--max-concurrent-requests`). */
const REQUESTS = 32;
/** At a default TEI, half of what it takes at once, where each input counts (TEI, `--max-concurrent-requests`). */
const INPUTS = 256;

/** The places at a server. Other programs ask it too: where it said how many it takes, half are left to them. */
export function placesAt({ found }: ServerContext): { requests: Places; inputs: Places } {
  const places = (found.places ??= { requests: new Places(REQUESTS), inputs: new Places(INPUTS) });
  if (found.maxRequests !== undefined) {
    places.requests.cap(found.maxRequests / 2);
    places.inputs.cap(found.maxRequests / 2);
  }
  return places;
}

interface Together<Planned> {
  plan: readonly Planned[];
  settings: RunSettings<CallSettings>;
  controller: Abort;
}

type Request<Planned, Result> = (planned: Planned, settings: RunSettings<CallSettings>) => Promise<Result>;

/** Sends all requests of a plan, as turns come. */
export function sendTogether<Planned, Result>(
  upstreams: ServerContext,
  { plan, settings, controller }: Together<Planned>,
  send: Request<Planned, Result>,
): Promise<Result[]> {
  const { hostPlaces } = settings;
  return runTogether(plan, { places: placesAt(upstreams).requests, hostPlaces, settings, controller }, send);
}

type Opened<Event> = DeltaStream<Event> & { info: HttpHead };

/** Opens the streams of a plan that have a turn at once, and awaits the first event of each. The others begin as streams end. */
export async function openTogether<Planned, Event>(
  upstreams: ServerContext,
  { plan, settings, controller }: Together<Planned>,
  open: Request<Planned, Opened<Event>>,
): Promise<{ streams: DeltaStream<Event>[]; responses: HttpHead[] }> {
  const { hostPlaces } = settings;
  const fanOut = new FanOut({ places: placesAt(upstreams).requests, hostPlaces, controller });
  const begin = async (planned: Planned, turn: Admission): Promise<Opened<Event>> => {
    const stream = await open(planned, turn.watch(settings)).catch((error: unknown) => {
      turn.end(error);
      throw error;
    });
    return { ...stream, batches: withEnd(stream.batches, (error) => turn.end(error)) };
  };
  const begun: Promise<Opened<Event>>[] = [];
  const streams = plan.map((planned) => {
    const turn = fanOut.take();
    if (turn instanceof Promise) return toLaterStream(turn.then((own) => begin(planned, own)));
    return begun.push(begin(planned, turn)) - 1;
  });
  const opened = await allOrAbort(begun, controller);
  return {
    streams: streams.flatMap((stream) => (typeof stream === 'number' ? (opened[stream] ?? []) : stream)),
    responses: opened.map(({ info }) => info),
  };
}

/** A stream that has not begun. What it fails of, its reader gets. */
function toLaterStream<Event>(opening: Promise<Opened<Event>>): DeltaStream<Event> {
  let opened: Opened<Event> | undefined;
  let events: AsyncIterator<readonly Event[]> | undefined;
  const begin = opening.then((stream) => {
    opened = stream;
    return (events = stream.batches[Symbol.asyncIterator]());
  });
  // The reader may have left before.
  begin.catch(() => {});
  const iterator: AsyncIterator<readonly Event[]> = {
    next: async () => (events ?? (await begin)).next(),
    return: async () => (await events?.return?.()) ?? { done: true, value: undefined },
  };
  return {
    batches: { [Symbol.asyncIterator]: () => iterator },
    reader: {
      read: (batch, take) => opened?.reader.read(batch, take),
      get head() {
        return opened?.reader.head;
      },
      get isOver() {
        return opened?.reader.isOver ?? false;
      },
      finish: (take: TakeDelta) => opened?.reader.finish?.(take),
      get missing() {
        return opened?.reader.missing ?? [];
      },
    },
  };
}

/** The same items. `onEnd` is called where they end, fail or are left. */
function withEnd<Item>(items: AsyncIterable<Item>, onEnd: (error?: unknown) => void): AsyncIterable<Item> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = items[Symbol.asyncIterator]();
      const pass = (result: IteratorResult<Item>) => {
        if (result.done === true) onEnd();
        return result;
      };
      const fail = (error: unknown) => {
        onEnd(error);
        throw error;
      };
      return {
        next: () => iterator.next().then(pass, fail),
        async return() {
          onEnd();
          return (await iterator.return?.()) ?? { done: true, value: undefined };
        },
      };
    },
  };
}

/** What one batch of inputs became. */
interface SentBatch<Result> {
  /** How many inputs it held. */
  count: number;
  result: Result;
}

/** How many batches of one call are under way at once. */
const BATCHES = 8;

/**
 * Sends inputs in batches that are no larger than `size` and than the turns that come. What a server refuses for its length is sent again
 * in smaller ones, as are all after it.
 */
export async function sendBatches<Input, Result extends object>(
  upstreams: ServerContext,
  { inputs, size, settings, controller }: Omit<Together<never>, 'plan'> & { inputs: readonly Input[]; size: number },
  send: (inputs: Input[], settings: RunSettings<CallSettings>) => Promise<Result>,
): Promise<SentBatch<Result>[]> {
  const { hostPlaces } = settings;
  const fanOut = new FanOut({ places: placesAt(upstreams).inputs, hostPlaces, controller });
  let most = Math.min(size, INPUTS);
  expectFewBatches(inputs.length, most);
  const sent: (SentBatch<Result> & { at: number })[] = [];
  /** What is left to send, by the places of the inputs. */
  const left = [{ from: 0, to: inputs.length }];
  const sendNext = async (own: RunSettings<CallSettings>, places: number) => {
    const range = left.pop();
    if (range === undefined) return;
    const to = Math.min(range.to, range.from + places);
    if (to < range.to) left.push({ from: to, to: range.to });
    const batch = inputs.slice(range.from, to);
    const result = await send(batch, own).catch((error: unknown) => {
      left.push({ from: range.from, to });
      const smaller = toSmallerBatch(error, batch.length);
      if (smaller === undefined) throw error;
      most = Math.min(most, smaller.size);
      expectFewBatches(inputs.length, most);
      if (smaller.isOfList) upstreams.found.batchSize = most;
      return undefined;
    });
    if (result !== undefined) sent.push({ at: range.from, count: batch.length, result });
  };
  const work = async () => {
    for (let next = left.at(-1); next !== undefined; next = left.at(-1)) {
      await inTurn(fanOut, { settings, places: Math.min(most, next.to - next.from) }, sendNext);
    }
  };
  await allOrAbort(Array.from({ length: BATCHES }, work), controller);
  return sent.toSorted((a, b) => a.at - b.at);
}
