/** Which of a server's APIs answers a call. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { EasyLLMError } from '../errors.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { isHuggingFace } from '../upstream/auth.ts';
import { hadEmptyBody } from '../upstream/call.ts';
import { isOpenAIShaped, isSingleServer } from '../upstream/endpoint.ts';

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
export function isPlainChat(request: ChatCompletionRequest): boolean {
  const { messages, tools } = request;
  return (tools ?? []).length === 0 && !isConstrained(request) && !messages.some(hasImage);
}

/** Whether a chat asks for text of a certain form. */
export function isConstrained({ response_format: format, grammar }: ChatCompletionRequest): boolean {
  return (grammar ?? undefined) !== undefined || (format?.type ?? 'text') !== 'text';
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
