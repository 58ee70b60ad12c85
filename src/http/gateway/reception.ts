/** Bodies that are being received: within a budget of their own, so that callers who send slowly hold no place of a call. */
import { EasyLLMError } from '../../base/errors.ts';
import { readRequestText, refuseCompressed, toReadError } from '../body.ts';
import type { PlainRequest } from '../plain.ts';
import type { AccessRecord } from './access.ts';
import type { KeyHolder } from './keys.ts';
import type { Refusal } from './refusal.ts';

/** How many bodies are received at once, and how many bytes of them are held. */
const MAX_BODIES = 1024;
const MAX_BYTES = 256 * 1024 * 1024;

/** A body that declares no more is read by the runtime's own means, which are faster. */
const SMALL_BYTES = 64 * 1024;

/** What all bodies that are being received hold together. */
class Budget {
  readonly #maxBytes: number;
  #bodies = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Another body; false where there are too many. */
  open(): boolean {
    if (this.#bodies >= MAX_BODIES) return false;
    this.#bodies += 1;
    return true;
  }

  /** Bytes that are about to be held; false where there are too many. */
  hold(bytes: number): boolean {
    if (this.#bytes + bytes > this.#maxBytes) return false;
    this.#bytes += bytes;
    return true;
  }

  close(bytes: number): void {
    this.#bodies -= 1;
    this.#bytes -= bytes;
  }
}

/** What the routes of the gateway know of a request. */
export interface ReceivedEnv {
  Variables: {
    requestId: string;
    access: AccessRecord;
    /** Whose key was sent; undefined where keys are not asked for. */
    holder: KeyHolder | undefined;
  };
}

/** Reads bodies, within the budget of all of them. Throws what is wrong with one; what is too much is refused. */
export function createReception(maxBodyBytes: number): (request: PlainRequest) => Promise<string | Refusal> {
  const budget = new Budget(Math.max(MAX_BYTES, maxBodyBytes));
  return async (request) => {
    refuseCompressed(request);
    return receive(request, { budget, maxBodyBytes });
  };
}

async function receive(
  request: PlainRequest,
  { budget, maxBodyBytes }: { budget: Budget; maxBodyBytes: number },
): Promise<string | Refusal> {
  const declared = toLength(request);
  const tooLarge = {
    status: 413,
    code: 'payload_too_large',
    message: `The body is larger than the limit of ${maxBodyBytes} bytes.`,
  };
  if (declared !== undefined && declared > maxBodyBytes) return tooLarge;
  if (!budget.open()) return TOO_MANY;
  const body = new Held(budget);
  try {
    if (declared !== undefined && declared <= SMALL_BYTES) {
      return body.reserve(declared) ? await readRequestText(request) : TOO_MANY;
    }
    for await (const piece of request.pieces()) {
      if (body.length + piece.length > maxBodyBytes) return tooLarge;
      if (!body.add(piece)) return TOO_MANY;
    }
    return body.toText();
  } catch (cause) {
    throw EasyLLMError.isInstance(cause) ? cause : toReadError(request, cause);
  } finally {
    body.close();
  }
}

/** The length that is declared; undefined for a body in chunks, which declares none. */
function toLength({ header }: PlainRequest): number | undefined {
  const length = header('content-length');
  return length === null || header('transfer-encoding') !== null ? undefined : Number(length);
}

/** As much of a body as has come. Pieces are copied together: ten million of one byte would cost a gigabyte. */
class Held {
  readonly #budget: Budget;
  #bytes = new Uint8Array(0);
  #reserved = 0;
  length = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  reserve(bytes: number): boolean {
    if (!this.#budget.hold(bytes)) return false;
    this.#reserved += bytes;
    return true;
  }

  add(piece: Uint8Array): boolean {
    const length = this.length + piece.length;
    if (length > this.#bytes.length) {
      const size = Math.max(length, 2 * this.#bytes.length);
      if (!this.reserve(size - this.#bytes.length)) return false;
      const larger = new Uint8Array(size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.length);
    this.length = length;
    return true;
  }

  toText(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.length));
  }

  close(): void {
    this.#budget.close(this.#reserved);
  }
}

const TOO_MANY: Refusal = {
  status: 429,
  type: 'rate_limit_error',
  code: 'overloaded',
  message: 'The gateway is receiving as many bodies as it may. Try again later.',
};
