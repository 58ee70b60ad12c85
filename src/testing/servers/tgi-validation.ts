/** What TGI says of requests that are invalid: limits of parameters, and grammars that it cannot make an expression of. */
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import { listOf } from './bodies.ts';
import type { RefusedError, RouteKind, ServerRefusal } from './likeness.ts';
import { faultOfGrammar, ROUTER_DIES } from './tgi-grammar.ts';

const RECORDED = 'recorded from TGI 3.3.7';
const SPEC = 'openapi/tgi.yaml';

function invalid(reason: string): RefusedError {
  return { error: `Input validation error: ${reason}`, error_type: 'validation' };
}

/** A parameter under its name in the native API, and in the other one; and what is said of one that is wrong. */
interface Limit {
  readonly name: string;
  readonly v1?: string;
  readonly isWrong: (value: number, isNative: boolean) => boolean;
  readonly reason: (value: number) => string;
  readonly follows: string;
}

const LIMITS: readonly Limit[] = [
  {
    name: 'temperature',
    v1: 'temperature',
    isWrong: (value, isNative) => (isNative ? value <= 0 : value < 0),
    reason: () => '`temperature` must be strictly positive',
    follows: `${RECORDED} (stream-validation)`,
  },
  {
    name: 'top_p',
    v1: 'top_p',
    isWrong: (value) => value <= 0 || value >= 1,
    reason: () => '`top_p` must be > 0.0 and < 1.0',
    follows: `${RECORDED} (invalid-top_p-1, chat-top-p-1)`,
  },
  {
    name: 'top_k',
    isWrong: (value) => value <= 0,
    reason: () => '`top_k` must be strictly positive',
    follows: `${SPEC} (TopKNotPositive)`,
  },
  {
    name: 'max_new_tokens',
    v1: 'max_tokens',
    isWrong: (value) => value <= 0,
    reason: () => '`max_new_tokens` must be strictly positive',
    follows: `${SPEC} (MaxNewTokensNotPositive)`,
  },
  {
    name: 'top_n_tokens',
    v1: 'top_logprobs',
    isWrong: (value) => value > 5,
    reason: (value) => `\`top_n_tokens\` must be >= 0 and <= 5. Given: ${value}`,
    follows: `${SPEC} (TopNTokensOutOfRange)`,
  },
];

const ROUTES = ['native', 'chat', 'completion'] as const;

function parametersOf(body: JsonObject, of: RouteKind): JsonObject {
  if (of !== 'native') return body;
  return isObject(body['parameters']) ? body['parameters'] : {};
}

export const TGI_VALIDATIONS: readonly ServerRefusal[] = ROUTES.flatMap((of) => [
  ...LIMITS.flatMap(({ name, v1, isWrong, reason, follows }): ServerRefusal[] => {
    const field = of === 'native' ? name : v1;
    if (field === undefined) return [];
    const valueOf = (body: JsonObject) => parametersOf(body, of)[field];
    return [
      {
        of,
        when: (body) => {
          const value = valueOf(body);
          return typeof value === 'number' && isWrong(value, of === 'native');
        },
        answer: (body) => invalid(reason(Number(valueOf(body)))),
        follows,
      },
    ];
  }),
  {
    of,
    when: (body) => listOf(parametersOf(body, of)['stop']).length > 4,
    answer: (body) =>
      invalid(`\`stop\` supports up to 4 stop sequences. Given: ${listOf(parametersOf(body, of)['stop']).length}`),
    follows: `${SPEC} (TooManyStopSequences)`,
  },
  refuseGrammar(of, (body) =>
    faultOfGrammar(of === 'chat' ? body['response_format'] : parametersOf(body, of)['grammar']),
  ),
]);

export function refuseGrammar(of: RouteKind, faultOf: (body: JsonObject) => string | undefined): ServerRefusal {
  return {
    of,
    when: (body) => faultOf(body) !== undefined,
    answer: (body) => {
      const fault = faultOf(body) ?? '';
      if (fault === ROUTER_DIES) return ROUTER_DIES;
      return invalid(fault.startsWith('grammar is not') ? fault : `cannot compile regex from schema: ${fault}`);
    },
    follows: `${RECORDED} (grammar-no-properties, schema type-array, schema format-uri, recursive schema)`,
  };
}
