/** Answers of a script in the shape of the route that is asked. */
import { isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { FakeAnswer, FakeRequest } from './fake-tgi.ts';
import { toGeneration, toObedientAnswer } from './generation.ts';
import { toSampleValue } from './sample-value.ts';
import type { CallAnswer, ServerError, TextAnswer, Told } from './script.ts';
import type { Asked, Likeness, ModelHabits, RouteKind } from './servers/likeness.ts';
import type { ErrorAnswer } from './tgi-answers.ts';
import { toErrorAnswer as toTgiError, toTokenAnswer } from './tgi-answers.ts';
import { toCallAnswer } from './tgi-calls.ts';
import { toV1ErrorAnswer, toV1Answer } from './v1-answers.ts';
import { toEmbeddingAnswer, toNativeEmbeddingAnswer, toRankAnswer } from './vector-answers.ts';

interface Situation {
  readonly asked: Asked;
  readonly likeness: Likeness;
  readonly does: RouteKind;
  readonly request: FakeRequest;
  readonly name: string;
}

export function toServed(given: Told, situation: Situation): FakeAnswer {
  const { asked, likeness, does } = situation;
  if (given !== 'auto' && 'error' in given) return toFailed(given, situation);
  const vectors = given !== 'auto' && 'vectors' in given ? given.vectors : undefined;
  if (does === 'embedding') return toEmbeddingAnswer(asked, likeness, vectors);
  if (does === 'native embedding') return toNativeEmbeddingAnswer(asked, likeness, vectors);
  if (does === 'rerank') return toRankAnswer(asked, likeness);
  if (given !== 'auto' && 'vectors' in given) throw unfit('vectors', situation);
  const isChat = does === 'chat';
  if (likeness.text !== undefined) {
    const told = given === 'auto' ? toObedientAnswer(asked.body, likeness.text, isChat) : given;
    if ('calls' in told && !isChat) throw unfit('calls', situation);
    return toV1Answer(told, { asked, likeness, habits: likeness.text, isChat });
  }
  if (likeness.tgi === undefined) throw unfit('text', situation);
  return toTgiAnswer(given, situation, likeness.tgi);
}

function toTgiAnswer(given: 'auto' | TextAnswer | CallAnswer, situation: Situation, habits: ModelHabits): FakeAnswer {
  const { asked, does, request } = situation;
  const told = given === 'auto' ? toTgiObedience(situation, habits) : given;
  const end = typeof told.end === 'object' ? toTyped(told.end) : told.end;
  const besides = { ...(told.delayMs !== undefined && { delayMs: told.delayMs }), ...(end !== undefined && { end }) };
  if (!('calls' in told)) return toTokenAnswer({ tokens: told.tokens, ...besides }, request);
  if (does !== 'chat') throw unfit('calls', situation);
  const { calls } = toGeneration(told, asked.body, habits);
  const scripted = calls.map((call, at) => {
    const own = told.calls[at];
    return { ...call, isVerbatim: typeof own === 'object' && typeof own.arguments === 'string' };
  });
  return toCallAnswer(scripted, { tokens: [], ...besides }, request);
}

/** A property `{}` breaks TGI's grammar: the text may end with its value. */
function toTgiObedience({ asked, does }: Situation, habits: ModelHabits): TextAnswer | CallAnswer {
  const told = toObedientAnswer(asked.body, habits, does === 'chat');
  if ('calls' in told) return told;
  const schema = habits.schema.is[does === 'chat' ? 'chat' : 'completion'](asked.body);
  const text = toBrokenText(schema);
  return text === undefined ? told : { tokens: [text] };
}

function toBrokenText(schema: unknown): string | undefined {
  const properties = Object.entries(isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {});
  const at = properties.findIndex(([, member]) => isObject(member) && Object.keys(member).length === 0);
  if (at < 0) return undefined;
  const written = properties.slice(0, at + 1).map(([name, member], place) => {
    const value = place === at ? false : toSampleValue(member);
    return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  });
  return `{${written.join(',')}`;
}

function toFailed(given: ServerError | ErrorAnswer, { likeness, asked, request }: Situation): FakeAnswer {
  return likeness.tgi === undefined ? toV1ErrorAnswer(given, { asked, likeness }) : toTgiError(toTyped(given), request);
}

/** TGI's kinds of errors decide their status, so that a status alone means one of them. */
function toTyped({ error, error_type, status }: ServerError & Partial<ErrorAnswer>): ErrorAnswer {
  return { error, error_type: error_type ?? TYPE_OF_STATUS.get(status ?? 500) ?? 'incomplete_generation' };
}

const TYPE_OF_STATUS: ReadonlyMap<number, string> = new Map([
  [422, 'validation'],
  [424, 'generation'],
  [429, 'overloaded'],
  [503, 'healthcheck'],
]);

function unfit(what: string, { asked, name }: Situation): ConfigurationError {
  return new ConfigurationError(`The script of \`${name}\` gave ${what} for ${asked.path}, which answers none.`);
}
