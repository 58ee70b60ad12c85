/** The generated validators, by spec and by the name of the schema. */
import * as z from 'zod/mini';
import { events as openaiEvents } from '../../generated/openai.events.ts';
import { events as tgiEvents } from '../../generated/tgi.events.ts';
import { events as vllmEvents } from '../../generated/vllm.events.ts';
import * as openai from '../../generated/openai.zod.ts';
import * as tei from '../../generated/tei.zod.ts';
import * as tgi from '../../generated/tgi.zod.ts';
import * as vllm from '../../generated/vllm.zod.ts';

const VALIDATORS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { tgi, tei, openai, vllm };

/** Whether a schema of a spec accepts a value. */
export function accepts(spec: string, name: string, value: unknown): boolean {
  const validator = VALIDATORS[spec]?.[name];
  return validator instanceof z.ZodMiniType && validator.safeParse(value).success;
}

const EVENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  tgi: tgiEvents,
  openai: openaiEvents,
  vllm: vllmEvents,
};

/** Why an event of the stream of an operation does not fit its spec; undefined if it does. */
export function judgeEvent(of: { spec: string; operation: string }, event: object): string | undefined {
  const validator = EVENTS[of.spec]?.[of.operation];
  if (!(validator instanceof z.ZodMiniType)) return 'the operation has no stream';
  const { success, error } = validator.safeParse(event);
  return success ? undefined : describeIssue(error.issues);
}

/** The first problem, with its place. Of a union, that of the member which the value comes nearest to. */
function describeIssue(issues: readonly z.core.$ZodIssue[], path: readonly PropertyKey[] = []): string {
  const [issue] = issues;
  if (issue === undefined) return 'of no kind that is known';
  const at = [...path, ...issue.path];
  if (issue.code !== 'invalid_union') return `${at.map(String).join('.')}: ${issue.message}`;
  const [nearest = []] = issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one));
  return describeIssue(nearest, at);
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}
