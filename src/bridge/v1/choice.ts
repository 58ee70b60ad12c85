/** Reads one choice of a server's `/v1`, repaired: any version of TGI, and OpenAI-shaped servers. */
import { hasMembers, isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import { isFinishWord } from '../../servers/finish-word.ts';
import { toUnreadable } from '../../servers/unreadable.ts';
import { addExtras } from '../extras.ts';
import { readAdded, readExtras } from './extras.ts';
import type { FinishReason } from '../finish-reason.ts';
import { toEndFailure, toFinishReason, toTgiReason } from '../finish-reason.ts';
import type { DeltaExtras, Generation, GenerationDelta, GenerationEnd } from '../generation.ts';
import { PassingText, leadingSpace } from '../passing-text.ts';
import type { TokenCounts } from '../usage.ts';
import { toNoAnswer, toNoEchoedTokens } from './choice-failures.ts';
import { EchoReader } from './echo.ts';
import type { GivenToken } from './logprobs.ts';
import { toGivenTokens, withinText } from './logprobs.ts';
import { messageCalls, messageOf, readContent } from './message.ts';
import type { V1Reading } from './plan.ts';
import type { CreateCallId } from './tool-calls.ts';
import { isEndToken } from './call-text.ts';
import { ToolCallReader } from './tool-calls.ts';

/** A choice's own number. */
export function toIndex({ index }: JsonObject): number | undefined {
  return Number.isInteger(index) ? Number(index) : undefined;
}

/** Reads a whole choice: the same as its stream, in one event. */
export function toV1Generation(
  choice: JsonObject,
  {
    reading,
    createCallId,
    counts,
  }: { reading: V1Reading; createCallId: CreateCallId; counts: TokenCounts | undefined },
): Generation {
  const { delta, end } = new V1ChoiceReader(reading, createCallId).readWhole(choice);
  const { text, tokens, extras, added } = delta;
  const whole: Generation = { text, tokens, added, ...end, counts };
  if (extras !== undefined) whole.extras = addExtras({}, extras);
  return whole;
}

/** Reads the stream of one choice. */
export class V1ChoiceReader {
  readonly #reading: V1Reading;
  readonly #tools: ToolCallReader;
  #echo: EchoReader | undefined;
  #passing: PassingText;
  /** How much of what passes is not the server's own text: see `leadingSpace`. */
  #dropped = 0;
  /** What is put before the text. */
  #prefix: string;
  /** The server's last word for the end. */
  #word: unknown;
  /** What the server adds beside that word. */
  #added: JsonObject | undefined;
  #textLength = 0;
  #tokenLength = 0;
  #tokenCount = 0;
  hasBegun = false;
  hasEnded = false;

  constructor(reading: V1Reading, createCallId: CreateCallId) {
    const { stops, echo, isEchoedThere } = reading;
    this.#reading = reading;
    this.#prefix = isEchoedThere ? '' : echo;
    this.#echo = isEchoedThere && echo !== '' ? new EchoReader(echo) : undefined;
    this.#passing = new PassingText({ stops, start: this.#prefix.length });
    this.#tools = new ToolCallReader(createCallId);
  }

  /** Whether a stop sequence was found in the text. */
  get isStopped(): boolean {
    return this.#passing.isStopped;
  }

  /** Whether text came, and no tokens of it. */
  get lacksTokens(): boolean {
    return this.#textLength > 0 && this.#tokenCount === 0;
  }

  read(choice: JsonObject): GenerationDelta {
    const { finish_reason: word } = choice;
    const message = messageOf(choice);
    const isEnd = isFinishWord(word);
    if (isEnd) this.#word = word;
    const isWhole = message === choice['message'];
    const given = messageCalls(message);
    const calls = isWhole ? this.#tools.readWhole(given) : this.#tools.read(given, { isEnd });
    const content = readContent(message['content']);
    if (content === undefined) throw toUnreadable(message['content']);
    const isToken = endsWithToken(word, content.text);
    if (!(isEnd && (isToken || content.text === '') && word !== 'length')) this.#hold(choice['logprobs']);
    const text = this.#pass(isToken ? '' : content.text);
    const extras = readExtras(content.others === undefined ? message : { ...message, ...content.others });
    if (calls.length > 0) extras.tool_calls = calls;
    const added = readAdded(choice, READ);
    this.#textLength += content.text.length;
    if (isEnd && added !== undefined) this.#added = Object.assign(this.#added ?? {}, added);
    if (this.isStopped) return this.#endWith({ text, extras });
    const delta = this.#toDelta(text, extras);
    if (!isEnd && added !== undefined) delta.added = added;
    return delta;
  }

  /** Reads an event of which the text alone is known: one before the last. */
  readText(content: string): GenerationDelta {
    const text = this.#pass(content);
    return this.isStopped ? this.#endWith({ text, extras: {} }) : this.#toDelta(text, {});
  }

  /** Ends a stream, by the last word of the server. `[DONE]` without one ends a text as well: tool calls of TGI end so. */
  finish(): GenerationDelta {
    const delta = this.#endWith({ text: '', extras: {} });
    if (delta.end !== undefined && this.#lacksPromptTokens(this.#echo?.isRepeated === true)) {
      delta.end.failure ??= toNoEchoedTokens();
    }
    return delta;
  }

  /** Reads a choice that is whole. Its calls are told apart by their places, and its tokens may hold more than its text. */
  readWhole(choice: JsonObject): { delta: GenerationDelta; end: GenerationEnd } {
    const { stops, echo, isEchoedThere } = this.#reading;
    const message = messageOf(choice);
    const hasMessage = isObject(choice['message']) || isObject(choice['delta']) || typeof choice['text'] === 'string';
    const read = readContent(message['content']);
    const given = toGivenTokens(choice['logprobs']);
    const isLost = (read?.text ?? '') === '' && this.#reading.isTgi && choice['finish_reason'] === 'length';
    // TGI gives no text at all where its limit falls inside a character; its tokens do not say which of them are special.
    const tokens = isLost ? given.filter(({ token }) => !isEndToken(token.text)) : given;
    const content = isLost ? tokens.map(({ token }) => token.text).join('') : (read?.text ?? '');
    const isRepeated = isEchoedThere && content.startsWith(echo);
    this.#echo = undefined;
    this.#prefix = isRepeated ? '' : echo;
    this.#dropped = leadingSpace(tokens[0]?.token, content);
    this.#passing = new PassingText({ stops, start: this.#prefix.length, dropped: this.#dropped });
    const whole = ' '.repeat(this.#dropped) + content;
    this.#textLength = content.length;
    this.#holdAll(isLost ? tokens : withinText(tokens, whole));
    // Stop sequences are searched after the prompt.
    const promptLength = isRepeated && echo !== '' ? echo.length + this.#dropped : 0;
    const text = this.#passing.pass(whole.slice(0, promptLength)) + this.#passing.push(whole.slice(promptLength));
    const extras = readExtras(read?.others === undefined ? message : { ...message, ...read.others });
    const calls = this.#tools.readWhole(messageCalls(message));
    if (calls.length > 0) extras.tool_calls = calls;
    this.#word = choice['finish_reason'];
    this.#added = readAdded(choice, READ);
    const isSilent = content === '' && !hasMembers(extras) && !isFinishWord(this.#word);
    const last = this.#end({ text, extras });
    if (this.#lacksPromptTokens(isRepeated)) last.end.failure ??= toNoEchoedTokens();
    if (read === undefined) last.end.failure ??= toUnreadable(message['content']);
    else if (!hasMessage || isSilent) last.end.failure ??= toNoAnswer();
    return last;
  }

  #endWith(last: LastDelta): GenerationDelta {
    const { delta, end } = this.#end(last);
    delta.end = end;
    return delta;
  }

  #end({ text, extras }: LastDelta): { delta: GenerationDelta; end: GenerationEnd } {
    this.hasEnded = true;
    const reason = toFinishReason(this.#word);
    const late = this.#tools.finish({ isCut: reason === 'length' });
    const passed = text + this.#pass(late.text) + this.#passEchoed(this.#echo?.finish()) + this.#passing.flush();
    const calls = [...(extras.tool_calls ?? []), ...late.calls];
    if (calls.length > 0) extras.tool_calls = calls;
    const delta = this.#toDelta(passed, extras);
    if (this.#added !== undefined) delta.added = this.#added;
    return { delta, end: this.#toEnd(reason) };
  }

  #toEnd(reason: FinishReason | undefined): GenerationEnd {
    const word = this.#word;
    const end: GenerationEnd = { finishReason: this.#toReason(reason), counts: undefined };
    if (this.#reading.isTgi) end.tgi = { finish_reason: toTgiReason(word), seed: null };
    else if (isFinishWord(word) && !this.isStopped && word !== end.finishReason) end.nativeReason = word;
    const failure = this.isStopped ? undefined : toEndFailure(word);
    if (failure !== undefined) end.failure = failure;
    return end;
  }

  /** TGI says of a tool call that it stopped, or nothing. */
  #toReason(reason: FinishReason = 'stop'): FinishReason {
    if (this.isStopped) return 'stop';
    return reason === 'stop' && this.#tools.hasCalls ? 'tool_calls' : reason;
  }

  #toDelta(passed: string, extras: DeltaExtras): GenerationDelta {
    const own = this.#dropped === 0 ? passed : passed.slice(this.#dropped);
    const text = this.hasBegun ? own : this.#prefix + own;
    this.hasBegun = true;
    const delta: GenerationDelta = { text, tokens: this.#passing.release(this.hasEnded) };
    if (hasMembers(extras)) delta.extras = extras;
    return delta;
  }

  /** Stop sequences are searched after the prompt. */
  #pass(content: string): string {
    if (this.#echo === undefined) return this.#passing.push(content);
    return this.#passEchoed(this.#echo.read(content));
  }

  #passEchoed(read: { prompt: string; rest: string } | undefined): string {
    if (read === undefined) return '';
    const { prompt, rest } = read;
    if (this.#echo?.isRepeated === true) return this.#passing.pass(prompt) + this.#passing.push(rest);
    this.#passing.shift(prompt.length);
    return prompt + this.#passing.push(rest);
  }

  #hold(logprobs: unknown): void {
    if (logprobs !== null && logprobs !== undefined) this.#holdAll(toGivenTokens(logprobs));
  }

  #holdAll(tokens: readonly GivenToken[]): void {
    for (const { token, alternatives } of tokens) {
      this.#tokenCount += 1;
      this.#tokenLength += token.text.length;
      this.#passing.hold(token, alternatives);
    }
  }

  /** Whether the tokens of the prompt were asked for, and did not come: a score without them would be one of nothing. */
  #lacksPromptTokens(isRepeated: boolean): boolean {
    const { echo, promptTokens } = this.#reading;
    if (promptTokens === undefined) return false;
    if (echo === '') return this.#tokenCount < promptTokens;
    return !isRepeated || this.#tokenLength < this.#textLength - echo.length / 2;
  }
}

/** The members of a choice that are read; the others the server adds: `stop_reason` of vLLM, `matched_stop` of SGLang. */
const READ: ReadonlySet<string> = new Set('index delta message text logprobs finish_reason usage error'.split(' '));

interface LastDelta {
  text: string;
  extras: DeltaExtras;
}

/** Whether an event's text is that of the end token, which TGI up to 2.0 leaves in streams, as its completions still do. */
function endsWithToken(word: unknown, text: string): boolean {
  return word === 'eos_token' || (word === 'stop' && isEndToken(text));
}
