// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
/** What becomes of the fields of a request that are not translated. */
export const requestFields = {
  ChatCompletionRequest: {
    user: 'ignored',
    metadata: 'ignored',
    store: 'ignored',
    service_tier: 'ignored',
    safety_identifier: 'ignored',
    prompt_cache_key: 'ignored',
    prompt_cache_retention: 'ignored',
    prompt_cache_options: 'ignored',
    parallel_tool_calls: 'ignored',
    modalities: 'ignored',
    audio: 'refused',
    prediction: 'refused',
    web_search_options: 'refused',
    moderation: 'refused',
    functions: 'refused',
    function_call: 'refused',
    reasoning_effort: 'refused',
    verbosity: 'refused',
  },
  CompletionRequest: {
    user: 'ignored',
  },
  EmbeddingRequest: {
    user: 'ignored',
  },
} as const;
