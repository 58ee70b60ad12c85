import type { ModelList } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { cutWord } from '../base/spelling.ts';
import { isTeiInfo, isTgiInfo } from './dialect.ts';

/**
 * A server's models in OpenAI's shape, with what else it says of each. TGI knows no time of creation and gives 0; so do we where a server
 * gives none.
 */
export function toModelList(models: readonly (JsonObject & { id: string })[]): ModelList {
  return {
    object: 'list',
    data: models.map(({ id, created, owned_by: owner, ...added }) => ({
      ...added,
      id: cutWord(id),
      object: 'model',
      created: typeof created === 'number' ? created : 0,
      owned_by: cutWord(typeof owner === 'string' ? owner : (id.split('/', 1)[0] ?? id)),
    })),
  };
}

/** What a server of one model says of it. */
export interface ServerTraits {
  /** How many tokens it takes: with TGI those of a prompt and its answer, with TEI those of a text. */
  max_model_len?: number;
  /** What it can be asked for, by the routes of the facade. */
  operations: ModelOperation[];
}

export type ModelOperation = 'chat' | 'completions' | 'embeddings' | 'rerank';

/** Of TGI's and TEI's information; undefined of another server's. */
export function toTraits(info: object): ServerTraits | undefined {
  const {
    max_total_tokens: total,
    max_input_length: input,
    model_type: type,
  }: Readonly<Record<string, unknown>> = {
    ...info,
  };
  if (isTgiInfo(info)) return { operations: ['chat', 'completions'], ...toLength(total) };
  if (!isTeiInfo(info)) return undefined;
  const kind = isObject(type) ? type : {};
  if ('embedding' in kind) return { operations: ['embeddings'], ...toLength(input) };
  return { operations: 'reranker' in kind ? ['rerank'] : [], ...toLength(input) };
}

function toLength(length: unknown): { max_model_len?: number } {
  return typeof length === 'number' && Number.isInteger(length) && length > 0 ? { max_model_len: length } : {};
}
