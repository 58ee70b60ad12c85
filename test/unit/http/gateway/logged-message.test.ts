import { describe, expect, test } from 'vitest';
import { toLogged } from '../../../../src/http/gateway/logged-message.ts';

describe('what a log has of an error', () => {
  test.each([
    ['Send `Authorization: Bearer abc.def`.', 'Send `Authorization: Bearer [redacted] '],
    ['Incorrect API key provided: sk-proj-abc_DEF123.', 'Incorrect API key provided: [redacted]'],
    ['hf_abcdefgh is not valid', '[redacted] is not valid'],
    ['http://user:secret@host.test:80/x gave no answer', 'http://host.test:80/x gave no answer'],
    ['two\nlines\tand \u001b[31mcolour', 'two lines and \\u001b[31mcolour'],
  ])('of %j is %j', (message, logged) => {
    expect(toLogged(new Error(message)).startsWith(logged.trimEnd())).toBe(true);
    expect(toLogged(message)).not.toMatch(/abc|secret|\n/);
  });

  test('is cut', () => {
    expect(toLogged('x'.repeat(10_000_000))).toBe(`${'x'.repeat(300)}…`);
  });
});
