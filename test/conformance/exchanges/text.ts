/**
 * Chats and completions of OpenAI-shaped routes: under the request that was recorded, whole or streamed as it was, in one piece and
 * cut everywhere, asked for the other way, through `client.fetch`, and broken off.
 */
import { difference, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { comparing } from '../outcome.ts';
import { breaksOf, cutsOf } from './cuts.ts';
import { type Call, type CallSeen, callByFetch, callInProcess } from './doors.ts';
import type { Exchange } from './exchange.ts';
import { differenceOfErrors } from './errors.ts';
import { type Judged, differenceOfSeen, partialTexts } from './ours.ts';
import { toSaid } from './reading.ts';
import { type Note, refusalOf, toPlainRequest } from './refusals.ts';
import type { Neighbours } from './server.ts';
import { toWholeBody } from './truth.ts';
import { type Want, wantOfStream, wantOfWhole } from './want.ts';

type Found = string | undefined;

export async function checkText(exchange: Exchange, neighbours: Neighbours, note: Note): Promise<Found[]> {
  const endpoint = exchange.path.endsWith('/chat/completions') ? ('chat' as const) : ('completion' as const);
  if (exchange.request === undefined) note('the recorded request is described, and not whole');
  const recorded = inWordsOfFacade(exchange.request ?? PLAIN_REQUEST[endpoint]);
  const isStream = recorded['stream'] === true && (exchange.status ?? 0) < 400;
  const replay = { whole: isStream ? toWholeBody(exchange) : undefined };
  const refusal = await refusalOf({ exchange, neighbours, endpoint, request: recorded, replay });
  if (refusal.is === 'fault') return [refusal.reason];
  if (refusal.is === 'rightly') note(refusal.reason);
  const request = refusal.is === 'rightly' ? toPlainRequest(recorded) : recorded;
  const call: Call = { exchange, neighbours, endpoint, request, replay };
  if ((exchange.status ?? 0) >= 400) return differenceOfErrors(call, { isRefused: refusal.is === 'rightly' });
  const want = isStream ? wantOfStream(exchange) : wantOfWhole(exchange);
  if (want.is === 'foreign') return ['the judge does not know the shape'];
  const checked = { call, judged: { exchange, want, choices: choicesOf(request), wantsUsage: wantsUsage(request) } };
  const whole = await callInProcess(call);
  const asFetched = await callByFetch(call);
  return [
    await comparing('as recorded', async () => differenceOfSeen(whole, checked.judged)),
    await comparing('cut', () => compareCuts(checked, whole)),
    await comparing('under another content-type', () => compareContentTypes(checked, whole)),
    await comparing('client.fetch', async () => differenceOfFetched(asFetched, checked.judged)),
    ...(isStream
      ? [await comparing('broken off', () => compareBreaks(checked))]
      : [await comparing('asked for as a stream', () => compareStreamed(checked))]),
  ];
}

const PLAIN_REQUEST = {
  chat: { model: 'recorded', messages: [{ role: 'user', content: 'Hello.' }] },
  completion: { model: 'recorded', prompt: 'Hello.' },
};

/** TGI's history has arguments as objects, where a caller of the facade has their text. */
function inWordsOfFacade(request: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(request), (name, value) =>
    name === 'arguments' && isObject(value) ? JSON.stringify(value) : value,
  );
}

interface Checked {
  call: Call;
  judged: Judged;
}

function choicesOf({ n, prompt }: JsonObject): number {
  const prompts = Array.isArray(prompt) && typeof prompt[0] === 'string' ? prompt.length : 1;
  return prompts * (typeof n === 'number' ? n : 1);
}

function wantsUsage({ stream_options: options }: JsonObject): boolean {
  return isObject(options) && options['include_usage'] === true;
}

/** Errors of a handler are read from the body: the words and the status are compared. */
function differenceOfFetched(seen: CallSeen, judged: Judged): Found {
  const { want } = judged;
  if (want.is !== 'error') return differenceOfSeen(seen, judged);
  const body = isObject(seen.error) ? seen.error['error'] : undefined;
  const message = isObject(body) ? String(body['message']) : '';
  const lost = want.error.words.find((words) => !message.includes(words.slice(0, 300)));
  return lost === undefined ? undefined : `the body's message is ${message}, without ${lost}`;
}

/** All that a caller sees, but for what is made anew in each call. */
function toComparable(seen: CallSeen): unknown {
  const { choices, usage, added } = toSaid(seen.parts);
  return { choices, usage, added: [...added], error: String(seen.error), partial: partialTexts(seen.error) };
}

async function compareCuts({ call }: Checked, whole: CallSeen): Promise<Found> {
  const want = toComparable(whole);
  for (const { name, pieces } of cutsOf(new TextEncoder().encode(call.exchange.body))) {
    const seen = await callInProcess({ ...call, replay: { ...call.replay, pieces } });
    const found = difference(toComparable(seen), want, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const CONTENT_TYPES = ['application/json', 'text/event-stream', 'text/plain', 'application/octet-stream', undefined];

/** What came decides, and not its name. */
async function compareContentTypes({ call }: Checked, whole: CallSeen): Promise<Found> {
  const want = toComparable(whole);
  for (const contentType of CONTENT_TYPES) {
    const headers = new Headers(call.exchange.headers);
    if (contentType === undefined) headers.delete('content-type');
    else headers.set('content-type', contentType);
    const seen = await callInProcess({ ...call, replay: { ...call.replay, headers } });
    const found = difference(toComparable(seen), want, contentType ?? 'none');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A whole answer where a stream was asked for is that answer in chunks. */
async function compareStreamed({ call, judged }: Checked): Promise<Found> {
  const request = { ...call.request, stream: true, stream_options: { include_usage: true } };
  return differenceOfSeen(await callInProcess({ ...call, request }), { ...judged, wantsUsage: true });
}

/** Broken off anywhere, a stream is whole or known not to be. Calls of TGI that are asked for again are judged as recorded only. */
async function compareBreaks({ call, judged }: Checked): Promise<Found> {
  const bytes = new TextEncoder().encode(call.exchange.body);
  const full = judged.want.is === 'answer' ? judged.want.choices.length : 0;
  for (const length of breaksOf(bytes)) {
    const left = bytes.subarray(0, length);
    const want = wantOfStream(call.exchange, new TextDecoder().decode(left));
    const seen = await callInProcess({ ...call, replay: { ...call.replay, pieces: [left] } });
    // What was missing is asked for again, and broken off again.
    if (seen.askedWhole > 0 || seen.given > 1) return undefined;
    const found = differenceOfSeen(seen, { ...judged, want: toBreak(want, full) });
    if (found !== undefined) return `after ${length} of ${bytes.length} bytes: ${found}`;
  }
  return undefined;
}

/** A choice that has not begun is missing, and what comes last may not have come yet. */
function toBreak(want: Want, choices: number): Want {
  if (want.is === 'answer' && want.choices.length < choices) return { is: 'truncated', texts: [] };
  return want;
}
