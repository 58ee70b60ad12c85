/** What a prompt builder is, what it is given, and how one is made of a plain function. */

import { expectFunction, expectOptions, kindOf } from '../base/check.ts';
import { BadRequestError, ConfigurationError, UnsupportedError } from '../base/errors.ts';
import type { ResponseTemplateLike } from './response/families.ts';

/** One part of a message's content. Text and images have a meaning here; a part of any other type is refused. */
export interface PromptContentPart {
  /** `text`, `image_url`, or a type that the builder refuses. */
  readonly type: string;
  /** Of a part of type `text`. */
  readonly text?: string | null | undefined;
  /** Of a part of type `image_url`: the address, or an object that holds it. */
  readonly image_url?: string | { readonly url: string } | null | undefined;
}

/** One message of a conversation, in OpenAI's shape. A model's own template may read more properties than are named here. */
export interface PromptMessage {
  /** Who speaks: `system` (or `developer`), `user`, `assistant` or `tool`. */
  readonly role: string;
  /** What is said; null or absent beside `tool_calls`. */
  readonly content?: string | readonly PromptContentPart[] | null | undefined;
  /** The calls that the assistant makes. */
  readonly tool_calls?: readonly unknown[] | null | undefined;
  /** The call that a message of the role `tool` answers. */
  readonly tool_call_id?: string | null | undefined;
  /** The speaker's name, or the tool's, for templates that show it. */
  readonly name?: string | null | undefined;
}

/** What a model's own template may use besides the messages. The named formats have no place for either, and refuse them. */
export interface PromptOptions {
  /** Tools in OpenAI's shape. An empty list is the same as none. */
  readonly tools?: readonly unknown[] | null | undefined;
  /** Documents to answer from, in the template's own shape. An empty list is the same as none. */
  readonly documents?: readonly unknown[] | null | undefined;
  /** Values for the variables of the model's own template, over those that the builder was made with. */
  readonly chat_template_kwargs?: Readonly<Record<string, unknown>> | null | undefined;
  /** How long the model thinks, for templates that have a place for it: `none`, `low`, `medium`, `high`, … */
  readonly reasoning_effort?: string | null | undefined;
  /** Which of the model's own templates is used. Default: `tool_use` for tools and `rag` for documents where the model has them. */
  readonly template?: 'default' | 'tool_use' | 'rag' | (string & {}) | undefined;
}

/** The list, or null where nothing is in it: `[]` and no list mean the same in a request. */
export function listOrNull(list: readonly unknown[] | null | undefined): readonly unknown[] | null {
  return list === undefined || list === null || list.length === 0 ? null : list;
}

/** Makes the prompt of a conversation. Each builder has its own reading of a plain string; for most it is one user message. */
export interface PromptBuilder {
  (messages: readonly PromptMessage[] | string, options?: PromptOptions): string;
  /** Stop sequences that belong to the format: where one appears, the answer has ended. */
  readonly stop: string[];
  /** The token that the prompt begins with and a server may add a second time; absent where the format writes none. */
  readonly bos?: string | undefined;
  /** What `promptBuilder` takes; of a function of your own, its name. */
  readonly name: string;
  /** The models it is for, in words. */
  readonly description?: string | undefined;
  /** Example models, as ids on the Hugging Face Hub. */
  readonly models?: readonly string[] | undefined;
  /** How the model's text is taken apart into reasoning, content and tool calls; absent where it is handed on as it is. */
  readonly responseTemplate?: ResponseTemplateLike | undefined;
  /** Whether `tools` have a place in the prompt. */
  readonly acceptsTools?: boolean | undefined;
}

/** A builder of the user's own: a function is enough, `stop` and `bos` are optional. */
export interface CustomPromptBuilder {
  (messages: readonly PromptMessage[], options?: PromptOptions): string;
  /** Stop sequences that belong to the format. Default: none. */
  readonly stop?: readonly string[] | undefined;
  /** The token that the prompt begins with and a server may add a second time, if there is one. */
  readonly bos?: string | undefined;
  /** How the model's text is taken apart into reasoning, content and tool calls. Default: it is handed on as it is. */
  readonly responseTemplate?: ResponseTemplateLike | undefined;
  /** Whether the function writes `options.tools` into the prompt. Default: false, and calls with tools take another way. */
  readonly acceptsTools?: boolean | undefined;
}

/** Everything a builder has besides being a function. */
export interface PromptBuilderTraits {
  readonly name: string;
  /** Stop sequences that belong to the format. */
  readonly stop: readonly string[];
  /** The token that the prompt begins with, if it begins with one. */
  readonly bos?: string | undefined;
  /** The models it is for, in words. */
  readonly description?: string | undefined;
  /** Example models, as ids on the Hugging Face Hub. */
  readonly models?: readonly string[] | undefined;
  /** How the model's text is taken apart. */
  readonly responseTemplate?: ResponseTemplateLike | undefined;
  /** Whether `tools` have a place in the prompt. */
  readonly acceptsTools?: boolean | undefined;
}

