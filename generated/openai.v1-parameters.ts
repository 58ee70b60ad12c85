// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
/**
 * The fields of each request on TGI's `/v1`: those that are sent as they are, and their names there; those that the native API alone
 * knows; and those that code writes, under the name that other servers know.
 */
export const v1Parameters = {
  ChatCompletionRequest: {
    sent: { temperature: 'temperature', top_p: 'top_p', frequency_penalty: 'frequency_penalty' },
    nativeOnly: ['do_sample', 'top_k', 'typical_p', 'repetition_penalty', 'truncate', 'watermark', 'best_of', 'adapter_id', 'top_n_tokens'],
    alike: ['messages', 'model', 'stream', 'stream_options', 'max_tokens', 'stop', 'seed'],
  },
  CompletionRequest: {
    sent: { temperature: 'temperature', top_p: 'top_p', frequency_penalty: 'frequency_penalty', repetition_penalty: 'repetition_penalty' },
    nativeOnly: ['best_of', 'do_sample', 'top_k', 'typical_p', 'truncate', 'watermark', 'grammar', 'adapter_id', 'top_n_tokens'],
    alike: ['prompt', 'model', 'stream', 'stream_options', 'max_tokens', 'stop', 'seed'],
  },
} as const;
