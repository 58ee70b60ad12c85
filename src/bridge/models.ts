import type { ModelList } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import { cutWord } from '../base/spelling.ts';

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
