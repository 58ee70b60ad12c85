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

/** TGI's version and build, such as `3.3.6-sha-06d9d88` or `3.3.6-native` (TGI router, server.rs); no other server writes it so. */
const TGI_FINGERPRINT = /^\d{1,4}\.\d{1,4}\.\d{1,4}[\w.]{0,16}-(native|sha-\w{1,64})/;

/** Whether an answer is signed by another server than the one that was spoken to. Builds of TGI have labels of their own, behind its version. */
export function isOfAnother(body: object, isTgi: boolean | undefined): boolean {
  const signature: unknown = 'system_fingerprint' in body ? body.system_fingerprint : undefined;
  if (isTgi === undefined || typeof signature !== 'string' || signature === '') return false;
  return isTgi ? !/^\d{1,4}\.\d{1,4}\.\d{1,4}/.test(signature) : isTgiAnswer(body);
}

/** Whether an answer of `/v1` is TGI's. */
export function isTgiAnswer(body: object): boolean {
  const fingerprint: unknown = 'system_fingerprint' in body ? body.system_fingerprint : undefined;
  return typeof fingerprint === 'string' && TGI_FINGERPRINT.test(fingerprint);
}
