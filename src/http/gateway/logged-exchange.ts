/** A request for a model and its response, with their bodies. */
export interface LoggedExchange {
  requestId: string;
  /** The name of the caller's key. */
  key: string | undefined;
  path: string;
  status: number;
  /** The body of the request, as it came. */
  request: string;
  /** What was sent of the body of the response. */
  response: string;
  /** The response was longer than is kept of one. */
  isCut: boolean;
}
