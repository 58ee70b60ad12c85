/** Reads a response of a server's `/v1`, whole or streamed, with all its choices. */
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import type { StreamedBody, V1Body } from '../../servers/v1.ts';
import type { DeltaReader, TakeDelta } from '../chunks.ts';
import type { Generation, ResponseHead } from '../generation.ts';
import { NO_TOKENS } from '../passing-text.ts';
import { V1ChoiceReader, toIndex, toV1Generation } from './choice.ts';
import type { PlannedV1 } from './plan.ts';
import type { CreateCallId } from './tool-calls.ts';
import { StreamUsage, toV1Counts } from './usage.ts';

/** The generations of one whole response, in the order of its choices: TGI gives those of a list of prompts in the order in which they ended. */
export function toV1Generations(
  body: V1Body,
  { planned, createCallId }: { planned: PlannedV1; createCallId: CreateCallId },
): Generation[] {
  const total = toV1Counts(body.usage);
  const choices = body.choices.filter(isObject).map((choice, place) => ({ choice, order: toIndex(choice) ?? place }));
  return choices
    .toSorted((a, b) => a.order - b.order)
    .map(({ choice }, place) => {
      const reading = planned.readings[place] ?? NO_READING;
      // The server counts all of its choices together.
      const counts = total === undefined || place === 0 ? total : { prompt: 0, completion: 0 };
      const generation = toV1Generation(choice, { reading, createCallId, counts });
      const isHidden = planned.hidesTextPass && generation.extras?.tool_calls === undefined;
      return isHidden ? { ...generation, tokens: NO_TOKENS, counts: undefined } : generation;
    });
}

/** For a choice that was not asked for. */
const NO_READING = { stops: [], echo: '', isEchoedThere: false, isTgi: false };

export function toHead({ id }: V1Body): ResponseHead {
  return { id: typeof id === 'string' && id !== '' ? id : undefined };
}

/** Reads the stream of one request. */
export class V1Reader implements DeltaReader<StreamedBody> {
  readonly #planned: PlannedV1;
  readonly #choices: readonly V1ChoiceReader[];
  readonly #usage = new StreamUsage();
  head: ResponseHead | undefined;

  constructor(planned: PlannedV1, createCallId: CreateCallId) {
    this.#planned = planned;
    this.#choices = planned.readings.map((reading) => new V1ChoiceReader(reading, createCallId));
  }

  read(events: readonly StreamedBody[], take: TakeDelta): void {
    for (const event of events) {
      if (typeof event === 'string') this.#readText(event, take);
      else this.#readEvent(event, take);
    }
  }

  /** What comes after a stop sequence that was found here is of no use, not even the count of it. */
  get isOver(): boolean {
    return this.#choices.every((choice) => choice.hasEnded) && this.#choices.some((choice) => choice.isStopped);
  }

  finish(take: TakeDelta): void {
    const isBegun = this.#choices.some((choice) => choice.hasBegun);
    for (const [place, index] of this.#planned.indices.entries()) {
      const choice = this.#choices[place];
      if (choice === undefined || choice.hasEnded) continue;
      // A server that ignores `n` never begins the others: they are left out, as they are of a whole response.
      if (choice.hasBegun || !isBegun) take(index, choice.finish());
    }
    const { total } = this.#usage;
    if (total === undefined || this.#choices.some((choice) => choice.isStopped)) return;
    for (const [place, index] of this.#planned.indices.entries()) {
      take(index, { text: '', tokens: NO_TOKENS, counts: place === 0 ? total : { prompt: 0, completion: 0 } });
    }
  }

  /** Text alone is given where there is one choice. */
  #readText(text: string, take: TakeDelta): void {
    const choice = this.#choices[0];
    const index = this.#planned.indices[0];
    if (choice !== undefined && index !== undefined && !choice.hasEnded) take(index, choice.readText(text));
  }

  #readEvent(event: V1Body, take: TakeDelta): void {
    this.head ??= toHead(event);
    this.#usage.see(event);
    for (const given of event.choices.filter(isObject)) {
      const place = toPlace(given, this.#planned);
      const [choice, index] = [this.#choices[place], this.#planned.indices[place]];
      if (choice !== undefined && index !== undefined && !choice.hasEnded) take(index, choice.read(given));
    }
  }
}

/** TGI 1.4 numbers the choice of a chat by its tokens: a lone choice is the first whatever its number. */
function toPlace(choice: JsonObject, { indices }: PlannedV1): number {
  return indices.length === 1 ? 0 : (toIndex(choice) ?? 0);
}
