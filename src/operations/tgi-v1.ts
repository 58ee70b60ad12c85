/** Text over TGI's `/v1`, with what is mended around a request: loaded for those requests that need it. */
import { InternalServerError } from '../base/errors.ts';
import type { DeltaStream } from '../bridge/chunks.ts';
import { toWholeStream } from '../bridge/chunks.ts';
import type { Generation } from '../bridge/generation.ts';
import { HeldSize } from '../bridge/kept.ts';
import type { TokenCounts } from '../bridge/usage.ts';
import type { PlannedV1 } from '../bridge/v1/plan.ts';
import { cutAtLimit } from '../bridge/v1/tgi-cut.ts';
import { toCallAgain, toStreamed, toTextAgain } from '../bridge/v1/tgi-again.ts';
import { hasFormat } from '../bridge/v1/tgi-repair.ts';
import type { TgiRepair } from '../bridge/v1/tgi-repair.ts';
import type { HeldCall, TakenDelta } from '../bridge/v1/tgi-tool-calls.ts';
import { HeldCalls, mendArguments, toArgumentsDelta } from '../bridge/v1/tgi-tool-calls.ts';
import type { CallSettings } from '../net/call.ts';
import { collect, readDeltas } from './collect.ts';
import type { FailedText, OpenText, ReadText, TextApi } from './text.ts';

/** The requests as they are planned, one by one. */
export type PlainApi<Event> = TextApi<PlannedV1, Event>;

/** One request that is to be mended. */
interface Repairing<Event> {
  api: PlainApi<Event>;
  planned: PlannedV1;
  repair: TgiRepair;
  settings: CallSettings;
}

export async function sendMended<Event>(run: Repairing<Event>): Promise<ReadText> {
  const { planned, repair, api, settings } = run;
  const read = await sendLimited(run);
  const { format } = repair;
  const [generation] = read.generations;
  if (format === undefined || format === null || generation === undefined || read.failure !== undefined) return read;
  if (generation.extras?.tool_calls !== undefined || hasFormat(generation.text, format)) return read;
  const again = toTextAgain(planned, format);
  const second = await sendLimited({ api, planned: again, repair: again.repair ?? repair, settings });
  const [text] = second.generations;
  if (text === undefined) return second;
  return { ...second, generations: [{ ...text, counts: addCounts(generation.counts, text.counts) }] };
}

/** A whole answer says nothing of its tokens: it is streamed, where it has to be cut. A call that has to come is left to its grammar. */
async function sendLimited<Event>({ api, planned, repair, settings }: Repairing<Event>): Promise<ReadText> {
  if (repair.maxTokens === undefined || repair.isForced) return api.send(planned, settings);
  const opened = await openMended({
    api,
    planned: toStreamed(planned),
    repair: { ...repair, format: undefined },
    settings,
  });
  return isFailed(opened) ? opened : { info: opened.info, ...(await collect(opened, planned)) };
}

export async function openMended<Event>(
  run: Repairing<Event>,
): Promise<OpenText<Event | TakenDelta | Generation> | FailedText> {
  const { api, planned, repair, settings } = run;
  // Whole answers are right, and no text can come before the call.
  if (repair.isForced) {
    const { failure, ...text } = await api.send(planned, settings);
    if (failure !== undefined) return { failure, ...text };
    const { generations, head, info } = text;
    return { info, ...toWholeStream(generations, { indices: planned.indices, head }) };
  }
  const begun = await api.open(planned, settings);
  if (isFailed(begun)) return begun;
  const opened = limited(begun, run);
  if (repair.tools === undefined) return opened;
  const head = { current: opened.reader };
  return {
    batches: mendCalls(opened, run, (stream) => (head.current = stream.reader)),
    reader: {
      isOver: false,
      get head() {
        return head.current.head;
      },
      read(events, take) {
        for (const event of events) if (isTaken(event)) take(event.index, event.delta);
      },
    },
    info: opened.info,
  };
}

function isFailed<Event>(opened: OpenText<Event> | FailedText): opened is FailedText {
  return 'failure' in opened;
}

function isTaken(event: unknown): event is TakenDelta {
  return typeof event === 'object' && event !== null && 'delta' in event && 'index' in event;
}

function limited<Event>(
  opened: OpenText<Event>,
  { planned, repair: { maxTokens } }: Repairing<Event>,
): OpenText<Event> {
  if (maxTokens === undefined) return opened;
  const batches = cutAtLimit(opened.batches, { maxTokens, choices: planned.indices.length });
  // What is put in the place of an event is one.
  return { ...opened, batches: batches as AsyncIterable<readonly Event[]> };
}

