/**
 * The entry `easyllm/prompt`: prompts on the client, and the reading of models' own templates.
 *
 * @module easyllm/prompt
 */

export { type PromptBuilderLike, buildPrompt, promptBuilders, toPromptBuilder } from './prompt/builders.ts';
export { type ChatTemplateSettings, chatTemplate } from './prompt/chat-template.ts';
export type { PromptFormatName } from './prompt/formats.ts';
export { promptBuilderFor } from './prompt/model-families.ts';
export * from './prompt/python-names.ts';
export {
  type CustomPromptBuilder,
  type PromptBuilder,
  type PromptBuilderTraits,
  type PromptContentPart,
  type PromptMessage,
  type PromptOptions,
  definePromptBuilder,
  stripBos,
} from './prompt/prompt-builder.ts';
export type { ReadCall, ToolList } from './prompt/response/call.ts';
export { type ResponseTemplateLike, type ResponseTemplateName, responseTemplates } from './prompt/response/families.ts';
export { type ParsedResponse, parseResponse } from './prompt/response/parse-response.ts';
export { type ReaderOptions, type ResponsePart, ResponseReader } from './prompt/response/response-reader.ts';
export type { ResponseField, ResponseTemplate } from './prompt/response/response-template.ts';
export {
  type HubModel,
  type TokenizerConfig,
  type TokenizerConfigOptions,
  chatTemplateFromTokenizerConfig,
} from './prompt/tokenizer-config.ts';
