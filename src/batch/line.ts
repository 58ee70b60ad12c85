/**
 * Lines of a batch: what one says, and what is wrong with it.
 *
 * How the parts fit, for what is built on them (a queue, the routes of a gateway):
 * - `line.ts` reads a line; `ask-line.ts` asks a server and makes of the result a record (`record.ts`) and a verdict. Neither keeps state,
 *   needs a disk or Node, nor rejects but for an abort: any store and any number of machines may call them.
 * - `pace.ts` says how many lines may be under way.
 * - `disk/` is one machine's store: `journal.ts` (a file that is only added to), `index-input.ts` (ids and hashes of the input), `manifest.ts`
 *   and `lock.ts` (who may go on with an output), `passes.ts` (lines to results), and `run-batch.ts`, which puts them together.
 * - `work.ts` is what a pass does with lines: `LineWork` asks one at a time, `EmbedWork` groups texts.
 */
import { isObject, kindOf, tryParse } from '../base/check.ts';
import { cutWord } from '../base/spelling.ts';
import { routesAt } from '../http/routes.ts';

/** A line of a file. */
export interface InputLine {
  /** From 1; empty lines count, though they are left out. */
  readonly number: number;
  /** Without its end; undefined where it cannot be had, and `problem` says why. */
  readonly text: string | undefined;
  readonly problem?: string;
}

/** The operations that a line may ask for. */
export type LineOperation = 'chat' | 'complete' | 'embed' | 'rerank' | 'respond';

/** A request of a batch, as it stands in the input. */
export interface BatchLine {
  /** The caller's name of the line: unique in its batch. */
  readonly custom_id: string;
  readonly operation: LineOperation;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is used where a line does not say it. */
export interface LineDefaults {
  /** Where a line asks that names no `url`, such as `/v1/chat/completions`. Default: it is a bad line. */
  readonly endpoint?: string | undefined;
  /** The `model` of a body that names none. */
  readonly model?: string | undefined;
}

/** What is wrong with a line. */
export interface LineProblem {
  readonly problem: string;
  /** The line's own id, where it has one. */
  readonly custom_id: string | null;
}

const OPERATIONS: Readonly<Record<string, LineOperation>> = {
  chat: 'chat',
  complete: 'complete',
  embed: 'embed',
  rerank: 'rerank',
  respond: 'respond',
};

const OFFERED = '/v1/chat/completions, /v1/completions, /v1/embeddings, /v1/responses and /v1/rerank';

/** The longest `custom_id`: it is kept with each result. In characters. */
const MAX_ID_LENGTH = 512;

/** The line, or what is wrong with it, in words for whoever wrote the file. Pure. */
export function parseLine(text: string, defaults: LineDefaults = {}): BatchLine | LineProblem {
  const value = tryParse(text);
  if (value === undefined) return { problem: 'it is not valid JSON', custom_id: null };
  if (!isObject(value)) return { problem: `it is ${kindOf(value)}. Expected an object`, custom_id: null };
  const { custom_id: id, method = 'POST', url = defaults.endpoint, body } = value;
  const badId = toIdProblem(id);
  if (badId !== undefined) return { problem: badId, custom_id: null };
  const custom_id = String(id);
  if (method !== 'POST') return { problem: `its \`method\` is ${show(method)}. Expected "POST"`, custom_id };
  if (typeof url !== 'string') return { problem: `its \`url\` is ${kindOf(url)}. Offered are ${OFFERED}`, custom_id };
  const operation = operationAt(url);
  if (operation === undefined) return { problem: `its \`url\` is ${show(url)}. Offered are ${OFFERED}`, custom_id };
  if (!isObject(body)) return { problem: `its \`body\` is ${kindOf(body)}. Expected an object`, custom_id };
  if (body['stream'] === true) return { problem: 'its `body.stream` is true: a batch has no streams', custom_id };
  const needsModel = defaults.model !== undefined && (body['model'] ?? undefined) === undefined;
  return { custom_id, operation, body: needsModel ? { ...body, model: defaults.model } : body };
}

/** Why a value is no id of a line; undefined for one that is. */
export function toIdProblem(id: unknown): string | undefined {
  if (typeof id !== 'string' || id === '') return `its \`custom_id\` is ${id === '' ? 'empty' : kindOf(id)}`;
  return id.length <= MAX_ID_LENGTH ? undefined : `its \`custom_id\` is longer than ${MAX_ID_LENGTH} characters`;
}

/** The operation that a path or an address asks for; undefined for one that no line may ask for. */
export function operationAt(url: string): LineOperation | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const { post = '' } = routesAt(path);
  return Object.hasOwn(OPERATIONS, post) ? OPERATIONS[post] : undefined;
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(cutWord(value)) : kindOf(value);
}
