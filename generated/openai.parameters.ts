// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
/** The fields of each request that are refused. */
export const refusedFields = {
  ChatCompletionRequest: ['audio', 'prediction', 'web_search_options', 'moderation', 'reasoning_effort', 'verbosity', 'chat_template_kwargs', 'documents', 'template'],
  CompletionRequest: [],
  EmbeddingRequest: [],
  RerankRequest: [],
  ResponseRequest: ['conversation', 'prompt'],
} as const;

/** The fields that TGI's native API is sent as they are, and their names there. */
export const nativeNames = { temperature: 'temperature', top_p: 'top_p', frequency_penalty: 'frequency_penalty', top_k: 'top_k', typical_p: 'typical_p', repetition_penalty: 'repetition_penalty', truncate: 'truncate', watermark: 'watermark', adapter_id: 'adapter_id' } as const;

/** The values that say nothing, and are not sent. */
export const offValues = { top_p: 1, frequency_penalty: 0, do_sample: true, top_k: 0, typical_p: 1, repetition_penalty: 1, watermark: false, best_of: 1, top_n_tokens: 0 } as const;

/** The fields that steer sampling, and are not sent where decoding is greedy. */
export const sampledFields = ['temperature', 'top_p', 'top_k', 'typical_p'] as const;
