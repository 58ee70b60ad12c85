import { describe, expect, test } from 'vitest';
import { toSvg } from '../../../../scripts/recording/svg.ts';

const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, text]) => text);

describe('toSvg', () => {
  test('draws styles, and text as it is', () => {
    const svg = toSvg(
      'a "title"',
      [{ screen: 'a <b> & \u001b[2mdim\u001b[0m, \u001b[31mred\u001b[39m end\n', seconds: 1 }],
      80,
    );

    expect(textsOf(svg)).toEqual(['a &lt;b> &amp; <tspan class="dim">dim</tspan>, <tspan class="red">red</tspan> end']);
    expect(svg).toContain('aria-label="a &quot;title&quot;"');
  });

  test('shows one frame after the other, and the last where nothing may move', () => {
    const frames = ['one', 'two', 'three'].map((screen) => ({ screen, seconds: 2 }));
    const svg = toSvg('t', frames, 80);

    expect(textsOf(svg)).toEqual(['one', 'two', 'three']);
    expect(svg).toContain('.f1{animation:f1 6s step-end infinite}');
    expect(svg).toMatch(
      /@media \(prefers-reduced-motion:reduce\)\{.frame\{animation:none;opacity:0\}.f2\{opacity:1\}\}/,
    );
  });

  test('names no font, colour or address that has to be fetched', () => {
    expect(toSvg('t', [{ screen: 'x', seconds: 1 }], 80).replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\(|@import/,
    );
  });
});
