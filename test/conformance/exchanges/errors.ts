/** Responses with an error status: every way of asking gives the same error, and those that may pass are tried again. */
import { difference } from '../json.ts';
import { comparing } from '../outcome.ts';
import { differenceOfError, expectedError } from '../expected-error.ts';
import { cutsOf } from './cuts.ts';
import { type Call, callByFetch, callInProcess } from './doors.ts';
import type { Exchange } from './exchange.ts';
import { isObject } from '../json.ts';

type Found = string | undefined;

/** Where the recorded request is refused here, a plain one is sent in its place. */
export async function differenceOfErrors(call: Call, { isRefused }: { isRefused: boolean }): Promise<Found[]> {
  const plain =
    call.endpoint === 'chat'
      ? { messages: [{ role: 'user', content: 'Hello.' }] }
      : { prompt: 'Hello.', max_tokens: 4 };
  const asked: Call = isRefused ? { ...call, request: { model: 'recorded', ...plain } } : call;
  const streamed: Call = { ...asked, request: { ...asked.request, stream: true } };
  return [
    await comparing('error', () => compareError(asked)),
    await comparing('error of a stream', () => compareError(streamed)),
    await comparing('error by client.fetch', () => compareFetched(asked)),
    await comparing('error tried again', () => compareRetries(asked)),
  ];
}

function wantOf({ status = 0, body, path }: Exchange) {
  return expectedError({ status, body, url: `http://recorded.test${path}` });
}

async function compareError(call: Call): Promise<Found> {
  const whole = await callInProcess(call);
  const found = differenceOfError(whole.error, wantOf(call.exchange));
  if (found !== undefined) return found;
  for (const { name, pieces } of cutsOf(new TextEncoder().encode(call.exchange.body))) {
    const { error } = await callInProcess({ ...call, replay: { pieces } });
    const different = difference(String(error), String(whole.error), name);
    if (different !== undefined) return different;
  }
  return undefined;
}

async function compareFetched(call: Call): Promise<Found> {
  const { error } = await callByFetch(call);
  const want = wantOf(call.exchange);
  const body = isObject(error) && isObject(error['error']) ? error['error'] : {};
  const status = isObject(error) ? error['status'] : undefined;
  const lost = want.words.find((words) => !String(body['message']).includes(words.slice(0, 300)));
  if (lost !== undefined && want.status !== 401) return `the message is ${String(body['message'])}, without ${lost}`;
  const { type, param } = { type: want.type ?? body['type'], param: want.param ?? body['param'] };
  return difference({ status, type: body['type'], param: body['param'] }, { status: want.status, type, param });
}

/** Statuses that may pass, unless the words say that they cannot. */
const PASSING = new Set([408, 409, 429, 500, 502, 503, 504]);
const PERMANENT = /not supported|too large to process/i;

async function compareRetries(call: Call): Promise<Found> {
  const { status = 0, body } = call.exchange;
  const isTried = PASSING.has(status) && !PERMANENT.test(body) && wantOf(call.exchange).name !== 'ModelLoadingError';
  // A list of prompts may go out in parts.
  const once = await callInProcess(call);
  const { given } = await callInProcess({ ...call, maxRetries: 1 });
  return difference(given, isTried ? 2 * once.given : once.given, 'the number of requests');
}
