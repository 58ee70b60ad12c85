/** Whether a request has to be written otherwise for some server, so that it matters which one it is. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import { v1Parameters } from '../../../generated/openai.v1-parameters.ts';
import { isSaid, isSampled } from '../marks.ts';
import { asksGreedy, isGiven } from '../parameters.ts';
import { toWatchedLimit } from '../tgi-limit.ts';
import { isPlainHistory } from './history.ts';

type AnyRequest = Partial<Omit<ChatCompletionRequest, 'logprobs'> & Omit<CompletionRequest, 'logprobs'>>;

/** Which fields are written alike for all servers only where their value is of a certain form. */
const ALIKE_WHERE: { [Name in keyof AnyRequest]?: (request: AnyRequest) => boolean } = {
  messages: ({ messages = [] }) => isPlainHistory(messages),
  // Of several prompts some servers take one at a time.
  prompt: ({ prompt = '' }) => typeof prompt === 'string' || (prompt.length === 1 && typeof prompt[0] === 'string'),
  temperature: () => true,
  // Changes nothing, and TGI passes it over.
  user: () => true,
  n: ({ n }) => n === 1,
  echo: ({ echo }) => echo === false,
  tools: ({ tools }) => tools?.length === 0,
  max_tokens: ({ max_tokens: maxTokens }) => toWatchedLimit(maxTokens) === undefined,
  stop: ({ stop }) => Array.isArray(stop),
  presence_penalty: ({ presence_penalty: penalty }) => penalty === 0,
};

/** Whether a server has to be asked which it is. */
export function dependsOnDialect(request: ChatCompletionRequest | CompletionRequest): boolean {
  const isAlike: Readonly<Record<string, ((request: AnyRequest) => boolean) | undefined>> = ALIKE_WHERE;
  return Object.entries(request).some(
    ([name, value]) => isGiven(value) && !(isAlike[name]?.(request) ?? isWrittenAlike(request, name)),
  );
}

/** Whether TGI takes a field as OpenAI writes it. */
function isWrittenAlike(request: AnyRequest, field: string): boolean {
  const { sent, alike } = v1Parameters[request.messages === undefined ? 'CompletionRequest' : 'ChatCompletionRequest'];
  if (alike.some((name) => name === field)) return true;
  const value: unknown = Object.entries(request).find(([name]) => name === field)?.[1];
  return Object.hasOwn(sent, field) && !(isSampled(field) && (asksGreedy(request) || !isSaid(field, value)));
}
