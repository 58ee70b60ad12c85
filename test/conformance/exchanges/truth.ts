/** The whole answer that a server would have given where it streamed one: for calls that are asked for whole. */
import { isObject, parseJson } from '../json.ts';
import { readEventData } from '../sse.ts';
import type { Exchange } from './exchange.ts';
import { toSaid } from './reading.ts';

/** What the model wrote, where the recorder says so: TGI's streams lose it. */
const WROTE = /the model wrote (\{.*\})$/;

/** Undefined where no calls are recorded. */
export function toWholeBody(exchange: Exchange): string | undefined {
  const events = readEventData(exchange.body).map(parseJson).filter(isObject);
  const [choice] = toSaid(events).choices;
  const calls = choice?.calls ?? [];
  if (calls.length === 0) return undefined;
  const wrote = calledIn(exchange);
  return JSON.stringify({
    ...events[0],
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          tool_calls: calls.map((call, at) => ({
            id: String(at),
            type: 'function',
            function: { description: null, name: call.name, arguments: wrote ?? call.arguments },
          })),
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  });
}

/** The arguments that the model wrote in TGI's own form; undefined where they are not recorded. */
export function calledIn({ note }: Exchange): string | undefined {
  const parsed = parseJson(WROTE.exec(note)?.[1] ?? '');
  const called = isObject(parsed) ? parsed['function'] : undefined;
  if (!isObject(called)) return undefined;
  const { _name, ...values } = called;
  return JSON.stringify(values);
}
