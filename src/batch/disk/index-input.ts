/** The first pass over an input: every line is read and judged, and its id known, before anything is sent. */
import { createHash } from 'node:crypto';
import { ConfigurationError } from '../../base/errors.ts';
import { cutWord } from '../../base/spelling.ts';
import { HashList, IdSet, createHasher } from '../id-set.ts';
import type { Hasher } from '../id-set.ts';
import type { Work } from '../work.ts';
import { readLines } from './read-lines.ts';

/** What the first pass learns. */
export interface InputIndex {
  readonly ids: IdSet;
  /** Lines that are not empty. */
  readonly lines: number;
  /** Lines that cannot be asked for. */
  readonly bad: number;
  /** What is wrong with the first of them, by number. */
  readonly problems: readonly string[];
  /** Of the file as it lies on the disk. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface IndexOptions {
  work: Pick<Work, 'parse'>;
  maxLines: number;
  maxLineBytes: number;
  /** Once aborted, the pass ends without a result. */
  stop?: AbortSignal | undefined;
  /** Is told how many lines were read. */
  onLines?: ((lines: number) => void) | undefined;
  /** Makes the hash of the n-th try. For tests of ids that collide. */
  hasherOf?: ((attempt: number) => Hasher) | undefined;
}

const MOST_PROBLEMS = 20;
/** Hashes that come twice: so many are compared by their ids at once. */
const MOST_SUSPECTS = 1000;
/** Two of ten million ids collide in one run of 400,000: a second seed is all it ever takes. */
const MOST_ATTEMPTS = 5;

const randomHasher = () => createHasher(Math.floor(Math.random() * 2 ** 32));

/** Throws ConfigurationError for ids that are not unique, and for more lines than are allowed. Undefined where it was stopped. */
export async function indexInput(file: string, options: IndexOptions): Promise<InputIndex | undefined> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const hasher = (options.hasherOf ?? randomHasher)(attempt);
    const suspects = new Set<string>();
    const index = await readAll(file, { ...options, hasher, suspects });
    if (index === undefined || suspects.size === 0) return index;
    await refuseDuplicates(file, { ...options, hasher, suspects });
  }
  throw new ConfigurationError(`The ids of ${file} collide by every hash. Give its lines other ids.`);
}

interface PassOptions extends IndexOptions {
  hasher: Hasher;
  suspects: Set<string>;
}

async function readAll(file: string, pass: PassOptions): Promise<InputIndex | undefined> {
  const { work, hasher, suspects, maxLines, maxLineBytes, stop } = pass;
  const hash = createHash('sha256');
  const hashes = new HashList();
  const problems: string[] = [];
  let [bytes, bad] = [0, 0];
  const onBytes = (piece: Uint8Array) => {
    hash.update(piece);
    bytes += piece.length;
  };
  for await (const lines of readLines(file, { maxLineBytes, onBytes })) {
    if (stop?.aborted === true) return undefined;
    for (const line of lines) {
      const item = work.parse(line);
      hasher.read(item.key);
      hashes.add(hasher);
      if (!('problem' in item)) continue;
      bad += 1;
      if (bad <= MOST_PROBLEMS) problems.push(`Line ${line.number}: ${item.problem}.`);
    }
    pass.onLines?.(hashes.length);
    if (hashes.length > maxLines) throw toTooManyError(file, maxLines);
  }
  const ids = new IdSet(hasher, hashes, (high, low) => {
    if (suspects.size < MOST_SUSPECTS) suspects.add(`${high}:${low || 1}`);
  });
  return { ids, lines: hashes.length, bad, problems, sha256: hash.digest('hex'), bytes };
}

function toTooManyError(file: string, maxLines: number): ConfigurationError {
  return new ConfigurationError(
    `${file} has more than ${maxLines} lines. Split it, or raise \`maxLines\`: each takes 24 bytes of memory.`,
    { param: 'maxLines' },
  );
}

/** Equal hashes are compared by their ids, in the file. Throws where two lines have the same one. */
async function refuseDuplicates(file: string, { work, hasher, suspects, maxLineBytes }: PassOptions): Promise<void> {
  const seen = new Map<string, { key: string; number: number }>();
  for await (const lines of readLines(file, { maxLineBytes })) {
    for (const line of lines) {
      const { key } = work.parse(line);
      hasher.read(key);
      const hash = `${hasher.high}:${hasher.low || 1}`;
      if (!suspects.has(hash)) continue;
      const first = seen.get(hash);
      if (first === undefined) seen.set(hash, { key, number: line.number });
      else if (first.key === key) throw toDuplicateError(file, key, [first.number, line.number]);
    }
  }
}

function toDuplicateError(file: string, key: string, lines: readonly number[]): ConfigurationError {
  return new ConfigurationError(
    `${file}: lines ${lines.join(' and ')} have the same \`custom_id\`, ${JSON.stringify(cutWord(key))}. Results are known by it: give each line its own.`,
    { code: 'duplicate_custom_id', param: 'custom_id' },
  );
}
