/** What a caller over HTTP is told as the name of a model. */
import { cutWord } from '../base/spelling.ts';

/** The `model` of an answer to a request that named none. */
export const UNNAMED_MODEL = 'tgi';

/** The server's own name of the model. A client that has none gives its address, which callers over HTTP are not told. */
export function toOwnName(answered: string, asked: string): string {
  return answered === '' || answered.includes('://') ? asked : cutWord(answered);
}
