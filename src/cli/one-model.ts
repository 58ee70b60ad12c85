/** A server of one model may want its name all the same; who has one model need not type it. */
import { EasyLLMError } from '../base/errors.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import { UsageError, note } from './arguments.ts';

/** How many names a message holds. */
const MOST_SHOWN = 10;

/**
 * Runs a call. Where no model was named and the server refuses that, it is run again with the only one that the server has; of several
 * the error names some. `call` must not have handed anything over by then.
 */
export async function withOnlyModel<Result>(
  client: EasyLLM,
  model: string | undefined,
  call: (model: string | undefined) => Promise<Result>,
): Promise<Result> {
  try {
    return await call(model);
  } catch (error) {
    if (model !== undefined || !isAboutModel(error)) throw error;
    const ids = await client.models.list().then(
      ({ data }) => data.map(({ id }) => id),
      () => [],
    );
    const [only] = ids;
    if (only === undefined) throw error;
    if (ids.length > 1)
      throw new UsageError(`${error.message}\nPass --model NAME, one of: ${shorten(ids)}`, { cause: error });
    note(`Model: ${only}, the only one there.`);
    return call(only);
  }
}

function shorten(ids: readonly string[]): string {
  const more = ids.length - MOST_SHOWN;
  return `${ids.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? `, and ${more} more (easyllm models)` : ''}`;
}

const ABOUT_MODEL = new Set([undefined, 400, 404, 422]);

function isAboutModel(error: unknown): error is EasyLLMError {
  return EasyLLMError.isInstance(error) && ABOUT_MODEL.has(error.status) && /\bmodel\b/i.test(error.message);
}
