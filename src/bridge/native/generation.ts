/** Reads what TGI's native API generated, whole and streamed. */
import type { Token } from '../../../generated/tgi.ts';
import type { Generated, GeneratedEvent, StreamedEvent } from '../../servers/tgi.ts';
import type { DeltaReader, TakeDelta } from '../chunks.ts';
import { toEndFailure, toFinishReason } from '../finish-reason.ts';
import type { Generation, GenerationDelta, GenerationEnd, Reading } from '../generation.ts';
import { SeenText } from '../kept.ts';
import { toNoPromptTokens, toPromptTokens } from './prompt-tokens.ts';
import { NO_TOKENS, PassingText, leadingSpace } from '../passing-text.ts';
import type { TokenCounts } from '../usage.ts';
import { toCounts } from '../usage.ts';

/** One header of a response. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** Reads a whole generation. Prompt tokens are counted in a header only; generated ones in both, and details may be missing. */
export function toNativeGeneration(
  { generated_text, details }: Generated,
  headers: HeaderReader,
  {
    stops,
    echo,
    isTextOnly = false,
    keepsSpecial = false,
    scoresPrompt = false,
    maxTokens = Number.POSITIVE_INFINITY,
  }: Reading,
): Generation {
  const all = readTokens(details?.tokens);
  const isCut = all.length > maxTokens;
  const given = isCut ? all.slice(0, maxTokens) : all;
  const whole = withoutEcho(generated_text, echo);
  // TGI gives no text at all where the limit falls inside a character.
  const isLost = whole === '' && details?.finish_reason === 'length';
  const plain = isCut || isLost ? toText(given, whole) : whole;
  const generated = keepsSpecial ? withSpecialTokens(given, plain) : plain;
  const first = given.find(({ special }) => special !== true);
  const dropped = leadingSpace(first, generated);
  const passing = new PassingText({ stops, start: echo.length, dropped });
  if (!isTextOnly) {
    const alternatives: readonly unknown[] = Array.isArray(details?.top_tokens) ? details.top_tokens : [];
    for (const [index, token] of given.entries()) {
      if (token.special !== true) passing.hold(token, withoutSpecial(alternatives[index]));
    }
  }
  // A stop sequence may begin with the space that was dropped.
  const passed = passing.push(' '.repeat(dropped) + generated) + passing.flush();
  const promptTokens = scoresPrompt ? toPromptTokens(details?.prefill, echo) : [];
  const isUnscored = scoresPrompt && promptTokens.length === 0;
  return {
    text: echo + passed.slice(dropped),
    tokens: [...promptTokens, ...passing.release(true)],
    ...(isCut
      ? toCut(passing, maxTokens === 0 ? toCounts(headers.get('x-prompt-tokens'), 0) : undefined)
      : toEnd(details, {
          isStopped: passing.isStopped,
          prompt: headers.get('x-prompt-tokens'),
          completion: details?.generated_tokens ?? headers.get('x-generated-tokens'),
        })),
    ...(isUnscored && { failure: toNoPromptTokens('This TGI does not give') }),
  };
}

/** The text with the special tokens in their places; as it is where the tokens are not those of the text. */
function withSpecialTokens(tokens: readonly Token[], text: string): string {
  if (!tokens.some(({ special }) => special === true)) return text;
  const all = tokens.map(({ text: own }) => own).join('');
  const plain = tokens.map(({ text: own, special }) => (special === true ? '' : own)).join('');
  if (plain === text) return all;
  return plain === ` ${text}` && all.startsWith(' ') ? all.slice(1) : text;
}

/** The text of tokens; with the space that the whole text lacks at its beginning left out. */
function toText(tokens: readonly Token[], whole: string): string {
  const text = tokens.map(({ text: own, special }) => (special === true ? '' : own)).join('');
  return whole !== '' && leadingSpace({ text }, whole) === 1 ? text.slice(1) : text;
}

/** The end of a text that is cut off here: what the server says of its own end is of another text. `counts` are there where ours is known all the same. */
function toCut({ isStopped }: PassingText, counts?: TokenCounts): GenerationEnd {
  return { finishReason: isStopped ? 'stop' : 'length', tgi: { finish_reason: null, seed: null }, counts };
}

/** Reads the stream of one choice. */
export class NativeReader implements DeltaReader<StreamedEvent> {
  readonly #generation: NativeGenerationReader;
  readonly #index: number;
  readonly #onNoUsage: (() => void) | undefined;
  isOver = false;

  /** `onNoUsage` is called where the server's own end has no counts. */
  constructor(reading: Reading, index: number, onNoUsage?: () => void) {
    this.#generation = new NativeGenerationReader(reading);
    this.#index = index;
    this.#onNoUsage = onNoUsage;
  }

