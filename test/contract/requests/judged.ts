/** What becomes of a field of a request. */
export type Judgement =
  /** As it was given. */
  | 'arrives'
  /** Under another name, or in another form: the members of the body that it becomes. */
  | { becomes: string }
  /** An error names it, before anything is sent. */
  | 'refused'
  /** Left out: it says nothing, or it is done here. The reason is in docs/servers.md. */
  | 'left out';

type Judged = Readonly<Record<string, Judgement>>;

const LIMIT: Judged = { max_completion_tokens: { becomes: 'max_tokens' } };
const FUNCTIONS: Judged = { functions: { becomes: 'tools' }, function_call: { becomes: 'tool_choice' } };
const UNDONE: Judged = {
  audio: 'refused',
  prediction: 'refused',
  web_search_options: 'refused',
  moderation: 'refused',
  template: 'refused',
};
const CHAT: Judged = { ...FUNCTIONS, ...UNDONE };
const EFFORT: Judged = { reasoning_effort: { becomes: 'chat_template_kwargs' } };

const TGI_ALONE: Judged = {
  do_sample: 'left out',
  typical_p: 'refused',
  truncate: 'refused',
  watermark: 'refused',
  best_of: 'refused',
  grammar: 'refused',
  adapter_id: 'refused',
  top_n_tokens: 'refused',
};
const { best_of: _best, ...EXCEPT_BEST } = TGI_ALONE;
const { typical_p: _typical, grammar: _grammar, ...EXCEPT_SAMPLERS } = TGI_ALONE;

/** By server and route. What is not listed arrives as it was given. */
export const JUDGED: Readonly<Record<string, { chat: Judged; completions: Judged }>> = {
  openai: { chat: CHAT, completions: {} },
  // Of chats vLLM alone has `echo`; it is not typed, since a prompt that is built here would be echoed by it.
  vllm: { chat: { ...CHAT, ...TGI_ALONE, echo: 'arrives' }, completions: TGI_ALONE },
  sglang: { chat: { ...CHAT, ...TGI_ALONE }, completions: EXCEPT_BEST },
  llamacpp: {
    chat: { ...CHAT, ...EXCEPT_SAMPLERS },
    completions: { ...EXCEPT_SAMPLERS, echo: 'left out', response_format: { becomes: 'json_schema' } },
  },
  ollama: {
    chat: {
      ...CHAT,
      ...TGI_ALONE,
      ...LIMIT,
      n: 'left out',
      tool_choice: 'refused',
      function_call: 'refused',
      regex: 'refused',
    },
    completions: { ...TGI_ALONE, n: 'left out', echo: 'left out', logprobs: 'refused', response_format: 'refused' },
  },
  transformers: {
    chat: {
      ...CHAT,
      ...LIMIT,
      ...EFFORT,
      n: 'left out',
      response_format: 'refused',
      logprobs: 'refused',
      top_logprobs: 'refused',
    },
    completions: { n: 'left out', echo: 'left out', logprobs: 'refused', response_format: 'refused' },
  },
  lmdeploy: {
    chat: { ...CHAT, ...TGI_ALONE, ...LIMIT, n: 'left out' },
    completions: { ...TGI_ALONE, n: 'left out', response_format: 'refused' },
  },
  mlx: {
    chat: { ...CHAT, ...TGI_ALONE, ...EFFORT, n: 'left out', response_format: 'refused' },
    completions: { ...TGI_ALONE, n: 'left out', response_format: 'refused' },
  },
};
