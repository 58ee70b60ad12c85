/** What a dialect's file says of a server. Each fact was seen at the version named, or read in its source. */

import type { JsonObject } from '../../../base/check.ts';

/** What is done about a field that a server takes and passes over. */
export type Cure =
  /** The prompt is written before the text here. */
  | 'written here'
  /** As many requests, one for each. */
  | 'requests'
  /** `none` by leaving the tools out; a choice that must be obeyed is refused. */
  | 'no tools'
  /** A tool that is named is offered alone, and has to be called. */
  | 'one tool'
  /** Refused by name before anything is sent. */
  | 'refused';

export interface DialectFacts {
  /** For people, in errors. */
  readonly name: string;
  /** The version at which the facts were seen; of those known from their source alone, which was read. */
  readonly seenAt: string;
  /** What it calls itself as `owned_by` in `/v1/models`. */
  readonly owner?: string;
  /** How its `Server` header begins. */
  readonly header?: string;
  /** Fields that are passed over, by route. */
  readonly ignores?: {
    readonly chat?: Ignored;
    readonly completions?: Ignored;
    readonly embeddings?: { readonly dimensions?: 'refused' };
  };
  /** Passes over `max_completion_tokens`, and keeps to `max_tokens`. */
  readonly wantsMaxTokens?: true;
  /** Leaves special tokens out of the text, unless `skip_special_tokens` is false. */
  readonly skipsSpecialTokens?: true;
  /** Takes one prompt a request. */
  readonly singlePrompts?: true;
  /** Takes lists of prompts, so that what it refuses of one is something else. */
  readonly takesLists?: true;
  /** The name of what the model thought, in messages that are sent back. Where there is none, what the caller wrote. */
  readonly reasoning?: 'reasoning' | 'reasoning_content';
  /**
   * Has no `reasoning_effort`, or not all of it. `template`: what chat templates have for it is set in `chat_template_kwargs`;
   * `enable_thinking`: `none` is this field of the body.
   */
  readonly effort?: 'template' | 'enable_thinking';
  /** The name under which text completions take a schema; absent where none is known to be obeyed there. */
  readonly completionSchema?: 'response_format' | 'json_schema';
  /** The members that ask for a text of a regular expression; absent where TGI's form of it goes as it is. */
  readonly regex?: (value: string) => JsonObject;
  /** Whose route makes tokens of a text or a chat; absent where there is none. */
  readonly tokenizer?: 'tgi' | 'vllm' | 'llamacpp';
  /** Fields of older versions that are passed over, each with what has to be written instead. */
  readonly renamed?: Readonly<Record<string, string>>;
}

export type Ignored = Readonly<
  Partial<
    Record<'n' | 'echo' | 'tool_choice' | 'response_format' | 'regex' | 'logprobs' | keyof typeof TGI_ALONE, Cure>
  >
>;

/** What TGI alone knows, and others pass over. */
export const TGI_ALONE = {
  do_sample: 'refused',
  typical_p: 'refused',
  truncate: 'refused',
  watermark: 'refused',
  best_of: 'refused',
  grammar: 'refused',
  adapter_id: 'refused',
  top_n_tokens: 'refused',
} as const satisfies Readonly<Record<string, Cure>>;
