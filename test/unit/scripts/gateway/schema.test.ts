import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { toGatewaySchema } from '../../../../scripts/gateway/schema.ts';

test('the published schema of a gateway’s settings is in step with the settings (else: npm run generate:gateway)', () => {
  expect(JSON.parse(readFileSync('gateway.schema.json', 'utf8'))).toEqual(toGatewaySchema());
});

test('each setting of a file is described there', () => {
  const { properties } = toGatewaySchema() as { properties: Record<string, { description?: string }> };
  const silent = Object.keys(properties).filter((name) => properties[name]?.description === undefined);

  expect(silent).toEqual([]);
});
