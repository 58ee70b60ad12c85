import { describe, expect, test } from 'vitest';

import * as prompts from '../../../src/prompt.ts';

const { buildPrompt, promptBuilders } = prompts;

const CONVERSATION = [
  { role: 'system', content: ' Be brief. ' },
  { role: 'user', content: ' Hello \n' },
  { role: 'assistant', content: ' Hi! ' },
  { role: 'user', content: 'Go on.' },
];

describe('the formats of the Python package', () => {
  test.each([
    ['base', ' Be brief. USER: HelloASSISTANT:  Hi! USER: Go on.'],
    ['llama2', '<s>[INST] <<SYS>>\n Be brief. \n<</SYS>>\n\nHello [/INST]  Hi!  </s><s>[INST] Go on. [/INST]'],
    ['vicuna', 'Be brief.\n\nUSER: Hello\nASSISTANT: Hi!</s>\nUSER: Go on.\nASSISTANT: '],
    [
      'chatml_falcon',
      '<|system|>\nBe brief.<|endoftext|>\n<|user|>\nHello<|endoftext|>\n<|assistant|>\nHi!<|endoftext|>\n<|user|>\nGo on.<|endoftext|>\n<|assistant|>',
    ],
    [
      'chatml_starchat',
      '<|system|>\nBe brief.<|end|>\n<|user|>\nHello<|end|>\n<|assistant|>\nHi!<|end|>\n<|user|>\nGo on.<|end|>\n<|assistant|>',
    ],
    ['wizardlm', 'Be brief. USER: Hello ASSISTANT: Hi! USER: Go on. ASSISTANT: '],
    [
      'stablebeluga',
      '### System:\nBe brief.\n\n### User:\nHello\n\n### Assistant:\nHi!\n\n### User:\nGo on.\n\n### Assistant:',
    ],
    [
      'open_assistant',
      '<|system|>Be brief.</s><|prompter|>Hello</s><|assistant|>Hi!</s><|prompter|>Go on.</s><|assistant|>',
    ],
    ['falcon', 'System:  Be brief. \nUser: Hello\nFalcon: Hi!\nUser: Go on.\nFalcon: '],
    ['anthropic', ' Be brief. \n\nHuman: Hello\n\nAssistant: Hi!\n\nHuman: Go on.\n\nAssistant: '],
  ])('%s trims what it trims and no more', (name, prompt) => {
    expect(buildPrompt(name, CONVERSATION)).toBe(prompt);
  });

  test.each([
    ['base', 'USER: Hello'],
    ['llama2', '<s>[INST] Hello [/INST]'],
    ['vicuna', '\n\nUSER: Hello\nASSISTANT: '],
    ['chatml_falcon', '<|system|>\n<|endoftext|>\n<|user|>\nHello<|endoftext|>\n<|assistant|>'],
    ['chatml_starchat', '<|system|>\n<|end|>\n<|user|>\nHello<|end|>\n<|assistant|>'],
    ['wizardlm', 'USER: Hello ASSISTANT: '],
    ['stablebeluga', '### System:\n\n\n### User:\nHello\n\n### Assistant:'],
    ['open_assistant', '<|system|></s><|prompter|>Hello</s><|assistant|>'],
    ['falcon', 'System: \nUser: Hello\nFalcon: '],
    ['anthropic', '\n\nHuman: Hello\n\nAssistant: '],
  ])('%s reads a plain string as the package does', (name, prompt) => {
    expect(buildPrompt(name, ' Hello ')).toBe(prompt);
  });

  test.each([
    ['llama2', '<s>[INST] Hello [/INST] Hi </s><s>[INST]  [/INST]'],
    ['vicuna', 'USER: Hello\nASSISTANT: Hi</s>\nASSISTANT: '],
    ['wizardlm', 'USER: Hello ASSISTANT: Hi ASSISTANT: '],
    ['anthropic', '\n\nHuman: Hello\n\nAssistant: Hi\n\nAssistant: '],
  ])('%s closes an answer at the end and asks for another', (name, prompt) => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
    ];

    expect(buildPrompt(name, messages)).toBe(prompt);
  });

  test.each([
    ['base', prompts.buildBasePrompt, []],
    ['llama2', prompts.buildLlama2Prompt, prompts.llama2StopSequences],
    ['vicuna', prompts.buildVicunaPrompt, prompts.vicunaStopSequences],
    ['chatml_falcon', prompts.buildChatmlFalconPrompt, prompts.chatmlFalconStopSequences],
    ['chatml_starchat', prompts.buildChatmlStarchatPrompt, prompts.chatmlStarchatStopSequences],
    ['wizardlm', prompts.buildWizardlmPrompt, prompts.wizardlmStopSequences],
    ['stablebeluga', prompts.buildStablebelugaPrompt, prompts.stablebelugaStopSequences],
    ['open_assistant', prompts.buildOpenAssistantPrompt, prompts.openAssistantStopSequences],
    ['falcon', prompts.buildFalconPrompt, prompts.falconStopSequences],
    ['anthropic', prompts.buildAnthropicPrompt, prompts.anthropicStopSequences],
  ] as const)('%s is exported under its Python name, with its stop sequences', (name, builder, stop) => {
    expect(builder).toBe(promptBuilders[name]);
    expect(builder.stop).toEqual(stop);
  });

  test.each([
    [prompts.llama2StopSequences, ['</s>']],
    [prompts.vicunaStopSequences, ['</s>']],
    [prompts.chatmlFalconStopSequences, ['<|endoftext|>']],
    [prompts.chatmlStarchatStopSequences, ['<|end|>']],
    [prompts.wizardlmStopSequences, ['</s>']],
    [prompts.stablebelugaStopSequences, ['</s>']],
    [prompts.openAssistantStopSequences, ['</s>']],
    [prompts.falconStopSequences, ['\nUser:', '<|endoftext|>', ' User:', '###']],
    [prompts.anthropicStopSequences, ['\n\nUser:', 'User:']],
  ])('stop sequences are the package’s: %j', (stop, python) => {
    expect(stop).toEqual(python);
  });
});
