/** The prompt builder that an option names: by format, by a model on the Hub, or as a function. */
import type { Config } from './config/config.ts';
import type { EasyLLMOptions, PromptBuilderOption } from './options.ts';
import { createLoader } from '../base/once.ts';
import type { CallSettings } from '../net/call.ts';
import { callWithin } from '../net/call.ts';
import { toPromptBuilder } from '../prompt/builders.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { definePromptBuilder, stripBos } from '../prompt/prompt-builder.ts';
import type { HubModel } from '../prompt/tokenizer-config.ts';

const loadTokenizerConfig = createLoader(() => import('../prompt/tokenizer-config.ts'));

export type BuilderResolver = (
  option: PromptBuilderOption | undefined,
  call: CallSettings,
) => PromptBuilder | undefined | Promise<PromptBuilder>;

/** A promise is waited for within the call's limits; what is at hand costs the call nothing. */
export function createBuilderResolver(options: EasyLLMOptions, { hubCredential }: Config): BuilderResolver {
  const finish = (builder: PromptBuilder) => (options.bos === 'strip' ? withoutBos(builder) : builder);
  const fromHub = createLoader(async () => {
    const { createHubPromptBuilders } = await loadTokenizerConfig();
    const { fetch } = options;
    return createHubPromptBuilders({
      token: () => hubCredential.readToken(),
      ...(fetch !== undefined && { fetch: (url, init) => fetch(new Request(url, init), init) }),
    });
  });
  return (option, call) => {
    if (option === undefined || option === null) return undefined;
    if (typeof option !== 'object') return finish(toPromptBuilder(option));
    return callWithin(call, async () =>
      finish(isHubModel(option) ? await (await fromHub())(option) : toPromptBuilder(await option)),
    );
  };
}

function isHubModel(option: PromptBuilderOption): option is HubModel {
  return typeof option === 'object' && 'hub' in option;
}

function withoutBos(builder: PromptBuilder): PromptBuilder {
  const { bos: _, ...traits } = { ...builder, name: builder.name };
  return definePromptBuilder((...input) => stripBos(builder(...input), builder), traits);
}
