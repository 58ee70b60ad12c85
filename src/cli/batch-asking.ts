/** How batches are asked, on one machine and on many: flags, the client, and how many calls at once. */
import { EasyLLM } from '../client/easyllm.ts';
import { toClientOptions, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { WAIT_OPTION, waitAloud } from './waiting.ts';

export const ASKING = {
  model: { type: 'string', short: 'm', value: 'NAME', help: 'the model of lines that name none' },
  concurrency: { type: 'string', value: 'N', help: 'calls at once (else as many as the server bears)' },
  'max-concurrency': {
    type: 'string',
    value: 'N',
    help: 'the most calls at once where their number adapts (else 256)',
  },
  timeout: { type: 'string', value: 'SECONDS', help: 'for each call (else 600)' },
  'prompt-builder': { type: 'string', short: 'p', value: 'NAME', help: 'the prompt format of chats, such as llama3' },
  'api-base': { type: 'string', value: 'URL', help: 'the server (else EASYLLM_API_BASE)' },
  ...WAIT_OPTION,
  help: { type: 'boolean', short: 'h' },
} as const satisfies Record<string, Flag>;

type Values = { [Name in Exclude<keyof typeof ASKING, 'wait' | 'help'>]?: string | undefined } & {
  wait?: boolean | undefined;
};

/** Throws UsageError for what is no number, and ConfigurationError for a wrong setting. */
export function toAsking(values: Values, write: (line: string) => void) {
  const timeout = toNumber('timeout', values.timeout);
  const client = new EasyLLM({
    ...toClientOptions(values),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    waitForModel: waitAloud(write, values.wait),
  });
  const given = {
    model: values.model,
    concurrency: toNumber('concurrency', values.concurrency, { isWhole: true }),
    maxConcurrency: toNumber('max-concurrency', values['max-concurrency'], { isWhole: true }),
  };
  return { client, given };
}
