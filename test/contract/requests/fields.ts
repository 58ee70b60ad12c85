/** Fields of requests that no document here describes, by server: from its sources, at the version that its dialect names. */
type Route = 'chat' | 'completions';

/** Written apart by a space. */
const WORDS: Readonly<Record<string, Partial<Record<Route, string>>>> = {
  sglang: {
    chat: `frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens n presence_penalty response_format seed stop
      stream_options temperature top_p user tools tool_choice parallel_tool_calls return_hidden_states return_routed_experts
      routed_experts_start_len return_cached_tokens_details return_prompt_token_ids return_token_ids return_meta_info reasoning_effort
      task top_k min_p min_tokens regex ebnf repetition_penalty stop_token_ids stop_regex no_stop_trim ignore_eos continue_final_message
      skip_special_tokens lora_path session_id session_params separate_reasoning stream_reasoning chat_template_kwargs max_dynamic_patch
      min_dynamic_patch use_audio_in_video images_config custom_logit_processor custom_params input_ids rid extra_key cache_salt
      ngram_corpus_id priority bootstrap_host bootstrap_port bootstrap_room routed_dp_rank disagg_prefill_dp_rank data_parallel_rank`,
    completions: `best_of echo logprobs suffix json_schema regex ebnf stop_regex min_p min_tokens top_k repetition_penalty stop_token_ids
      no_stop_trim ignore_eos skip_special_tokens lora_path session_params response_format custom_params custom_logit_processor
      bootstrap_host bootstrap_port bootstrap_room routed_dp_rank disagg_prefill_dp_rank data_parallel_rank rid extra_key cache_salt
      priority custom_labels return_routed_experts routed_experts_start_len return_cached_tokens_details`,
  },
  llamacpp: {
    chat: `frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens n presence_penalty response_format seed stop
      temperature top_p user tools tool_choice parallel_tool_calls chat_template_kwargs reasoning_format reasoning_budget
      thinking_forced_open parse_tool_calls add_generation_prompt json_schema`,
    completions: `dynatemp_range dynatemp_exponent top_k min_p n_predict n_indent n_keep typical_p repeat_penalty repeat_last_n
      dry_multiplier dry_base dry_allowed_length dry_penalty_last_n dry_sequence_breakers xtc_probability xtc_threshold top_n_sigma
      mirostat mirostat_tau mirostat_eta json_schema ignore_eos n_probs min_keep t_max_predict_ms id_slot cache_prompt return_tokens
      return_progress samplers timings_per_token post_sampling_probs response_fields lora echo stop seed`,
  },
  ollama: {
    chat: `stream_options max_tokens max_completion_tokens seed stop temperature frequency_penalty presence_penalty top_p response_format
      tools tool_choice reasoning_effort logprobs top_logprobs n`,
    completions: `frequency_penalty max_tokens presence_penalty seed stop stream_options temperature top_p suffix echo logprobs n`,
  },
  lmdeploy: {
    chat: `temperature top_p tools tool_choice logprobs top_logprobs n logit_bias max_completion_tokens max_tokens stop stream_options
      presence_penalty frequency_penalty user reasoning_effort response_format do_preprocess repetition_penalty session_id ignore_eos
      skip_special_tokens spaces_between_special_tokens top_k seed min_new_tokens min_p enable_thinking return_token_ids
      include_stop_str_in_output`,
    completions: `suffix temperature n logprobs max_tokens stop top_p echo presence_penalty frequency_penalty repetition_penalty session_id
      ignore_eos skip_special_tokens spaces_between_special_tokens top_k seed min_p return_token_ids`,
  },
  transformers: {
    chat: `temperature top_p frequency_penalty logit_bias seed stop max_tokens max_completion_tokens tools tool_choice response_format
      logprobs n chat_template_kwargs reasoning_effort`,
  },
  mlx: {
    chat: `temperature top_p top_k min_p max_tokens max_completion_tokens stop seed logit_bias logprobs top_logprobs repetition_penalty
      presence_penalty frequency_penalty xtc_probability xtc_threshold tools response_format reasoning_effort chat_template_kwargs n`,
  },
};

export const FIELDS: Readonly<Record<string, Partial<Record<Route, readonly string[]>>>> = Object.fromEntries(
  Object.entries(WORDS).map(([server, routes]) => [
    server,
    Object.fromEntries(Object.entries(routes).map(([route, words]) => [route, words.split(/\s+/)])),
  ]),
);
