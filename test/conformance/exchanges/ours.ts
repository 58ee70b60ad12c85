/** What the facade answered, held against what was wanted: nothing is lost, nothing is invented, and its own shape is kept. */
import * as facade from '../../../generated/openai.zod.ts';
import { differenceOfError } from '../expected-error.ts';
import { type JsonObject, difference, isObject, shown } from '../json.ts';
import type { Exchange } from './exchange.ts';
import { textOf, toArray, toSaid, toValues } from './reading.ts';
import { type Want, type WantedAnswer, type WantedChoice, added } from './want.ts';

/** What came out of one call. */
export interface Seen {
  endpoint: 'chat' | 'completion';
  /** One whole answer, or the chunks of a stream. */
  parts: readonly JsonObject[];
  isStream: boolean;
  error?: unknown;
  /** How often the server was asked for it. */
  given: number;
  /** How often it was asked for a whole answer, though a stream was wanted. */
  askedWhole: number;
}

export interface Judged {
  exchange: Exchange;
  want: Want;
  /** How many choices the request asks for. */
  choices: number;
  wantsUsage: boolean;
}

export function differenceOfSeen(seen: Seen, judged: Judged): string | undefined {
  const { want } = judged;
  if (want.is === 'foreign') return undefined;
  if (want.is === 'answer') {
    return seen.error === undefined ? differenceOfAnswer(seen, want, judged) : `threw ${String(seen.error)}`;
  }
  const found =
    want.is === 'error'
      ? differenceOfError(seen.error, want.error)
      : nameOf(seen.error) === 'StreamTruncatedError'
        ? undefined
        : `ended with ${String(seen.error)}, not a StreamTruncatedError`;
  return found ?? differenceOfPartial(seen.error, want.texts);
}

