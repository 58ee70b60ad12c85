/**
 * What becomes of each field of an answer: it arrives under its own path, or at another, or does not, and then why. What a document or a
 * dialect lists and nobody has judged here fails the test.
 */
import type { Shape } from './documents.ts';

export interface Judged {
  /** What the server says there; undefined where the field does not arrive. */
  sample?: unknown;
  /** Where it arrives, if not at its own path. */
  at?: string;
  /** What it becomes, if not the same. */
  becomes?: unknown;
  /** Why it does not arrive. */
  why?: string;
}

type Fields = Readonly<Record<string, Judged>>;

const same = (sample: unknown): Judged => ({ sample });
const at = (path: string, sample: unknown, becomes: unknown = sample): Judged => ({ sample, at: path, becomes });
const not = (why: string): Judged => ({ why });

const OURS = not('the facade says it of its own answer');
const WRITTEN = not('it is the caller’s or OpenAI’s constant, written here');

const USAGE: Fields = {
  'usage.prompt_tokens': same(11),
  'usage.completion_tokens': same(12),
  'usage.total_tokens': same(23),
  'usage.prompt_tokens_details.cached_tokens': same(5),
  'usage.completion_tokens_details.reasoning_tokens': same(6),
  'usage.prompt_cache_hit_tokens': same(7),
  'usage.prompt_cache_miss_tokens': same(8),
  'usage.reasoning_tokens': same(9),
  'usage.cost': same(0.25),
  'usage.cost_details.upstream_inference_cost': same(0.125),
  'usage.queue_time': same(0.5),
};

const ANSWER: Fields = {
  id: same('answer-7'),
  object: WRITTEN,
  created: OURS,
  model: same('served/model'),
  system_fingerprint: same('fp-7'),
  service_tier: same('flex'),
  kv_transfer_params: same({ remote: 1 }),
  ec_transfer_params: same({ remote: 2 }),
  metrics: same({ ttft: 0.5 }),
  prompt_logprobs: same([null, { 7: { logprob: -0.5 } }]),
  prompt_text: same('<|user|>Hi'),
  prompt_token_ids: same([7, 8]),
  timings: same({ prompt_n: 18, predicted_ms: 179.207 }),
  prompt_progress: same({ total: 10, processed: 5 }),
  metadata: same({ weight_version: 'default' }),
  provider: same('somebody'),
  citations: same(['https://example.com/']),
  search_results: same([{ title: 'A page' }]),
  prompt: same([{ text: 'Hi' }]),
  x_groq: same({ id: 'req-1' }),
};

const CHOICE: Fields = {
  'choices[].index': same(0),
  'choices[].finish_reason': same('length'),
  'choices[].native_finish_reason': same('MAX_TOKENS'),
  'choices[].stop_reason': same(128_009),
  'choices[].matched_stop': same('###'),
  'choices[].token_ids': same([3, 4]),
  'choices[].prompt_token_ids': same([5, 6]),
  'choices[].prompt_logprobs': same([null, { 7: { logprob: -0.5 } }]),
  'choices[].routed_experts': same('base64'),
  'choices[].hidden_states': same([[0.5]]),
  'choices[].seed': same(42),
  'choices[].tgi.finish_reason': not('the facade’s own, of TGI’s word'),
  'choices[].tgi.seed': not('the facade’s own, of TGI’s native API'),
};

const REFUSAL_LOGPROBS = not('OpenAI’s own models alone have them, and no server that is read here');

const CHAT_LOGPROBS: Fields = {
  'choices[].logprobs.content[].token': same('Hi'),
  'choices[].logprobs.content[].logprob': same(-0.25),
  'choices[].logprobs.content[].bytes': same([72, 105]),
  'choices[].logprobs.content[].top_logprobs[].token': same('Ho'),
  'choices[].logprobs.content[].top_logprobs[].logprob': same(-0.75),
  'choices[].logprobs.content[].top_logprobs[].bytes': same([72, 111]),
  'choices[].logprobs.refusal[].token': REFUSAL_LOGPROBS,
  'choices[].logprobs.refusal[].logprob': REFUSAL_LOGPROBS,
  'choices[].logprobs.refusal[].bytes': REFUSAL_LOGPROBS,
  'choices[].logprobs.refusal[].top_logprobs[].token': REFUSAL_LOGPROBS,
  'choices[].logprobs.refusal[].top_logprobs[].logprob': REFUSAL_LOGPROBS,
  'choices[].logprobs.refusal[].top_logprobs[].bytes': REFUSAL_LOGPROBS,
};

const COMPLETION_LOGPROBS: Fields = {
  'choices[].logprobs.tokens': same(['Hi']),
  'choices[].logprobs.token_logprobs': same([-0.25]),
  'choices[].logprobs.top_logprobs': same([{ Ho: -0.75 }]),
  'choices[].logprobs.text_offset': same([0]),
  'choices[].logprobs.content[].token': at('choices[].logprobs.tokens', 'Hi', ['Hi']),
  'choices[].logprobs.content[].logprob': at('choices[].logprobs.token_logprobs', -0.25, [-0.25]),
  'choices[].logprobs.content[].top_logprobs[].token': at('choices[].logprobs.top_logprobs', 'Ho', [{ Ho: -0.75 }]),
  'choices[].logprobs.content[].top_logprobs[].logprob': at('choices[].logprobs.top_logprobs', -0.75, [{ Ho: -0.75 }]),
  'choices[].logprobs.content[].bytes': not('OpenAI’s shape of completions has no place for it'),
  'choices[].logprobs.content[].top_logprobs[].bytes': not('OpenAI’s shape of completions has no place for it'),
};

