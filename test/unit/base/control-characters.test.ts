import { describe, expect, test } from 'vitest';

import { escapeControls } from '../../../src/base/control-characters.ts';

describe('escapeControls', () => {
  test.each([
    ['an OSC 52 that writes the clipboard', 'a\u001b]52;c;cm0=\u0007b', 'a\\u001b]52;c;cm0=\\u0007b'],
    ['the one-character CSI', '\u009b2J', '\\u009b2J'],
    ['the one-character OSC', '\u009d0;title\u009c', '\\u009d0;title\\u009c'],
    ['a backspace', 'rm\b\bls', 'rm\\u0008\\u0008ls'],
    ['DEL and NUL', '\u007f\u0000', '\\u007f\\u0000'],
    ['a carriage return that would overwrite the line', 'evil\rgood', 'evil\\u000dgood'],
    ['the first of two carriage returns', 'a\r\r\nb', 'a\\u000d\r\nb'],
  ])('escapes %s', (_, text, escaped) => {
    expect(escapeControls(text)).toBe(escaped);
  });

  test.each(['two\nlines', 'a\ttab', 'of\r\nWindows', 'naïve 漢字 🙂 \u00a0', ''])('leaves %j as it is', (text) => {
    expect(escapeControls(text)).toBe(text);
  });

  test('keeps every control character out', () => {
    const all = Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join('');
    // oxlint-disable-next-line no-control-regex -- what must be gone.
    expect(escapeControls(all).match(/[^\t\n\u0020-\u007e]/g)).toBe(null);
  });

  test('leaves the meaning of a JSON text', () => {
    const value = { text: 'a\u009b\u007f\u001b\nb' };

    expect(JSON.parse(escapeControls(JSON.stringify(value)))).toEqual(value);
  });
});
