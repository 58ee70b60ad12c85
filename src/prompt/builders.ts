/** The named prompt builders, and how a builder is chosen. */

import { ConfigurationError } from '../base/errors.ts';
import { type PromptFormatName, formats } from './formats.ts';
import { nearest } from '../base/spelling.ts';
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

function builderOf(name: PromptFormatName): PromptBuilder {
  const format: PromptFormat = formats[name];
  const { description, models, stop, bos } = format;
  return definePromptBuilder((messages, options) => renderFormat(name, format, messages, options), {
    name,
    description,
    models,
    stop,
    bos,
  });
}

/** Every named builder; the Python package's come first. */
export const promptBuilders = {
  base: builderOf('base'),
  llama2: builderOf('llama2'),
  vicuna: builderOf('vicuna'),
  chatml_falcon: builderOf('chatml_falcon'),
  chatml_starchat: builderOf('chatml_starchat'),
  wizardlm: builderOf('wizardlm'),
  stablebeluga: builderOf('stablebeluga'),
  open_assistant: builderOf('open_assistant'),
  falcon: builderOf('falcon'),
  anthropic: builderOf('anthropic'),
  chatml: builderOf('chatml'),
  llama3: builderOf('llama3'),
  mistral: builderOf('mistral'),
  zephyr: builderOf('zephyr'),
  gemma: builderOf('gemma'),
  phi3: builderOf('phi3'),
  deepseek: builderOf('deepseek'),
  alpaca: builderOf('alpaca'),
  command_r: builderOf('command_r'),
} satisfies Readonly<Record<PromptFormatName, PromptBuilder>>;

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

function named(name: string): PromptBuilder {
  const builder = builderOfName.get(name);
  if (builder !== undefined) return builder;
  const names = [...builderOfName.keys()];
  throw new ConfigurationError(
    `There is no prompt builder ${JSON.stringify(name)}. Did you mean "${nearest(name, names)}"? Known are ${names.join(', ')}.`,
    { param: 'promptBuilder' },
  );
}

/** A function of the user's own knows messages only: a plain string is given to it as one user message. */
function custom(build: CustomPromptBuilder): PromptBuilder {
  const { name, stop = [], bos } = build;
  return definePromptBuilder(
    (messages, options) => {
      const prompt: unknown = build(
        typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages,
        options,
      );
      if (typeof prompt === 'string') return prompt;
      throw new ConfigurationError(
        'The prompt builder returned no string. It is called synchronously, and returns the prompt.',
        {
          param: 'promptBuilder',
        },
      );
    },
    { name, stop, bos },
  );
}

/* The Python package's names in camelCase, so that a port is a rename. */

/** `build_base_prompt` of the Python package. */
export const buildBasePrompt = promptBuilders.base;

/** `build_llama2_prompt` of the Python package. */
export const buildLlama2Prompt = promptBuilders.llama2;
/** `llama2_stop_sequences` of the Python package. */
export const llama2StopSequences = promptBuilders.llama2.stop;

/** `build_vicuna_prompt` of the Python package. */
export const buildVicunaPrompt = promptBuilders.vicuna;
/** `vicuna_stop_sequences` of the Python package. */
export const vicunaStopSequences = promptBuilders.vicuna.stop;

/** `build_chatml_falcon_prompt` of the Python package. */
export const buildChatmlFalconPrompt = promptBuilders.chatml_falcon;
/** `chatml_falcon_stop_sequences` of the Python package. */
export const chatmlFalconStopSequences = promptBuilders.chatml_falcon.stop;

/** `build_chatml_starchat_prompt` of the Python package. */
export const buildChatmlStarchatPrompt = promptBuilders.chatml_starchat;
/** `chatml_starchat_stop_sequences` of the Python package. */
export const chatmlStarchatStopSequences = promptBuilders.chatml_starchat.stop;

/** `build_wizardlm_prompt` of the Python package. */
export const buildWizardlmPrompt = promptBuilders.wizardlm;
/** `wizardlm_stop_sequences` of the Python package. */
export const wizardlmStopSequences = promptBuilders.wizardlm.stop;

/** `build_stablebeluga_prompt` of the Python package. */
export const buildStablebelugaPrompt = promptBuilders.stablebeluga;
/** `stablebeluga_stop_sequences` of the Python package. */
export const stablebelugaStopSequences = promptBuilders.stablebeluga.stop;

/** `build_open_assistant_prompt` of the Python package. */
export const buildOpenAssistantPrompt = promptBuilders.open_assistant;
/** `open_assistant_stop_sequences` of the Python package. */
export const openAssistantStopSequences = promptBuilders.open_assistant.stop;

/** `build_falcon_prompt` of the Python package. */
export const buildFalconPrompt = promptBuilders.falcon;
/** `falcon_stop_sequences` of the Python package. */
export const falconStopSequences = promptBuilders.falcon.stop;

/** `build_anthropic_prompt` of the Python package. */
export const buildAnthropicPrompt = promptBuilders.anthropic;
/** `anthropic_stop_sequences` of the Python package. */
export const anthropicStopSequences = promptBuilders.anthropic.stop;
