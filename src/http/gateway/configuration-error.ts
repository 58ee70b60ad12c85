/** What zod finds wrong with settings, as our error. */
import type * as z from 'zod/mini';
import { ConfigurationError } from '../../base/errors.ts';

/** Names the first member at fault. `source` is where the settings come from. */
export function toConfigurationError(issues: readonly z.core.$ZodIssue[], source: string): ConfigurationError {
  const [issue] = issues;
  const path = issue?.path.join('.') ?? '';
  const where = path === '' ? source : `${source}, \`${path}\``;
  return new ConfigurationError(`${where}: ${issue === undefined ? 'not understood' : toProblem(issue)}.`, {
    param: path,
  });
}

function toProblem(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown ${issue.keys.map((key) => `\`${key}\``).join(', ')}`;
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_small':
      return `expected at least ${issue.minimum}`;
    default:
      return 'expected another value';
  }
}
