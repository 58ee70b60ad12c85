/** Which named builder is for which models. */

import type { PromptFormatName } from './formats.ts';

/** A family of models, as ids on the Hub name it, and the builder for it. In order: the first that fits. */
export const modelFamilies: readonly (readonly [family: string, pattern: RegExp, builder: PromptFormatName])[] = [
  ['StarChat', /starchat/, 'chatml_starchat'],
  ['Falcon 180B Chat', /falcon-180b-chat/, 'falcon'],
  ['Stable Beluga', /stable-?beluga/, 'stablebeluga'],
  ['WizardLM 13B V1.2, 70B', /wizardlm-(?:13b-v1\.2|70b)/, 'wizardlm'],
  ['Vicuna', /vicuna|wizardlm/, 'vicuna'],
  ['Open Assistant, Orca', /llama2-13b-orca|oasst/, 'open_assistant'],
  ['StableLM Zephyr', /stablelm.*zephyr/, 'chatml_falcon'],
  ['Zephyr, TinyLlama', /zephyr|tinyllama.*chat/, 'zephyr'],
  ['Claude 2', /claude-(?:v?2|instant)/, 'anthropic'],
  ['DeepSeek V3, R1', /deepseek-(?:v3|r1)/, 'deepseek'],
  ['Hermes, Dolphin, OpenHermes', /hermes|dolphin/, 'chatml'],
  ['Llama 3', /llama-?3/, 'llama3'],
  ['Llama 2 Chat', /llama-?2.*chat/, 'llama2'],
  ['Mixtral, Mistral 7B', /mixtral|mistral-7b-instruct/, 'mistral'],
  ['Gemma 1 to 3', /gemma-(?:1\.1-|[23]-)?\d+b-it/, 'gemma'],
  ['Phi 3', /phi-3/, 'phi3'],
  ['Command R', /command-r(?!7b)/, 'command_r'],
  ['Alpaca, Platypus', /alpaca|platypus/, 'alpaca'],
  ['Qwen, QwQ, SmolLM', /qwen|qwq|smollm/, 'chatml'],
];

/** The name of the builder for a model, by its id; undefined where none is known: `{ hub }` takes the model's own template. */
export function promptBuilderFor(model: string): PromptFormatName | undefined {
  const name = model.slice(0, 200).toLowerCase();
  return modelFamilies.find(([, pattern]) => pattern.test(name))?.[2];
}
