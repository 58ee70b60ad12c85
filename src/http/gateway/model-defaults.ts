/** The `defaults` of a model: each operation gets those that it has, and all are checked before anybody is served. */
import { ResponseRequest } from '../../../generated/openai.responses.schema.ts';
import { RerankRequest } from '../../../generated/openai.rerank.schema.ts';
import * as schemas from '../../../generated/openai.schema.ts';
import type { BodyOperation } from '../routes.ts';
import { ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import { didYouMean } from '../../base/spelling.ts';
import {
  validateChatCompletionRequest,
  validateCompletionRequest,
  validateEmbeddingRequest,
} from '../../facade/validate.ts';
import { validateResponseRequest } from '../../facade/validate-response.ts';
import { validateRerankRequest } from '../../facade/validate-rerank.ts';
import type { Locate } from './configuration-error.ts';

type Defaults = Readonly<Record<string, unknown>>;

const CHAT = {
  schema: schemas.ChatCompletionRequest,
  validate: validateChatCompletionRequest,
  least: { messages: [{ role: 'user', content: 'x' }] },
} as const;

/** The operations that take a body, each with the least that one must hold. */
const OPERATIONS = {
  chat: CHAT,
  complete: { schema: schemas.CompletionRequest, validate: validateCompletionRequest, least: { prompt: 'x' } },
  embed: { schema: schemas.EmbeddingRequest, validate: validateEmbeddingRequest, least: { input: 'x' } },
  rerank: { schema: RerankRequest, validate: validateRerankRequest, least: { query: 'x', documents: ['x'] } },
  respond: { schema: ResponseRequest, validate: validateResponseRequest, least: { input: 'x' } },
  countInput: { schema: ResponseRequest, validate: validateResponseRequest, least: { input: 'x' } },
  readPrompt: CHAT,
} as const satisfies Readonly<Record<BodyOperation, object>>;

/** The defaults that an operation has a member for. A limit of chats is one of responses, too. */
export function defaultsFor(operation: BodyOperation, defaults: Defaults = {}): Defaults {
  const { properties = {} } = OPERATIONS[operation].schema;
  const given = operation === 'respond' ? { ...toResponseLimit(defaults), ...defaults } : defaults;
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(properties, name)));
}

function toResponseLimit({ max_completion_tokens: limit, max_tokens: old }: Defaults): Defaults {
  const max = limit ?? old ?? null;
  return max === null ? {} : { max_output_tokens: max };
}

/** The defaults of chats that a response has no member for: they are for the chat that it is asked for by. */
export function chatDefaultsFor(defaults: Defaults = {}): Defaults {
  const { max_tokens: _, max_completion_tokens: __, ...chat } = defaultsFor('chat', defaults);
  const { properties = {} } = OPERATIONS.respond.schema;
  return Object.fromEntries(Object.entries(chat).filter(([name]) => !Object.hasOwn(properties, name)));
}

/** Throws ConfigurationError for a member that no operation has, or that one would refuse. */
export function checkDefaults(
  models: Readonly<Record<string, { defaults?: Defaults | undefined }>> | undefined,
  locate?: Locate,
): void {
  for (const [model, { defaults }] of Object.entries(models ?? {})) {
    const known = new Set(Object.values(OPERATIONS).flatMap(({ schema }) => Object.keys(schema.properties ?? {})));
    for (const name of Object.keys(defaults ?? {})) {
      const path = ['models', model, 'defaults', name];
      if (known.has(name)) continue;
      throw wrong(
        `no operation has such a member.${didYouMean(name, [...known])}`,
        path,
        locate?.(path, { isName: true }),
      );
    }
    for (const operation of Object.keys(OPERATIONS) as BodyOperation[]) {
      const { validate, least } = OPERATIONS[operation];
      try {
        validate({ ...least, ...defaultsFor(operation, defaults) });
      } catch (cause) {
        if (!EasyLLMError.isInstance(cause)) throw cause;
        const path = ['models', model, 'defaults', String(cause.param ?? '').replace(/[.[].*$/, '')];
        throw wrong(cause.message, path, locate?.(path));
      }
    }
  }
}

function wrong(what: string, path: readonly string[], source: string | undefined): ConfigurationError {
  const param = path.join('.');
  return new ConfigurationError(`${source === undefined ? '' : `${source}, `}\`${param}\`: ${what}`, { param });
}