/** Holds the arguments of calls until they are whole; and text, where it may not have the form that was asked for. */
async function* mendCalls<Event>(
  opened: OpenText<Event>,
  run: Repairing<Event>,
  use: (stream: DeltaStream<Event>) => void,
): AsyncGenerator<TakenDelta[]> {
  const { format } = run.repair;
  const held = new HeldCalls();
  const texts: TakenDelta[] = [];
  const size = new HeldSize();
  const mayDiffer = format !== undefined && format !== null;
  for await (const taken of readDeltas(opened)) {
    const passed = taken.flatMap(({ index, delta }): TakenDelta[] => {
      const rest = held.pass(index, delta);
      return rest === undefined ? [] : [{ index, delta: rest }];
    });
    if (mayDiffer && held.calls.length === 0) {
      for (const each of passed) {
        size.add(each.delta.text.length);
        texts.push(each);
      }
    } else if (texts.length + passed.length > 0) yield [...texts.splice(0), ...passed];
  }
  if (held.calls.length > 0) yield* finishCalls(held, run);
  else if (mayDiffer && !hasFormat(texts.map(({ delta }) => delta.text).join(''), format))
    yield* writeAgain(texts, run, use);
  else if (texts.length > 0) yield texts;
}

async function* finishCalls<Event>(held: HeldCalls, run: Repairing<Event>): AsyncGenerator<TakenDelta[]> {
  let counts: TokenCounts | undefined = { prompt: 0, completion: 0 };
  for (const call of held.calls) {
    const found = held.isCut(call) ? { text: call.fragments.join('') } : await toWholeArguments(call, run);
    if ('counts' in found) counts = addCounts(counts, found.counts);
    yield [{ index: call.choice, delta: toArgumentsDelta(call, found.text) }];
  }
  yield held.ends.map(({ index, delta }) => ({
    index,
    delta: delta.counts === undefined ? delta : { ...delta, counts: addCounts(delta.counts, counts) },
  }));
}

/** The arguments of a call; asked for once more, whole, where its stream lost some. */
async function toWholeArguments<Event>(
  { name, fragments }: HeldCall,
  { api, planned, repair: { tools }, settings }: Repairing<Event>,
): Promise<{ text: string; counts?: TokenCounts | undefined }> {
  const parameters = tools?.get(name) ?? {};
  const mended = mendArguments(fragments, parameters);
  if (mended?.isSure === true) return mended;
  const { generations, failure } = await api.send(toCallAgain(planned, name), settings);
  if (failure !== undefined) throw failure;
  const again = generations
    .flatMap(({ extras }) => extras?.tool_calls ?? [])
    .find((call) => call.function.name === name);
  const whole = again === undefined ? undefined : mendArguments([again.function.arguments], parameters);
  if (whole !== undefined) return { text: whole.text, counts: generations[0]?.counts };
  throw new InternalServerError(
    `The model called \`${name.slice(0, 100)}\` with arguments that TGI lost in its stream, and once more with some that do not fit. Try again, without \`stream\`, or raise \`max_tokens\`.`,
    { status: 500, code: 'broken_tool_call', attempts: 1 },
  );
}

/** The text under its form, in the place of one that had none. */
async function* writeAgain<Event>(
  first: readonly TakenDelta[],
  { api, planned, repair, settings }: Repairing<Event>,
  use: (stream: DeltaStream<Event>) => void,
): AsyncGenerator<TakenDelta[]> {
  const spent = first.find(({ delta }) => delta.counts !== undefined)?.delta.counts;
  const again = toTextAgain(planned, repair.format);
  const begun = await api.open(again, settings);
  if (isFailed(begun)) throw begun.failure;
  const opened = limited(begun, { api, planned: again, repair, settings });
  use(opened);
  for await (const taken of readDeltas(opened)) {
    yield taken.map(({ index, delta }) =>
      delta.counts === undefined
        ? { index, delta }
        : { index, delta: { ...delta, counts: addCounts(spent, delta.counts) } },
    );
  }
}

/** Undefined where one of them is: a part would be a guess. */
function addCounts(a: TokenCounts | undefined, b: TokenCounts | undefined): TokenCounts | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { prompt: a.prompt + b.prompt, completion: a.completion + b.completion };
}
