/** What a server says of itself, asked for on the way to something else. */
import type { Info } from '../../generated/tgi.ts';
import type { AnySignal } from '../base/abort.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { isTeiInfo, isTgiInfo, toTextCut } from '../bridge/dialect.ts';
import type { TextCut } from '../bridge/dialect.ts';
import { defined } from '../bridge/parameters.ts';
import type { ModelsAnswer } from '../bridge/v1/recognition.ts';
import { recognise } from '../bridge/v1/recognition.ts';
import { APIError } from '../base/errors.ts';
import { createPolicy } from '../net/policy.ts';
import { orAbort } from '../net/attempt.ts';
import type { CallSettings } from '../net/call.ts';
import { hasTask, isSingleServer, toEndpointUrl, toQuestions } from '../servers/address.ts';
import type { Questions } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import type { RecognisedServer, ServerContext } from './server-context.ts';

/** How many inputs an embedding server takes at once, where it does not say (TEI, `--max-client-batch-size`). */
const DEFAULT_BATCH_SIZE = 32;

/** Of an address that serves many, each model may have a server of its own; more are not kept. */
const MOST_SERVERS = 1000;

/** Better the default than a wait. */
const INFO_POLICY = { maxRetries: 0, timeout: 10_000 };

type InfoSettings = CallSettings & { signal: AnySignal };

/*
 * An answer is kept, and no promise of one: a Worker never settles the promise of a request that has ended, and who shared it would
 * wait for ever. So calls that come before there is an answer each ask, and an aborted one leaves none.
 */

/** How many inputs the server takes at once. One that does not say, or cannot be asked, gets TEI's default. */
export async function readBatchSize(upstreams: ServerContext, settings: InfoSettings): Promise<number> {
  const { found } = upstreams;
  return (found.batchSize ??= await orAbort(askBatchSize(upstreams, settings), settings.signal));
}

/** The same of texts to embed or rank: as the caller says, or less where a refusal told so. */
export async function readTextBatchSize(upstreams: ServerContext, settings: InfoSettings): Promise<number> {
  const { found, embeddingBatchSize: size } = upstreams;
  return size === undefined ? readBatchSize(upstreams, settings) : Math.min(size, found.batchSize ?? size);
}

/** Which words a server takes, and TGI's version where it is known. */
export interface Spoken {
  dialect: Dialect | undefined;
  version?: string | undefined;
}

/**
 * Which server it is, and of several makers' models which one's. Where it cannot be asked, nothing is decided: this request is written
 * for any server, in words that a TGI refuses aloud, and the next one asks again.
 */
export async function readDialect(
  upstreams: ServerContext,
  model: string | null | undefined,
  settings: InfoSettings,
): Promise<Spoken> {
  const server = await readServer(upstreams, model, settings);
  return { dialect: server?.byModel?.get(model ?? '') ?? server?.dialect ?? 'openai', version: server?.version };
}

/** What the server says of itself; undefined where it does not say anything. */
export async function readServer(
  upstreams: ServerContext,
  model: string | null | undefined,
  settings: InfoSettings,
): Promise<RecognisedServer | undefined> {
  const questions = toQuestions(upstreams.apiBase, model);
  const known = upstreams.found.servers.get(questions.models);
  if (known !== undefined) return known;
  const server = await orAbort(askServer(upstreams, questions, settings), settings.signal);
  if (server !== undefined) remember(upstreams, questions.models, server);
  return server;
}

/** `key`: the address of its models. */
export function remember({ found: { servers } }: ServerContext, key: string, server: RecognisedServer): void {
  if (servers.size >= MOST_SERVERS) servers.clear();
  servers.set(key, server);
}

async function askBatchSize(upstreams: ServerContext, settings: InfoSettings): Promise<number> {
  if (!hasTask(upstreams.apiBase, 'info')) return DEFAULT_BATCH_SIZE;
  try {
    const url = toEndpointUrl(upstreams.apiBase, 'info');
    const info = await askInfo(upstreams, url, settings);
    const { max_client_batch_size: size, max_concurrent_requests: most } = info;
    upstreams.found.cut ??= toTextCut(info);
    if (most !== undefined && most > 0) upstreams.found.maxRequests = most;
    return size !== undefined && Number.isInteger(size) && size > 0 ? size : DEFAULT_BATCH_SIZE;
  } catch {
    return DEFAULT_BATCH_SIZE;
  }
}

/** How a TEI cuts texts on its `/v1`; undefined where it refuses those that are too long. */
export async function readCut(upstreams: ServerContext, settings: InfoSettings): Promise<TextCut | undefined> {
  const { found } = upstreams;
  if (found.cut === undefined) {
    const info = hasTask(upstreams.apiBase, 'info')
      ? await orAbort(
          orSilence(askInfo(upstreams, toEndpointUrl(upstreams.apiBase, 'info'), settings), {}),
          settings.signal,
        )
      : {};
    found.cut = toTextCut(info ?? {});
  }
  return found.cut ?? undefined;
}

async function askServer(
  upstreams: ServerContext,
  questions: Questions,
  settings: InfoSettings,
): Promise<RecognisedServer | undefined> {
  const listed = await orSilence(askModels(upstreams, questions.models, settings), { models: undefined, server: null });
  if (listed === undefined) return undefined;
  const isList = listed.models !== undefined;
  const { dialect, byModel } = recognise(listed);
  if (dialect !== undefined) return { dialect, ...defined({ byModel }), isOpenAIShaped: isList };
  if (questions.info === undefined) return { dialect: 'openai', isOpenAIShaped: isList };
  const info: Partial<Info> | undefined = await orSilence(askInfo(upstreams, questions.info, settings), {});
  if (info === undefined) return undefined;
  if (!isTgiInfo(info)) return { dialect: 'openai', isOpenAIShaped: isList, isTei: isTeiInfo(info) };
  const { version } = info;
  return { dialect: 'tgi', isOpenAIShaped: false, ...(typeof version === 'string' && { version }) };
}

async function askModels({ connection }: ServerContext, url: string, settings: InfoSettings): Promise<ModelsAnswer> {
  const { data, info } = await createTgiRoutes(connection).models(url, toQuestion(settings));
  return { models: data.data, server: info.get('server') };
}

/** What was answered; `none` for an answer that is not what was asked for, such as 404; undefined for no answer. */
async function orSilence<Answer, None>(asked: Promise<Answer>, none: None): Promise<Answer | None | undefined> {
  try {
    return await asked;
  } catch (error) {
    const status = error instanceof APIError ? error.status : undefined;
    const isSilence = status === undefined || [401, 403, 408, 429].includes(status) || status >= 500;
    return isSilence ? undefined : none;
  }
}

async function askInfo(
  { apiBase, connection, found }: ServerContext,
  url: string,
  settings: InfoSettings,
): Promise<Info> {
  const { data } = await createTgiRoutes(connection).info(url, toQuestion(settings));
  if (isSingleServer(apiBase) && typeof data.model_id === 'string') found.servedModel = data.model_id;
  return data;
}

function toQuestion(settings: InfoSettings): InfoSettings {
  return { ...settings, extraBody: undefined, policy: createPolicy(INFO_POLICY, {}, performance.now()) };
}