  read(events: readonly StreamedEvent[], take: TakeDelta): void {
    for (const event of events) {
      const delta = typeof event === 'string' ? this.#generation.readText(event) : this.#generation.read(event);
      const { end } = delta;
      this.isOver = end !== undefined;
      const isWhole = typeof event !== 'string' && typeof event.generated_text === 'string';
      if (isWhole && end?.counts === undefined) this.#onNoUsage?.();
      if (end?.failure !== undefined) delete delta.end;
      take(this.#index, delta);
      if (end?.failure !== undefined) throw end.failure;
      if (this.isOver) return;
    }
  }
}

/** Reads a stream, event by event. */
export class NativeGenerationReader {
  readonly #passing: PassingText;
  readonly #echo: string;
  readonly #isTextOnly: boolean;
  readonly #keepsSpecial: boolean;
  /** The text of all tokens so far. */
  readonly #seen = new SeenText();
  #isFirst = true;
  /** How many tokens came; the server's own number tells where several came at once. */
  #count = 0;
  readonly #maxTokens: number;

  constructor(reading: Reading) {
    const { stops, echo, isTextOnly = false, keepsSpecial = false, maxTokens = Number.POSITIVE_INFINITY } = reading;
    this.#keepsSpecial = keepsSpecial;
    this.#maxTokens = maxTokens;
    this.#passing = new PassingText({ stops, start: echo.length });
    this.#echo = echo;
    this.#isTextOnly = isTextOnly;
  }

  read(event: GeneratedEvent): GenerationDelta {
    const { details } = event;
    if (this.#maxTokens === 0) {
      const end = toCut(this.#passing, toCounts(details?.input_length, 0));
      return { text: this.#echo, tokens: NO_TOKENS, end };
    }
    this.#count = Math.max(this.#count + 1, Number.isInteger(event.index) ? Number(event.index) : 0);
    const isLast = typeof event.generated_text === 'string';
    const isCut = !isLast && this.#count >= this.#maxTokens;
    const text = this.#pass(this.#toPiece(event), isLast || isCut);
    const { isStopped } = this.#passing;
    const tokens = this.#passing.release(isLast || isCut);
    if (isCut) return { text, tokens, end: toCut(this.#passing) };
    if (!isLast && !isStopped) return { text, tokens };
    const counts = { prompt: details?.input_length, completion: details?.generated_tokens };
    return { text, tokens, end: toEnd(details, { isStopped, ...counts }) };
  }

  /** Reads an event of which the text alone is known: a token before the last. */
  readText(piece: string): GenerationDelta {
    this.#seen.add(piece);
    this.#count += 1;
    const isCut = this.#count >= this.#maxTokens;
    const text = this.#pass(piece, isCut);
    if (isCut) return { text, tokens: NO_TOKENS, end: toCut(this.#passing) };
    return this.#passing.isStopped
      ? { text, tokens: NO_TOKENS, end: toEnd(undefined, { isStopped: true }) }
      : { text, tokens: NO_TOKENS };
  }

  #pass(piece: string, isLast: boolean): string {
    const passed = this.#passing.push(piece) + (isLast ? this.#passing.flush() : '');
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
      if (!this.#isTextOnly) this.#passing.hold(token, withoutSpecial(top_tokens));
      this.#seen.add(piece);
    } else if (isToken(token) && this.#keepsSpecial) piece = token.text;
    if (typeof generated_text !== 'string') return piece;
    return piece + this.#seen.toRest(withoutEcho(generated_text, this.#echo));
  }
}

function withoutEcho(text: string, echo: string): string {
  return text.startsWith(echo) ? text.slice(echo.length) : text;
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

/** TGI's own word and seed come with its last event only; a text that was stopped here before that has neither, and no counts. */
function toEnd(
  details: Pick<NonNullable<GeneratedEvent['details']>, 'finish_reason' | 'seed'> | null | undefined,
  { isStopped, prompt, completion }: { isStopped: boolean; prompt?: unknown; completion?: unknown },
): GenerationEnd {
  const failure = isStopped ? undefined : toEndFailure(details?.finish_reason);
  return {
    // A text that is whole ended, though the server does not say how: pipelines that speak TGI's API give the text alone.
    finishReason: isStopped ? 'stop' : (toFinishReason(details?.finish_reason) ?? 'stop'),
    tgi: { finish_reason: details?.finish_reason ?? null, seed: details?.seed ?? null },
    counts: toCounts(prompt, completion),
    ...(failure !== undefined && { failure }),
  };
}
