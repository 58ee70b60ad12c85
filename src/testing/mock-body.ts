/** What a mock adds to the body of a refusal, so that whoever reads it need not look at headers. */
import { isObject, tryParse } from '../base/check.ts';
import type { Asked, Examples } from './examples.ts';

interface Refusal {
  readonly request: Asked;
  /** What Prism answered. */
  readonly given: Response;
  readonly examples: Examples;
  /** The header by which an example was chosen. */
  readonly preferred: string | null;
}

const VIOLATIONS = 'sl-violations';

/**
 * The body of an answer: as it is, but for a refusal with what in the request does not fit the spec, under `sl-violations` in JSON and
 * on lines of its own in text; and for the name of an example that the operation has not, with those that it has.
 */
export function toSaid(body: Buffer, { request, given, examples, preferred }: Refusal): Buffer {
  if (given.ok) return body;
  const value = tryParse(body.toString());
  const [, asked] = /\bexample="?([\w-]+)/.exec(preferred ?? '') ?? [];
  const names = examples.of(request);
  if (given.status === 404 && asked !== undefined && !names.includes(asked)) {
    const detail = `${request.method} ${request.url} shows no example "${asked}". There are ${names.join(', ')}.`;
    return toJson({ ...(isObject(value) ? value : {}), detail, examples: names });
  }
  const violations = tryParse(given.headers.get(VIOLATIONS) ?? '');
  if (!Array.isArray(violations) || violations.length === 0) return body;
  if (isObject(value)) return toJson({ ...value, [VIOLATIONS]: violations });
  return Buffer.from([body.toString(), ...violations.map(toLine)].join('\n'));
}

function toLine(violation: unknown): string {
  const { location, message } = isObject(violation) ? violation : {};
  return `${Array.isArray(location) ? location.join('.') : 'request'}: ${String(message)}`;
}

function toJson(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
