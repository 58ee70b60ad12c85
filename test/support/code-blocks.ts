import { readFileSync } from 'node:fs';

/** One fenced block of a Markdown file. */
export interface CodeBlock {
  /** The file and the line on which the code begins. */
  readonly name: string;
  readonly code: string;
}

/** The blocks of a language, in order. */
export function readCodeBlocks(file: string, language: string): CodeBlock[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([fence, found, code = '']) =>
    found === language ? [{ name: `${file}:${lineOf(text, fence) + 1}`, code }] : [],
  );
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}
