/** What becomes of the fields of a request, by the tables that the marks in `openapi/openai.yaml` make. */
import { offValues, sampledFields } from '../../generated/openai.parameters.ts';

const OFF: Readonly<Record<string, unknown>> = offValues;

/** Whether a value is given, and says something. OpenAI takes a `best_of` of 0 for 1. */
export function isSaid(field: string, value: unknown): boolean {
  if (field === 'best_of' && value === 0) return false;
  return value !== null && value !== undefined && value !== OFF[field];
}

/** Whether greedy decoding leaves a field out. */
export function isSampled(field: string): boolean {
  return sampledFields.some((name) => name === field);
}

/** Fields under a server's names, each of its own type. A name that is not the server's does not compile. */
export type Sent<Names extends Readonly<Record<keyof Names, keyof Body>>, Request, Body> = {
  [Field in keyof Names & keyof Request as Names[Field]]?: Exclude<Request[Field], null | undefined>;
};

/** What is sent as it is, by a table of names. */
export function toSent<Names extends Readonly<Record<keyof Names, string>>, Request extends object>(
  request: Request,
  { names, isGreedy }: { names: Names; isGreedy: boolean },
): Sent<Names, Request, Record<string, unknown>> {
  const given = new Map<string, unknown>(Object.entries(request));
  const sent: Record<string, unknown> = {};
  for (const [field, name] of Object.entries<string>(names)) {
    if (isSaid(field, given.get(field)) && !(isGreedy && isSampled(field))) sent[name] = given.get(field);
  }
  // Each value is its field's own.
  return sent as Sent<Names, Request, Record<string, unknown>>;
}
