/**
 * The named prompt formats, as one table: builders, names and docs/prompts.md are made of it, the latter also of the comments. Those
 * that are not the Python package's follow the models' own chat templates, and never write BOS.
 */

import type { PromptFormat } from './prompt-format.ts';
import { pythonFormats } from './python-formats.ts';
import { strip } from './whitespace.ts';

/** What follows the reasoning of an earlier answer: DeepSeek's template drops the rest. */
function afterThinking(content: string): string {
  return content.split('</think>').at(-1) ?? content;
}

const modelFormats = {
  /**
   * Some models of this format add a system message of their own where there is none (Qwen 2.5, SmolLM2). This format does not: write
   * one, or use the model’s own template. Qwen2-VL sees images.
   * Content could imitate: `<|im_start|>` and `<|im_end|>`, which are tokens.
   * Source: https://huggingface.co/teknium/OpenHermes-2.5-Mistral-7B#prompt-format
   */
  chatml: {
    description: 'ChatML: Qwen, Hermes, SmolLM, and many fine-tuned models',
    models: ['Qwen/Qwen2.5-7B-Instruct', 'NousResearch/Hermes-3-Llama-3.1-8B', 'HuggingFaceTB/SmolLM2-1.7B-Instruct'],
    stop: ['<|im_end|>'],
    responseTemplate: 'qwen',
    system: { before: '<|im_start|>system\n', after: '<|im_end|>\n' },
    user: { before: '<|im_start|>user\n', after: '<|im_end|>\n' },
    assistant: { before: '<|im_start|>assistant\n', after: '<|im_end|>\n' },
    reply: '<|im_start|>assistant\n',
    systemAnywhere: true,
    continues: true,
    images: true,
  },
  /**
   * The templates of Llama 3.1 and later add dates to the system message. This format does not: use the model’s own template if you want
   * them. Llama 3.2 Vision sees images.
   * Content could imitate: `<|start_header_id|>`, `<|end_header_id|>`, `<|eot_id|>`, `<|begin_of_text|>` and `<|end_of_text|>`, which are
   * tokens.
   * Source: https://www.llama.com/docs/model-cards-and-prompt-formats/meta-llama-3/
   */
  llama3: {
    description: 'Llama 3 Instruct',
    models: ['meta-llama/Meta-Llama-3-8B-Instruct', 'meta-llama/Llama-3.3-70B-Instruct'],
    stop: ['<|eot_id|>'],
    responseTemplate: 'llama3',
    system: { before: '<|start_header_id|>system<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    user: { before: '<|start_header_id|>user<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    assistant: { before: '<|start_header_id|>assistant<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    reply: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    systemAnywhere: true,
    continues: true,
    images: true,
  },
  /**
   * The models have no system turn: a system message is written into the first user message, with an empty line between. Later models
   * (Mistral Nemo, Small, Large) space their markers differently, or have a system turn: use their own templates. LLaVA-NeXT sees images.
   * Content could imitate: `</s>` and `<s>`, which are tokens; `[INST]` and `[/INST]`, plain text before Mistral 7B Instruct v0.3 and
   * tokens since.
   * Source: https://huggingface.co/mistralai/Mixtral-8x7B-Instruct-v0.1#instruction-format
   */
  mistral: {
    description: 'Mistral 7B Instruct and Mixtral',
    models: ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'mistralai/Mistral-7B-Instruct-v0.2'],
    stop: ['</s>'],
    responseTemplate: 'mistral',
    system: { before: '', after: '\n\n' },
    user: { before: '[INST] ', after: ' [/INST]' },
    assistant: { before: '', after: '</s>' },
    reply: '',
    systemInUser: true,
    alternates: true,
    continues: true,
    images: true,
  },
  /**
   * Content could imitate: `</s>`, which is a token; `<|system|>`, `<|user|>` and `<|assistant|>`, which are plain text that the model
   * was trained on.
   * Source: https://huggingface.co/HuggingFaceH4/zephyr-7b-beta
   */
  zephyr: {
    description: 'Zephyr, and the models trained with the alignment handbook',
    models: ['HuggingFaceH4/zephyr-7b-beta', 'TinyLlama/TinyLlama-1.1B-Chat-v1.0'],
    stop: ['</s>'],
    system: { before: '<|system|>\n', after: '</s>\n' },
    user: { before: '<|user|>\n', after: '</s>\n' },
    assistant: { before: '<|assistant|>\n', after: '</s>\n' },
    reply: '<|assistant|>\n',
    systemAnywhere: true,
    continues: true,
  },
  /**
   * The models have no system turn: a system message is written into the first user message, as Gemma 3’s template does. Gemma 3 sees
   * images.
   * Content could imitate: `<start_of_turn>`, `<end_of_turn>`, `<bos>` and `<eos>`, which are tokens.
   * Source: https://ai.google.dev/gemma/docs/core/prompt-structure
   */
  gemma: {
    description: 'Gemma 1, 2 and 3',
    models: ['google/gemma-3-4b-it', 'google/gemma-2-9b-it'],
    stop: ['<end_of_turn>'],
    responseTemplate: 'gemma3',
    system: { before: '', after: '\n\n' },
    user: { before: '<start_of_turn>user\n', after: '<end_of_turn>\n', text: strip },
    assistant: { before: '<start_of_turn>model\n', after: '<end_of_turn>\n', text: strip },
    reply: '<start_of_turn>model\n',
    systemInUser: true,
    alternates: true,
    continues: true,
    images: true,
  },
  /**
   * Content could imitate: `<|system|>`, `<|user|>`, `<|assistant|>`, `<|end|>` and `<|endoftext|>`, which are tokens.
   * Source: https://huggingface.co/microsoft/Phi-3-mini-4k-instruct#chat-format
   */
  phi3: {
    description: 'Phi-3 and Phi-3.5',
    models: ['microsoft/Phi-3-mini-4k-instruct', 'microsoft/Phi-3.5-mini-instruct'],
    stop: ['<|end|>'],
    system: { before: '<|system|>\n', after: '<|end|>\n' },
    user: { before: '<|user|>\n', after: '<|end|>\n' },
    assistant: { before: '<|assistant|>\n', after: '<|end|>\n' },
    reply: '<|assistant|>\n',
    systemAnywhere: true,
    continues: true,
  },
  /**
   * Of earlier answers the reasoning is left out, up to `</think>`, as the models’ templates do.
   * Content could imitate: `<｜User｜>`, `<｜Assistant｜>`, `<｜begin▁of▁sentence｜>` and `<｜end▁of▁sentence｜>`, which are tokens; `<think>`
   * and `</think>`.
   * Source: https://huggingface.co/deepseek-ai/DeepSeek-R1/blob/main/tokenizer_config.json
   */
  deepseek: {
    description: 'DeepSeek V3, R1 and R1’s distillations',
    models: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B'],
    stop: ['<｜end▁of▁sentence｜>'],
    responseTemplate: 'deepseek',
    system: { before: '', after: '' },
    user: { before: '<｜User｜>', after: '' },
    assistant: { before: '<｜Assistant｜>', after: '<｜end▁of▁sentence｜>', text: afterThinking },
    reply: '<｜Assistant｜>',
    continues: true,
  },
  /**
   * The sentence that Alpaca was trained with (“Below is an instruction that describes a task…”) is a system message here, if you want
   * it.
   * Content could imitate: `</s>`, which is a token; `### Instruction:` and `### Response:`, which are plain words.
   * Source: https://github.com/chujiezheng/chat_templates/blob/main/chat_templates/alpaca.jinja
   */
  alpaca: {
    description: 'Alpaca’s headings, in several turns',
    models: ['garage-bAInd/Platypus2-13B', 'chavinlo/alpaca-native'],
    stop: ['</s>', '### Instruction:'],
    system: { before: '', after: '\n\n', text: strip },
    user: { before: '### Instruction:\n', after: '\n\n', text: strip },
    assistant: { before: '### Response:\n', after: '</s>\n\n', text: strip },
    reply: '### Response:\n',
    alternates: true,
    continues: true,
  },
  /**
   * Content could imitate: `<|START_OF_TURN_TOKEN|>`, `<|END_OF_TURN_TOKEN|>`, `<|SYSTEM_TOKEN|>`, `<|USER_TOKEN|>` and
   * `<|CHATBOT_TOKEN|>`, which are tokens.
   * Source: https://docs.cohere.com/docs/prompting-command-r
   */
  command_r: {
    description: 'Command R and R+',
    models: ['CohereForAI/c4ai-command-r-v01', 'CohereForAI/c4ai-command-r-plus'],
    stop: ['<|END_OF_TURN_TOKEN|>'],
    system: { before: '<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>' },
    user: { before: '<|START_OF_TURN_TOKEN|><|USER_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>', text: strip },
    assistant: { before: '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>', text: strip },
    reply: '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>',
    alternates: true,
    continues: true,
  },
} as const satisfies Readonly<Record<string, PromptFormat>>;

export const formats: typeof pythonFormats & typeof modelFormats = { ...pythonFormats, ...modelFormats };

/** The name of a format, as `promptBuilder` takes it. */
export type PromptFormatName = keyof typeof formats;
