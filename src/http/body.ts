/** The body of a request, and what must be known of it before it is validated. */
import { isObject } from '../base/check.ts';
import { APIError, APIUserAbortError, BadRequestError } from '../base/errors.ts';

/** A body nested deeper means no request of ours, and costs stack to look at. */
const MAX_DEPTH = 100;

/** Throws BadRequestError for what is no JSON, or is nested too deep; APIError with 415 for what is compressed. */
export async function readBody(request: Request): Promise<unknown> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  // A limit on the size of bodies does not bound what one of them unpacks to.
  if (encoding !== 'identity') {
    throw new APIError(`The body is compressed (${encoding.slice(0, 40)}), which is not taken. Send it as it is.`, {
      status: 415,
      code: 'unsupported_media_type',
      attempts: 1,
    });
  }
  const text = await request.text().catch((cause: unknown) => {
    if (request.signal.aborted) throw new APIUserAbortError(undefined, { cause });
    throw new BadRequestError('The body cannot be read: it broke off, or was read before.', { cause });
  });
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

/** A stream tells its tokens only when asked. */
export function withUsage(body: unknown): unknown {
  return isObject(body) ? { ...body, stream_options: { include_usage: true } } : body;
}

/** What must be known before the body is validated. */
export function readRouting(body: unknown): { model: string | undefined; stream: boolean } {
  if (!isObject(body)) return { model: undefined, stream: false };
  const { model, stream } = body;
  return { model: typeof model === 'string' && model !== '' ? model : undefined, stream: stream === true };
}
