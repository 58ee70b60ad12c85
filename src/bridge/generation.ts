/** One generated text, before chat and completion give it their own shapes: where it ends, why, its tokens, what it cost. */
import type {
  ChatCompletionDelta,
  ChatCompletionMessageToolCall,
  CompletionUsage,
  TgiDetails,
} from '../../generated/openai.ts';
import type { Token } from '../../generated/tgi.ts';
import type { AnswerHeaders } from '../net/transport.ts';
import type { Generated, GeneratedEvent } from '../servers/tgi.ts';
import { toFinishReason } from './finish-reason.ts';
import { StopFilter, findStop } from './stop.ts';

/** A token as logprobs tell it; TGI's own is one. */
export interface LogprobToken {
  text: string;
  logprob?: number | null | undefined;
  /** Its UTF-8, where the server gives it: of a part of a character the text has none. */
  bytes?: number[] | null | undefined;
}

/** A token of the text; special tokens never are. */
export interface TextToken {
  token: LogprobToken;
  /** Where it begins in the text, counted in UTF-16 units as JavaScript's strings are. */
  offset: number;
  /** The likeliest tokens at its place, itself among them. */
  alternatives: readonly LogprobToken[];
}

/** Exact token counts; absent where the server gave none. */
export interface TokenCounts {
  prompt: number;
  completion: number;
  /** What an OpenAI-shaped server tells of them. */
  details?: Pick<CompletionUsage, 'prompt_tokens_details' | 'completion_tokens_details'> | undefined;
}

/** What an OpenAI-shaped server's message has besides its text. */
export interface MessageExtras extends Pick<ChatCompletionDelta, 'reasoning_content' | 'reasoning' | 'refusal'> {
  tool_calls?: ChatCompletionMessageToolCall[];
}

export type DeltaExtras = Pick<ChatCompletionDelta, 'reasoning_content' | 'reasoning' | 'refusal' | 'tool_calls'>;

export interface GenerationEnd {
  finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  tgi: TgiDetails;
  counts: TokenCounts | undefined;
}

export interface Generation extends GenerationEnd {
  text: string;
  tokens: readonly TextToken[];
  extras?: MessageExtras | undefined;
}

/** What a stream adds; `end` comes with the last one. Counts may come after it. */
export interface GenerationDelta {
  text: string;
  tokens: readonly TextToken[];
  extras?: DeltaExtras | undefined;
  end?: GenerationEnd | undefined;
  counts?: TokenCounts | undefined;
}

/** How a text is read. */
export interface GenerationReading {
  stops: readonly string[];
  /** The prompt, where it is to be returned before the text; else empty. */
  echo: string;
  /** Nobody asks for the tokens and their probabilities. Default: false. */
  isTextOnly?: boolean;
}

/** Reads a whole answer. Prompt tokens are counted in a header only; generated ones in both, and details may be missing. */
export function toGeneration(
  { generated_text, details }: Generated,
  headers: Pick<AnswerHeaders, 'get'>,
  reading: GenerationReading,
): Generation {
  const { stops, echo, isTextOnly = false } = reading;
  const generated = generated_text.startsWith(echo) ? generated_text.slice(echo.length) : generated_text;
  const given = readTokens(details?.tokens);
  const all = isTextOnly ? [] : toTextTokens(given, details?.top_tokens);
  const space = leadingSpace(given, generated);
  // A stop sequence may begin with the space that was dropped.
  const cut = findStop(space + generated, stops);
  const text = cut === -1 ? generated : generated.slice(0, Math.max(0, cut - space.length));
  const end = echo.length + text.length;
  return {
    text: echo + text,
    tokens: all
      .map((token) => ({ ...token, offset: echo.length + Math.max(0, token.offset - space.length) }))
      .filter(({ offset }) => cut === -1 || offset < end),
    finishReason: cut === -1 && details ? toFinishReason(details.finish_reason) : 'stop',
    tgi: { finish_reason: details?.finish_reason ?? null, seed: details?.seed ?? null },
    counts: toCounts(headers.get('x-prompt-tokens'), details?.generated_tokens ?? headers.get('x-generated-tokens')),
  };
}

function toTextTokens(tokens: readonly Token[], topTokens: unknown): TextToken[] {
  const alternatives: readonly unknown[] = Array.isArray(topTokens) ? topTokens : [];
  const texts: TextToken[] = [];
  let offset = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.special === true) continue;
    texts.push({ token, offset, alternatives: withoutSpecial(alternatives[index]) });
    offset += token.text.length;
  }
  return texts;
}

/** The space with which the tokens begin and that `generated_text` lacks: sentencepiece drops it there. */
function leadingSpace(tokens: readonly Token[], text: string): string {
  const first = tokens.find(({ special }) => special !== true);
  return first?.text.startsWith(' ') === true && !text.startsWith(' ') ? ' ' : '';
}

