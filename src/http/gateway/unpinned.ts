/** Chat templates of the Hub that may change while a gateway serves: they are programs, and decide what the model reads. */
import { isObject } from '../../base/check.ts';
import { operationsOf, optionsOf } from '../../client/easyllm.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { ModelRoutes } from './settings.ts';

/** Warns, in the client's log, of those without a `revision`, and of the branch that all models have. */
export function warnOfUnpinned(client: EasyLLM, models: ModelRoutes = {}): void {
  const { promptBuilder } = optionsOf(client);
  const builders = [promptBuilder, ...Object.values(models).map((route) => route.promptBuilder)];
  const names = new Set(builders.filter(isUnpinned).map(({ hub }) => hub));
  if (names.size === 0) return;
  operationsOf(client).warn(
    `The chat template of ${[...names].join(', ')} may change at any time. Pin it: \`promptBuilder: { hub, revision }\`, with a commit or tag as \`revision\`.`,
  );
}

function isUnpinned(builder: unknown): builder is { hub: string } {
  if (!isObject(builder) || typeof builder['hub'] !== 'string') return false;
  return builder['revision'] === undefined || builder['revision'] === 'main';
}
