/**
 * The generated types and validators say the same: what a validator returns is of the type, and what is of the type is
 * what the validator returns. `npm run typecheck` proves it for each schema; the error names the schema that differs.
 */
import type * as z from 'zod/mini';
import type { components as Openai } from '../../generated/openai.ts';
import type * as openai from '../../generated/openai.zod.ts';
import type { components as Tei } from '../../generated/tei.ts';
import type * as tei from '../../generated/tei.zod.ts';
import type { components as Tgi } from '../../generated/tgi.ts';
import type * as tgi from '../../generated/tgi.zod.ts';
import type { components as Vllm } from '../../generated/vllm.ts';
import type * as vllm from '../../generated/vllm.zod.ts';

/** The names of schemas without a validator, of validators without a schema, and of those that differ. */
type Different<Schemas, Validators> = Exclude<keyof Schemas | keyof Validators, Same<Schemas, Validators>>;

type Same<Schemas, Validators> = {
  [Name in keyof Schemas & keyof Validators]: Validators[Name] extends z.ZodMiniType<infer Output>
    ? Mutual<Schemas[Name], Output> extends true
      ? Name
      : never
    : never;
}[keyof Schemas & keyof Validators];

type Mutual<Left, Right> = [Left, Right] extends [Right, Left] ? true : false;

type None<Names extends never> = Names;

export type Proof = [
  None<Different<Tgi['schemas'], typeof tgi>>,
  None<Different<Tei['schemas'], typeof tei>>,
  None<Different<Openai['schemas'], typeof openai>>,
  None<Different<Vllm['schemas'], typeof vllm>>,
];
