/** What each version of TGI changed on the wire, as data: `docs/versions.md` shows it, and examples of the spec hold it. */
export interface TgiChange {
  readonly since: string;
  readonly change: string;
  /** The examples of `openapi/tgi.yaml` that show what older versions answer. */
  readonly before: readonly string[];
}

export const TGI_CHANGES: readonly TgiChange[] = [
  {
    since: '1.4.0',
    change: 'There is chat; events of native streams carry `index`',
    before: ['StreamBeforeVersion14'],
  },
  {
    since: '2.1.0',
    change:
      'A space follows `data:`; a chat is a `chat.completion`; `/info` says `max_input_tokens`; there are adapters',
    before: ['ChatBeforeVersion21', 'ChatStreamBeforeVersion21', 'InfoBeforeVersion21'],
  },
  { since: '2.2.0', change: 'Streams of `/v1` end with `[DONE]`', before: ['ChatStreamBeforeVersion21'] },
  {
    since: '2.3.0',
    change: 'There are `/v1/models`, `/chat_tokenize`, a key, usage and `input_length` in streams',
    before: ['InfoBeforeVersion21'],
  },
  {
    since: '2.4.1',
    change: 'Errors in `/v1` streams have OpenAI’s form; `tool_choice` may be an object',
    before: ['ChatStreamErrorBeforeVersion241'],
  },
  {
    since: '3.0.0',
    change: 'Without `max_new_tokens` the context is filled; no prefill unless the server is told',
    before: [],
  },
  { since: '3.1.0', change: '`max_completion_tokens` is another name of `max_tokens`', before: [] },
  { since: '3.1.1', change: 'Generations above 1024 tokens are queued again after each 1024', before: [] },
  {
    since: '3.2.0',
    change: 'Calls of tools are a list, and their arguments text',
    before: ['ChatToolCallBeforeVersion32', 'ChatStreamToolCallBeforeVersion32'],
  },
  { since: '3.3.0', change: 'A grammar may be of type `json_schema`', before: [] },
];
