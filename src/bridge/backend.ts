/** Which of a server's APIs answers a call. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { isOpenAIShaped } from '../servers/address.ts';

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
