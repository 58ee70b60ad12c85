/** Where responses are kept, to be asked for and continued by their ids. */
import type { ResponseObject, ResponseTypedInputItem } from '../../generated/openai.ts';
import { expectOptions, toShown } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';

/** A response with all that it answers. It is plain JSON, and may be written as such. */
export interface StoredResponse {
  /** Whose it is: a hash of the key that its caller sent. Empty for a program's own, and for callers without a key. */
  owner: string;
  response: ResponseObject;
  /** The items before its output, oldest first: those of the responses that it went on from, then its own. Each has an id. */
  input: ResponseTypedInputItem[];
}

/** Keeps responses by their ids. What it throws fails the call that asked it; of a response that is only to be kept, it is logged. */
export interface ResponseStore {
  /** Undefined or null for an id that is not known, or no longer. */
  get(id: string): StoredResponse | undefined | null | Promise<StoredResponse | undefined | null>;
  /** Keeps a response, also in the place of an earlier state of it. */
  put(id: string, stored: StoredResponse): unknown;
  /** Forgets a response. An id that is not known is no error. */
  delete(id: string): unknown;
}

/** How much `memoryResponseStore` keeps. */
export interface MemoryResponseStoreOptions {
  /** The most responses. Default: 1,000. */
  maxResponses?: number | undefined;
  /** The most bytes of all responses together, as JSON. Default: 67,108,864 (64 MiB). */
  maxBytes?: number | undefined;
}

const DEFAULT_MAX_RESPONSES = 1000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/**
 * A store in the memory of this process: `new EasyLLM({ responseStore: memoryResponseStore() })`. Where it is full the oldest response goes.
 * `put` throws a RangeError for a response that is larger than all of it. Throws ConfigurationError for a limit that is none.
 */
export function memoryResponseStore(options: MemoryResponseStoreOptions = {}): ResponseStore {
  expectOptions(options, 'The options of `memoryResponseStore`');
  const { maxResponses = DEFAULT_MAX_RESPONSES, maxBytes = DEFAULT_MAX_BYTES } = options;
  expectLimit(maxResponses, 'maxResponses');
  expectLimit(maxBytes, 'maxBytes');
  // As JSON: what is changed later by whoever holds the response does not change what is kept, and its size is known.
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;
  const forget = (id: string) => {
    bytes -= kept.get(id)?.length ?? 0;
    kept.delete(id);
  };
  return {
    get(id) {
      const json = kept.get(id);
      return json === undefined ? undefined : JSON.parse(new TextDecoder().decode(json));
    },
    put(id, stored) {
      const json = new TextEncoder().encode(JSON.stringify(stored));
      if (json.length > maxBytes) {
        throw new RangeError(`The response has ${json.length} bytes, and \`maxBytes\` is ${maxBytes}.`);
      }
      forget(id);
      kept.set(id, json);
      bytes += json.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= maxResponses && bytes <= maxBytes) return;
        forget(oldest);
      }
    },
    delete: forget,
  };
}

function expectLimit(value: unknown, name: string): void {
  if (typeof value === 'number' && value >= 1) return;
  throw new ConfigurationError(`\`${name}\` is ${toShown(value)}. Expected a number of at least 1.`, { param: name });
}
