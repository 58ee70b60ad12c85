/** Embeddings as the facade answers them: in the form that was asked for, with what the server says beside its vectors. */
import type { CreateEmbeddingResponse, Embedding } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { cutWord } from '../base/spelling.ts';
import { decodeFloat32, encodeFloat32, toFloat32, toNumbers } from '../base/float32.ts';
import type { Vector, VectorForm } from './embedding.ts';
import { withoutNoCounts } from './usage.ts';

const ENCODERS: Readonly<Record<VectorForm, (vector: Vector) => number[] | string | Float32Array>> = {
  numbers: (vector) => (Array.isArray(vector) ? vector : toNumbers(toTyped(vector))),
  base64: (vector) => (typeof vector === 'string' ? vector : encodeFloat32(toTyped(vector))),
  float32array: toTyped,
};

function toTyped(vector: Vector): Float32Array {
  if (typeof vector === 'string') return decodeFloat32(vector) ?? new Float32Array(0);
  return Array.isArray(vector) ? toFloat32(vector) : vector;
}

/** The answer of an embedding call, its vectors in one of their forms. */
export type EmbeddingResult<Form> = Omit<CreateEmbeddingResponse, 'data'> & {
  data: (Omit<Embedding, 'embedding'> & { embedding: Form })[];
};

/** The answer's parts that servers say, and what stands for them where they do not. */
interface EmbeddingHead {
  /** The model that was asked for, or the address. */
  model: string;
  promptTokens: number | undefined;
  /** What each response said beside the vectors, of servers in OpenAI's shape. */
  said?: readonly JsonObject[];
}

/** The facade's answer. `base64` is always honoured here, whatever the server sends: the `openai` package asks for it by default. */
export function toEmbeddingResponse(
  vectors: readonly Vector[],
  { form, model, promptTokens, said = [] }: EmbeddingHead & { form: VectorForm },
): EmbeddingResult<number[] | string | Float32Array> {
  const encode = ENCODERS[form];
  // What several responses say of themselves is true of none of their sum.
  const { model: served, usage, ...added } = said.length === 1 ? (said[0] ?? {}) : { model: said[0]?.['model'] };
  return {
    ...withoutNulls(added),
    object: 'list',
    data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })),
    model: typeof served === 'string' && served !== '' ? cutWord(served) : model,
    ...(promptTokens !== undefined && {
      usage: {
        total_tokens: promptTokens,
        ...(isObject(usage) && withoutNoCounts(usage)),
        prompt_tokens: promptTokens,
      },
    }),
  };
}

function withoutNulls(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== null));
}
