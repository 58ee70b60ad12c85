/** Prompts on the client: the named formats, any model's own chat template, and the choice among them. */

export * from './builders.ts';
export { type ChatTemplateSettings, chatTemplate } from './chat-template.ts';
export type { PromptFormatName } from './formats.ts';
export {
  type CustomPromptBuilder,
  type PromptBuilder,
  type PromptBuilderTraits,
  type PromptContentPart,
  type PromptMessage,
  type PromptOptions,
  definePromptBuilder,
  stripBos,
} from './prompt-builder.ts';
