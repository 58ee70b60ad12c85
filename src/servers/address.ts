/**
 * Where a request goes: base address + task + model → URL. The table below has one row per kind of address.
 * Whole URLs are returned and no slash is ever added: TGI answers at an endpoint's own address.
 */
import { BadRequestError, ConfigurationError } from '../base/errors.ts';

/** What is asked of a server. `tokenize`, `info` and `models` exist only where one server answers, or an OpenAI-shaped one. */
export type Task =
  | 'generate'
  | 'chat'
  | 'completions'
  | 'embeddings'
  | 'rerank'
  | 'tokenize'
  | 'chatTokenize'
  | 'applyTemplate'
  | 'info'
  | 'models'
  | 'files'
  | 'batches';

/** Which API answers embeddings at an address: TEI at its root, OpenAI's route, or Hugging Face's pipeline. */
export type EmbeddingApi = 'tei' | 'openai' | 'pipeline';

type Place = (base: string, model: () => string) => string;
type Routes = Readonly<Partial<Record<Task, Place>>>;

const ROUTER_ORIGIN = 'https://router.huggingface.co';

/** `https://router.huggingface.co/hf-inference/models`: many models; chat has one address for all of them. */
const HF_INFERENCE: Routes = {
  generate: (base, model) => `${base}/${model()}`,
  chat: () => `${ROUTER_ORIGIN}/v1/chat/completions`,
  embeddings: (base, model) => `${base}/${model()}/pipeline/feature-extraction`,
  models: () => `${ROUTER_ORIGIN}/v1/models`,
};

/** Any other address that ends in `/models`: the form of the retired Inference API. */
const MANY_MODELS: Routes = {
  generate: (base, model) => `${base}/${model()}`,
  chat: (base, model) => `${base}/${model()}/v1/chat/completions`,
  completions: (base, model) => `${base}/${model()}/v1/completions`,
  embeddings: (base, model) => `${withoutSuffix(base, '/models')}/pipeline/feature-extraction/${model()}`,
};

/** An address that ends as those of OpenAI-shaped servers do. */
const OPENAI_SHAPED: Routes = {
  chat: (base) => `${base}/chat/completions`,
  completions: (base) => `${base}/completions`,
  embeddings: (base) => `${base}/embeddings`,
  rerank: (base) => `${base}/rerank`,
  models: (base) => `${base}/models`,
  files: (base) => `${base}/files`,
  batches: (base) => `${base}/batches`,
};

/** One that ends in `/v1`, which may be a TGI's, has its other routes beside it. */
const V1: Routes = {
  ...OPENAI_SHAPED,
  info: (base) => `${withoutSuffix(base, '/v1')}/info`,
  tokenize: (base) => `${withoutSuffix(base, '/v1')}/tokenize`,
  chatTokenize: (base) => `${withoutSuffix(base, '/v1')}/chat_tokenize`,
  applyTemplate: (base) => `${withoutSuffix(base, '/v1')}/apply-template`,
};

/** The router's `/v1` answers chat only. */
const ROUTER_V1: Routes = {
  chat: (base) => `${base}/chat/completions`,
  models: (base) => `${base}/models`,
};

/** Anything else: one server with one model. */
const SINGLE_SERVER: Routes = {
  generate: (base) => base,
  chat: (base) => `${base}/v1/chat/completions`,
  completions: (base) => `${base}/v1/completions`,
  embeddings: (base) => base,
  rerank: (base) => `${base}/rerank`,
  tokenize: (base) => `${base}/tokenize`,
  chatTokenize: (base) => `${base}/chat_tokenize`,
  applyTemplate: (base) => `${base}/apply-template`,
  info: (base) => `${base}/info`,
  models: (base) => `${base}/v1/models`,
  files: (base) => `${base}/v1/files`,
  batches: (base) => `${base}/v1/batches`,
};

function routesOf(base: string): Routes {
  if (base === `${ROUTER_ORIGIN}/hf-inference/models`) return HF_INFERENCE;
  if (base === `${ROUTER_ORIGIN}/v1`) return ROUTER_V1;
  if (isOpenAIShaped(base)) return base.endsWith('/v1') ? V1 : OPENAI_SHAPED;
  if (base.endsWith('/models')) return MANY_MODELS;
  return SINGLE_SERVER;
}

const MODEL_SLOT = '{model}';

/**
 * The URL of a task. Throws ConfigurationError where the address needs a model and none is given, or does not offer the task, and
 * BadRequestError for a model name that could leave the address's path.
 */
export function toEndpointUrl(apiBase: string, task: Task, model?: string | null): string {
  const segment = () => toModelPath(model);
  const base = apiBase.includes(MODEL_SLOT) ? apiBase.replaceAll(MODEL_SLOT, () => segment()) : apiBase;
  // The kind of address is that of the pattern: a model may be called `models` or `v1`.
  const place = routesOf(apiBase)[task];
  // Its URL does without a model, and its own refusal does not say what is missing.
  if (task === 'chat' && isRouterChat(apiBase)) refuseNoModel(model);
  if (place === undefined) throw new ConfigurationError(missingTaskMessage(apiBase, task));
  return place(base, segment);
}

/** Where a server is asked which one it is: beside its chat. `info` is where a TGI has it, if there can be one. */
export interface Questions {
  models: string;
  info: string | undefined;
}

/** The addresses of those questions, of the model's own server where the address serves many. */
export function toQuestions(apiBase: string, model?: string | null): Questions {
  const base = withoutSuffix(toEndpointUrl(apiBase, 'chat', model), '/chat/completions');
  return { models: `${base}/models`, info: base.endsWith('/v1') ? `${withoutSuffix(base, '/v1')}/info` : undefined };
}

