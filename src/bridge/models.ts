import type { ModelList } from '../../generated/openai.ts';

/** A server's models in OpenAI's shape. TGI knows no time of creation and gives 0; so do we where a server gives none. */
export function toModelList(models: readonly { id: string; created?: unknown; owned_by?: unknown }[]): ModelList {
  return {
    object: 'list',
    data: models.map(({ id, created, owned_by: owner }) => ({
      id,
      object: 'model',
      created: typeof created === 'number' ? created : 0,
      owned_by: typeof owner === 'string' ? owner : (id.split('/')[0] ?? id),
    })),
  };
}
