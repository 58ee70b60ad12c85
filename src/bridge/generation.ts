/** One generation: a text that a model made, before chat and completion give it their own shapes. */
import type { JsonObject } from '../base/check.ts';
import type {
  ChatCompletionDelta,
  ChatCompletionMessageToolCall,
  ChatCompletionMessageToolCallChunk,
  TgiDetails,
} from '../../generated/openai.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { FinishReason } from './finish-reason.ts';
import type { TokenCounts } from './usage.ts';

/** A token as logprobs name it; TGI's own is one. */
export interface LogprobToken {
  text: string;
  logprob?: number | null | undefined;
  /** Its UTF-8, where the server gives it: of a part of a character the text has none. */
  bytes?: number[] | null | undefined;
  /** What the server adds to it, under its own names. */
  added?: JsonObject | undefined;
}

/** A token of the text; special tokens never are. */
export interface TextToken {
  token: LogprobToken;
  /** Where it begins in the text, counted in UTF-16 units as JavaScript's strings are. */
  offset: number;
  /** The likeliest tokens at its place, itself among them. */
  alternatives: readonly LogprobToken[];
}

/** What a message has besides its text; what the server adds to it stands beside the members named here. */
export interface MessageExtras
  extends Pick<ChatCompletionDelta, 'reasoning_content' | 'reasoning' | 'refusal'>, Record<string, unknown> {
  tool_calls?: ChatCompletionMessageToolCall[];
}

/** What a stream adds to a message besides text. */
export interface DeltaExtras
  extends Pick<ChatCompletionDelta, 'reasoning_content' | 'reasoning' | 'refusal'>, Record<string, unknown> {
  tool_calls?: ChatCompletionMessageToolCallChunk[];
}

export interface GenerationEnd {
  finishReason: FinishReason;
  /** The server's own word, where `finishReason` is another; absent from TGI. */
  nativeReason?: string | undefined;
  /** What TGI says of the end in its own words; absent from other servers. */
  tgi?: TgiDetails | undefined;
  counts: TokenCounts | undefined;
  /** An end that is a failure: what came is no answer. */
  failure?: EasyLLMError | undefined;
}

export interface Generation extends GenerationEnd {
  text: string;
  tokens: readonly TextToken[];
  extras?: MessageExtras | undefined;
  /** What the server adds to the choice, under its own names. */
  added?: JsonObject | undefined;
}

/** What a stream adds to one generation; `end` comes with the last text. Counts may come alone. */
export interface GenerationDelta {
  text: string;
  tokens: readonly TextToken[];
  extras?: DeltaExtras | undefined;
  /** What the server adds to the choice, under its own names. */
  added?: JsonObject | undefined;
  end?: GenerationEnd | undefined;
  counts?: TokenCounts | undefined;
}

/** What all objects of one response say of it besides its choices. */
export interface ResponseHead {
  /** The server's own id; undefined where it gives none. */
  id?: string | undefined;
  /** The model that answered, by the server's own name; undefined where it gives none. */
  model?: string | undefined;
  /** In seconds; undefined where the server does not say. */
  created?: number | undefined;
  /** What the server adds to the response, or to the event last read, under its own names. */
  added?: JsonObject | undefined;
}

/** How one choice is read. */
export interface Reading {
  stops: readonly string[];
  /** The prompt, where it is to be returned before the text; else empty. */
  echo: string;
  /** Special tokens are part of the text, for what reads calls out of it. Default: false. */
  keepsSpecial?: boolean;
  /** The tokens of the prompt are to stand before those of the text. Default: false. */
  scoresPrompt?: boolean;
  /** Nobody asks for the tokens and their probabilities. Default: false. */
  isTextOnly?: boolean;
  /** After so many tokens the text is cut off here: the server may overstep its limit. */
  maxTokens?: number | undefined;
}
