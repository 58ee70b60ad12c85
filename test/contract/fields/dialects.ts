/** Fields that servers answer with and that no document here describes: seen in what they answered, or in their sources. */
import type { Shape } from './documents.ts';

type Fields = Partial<Record<Shape, readonly string[]>>;

/** The same members of a message, whole and as deltas. */
function ofMessage(...names: readonly string[]): Fields {
  return {
    chat: names.map((name) => `choices[].message.${name}`),
    'chat chunk': names.map((name) => `choices[].delta.${name}`),
  };
}

/** The same members beside `choices`, or in them, of chats and completions, whole and streamed. */
function ofAnswer(...paths: readonly string[]): Fields {
  return { chat: paths, 'chat chunk': paths, completion: paths, 'completion chunk': paths };
}

function joined(...all: readonly Fields[]): Fields {
  const fields: Partial<Record<Shape, string[]>> = {};
  const shapes: readonly Shape[] = [
    ...(['chat', 'chat chunk', 'completion', 'completion chunk'] as const),
    ...(['embedding', 'models', 'error'] as const),
  ];
  for (const shape of shapes) {
    const paths = all.flatMap((each) => each[shape] ?? []);
    if (paths.length > 0) fields[shape] = paths;
  }
  return fields;
}

const CHAT_SHAPED_LOGPROBS = [
  'choices[].logprobs.content[].token',
  'choices[].logprobs.content[].logprob',
  'choices[].logprobs.content[].bytes',
  'choices[].logprobs.content[].top_logprobs[].token',
  'choices[].logprobs.content[].top_logprobs[].logprob',
  'choices[].logprobs.content[].top_logprobs[].bytes',
];

export const DIALECTS: Readonly<Record<string, Fields>> = {
  'llama.cpp': joined(
    ofAnswer('system_fingerprint', 'timings', 'prompt_progress', 'usage.prompt_tokens_details.cached_tokens'),
    ofMessage('reasoning_content', 'tool_calls[].id', 'tool_calls[].function.arguments'),
    { completion: CHAT_SHAPED_LOGPROBS, 'completion chunk': CHAT_SHAPED_LOGPROBS },
    { embedding: ['data[].encoding_format'] },
    { models: ['models', 'data[].aliases', 'data[].tags', 'data[].architecture', 'data[].meta'] },
    { error: ['error.n_ctx', 'error.n_prompt_tokens'] },
  ),
  ollama: joined(ofAnswer('system_fingerprint'), ofMessage('reasoning', 'tool_calls[].index')),
  sglang: joined(
    ofAnswer('metadata', 'choices[].matched_stop', 'choices[].hidden_states', 'usage.reasoning_tokens'),
    ofMessage('reasoning_content'),
    { error: ['object', 'message', 'type', 'code'] },
  ),
  transformers: { error: ['detail'] },
  infinity: { embedding: ['id', 'created'] },
  litellm: joined(
    ofMessage('provider_specific_fields', 'thinking_blocks', 'images', 'annotations', 'audio', 'function_call'),
    ofAnswer('service_tier', 'citations'),
  ),
  openrouter: joined(
    ofAnswer('provider', 'choices[].native_finish_reason', 'usage.cost', 'usage.cost_details.upstream_inference_cost'),
    ofMessage('reasoning_details', 'annotations', 'images'),
    { error: ['error.metadata.raw', 'error.metadata.provider_name'] },
  ),
  gemini: ofMessage('extra_content.google.thought_signature', 'tool_calls[].extra_content.google.thought_signature'),
  deepseek: ofAnswer('usage.prompt_cache_hit_tokens', 'usage.prompt_cache_miss_tokens'),
  together: ofAnswer('prompt', 'choices[].seed'),
  perplexity: ofAnswer('search_results'),
  groq: ofAnswer('x_groq', 'usage.queue_time'),
  cloudflare: { error: ['errors[].message', 'errors[].code'] },
  fastapi: { error: ['detail[].msg', 'detail[].loc'] },
  minimax: { error: ['base_resp.status_msg'] },
};
