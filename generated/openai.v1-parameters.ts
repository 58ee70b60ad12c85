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

/** The fields that servers add and that only who runs one, or a program of its own, may set. */
export const operatorFields = ['priority', 'request_id', 'rid', 'session_id', 'session_params', 'kv_transfer_params', 'ec_transfer_params', 'routed_experts_prompt_start', 'vllm_xargs', 'chat_template', 'mm_payload', 'custom_logit_processor', 'custom_params', 'lora_path', 'lora', 'id_slot', 'bootstrap_host', 'bootstrap_port', 'bootstrap_room', 'return_routed_experts', 'routed_experts_start_len', 'extra_key', 'ngram_corpus_id', 'routed_dp_rank', 'disagg_prefill_dp_rank', 'data_parallel_rank', 'prompt_embeds', 'custom_labels'] as const;
