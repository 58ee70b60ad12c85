/**
 * Any model's own chat template, rendered with `@huggingface/jinja`: an optional peer dependency, loaded when the first template is.
 * What a template sees follows Hugging Face's `transformers` (apply_chat_template) and TGI's own chat route.
 */

import { expectOptions, isObject, kindOf } from '../base/check.ts';
import { ConfigurationError, UnsupportedError } from '../base/errors.ts';
import { contentText } from './content.ts';
import { type PromptBuilder, type PromptMessage, definePromptBuilder } from './prompt-builder.ts';
import { strip, stripEnd } from './whitespace.ts';

/** A template and the values of its variables, in the template's own names. */
export interface ChatTemplateSettings {
  /** The Jinja source. */
  readonly template: string;
  /** What begins a prompt, for templates that write it. */
  readonly bos_token?: string | undefined;
  /** What ends a turn; it is the stop sequence of the builder. */
  readonly eos_token?: string | undefined;
  /** Whether the prompt asks for an answer. Left out, it does, but for a conversation that ends with an answer to be continued. */
  readonly add_generation_prompt?: boolean | undefined;
  /** Any other variable that the template reads, such as `enable_thinking` or `date_string`. */
  readonly [variable: string]: unknown;
}

/** The templates of one model. Most have one; some have others for conversations with tools or documents. */
export interface ChatTemplates {
  readonly default: string;
  readonly tool_use?: string | undefined;
  readonly rag?: string | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** The part of `@huggingface/jinja` that is used; written out, so that our types do not need the package. */
interface Jinja {
  readonly Template: new (source: string) => { render(variables: Record<string, unknown>): string };
}

interface CompiledTemplate {
  render(variables: Variables): string;
  readonly acceptsImages: boolean;
  readonly joinsArguments: boolean;
}

/** Marks the end of an answer to be continued, in a character that no text has. */
const END_OF_CONTENT = '\uFDD0';

/**
 * Matches a template that adds a call's `arguments` to text, and so needs them as the string they are in OpenAI's shape (DeepSeek,
 * Functionary). All others expect an object: `arguments | tojson`.
 */
const JOINS_ARGUMENTS = /[+~]\s*[\w.[\]'"]*\barguments\b['"\]]*(?!['"\]]*\s*[|:])|\barguments['"]?\]?\s*[+~]/;

/** Makes a builder of a template. A template that does not parse is a ConfigurationError; a conversation it refuses, UnsupportedError. */
export async function chatTemplate(settings: ChatTemplateSettings): Promise<PromptBuilder> {
  expectOptions(settings, 'The settings of the chat template');
  const { template, ...variables } = settings;
  return chatTemplates({ default: template }, variables);
}

/** As `chatTemplate`, choosing among several templates: `tool_use` where tools are given, else `rag` where documents are. */
export async function chatTemplates(templates: ChatTemplates, settings: Variables): Promise<PromptBuilder> {
  const jinja = await loadJinja();
  const standard = compile(jinja, templates.default);
  const withTools = templates.tool_use === undefined ? standard : compile(jinja, templates.tool_use);
  const withDocuments = templates.rag === undefined ? standard : compile(jinja, templates.rag);
  // A server adds BOS itself, so a template may do without the tokens; Jinja would fail on adding an undefined one to text.
  const bos = settings['bos_token'] ?? '';
  const eos = settings['eos_token'] ?? '';
  const variables = { ...settings, bos_token: bos, eos_token: eos };
  return definePromptBuilder(
    (messages, options) => {
      const tools = listOrNull(options.tools);
      const documents = listOrNull(options.documents);
      const template = tools !== null ? withTools : documents !== null ? withDocuments : standard;
      return renderConversation(template, { ...variables, ...dropAbsent({ tools, documents }) }, messages);
    },
    {
      name: 'chatTemplate',
      stop: typeof eos === 'string' && eos !== '' ? [eos] : [],
      bos: typeof bos === 'string' && bos !== '' ? bos : undefined,
    },
  );
}

/** The Jinja engine, or a ConfigurationError that says how to install it. */
export async function loadJinja(load?: () => Promise<Jinja>): Promise<Jinja> {
  try {
    if (load !== undefined) return await load();
    // In this very form, bundlers let the package be absent: an awaited `import()` inside `try`.
    return await import('@huggingface/jinja');
  } catch (cause) {
    throw new ConfigurationError(
      'Chat templates are rendered by the package @huggingface/jinja, which could not be loaded: npm install @huggingface/jinja',
      { cause },
    );
  }
}

function compile({ Template }: Jinja, source: string): CompiledTemplate {
  if (typeof source !== 'string') {
    throw new ConfigurationError(`The chat template is ${kindOf(source)}. Expected its source as a string.`);
  }
  const template = attempt(
    () => new Template(source),
    (cause) => new ConfigurationError(`The chat template is not valid Jinja: ${reason(cause)}`, { cause }),
  );
  return {
    render: (variables) =>
      attempt(
        () => template.render({ ...variables }),
        (cause) =>
          new UnsupportedError(`The chat template cannot render this conversation: ${reason(cause)}`, {
            cause,
            param: 'messages',
          }),
      ),
    // The templates of models that see images have a branch for them.
    acceptsImages: source.includes('image'),
    joinsArguments: JOINS_ARGUMENTS.test(source),
  };
}

function renderConversation(
  template: CompiledTemplate,
  variables: Variables,
  messages: readonly PromptMessage[] | string,
): string {
  // As in transformers, both are null where none are given: templates ask `tools is not none`.
  const known = { tools: null, documents: null, ...variables };
  const conversation =
    typeof messages === 'string'
      ? [{ role: 'user', content: messages }]
      : messages.map((message, index) => toTemplateMessage(template, message, index));
  const last = conversation.at(-1);
  if (variables['add_generation_prompt'] !== undefined || last?.role !== 'assistant' || 'tool_calls' in last) {
    return template.render({ add_generation_prompt: true, ...known, messages: conversation });
  }
  return renderContinued(template, known, conversation.slice(0, -1), last);
}

/** The prompt up to the end of the last answer, trimmed if the template trims it, so that the model continues it. */
function renderContinued(
  template: CompiledTemplate,
  variables: Variables,
  earlier: readonly TemplateMessage[],
  last: TemplateMessage,
): string {
  const { content } = last;
  if (content === null || strip(content) === '') {
    return template.render({ ...variables, add_generation_prompt: true, messages: earlier });
  }
  const renderWith = (text: string): string =>
    template.render({ ...variables, add_generation_prompt: false, messages: [...earlier, { ...last, content: text }] });
  const marked = renderWith(content + END_OF_CONTENT);
  const end = marked.lastIndexOf(END_OF_CONTENT);
  if (end === -1) {
    throw new UnsupportedError(
      'The chat template leaves out the last message, which is the assistant’s and would be continued. End with another message, or set `add_generation_prompt`.',
      { param: 'messages' },
    );
  }
  const prompt = marked.slice(0, end);
  return stripEnd(content) === content || renderWith(content).startsWith(prompt) ? prompt : stripEnd(prompt);
}

/** A message as templates expect it. */
interface TemplateMessage {
  readonly role: string;
  readonly content: string | null;
  readonly [property: string]: unknown;
}

/** Content as one text, absent properties left out, and the arguments of tool calls as objects where the template takes them so. */
function toTemplateMessage(template: CompiledTemplate, message: PromptMessage, index: number): TemplateMessage {
  const { role, content, tool_calls, ...others } = message;
  const { acceptsImages } = template;
  const place = { path: `messages[${index}].content`, builder: 'this chat template', acceptsImages };
  const text = content === undefined || content === null ? null : contentText(content, place);
  const calls = listOrNull(tool_calls);
  return {
    role,
    content: text,
    ...dropAbsent(others),
    ...(calls === null ? {} : { tool_calls: template.joinsArguments ? calls : calls.map(withArgumentsAsObject) }),
  };
}

function withArgumentsAsObject(call: unknown): unknown {
  if (!isObject(call) || !isObject(call['function'])) return call;
  const { arguments: json } = call['function'];
  if (typeof json !== 'string') return call;
  return { ...call, function: { ...call['function'], arguments: parsedObject(json) ?? json } };
}

function parsedObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function listOrNull(list: readonly unknown[] | null | undefined): readonly unknown[] | null {
  return list === undefined || list === null || list.length === 0 ? null : list;
}

function dropAbsent(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

function attempt<Value>(run: () => Value, toError: (cause: unknown) => Error): Value {
  try {
    return run();
  } catch (cause) {
    throw toError(cause);
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
