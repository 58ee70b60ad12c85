/** Sends the probes of a spec to a server, and judges each response by the spec. */
import { tryParse } from '../../src/base/check.ts';
import { decodeEvents } from '../../src/sse.ts';
import { EVENT_STREAM } from '../specs/events.ts';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Probe } from './probes.ts';
import { asksForStream } from './probes.ts';
import { accepts, judgeEvent } from './validators.ts';

export interface Outcome {
  readonly probe: Probe;
  /** `not provoked`: another documented response came than the one asked for. A healthy server fails on no request. */
  readonly verdict: 'ok' | 'not provoked' | 'differs';
  /** The status that came, and what is wrong with the response. */
  readonly detail: string;
}

export interface Target {
  readonly apiBase: string;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
}

/** Runs one probe after the other, so as not to overload the server. */
export async function* runProbes(
  probes: readonly Probe[],
  { spec, document, target }: { spec: string; document: Mapping; target: Target },
): AsyncGenerator<Outcome> {
  for (const probe of probes) {
    yield await runProbe(probe, target, { document, spec }).catch((error: unknown) => ({
      probe,
      verdict: 'differs' as const,
      detail: error instanceof Error ? error.message : String(error),
    }));
  }
}

/** What the server says of itself; undefined where it says nothing: its probes tell why. */
export async function readInfo({ apiBase, apiKey, timeoutMs }: Target): Promise<unknown> {
  const asked = { headers: authorization(apiKey), signal: AbortSignal.timeout(timeoutMs) };
  const text = await fetch(`${apiBase}/info`, asked).then(
    (response) => response.text(),
    () => '',
  );
  return tryParse(text);
}

function authorization(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

interface Context {
  readonly document: Mapping;
  readonly spec: string;
}

async function runProbe(probe: Probe, target: Target, context: Context): Promise<Outcome> {
  const { method, path, headers, body, status } = probe;
  const response = await fetch(target.apiBase + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...authorization(target.apiKey),
      ...headers,
    },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(target.timeoutMs),
  });
  const text = await response.text();
  const problem =
    judgeReception(probe, response, { text, document: context.document }) ??
    (await judgeResponse(probe, response, { text, context }));
  if (problem !== undefined) return { probe, verdict: 'differs', detail: `${response.status}: ${problem}` };
  const isWanted = status === undefined || response.status === status;
  return { probe, verdict: isWanted ? 'ok' : 'not provoked', detail: String(response.status) };
}

/** What shows that the server did not understand a request that fits the spec. It may still refuse values, with an error in JSON. */
function judgeReception(
  { status, body, responses }: Probe,
  response: Response,
  { text, document }: { text: string; document: Mapping },
): string | undefined {
  if (status !== undefined || body === undefined) return undefined;
  const mediaType = mediaTypeOf(response);
  if ([400, 422].includes(response.status) && mediaType === 'text/plain')
    return `refuses a body that fits the spec: ${text.slice(0, 200)}`;
  const { content } = dereference(document, responses[response.status]);
  const isEither = ['application/json', 'text/event-stream'].every((type) => isMapping(content) && type in content);
  if (!response.ok || !isEither) return undefined;
  if (asksForStream(JSON.parse(body))) return mediaType === 'application/json' ? 'does not stream' : undefined;
  return mediaType === 'text/event-stream' ? 'streams, without being asked' : undefined;
}

function mediaTypeOf(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** What is wrong with a response; undefined for nothing. */
async function judgeResponse(
  { operation, responses }: Probe,
  response: Response,
  { text, context }: { text: string; context: Context },
): Promise<string | undefined> {
  // Prism lists here what does not fit its spec, in the request too.
  const violations = response.headers.get('sl-violations');
  if (violations !== null) return violations;
  const listed =
    responses[response.status] ?? responses[`${Math.floor(response.status / 100)}XX`] ?? responses['default'];
  if (listed === undefined) return 'the status is not documented';
  const content = dereference(context.document, listed)['content'];
  if (!isMapping(content)) return text === '' ? undefined : 'the response is documented as empty, and has a body';
  const mediaType = mediaTypeOf(response);
  const media = content[mediaType];
  if (!isMapping(media)) return `the media type "${mediaType}" is not documented`;
  return judgeBody(text, mediaType, { operation, media, context });
}

interface Judged {
  readonly operation: string;
  readonly media: Mapping;
  readonly context: Context;
}

async function judgeBody(text: string, mediaType: string, judged: Judged): Promise<string | undefined> {
  const { operation, media, context } = judged;
  if (mediaType === 'application/json') {
    return fits(media['schema'], JSON.parse(text), context) ? undefined : `does not fit: ${text.slice(0, 200)}`;
  }
  if (mediaType !== EVENT_STREAM) return undefined;
  let count = 0;
  for await (const event of decodeEvents(bytesOf(text))) {
    count += 1;
    const problem = judgeEvent({ spec: context.spec, operation }, event);
    if (problem !== undefined) return `event ${count} does not fit: ${problem}: ${event.data.slice(0, 200)}`;
  }
  return count === 0 ? 'a stream without events' : undefined;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Whether the generated validator of a schema accepts a value. A schema without a name has no validator, and accepts all. */
function fits(schema: unknown, value: unknown, context: Context): boolean {
  if (!isMapping(schema)) return false;
  const { $ref, oneOf, anyOf } = schema;
  const union = oneOf ?? anyOf;
  if (Array.isArray(union)) return union.some((member) => fits(member, value, context));
  return typeof $ref !== 'string' || accepts(context.spec, $ref.replace('#/components/schemas/', ''), value);
}
