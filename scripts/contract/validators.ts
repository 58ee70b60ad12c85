/** The generated validators, by spec and by the name of the schema. */
import * as z from 'zod/mini';
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
