/** Errors about settings, in our words: a schema is made with them, and its first fault becomes a ConfigurationError. */
import * as z from 'zod/mini';
import { kindOf } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { cutName, didYouMean } from '../../base/spelling.ts';

type Issue = z.core.$ZodIssue;

/** What zod calls for a message: it follows the name of the setting. */
export interface Words {
  error: (issue: z.core.$ZodRawIssue) => string;
}

/** Says what was received and what is expected. A string is not shown: it may be a key. */
export function expected(what: string): Words {
  return { error: ({ input }) => `is ${show(input)}. Expected ${what}.` };
}

/** As `expected`, for one of several names. A misspelled name is shown, with the nearest. */
export function oneOf(names: readonly string[]): Words {
  const allowed = `Expected one of ${names.join(', ')}.`;
  return {
    error({ input }) {
      if (typeof input !== 'string') return `is ${show(input)}. ${allowed}`;
      return `is ${JSON.stringify(input.slice(0, 40))}.${didYouMean(input, names, '"')} ${allowed}`;
    },
  };
}

/** Messages about an object that has these members and no others. */
export function onlyMembers(names: readonly string[]): Words {
  const known = names.map((name) => `\`${name}\``).join(', ');
  return {
    error(issue) {
      if (issue.code !== 'unrecognized_keys') return `is ${show(issue.input)}. Expected an object.`;
      const [first = ''] = issue.keys;
      const unknown = issue.keys
        .slice(0, 10)
        .map((key) => `\`${cutName(key)}\``)
        .join(', ');
      return `unknown ${unknown}.${didYouMean(first, names)} Known are ${known}.`;
    },
  };
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

/** Where a value of a file stands, such as `gateway.yaml:3:5`. `isName`: the name of the member, and not its value. */
export type Locate = (path: readonly PropertyKey[], place?: { isName?: boolean }) => string;

/** The error about the first fault. `locate` says where the settings come from; none for those of a program. */
export function toConfigurationError(issues: readonly Issue[], locate?: Locate): ConfigurationError {
  const fault = toFault(issues);
  const { path, message } = fault;
  const param = z.core.toDotPath(path);
  const unknown = fault.code === 'unrecognized_keys' && 'keys' in fault ? fault.keys[0] : undefined;
  const source = unknown === undefined ? locate?.(path) : locate?.([...path, unknown], { isName: true });
  const where = [source, param === '' ? undefined : `\`${param}\``].filter((part) => part !== undefined).join(', ');
  return new ConfigurationError(`${where}${unknown === undefined ? '' : ':'} ${message}`, { param });
}

type Fault = Pick<Issue, 'code' | 'path' | 'message'> & { keys?: readonly string[] };

/** The fault to report. An unknown member goes first: its misspelling may be why another one is missing. */
function toFault(issues: readonly Issue[]): Fault {
  const fault = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (fault === undefined) return { code: 'custom', path: [], message: 'cannot be understood.' };
  const meant = fault.code === 'invalid_union' ? fault.errors.find(isInside) : undefined;
  if (meant === undefined) return fault;
  const inner = toFault(meant);
  return { ...inner, path: [...fault.path, ...inner.path] };
}

/** Whether the value has this form of a union, and only members of it are wrong. */
function isInside(issues: readonly Issue[]): boolean {
  return issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');
}
