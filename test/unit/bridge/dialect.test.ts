import { describe, expect, test } from 'vitest';
import { isTgiInfo, toKnownDialect } from '../../../src/bridge/dialect.ts';

const SERVER = 'http://localhost:8080';

describe('the dialect', () => {
  test.each([
    [undefined, SERVER],
    [undefined, 'https://x.endpoints.huggingface.cloud'],
    ['router', 'https://router.huggingface.co/v1'],
    ['router', 'https://router.huggingface.co/hf-inference/models'],
    [undefined, `${SERVER}/v1`],
  ])('is %s at %s', (wanted, apiBase) => {
    expect(toKnownDialect(apiBase)).toBe(wanted);
  });

  test('is told by the limits that TGI and no other server has', () => {
    expect(isTgiInfo({ model_id: 'm', max_best_of: 2 })).toBe(true);
    expect(isTgiInfo({ model_id: 'm', max_client_batch_size: 32 })).toBe(false);
  });
});
