/**
 * Every failure a caller can meet, as one family of classes. Names follow the `openai` package, so code written for it keeps its
 * `catch` blocks. The class is the contract: branch on it, or on `status` and `code`; messages are for people and may change.
 */
import { escapeControls } from './control-characters.ts';

/** What an error knows besides its message. All of it is optional: a failed connection has no status, bad input has no headers. */
export interface ErrorDetails {
  cause?: unknown;
  status?: number | undefined;
  code?: string | null | undefined;
  type?: string | null | undefined;
  param?: string | null | undefined;
  headers?: Headers | undefined;
  attempts?: number | undefined;
  partial?: unknown;
  estimatedMs?: number | undefined;
  isBodiless?: boolean | undefined;
}

/** Far above all that is written here: what is longer holds the words of others. */
const MAX_MESSAGE_LENGTH = 4000;
const MAX_WORD_LENGTH = 200;

/** Marks our errors across two installed copies of this package, where `instanceof` fails. */
const KINDS = Symbol.for('easyllm.error.kinds');

type ErrorClass = typeof EasyLLMError;

/** The base of all errors thrown by this package. */
export class EasyLLMError extends Error {
  /** The class name, written out because minifiers rename classes. */
  static readonly kind: string = 'EasyLLMError';

  /** The name of the class: `switch (error.name)` knows them. It tells the classes apart for the compiler too, whose members are alike. */
  declare name: string;
  /** HTTP status of the upstream answer; undefined where there was none. */
  readonly status: number | undefined;
  /** A word for programs, such as TGI's `error_type` (`validation`, `overloaded`) or a connection's `ECONNREFUSED`. */
  readonly code: string | null;
  /** The kind of error in OpenAI's sense, such as `invalid_request_error`. */
  readonly type: string | null;
  /** The request field at fault, as a path (`messages[0].role`). */
  readonly param: string | null;
  /** Headers of the upstream answer; not enumerable, so that printing an error prints no headers. */
  declare readonly headers: Headers | undefined;
  /** The upstream's `x-request-id`. */
  readonly requestID: string | null;
  /** How many requests were sent before giving up; 0 if none was. */
  attempts: number;
  /** What had been received when a stream failed: the answer so far, with `finish_reason: null`. Not enumerable. */
  declare partial: unknown;
  /** Whether the upstream answer had a status and no body, as routers answer where they have no such route. Not enumerable. */
  declare readonly isBodiless: boolean;

  constructor(message: string, details: ErrorDetails = {}) {
    // V8's default of ten frames ends inside this package: the line of the program that called is about the fifteenth.
    const isShort = Error.stackTraceLimit === 10 && Reflect.set(Error, 'stackTraceLimit', 30);
    super(toShown(message, MAX_MESSAGE_LENGTH), details.cause === undefined ? undefined : { cause: details.cause });
    if (isShort) Reflect.set(Error, 'stackTraceLimit', 10);
    this.name = new.target.kind;
    this.status = details.status;
    this.code = toWord(details.code);
    this.type = toWord(details.type);
    this.param = toWord(details.param);
    this.requestID = toWord(details.headers?.get('x-request-id'));
    this.attempts = details.attempts ?? 0;
    Object.defineProperty(this, 'headers', { value: details.headers });
    Object.defineProperty(this, 'partial', { value: details.partial, writable: true });
    Object.defineProperty(this, 'isBodiless', { value: details.isBodiless === true });
    Object.defineProperty(this, KINDS, { value: kindsOf(new.target) });
  }

  /** True for an error of this class, from whichever installed copy of the package it comes. */
  static isInstance<Class extends ErrorClass>(this: Class, value: unknown): value is InstanceType<Class> {
    if (typeof value !== 'object' || value === null || !(KINDS in value)) return false;
    const kinds = value[KINDS];
    return Array.isArray(kinds) && kinds.includes(this.kind);
  }

  /** What may be logged: neither headers nor content. */
  toJSON(): Record<string, unknown> {
    const { name, message, status, code, type, param, requestID, attempts } = this;
    return { name, message, status, code, type, param, requestID, attempts };
  }
}

/** The words of others are printed on terminals and in logs: whatever they are, they are of some length, and control neither. */
function toShown(text: string, length: number): string {
  // A program in JavaScript may make an error of ours without a message.
  if (typeof text !== 'string') return '';
  return escapeControls(text.length <= length ? text : `${text.slice(0, length)}…`);
}

function toWord(word: string | null | undefined): string | null {
  return typeof word === 'string' ? toShown(word, MAX_WORD_LENGTH) : null;
}

