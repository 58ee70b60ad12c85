import { describe, expect, test } from 'vitest';

import { isLoopbackHost } from '../../../../src/http/gateway/loopback.ts';

const HOSTS: readonly (readonly [host: string, isOfThisMachine: boolean])[] = [
  ['localhost', true],
  ['evil.test', false],
  ['127.0.0.1:8000', true],
  ['a@localhost', false],
  ['[::1]:8000', true],
  ['localhost/x', false],
  ['LOCALHOST', true],
  ['localhost.evil.test', false],
  ['', false],
  ['localhost:99999', false],
];

describe('isLoopbackHost', () => {
  test.each(HOSTS)('tells of %j, also after each other host: %s', (host, isOfThisMachine) => {
    for (const [before, was] of HOSTS) {
      expect(isLoopbackHost(before)).toBe(was);
      expect(isLoopbackHost(host)).toBe(isOfThisMachine);
      expect(isLoopbackHost(host)).toBe(isOfThisMachine);
    }
  });
});
