/** Reads one choice of a server's `/v1`, repaired: any version of TGI, and OpenAI-shaped servers. */
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import { addExtras, readExtras } from '../extras.ts';
import { isFinishWord, toFinishReason, toTgiReason } from '../finish-reason.ts';
import type { DeltaExtras, Generation, GenerationDelta, GenerationEnd } from '../generation.ts';
import { PassingText, leadingSpace } from '../passing-text.ts';
import type { TokenCounts } from '../usage.ts';
import { toGivenTokens, withinText } from './logprobs.ts';
import type { V1Reading } from './plan.ts';
import type { CreateCallId } from './tool-calls.ts';
import { ToolCallReader, isEndToken } from './tool-calls.ts';

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
  const whole: Generation = { text, tokens, added, finishReason: end.finishReason, tgi: end.tgi, counts };
  if (extras !== undefined) whole.extras = addExtras({}, extras);
  return whole;
}

/** Reads the stream of one choice. */
export class V1ChoiceReader {
  readonly #reading: V1Reading;
  readonly #tools: ToolCallReader;
  #passing: PassingText;
  /** How much of what passes is not the server's own text: see `leadingSpace`. */
  #dropped = 0;
  /** How much of the prompt, which the server repeats, is still to come. */
  #echoLeft: number;
  hasBegun = false;
  hasEnded = false;

  constructor(reading: V1Reading, createCallId: CreateCallId) {
    this.#reading = reading;
    this.#passing = this.#createPassing();
    this.#tools = new ToolCallReader(createCallId);
    this.#echoLeft = reading.isEchoedThere ? reading.echo.length : 0;
  }

  /** Whether a stop sequence was found in the text. */
  get isStopped(): boolean {
    return this.#passing.isStopped;
  }

  read(choice: JsonObject): GenerationDelta {
    const { finish_reason: word } = choice;
    const message = messageOf(choice);
    const isEnd = isFinishWord(word);
    const calls = this.#tools.read(message['tool_calls'], { isEnd });
    const content = toContent(message['content']);
    const isToken = endsWithToken(word, content);
    if (!(isEnd && (isToken || content === '') && word !== 'length')) this.#hold(choice['logprobs']);
    const text = this.#pass(isToken ? '' : content);
    const extras: DeltaExtras = readExtras(message);
    if (calls.length > 0) extras.tool_calls = calls;
    const delta = isEnd || this.isStopped ? this.#endWith({ text, extras, word }) : this.#toDelta(text, extras);
    delta.added = readAdded(choice);
    return delta;
  }

  /** Reads an event of which the text alone is known: one before the last. */
  readText(content: string): GenerationDelta {
    const text = this.#pass(content);
    return this.isStopped ? this.#endWith({ text, extras: {}, word: undefined }) : this.#toDelta(text, {});
  }

  /** Ends a stream that said `[DONE]` and no reason: tool calls of TGI end so. */
  finish(): GenerationDelta {
    return this.#endWith({ text: '', extras: {}, word: undefined });
  }

