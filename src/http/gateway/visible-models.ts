/** Operations for a caller that sees some of the models only: the others are not there for it. */
import { isObject } from '../../base/check.ts';
import type { Operations } from '../handler.ts';
import { aroundBodies } from './around-bodies.ts';
import { missingModel, unknownModel } from './model-errors.ts';

export function withVisibleModels(operations: () => Operations, names: readonly string[]): () => Operations {
  const visible = new Set(names);
  return () => {
    const all = operations();
    return {
      ...aroundBodies(all, (body) => toVisible(body, names)),
      async listModels(call) {
        const { data, responses } = await all.listModels(call);
        return { data: { ...data, data: data.data.filter(({ id }) => visible.has(id)) }, responses };
      },
    };
  };
}

/** The body with its model; of a caller that sees one only, that one. What is no object is left to validation. */
function toVisible(body: unknown, names: readonly string[]): unknown {
  if (!isObject(body)) return body;
  const { model } = body;
  if (typeof model !== 'string' || model === '') {
    const [only] = names;
    if (names.length === 1 && (model ?? '') === '') return { ...body, model: only };
    throw missingModel();
  }
  if (names.includes(model)) return body;
  throw unknownModel(model);
}