/** Marks what `definePromptBuilder` made, in whichever installed copy of this package. */
const MADE_HERE = Symbol.for('easyllm.promptBuilder');

/** True for a builder of this package: a named one, or one of a chat template. */
export function isPromptBuilder(builder: CustomPromptBuilder): builder is PromptBuilder {
  return MADE_HERE in builder;
}

/** Refuses what is no conversation. */
function expectMessages(messages: unknown): void {
  if (typeof messages === 'string') return;
  if (!Array.isArray(messages)) {
    throw new BadRequestError(`\`messages\` is ${kindOf(messages)}. Expected a list of messages, or a string.`, {
      param: 'messages',
    });
  }
  const wrong = messages.findIndex((message) => typeof message !== 'object' || message === null);
  if (wrong === -1) return;
  throw new BadRequestError(
    `\`messages[${wrong}]\` is ${kindOf(messages[wrong])}. Expected an object with \`role\` and \`content\`.`,
    { param: `messages[${wrong}]` },
  );
}

/** Makes a builder of a function. */
export function definePromptBuilder(
  build: (messages: readonly PromptMessage[] | string, options: PromptOptions) => string,
  traits: PromptBuilderTraits,
): PromptBuilder {
  expectFunction(build ?? null, 'build');
  expectOptions(traits, 'The traits of the prompt builder');
  const { name, stop, bos, description, models, responseTemplate, acceptsTools } = traits;
  const builder = (messages: readonly PromptMessage[] | string, options: PromptOptions = {}): string => {
    expectMessages(messages);
    expectOptions(options, 'The options of the prompt');
    if (Object.keys(options).length === 0) return build(messages, options);
    const watched = watchOptions(options);
    const prompt = build(messages, watched.options);
    if (acceptsTools === true) watched.unread.delete('tools');
    refuseUnread(name, watched.unread);
    return prompt;
  };
  Object.defineProperty(builder, 'name', { value: name });
  Object.defineProperty(builder, MADE_HERE, { value: true });
  return Object.assign(builder, { stop: toStopList(stop), bos, description, models, responseTemplate, acceptsTools });
}

/** The options, and the names of those that were not looked at yet. */
function watchOptions(options: PromptOptions): { options: PromptOptions; unread: Set<string> } {
  const unread = new Set<string>();
  const watched: PromptOptions = {};
  for (const [name, value] of Object.entries(options)) {
    if (OPTIONS.has(name) && isSaidOption(value)) unread.add(name);
    Object.defineProperty(watched, name, {
      enumerable: true,
      get() {
        unread.delete(name);
        return value;
      },
    });
  }
  return { options: watched, unread };
}

const OPTIONS: ReadonlySet<string> = new Set<keyof PromptOptions>([
  'tools',
  'documents',
  'chat_template_kwargs',
  'reasoning_effort',
  'template',
]);

/** Whether the value of an option asks for something. */
export function isSaidOption(value: unknown): boolean {
  return value !== undefined && value !== null && Object.keys(value).length > 0;
}

/** What a builder does not look at is not in its prompt. */
function refuseUnread(builder: string, unread: ReadonlySet<string>): void {
  for (const param of unread) {
    throw new UnsupportedError(
      `The prompt builder ${builder} does not read \`${param}\`, and the prompt would lack it. Read it from the builder’s second argument, or leave it out.`,
      { param },
    );
  }
}

/** A copy. A string is one sequence: spread, it would be as many as it has letters. */
function toStopList(stop: readonly string[] | string): string[] {
  const list: readonly unknown[] = Array.isArray(stop) ? stop : [stop];
  return list.map((sequence) => {
    if (typeof sequence === 'string') return sequence;
    throw new ConfigurationError(
      `\`stop\` of the prompt builder holds ${kindOf(sequence)}. Expected a list of strings.`,
      {
        param: 'promptBuilder.stop',
      },
    );
  });
}

/**
 * The prompt without the builder's BOS token at its beginning. TGI's `/generate` puts the model's special tokens before every prompt,
 * so one that begins with BOS reaches the model with two.
 */
export function stripBos(prompt: string, builder: { readonly bos?: string | undefined }): string {
  const bos: unknown = builder?.bos;
  return typeof bos === 'string' && typeof prompt === 'string' && prompt.startsWith(bos)
    ? prompt.slice(bos.length)
    : prompt;
}
