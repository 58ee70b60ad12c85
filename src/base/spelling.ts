/** Names that others wrote: suggestions for misspelled ones, and how they are shown. */

/** No name of ours is longer, and the work grows with the product of both lengths. */
const MAX_NAME_LENGTH = 64;

/**
 * The candidate that takes the fewest edits to reach, letter case aside; the earliest of equals. Undefined where none is near (more than a
 * third of the letters differ), and for a word that is longer than names are.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_NAME_LENGTH) return undefined;
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return fewest <= word.length / 3 ? best : undefined;
}

/**
 * Names that other clients and servers have for ours, in lower case without `_` and `-`: of `openai`, Python, LangChain, the AI SDK,
 * Ollama, llama.cpp, TGI and `@huggingface/inference`. Ours come first to last as they are wanted where the name stands.
 */
const FOREIGN: Readonly<Record<string, string>> = {
  abortsignal: 'signal',
  accesstoken: 'apiKey',
  ai: 'assistant',
  apitoken: 'apiKey',
  apiurl: 'apiBase',
  endpoint: 'apiBase',
  endpointurl: 'apiBase',
  extraheaders: 'headers',
  headers: 'defaultHeaders',
  defaultheaders: 'headers',
  bot: 'assistant',
  format: 'response_format',
  history: 'messages',
  human: 'user',
  hftoken: 'apiKey',
  host: 'apiBase',
  inputs: 'prompt input messages',
  key: 'apiKey',
  maxnewtokens: 'max_tokens',
  maxoutputtokens: 'max_tokens max_output_tokens',
  modelid: 'model',
  modelname: 'model',
  npredict: 'max_tokens',
  numpredict: 'max_tokens',
  numreturnsequences: 'n',
  repeatpenalty: 'repetition_penalty',
  requesttimeout: 'timeout',
  responseschema: 'response_format',
  retries: 'maxRetries',
  returnfulltext: 'echo',
  schema: 'response_format',
  stopsequences: 'stop stopSequences',
  timeoutms: 'timeout',
  token: 'apiKey',
  url: 'apiBase',
};

/** Ours for a name of others, or in the other spelling (`maxTokens` for `max_tokens`, `api_base` for `apiBase`); else the nearest. */
function meantBy(word: string, candidates: readonly string[]): string | undefined {
  const plain = toPlain(word);
  const same = candidates.find((name) => toPlain(name) === plain);
  const ours = Object.hasOwn(FOREIGN, plain) ? FOREIGN[plain]?.split(' ') : undefined;
  return same ?? ours?.find((name) => candidates.includes(name)) ?? nearest(word, candidates);
}

function toPlain(word: string): string {
  return word.slice(0, MAX_NAME_LENGTH).replaceAll(/[_-]/g, '').toLowerCase();
}

/** The question that an error asks about a misspelled name, with a space before it; empty where no name is near. */
export function didYouMean(word: string, candidates: readonly string[], quote = '`'): string {
  const name = meantBy(word, candidates);
  return name === undefined ? '' : ` Did you mean ${quote}${name}${quote}?`;
}

/** Whether a name is one letter, or one swap of two, from one of the candidates. */
export function isMisspelt(word: string, candidates: readonly string[]): boolean {
  if (word.length > MAX_NAME_LENGTH) return false;
  return candidates.some((name) => Math.abs(name.length - word.length) <= 1 && editDistance(word, name) === 1);
}

/** A name of somebody else's, as long as names are. */
export function cutName(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, MAX_NAME_LENGTH)}…`;
}

/** Far above all ids and names of models. */
const MAX_WORD_LENGTH = 256;

/** An id, or the name of a model, that somebody else gave: as much of it as is handed on and logged. */
export function cutWord(word: string): string {
  return word.length <= MAX_WORD_LENGTH ? word : word.slice(0, MAX_WORD_LENGTH);
}

/** Levenshtein's distance, in which two letters that changed places count once: letters inserted, removed, replaced or swapped. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const removed = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwapped ? (before[column - 2] ?? Infinity) + 1 : Infinity;
      current.push(Math.min(replaced, removed, inserted, swapped));
    }
    [before, previous] = [previous, current];
  }
  return previous[to.length] ?? 0;
}
