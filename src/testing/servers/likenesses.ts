import type { Likeness, ServerName } from './likeness.ts';
import { LLAMACPP } from './llamacpp.ts';
import { OLLAMA } from './ollama.ts';
import { OPENAI } from './openai.ts';
import { SGLANG } from './sglang.ts';
import { TEI } from './tei.ts';
import { TGI } from './tgi.ts';
import { VLLM } from './vllm.ts';

/** All servers that can be played. */
export const LIKENESSES: Readonly<Record<ServerName, Likeness>> = {
  tgi: TGI,
  tei: TEI,
  vllm: VLLM,
  llamacpp: LLAMACPP,
  ollama: OLLAMA,
  sglang: SGLANG,
  openai: OPENAI,
};
