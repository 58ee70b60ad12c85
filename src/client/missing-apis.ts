/** What the `openai` package has and EasyLLM does not: said in words, where there would be a TypeError. */
import { UnsupportedError } from '../base/errors.ts';

const WHY = {
  audio: 'open servers that write text have no routes for sound; in a chat, audio can be an input of models that hear',
  beta: 'what it held is elsewhere by now: `chat.completions.parse`, `chat.completions.stream` and `runTools`',
  batches: 'there is no batch API',
  conversations: 'no server of these keeps conversations: pass the messages, or set a `responseStore`',
  evals: 'open servers evaluate nothing',
  files: 'there is no store of files',
  fineTuning: 'open servers train nothing',
  images: 'open servers that write text make no images; in a chat, images can be an input of models that see',
  moderations: 'open servers have no such route: ask a model that classifies, in a chat',
  realtime: 'open servers have no such API: use `stream: true`',
  uploads: 'there is no store of files',
  vectorStores: 'there is no store of vectors: see `embeddings.create` and `rerank.create`',
  videos: 'open servers that write text make no films; in a chat, they can be an input of models that see',
};

/** Gives a class getters that throw UnsupportedError. Its types have none: a program that is compiled is told before. */
export function refuseMissing(client: { prototype: object }): void {
  for (const [name, why] of Object.entries(WHY)) {
    Object.defineProperty(client.prototype, name, {
      get() {
        throw new UnsupportedError(
          `\`${name}\` is not offered: ${why}. A client has chat, completions, responses, embeddings, rerank and models.`,
          { param: name },
        );
      },
    });
  }
}
