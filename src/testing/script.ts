/** What a script says that a server answers. */
import type { JsonObject } from '../base/check.ts';
import type { FakeAnswer, FakeRequest } from './fake-tgi.ts';
import type { FaultName } from './servers/likeness.ts';
import type { ErrorAnswer, TokenAnswer } from './tgi-answers.ts';

/** A generation, in the shape of whichever route is asked. */
export interface TextAnswer extends Omit<TokenAnswer, 'end'> {
  /** What the model thinks first, one event each. */
  reasoning?: readonly string[];
  end?: 'cut' | ServerError;
}

/** A call of tools, by name: what they are given fits the schemas of the request. */
export interface CallAnswer {
  calls: readonly (string | { name: string; arguments: JsonObject | string })[];
  reasoning?: readonly string[];
  delayMs?: number;
  end?: 'cut' | ServerError;
}

/** Vectors, in the order of the texts. */
export interface VectorAnswer {
  vectors: readonly (readonly number[])[];
}

/** An error in the words of the server, whose body it gets. */
export interface ServerError {
  error: string;
  /** Default: 500; TGI's follow from its `error_type`. */
  status?: number;
  /** TGI's and TEI's kind of error. */
  error_type?: string;
  /** The kind of error in OpenAI's shape. */
  type?: string;
  param?: string;
}

/** What befalls the server, as it tells it itself. */
export interface FaultAnswer {
  fault: FaultName;
}

/** An answer whose bytes are the server's affair. */
export type Told = 'auto' | TextAnswer | CallAnswer | VectorAnswer | ServerError | ErrorAnswer;

/**
 * An answer of a server: text, calls, vectors, an error, a fault; or every byte, step by step. `'auto'` is what a model that obeys answers:
 * a call where a tool is named or required, JSON that fits the schema where one is asked for, else a text.
 */
export type ServerAnswer = Told | FaultAnswer | FakeAnswer;

/**
 * One answer for each request that the model serves, and one that says every byte for whatever is asked; the last one for all that follow. Or a function of any request and its number, from 0,
 * where undefined is what the server answers by itself.
 */
export type ServerScript =
  | readonly ServerAnswer[]
  | ((request: FakeRequest, index: number) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>);
