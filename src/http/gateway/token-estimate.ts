/** How many tokens a request may take, before its server has counted them. */
import { isObject } from '../../base/check.ts';

/** Members of a body that the model reads. */
const READ = ['messages', 'prompt', 'suffix', 'input', 'instructions', 'query', 'documents', 'tools'] as const;
const CHARACTERS_PER_TOKEN = 4;

export interface TokenEstimate {
  /** A token for each four characters of text, and for each id of a token. Pictures and other data are not counted. */
  prompt: number;
  /** As many as the body lets the model write: its limit, for each choice. None where it gives no limit. */
  written: number;
}

export function estimateTokens(body: unknown): TokenEstimate {
  if (!isObject(body)) return { prompt: 0, written: 0 };
  const limit = body['max_completion_tokens'] ?? body['max_tokens'] ?? body['max_output_tokens'];
  const choices = toCount(body['n'] ?? 1);
  return { prompt: countRead(READ.map((name) => body[name])), written: toCount(limit) * Math.max(1, choices) };
}

/** Without recursion: nobody has looked yet at how deep a body is nested. */
function countRead(values: unknown[]): number {
  let [characters, ids] = [0, 0];
  const rest = values;
  for (let value = rest.pop(); value !== undefined || rest.length > 0; value = rest.pop()) {
    if (typeof value === 'number') ids += 1;
    else if (typeof value === 'string') characters += isData(value) ? 0 : value.length;
    else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) rest.push(member);
  }
  return Math.ceil(characters / CHARACTERS_PER_TOKEN) + ids;
}

function isData(text: string): boolean {
  return /^data:[\w.+/-]+[;,]/.test(text.slice(0, 100));
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}
