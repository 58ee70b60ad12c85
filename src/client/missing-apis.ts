/** What the `openai` package has and EasyLLM does not: said in words, where there would be a TypeError. */
import { UnsupportedError } from '../base/errors.ts';

const MISSING = 'audio beta conversations evals fineTuning images moderations realtime uploads vectorStores videos';

/** Gives a class getters that throw UnsupportedError. Its types have none: a program that is compiled hears of it before. */
export function refuseMissing(client: { prototype: object }): void {
  for (const name of MISSING.split(' ')) {
    Object.defineProperty(client.prototype, name, {
      get() {
        throw new UnsupportedError(
          `A client has no \`${name}\`: it has chat, completions, responses, embeddings, rerank, files, batches and models.`,
          { param: name },
        );
      },
    });
  }
}
