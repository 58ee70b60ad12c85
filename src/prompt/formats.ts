/**
 * The named prompt formats, as one table. The first ten are the Python package's, byte for byte, faults included: what looks odd in
 * them (a missing newline, a space at the end) is on purpose. The others follow the models' own chat templates and never write BOS.
 * The comment under the models says where a format is documented.
 */

import type { PromptFormat } from './prompt-format.ts';
import { strip, stripStart } from './whitespace.ts';

const EMPTY = { before: '', after: '' };

/** What follows the reasoning of an earlier answer: DeepSeek's template drops the rest. */
function afterThinking(content: string): string {
  return content.split('</think>').at(-1) ?? content;
}

export const formats = {
  base: {
    description: 'USER: and ASSISTANT:, run together',
    models: [],
    // https://github.com/philschmid/easyllm/blob/main/easyllm/prompt_utils/base.py
    stop: [],
    system: EMPTY,
    user: { before: 'USER: ', after: '', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '' },
    reply: '',
  },
  llama2: {
    description: 'Llama 2 Chat',
    models: ['meta-llama/Llama-2-70b-chat-hf', 'meta-llama/Llama-2-7b-chat-hf'],
    // https://huggingface.co/blog/llama2#how-to-prompt-llama-2
    stop: ['</s>'],
    bos: '<s>',
    begin: '<s>[INST] ',
    system: { before: '<<SYS>>\n', after: '\n<</SYS>>\n\n' },
    user: { before: '', after: '', text: strip },
    assistant: { before: ' [/INST] ', after: ' </s><s>[INST] ' },
    reply: ' [/INST]',
  },
  vicuna: {
    description: 'Vicuna 1.1 and its descendants',
    models: ['lmsys/vicuna-13b-v1.5', 'ehartford/WizardLM-13B-V1.0-Uncensored'],
    // https://github.com/lm-sys/FastChat/blob/main/docs/vicuna_weights_version.md#prompt-template
    stop: ['</s>'],
    system: { before: '', after: '\n\n', text: strip },
    user: { before: 'USER: ', after: '\n', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '</s>\n', text: strip },
    reply: 'ASSISTANT: ',
    emptySystem: true,
  },
  chatml_falcon: {
    description: 'Hugging Face H4’s ChatML with Falcon’s end of text',
    models: ['stabilityai/stablelm-zephyr-3b', 'stabilityai/stablelm-2-zephyr-1_6b'],
    // https://huggingface.co/HuggingFaceH4/starchat-beta
    stop: ['<|endoftext|>'],
    system: { before: '<|system|>\n', after: '<|endoftext|>\n', text: strip },
    user: { before: '<|user|>\n', after: '<|endoftext|>\n', text: strip },
    assistant: { before: '<|assistant|>\n', after: '<|endoftext|>\n', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  chatml_starchat: {
    description: 'Hugging Face H4’s ChatML with StarChat’s end of turn',
    models: ['HuggingFaceH4/starchat-beta'],
    // https://huggingface.co/HuggingFaceH4/starchat-beta
    stop: ['<|end|>'],
    system: { before: '<|system|>\n', after: '<|end|>\n', text: strip },
    user: { before: '<|user|>\n', after: '<|end|>\n', text: strip },
    assistant: { before: '<|assistant|>\n', after: '<|end|>\n', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  wizardlm: {
    description: 'WizardLM',
    models: ['WizardLM/WizardLM-13B-V1.2'],
    // https://github.com/nlpxucan/WizardLM/blob/main/WizardLM/src/infer_wizardlm13b.py#L79
    stop: ['</s>'],
    system: { before: '', after: '', text: strip },
    user: { before: 'USER: ', after: '', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '', text: strip },
    reply: ' ASSISTANT: ',
    join: (turns) => stripStart(turns.join(' ')),
    emptySystem: true,
  },
  stablebeluga: {
    description: 'Stable Beluga 2, and the Orca-like models with the same headings',
    models: ['stabilityai/StableBeluga2'],
    // https://huggingface.co/stabilityai/StableBeluga2
    stop: ['</s>'],
    system: { before: '### System:\n', after: '\n\n', text: strip },
    user: { before: '### User:\n', after: '\n\n', text: strip },
    assistant: { before: '### Assistant:\n', after: '\n\n', text: strip },
    reply: '### Assistant:',
    emptySystem: true,
  },
  open_assistant: {
    description: 'Open Assistant',
    models: ['OpenAssistant/llama2-13b-orca-8k-3319'],
    // https://huggingface.co/OpenAssistant/llama2-13b-orca-8k-3319
    stop: ['</s>'],
    system: { before: '<|system|>', after: '</s>', text: strip },
    user: { before: '<|prompter|>', after: '</s>', text: strip },
    assistant: { before: '<|assistant|>', after: '</s>', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  falcon: {
    description: 'Falcon 180B Chat',
    models: ['tiiuae/falcon-180B-chat'],
    // https://huggingface.co/blog/falcon-180b#prompt-format
    stop: ['\nUser:', '<|endoftext|>', ' User:', '###'],
    system: { before: 'System: ', after: '\n' },
    user: { before: 'User: ', after: '\n', text: strip },
    assistant: { before: 'Falcon: ', after: '\n', text: strip },
    reply: 'Falcon: ',
    emptySystem: true,
  },
  anthropic: {
    description: 'Claude 2’s text completions',
    models: ['anthropic.claude-v2'],
    // https://docs.anthropic.com/en/api/prompt-validation
    stop: ['\n\nUser:', 'User:'],
    system: EMPTY,
    user: { before: '\n\nHuman: ', after: '', text: strip },
    assistant: { before: '\n\nAssistant: ', after: '', text: strip },
    reply: '\n\nAssistant: ',
    emptySystem: true,
  },
  chatml: {
    description: 'ChatML: Qwen, Hermes, SmolLM, and many fine-tuned models',
    models: ['Qwen/Qwen2.5-7B-Instruct', 'NousResearch/Hermes-3-Llama-3.1-8B', 'HuggingFaceTB/SmolLM2-1.7B-Instruct'],
    // https://huggingface.co/teknium/OpenHermes-2.5-Mistral-7B#prompt-format
    stop: ['<|im_end|>'],
    system: { before: '<|im_start|>system\n', after: '<|im_end|>\n' },
    user: { before: '<|im_start|>user\n', after: '<|im_end|>\n' },
    assistant: { before: '<|im_start|>assistant\n', after: '<|im_end|>\n' },
    reply: '<|im_start|>assistant\n',
    systemAnywhere: true,
    continues: true,
    images: true,
  },
  llama3: {
    description: 'Llama 3 Instruct',
    models: ['meta-llama/Meta-Llama-3-8B-Instruct', 'meta-llama/Llama-3.3-70B-Instruct'],
    // https://www.llama.com/docs/model-cards-and-prompt-formats/meta-llama-3/
    stop: ['<|eot_id|>'],
    system: { before: '<|start_header_id|>system<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    user: { before: '<|start_header_id|>user<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    assistant: { before: '<|start_header_id|>assistant<|end_header_id|>\n\n', after: '<|eot_id|>', text: strip },
    reply: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    systemAnywhere: true,
    continues: true,
    images: true,
  },
  mistral: {
    description: 'Mistral 7B Instruct and Mixtral',
    models: ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'mistralai/Mistral-7B-Instruct-v0.2'],
    // https://huggingface.co/mistralai/Mixtral-8x7B-Instruct-v0.1#instruction-format
    stop: ['</s>'],
    system: { before: '', after: '\n\n' },
    user: { before: '[INST] ', after: ' [/INST]' },
    assistant: { before: '', after: '</s>' },
    reply: '',
    systemInUser: true,
    alternates: true,
    continues: true,
    images: true,
  },
  zephyr: {
    description: 'Zephyr, and the models trained with the alignment handbook',
    models: ['HuggingFaceH4/zephyr-7b-beta', 'TinyLlama/TinyLlama-1.1B-Chat-v1.0'],
    // https://huggingface.co/HuggingFaceH4/zephyr-7b-beta
    stop: ['</s>'],
    system: { before: '<|system|>\n', after: '</s>\n' },
    user: { before: '<|user|>\n', after: '</s>\n' },
    assistant: { before: '<|assistant|>\n', after: '</s>\n' },
    reply: '<|assistant|>\n',
    systemAnywhere: true,
    continues: true,
  },
  gemma: {
    description: 'Gemma 1, 2 and 3',
    models: ['google/gemma-3-4b-it', 'google/gemma-2-9b-it'],
    // https://ai.google.dev/gemma/docs/core/prompt-structure
    stop: ['<end_of_turn>'],
    system: { before: '', after: '\n\n' },
    user: { before: '<start_of_turn>user\n', after: '<end_of_turn>\n', text: strip },
    assistant: { before: '<start_of_turn>model\n', after: '<end_of_turn>\n', text: strip },
    reply: '<start_of_turn>model\n',
    systemInUser: true,
    alternates: true,
    continues: true,
    images: true,
  },
  phi3: {
    description: 'Phi-3 and Phi-3.5',
    models: ['microsoft/Phi-3-mini-4k-instruct', 'microsoft/Phi-3.5-mini-instruct'],
    // https://huggingface.co/microsoft/Phi-3-mini-4k-instruct#chat-format
    stop: ['<|end|>'],
    system: { before: '<|system|>\n', after: '<|end|>\n' },
    user: { before: '<|user|>\n', after: '<|end|>\n' },
    assistant: { before: '<|assistant|>\n', after: '<|end|>\n' },
    reply: '<|assistant|>\n',
    systemAnywhere: true,
    continues: true,
  },
  deepseek: {
    description: 'DeepSeek V3, R1 and R1’s distillations',
    models: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B'],
    // https://huggingface.co/deepseek-ai/DeepSeek-R1/blob/main/tokenizer_config.json
    stop: ['<｜end▁of▁sentence｜>'],
    system: EMPTY,
    user: { before: '<｜User｜>', after: '' },
    assistant: { before: '<｜Assistant｜>', after: '<｜end▁of▁sentence｜>', text: afterThinking },
    reply: '<｜Assistant｜>',
    continues: true,
  },
  alpaca: {
    description: 'Alpaca’s headings, in several turns',
    models: ['garage-bAInd/Platypus2-13B', 'chavinlo/alpaca-native'],
    // https://github.com/chujiezheng/chat_templates/blob/main/chat_templates/alpaca.jinja
    stop: ['</s>', '### Instruction:'],
    system: { before: '', after: '\n\n', text: strip },
    user: { before: '### Instruction:\n', after: '\n\n', text: strip },
    assistant: { before: '### Response:\n', after: '</s>\n\n', text: strip },
    reply: '### Response:\n',
    alternates: true,
    continues: true,
  },
  command_r: {
    description: 'Command R and R+',
    models: ['CohereForAI/c4ai-command-r-v01', 'CohereForAI/c4ai-command-r-plus'],
    // https://docs.cohere.com/docs/prompting-command-r
    stop: ['<|END_OF_TURN_TOKEN|>'],
    system: { before: '<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>' },
    user: { before: '<|START_OF_TURN_TOKEN|><|USER_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>', text: strip },
    assistant: { before: '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>', after: '<|END_OF_TURN_TOKEN|>', text: strip },
    reply: '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>',
    alternates: true,
    continues: true,
  },
} as const satisfies Record<string, PromptFormat>;

/** The name of a format, as `promptBuilder` takes it. */
export type PromptFormatName = keyof typeof formats;
