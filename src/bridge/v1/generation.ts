/** Answers of a server's `/v1`, repaired: chat and text completions of any version of TGI, and of OpenAI-shaped servers. */
import type { FinishReason } from '../../../generated/tgi.ts';
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import type { MessagesBody } from '../../servers/v1.ts';
import type { Generation, GenerationEnd, MessageExtras, TextToken, TokenCounts } from '../generation.ts';
import type { MessagesReading, PlannedMessages } from './plan.ts';
import { findStop } from '../stop.ts';
import type { CreateCallId } from './tool-calls.ts';
import { isEndToken, toToolCalls } from './tool-calls.ts';

/** The choices of all answers in their own order: TGI gives those of a list of prompts in the order in which they ended. */
export function toMessageGenerations(
  answers: readonly MessagesBody[],
  { plan, createCallId }: { plan: readonly PlannedMessages[]; createCallId: CreateCallId },
): Generation[] {
  const placed = answers.flatMap((answer, at) => {
    const planned = plan[at];
    return planned === undefined ? [] : toPlaced(answer, { planned, createCallId });
  });
  return placed.toSorted((a, b) => a.index - b.index).map(({ generation }) => generation);
}

function toPlaced(
  answer: MessagesBody,
  { planned, createCallId }: { planned: PlannedMessages; createCallId: CreateCallId },
): { index: number; generation: Generation }[] {
  const choices = answer.choices.filter(isObject).map((choice, place) => ({ choice, order: toIndex(choice) ?? place }));
  const total = toCounts(answer.usage);
  return choices
    .toSorted((a, b) => a.order - b.order)
    .map(({ choice }, place) => {
      const generation = toMessageGeneration(choice, {
        reading: planned.readings[place] ?? { stops: [], echo: '', isEchoedThere: false },
        // The server counts all of its choices together.
        counts: total === undefined || place === 0 ? total : { prompt: 0, completion: 0 },
        createCallId,
      });
      const isHidden = planned.hidesTextPass && generation.extras?.tool_calls === undefined;
      return {
        index: planned.indices[place] ?? place,
        generation: isHidden ? { ...generation, tokens: [], counts: undefined } : generation,
      };
    });
}

interface ChoiceContext {
  reading: MessagesReading;
  counts: TokenCounts | undefined;
  createCallId: CreateCallId;
}

function toMessageGeneration(choice: JsonObject, { reading, counts, createCallId }: ChoiceContext): Generation {
  const { echo, isEchoedThere, stops } = reading;
  const message = isObject(choice['message']) ? choice['message'] : { content: choice['text'] };
  const word = choice['finish_reason'];
  const isCut = toMessagesFinishReason(word, false) === 'length';
  const calls = toToolCalls(message['tool_calls'], { createCallId, isCut });
  const content = toContent(message['content']);
  const head = isEchoedThere && content.startsWith(echo) ? echo : '';
  const generated = content.slice(head.length);
  const all = toTextTokens(choice['logprobs']);
  const space = leadingSpace(all, content);
  const cut = findStop(generated, stops);
  const text = cut === -1 ? generated : generated.slice(0, cut);
  return {
    text: echo + text,
    tokens: withinText(all, { content, end: head.length + text.length, space }),
    finishReason: cut === -1 ? (toMessagesFinishReason(word, calls.length > 0) ?? 'stop') : 'stop',
    tgi: toTgiDetails(word),
    counts,
    ...withExtras({ ...toTextExtras(message), ...(calls.length > 0 && { tool_calls: calls }) }),
  };
}

/** Tokens that begin before the text's end; TGI counts special ones, which are not in the text, among them. */
function withinText(
  tokens: readonly TextToken[],
  { content, end, space }: { content: string; end: number; space: number },
): TextToken[] {
  const joined = tokens.map(({ token }) => token.text).join('');
  const shifted = tokens.map((token) => ({ ...token, offset: Math.max(0, token.offset - space) }));
  return joined.startsWith(content, space) ? shifted.filter(({ offset }) => offset < end) : shifted;
}

/** The space with which the tokens begin and the text does not: sentencepiece drops it. */
function leadingSpace([first]: readonly TextToken[], content: string): number {
  return first?.token.text.startsWith(' ') === true && !content.startsWith(' ') ? 1 : 0;
}

/** Content is a string, or a list of parts with text. */
export function toContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isObject(part) ? toText(part['text']) : '')).join('');
}

