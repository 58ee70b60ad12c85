/** Runs a plan on a server's `/v1` routes, whole or streamed. */
import type { ChunkWriter } from '../bridge/chunks.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { toKnownDialect } from '../bridge/dialect.ts';
import type { Generation } from '../bridge/generation.ts';
import { toMessageGenerations } from '../bridge/v1/generation.ts';
import type { PlannedMessages } from '../bridge/v1/plan.ts';
import { SAFE_BATCH_SIZE, dependsOnDialect } from '../bridge/v1/plan.ts';
import { toMessageChunks } from '../bridge/v1/stream.ts';
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { StreamTruncatedError } from '../base/errors.ts';
import type { Answer } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import { createCancellation, runTogether } from '../net/cancel.ts';
import type { Connection } from '../net/call.ts';
import type { Messages } from '../servers/v1.ts';
import { createMessages as createApi } from '../servers/v1.ts';
import { createCallId } from './identity.ts';
import { readBatchSize, readDialect } from './server.ts';
import type { Call, Upstreams } from './server-context.ts';

/** A server whose address does not tell its dialect is asked, and only where the request depends on it. */
export async function toDialect(
  upstreams: Upstreams,
  request: ChatCompletionRequest | CompletionRequest,
  call: Call,
): Promise<Dialect> {
  const known = toKnownDialect(upstreams.apiBase);
  if (known !== undefined || !dependsOnDialect(request)) return known ?? 'openai';
  const { settings, release } = createCancellation(call);
  try {
    return await readDialect(upstreams, { ...call, ...settings });
  } finally {
    release();
  }
}

function mayBeTgi({ apiBase, found }: Upstreams): boolean {
  return (toKnownDialect(apiBase) ?? found.dialect) !== 'openai';
}

/** How many prompts TGI takes at once, where they are so many that it matters. */
export async function toBatchSize(
  upstreams: Upstreams,
  { prompt }: CompletionRequest,
  call: Call,
): Promise<number | undefined> {
  if (prompt.length <= SAFE_BATCH_SIZE || typeof prompt === 'string') return undefined;
  const { settings, release } = createCancellation(call);
  try {
    return await readBatchSize(upstreams, { ...call, ...settings });
  } finally {
    release();
  }
}

const apis = new WeakMap<Connection, Messages>();

/** Made once for a connection. */
function apiOf({ connection }: Upstreams): Messages {
  const api = apis.get(connection) ?? createApi(connection);
  apis.set(connection, api);
  return api;
}

export interface MessagesRun {
  upstreams: Upstreams;
  url: string;
  plan: readonly PlannedMessages[];
  call: Call;
}

export async function createMessages({
  upstreams,
  url,
  plan,
  call,
}: MessagesRun): Promise<Answer<Generation[]> & { id: unknown }> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings, mayBeTgi: mayBeTgi(upstreams) };
  try {
    const api = apiOf(upstreams);
    const answers = await runTogether(plan, { controller }, (planned) => api.create(url, planned.call, settings));
    const bodies = answers.map(({ data }) => data);
    return {
      data: toMessageGenerations(bodies, { plan, createCallId }),
      responses: answers.map(({ info }) => info),
      id: bodies.length === 1 ? bodies[0]?.id : undefined,
    };
  } finally {
    cancellation.release();
  }
}

/** Opens the streams of all requests; each has its first event when this resolves. */
export async function openMessages<Chunk>({
  upstreams,
  url,
  plan,
  call,
  writer,
}: MessagesRun & { writer: ChunkWriter<Chunk> & { useId(id: string): void } }): Promise<Answer<Stream<Chunk>>> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings, mayBeTgi: mayBeTgi(upstreams) };
  try {
    const api = apiOf(upstreams);
    const streams = await runTogether(plan, { controller }, async (planned) => ({
      planned,
      ...(await api.stream(url, planned.call, settings)),
    }));
    const chunks = toMessageChunks(streams, { writer, createCallId, onEnd: cancellation.release });
    return { data: new Stream(chunks, controller), responses: streams.map(({ info }) => info) };
  } catch (error) {
    cancellation.release();
    if (StreamTruncatedError.isInstance(error)) error.partial ??= writer.partial;
    throw error;
  }
}

export function countChoices(plan: readonly PlannedMessages[]): number {
  return plan.reduce((sum, { indices }) => sum + indices.length, 0);
}
