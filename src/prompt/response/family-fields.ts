/** Fields that the response templates of several families share. */

import type { ResponseField } from './response-template.ts';

const CALL = { type: 'function', function: '{content}' };
export const NAMED_CALL = { type: 'function', function: { name: '{name}', arguments: '{content}' } };
export const LISTED_CALL = { type: 'function', function: { name: '{name}', arguments: '{arguments}' } };

export const thinking: ResponseField = { open: '<think>', close: '</think>', repeats: true, join: '' };

export function content(...ends: string[]): ResponseField {
  return { ...(ends.length > 0 && { close: ends }), repeats: true, join: '' };
}

export const CHATML = '<|im_start|>assistant\n';
export const chatmlEnds = ['<|im_end|>', '<|endoftext|>'];
export const chatmlCalls: ResponseField = {
  open: '<tool_call>',
  close: '</tool_call>',
  content: 'json',
  repeats: true,
  transform: CALL,
};
