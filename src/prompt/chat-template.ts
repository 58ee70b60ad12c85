/**
 * Any model's own chat template, rendered by `jinja/`, which is loaded when the first template is. What a template sees follows Hugging
 * Face's `transformers` (apply_chat_template) and TGI's own chat route.
 */

import { expectOptions, isObject, kindOf } from '../base/check.ts';
import { BadRequestError, ConfigurationError, UnsupportedError } from '../base/errors.ts';
import { createLoader } from '../base/once.ts';
import { type PromptBuilder, type PromptMessage, definePromptBuilder, listOrNull } from './prompt-builder.ts';
import type { ResponseTemplateLike } from './response/families.ts';
import { familyOf } from './response/family-of.ts';
import { type TemplateMessage, dropAbsent, toTemplateMessage } from './template-message.ts';
import { toThinkingVariables } from './thinking.ts';
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
  /** How the model's text is taken apart; `false` hands it on as it is. Default: by the family that the template is of. */
  readonly responseTemplate?: ResponseTemplateLike | false | undefined;
  /** Any other variable that the template reads, such as `enable_thinking` or `date_string`. */
  readonly [variable: string]: unknown;
}

/** The templates of one model. Most have one; some have others for conversations with tools or documents. */
export interface ChatTemplates {
  readonly default: string;
  readonly tool_use?: string | undefined;
  readonly rag?: string | undefined;
  /** Others, which are used where they are named. */
  readonly [name: string]: string | undefined;
}

/** How several templates are used, and what reads the answers. */
export interface ChatTemplatesOptions {
  /** The one that is used where a call names none. */
  readonly template?: string | undefined;
  /** How the model's text is taken apart; `false` hands it on as it is. Default: by the family that the template is of. */
  readonly responseTemplate?: ResponseTemplateLike | false | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

const loadEngine = createLoader(() => import('./jinja/template.ts'));

type Engine = Awaited<ReturnType<typeof loadEngine>>;

interface CompiledTemplate {
  render(variables: Variables): string;
  /** The names of the variables that the template expects. */
  readonly expected: ReadonlySet<string>;
  readonly acceptsImages: boolean;
  /** Reads the arguments of a call as an object; undefined for what is none. Absent where the template takes them as text. */
  readonly parseArguments: ((json: string) => unknown) | undefined;
}

/** Marks the end of an answer to be continued, in a character that no text has. */
const END_OF_CONTENT = '\uFDD0';

/**
 * Matches a template that adds a call's `arguments` to text, and so needs them as the string they are in OpenAI's shape (DeepSeek,
 * Functionary). All others expect an object: `arguments | tojson`.
 */
const JOINS_ARGUMENTS = /[+~]\s*[\w.[\]'"]*\barguments\b['"\]]{0,4}(?!['"\]]{0,4}\s*[|:])|\barguments['"]?\]?\s*[+~]/;

/** Makes a builder of a template. A template that does not parse is a ConfigurationError; a conversation it refuses, UnsupportedError. */
export async function chatTemplate(settings: ChatTemplateSettings): Promise<PromptBuilder> {
  expectOptions(settings, 'The settings of the chat template');
  const { template, responseTemplate, ...variables } = settings;
  return chatTemplates({ default: template }, variables, { responseTemplate });
}

/**
 * As `chatTemplate`, choosing among several templates: the one that the call names, else `tool_use` where tools are given, else `rag` where
 * documents are.
 */
export async function chatTemplates(
  templates: ChatTemplates,
  settings: Variables,
  { template: usual, responseTemplate }: ChatTemplatesOptions = {},
): Promise<PromptBuilder> {
  const engine = await loadEngine();
  const compiled = new Map<string, CompiledTemplate>();
  for (const [name, source] of Object.entries(templates)) {
    if (source !== undefined) compiled.set(name, compile(engine, source));
  }
  const standard = compiled.get('default') ?? compile(engine, templates.default);
  if (usual !== undefined) named(compiled, usual);
  // A server adds BOS itself, so a template may do without the tokens; Jinja would fail on adding an undefined one to text.
  const bos = settings['bos_token'] ?? '';
  const eos = settings['eos_token'] ?? '';
  const variables = { ...settings, bos_token: bos, eos_token: eos };
  return definePromptBuilder(
    (messages, options) => {
      const tools = listOrNull(options.tools);
      const documents = listOrNull(options.documents);
      const chosen = options.template ?? usual;
      const fitting = tools !== null ? 'tool_use' : documents !== null ? 'rag' : 'default';
      const template = chosen === undefined ? (compiled.get(fitting) ?? standard) : named(compiled, chosen);
      const own = {
        ...variables,
        ...toThinkingVariables(options.reasoning_effort, template.expected),
        ...toOwnVariables(options.chat_template_kwargs),
        ...dropAbsent({ tools, documents }),
      };
      return renderConversation(template, own, messages);
    },
    {
      name: 'chatTemplate',
      stop: typeof eos === 'string' && eos !== '' ? [eos] : [],
      bos: typeof bos === 'string' && bos !== '' ? bos : undefined,
      responseTemplate:
        responseTemplate === false ? undefined : (responseTemplate ?? familyOf(Object.values(templates).join(''))),
      // A template that never reads them would leave them out without a word.
      acceptsTools: Object.values(templates).some((source) => source?.includes('tools') === true),
    },
  );
}

/** What the caller gives the template's variables. The conversation is none of them. */
function toOwnVariables(given: unknown): Variables {
  if (given === undefined || given === null) return {};
  const fault = !isObject(given) ? `is ${kindOf(given)}` : 'messages' in given ? 'has `messages`' : undefined;
  if (isObject(given) && fault === undefined) return given;
  throw new BadRequestError(
    `\`chat_template_kwargs\` ${fault}. Expected an object of the template’s other variables, such as { enable_thinking: false }.`,
    { param: 'chat_template_kwargs' },
  );
}

function named(compiled: ReadonlyMap<string, CompiledTemplate>, name: string): CompiledTemplate {
  const template = compiled.get(name);
  if (template !== undefined) return template;
  throw new UnsupportedError(
    `The model has no chat template ${JSON.stringify(name)}. It has ${[...compiled.keys()].join(', ')}.`,
    { param: 'template' },
  );
}

function compile({ compileTemplate, toParsedValue, TemplateSyntaxError }: Engine, source: string): CompiledTemplate {
  if (typeof source !== 'string') {
    throw new ConfigurationError(`The chat template is ${kindOf(source)}. Expected its source as a string.`);
  }
  const template = attempt(
    () => compileTemplate(source),
    (cause) =>
      cause instanceof TemplateSyntaxError
        ? new ConfigurationError(`The chat template is not valid Jinja: ${reason(cause)}`, { cause })
        : new UnsupportedError(`The chat template cannot be used: ${reason(cause)}`, { cause, param: 'promptBuilder' }),
  );
  return {
    expected: template.expected,
    render: (variables) =>
      attempt(
        () => template.render(variables).text,
        (cause) =>
          new UnsupportedError(`The chat template cannot render this conversation: ${reason(cause)}`, {
            cause,
            param: 'messages',
          }),
      ),
    // The templates of models that see images have a branch for them.
    acceptsImages: source.includes('image'),
    parseArguments: JOINS_ARGUMENTS.test(source) ? undefined : toParsedValue,
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
