/** The named prompt builders, and how a builder is chosen. */

import { ConfigurationError } from '../base/errors.ts';
import { type PromptFormatName, formats } from './formats.ts';
import { cutName, didYouMean } from '../base/spelling.ts';
import {
  type CustomPromptBuilder,
  type PromptBuilder,
  type PromptMessage,
  type PromptOptions,
  definePromptBuilder,
  isPromptBuilder,
} from './prompt-builder.ts';
import type { PromptFormat } from './prompt-format.ts';
import { renderFormat } from './render.ts';

/** What `promptBuilder` takes: a name, a builder, or a plain function from messages to prompt. (Every builder is such a function.) */
export type PromptBuilderLike = PromptFormatName | (string & {}) | CustomPromptBuilder;

/** Every named builder; the Python package's come first. */
export const promptBuilders = Object.fromEntries(
  Object.entries<PromptFormat>(formats).map(([name, format]) => [name, builderOf(name, format)]),
  // The compiler does not know that the names are those of the formats.
) as { -readonly [Name in keyof typeof formats]: PromptBuilder };

function builderOf(name: string, format: PromptFormat): PromptBuilder {
  const { description, models, stop, bos, responseTemplate } = format;
  return definePromptBuilder((messages, options) => renderFormat(name, format, messages, options), {
    name,
    description,
    models,
    stop,
    bos,
    responseTemplate,
  });
}

const builderOfName = new Map<string, PromptBuilder>(Object.entries(promptBuilders));

/** The builder of that name, or the function as a builder. An unknown name is a ConfigurationError that suggests the nearest. */
export function toPromptBuilder(builder: PromptBuilderLike): PromptBuilder {
  if (typeof builder === 'string') return named(builder);
  if (typeof builder !== 'function') {
    throw new ConfigurationError('`promptBuilder` is neither the name of a builder nor a function.', {
      param: 'promptBuilder',
    });
  }
  return isPromptBuilder(builder) ? builder : custom(builder);
}

/** The prompt of a conversation, or of a plain string. */
export function buildPrompt(
  builder: PromptBuilderLike,
  messages: readonly PromptMessage[] | string,
  options: PromptOptions = {},
): string {
  return toPromptBuilder(builder)(messages, options);
}

/** A name from a variable or a file, as that of a builder; any other is a ConfigurationError that suggests the nearest. */
export function toPromptFormatName(name: string): PromptFormatName {
  if (isPromptFormatName(name)) return name;
  return refuseName(name);
}

function isPromptFormatName(name: string): name is PromptFormatName {
  return builderOfName.has(name);
}

function named(name: string): PromptBuilder {
  return builderOfName.get(name) ?? refuseName(name);
}

function refuseName(name: string): never {
  if (/^[\w.-]+\/[\w.-]+$/.test(name)) {
    throw new ConfigurationError(
      `${JSON.stringify(cutName(name))} is a model, not a prompt builder. For the model’s own template set \`promptBuilder: { hub: ${JSON.stringify(cutName(name))} }\`.`,
      { param: 'promptBuilder' },
    );
  }
  const names = [...builderOfName.keys()];
  throw new ConfigurationError(
    `There is no prompt builder ${JSON.stringify(cutName(name))}.${didYouMean(name, names, '"')} Known are ${names.join(', ')}.`,
    { param: 'promptBuilder' },
  );
}

/** A function of the user's own knows messages only: a plain string is given to it as one user message. */
function custom(build: CustomPromptBuilder): PromptBuilder {
  const { name, stop = [], bos, responseTemplate, acceptsTools } = build;
  return definePromptBuilder(
    (messages, options) => {
      const prompt: unknown = build(
        typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages,
        options,
      );
      if (typeof prompt === 'string') return prompt;
      // An `async` builder is refused, and its own failure is then nobody's, which would end the process.
      if (prompt instanceof Promise) prompt.catch(() => {});
      throw new ConfigurationError(
        'The prompt builder returned no string. It is called synchronously, and returns the prompt.',
        {
          param: 'promptBuilder',
        },
      );
    },
    { name, stop, bos, responseTemplate, acceptsTools },
  );
}
