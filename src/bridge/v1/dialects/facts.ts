/** What a dialect's file says of a server. Each fact was seen at the version named, or read in its source. */

/** What is done about a field that a server takes and passes over. */
export type Cure =
  /** The prompt is written before the text here. */
  | 'written here'
  /** As many requests, one for each. */
  | 'requests'
  /** `none` by leaving the tools out; a choice that must be obeyed is refused. */
  | 'no tools'
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
  readonly ignores?: { readonly chat?: Ignored; readonly completions?: Ignored };
  /** Passes over `max_completion_tokens`, and keeps to `max_tokens`. */
  readonly wantsMaxTokens?: true;
  /** Takes one prompt a request. */
  readonly singlePrompts?: true;
  /** The name of what the model thought, in messages that are sent back. Where there is none, what the caller wrote. */
  readonly reasoning?: 'reasoning' | 'reasoning_content';
  /** Drops `response_format` from text completions, and takes the schema under this name. */
  readonly completionSchema?: 'json_schema';
  /** Whose route makes tokens of a text or a chat; absent where there is none. */
  readonly tokenizer?: 'tgi' | 'vllm' | 'llamacpp';
  /** Fields of older versions that are passed over, each with what has to be written instead. */
  readonly renamed?: Readonly<Record<string, string>>;
}

export type Ignored = Readonly<Partial<Record<'n' | 'echo' | 'tool_choice' | 'response_format' | 'logprobs', Cure>>>;
