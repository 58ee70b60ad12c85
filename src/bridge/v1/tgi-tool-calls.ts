/**
 * Tool calls as TGI streams them from 3.2 on: in place of the token that completes the name it writes `{`, and loses what else that token
 * held (TGI router, chat.rs; recorded of 3.3.7). So arguments are held until all are there, mended where it shows what is missing, and
 * asked for again where it does not.
 */
import type { ChatCompletionMessageToolCallChunk } from '../../../generated/openai.ts';
import { isObject, tryParse } from '../../base/check.ts';
import type { GenerationDelta } from '../generation.ts';
import { HeldSize } from '../kept.ts';
import type { JsonSchema } from '../json-schema.ts';
import { NO_TOKENS } from '../passing-text.ts';

/** What a stream adds to one choice. */
export interface TakenDelta {
  index: number;
  delta: GenerationDelta;
}

/** A call whose arguments are held. */
export interface HeldCall {
  /** Its choice. */
  choice: number;
  /** Its place in the message. */
  index: number;
  name: string;
  fragments: string[];
}

/** The deltas of one stream, the arguments of its calls held back. */
export class HeldCalls {
  readonly calls: HeldCall[] = [];
  /** The calls of each choice, by their places. */
  readonly #byChoice = new Map<number, Map<number, HeldCall>>();
  readonly #size = new HeldSize();
  readonly #ends: TakenDelta[] = [];

  /** What goes out at once: the name of a call, and all that is of no call. */
  pass(index: number, delta: GenerationDelta): GenerationDelta | undefined {
    const { extras, end, counts } = delta;
    const chunks = extras?.tool_calls?.map((chunk) => this.#hold(index, chunk)) ?? [];
    if (!this.#byChoice.has(index)) return delta;
    if (counts !== undefined || end !== undefined) {
      this.#ends.push({ index, delta: counts === undefined ? { text: '', tokens: NO_TOKENS, end } : delta });
      if (counts !== undefined) return undefined;
    }
    const { end: _, extras: __, ...rest } = delta;
    const { tool_calls: ___, ...others } = extras ?? {};
    const named = chunks.filter((chunk) => chunk !== undefined);
    const said = { ...others, ...(named.length > 0 && { tool_calls: named }) };
    const hasExtras = Object.keys(said).length > 0;
    if (!hasExtras && rest.text === '' && rest.tokens.length === 0 && rest.added === undefined) return undefined;
    return { ...rest, ...(hasExtras && { extras: said }) };
  }

  #hold(choice: number, chunk: ChatCompletionMessageToolCallChunk): ChatCompletionMessageToolCallChunk | undefined {
    const { index, function: called } = chunk;
    const known = this.#byChoice.get(choice)?.get(index);
    this.#size.add(called?.arguments?.length ?? 0);
    known?.fragments.push(called?.arguments ?? '');
    if (known !== undefined || called?.name === undefined) return undefined;
    const call = { choice, index, name: called.name, fragments: [called.arguments ?? ''] };
    this.calls.push(call);
    const ofChoice = this.#byChoice.get(choice) ?? new Map<number, HeldCall>();
    this.#byChoice.set(choice, ofChoice.set(index, call));
    return { ...chunk, function: { ...called, arguments: '' } };
  }

  /** Whether the text ended before the arguments did, by its limit. */
  isCut({ choice }: HeldCall): boolean {
    return this.#ends.some(({ index, delta: { end } }) => index === choice && end?.finishReason === 'length');
  }

  /** The ends of the choices with calls, and what they cost. */
  get ends(): readonly TakenDelta[] {
    return this.#ends;
  }
}

/** Arguments that are held, as one text; undefined where they have to be asked for again. */
export interface MendedArguments {
  text: string;
  /** Whether nothing shows that something may be lost. */
  isSure: boolean;
}

/** Undefined for what is no JSON object, or lacks a required member. */
export function mendArguments(fragments: readonly string[], parameters: JsonSchema): MendedArguments | undefined {
  const given = fragments.join('');
  const isBare = ['', '{'].includes(given.trim());
  const text = isBare ? '{}' : given.trimStart().replace(/^\{\s*,\s*/, '{ ');
  const value = tryParse(text);
  if (!isObject(value)) return undefined;
  const { required, properties } = parameters;
  const isMissing = (name: unknown) => typeof name === 'string' && !Object.hasOwn(value, name);
  if (Array.isArray(required) && required.some(isMissing)) return undefined;
  const [first] = isObject(properties) ? Object.keys(properties) : [];
  // TGI’s grammar keeps the order of the schema, and loses what comes first.
  const isWhole = text === given.trimStart() && Object.keys(value).length > 0;
  return { text, isSure: isWhole || first === undefined || Object.hasOwn(value, first) };
}

/** A chunk with the whole arguments of a call whose name went out before. */
export function toArgumentsDelta({ index }: HeldCall, text: string): GenerationDelta {
  return { text: '', tokens: NO_TOKENS, extras: { tool_calls: [{ index, function: { arguments: text } }] } };
}
