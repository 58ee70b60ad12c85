import { describe, expect, test } from 'vitest';
import { APIError } from '../../../src/index.ts';
import { toSmallerBatch } from '../../../src/bridge/batch-refusal.ts';

describe('toSmallerBatch', () => {
  const refused = (status: number, message: string) => new APIError(`${status} ${message}`, { status, attempts: 1 });

  test.each<[status: number, message: string, sent: number, size: number]>([
    [422, 'batch size 64 > maximum allowed batch size 32', 64, 32],
    [413, 'input batch size 100 > maximum allowed batch size 64', 100, 64],
    [400, 'Value error, batch size is invalid, it should not be larger than 10.: input.contents', 32, 10],
    [400, '* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch', 128, 100],
    [400, 'Too many inputs. The max number of inputs is 16.', 32, 16],
    [400, 'invalid request: total number of texts must be at most 96 - received 97', 97, 96],
    [
      400,
      "Invalid 'input': array too long. Expected an array with maximum length 2048, but got 4096 instead.",
      4096,
      2048,
    ],
    [400, 'Too many inputs in request, split into more batches.', 32, 16],
    [400, 'input数组最大不得超过64条', 128, 64],
    // The limit is not below what was sent, or is no number of texts.
    [422, 'batch size 8 > maximum allowed batch size 8', 8, 4],
    [400, 'The batch must have less than 0 texts', 3, 1],
  ])('of %i %s with %i texts is %i', (status, message, sent, size) => {
    expect(toSmallerBatch(refused(status, message), sent)).toEqual({ size, isOfList: true });
  });

  test('halves what is too large a body, which says nothing of other texts', () => {
    expect(toSmallerBatch(refused(413, 'Failed to buffer the request body: length limit exceeded'), 9)).toEqual({
      size: 4,
      isOfList: false,
    });
  });

  test.each<[status: number, message: string, sent: number]>([
    [422, 'batch size 2 > maximum allowed batch size 1', 1],
    [
      400,
      "This model's maximum context length is 2048 tokens. However, your prompt contains at least 2049 input tokens",
      32,
    ],
    [422, 'Input validation error: `inputs` must have less than 256 tokens. Given: 2002', 32],
    [
      500,
      'input (20001 tokens) is too large to process. increase the physical batch size (current batch size: 2048)',
      32,
    ],
    [429, 'batch queue is full', 32],
    [404, 'The model `batch` does not exist', 32],
  ])('is none for %i %s with %i', (status, message, sent) => {
    expect(toSmallerBatch(refused(status, message), sent)).toBeUndefined();
  });

  test('is none for what is no error of a server', () => {
    expect(toSmallerBatch(new Error('batch'), 32)).toBeUndefined();
  });
});