function withoutSpecial(tokens: unknown): readonly Token[] {
  return readTokens(tokens).filter(({ special }) => special !== true);
}

/** None where they are not as TGI writes them: servers that answer its requests give the text alike, and tokens in forms of their own. */
function readTokens(tokens: unknown): readonly Token[] {
  return Array.isArray(tokens) && tokens.every(isToken) ? tokens : [];
}

function isToken(token: Partial<Token> | null | undefined): token is Token {
  return typeof token?.text === 'string';
}

function toCounts(
  prompt: string | number | null | undefined,
  completion: string | number | null | undefined,
): TokenCounts | undefined {
  if (prompt === null || prompt === undefined || completion === null || completion === undefined) return undefined;
  const counts = { prompt: Number(prompt), completion: Number(completion) };
  return Number.isInteger(counts.prompt) && Number.isInteger(counts.completion) ? counts : undefined;
}

/** One list for all: most events tell none. */
export const NO_TOKENS: readonly TextToken[] = Object.freeze([]);

/** Reads a stream, event by event. */
export class GenerationReader {
  readonly #filter: StopFilter;
  readonly #echo: string;
  readonly #isTextOnly: boolean;
  /** The text of all tokens so far, not joined before it is asked for: a string that grew by each would keep all that it was. */
  readonly #seen: string[] = [];
  #seenLength = 0;
  /** How much text went out, the echoed prompt included. */
  #sentLength: number;
  #pending: TextToken[] = [];
  #isFirst = true;

  constructor({ stops, echo, isTextOnly = false }: GenerationReading) {
    this.#filter = new StopFilter(stops);
    this.#echo = echo;
    this.#isTextOnly = isTextOnly;
    this.#sentLength = echo.length;
  }

  read(event: GeneratedEvent): GenerationDelta {
    const isLast = typeof event.generated_text === 'string';
    const text = this.#pass(this.#toPiece(event), isLast);
    const { isStopped } = this.#filter;
    const tokens = this.#release(isLast && !isStopped);
    return isLast || isStopped ? { text, tokens, end: toEnd(event, isStopped) } : { text, tokens };
  }

  /** Reads an event of which the text alone is known: a token before the last. */
  readText(piece: string): GenerationDelta {
    this.#see(piece);
    const text = this.#pass(piece, false);
    return this.#filter.isStopped ? { text, tokens: NO_TOKENS, end: toEnd({}, true) } : { text, tokens: NO_TOKENS };
  }

  #see(piece: string): void {
    this.#seen.push(piece);
    this.#seenLength += piece.length;
  }

  #pass(piece: string, isLast: boolean): string {
    const passed = this.#filter.push(piece) + (isLast ? this.#filter.flush() : '');
    this.#sentLength += passed.length;
    const text = this.#isFirst ? this.#echo + passed : passed;
    this.#isFirst = false;
    return text;
  }

  /** The event's text; the last event also gives what `generated_text` has beyond the tokens. */
  #toPiece({ token, top_tokens, generated_text }: GeneratedEvent): string {
    let piece = '';
    // The last event of some servers has no token, or one without a text.
    if (isToken(token) && token.special !== true) {
      piece = token.text;
      if (!this.#isTextOnly)
        this.#pending.push({
          token,
          offset: this.#echo.length + this.#seenLength,
          alternatives: withoutSpecial(top_tokens),
        });
      this.#see(piece);
    }
    if (typeof generated_text !== 'string') return piece;
    const whole = generated_text.startsWith(this.#echo) ? generated_text.slice(this.#echo.length) : generated_text;
    const seen = this.#seen.join('');
    const spaced = seen.startsWith(' ') && !whole.startsWith(' ') ? ` ${whole}` : whole;
    return spaced.startsWith(seen) ? piece + spaced.slice(seen.length) : piece;
  }

  /** Tokens whose text has begun to go out; at the end of the text, all. */
  #release(isAll: boolean): readonly TextToken[] {
    if (this.#pending.length === 0) return NO_TOKENS;
    const firstHeld = isAll ? -1 : this.#pending.findIndex(({ offset }) => offset >= this.#sentLength);
    if (firstHeld === 0) return [];
    return this.#pending.splice(0, firstHeld === -1 ? this.#pending.length : firstHeld);
  }
}

/** TGI's own word and seed come with its last event only; a text that was stopped here before that has neither, and no counts. */
function toEnd({ details }: Pick<GeneratedEvent, 'details'>, isStopped: boolean): GenerationEnd {
  return {
    finishReason: details && !isStopped ? toFinishReason(details.finish_reason) : 'stop',
    tgi: { finish_reason: details?.finish_reason ?? null, seed: details?.seed ?? null },
    counts: toCounts(details?.input_length, details?.generated_tokens),
  };
}
