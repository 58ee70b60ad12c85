/** The lines of `recordings.jsonl`: what a server answered, as far as each line tells it. */
import { encodeEvents } from './sse.ts';
import { type JsonObject, isObject, parseJson } from './json.ts';

export interface Recording {
  id: string;
  kind: string;
  /** The answer's body: its exact text where that was kept, else written anew from what it held. */
  body: string;
  status: number | undefined;
  headers: Headers;
  /** Where the answer came from. */
  url: string | undefined;
  /** The request that was answered, parsed. */
  request: JsonObject;
  /** The host of an API that is neither TGI's, TEI's nor Hugging Face's. */
  provider: string | undefined;
}

/** Reads the text of the file. Throws for a line that is no JSON object, naming it. */
export function parseRecordings(text: string): Recording[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = parseJson(line);
    if (!isObject(row)) throw new Error(`recordings.jsonl, line ${index + 1}: not a JSON object.`);
    return [toRecording(row, line, index + 1)];
  });
}

function toRecording(row: JsonObject, line: string, number: number): Recording {
  const kind = stringOr(row['kind'], 'unnamed');
  // Written anew as a server would: with JavaScript's numbers, not with digits in quotes.
  const { payload }: { payload?: unknown } = JSON.parse(line);
  const request = parseJson(stringOr(row['request'], ''));
  return {
    id: stringOr(row['id'], `line-${number}`),
    kind,
    body: stringOr(row['raw'], undefined) ?? toBody(payload, kind),
    status: typeof row['status'] === 'number' ? row['status'] : undefined,
    headers: toHeaders(row['headers']),
    url: stringOr(row['url'], undefined),
    request: isObject(request) ? request : {},
    provider: stringOr(row['provider'], undefined),
  };
}

function toBody(payload: unknown, kind: string): string {
  if (payload === undefined || payload === null) return '';
  if (typeof payload === 'string') return payload;
  if (!kind.endsWith('_stream')) return JSON.stringify(payload);
  return encodeEvents(Array.isArray(payload) ? payload : [payload]);
}

/** Leaves out what a `fetch` has dealt with before it hands over the answer, and what no header can hold. */
function toHeaders(recorded: unknown): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(isObject(recorded) ? recorded : {})) {
    if (/^(content-encoding|content-length|transfer-encoding)$/i.test(name)) continue;
    try {
      headers.set(name, String(value));
    } catch {
      continue;
    }
  }
  return headers;
}

function stringOr<Default>(value: unknown, absent: Default): string | Default {
  return typeof value === 'string' ? value : absent;
}
