/** Chats whose server has no template for them. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { EasyLLMError } from '../base/errors.ts';
import { isHuggingFace } from '../base/hosts.ts';
import { isSingleServer } from '../servers/address.ts';
import { isPlainChat } from './backend.ts';

/**
 * Whether a chat that the server's template could not answer may be built with the base prompt instead: a lone TGI that has no
 * `/v1` (an empty 404 or 405) or no template. Tools, images and grammars would be lost, and every other failure is the caller's.
 */
export function canFallBack(
  error: unknown,
  { apiBase, request }: { apiBase: string; request: ChatCompletionRequest },
): boolean {
  if (!mayLackTemplate(apiBase) || !isPlainChat(request)) return false;
  return lacksTemplate(error) || lacksV1(error);
}

/** Whether a chat cannot be counted as the server's template has it, and is built with the base prompt. */
export function countsBasePrompt(
  error: unknown,
  { apiBase, request }: { apiBase: string; request: ChatCompletionRequest },
): boolean {
  return mayLackTemplate(apiBase) && isPlainChat(request) && lacksTemplate(error);
}

function mayLackTemplate(apiBase: string): boolean {
  return isSingleServer(apiBase) && !isHuggingFace(new URL(apiBase));
}

/** Whether it is the failure of a server that has no chat template. */
export function lacksTemplate(error: unknown): boolean {
  if (!EasyLLMError.isInstance(error)) return false;
  const { status, code, message } = error;
  return status === 422 && code === 'template_error' && /template not found/i.test(message);
}

/** Whether it is the failure of a server that has no route for chats. */
export function lacksV1(error: unknown): boolean {
  if (!EasyLLMError.isInstance(error)) return false;
  const { status, isBodiless } = error;
  return (status === 404 || status === 405) && isBodiless;
}
