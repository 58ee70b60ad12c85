/** The body of a request, and what must be known of it before it is validated. */
import { isObject } from '../base/check.ts';
import { cutWord } from '../base/spelling.ts';
import { APIError, APIUserAbortError, BadRequestError } from '../base/errors.ts';
import type { PlainRequest } from './plain.ts';
import type { BodyOperation } from './routes.ts';

/** A body nested deeper means no request of ours, and costs stack to look at. */
const MAX_DEPTH = 100;

/** Throws BadRequestError for what is no JSON, or is nested too deep; APIError with 415 for what is compressed. */
export async function readBody(request: PlainRequest, received?: string): Promise<unknown> {
  refuseCompressed(request);
  return parseBody(received ?? (await readRequestText(request)));
}

/** A limit on the size of bodies does not bound what one of them unpacks to. */
export function refuseCompressed({ header }: Pick<PlainRequest, 'header'>): void {
  const encoding = header('content-encoding') ?? 'identity';
  if (encoding === 'identity') return;
  throw new APIError(`The body is compressed (${encoding.slice(0, 40)}), which is not taken. Send it as it is.`, {
    status: 415,
    code: 'unsupported_media_type',
    attempts: 1,
  });
}

/** All of the body as text. Throws APIUserAbortError where the caller has left. */
export async function readRequestText(request: PlainRequest): Promise<string> {
  return request.text().catch((cause: unknown) => {
    throw toReadError(request, cause);
  });
}

export function toReadError(
  request: Pick<PlainRequest, 'signal'>,
  cause: unknown,
): APIUserAbortError | BadRequestError {
  if (request.signal.aborted) return new APIUserAbortError(undefined, { cause });
  return new BadRequestError('The body cannot be read: it broke off, or was read before.', { cause });
}

function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const reason = text === '' ? 'it is empty' : 'it cannot be parsed';
    throw new BadRequestError(`The body is not valid JSON: ${reason}.`, { cause, code: 'invalid_json' });
  }
  if (!isDeeperThan(body, MAX_DEPTH)) return body;
  throw new BadRequestError(`The body is nested deeper than ${MAX_DEPTH} levels.`, { code: 'invalid_json' });
}

function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((member) => isDeeperThan(member, limit - 1));
}

/** Whether the caller chose; what cannot be understood is left to validation. */
export function asksForUsage(body: unknown): boolean {
  const options = isObject(body) ? body['stream_options'] : undefined;
  if (options === undefined || options === null) return false;
  return !isObject(options) || options['include_usage'] !== false;
}

/** As OpenAI answers. A client in this process may leave them in its settings: no server is told of them there. */
export function refuseLoneStreamOptions(operation: BodyOperation, body: unknown): void {
  if (!isObject(body) || (operation !== 'chat' && operation !== 'complete')) return;
  const { stream, stream_options: options } = body;
  if (stream === true || options === undefined || options === null) return;
  // What else `stream` may be is left to validation.
  if (stream !== undefined && stream !== null && stream !== false) return;
  throw new BadRequestError(
    '`stream_options` is allowed only beside `stream: true`. Leave it out, or ask for a stream.',
    {
      param: 'stream_options',
      code: 'invalid_parameter_combination',
    },
  );
}

/** A stream tells its tokens only when asked. */
export function withUsage(body: unknown): unknown {
  return isObject(body) ? { ...body, stream_options: { include_usage: true } } : body;
}

/** What must be known before the body is validated. */
export function readRouting(body: unknown): { model: string | undefined; stream: boolean } {
  if (!isObject(body)) return { model: undefined, stream: false };
  const { model, stream } = body;
  const name = typeof model === 'string' && model !== '' ? cutWord(model) : undefined;
  return { model: name, stream: stream === true };
}