function kindsOf(errorClass: ErrorClass): string[] {
  const kinds: string[] = [];
  let current: unknown = errorClass;
  while (typeof current === 'function' && 'kind' in current && typeof current.kind === 'string') {
    kinds.push(current.kind);
    current = Object.getPrototypeOf(current);
  }
  return kinds;
}

/** The upstream answered with an error status, or the request was refused here as it would be there. */
export class APIError extends EasyLLMError {
  static override readonly kind: string = 'APIError';
  declare name:
    | 'APIError'
    | 'BadRequestError'
    | 'AuthenticationError'
    | 'PermissionDeniedError'
    | 'NotFoundError'
    | 'ConflictError'
    | 'UnprocessableEntityError'
    | 'RateLimitError'
    | 'InternalServerError'
    | 'ModelLoadingError';
}

/** 400: the request is malformed. Thrown before any request where the fault can be seen here; `param` names the field. */
export class BadRequestError extends APIError {
  static override readonly kind: string = 'BadRequestError';
  declare name: 'BadRequestError';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { status: 400, type: 'invalid_request_error', ...details });
  }
}

/** 401: the token is missing or wrong. */
export class AuthenticationError extends APIError {
  static override readonly kind: string = 'AuthenticationError';
  declare name: 'AuthenticationError';
}

/** 403: the token may not do this. */
export class PermissionDeniedError extends APIError {
  static override readonly kind: string = 'PermissionDeniedError';
  declare name: 'PermissionDeniedError';
}

/** 404: no such model, or no such route at this address. */
export class NotFoundError extends APIError {
  static override readonly kind: string = 'NotFoundError';
  declare name: 'NotFoundError';
}

/** 409. */
export class ConflictError extends APIError {
  static override readonly kind: string = 'ConflictError';
  declare name: 'ConflictError';
}

/** 422: the server understood the request and refuses a value; `code` is its `error_type`. */
export class UnprocessableEntityError extends APIError {
  static override readonly kind: string = 'UnprocessableEntityError';
  declare name: 'UnprocessableEntityError';
}

/** 429: too many requests at once, or over a quota. */
export class RateLimitError extends APIError {
  static override readonly kind: string = 'RateLimitError';
  declare name: 'RateLimitError';
}

/** 424 and 5xx: the server failed. */
export class InternalServerError extends APIError {
  static override readonly kind: string = 'InternalServerError';
  declare name: 'InternalServerError' | 'ModelLoadingError';
}

/** 503 while the model is being loaded, or its endpoint scales up from zero. */
export class ModelLoadingError extends InternalServerError {
  static override readonly kind: string = 'ModelLoadingError';
  declare name: 'ModelLoadingError';

  /** How long the server expects the loading to take from its answer on; undefined if it did not say. */
  readonly estimatedMs: number | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details);
    this.estimatedMs = details.estimatedMs;
  }
}

/** No answer: the server could not be reached, or the connection broke. */
export class APIConnectionError extends EasyLLMError {
  static override readonly kind: string = 'APIConnectionError';
  declare name: 'APIConnectionError' | 'APIConnectionTimeoutError' | 'StreamIdleTimeoutError' | 'StreamTruncatedError';
}

/** No answer within a deadline. */
export class APIConnectionTimeoutError extends APIConnectionError {
  static override readonly kind: string = 'APIConnectionTimeoutError';
  declare name: 'APIConnectionTimeoutError' | 'StreamIdleTimeoutError';
}

/** A stream fell silent for longer than `idleTimeout`. */
export class StreamIdleTimeoutError extends APIConnectionTimeoutError {
  static override readonly kind: string = 'StreamIdleTimeoutError';
  declare name: 'StreamIdleTimeoutError';
}

/** A stream ended before the server had said how generation ended. `partial` holds what had come. */
export class StreamTruncatedError extends APIConnectionError {
  static override readonly kind: string = 'StreamTruncatedError';
  declare name: 'StreamTruncatedError';
}

/** The caller aborted through `signal`. */
export class APIUserAbortError extends EasyLLMError {
  static override readonly kind: string = 'APIUserAbortError';
  declare name: 'APIUserAbortError';

  constructor(message = 'The request was aborted by the caller.', details: ErrorDetails = {}) {
    super(message, details);
  }
}

/** A setting is wrong or missing; the message names it. */
export class ConfigurationError extends EasyLLMError {
  static override readonly kind: string = 'ConfigurationError';
  declare name: 'ConfigurationError';
}

/** What was asked cannot be expressed to this server, and is refused rather than dropped; `param` names the field. */
export class UnsupportedError extends EasyLLMError {
  static override readonly kind: string = 'UnsupportedError';
  declare name: 'UnsupportedError';
}
