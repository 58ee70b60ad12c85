/** Upper, lower and title case, as Python has them. */

import { TemplateUnsupportedError } from './errors.ts';

/** As `str.capitalize`: the title case of the first letter, and the lower case of the rest, of which a sigma sees the whole. */
export function capitalize(text: string): string {
  const [first = ''] = text;
  return titleOf(first) + text.toLowerCase().slice(first.toLowerCase().length);
}

/** As `str.title`: a letter that has cases, after what has none, is in title case, all others are lower. */
export function titleCase(text: string): string {
  if (/Σ\p{Case_Ignorable}/u.test(text)) {
    throw new TemplateUnsupportedError('The template calls title() on a sigma before a mark, which is not done here.');
  }
  return text.replace(/\p{Cased}+/gu, capitalize);
}

/** As Jinja's filter `title` begins a word: in upper case, which differs from title case in few letters. */
export function beginUpper(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length).toLowerCase();
}

export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** Letters that are two in one, and have a form of their own for titles. */
const DIGRAPHS: readonly string[] = ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ'];

function titleOf(letter: string): string {
  const digraph = DIGRAPHS.find((forms) => forms.includes(letter));
  if (digraph !== undefined && letter !== '') return digraph.charAt(1);
  // Georgian letters have upper case, and none for titles.
  if (/[\u10D0-\u10FF]/.test(letter)) return letter;
  const upper = letter.toUpperCase();
  if (upper.length <= letter.length) return upper;
  if (/^[A-Z]+$/.test(upper)) return upper.slice(0, 1) + upper.slice(1).toLowerCase();
  throw new TemplateUnsupportedError(
    `The template begins a title with ${JSON.stringify(letter)}, which is not done here.`,
  );
}