/** Reasoning, under either of the names servers have for it, and refusals. Empty ones are none. */
export function toTextExtras(message: JsonObject): Omit<MessageExtras, 'tool_calls'> {
  const extras: Omit<MessageExtras, 'tool_calls'> = {};
  for (const name of ['reasoning_content', 'reasoning', 'refusal'] as const) {
    const text = toText(message[name]);
    if (text !== '') extras[name] = text;
  }
  return extras;
}

function withExtras<Extras extends object>(extras: Extras): { extras?: Extras } {
  return Object.keys(extras).length > 0 ? { extras } : {};
}

type MessagesFinish = GenerationEnd['finishReason'];

/** The words of TGI, of OpenAI, and of servers behind Hugging Face's router. */
const FINISH_REASONS: ReadonlyMap<unknown, MessagesFinish> = new Map<unknown, MessagesFinish>([
  ['stop', 'stop'],
  ['eos_token', 'stop'],
  ['stop_sequence', 'stop'],
  ['eos', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
]);

/** OpenAI's word; undefined while there is none. TGI says of a tool call that it stopped. */
export function toMessagesFinishReason(word: unknown, hasCalls: boolean): MessagesFinish | undefined {
  if (typeof word !== 'string' || word === '') return undefined;
  const reason = FINISH_REASONS.get(word) ?? 'stop';
  return hasCalls && reason === 'stop' ? 'tool_calls' : reason;
}

const TGI_WORDS: ReadonlySet<unknown> = new Set(['length', 'eos_token', 'stop_sequence'] satisfies FinishReason[]);

/** TGI's own word, where `/v1` has not replaced it. Seeds are not told there. */
export function toTgiDetails(word: unknown): GenerationEnd['tgi'] {
  return { finish_reason: typeof word === 'string' && TGI_WORDS.has(word) ? word : null, seed: null };
}

/** Exact counts, or none. */
export function toCounts(usage: unknown): TokenCounts | undefined {
  if (!isObject(usage)) return undefined;
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  if (!isCount(prompt) || !isCount(completion)) return undefined;
  const details = {
    ...toCountDetails(usage, 'prompt_tokens_details', 'cached_tokens'),
    ...toCountDetails(usage, 'completion_tokens_details', 'reasoning_tokens'),
  };
  return { prompt, completion, ...(Object.keys(details).length > 0 && { details }) };
}

function toCountDetails(usage: JsonObject, name: string, member: string): object {
  const details = usage[name];
  return isObject(details) && isCount(details[member] ?? 0) ? { [name]: details } : {};
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value);
}

/** Logprobs in the shape of chats or of completions, as tokens of the text. */
export function toTextTokens(logprobs: unknown): TextToken[] {
  let offset = 0;
  return toTokenLogprobs(logprobs).map(({ token, alternatives }) => {
    const placed = { token, alternatives, offset };
    offset += token.text.length;
    return placed;
  });
}

type TokenLogprob = Pick<TextToken, 'token' | 'alternatives'>;

function toTokenLogprobs(logprobs: unknown): TokenLogprob[] {
  if (!isObject(logprobs)) return [];
  const { content, tokens, token_logprobs: numbers, top_logprobs: maps } = logprobs;
  if (Array.isArray(content)) return content.filter(isObject).map(toChatTokenLogprob);
  if (!Array.isArray(tokens)) return [];
  return tokens.map((text, at) => ({
    token: { text: toText(text), logprob: toNumber(itemOf(numbers, at)) },
    alternatives: toAlternatives(itemOf(maps, at)),
  }));
}

function toChatTokenLogprob(entry: JsonObject): TokenLogprob {
  const { top_logprobs: top } = entry;
  return { token: toToken(entry), alternatives: Array.isArray(top) ? top.filter(isObject).map(toToken) : [] };
}

function toToken({ token, logprob, bytes }: JsonObject): TextToken['token'] {
  const isBytes = Array.isArray(bytes) && bytes.every(isCount);
  return { text: toText(token), logprob: toNumber(logprob), ...(isBytes && { bytes }) };
}

function toAlternatives(map: unknown): TextToken['alternatives'] {
  if (!isObject(map)) return [];
  return Object.entries(map).map(([text, logprob]) => ({ text, logprob: toNumber(logprob) }));
}

function itemOf(list: unknown, index: number): unknown {
  return Array.isArray(list) ? list[index] : undefined;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** A choice's own number. */
export function toIndex({ index }: JsonObject): number | undefined {
  return isCount(index) ? index : undefined;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether an event's text is that of the end token, which TGI up to 2.0 leaves in streams, as its completions still do. */
export function endsWithToken(word: unknown, text: string): boolean {
  return word === 'eos_token' || (word === 'stop' && isEndToken(text));
}
