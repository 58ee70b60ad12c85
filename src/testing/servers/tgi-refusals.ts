/** What TGI refuses. Bodies of another form it refuses as text; of what is wrong with a request, a stream tells by an event. */
import { isObject } from '../../base/check.ts';
import { listOf } from './bodies.ts';
import type { FixedAnswer, RefusedError, RouteKind, ServerRefusal } from './likeness.ts';
import { faultOfTools } from './tgi-grammar.ts';
import { refuseGrammar, TGI_VALIDATIONS } from './tgi-validation.ts';

const RECORDED = 'recorded from TGI 3.3.7';
const SPEC = 'openapi/tgi.yaml';
const UNFIT = 'Failed to deserialize the JSON body into the target type: ';

function unfit(reason: string): FixedAnswer {
  return { status: 422, body: `${UNFIT}${reason}`, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}

function wrong(error: string, error_type: string): RefusedError {
  return { error, error_type };
}

function refuseShape(
  of: RouteKind,
  {
    field,
    isWrong,
    reason,
    follows,
  }: { field: string; isWrong: (value: unknown) => boolean; reason: (value: unknown) => string; follows: string },
): ServerRefusal {
  return {
    of,
    when: (body) => field in body && isWrong(body[field]),
    answer: (body) => unfit(reason(body[field])),
    follows,
  };
}

const SHAPES: readonly ServerRefusal[] = [
  {
    of: 'native',
    when: (body) => !('inputs' in body),
    answer: () => unfit('missing field `inputs`'),
    follows: `${RECORDED} (body-missing)`,
  },
  refuseShape('native', {
    field: 'inputs',
    isWrong: (value) => typeof value !== 'string',
    reason: (value) => `inputs: invalid type: ${Array.isArray(value) ? 'sequence' : 'map'}, expected a string`,
    follows: `${SPEC} (GenerateListRejected)`,
  }),
  refuseShape('native', {
    field: 'parameters',
    isWrong: (value) => value === null,
    reason: () => 'parameters: invalid type: null, expected struct GenerateParameters',
    follows: `${RECORDED} (body-null-parameters)`,
  }),
  ...(['chat', 'completion'] as const).flatMap((of) => [
    refuseShape(of, {
      field: 'temperature',
      isWrong: (value) => typeof value === 'string',
      reason: (value) => `temperature: invalid type: string ${JSON.stringify(value)}, expected f32`,
      follows: `${SPEC} (ChatBodyRejected)`,
    }),
    refuseShape(of, {
      field: 'stop',
      isWrong: (value) => typeof value === 'string',
      reason: (value) => `stop: invalid type: string ${JSON.stringify(value)}, expected a sequence`,
      follows: `${RECORDED} (chat-stop-string)`,
    }),
  ]),
  refuseShape('chat', {
    field: 'stream_options',
    isWrong: (value) => value === null,
    reason: () => 'stream_options: invalid type: null, expected struct StreamOptions',
    follows: `${RECORDED} (chat-stream-options-null)`,
  }),
  {
    of: 'chat',
    when: (body) => 'max_tokens' in body && 'max_completion_tokens' in body,
    answer: () => unfit('duplicate field `max_tokens`'),
    follows: `${RECORDED} (chat-both-max)`,
  },
  {
    of: 'chat',
    when: ({ messages }) => emptyMessageOf(messages) >= 0,
    answer: ({ messages }) =>
      unfit(`messages[${emptyMessageOf(messages)}]: data did not match any variant of untagged enum MessageBody`),
    follows: `${RECORDED} (chat-content-null)`,
  },
  {
    of: 'chat',
    when: ({ response_format: format }) => isObject(format) && format['value'] === undefined,
    answer: () => unfit('response_format: missing field `value`'),
    follows: `${RECORDED} (format-json-schema-openai)`,
  },
  {
    of: 'chat',
    when: ({ tools }) => bareToolOf(tools) >= 0,
    answer: ({ tools }) => unfit(`tools[${bareToolOf(tools)}].function: missing field \`arguments\``),
    follows: 'its own request types (FunctionDefinition)',
  },
  {
    of: 'completion',
    when: ({ prompt }) => Array.isArray(prompt) && prompt.length === 0,
    answer: () => unfit('prompt: Empty array detected. Do not use an empty array for the prompt.'),
    follows: `${RECORDED} (comp-list-empty)`,
  },
];

function emptyMessageOf(messages: unknown): number {
  return listOf(messages).findIndex(
    (message) =>
      isObject(message) &&
      typeof (message['content'] ?? message['tool_calls']) !== 'string' &&
      !Array.isArray(message['content'] ?? message['tool_calls']),
  );
}

function bareToolOf(tools: unknown): number {
  return listOf(tools).findIndex(
    (tool) =>
      isObject(tool) &&
      isObject(tool['function']) &&
      !('parameters' in tool['function']) &&
      !('arguments' in tool['function']),
  );
}

const TOOLS: readonly ServerRefusal[] = [
  {
    of: 'chat',
    when: ({ tools, tool_choice: choice }) => {
      const name = nameOf(choice);
      return Array.isArray(tools) && name !== undefined && !namesOf(tools).includes(name);
    },
    answer: ({ tool_choice: choice }) => wrong(`Tool error: Tool with name ${nameOf(choice)} not found`, 'tool_error'),
    follows: `${RECORDED} (tool-unknown)`,
  },
  {
    of: 'chat',
    when: ({ tools, response_format: format }) => Array.isArray(tools) && isObject(format),
    answer: () => wrong('Tool error: Grammar and tools are mutually exclusive', 'tool_error'),
    follows: `${SPEC} (ToolsWithGrammar)`,
  },
  {
    of: 'completion',
    when: ({ prompt }) => Array.isArray(prompt) && prompt.length > 4,
    answer: () => wrong('Number of prompts exceeds the maximum allowed batch size of 4', 'batch size exceeded'),
    follows: `${RECORDED} (comp-list-5)`,
  },
  {
    of: 'completion',
    when: ({ suffix }) => typeof suffix === 'string',
    answer: () =>
      wrong('Suffix is not supported and can be achieved by preprocessing the prompt.', 'suffix not supported'),
    follows: `${SPEC} (SuffixNotSupported)`,
  },
];

/** Other words than these choose a tool by its bare name. */
const CHOICES = ['auto', 'none', 'required'];

function nameOf(choice: unknown): string | undefined {
  if (typeof choice === 'string') return CHOICES.includes(choice) ? undefined : choice;
  const found = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function namesOf(tools: unknown): readonly unknown[] {
  return listOf(tools).map((tool) =>
    isObject(tool) && isObject(tool['function']) ? tool['function']['name'] : undefined,
  );
}

export const TGI_REFUSALS: readonly ServerRefusal[] = [
  ...SHAPES,
  ...TOOLS,
  refuseGrammar('chat', ({ tools, tool_choice: choice }) => {
    if (!Array.isArray(tools) || choice === 'none') return undefined;
    const name = nameOf(choice);
    return faultOfTools(name === undefined ? tools : tools.filter((tool) => namesOf([tool])[0] === name));
  }),
  ...TGI_VALIDATIONS,
];
