/** Which of a server's APIs answers a call, and in which dialect its OpenAI-shaped one is spoken. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { EasyLLMError } from '../errors.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { isHuggingFace } from '../upstream/auth.ts';
import { hadEmptyBody } from '../upstream/call.ts';
import { isOpenAIShaped, isRouterChat, isSingleServer } from '../upstream/endpoint.ts';

/** TGI's native API with a prompt that is built here, or the server's `/v1`. */
export type Backend = 'generate' | 'messages';

/** As a caller sets it. */
export type BackendOption = 'auto' | Backend;

/** What the choice depends on. */
export interface BackendSituation {
  option: BackendOption | undefined;
  apiBase: string;
  builder: PromptBuilder | undefined;
}

/** A prompt builder asks for the native API, a chat without one for the server's own template; `/v1` has no native API. */
export function chooseChatBackend({ option = 'auto', apiBase, builder }: BackendSituation): Backend {
  if (option !== 'auto') return option;
  return isOpenAIShaped(apiBase) || builder === undefined ? 'messages' : 'generate';
}

/** A text needs no template. */
export function chooseCompletionBackend({ option = 'auto', apiBase }: Omit<BackendSituation, 'builder'>): Backend {
  if (option !== 'auto') return option;
  return isOpenAIShaped(apiBase) ? 'messages' : 'generate';
}

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

/**
 * Whether a chat that the server's template could not answer may be built with the base prompt instead: a lone TGI that has no
 * `/v1` (an empty 404 or 405) or no template. Tools, images and grammars would be lost, and every other failure is the caller's.
 */
export function canFallBack(
  error: unknown,
  { apiBase, request }: { apiBase: string; request: ChatCompletionRequest },
): boolean {
  if (!mayLackTemplate(apiBase) || !isPlainChat(request)) return false;
  return EasyLLMError.isInstance(error) && lacksTemplate(error);
}

/** Whether a chat asks for text alone, from text alone. */
export function isPlainChat({ messages, tools, response_format: format, grammar }: ChatCompletionRequest): boolean {
  const hasTools = (tools ?? []).length > 0;
  const isConstrained = (grammar ?? undefined) !== undefined || (format?.type ?? 'text') !== 'text';
  return !hasTools && !isConstrained && !messages.some(hasImage);
}

function hasImage({ content }: ChatCompletionRequest['messages'][number]): boolean {
  return Array.isArray(content) && content.some(({ type }) => type === 'image_url');
}

function mayLackTemplate(apiBase: string): boolean {
  return isSingleServer(apiBase) && !isHuggingFace(new URL(apiBase));
}

function lacksTemplate(error: EasyLLMError): boolean {
  const { status, code, message } = error;
  if (status === 422) return code === 'template_error' && /template not found/i.test(message);
  return (status === 404 || status === 405) && hadEmptyBody(error);
}
