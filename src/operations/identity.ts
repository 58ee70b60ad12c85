/** Ids and times: minted here, and nowhere else. */
import type { Identity } from '../bridge/writer.ts';

export function createIdentity(model: string): Identity {
  return { id: createId(), created: readSeconds(), model };
}

/** The time in seconds since 1970. */
export function readSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function createId(): string {
  return `hf-${toText(10, 64)}`;
}

export function createResponseId(): string {
  return `resp_${toText(24, 62)}`;
}

export function createRerankId(): string {
  return `rerank-${toText(16, 62)}`;
}

export function createBatchRequestId(): string {
  return `batch_req_${toText(24, 62)}`;
}

export function createBatchId(): string {
  return `batch_${toText(24, 62)}`;
}

export function createFileId(): string {
  return `file-${toText(24, 62)}`;
}

/** Nine letters and digits: the templates of Mistral's models take no other form. */
export function createCallId(): string {
  return toText(9, 62);
}

/** Chance in stock: to ask for ten bytes takes 16 µs, and to ask for a thousand not much more. */
const chance = new Uint8Array(1024);
let used = chance.length;

function toText(length: number, letters: number): string {
  if (used + length > chance.length) {
    crypto.getRandomValues(chance);
    used = 0;
  }
  let text = '';
  for (const end = used + length; used < end; used += 1) text += ID_ALPHABET.charAt((chance[used] ?? 0) % letters);
  return text;
}
