/**
 * The entry `easyllm/prompt`: prompts on the client, and the reading of models' own templates.
 *
 * @module easyllm/prompt
 */

export * from './prompt/index.ts';
export {
  type HubModel,
  type TokenizerConfig,
  type TokenizerConfigOptions,
  chatTemplateFromTokenizerConfig,
} from './tokenizer-config.ts';
