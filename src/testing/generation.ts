/** What a played model makes of a request: the same for chat and completions, whole and streamed. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { toSampleValue } from './sample-value.ts';
import type { CallAnswer, TextAnswer } from './script.ts';
import { listOf } from './servers/bodies.ts';
import type { ModelHabits } from './servers/likeness.ts';

export interface PlayedCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** One choice. */
export interface PlayedGeneration {
  readonly reasoning: readonly string[];
  readonly tokens: readonly string[];
  readonly calls: readonly PlayedCall[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  /** The stop sequence that ended the text. */
  readonly stop: string | null;
}

const DEFAULT_TOKENS = ['Who', "'s", ' there', '?'];

/** What a model that obeys answers by itself. */
export function toObedientAnswer(body: JsonObject, habits: ModelHabits, isChat: boolean): TextAnswer | CallAnswer {
  const called = isChat ? toForcedCall(body, habits) : undefined;
  if (called !== undefined) return { calls: [called] };
  const schema = habits.schema.is[isChat ? 'chat' : 'completion'](body);
  return schema === undefined
    ? { tokens: DEFAULT_TOKENS }
    : { tokens: toTokens(toText(toSampleValue(schema), schema)) };
}

/** A choice of texts is one of them, and no JSON. */
function toText(value: unknown, schema: unknown): string {
  const isChoice = isObject(schema) && 'enum' in schema && !('type' in schema);
  return isChoice && typeof value === 'string' ? value : JSON.stringify(value);
}

function toForcedCall({ tools, tool_choice: choice }: JsonObject, { toolChoice }: ModelHabits): string | undefined {
  if (toolChoice.is === 'ignored' || (toolChoice.is === 'names ignored' && isObject(choice))) return undefined;
  const names = namesOf(tools);
  if (choice === 'required') return names[0];
  // TGI's form; other servers refuse it.
  if (typeof choice === 'string' && names.includes(choice)) return choice;
  const named = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined;
  return typeof named === 'string' ? named : undefined;
}

function namesOf(tools: unknown): readonly string[] {
  return functionsOf(tools).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

function functionsOf(tools: unknown): readonly JsonObject[] {
  return listOf(tools).flatMap((tool) => (isObject(tool) && isObject(tool['function']) ? [tool['function']] : []));
}

/** What a request gets of an answer: limits and stop sequences cut it, and calls are given what their schemas allow. */
export function toGeneration(answer: TextAnswer | CallAnswer, body: JsonObject, habits: ModelHabits): PlayedGeneration {
  const { reasoning = [] } = answer;
  if ('calls' in answer) {
    const calls = answer.calls.map((call, index) => toCall(call, body, `${habits.callIds.is}${CALL_ID}${index}`));
    const isForced = body['tool_choice'] === 'required' || isObject(body['tool_choice']);
    const finish = isForced && habits.toolChoice.is === 'stop' ? 'stop' : 'tool_calls';
    return { reasoning, tokens: [], calls, finish, stop: null };
  }
  return { reasoning, calls: [], ...cut(answer.tokens, body, habits) };
}

const CALL_ID = 'b40f2793b5e91c8';

function toCall(call: CallAnswer['calls'][number], { tools }: JsonObject, id: string): PlayedCall {
  if (typeof call === 'object') {
    const { name, arguments: given } = call;
    return { id, name, arguments: typeof given === 'string' ? given : JSON.stringify(given) };
  }
  const { parameters } = functionsOf(tools).find(({ name }) => name === call) ?? {};
  return { id, name: call, arguments: JSON.stringify(parameters === undefined ? {} : toSampleValue(parameters)) };
}

function cut(
  tokens: readonly string[],
  body: JsonObject,
  habits: ModelHabits,
): Pick<PlayedGeneration, 'tokens' | 'finish' | 'stop'> {
  const limit = habits.limits.is.map((name) => body[name]).find((value) => typeof value === 'number');
  const kept = typeof limit === 'number' ? tokens.slice(0, limit) : tokens;
  const text = kept.join('');
  const stops = [body['stop']].flat().filter((stop) => typeof stop === 'string' && stop !== '');
  const found = stops
    .map((stop) => ({ stop: String(stop), at: text.indexOf(String(stop)) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)[0];
  if (found !== undefined) return { tokens: upTo(kept, found.at), finish: 'stop', stop: found.stop };
  return { tokens: kept, finish: kept.length < tokens.length ? 'length' : 'stop', stop: null };
}

/** The tokens of the first characters; the last one may be a part of one. */
function upTo(tokens: readonly string[], length: number): readonly string[] {
  const kept: string[] = [];
  let left = length;
  for (const token of tokens) {
    if (left <= 0) break;
    kept.push(token.slice(0, left));
    left -= token.length;
  }
  return kept;
}

/** Pieces of a text, as tokens are: words and signs. */
function toTokens(text: string): readonly string[] {
  return text.match(/\s*[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
}
