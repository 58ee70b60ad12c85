/** TGI's native routes: under the request that was recorded, in one piece and cut everywhere. */
import { difference, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { type NativeDetails, readNativeAnswer, readNativeStream } from '../native-answer.ts';
import { comparing } from '../outcome.ts';
import { differenceOfError, expectedInBandError } from '../expected-error.ts';
import { expectedFinishReason } from '../expected.ts';
import type { Recording } from '../recording.ts';
import { cutsOf } from './cuts.ts';
import { type Call, type CallSeen, callInProcess } from './doors.ts';
import { differenceOfErrors } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { partialTexts } from './ours.ts';
import { toArray, toSaid } from './reading.ts';
import { type Note, refusalOf } from './refusals.ts';
import type { Neighbours } from './server.ts';

type Found = string | undefined;

export async function checkNative(exchange: Exchange, neighbours: Neighbours, note: Note): Promise<Found[]> {
  const call: Call = {
    exchange,
    neighbours,
    endpoint: 'completion',
    request: toRequest(exchange),
    apiBase: 'http://recorded.test',
  };
  const refusal = await refusalOf(call);
  if (refusal.is === 'fault') return [refusal.reason];
  if (refusal.is === 'rightly') note(refusal.reason);
  if ((exchange.status ?? 0) >= 400) return differenceOfErrors(call, { isRefused: refusal.is === 'rightly' });
  if (refusal.is === 'rightly') return [];
  const whole = await callInProcess(call);
  return [
    await comparing('as recorded', async () => differenceOfNative(whole, exchange)),
    await comparing('cut', () => compareCuts(call, whole)),
  ];
}

/** The facade's words for what TGI was asked. `details` are always asked for. */
function toRequest({ request, path }: Exchange): JsonObject {
  const { inputs, parameters, stream } = request ?? {};
  const {
    max_new_tokens: maxTokens,
    details: _,
    return_full_text: echo,
    ...same
  } = isObject(parameters) ? parameters : {};
  return {
    prompt: typeof inputs === 'string' ? inputs : 'Hello.',
    ...same,
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    // The root route repeats the prompt unless it is told not to.
    ...((echo ?? path === '/') === true ? { echo: true } : {}),
    ...(path === '/generate_stream' || stream === true ? { stream: true } : {}),
  };
}

function differenceOfNative(seen: CallSeen, exchange: Exchange): Found {
  if (!seen.isStream) {
    const answer = readNativeAnswer(toRecording(exchange));
    if (answer === undefined) return 'the judge does not know the shape';
    const { echo, text, details } = answer;
    return seen.error === undefined
      ? differenceOfEnd(seen, { exchange, echo, text, details })
      : `threw ${String(seen.error)}`;
  }
  const { end, pieces } = readNativeStream(exchange.body, exchange.request);
  if (end.is === 'error') {
    const found = differenceOfError(seen.error, expectedInBandError(end.event));
    const given = pieces.join('');
    return found ?? (given === '' ? undefined : difference(partialTexts(seen.error), [given], 'the partial texts'));
  }
  if (end.is !== 'whole') return 'the judge does not know the shape';
  return seen.error === undefined ? differenceOfEnd(seen, { exchange, ...end }) : `threw ${String(seen.error)}`;
}

interface End {
  exchange: Exchange;
  echo: string;
  text: string;
  details: NativeDetails;
}

function differenceOfEnd(seen: CallSeen, { exchange, echo, text, details }: End): Found {
  const [choice] = toSaid(seen.parts).choices;
  const stops = toArray(toRequest(exchange)['stop']).filter((stop) => typeof stop === 'string');
  const places = stops.map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
  const kept = text.slice(0, Math.min(text.length, ...places));
  const reason = expectedFinishReason(details);
  return (
    difference(choice?.text, echo + kept, 'the text') ??
    (reason === undefined
      ? undefined
      : difference(choice?.word, places.length > 0 ? 'stop' : reason, 'the finish reason'))
  );
}

async function compareCuts(call: Call, whole: CallSeen): Promise<Found> {
  const want = toComparable(whole);
  for (const { name, pieces } of cutsOf(new TextEncoder().encode(call.exchange.body))) {
    const found = difference(toComparable(await callInProcess({ ...call, replay: { pieces } })), want, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toComparable(seen: CallSeen): unknown {
  const { choices, usage, added } = toSaid(seen.parts);
  return { choices, usage, added: [...added], error: String(seen.error), partial: partialTexts(seen.error) };
}

/** The same as a line of `recordings.jsonl`, for the checks of those. */
export function toRecording({ id, path, body, status, headers, request = {} }: Exchange): Recording {
  return {
    id,
    kind: path.startsWith('/generate_stream') ? 'generate_stream' : 'generate',
    body,
    status,
    headers,
    url: `http://recorded.test${path}`,
    request,
    provider: undefined,
  };
}
