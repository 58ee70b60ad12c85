/**
 * The prompt formats of the Python package, byte for byte, faults included: what looks odd in them (a missing newline, a space at the
 * end) is on purpose. docs/prompts.md is made of the entries and of their comments.
 */

import type { PromptFormat } from './prompt-format.ts';
import { strip, stripStart } from './whitespace.ts';

const EMPTY = { before: '', after: '' };

export const pythonFormats = {
  /**
   * It is what the Python package sends where no builder is set. It has no separators and asks for no answer: few models make sense of
   * it, and a named format or the model’s own template is nearly always better.
   * Content could imitate: `USER:` and `ASSISTANT:`, which are plain words.
   * Source: https://github.com/philschmid/easyllm/blob/main/easyllm/prompt_utils/base.py
   */
  base: {
    description: 'USER: and ASSISTANT:, run together',
    models: [],
    stop: [],
    system: EMPTY,
    user: { before: 'USER: ', after: '', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '' },
    reply: '',
  },
  /**
   * It writes BOS, as the Python package does.
   * Content could imitate: `</s>` and `<s>`, which are tokens; `[INST]`, `[/INST]`, `<<SYS>>` and `<</SYS>>`, which are plain text that
   * the model was trained on.
   * Source: https://huggingface.co/blog/llama2#how-to-prompt-llama-2
   */
  llama2: {
    description: 'Llama 2 Chat',
    models: ['meta-llama/Llama-2-70b-chat-hf', 'meta-llama/Llama-2-7b-chat-hf'],
    stop: ['</s>'],
    bos: '<s>',
    begin: '<s>[INST] ',
    system: { before: '<<SYS>>\n', after: '\n<</SYS>>\n\n' },
    user: { before: '', after: '', text: strip },
    assistant: { before: ' [/INST] ', after: ' </s><s>[INST] ' },
    reply: ' [/INST]',
  },
  /**
   * Content could imitate: `</s>`, which is a token; `USER:` and `ASSISTANT:`, which are plain words.
   * Source: https://github.com/lm-sys/FastChat/blob/main/docs/vicuna_weights_version.md#prompt-template
   */
  vicuna: {
    description: 'Vicuna 1.1 and its descendants',
    models: ['lmsys/vicuna-13b-v1.5', 'ehartford/WizardLM-13B-V1.0-Uncensored'],
    stop: ['</s>'],
    system: { before: '', after: '\n\n', text: strip },
    user: { before: 'USER: ', after: '\n', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '</s>\n', text: strip },
    reply: 'ASSISTANT: ',
    emptySystem: true,
  },
  /**
   * Content could imitate: `<|endoftext|>`, which is a token; `<|system|>`, `<|user|>` and `<|assistant|>`, tokens or plain text
   * depending on the model.
   * Source: https://huggingface.co/HuggingFaceH4/starchat-beta
   */
  chatml_falcon: {
    description: 'Hugging Face H4’s ChatML with Falcon’s end of text',
    models: ['stabilityai/stablelm-zephyr-3b', 'stabilityai/stablelm-2-zephyr-1_6b'],
    stop: ['<|endoftext|>'],
    system: { before: '<|system|>\n', after: '<|endoftext|>\n', text: strip },
    user: { before: '<|user|>\n', after: '<|endoftext|>\n', text: strip },
    assistant: { before: '<|assistant|>\n', after: '<|endoftext|>\n', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  /**
   * Content could imitate: `<|end|>`, `<|system|>`, `<|user|>` and `<|assistant|>`, which are tokens.
   * Source: https://huggingface.co/HuggingFaceH4/starchat-beta
   */
  chatml_starchat: {
    description: 'Hugging Face H4’s ChatML with StarChat’s end of turn',
    models: ['HuggingFaceH4/starchat-beta'],
    stop: ['<|end|>'],
    system: { before: '<|system|>\n', after: '<|end|>\n', text: strip },
    user: { before: '<|user|>\n', after: '<|end|>\n', text: strip },
    assistant: { before: '<|assistant|>\n', after: '<|end|>\n', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  /**
   * As in the Python package, no `</s>` stands between the turns.
   * Content could imitate: `</s>`, which is a token; `USER:` and `ASSISTANT:`, which are plain words.
   * Source: https://github.com/nlpxucan/WizardLM/blob/main/WizardLM/src/infer_wizardlm13b.py#L79
   */
  wizardlm: {
    description: 'WizardLM',
    models: ['WizardLM/WizardLM-13B-V1.2'],
    stop: ['</s>'],
    system: { before: '', after: '', text: strip },
    user: { before: 'USER: ', after: '', text: strip },
    assistant: { before: 'ASSISTANT: ', after: '', text: strip },
    reply: ' ASSISTANT: ',
    join: (turns) => stripStart(turns.join(' ')),
    emptySystem: true,
  },
  /**
   * Content could imitate: `</s>`, which is a token; `### System:`, `### User:` and `### Assistant:`, which are plain words.
   * Source: https://huggingface.co/stabilityai/StableBeluga2
   */
  stablebeluga: {
    description: 'Stable Beluga 2, and the Orca-like models with the same headings',
    models: ['stabilityai/StableBeluga2'],
    stop: ['</s>'],
    system: { before: '### System:\n', after: '\n\n', text: strip },
    user: { before: '### User:\n', after: '\n\n', text: strip },
    assistant: { before: '### Assistant:\n', after: '\n\n', text: strip },
    reply: '### Assistant:',
    emptySystem: true,
  },
  /**
   * Content could imitate: `</s>`, `<|system|>`, `<|prompter|>` and `<|assistant|>`, which are tokens.
   * Source: https://huggingface.co/OpenAssistant/llama2-13b-orca-8k-3319
   */
  open_assistant: {
    description: 'Open Assistant',
    models: ['OpenAssistant/llama2-13b-orca-8k-3319'],
    stop: ['</s>'],
    system: { before: '<|system|>', after: '</s>', text: strip },
    user: { before: '<|prompter|>', after: '</s>', text: strip },
    assistant: { before: '<|assistant|>', after: '</s>', text: strip },
    reply: '<|assistant|>',
    emptySystem: true,
  },
  /**
   * Content could imitate: `<|endoftext|>`, which is a token; `System:`, `User:` and `Falcon:`, which are plain words.
   * Source: https://huggingface.co/blog/falcon-180b#prompt-format
   */
  falcon: {
    description: 'Falcon 180B Chat',
    models: ['tiiuae/falcon-180B-chat'],
    stop: ['\nUser:', '<|endoftext|>', ' User:', '###'],
    system: { before: 'System: ', after: '\n' },
    user: { before: 'User: ', after: '\n', text: strip },
    assistant: { before: 'Falcon: ', after: '\n', text: strip },
    reply: 'Falcon: ',
    emptySystem: true,
  },
  /**
   * Content could imitate: `Human:` and `Assistant:` after an empty line, which are plain words.
   * Source: https://docs.anthropic.com/en/api/prompt-validation
   */
  anthropic: {
    description: 'Claude 2’s text completions',
    models: ['anthropic.claude-v2'],
    stop: ['\n\nUser:', 'User:'],
    system: EMPTY,
    user: { before: '\n\nHuman: ', after: '', text: strip },
    assistant: { before: '\n\nAssistant: ', after: '', text: strip },
    reply: '\n\nAssistant: ',
    emptySystem: true,
  },
} as const satisfies Readonly<Record<string, PromptFormat>>;
