/** The id of a request, in its response, the log, and the request to the server behind. */

const MAX_LENGTH = 255;

/** The caller's own, where it is short and of plain letters; else a new one. */
export function toRequestId(given: string | null): string {
  if (given === null || given === '' || given.length > MAX_LENGTH || /[^\w\-=]/.test(given)) return crypto.randomUUID();
  return given;
}
