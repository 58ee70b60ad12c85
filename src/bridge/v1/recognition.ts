/** Which server it is, by what it says of itself. */
import { isObject } from '../../base/check.ts';
import type { Dialect } from '../dialect.ts';
import { DIALECTS } from '../dialect.ts';
import { dialects } from './dialects/all.ts';

/** What a server answered at `/v1/models`. */
export interface ModelsAnswer {
  /** The entries of the list; undefined where the answer is no list of models. */
  readonly models: readonly unknown[] | undefined;
  /** Its header `Server`. */
  readonly server: string | null;
}

/** The dialect of a server; where several makers' models stand behind it, of each model. */
export interface Recognised {
  readonly dialect: Dialect | undefined;
  readonly byModel?: ReadonlyMap<string, Dialect>;
}

/** A gateway before servers of several makers lists whose each model is; such a list is read no further than this. */
const MOST_MODELS = 1000;

export function recognise({ models = [], server }: ModelsAnswer): Recognised {
  const byHeader = DIALECTS.find((name) => {
    const { header } = dialects[name];
    return header !== undefined && server?.startsWith(header) === true;
  });
  if (byHeader !== undefined) return { dialect: byHeader };
  const byModel = new Map<string, Dialect>();
  for (const model of models.slice(0, MOST_MODELS).filter(isObject)) {
    const { id, owned_by: owner } = model;
    if (typeof id === 'string') byModel.set(id, toDialectOf(owner) ?? 'openai');
  }
  const found = new Set(byModel.values());
  const [only] = found;
  if (found.size > 1) return { dialect: 'openai', byModel };
  return { dialect: only === 'openai' ? undefined : only };
}

function toDialectOf(owner: unknown): Dialect | undefined {
  return typeof owner === 'string' ? DIALECTS.find((name) => dialects[name].owner === owner) : undefined;
}
