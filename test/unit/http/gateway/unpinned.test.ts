import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../../../src/client/easyllm.ts';
import { createGateway } from '../../../../src/http/gateway/gateway.ts';
import type { GatewayConfig } from '../../../../src/http/gateway/settings.ts';

/** What a gateway warns of at its start. */
function warningsOf(settings: GatewayConfig, isClient = false): string[] {
  const warnings: string[] = [];
  const logger = { error() {}, warn: (line: string) => void warnings.push(line), info() {}, debug() {} };
  const { models, ...client } = { apiBase: 'http://tgi.test', apiKey: null, logger, ...settings };
  if (isClient) createGateway(new EasyLLM(client), { ...(models && { models }) });
  else createGateway({ ...client, ...(models && { models }) });
  return warnings;
}

describe('a gateway', () => {
  test('warns at its start of templates of the Hub that are not pinned', () => {
    const models = {
      a: { promptBuilder: { hub: 'org/a', revision: 'main' } },
      b: { promptBuilder: { hub: 'org/b', revision: 'v1' } },
    };
    const warning = expect.stringMatching(/^The chat template of org\/c, org\/a may change .*`revision`\.$/);

    for (const isClient of [true, false]) {
      expect(warningsOf({ promptBuilder: { hub: 'org/c' }, models }, isClient)).toEqual([warning]);
    }
  });

  test('warns of nothing else', () => {
    expect(warningsOf({ promptBuilder: 'chatml' })).toEqual([]);
    expect(warningsOf({ promptBuilder: { hub: 'org/a', revision: '0123456789abcdef' } })).toEqual([]);
    expect(warningsOf({ promptBuilder: { hub: 'org/a' }, logLevel: 'off' })).toEqual([]);
  });
});
