/** The dialects by name. */
import type { Dialect } from '../../dialect.ts';
import type { DialectFacts } from './facts.ts';
import { llamacpp } from './llamacpp.ts';
import { lmdeploy } from './lmdeploy.ts';
import { mlx } from './mlx.ts';
import { ollama } from './ollama.ts';
import { sglang } from './sglang.ts';
import { tgi } from './tgi.ts';
import { transformers } from './transformers.ts';
import { vllm } from './vllm.ts';

const ANY: DialectFacts = { name: 'this server', seenAt: 'any' };

export const dialects: Readonly<Record<Dialect, DialectFacts>> = {
  openai: ANY,
  router: ANY,
  tgi,
  vllm,
  sglang,
  llamacpp,
  ollama,
  transformers,
  lmdeploy,
  mlx,
};

/** What is known of a server; of one that is not known, nothing. */
export function factsOf(dialect: Dialect | undefined): DialectFacts {
  return dialects[dialect ?? 'openai'];
}
