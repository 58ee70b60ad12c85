/** Finds the response template of a model that ships none, by the markers that its chat template writes. */

import type { ResponseTemplateName } from './families.ts';

/** In order: the first family of which all markers are there. */
const MARKERS: readonly (readonly [ResponseTemplateName, readonly string[]])[] = [
  ['gpt_oss', ['<|channel|>', 'analysis']],
  ['qwen3_coder', ['<tool_call>', '<function=']],
  ['glm4', ['<arg_key>']],
  ['kimi_k2', ['<|tool_call_begin|>']],
  ['deepseek', ['<｜Assistant｜>']],
  ['command_r', ['<|START_ACTION|>']],
  ['gemma4', ['<|tool_call>']],
  ['gemma3', ['<start_of_turn>']],
  ['mistral_v11', ['[TOOL_CALLS]', '[ARGS]']],
  ['mistral', ['[TOOL_CALLS]']],
  ['granite3', ['<|start_of_role|>', '<|tool_call|>']],
  ['granite4', ['<|start_of_role|>', '<tool_call>']],
  ['phi4', ['<|/tool_call|>']],
  ['phi4', ['<|tool|>']],
  ['llama3', ['<|start_header_id|>', '"parameters": ']],
  ['qwen', ['<|im_start|>', '<tool_call>']],
  ['qwen', ['<|im_start|>', '<think>']],
];

/** The name of the family's template; undefined where none is known. */
export function familyOf(chatTemplate: string): ResponseTemplateName | undefined {
  return MARKERS.find(([, markers]) => markers.every((marker) => chatTemplate.includes(marker)))?.[0];
}