/** Of a whole message, or of a delta. */
function messageFields(message: 'choices[].message' | 'choices[].delta'): Fields {
  const call = `${message}.tool_calls[]`;
  const fields: Fields = {
    role: same('assistant'),
    content: same('Hi'),
    refusal: same('I will not.'),
    reasoning: at(`${message}.reasoning_content`, 'Well.'),
    reasoning_content: at(`${message}.reasoning`, 'Well.'),
    reasoning_details: same([{ type: 'reasoning.text', text: 'Well.' }]),
    thinking_blocks: same([{ type: 'thinking', thinking: 'Well.' }]),
    annotations: same([{ type: 'url_citation' }]),
    audio: same({ id: 'audio-1' }),
    images: same([{ type: 'image_url' }]),
    provider_specific_fields: same({ a: 1 }),
    'extra_content.google.thought_signature': same('c2ln'),
    function_call: at(`${call}.function`, { name: 'f', arguments: '{"a":1}' }),
    'tool_calls[].id': same('call-7'),
    'tool_calls[].type': same('function'),
    'tool_calls[].index': message.endsWith('delta') ? same(0) : not('in a whole message a call’s place is its number'),
    'tool_calls[].function.name': same('f'),
    'tool_calls[].function.arguments': same('{"a":1}'),
    'tool_calls[].function.parameters': at(`${call}.function.arguments`, { a: 1 }, '{"a":1}'),
    'tool_calls[].function.description': not('TGI writes null there for every tool'),
    'tool_calls[].extra_content.google.thought_signature': same('c2ln'),
    'tool_calls.id': not('TGI ≤ 3.1 numbers each call 0: an id is made here'),
    'tool_calls.type': at(`${call}.type`, 'function'),
    'tool_calls.index': not('TGI ≤ 3.1 has one call, which is the first'),
    'tool_calls.function.name': at(`${call}.function.name`, 'f'),
    'tool_calls.function.arguments': at(`${call}.function.arguments`, { a: 1 }, '{"a":1}'),
    'tool_calls.function.parameters': at(`${call}.function.arguments`, { a: 1 }, '{"a":1}'),
    'tool_calls.function.description': not('TGI writes null there for every tool'),
  };
  return Object.fromEntries(Object.entries(fields).map(([name, judged]) => [`${message}.${name}`, judged]));
}

const FOUR_MEMBERS = not('an error has message, type, param and code; the message has the words');

export const JUDGED: Readonly<Record<Shape, Fields>> = {
  chat: { ...ANSWER, ...USAGE, ...CHOICE, ...CHAT_LOGPROBS, ...messageFields('choices[].message') },
  'chat chunk': { ...ANSWER, ...USAGE, ...CHOICE, ...CHAT_LOGPROBS, ...messageFields('choices[].delta') },
  completion: { ...ANSWER, ...USAGE, ...CHOICE, ...COMPLETION_LOGPROBS, 'choices[].text': same('Hi') },
  'completion chunk': { ...ANSWER, ...USAGE, ...CHOICE, ...COMPLETION_LOGPROBS, 'choices[].text': same('Hi') },
  embedding: {
    id: same('embd-7'),
    object: WRITTEN,
    created: same(1_795_931_303),
    model: same('served/model'),
    'data[].object': WRITTEN,
    'data[].index': same(0),
    'data[].embedding': same([0.5, -0.25]),
    'data[].encoding_format': not('it is of the server’s encoding; the caller’s is honoured here'),
    'usage.prompt_tokens': same(11),
    'usage.total_tokens': same(23),
    'usage.completion_tokens': same(0),
    'usage.prompt_tokens_details.cached_tokens': same(5),
    'usage.completion_tokens_details.reasoning_tokens': same(6),
  },
  models: {
    object: WRITTEN,
    models: not('Ollama’s list beside OpenAI’s, which has the same models'),
    'data[].id': same('served/model'),
    'data[].object': WRITTEN,
    'data[].created': same(1_795_931_303),
    'data[].owned_by': same('somebody'),
    'data[].max_model_len': same(2048),
    'data[].root': same('/models/served'),
    'data[].parent': same('base'),
    'data[].permission': same([{ id: 'modelperm-7', allow_sampling: true }]),
    'data[].aliases': same(['small']),
    'data[].tags': same(['chat']),
    'data[].architecture': same({ input_modalities: ['text'] }),
    'data[].meta': same({ n_ctx: 1024 }),
    'data[].easyllm': not('what the gateway itself says of the servers behind it'),
  },
  error: {
    error: at('error.message', 'It is too long.'),
    message: at('error.message', 'It is too long.'),
    detail: at('error.message', 'It is too long.'),
    'error.message': same('It is too long.'),
    'error.type': same('BadRequestError'),
    'error.param': same('input_tokens'),
    'error.code': same('context_length_exceeded'),
    error_type: at('error.code', 'validation'),
    'error.http_status_code': at('status', 422),
    code: not('it is the status'),
    type: at('error.code', 'Validation'),
    estimated_time: not('it becomes `estimatedMs`, and `retry-after` in a response'),
    warnings: FOUR_MEMBERS,
    object: not('it says that this is an error'),
    'error.n_ctx': FOUR_MEMBERS,
    'error.n_prompt_tokens': FOUR_MEMBERS,
    'error.metadata.raw': at('error.message', 'It is too long.'),
    'error.metadata.provider_name': FOUR_MEMBERS,
    'errors[].message': at('error.message', 'It is too long.'),
    'errors[].code': FOUR_MEMBERS,
    'detail[].msg': at('error.message', 'It is too long.'),
    'detail[].loc': at('error.param', ['body', 'temperature'], 'temperature'),
    'base_resp.status_msg': at('error.message', 'It is too long.'),
  },
};
