import { describe, expect, test } from 'vitest';

import { createLateMetrics } from '../../../src/cli/late-metrics.ts';
import type { AccessEntry } from '../../../src/http/gateway/access.ts';

const ASKED = { operation: 'chat', model: 'm', upstream: 'http://server.test', key: undefined } as const;
const NOTHING_MORE = {
  replica: undefined,
  error: undefined,
  errorCode: undefined,
  errorMessage: undefined,
  firstTokenMs: undefined,
  queueMs: undefined,
  promptTokens: undefined,
  completionTokens: undefined,
};
const ENTRY: AccessEntry = {
  ...ASKED,
  requestId: 'a',
  method: 'POST',
  path: '/v1/chat/completions',
  status: 200,
  retries: 0,
  attempts: 1,
  isCancelled: false,
  durationMs: 1500,
  ...NOTHING_MORE,
};

describe('createLateMetrics', () => {
  test('counts what was told before they were loaded, by the names that were known', async () => {
    const { metrics, know, write } = createLateMetrics((error) => expect.unreachable(String(error)));
    know(['m']);
    metrics.start();
    metrics.gap(20, ASKED);
    metrics.end(ENTRY);
    metrics.start();

    expect(await write()).toMatch(
      /easyllm_requests_total\{operation="chat",model="m",key="none",upstream="http:\/\/server.test",status="200"\} 1\n/,
    );
    const text = await write();

    expect(text).toMatch(/easyllm_in_flight 1\n/);
    expect(text).toMatch(/easyllm_between_tokens_seconds_sum\{[^}]*model="m"[^}]*\} 0.02\n/);
  });

  test('goes on to count when they are loaded', async () => {
    const { metrics, know, write } = createLateMetrics(() => {});
    metrics.start();
    await write();
    know(['m']);
    metrics.end(ENTRY);

    expect(await write()).toMatch(/easyllm_duration_seconds_sum\{[^}]*model="m"[^}]*\} 1.5\n/);
    expect(await write()).toMatch(/easyllm_in_flight 0\n/);
  });
});
