/** Reads a response of a server's `/v1`, whole or streamed, with all its choices. */
import { isAlike } from '../../base/alike.ts';
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import type { EasyLLMError } from '../../base/errors.ts';
import { cutWord } from '../../base/spelling.ts';
import { hasFinishReason } from '../../servers/v1-events.ts';
import type { StreamedBody, V1Body } from '../../servers/v1-events.ts';
import type { DeltaReader, TakeDelta } from '../chunks.ts';
import type { Generation, ResponseHead } from '../generation.ts';
import { readAdded } from './extras.ts';
import { NO_TOKENS } from '../passing-text.ts';
import { V1ChoiceReader, toIndex, toV1Generation } from './choice.ts';
import { isOfAnother, isTgiAnswer } from './signature.ts';
import type { PlannedV1, V1Reading } from './plan.ts';
import type { CreateCallId } from './tool-calls.ts';
import { StreamUsage, toV1Counts } from './usage.ts';

/** The generations of one whole response, in the order of its choices: TGI gives those of a list of prompts in the order in which they ended. */
export function toV1Generations(
  body: V1Body,
  { planned, createCallId }: { planned: PlannedV1; createCallId: CreateCallId },
): Generation[] {
  const total = toV1Counts(body['usage']);
  const choices = body.choices.filter(isObject).map((choice, place) => ({ choice, order: toIndex(choice) ?? place }));
  return choices
    .toSorted((a, b) => a.order - b.order)
    .map(({ choice }, place) => {
      const reading = seenIn(body, planned.readings[place] ?? NO_READING);
      // The server counts all of its choices together.
      const counts = total === undefined || place === 0 ? total : NO_COUNTS;
      const generation = toV1Generation(choice, { reading, createCallId, counts });
      const isHidden = planned.hidesTextPass && generation.extras?.tool_calls === undefined;
      return isHidden ? { ...generation, tokens: NO_TOKENS, counts: undefined } : generation;
    });
}

/** Of a server that nobody asked, the answer tells whether it is TGI. */
function seenIn(body: V1Body, reading: V1Reading): V1Reading {
  return reading.isTgi === undefined ? { ...reading, isTgi: isTgiAnswer(body) } : reading;
}

/** The places of the generations among the choices that were asked for, where there are fewer: by their numbers, if they have any. */
export function toPlaces(body: V1Body, { indices }: PlannedV1): number[] {
  const choices = body.choices.filter(isObject);
  const numbers = choices.map(toIndex).filter((index) => index !== undefined && index >= 0 && index < indices.length);
  const isNumbered = new Set(numbers).size === choices.length;
  return isNumbered ? numbers.map(Number).toSorted((a, b) => a - b) : [...choices.keys()];
}

/** For a choice that was not asked for. */
const NO_READING = { stops: [], echo: '', isEchoedThere: false, isTgi: false };

/** Members of a response that are read one by one. */
const READ: ReadonlySet<string> = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'error']);

export function toHead(body: V1Body): ResponseHead {
  const { id, model, created } = body;
  const head: ResponseHead = {};
  if (typeof id === 'string' && id !== '') head.id = cutWord(id);
  if (typeof model === 'string' && model !== '') head.model = cutWord(model);
  if (typeof created === 'number' && Number.isInteger(created) && created > 0) head.created = created;
  const added = readAdded(body, READ);
  if (added !== undefined) head.added = added;
  return head;
}

/** Called for what was asked for and did not come, and where another server answers than was spoken to. */
interface MissingListeners {
  server?: (() => void) | undefined;
  logprobs?: (() => void) | undefined;
  usage?: (() => void) | undefined;
}

/** Reads the stream of one request. */
export class V1Reader implements DeltaReader<StreamedBody> {
  readonly #indices: readonly number[];
  /** Whether the server was known to be a TGI when it was asked. */
  readonly #wasTgi: boolean | undefined;
  readonly #asksFor: { readonly logprobs: boolean; readonly usage: boolean };
  readonly #readings: readonly V1Reading[];
  readonly #choices: readonly V1ChoiceReader[];
  readonly #usage: StreamUsage;
  /** What the server says of its response; what it adds to it is of the event last read, and at the end of all. */
  head: ResponseHead | undefined;
  /** All that it added: some of it comes beside what is written at the end. */
  #added: JsonObject | undefined;
  /** What it added beside the end of each choice, by its number: several may be written with it. */
  readonly #addedAtEnd = new Map<number, JsonObject>();
  #hasWritten = false;
  readonly #onMissing: MissingListeners;

  constructor(planned: PlannedV1, createCallId: CreateCallId, onMissing: MissingListeners = {}) {
    // Not the request itself: its body would be kept as long as the stream.
    this.#indices = planned.indices;
    this.#wasTgi = planned.readings[0]?.isTgi;
    this.#asksFor = { logprobs: wantsLogprobs(planned), usage: asksForUsage(planned) };
    this.#onMissing = onMissing;
    this.#readings = planned.readings.map((reading) => ({ ...reading }));
    this.#choices = this.#readings.map((reading) => new V1ChoiceReader(reading, createCallId));
    this.#usage = new StreamUsage({ isPerPrompt: isPerPrompt(planned) });
  }

