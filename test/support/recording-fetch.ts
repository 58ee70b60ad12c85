/** What was sent to a mock. */
export interface RecordedRequest {
  url: string;
  authorization: string | null;
  body: unknown;
}

/** A `fetch` that keeps the requests which pass, and what the mock finds wrong with them. */
export function createRecordingFetch() {
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const passOn = globalThis.fetch;
  const recordingFetch = async (request: Request): Promise<Response> => {
    const text = await request.clone().text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    requests.push({ url: request.url, authorization: request.headers.get('authorization'), body });
    const response = await passOn(request);
    const violation = response.headers.get('sl-violations');
    if (violation !== null) violations.push(violation);
    return response;
  };
  return { fetch: recordingFetch, requests, violations };
}