  /** Reads a choice that is whole. Its calls are told apart by their places, and its tokens may hold more than its text. */
  readWhole(choice: JsonObject): { delta: GenerationDelta; end: GenerationEnd } {
    const message = messageOf(choice);
    const content = toContent(message['content']);
    const tokens = toGivenTokens(choice['logprobs']);
    this.#dropped = leadingSpace(tokens[0]?.token, content);
    if (this.#dropped > 0) this.#passing = this.#createPassing();
    if (!content.startsWith(this.#reading.echo)) this.#echoLeft = 0;
    if (this.#echoLeft > 0) this.#echoLeft += this.#dropped;
    const whole = ' '.repeat(this.#dropped) + content;
    for (const { token, alternatives } of withinText(tokens, whole)) this.#passing.hold(token, alternatives);
    const text = this.#pass(whole);
    const extras: DeltaExtras = readExtras(message);
    const calls = this.#tools.readWhole(message['tool_calls']);
    if (calls.length > 0) extras.tool_calls = calls;
    const last = this.#end({ text, extras, word: choice['finish_reason'] });
    last.delta.added = readAdded(choice);
    return last;
  }

  #createPassing(): PassingText {
    const { stops, echo, isEchoedThere } = this.#reading;
    return new PassingText({ stops, start: isEchoedThere ? 0 : echo.length, dropped: this.#dropped });
  }

  #endWith(last: LastDelta): GenerationDelta {
    const { delta, end } = this.#end(last);
    delta.end = end;
    return delta;
  }

  #end({ text, extras, word }: LastDelta): { delta: GenerationDelta; end: GenerationEnd } {
    this.hasEnded = true;
    const reason = toFinishReason(word);
    const late = this.#tools.finish({ isCut: reason === 'length' });
    const passed = text + this.#pass(late.text) + this.#passing.flush();
    const calls = [...(extras.tool_calls ?? []), ...late.calls];
    if (calls.length > 0) extras.tool_calls = calls;
    const end: GenerationEnd = { finishReason: this.#toReason(reason), counts: undefined };
    if (this.#reading.isTgi) end.tgi = { finish_reason: toTgiReason(word), seed: null };
    return { delta: this.#toDelta(passed, extras), end };
  }

  /** TGI says of a tool call that it stopped, or nothing. */
  #toReason(reason: GenerationEnd['finishReason'] = 'stop'): GenerationEnd['finishReason'] {
    if (this.isStopped) return 'stop';
    return reason === 'stop' && this.#tools.hasCalls ? 'tool_calls' : reason;
  }

  #toDelta(passed: string, extras: DeltaExtras): GenerationDelta {
    const { echo, isEchoedThere } = this.#reading;
    const own = this.#dropped === 0 ? passed : passed.slice(this.#dropped);
    const text = !this.hasBegun && !isEchoedThere ? echo + own : own;
    this.hasBegun = true;
    const delta: GenerationDelta = { text, tokens: this.#passing.release(this.hasEnded) };
    if (hasMembers(extras)) delta.extras = extras;
    return delta;
  }

  /** Stop sequences are searched after the prompt. */
  #pass(content: string): string {
    if (this.#echoLeft === 0) return this.#passing.push(content);
    const prompt = content.slice(0, this.#echoLeft);
    this.#echoLeft -= prompt.length;
    return this.#passing.pass(prompt) + this.#passing.push(content.slice(prompt.length));
  }

  #hold(logprobs: unknown): void {
    for (const { token, alternatives } of toGivenTokens(logprobs)) this.#passing.hold(token, alternatives);
  }
}

/** The members of a choice that are read. */
const READ: ReadonlySet<string> = new Set(['index', 'delta', 'message', 'text', 'logprobs', 'finish_reason']);

/** The others, which the server adds: `stop_reason` of vLLM, `matched_stop` of SGLang. Undefined where they say nothing. */
function readAdded(choice: JsonObject): JsonObject | undefined {
  let added: Record<string, unknown> | undefined;
  for (const name in choice) {
    if (READ.has(name) || choice[name] === null || choice[name] === undefined) continue;
    added ??= {};
    added[name] = choice[name];
  }
  return added;
}

interface LastDelta {
  text: string;
  extras: DeltaExtras;
  /** The server's reason. */
  word: unknown;
}

function hasMembers(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

/** A chat's message or delta; the text of a completion as one. */
function messageOf({ delta, message, text }: JsonObject): JsonObject {
  if (isObject(delta)) return delta;
  return isObject(message) ? message : { content: text };
}

/** Content is a string, or a list of parts with text. */
function toContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** Whether an event's text is that of the end token, which TGI up to 2.0 leaves in streams, as its completions still do. */
function endsWithToken(word: unknown, text: string): boolean {
  return word === 'eos_token' || (word === 'stop' && isEndToken(text));
}
