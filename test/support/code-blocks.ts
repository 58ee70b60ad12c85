import { readFileSync } from 'node:fs';

/** One fenced block of a Markdown file. */
export interface CodeBlock {
  /** The file and the line on which the code begins. */
  readonly name: string;
  readonly code: string;
}

export interface FencedBlock extends CodeBlock {
  readonly page: string;
  /** As it is written behind the fence; '' where nothing is. */
  readonly language: string;
}

/** All blocks, in order. */
export function readAllBlocks(page: string): FencedBlock[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => ({
    name: `${page}:${text.slice(0, index).split('\n').length + 1}`,
    page,
    language,
    code,
  }));
}

/** The blocks of a language, in order. */
export function readCodeBlocks(page: string, language: string): CodeBlock[] {
  return readAllBlocks(page).flatMap(({ language: found, name, code }) => (found === language ? [{ name, code }] : []));
}
