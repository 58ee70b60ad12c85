/** Embeddings of TEI and of OpenAI-shaped servers: the numbers that were recorded, one vector each, in either encoding. */
import { type JsonObject, difference, isObject, parseJson } from '../json.ts';
import { comparing } from '../outcome.ts';
import { differenceOfError, expectedError } from '../expected-error.ts';
import { cutsOf } from './cuts.ts';
import { connect, methodOf } from './doors.ts';
import type { Exchange } from './exchange.ts';
import { type Note, judgeRefusal, toPlainRequest } from './refusals.ts';
import type { Neighbours, ReplayOptions, ReplayServer } from './server.ts';

type Found = string | undefined;

interface Call {
  exchange: Exchange;
  neighbours: Neighbours;
  request: JsonObject;
  replay?: ReplayOptions;
}

interface Seen {
  answer?: unknown;
  error?: unknown;
  server: ReplayServer;
}

export async function checkVectors(exchange: Exchange, neighbours: Neighbours, note: Note): Promise<Found[]> {
  const call: Call = { exchange, neighbours, request: toRequest(exchange) };
  const first = await embed(call);
  const refusal = judgeRefusal(exchange, { error: first.error, given: first.server.given });
  if (refusal.is === 'fault') return [refusal.reason];
  if (refusal.is === 'rightly') note(refusal.reason);
  const isGood = (exchange.status ?? 0) < 400;
  const plain = isGood ? toPlainRequest(call.request) : { model: 'm', input: 'Hello.' };
  const asked = refusal.is === 'none' ? call : { ...call, request: plain };
  const whole = await embed(asked);
  const compare = isGood ? differenceOfVectors : differenceOfFailure;
  const other = asked.request['encoding_format'] === 'base64' ? 'float' : 'base64';
  return [
    await comparing('as recorded', async () => compare(whole, asked)),
    await comparing(`asked for as ${other}`, async () => {
      const request = { ...asked.request, encoding_format: other };
      return compare(await embed({ ...asked, request }), { ...asked, request });
    }),
    await comparing('cut', () => compareCuts(asked, whole)),
  ];
}

function toRequest({ request = {} }: Exchange): JsonObject {
  const { inputs, input, ...same } = request;
  return { model: 'm', ...same, input: input ?? inputs ?? 'Hello.' };
}

/** TEI's own route is asked for at its root; the client knows that by the address. */
async function embed({ exchange, neighbours, request, replay }: Call): Promise<Seen> {
  const isNative = exchange.path === '/embed';
  const served = isNative ? { ...exchange, path: '/' } : exchange;
  const { client, server } = connect({
    exchange: served,
    neighbours,
    apiBase: isNative ? 'http://recorded.test' : 'http://recorded.test/v1',
    ...(replay === undefined ? {} : { replay }),
  });
  try {
    return { answer: await methodOf(client.embeddings, 'create')(request), server };
  } catch (error) {
    return { error, server };
  }
}

function differenceOfFailure({ error }: Seen, { exchange: { status = 0, body, path } }: Call): Found {
  return differenceOfError(error, expectedError({ status, body, url: `http://recorded.test${path}` }));
}

function differenceOfVectors({ answer, error }: Seen, { exchange, request }: Call): Found {
  const want = vectorsIn(parseJson(exchange.body));
  const asked = request['dimensions'];
  const isShort = typeof asked === 'number' && want.some((vector) => vector.length !== asked);
  // A vector that has not the asked length is no answer to the question.
  if (isShort) return error === undefined ? `vectors of another length than ${asked} were handed on` : undefined;
  if (error !== undefined) return `threw ${String(error)}`;
  const data = isObject(answer) && Array.isArray(answer['data']) ? answer['data'].filter(isObject) : [];
  const got = data.map(({ embedding }) => toVector(embedding));
  const isBase64 = data.every(({ embedding }) => typeof embedding === 'string');
  if (isBase64 !== (request['encoding_format'] === 'base64')) return 'the vectors are not encoded as was asked';
  return (
    difference(got.map(toFloats), want.map(toFloats), 'the vectors') ??
    differenceOfRest(isObject(answer) ? answer : {}, parseJson(exchange.body))
  );
}

function differenceOfRest(answer: JsonObject, body: unknown): Found {
  if (!isObject(body)) return undefined;
  const { model, usage } = body;
  const counts = isObject(usage) ? Object.entries(usage).filter(([, count]) => count !== null) : [];
  const got = isObject(answer['usage']) ? answer['usage'] : {};
  return (
    difference(answer['model'], model, 'the model') ??
    counts.map(([name, count]) => difference(got[name], count, `usage.${name}`)).find((each) => each !== undefined) ??
    Object.entries(body)
      .filter(([name, value]) => !['object', 'data', 'usage', 'model'].includes(name) && value !== null)
      .map(([name, value]) => difference(answer[name], value, name))
      .find((each) => each !== undefined)
  );
}

function vectorsIn(body: unknown): number[][] {
  const rows: readonly unknown[] =
    isObject(body) && Array.isArray(body['data']) ? body['data'] : Array.isArray(body) ? body : [];
  return rows.map((row) => toVector(isObject(row) ? row['embedding'] : row));
}

function toVector(value: unknown): number[] {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'base64');
    return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
  }
  return Array.isArray(value) ? value.map(Number) : [];
}

function toFloats(vector: readonly number[]): number[] {
  return vector.map(Math.fround);
}

async function compareCuts(call: Call, whole: Seen): Promise<Found> {
  const want = toComparable(whole);
  for (const { name, pieces } of cutsOf(new TextEncoder().encode(call.exchange.body))) {
    const found = difference(toComparable(await embed({ ...call, replay: { pieces } })), want, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toComparable({ answer, error }: Seen): string {
  return JSON.stringify([
    isObject(answer) ? [answer['data'], answer['usage'], answer['model']] : undefined,
    String(error),
  ]);
}
