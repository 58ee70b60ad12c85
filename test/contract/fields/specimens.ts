/** Answers of a server that hold one field more than they must. */
import type { Shape } from './documents.ts';
import { withValueAt } from './paths.ts';

/** The body, or the events of a stream. */
export interface Specimen {
  status: number;
  body: object;
  events?: readonly object[];
}

const ENVELOPE = { id: 'answer-1', created: 1, model: 'served' };
const CALL = { id: 'call-1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
const TGI_CALL = { id: 0, type: 'function', function: { name: 'f', arguments: { a: 1 } } };
const TOKEN = { token: 'Hi', logprob: -0.25, bytes: [72, 105], top_logprobs: [{ token: 'Ho', logprob: -0.75 }] };

const BASES: Readonly<Record<Shape, object>> = {
  chat: {
    ...ENVELOPE,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, logprobs: null, finish_reason: 'stop' }],
  },
  'chat chunk': {
    ...ENVELOPE,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, logprobs: null, finish_reason: null }],
  },
  completion: {
    ...ENVELOPE,
    object: 'text_completion',
    choices: [{ index: 0, text: 'Hi', logprobs: null, finish_reason: 'stop' }],
  },
  'completion chunk': {
    ...ENVELOPE,
    object: 'text_completion',
    choices: [{ index: 0, text: 'Hi', logprobs: null, finish_reason: null }],
  },
  embedding: { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25] }], model: 'served' },
  models: { object: 'list', data: [{ id: 'served', object: 'model', created: 1, owned_by: 'somebody' }] },
  error: {},
};

/** What a field needs around it. */
const AROUND: readonly [start: RegExp, path: (field: string) => string, value: unknown][] = [
  [/^choices\[\]\.(message|delta)\.tool_calls\[\]/, (field) => upTo(field, 'tool_calls'), [{ ...CALL, index: 0 }]],
  [/^choices\[\]\.(message|delta)\.tool_calls\./, (field) => upTo(field, 'tool_calls'), TGI_CALL],
  [/^usage\./, () => 'usage', { prompt_tokens: 11, completion_tokens: 12, total_tokens: 23 }],
  [/^choices\[\]\.logprobs\.(content|refusal)/, () => 'choices[].logprobs', { content: [TOKEN], refusal: null }],
  [
    /^choices\[\]\.logprobs\.(tokens|token_logprobs|top_logprobs|text_offset)/,
    () => 'choices[].logprobs',
    { tokens: ['Hi'], token_logprobs: [-0.25], top_logprobs: [{ Ho: -0.75 }], text_offset: [0] },
  ],
  [/^error\.(?!message)/, () => 'error.message', 'It is too long.'],
  [/^(error_type|type|code|object)$/, () => 'message', 'It is too long.'],
  [/^type$/, () => 'code', 422],
  [/^choices\[\]\.logprobs\.refusal/, () => 'choices[].logprobs.refusal', [TOKEN]],
];

function upTo(field: string, name: string): string {
  return field.slice(0, field.indexOf(name) + name.length);
}

export function specimenOf(shape: Shape, field: string, sample: unknown): Specimen {
  let body = BASES[shape];
  for (const [start, path, value] of AROUND) if (start.test(field)) body = withValueAt(body, path(field), value);
  body = withValueAt(body, field, sample);
  // Arguments by another name come alone.
  if (field.endsWith('.parameters')) body = withValueAt(body, field.replace('parameters', 'arguments'), undefined);
  if (shape === 'error') return { status: field === 'error.http_status_code' ? 422 : 400, body };
  if (!shape.endsWith('chunk')) return { status: 200, body };
  return { status: 200, body, events: eventsOf(shape, field, body) };
}

/** Usage comes last, with no choices, and an end before it. */
function eventsOf(shape: Shape, field: string, body: object): object[] {
  const isOfUsage = field.startsWith('usage');
  const isEnd = field === 'choices[].finish_reason';
  const plain = BASES[shape];
  const end = withValueAt(withValueAt(plain, 'choices[].finish_reason', 'stop'), contentOf(shape), '');
  return [isOfUsage || isEnd ? plain : body, isEnd ? body : end, ...(isOfUsage ? [{ ...body, choices: [] }] : [])];
}

function contentOf(shape: Shape): string {
  return shape === 'chat chunk' ? 'choices[].delta.content' : 'choices[].text';
}