/** The text so far, where there was any; choices that have not begun are empty. */
function differenceOfPartial(error: unknown, texts: readonly string[]): string | undefined {
  if (texts.join('') === '') return undefined;
  const got = partialTexts(error);
  return difference(got, [...texts, ...got.slice(texts.length).fill('')], 'the partial texts');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

export function partialTexts(error: unknown): string[] {
  const partial = error instanceof Error && 'partial' in error ? error.partial : undefined;
  return toArray(isObject(partial) ? partial['choices'] : undefined)
    .filter(isObject)
    .map(({ message, text }) => textOf(isObject(message) ? message['content'] : text));
}

function differenceOfAnswer(seen: Seen, want: WantedAnswer, judged: Judged): string | undefined {
  const got = toSaid(seen.parts);
  const count = Math.max(judged.choices, want.choices.length);
  const wanted = Array.from({ length: count }, (_, at) => want.choices[at % want.choices.length]).filter(
    (choice) => choice !== undefined,
  );
  const found = [
    differenceOfShape(seen),
    difference(got.choices.map(toCompared), wanted.map(toCompared), 'choices'),
    difference(
      got.choices.map(({ word }) => word),
      wanted.map(({ finishReason }) => finishReason),
      'the finish reasons',
    ),
    ...wanted.map((choice, at) => differenceOfLogprobs(got.choices[at]?.logprobs ?? null, choice, judged.exchange)),
    differenceOfUsage(got.usage, want, { seen, judged }),
    differenceOfNames(got, want, seen),
    // What several responses say of themselves is true of none of their sum.
    seen.given > 1 ? undefined : differenceOfAdded(got.added, want, judged.exchange),
  ].filter((each) => each !== undefined);
  return found.length === 0 ? undefined : found.join(' and ');
}

function toCompared({ text, reasoning, calls }: Pick<WantedChoice, 'text' | 'reasoning' | 'calls'>): unknown {
  return { text, reasoning, calls: toNamed(calls) };
}

function toNamed(calls: WantedChoice['calls']): unknown {
  return calls.map((call) => ({ name: call.name, arguments: toValues(call.arguments) }));
}

/** Tokens that are no text, as TGI lists at the end, may be left out. */
function differenceOfLogprobs(got: unknown, want: WantedChoice, { server }: Exchange): string | undefined {
  const found = difference(got, want.logprobs, 'logprobs');
  if (found === undefined || server !== 'tgi' || want.logprobs === null) return found;
  const ofText = want.logprobs.filter((each) => !(Array.isArray(each) && /^<\|.*\|>$/.test(String(each[0]))));
  return difference(got, ofText, 'logprobs');
}

function differenceOfUsage(
  got: JsonObject | undefined,
  want: WantedAnswer,
  { seen, judged }: { seen: Seen; judged: Judged },
): string | undefined {
  if (seen.isStream && !judged.wantsUsage && got === undefined) return undefined;
  // Calls of TGI that are asked for again, or whole from the start, cost what the answers to that say.
  if (seen.askedWhole > 0) return undefined;
  let usage = want.usage;
  for (let more = 1; more < seen.given && usage !== undefined; more += 1) usage = added(usage, want.usage ?? {});
  return difference(got, usage, 'usage');
}

function differenceOfNames(
  got: ReturnType<typeof toSaid>,
  { said }: WantedAnswer,
  { given }: Seen,
): string | undefined {
  const foreignModel = [...got.models].find((model) => !said.models.has(model));
  if (said.models.size > 0 && foreignModel !== undefined)
    return `the model is ${foreignModel}, not ${[...said.models].join()}`;
  if (got.ids.size !== 1) return `the ids are ${[...got.ids].join()}`;
  const foreignId = [...got.ids].find((id) => !said.ids.has(id));
  // Several responses have several ids, and one of ours for all.
  return given === 1 && said.ids.size > 0 && foreignId !== undefined
    ? `the id is ${foreignId}, not ${[...said.ids].join()}`
    : undefined;
}

function differenceOfAdded(got: ReadonlySet<string>, want: WantedAnswer, { server }: Exchange): string | undefined {
  const words = want.choices.flatMap(({ nativeFinishReason: word }, at) =>
    word === undefined ? [] : [`choice ${at}.native_finish_reason=${JSON.stringify(word)}`],
  );
  const wanted = new Set([...want.said.added, ...words]);
  // `echo`es of one response under several choices say the same of each.
  const isKnown = (each: string) => wanted.has(each) || wanted.has(each.replace(/ \d+\./, ' 0.'));
  const lost = [...wanted].filter((each) => !got.has(each));
  const invented = [...got].filter((each) => !isKnown(each) && !(server === 'tgi' && /^choice \d+\.tgi=/.test(each)));
  const found = [
    lost.length === 0 ? '' : `lost ${lost.join(', ')}`,
    invented.length === 0 ? '' : `invented ${invented.join(', ')}`,
  ];
  return found.some((each) => each !== '') ? found.filter((each) => each !== '').join('; ') : undefined;
}

/** What holds for every answer of the facade. */
function differenceOfShape({ endpoint, parts, isStream }: Seen): string | undefined {
  const whole = endpoint === 'chat' ? facade.ChatCompletion : facade.Completion;
  const chunk = endpoint === 'chat' ? facade.ChatCompletionChunk : facade.Completion;
  for (const part of parts) {
    const { error } = (isStream ? chunk : whole).safeParse(part);
    if (error !== undefined) return `not valid: ${error.message}`;
  }
  return differenceOfReasoning(parts) ?? (isStream ? differenceOfChunks(parts) : differenceOfCallIds(parts));
}

/** Clients read one name or the other. */
function differenceOfReasoning(parts: readonly JsonObject[]): string | undefined {
  const choices = parts.flatMap((part) => toArray(part['choices'])).filter(isObject);
  const said = choices.map((choice) => choice['message'] ?? choice['delta']).filter(isObject);
  const alone = said.find((each) => each['reasoning'] !== each['reasoning_content']);
  return alone === undefined ? undefined : `reasoning is not under both names in ${shown(alone)}`;
}

function differenceOfCallIds(parts: readonly JsonObject[]): string | undefined {
  const choices = parts.flatMap((part) => toArray(part['choices'])).filter(isObject);
  const calls = choices
    .flatMap(({ message }) => (isObject(message) ? toArray(message['tool_calls']) : []))
    .filter(isObject);
  const ids = calls.map(({ id }) => textOf(id));
  return ids.every((id) => id !== '' && id !== '0') && new Set(ids).size === ids.length
    ? undefined
    : `the calls’ ids are ${shown(ids)}`;
}

function differenceOfChunks(chunks: readonly JsonObject[]): string | undefined {
  const choices = chunks.flatMap((chunk) => toArray(chunk['choices'])).filter(isObject);
  for (const index of new Set(choices.map((choice) => choice['index']))) {
    const own = choices.filter((choice) => choice['index'] === index);
    const roles = own.filter(({ delta }) => isObject(delta) && delta['role'] !== undefined).length;
    if (roles > 1) return `choice ${String(index)} says its role ${roles} times`;
    const ends = own.map((choice) => choice['finish_reason']).filter((word) => word !== null && word !== undefined);
    if (ends.length !== 1) return `choice ${String(index)} has the finish reasons ${shown(ends)}`;
    const last = own.at(-1)?.['finish_reason'];
    if (last === null || last === undefined) return `choice ${String(index)} goes on after its finish reason`;
  }
  const usages = chunks.filter(({ usage }) => isObject(usage));
  if (usages.length > 1) return `usage comes ${usages.length} times`;
  const [usage] = usages;
  return usage === undefined || usage === chunks.at(-1) ? undefined : 'usage is not in the last chunk';
}
