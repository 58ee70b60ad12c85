/** Requests that the facade refuses before anything is sent: rightly where the rules say so, and else to a caller's loss. */
import { EasyLLMError } from '../../../src/index.ts';
import { type JsonObject, isObject } from '../json.ts';
import { type Call, callInProcess } from './doors.ts';
import type { Exchange } from './exchange.ts';

/** Tells why a request was not sent as it was recorded. */
export type Note = (reason: string) => void;

export type Refusal = { is: 'none' } | { is: 'rightly'; reason: string } | { is: 'fault'; reason: string };

/** What the rules refuse though the server answers it. */
const RIGHTLY: readonly { reason: string; applies(exchange: Exchange): boolean }[] = [
  {
    reason: 'TGI’s router dies of a recursive schema',
    applies: ({ server, status }) => server === 'tgi' && status === undefined,
  },
  {
    reason: 'a member `{}` breaks TGI’s grammar',
    applies: ({ server, request }) =>
      server === 'tgi' && /"(?!properties")[^"]+":\{\}/.test(JSON.stringify(request ?? {})),
  },
  {
    reason: 'Ollama ignores response_format on completions',
    applies: ({ server, path, request }) =>
      server === 'ollama' && path === '/v1/completions' && isObject(request?.['response_format']),
  },
  {
    reason: 'llama.cpp ignores dimensions',
    applies: ({ server, request }) => server === 'llamacpp' && request?.['dimensions'] !== undefined,
  },
];

export async function refusalOf(call: Call): Promise<Refusal> {
  const { error, given } = await callInProcess(call);
  return judgeRefusal(call.exchange, { error, given });
}

export function judgeRefusal(exchange: Exchange, { error, given }: { error?: unknown; given: number }): Refusal {
  if (given > 0) return { is: 'none' };
  const words = `refused before anything is sent: ${String(error)}`;
  if (!(error instanceof EasyLLMError)) return { is: 'fault', reason: `${words}, which is no error of ours` };
  // What the server refuses may be refused here, where it is known.
  if ((exchange.status ?? 0) >= 400) return { is: 'rightly', reason: words };
  const rule = RIGHTLY.find((each) => each.applies(exchange));
  return rule === undefined ? { is: 'fault', reason: words } : { is: 'rightly', reason: rule.reason };
}

/** Without what is refused: what is left of the request says enough to judge the response by. */
export function toPlainRequest(request: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(request).filter(([name]) => PLAIN.has(name)));
}

const PLAIN = new Set(
  'model messages prompt input max_tokens temperature stop n stream stream_options encoding_format'.split(' '),
);