  read(events: readonly StreamedBody[], take: TakeDelta): void {
    for (const event of events) {
      if (typeof event === 'string') this.#readText(event, take);
      else this.#readEvent(event, take);
    }
  }

  /** What comes after a stop sequence that was found here is of no use, not even the count of it. */
  get isOver(): boolean {
    return this.#choices.every((choice) => choice.isStopped);
  }

  /** The choices that a server which ignores `n`, or takes one prompt at a time, never began. */
  get missing(): readonly number[] {
    return [...this.#choices.keys()].filter((place) => this.#choices[place]?.hasBegun !== true);
  }

  finish(take: TakeDelta): void {
    this.head = { ...this.head, added: this.#added };
    this.#takeCounts(take);
    const head = this.head;
    let failure: EasyLLMError | undefined;
    for (const [place, index] of this.#indices.entries()) {
      const choice = this.#choices[place];
      if (choice === undefined || choice.hasEnded || !choice.hasBegun) continue;
      const added = this.#addedAtEnd.get(place);
      if (added !== undefined) this.head = { ...head, added: { ...this.#added, ...added } };
      const delta = choice.finish();
      failure ??= delta.end?.failure;
      // The reason of an end that is none is not written.
      if (delta.end?.failure !== undefined) delete delta.end;
      take(index, delta);
    }
    if (failure !== undefined) throw failure;
    if (this.#asksFor.logprobs && this.#choices.some((choice) => choice.lacksTokens)) this.#onMissing.logprobs?.();
  }

  /** The server counts all of its choices together. */
  #takeCounts(take: TakeDelta): void {
    const { total } = this.#usage;
    if (total === undefined) {
      if (this.#asksFor.usage) this.#onMissing.usage?.();
      return;
    }
    for (const [place, index] of this.#indices.entries()) {
      take(index, { text: '', tokens: NO_TOKENS, counts: place === 0 ? total : NO_COUNTS });
    }
  }

  /** Text alone is given where there is one choice. */
  #readText(text: string, take: TakeDelta): void {
    const choice = this.#choices[0];
    const index = this.#indices[0];
    if (choice !== undefined && index !== undefined && !choice.hasEnded) take(index, choice.readText(text));
  }

  #readEvent(event: V1Body, take: TakeDelta): void {
    if (!this.#hasWritten && isOfAnother(event, this.#wasTgi)) this.#onMissing.server?.();
    this.#seeHead(event);
    for (const reading of this.#readings) reading.isTgi ??= isTgiAnswer(event);
    this.#usage.see(event);
    for (const given of event.choices) {
      if (!isObject(given)) continue;
      const place = toPlace(given, this.#indices);
      const [choice, index] = [this.#choices[place], this.#indices[place]];
      if (choice === undefined || index === undefined || choice.hasEnded) continue;
      this.#hasWritten = true;
      const added = this.head?.added;
      if (added !== undefined && hasFinishReason(given)) this.#addedAtEnd.set(place, added);
      take(index, choice.read(given));
    }
  }

  /** All chunks have one id, model and time; some servers begin with an event that has none. What stays as it is makes no new head. */
  #seeHead(event: V1Body): void {
    const before = this.head?.added;
    if (!this.#hasWritten) this.head = { ...this.head, ...toHead(event) };
    const added = readAdded(event, READ);
    if (addAlike(added, before)) return;
    if (added !== undefined) this.#added = Object.assign(this.#added ?? {}, added);
    this.head = { ...this.head, added };
  }
}

/** Whether two events add the same. */
function addAlike(one: JsonObject | undefined, other: JsonObject | undefined): boolean {
  return one === undefined || other === undefined ? one === other : isAlike(one, other);
}

/** Whether the tokens and their probabilities are asked for. */
export function wantsLogprobs({ call: { body } }: PlannedV1): boolean {
  const { logprobs } = 'logprobs' in body ? body : {};
  return logprobs !== undefined && logprobs !== null && logprobs !== false;
}

/** Whether the counts have to come: those of a text that is cut here are of another text. */
function asksForUsage({ call: { body }, repair }: PlannedV1): boolean {
  const options = 'stream_options' in body ? body.stream_options : undefined;
  return isObject(options) && options['include_usage'] === true && repair?.maxTokens === undefined;
}

const NO_COUNTS = { prompt: 0, completion: 0 };

/** Whether the answer to a list of prompts is streamed. */
function isPerPrompt({ call: { body } }: PlannedV1): boolean {
  return 'prompt' in body && Array.isArray(body.prompt) && body.prompt.length > 1;
}

/** TGI 1.4 numbers the choice of a chat by its tokens: a lone choice is the first whatever its number. */
function toPlace(choice: JsonObject, indices: readonly number[]): number {
  return indices.length === 1 ? 0 : (toIndex(choice) ?? 0);
}