/** Whether an address offers a task at all. */
export function hasTask(apiBase: string, task: Task): boolean {
  return routesOf(apiBase)[task] !== undefined;
}

/** Which shape of request and answer embeddings take at an address. */
export function toEmbeddingApi(apiBase: string): EmbeddingApi {
  if (isOpenAIShaped(apiBase)) return 'openai';
  return apiBase.endsWith('/models') ? 'pipeline' : 'tei';
}

/** The last segment of an OpenAI-shaped address: `/v1`, `/paas/v4`, `/v1beta/openai`, `/serving-endpoints`. */
const OPENAI_SEGMENT = /^[^/]*\/\/[^/]+(?:\/.*)?\/(?:openai|serving-endpoints|v\d+(?:(?:alpha|beta)\d*)?)$/;

/** Whether an address is of an OpenAI-shaped server rather than of TGI itself. */
export function isOpenAIShaped(apiBase: string): boolean {
  return OPENAI_SEGMENT.test(apiBase);
}

/** Whether chat goes to Hugging Face's router, which many servers of other makers stand behind. */
export function isRouterChat(apiBase: string): boolean {
  const routes = routesOf(apiBase);
  return routes === HF_INFERENCE || routes === ROUTER_V1;
}

/** Whether an address is of one server with one model, and not of an OpenAI-shaped one. */
export function isSingleServer(apiBase: string): boolean {
  return routesOf(apiBase) === SINGLE_SERVER && !apiBase.includes(MODEL_SLOT);
}

/** Whether TGI's and TEI's own routes are at an address itself, be it of one server or of many that differ in `{model}`. */
export function isRootAddress(apiBase: string): boolean {
  return routesOf(apiBase) === SINGLE_SERVER;
}

/** A route that was copied along with the address. */
const ROUTE =
  /\/(?:openai|serving-endpoints|v\d+(?:(?:alpha|beta)\d*)?)(\/chat\/completions|\/completions|\/embeddings|\/rerank)$/;

/** Removes trailing slashes; refuses what cannot be a base address, naming the setting it came from. */
export function normalizeApiBase(apiBase: string, setting = '`apiBase`'): string {
  const url = URL.canParse(apiBase) ? new URL(apiBase) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new ConfigurationError(
      `${setting} is not an http or https URL, such as \`http://localhost:8080\`.${toFlaw(apiBase)}`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(`${setting} contains a user name or password. Pass the token as \`apiKey\`.`);
  }
  if (/[?#]/.test(apiBase)) {
    throw new ConfigurationError(
      `${setting} contains a query or a fragment. Pass the address alone, without \`?\` and \`#\`.`,
    );
  }
  const address = apiBase.trim().replace(/\/+$/, '');
  const route = ROUTE.exec(address)?.[1];
  if (route !== undefined) {
    throw new ConfigurationError(
      `${setting} ends in ${route}, which is one of the server’s routes. Pass the address before it.`,
    );
  }
  // Scheme and host have no case; the path has.
  return address.replace(/^[^/]*\/\/[^/]*/, (origin) => origin.toLowerCase());
}

/** What is wrong with an address, as far as it can be seen. It is shown where it looks like one: it may be a token, or hold a password. */
function toFlaw(apiBase: string): string {
  if (/^["'`“‘]/.test(apiBase.trim())) return ' It begins with a quote: leave the quotes out.';
  const isAddress = /^(?:\/|\w+:\/\/|[\w.-]+:\d+(?:\/|$))[^@?#]{0,100}$/.test(apiBase);
  return isAddress ? ` It is ${JSON.stringify(apiBase)}.` : '';
}

/** Far above all ids. */
const MAX_MODEL_LENGTH = 256;
const MODEL_ID = /^[\w.-]+(\/[\w.-]+)?(:[\w.-]+)?$/;

function refuseNoModel(model: string | null | undefined): asserts model is string {
  if (model !== undefined && model !== null && model !== '') return;
  throw new ConfigurationError(
    'No model. This address serves many: pass `model`, or set `apiBase` (or EASYLLM_API_BASE) to the server of one model.',
  );
}

function toModelPath(model: string | null | undefined): string {
  refuseNoModel(model);
  const segments = model.split('/');
  if (
    model.length > MAX_MODEL_LENGTH ||
    !MODEL_ID.test(model) ||
    segments.some((segment) => segment === '.' || segment === '..')
  ) {
    throw new BadRequestError(
      `\`model\` is ${JSON.stringify(model.slice(0, 100))}, which is no model id. Expected \`name\` or \`organization/name\`.`,
      { param: 'model' },
    );
  }
  return segments.map(encodeURIComponent).join('/');
}

function missingTaskMessage(base: string, task: Task): string {
  const what = TASK_NAMES[task];
  if (base === `${ROUTER_ORIGIN}/v1`) {
    return `${base} answers chat without a prompt builder only, not ${what}. Set \`apiBase\` to ${ROUTER_ORIGIN}/hf-inference/models.`;
  }
  return `The address in \`apiBase\` (${base}) does not offer ${what}. Set \`apiBase\` to the address of one server.`;
}

const TASK_NAMES: Readonly<Record<Task, string>> = {
  generate: 'native text generation',
  chat: 'chat',
  completions: 'text completion',
  embeddings: 'embeddings',
  rerank: 'reranking',
  tokenize: 'tokenization',
  chatTokenize: 'tokenization of chats',
  applyTemplate: 'the prompts of chats',
  info: 'server information',
  models: 'a list of models',
  files: 'files',
  batches: 'batches',
};

function withoutSuffix(text: string, suffix: string): string {
  return text.slice(0, text.length - suffix.length);
}
