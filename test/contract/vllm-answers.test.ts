/** What vLLM answers is shown whole by the examples of its spec: see `readUnshown`. */
import { expect, test } from 'vitest';
import { readUnshown } from '../support/shown-answers.ts';
import { readSpec } from '../support/spec-operations.ts';
import { VLLM_UNSHOWN } from '../support/vllm-unshown.ts';

test('the answers of vLLM are shown whole, null, absent and of each type, but for what no recording has', () => {
  const { operations, schemas } = readSpec('vllm');

  expect(readUnshown(operations, schemas)).toEqual(VLLM_UNSHOWN);
});
