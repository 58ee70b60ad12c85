import { describe, expect, test } from 'vitest';

import { strip, stripEnd, stripStart } from '../../../src/prompt/whitespace.ts';

describe('strip', () => {
  test('removes exactly what Python’s str.isspace() is true for', () => {
    const removed: string[] = [];
    for (let code = 0; code <= 0xffff; code += 1) {
      if (strip(String.fromCharCode(code)) === '') removed.push(code.toString(16));
    }

    // [f'{c:x}' for c in range(0x110000) if chr(c).isspace()] in Python 3.12
    expect(removed.join(' ')).toBe(
      '9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 2028 2029 202f 205f 3000',
    );
  });

  test('leaves a byte order mark, which JavaScript’s trim removes', () => {
    expect(strip(' \uFEFFHello\uFEFF ')).toBe('\uFEFFHello\uFEFF');
  });

  test('leaves whitespace between words', () => {
    expect(strip('\n a  b \t')).toBe('a  b');
  });

  test.each(['', ' ', '\n\t '])('makes nothing of %j', (blank) => {
    expect(strip(blank)).toBe('');
  });

  test('has halves for the beginning and the end', () => {
    expect(stripStart(' a ')).toBe('a ');
    expect(stripEnd(' a ')).toBe(' a');
  });
});
