/** A client's way to its servers, and what it has told of them. */
import { createOnce } from '../base/once.ts';
import { checkPassUnknown } from '../facade/passing.ts';
import type { ServerContext } from '../operations/server-context.ts';
import { createTgi } from '../servers/tgi.ts';
import { checkBatchSize, checkDialect } from './checks.ts';
import type { Config } from './config/config.ts';
import { createConnection } from './layers.ts';
import type { EasyLLMOptions } from './options.ts';

/** Throws ConfigurationError for a setting that is wrong. */
export function createUpstreams(options: EasyLLMOptions, config: Config): ServerContext {
  const { apiBase } = config;
  const connection = createConnection(options, config);
  checkPassUnknown(options.passUnknown);
  const warned = new Set<string>();
  return {
    apiBase,
    connection,
    tgi: createTgi(connection),
    tokenIds: options.tokenIds,
    embeddingBatchSize: checkBatchSize(options.embeddingBatchSize),
    dialect: checkDialect(options.dialect),
    found: { lacksTemplate: false, servers: new Map() },
    warnOnce(words) {
      if (!warned.has(words)) config.logger.warn(words);
      warned.add(words);
    },
    warnOfNoLogprobs: createOnce(() =>
      config.logger.warn(`${apiBase} gives no logprobs, though they were asked for: they are null.`),
    ),
    warnOfNoUsage: createOnce(() =>
      config.logger.warn(
        `${apiBase} gives no usage in streams, as TGI before 2.3, though it was asked for: there is none.`,
      ),
    ),
    warnOfBasePrompt: createOnce(() => config.logger.warn(basePromptMessage(apiBase))),
  };
}

function basePromptMessage(apiBase: string): string {
  return `No prompt builder is set for ${apiBase}, and no chat template of the server’s is used: the base prompt runs messages together, which few models understand. Set \`promptBuilder\` (or EASYLLM_PROMPT) to the model’s format, such as "llama3" or "chatml".`;
}
