/** In which dialect of OpenAI's API a server's `/v1` is spoken. */
import { isRouterChat } from '../servers/address.ts';

/** The dialects that are known; `openai` is for every other server. */
export const DIALECTS = [
  'openai',
  'tgi',
  'vllm',
  'sglang',
  'llamacpp',
  'ollama',
  'transformers',
  'lmdeploy',
  'mlx',
  'router',
] as const;

/** Which words the `/v1` of a server takes. */
export type Dialect = (typeof DIALECTS)[number];

/** The dialect, where the address alone tells it. Any other server has to be asked. */
export function toKnownDialect(apiBase: string): Dialect | undefined {
  return isRouterChat(apiBase) ? 'router' : undefined;
}

/** Whether what a server answered at `/info` is TGI's. TEI has the route too, without these limits. */
export function isTgiInfo(info: object): boolean {
  return 'max_best_of' in info || 'max_total_tokens' in info;
}

/** Whether it is TEI's. */
export function isTeiInfo(info: object): boolean {
  return !isTgiInfo(info) && 'model_type' in info && 'max_input_length' in info;
}

/** How a server cuts texts in silence. */
export interface TextCut {
  /** The number of tokens that its model reads; undefined where it does not say it. */
  maxTokens: number | undefined;
}

/** What TEI's information says of it; null where it refuses what is too long. Old ones say nothing, and refuse. */
export function toTextCut(info: object): TextCut | null {
  const {
    auto_truncate: isCutting,
    max_input_length: length,
  }: { auto_truncate?: unknown; max_input_length?: unknown } = info;
  if (isCutting === false) return null;
  return { maxTokens: typeof length === 'number' ? length : undefined };
}
