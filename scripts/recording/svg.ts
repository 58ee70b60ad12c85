/** Screens of a terminal as one SVG: its frames follow each other, in the colours that the reader prefers. */

export interface Frame {
  /** What the terminal showed, with its escapes for styles. */
  readonly screen: string;
  readonly seconds: number;
}

const [COLUMN, LINE, MARGIN] = [8.4, 20, 16];
const CLASSES: Readonly<Record<string, string>> = { 2: 'dim', 31: 'red', 33: 'yellow', 36: 'cyan' };
const COLOURS = {
  light: { back: '#f6f8fa', text: '#1f2328', dim: '#656d76', red: '#cf222e', yellow: '#7d4e00', cyan: '#1b7c83' },
  dark: { back: '#0d1117', text: '#e6edf3', dim: '#8b949e', red: '#ff7b72', yellow: '#d29922', cyan: '#56d4dd' },
};

export function toSvg(title: string, frames: readonly Frame[], columns: number): string {
  const rows = frames.map(({ screen }) => screen.trimEnd().split('\n'));
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = Math.max(...rows.map((lines) => lines.length)) * LINE + 2 * MARGIN;
  const whole = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let begin = 0;
  const times = frames.map(({ seconds }, at) => {
    const [from, to] = [begin, begin + seconds].map((time) => ((time / whole) * 100).toFixed(2));
    begin += seconds;
    // Without a step between them two frames would fade into each other.
    return `@keyframes f${at}{0%,${from}%{opacity:${at === 0 ? 1 : 0}}${from}%,${to}%{opacity:1}${to}%,100%{opacity:${at === frames.length - 1 ? 1 : 0}}}.f${at}{animation:f${at} ${whole}s step-end infinite}`;
  });
  const still = `@media (prefers-reduced-motion:reduce){.frame{animation:none;opacity:0}.f${frames.length - 1}{opacity:1}}`;
  const style = [
    toRules(COLOURS.light),
    `@media (prefers-color-scheme:dark){${toRules(COLOURS.dark)}}`,
    'text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}',
    ...times,
    still,
  ].join('');
  const groups = rows.map(
    (lines, at) => `<g class="frame f${at}">${lines.map((line, row) => toText(line, row)).join('')}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}"><style>${style}</style><rect class="back" width="${width}" height="${height}" rx="8"/>\n${groups.join('\n')}\n</svg>\n`;
}

function toRules({ back, text, ...others }: (typeof COLOURS)['light']): string {
  const runs = Object.entries(others).map(([name, colour]) => `.${name}{fill:${colour}}`);
  return `.back{fill:${back}}text{fill:${text}}${runs.join('')}`;
}

function toText(line: string, row: number): string {
  let style = '';
  // oxlint-disable-next-line no-control-regex -- Escapes are what is read.
  const runs = line.split(/\u001b\[([\d;]*)m/).map((part, at) => {
    if (at % 2 === 1) {
      style = CLASSES[part] ?? (/^(0|39|49|)$/.test(part) && part !== '49' ? '' : style);
      return '';
    }
    if (part === '') return '';
    return style === '' ? escape(part) : `<tspan class="${style}">${escape(part)}</tspan>`;
  });
  const text = runs.join('');
  return text === '' ? '' : `<text x="${MARGIN}" y="${MARGIN + LINE * (row + 0.75)}">${text}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
