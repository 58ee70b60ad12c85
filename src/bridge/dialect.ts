/** In which dialect of OpenAI's API a server's `/v1` is spoken. */
import { isOpenAIShaped, isRouterChat } from '../servers/address.ts';

/** Which words the `/v1` of a server takes. */
export type Dialect = 'tgi' | 'openai';

/** The dialect, where the address alone tells it: a `/v1` that we append is TGI's. Any other server has to be asked. */
export function toKnownDialect(apiBase: string): Dialect | undefined {
  if (isRouterChat(apiBase)) return 'openai';
  return isOpenAIShaped(apiBase) ? undefined : 'tgi';
}

/** Whether what a server answered at `/info` is TGI's. TEI has the route too, without these limits. */
export function isTgiInfo(info: object): boolean {
  return 'max_best_of' in info || 'max_total_tokens' in info;
}
