// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.

/** The part of JSON Schema that requests are described in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Absent for `true`, which is the default. */
  readonly additionalProperties?: false | Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: string;
  /** Where more is let through: other members, other kinds of a union, or other limits. */
  readonly open?: true | Readonly<Record<string, unknown>>;
}

const PromptCacheBreakpoint: Schema = { type: "object", required: ["mode"], properties: {
  mode: { type: "string" },
} };

const ChatCompletionContentPartText: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","text"], properties: {
  type: { type: "string", const: "text" },
  text: { type: "string" },
  prompt_cache_breakpoint: { oneOf: [PromptCacheBreakpoint, { type: "null" }] },
} };

const ChatCompletionSystemMessageParam: Schema = { type: "object", additionalProperties: false, open: true, required: ["role","content"], properties: {
  role: { type: "string", const: "system" },
  content: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: { oneOf: [ChatCompletionContentPartText], discriminator: "type", open: true } }] },
  name: { type: ["string","null"] },
} };

const ChatCompletionDeveloperMessageParam: Schema = { type: "object", additionalProperties: false, open: true, required: ["role","content"], properties: {
  role: { type: "string", const: "developer" },
  content: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: { oneOf: [ChatCompletionContentPartText], discriminator: "type", open: true } }] },
  name: { type: ["string","null"] },
} };

const ImageUrl: Schema = { type: "object", additionalProperties: false, open: true, required: ["url"], properties: {
  url: { type: "string", minLength: 1 },
  detail: { type: ["string","null"], enum: ["auto","low","high",null], open: {"enum":null} },
} };

const ChatCompletionContentPartImage: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","image_url"], properties: {
  type: { type: "string", const: "image_url" },
  image_url: ImageUrl,
  prompt_cache_breakpoint: { oneOf: [PromptCacheBreakpoint, { type: "null" }] },
} };

const InputAudio: Schema = { type: "object", additionalProperties: false, open: true, required: ["data","format"], properties: {
  data: { type: "string" },
  format: { type: "string", enum: ["wav","mp3"], open: {"enum":null} },
} };

const ChatCompletionContentPartInputAudio: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","input_audio"], properties: {
  type: { type: "string", const: "input_audio" },
  input_audio: InputAudio,
  prompt_cache_breakpoint: { oneOf: [PromptCacheBreakpoint, { type: "null" }] },
} };

const InputFile: Schema = { type: "object", additionalProperties: false, open: true, properties: {
  filename: { type: ["string","null"] },
  file_data: { type: ["string","null"] },
  file_id: { type: ["string","null"] },
} };

const ChatCompletionContentPartFile: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","file"], properties: {
  type: { type: "string", const: "file" },
  file: InputFile,
  prompt_cache_breakpoint: { oneOf: [PromptCacheBreakpoint, { type: "null" }] },
} };

const ChatCompletionContentPart: Schema = { oneOf: [ChatCompletionContentPartText, ChatCompletionContentPartImage, ChatCompletionContentPartInputAudio, ChatCompletionContentPartFile], discriminator: "type", open: true };

const ChatCompletionUserMessageParam: Schema = { type: "object", additionalProperties: false, open: true, required: ["role","content"], properties: {
  role: { type: "string", const: "user" },
  content: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: ChatCompletionContentPart }] },
  name: { type: ["string","null"] },
} };

const ChatCompletionContentPartRefusal: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","refusal"], properties: {
  type: { type: "string", const: "refusal" },
  refusal: { type: "string" },
} };

const ChatCompletionAssistantContentPart: Schema = { oneOf: [ChatCompletionContentPartText, ChatCompletionContentPartRefusal], discriminator: "type", open: true };

const FunctionCall: Schema = { type: "object", required: ["name","arguments"], properties: {
  name: { type: "string" },
  arguments: { type: "string" },
} };

const ChatCompletionMessageToolCall: Schema = { type: "object", required: ["id","type","function"], properties: {
  id: { type: "string" },
  type: { type: "string", const: "function" },
  function: FunctionCall,
} };

const ChatCompletionAssistantMessageParam: Schema = { type: "object", required: ["role"], properties: {
  role: { type: "string", const: "assistant" },
  content: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: ChatCompletionAssistantContentPart }, { type: "null" }] },
  name: { type: ["string","null"] },
  refusal: { type: ["string","null"] },
  tool_calls: { type: ["array","null"], items: ChatCompletionMessageToolCall },
  function_call: { oneOf: [FunctionCall, { type: "null" }] },
  reasoning_content: { type: ["string","null"] },
  reasoning: { type: ["string","null"] },
  annotations: { type: ["array","null"], items: { type: "object" } },
  audio: { type: ["object","null"] },
  parsed: {  },
} };

const ChatCompletionToolMessageParam: Schema = { type: "object", additionalProperties: false, open: true, required: ["role","content","tool_call_id"], properties: {
  role: { type: "string", const: "tool" },
  content: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: { oneOf: [ChatCompletionContentPartText], discriminator: "type", open: true } }] },
  tool_call_id: { type: "string" },
  name: { type: ["string","null"] },
} };

const ChatCompletionFunctionMessageParam: Schema = { type: "object", additionalProperties: false, open: true, required: ["role","content","name"], properties: {
  role: { type: "string", const: "function" },
  content: { type: ["string","null"] },
  name: { type: "string" },
} };

const ChatCompletionMessageParam: Schema = { oneOf: [ChatCompletionSystemMessageParam, ChatCompletionDeveloperMessageParam, ChatCompletionUserMessageParam, ChatCompletionAssistantMessageParam, ChatCompletionToolMessageParam, ChatCompletionFunctionMessageParam], discriminator: "role" };

const ChatCompletionStreamOptions: Schema = { type: "object", additionalProperties: false, open: true, properties: {
  include_usage: { type: ["boolean","null"] },
  include_obfuscation: { type: ["boolean","null"] },
} };

const StopSequences: Schema = { oneOf: [{ type: "string", minLength: 1 }, { type: "array", items: { type: "string", minLength: 1 }, maxItems: 1024 }] };

const Seed: Schema = { oneOf: [{ type: "integer", minimum: 0, open: {"minimum":-1} }, { type: "string", pattern: /^[0-9]{1,20}$/u }] };

const LogitBias: Schema = { type: "object", additionalProperties: { type: "number" } };

const ResponseFormatText: Schema = { type: "object", additionalProperties: false, open: true, required: ["type"], properties: {
  type: { type: "string", const: "text" },
} };

const NamedJSONSchema: Schema = { type: "object", additionalProperties: false, open: true, required: ["name"], properties: {
  name: { type: "string", minLength: 1 },
  schema: { type: ["object","null"] },
  description: { type: ["string","null"] },
  strict: { type: ["boolean","null"] },
} };

const ResponseFormatJSONSchema: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","json_schema"], properties: {
  type: { type: "string", const: "json_schema" },
  json_schema: NamedJSONSchema,
} };

const ResponseFormatJSONObject: Schema = { type: "object", additionalProperties: false, open: true, required: ["type"], properties: {
  type: { type: "string", const: "json_object" },
  value: { oneOf: [{ type: "object" }, { type: ["string","null"] }] },
  schema: { type: ["object","null"] },
} };

const JsonSchema: Schema = { oneOf: [{ type: "object" }, { type: "string" }] };

const JsonGrammar: Schema = { type: "object", additionalProperties: false, required: ["type","value"], properties: {
  type: { type: "string", const: "json" },
  value: JsonSchema,
} };

const RegexGrammar: Schema = { type: "object", additionalProperties: false, required: ["type","value"], properties: {
  type: { type: "string", const: "regex" },
  value: { type: "string" },
} };

const ResponseFormat: Schema = { oneOf: [ResponseFormatText, ResponseFormatJSONSchema, ResponseFormatJSONObject, JsonGrammar, RegexGrammar], discriminator: "type", open: true };

const FunctionDefinition: Schema = { type: "object", additionalProperties: false, open: true, required: ["name"], properties: {
  name: { type: "string", minLength: 1 },
  description: { type: ["string","null"] },
  parameters: { type: ["object","null"] },
  strict: { type: ["boolean","null"] },
} };

const ChatCompletionTool: Schema = { type: "object", additionalProperties: false, open: true, required: ["type","function"], properties: {
  type: { type: "string", const: "function" },
  function: FunctionDefinition,
} };

const FunctionName: Schema = { type: "object", additionalProperties: false, open: true, required: ["name"], properties: {
  name: { type: "string", minLength: 1 },
} };

const ChatCompletionNamedToolChoice: Schema = { type: "object", additionalProperties: false, open: {"additionalProperties":null,"required":null,"properties":null}, required: ["type","function"], properties: {
  type: { type: "string", const: "function" },
  function: FunctionName,
} };

const AllowedTools: Schema = { type: "object", additionalProperties: false, required: ["mode","tools"], properties: {
  mode: { type: "string", enum: ["auto","required"] },
  tools: { type: "array", items: { type: "object" } },
} };

const ChatCompletionAllowedToolChoice: Schema = { type: "object", additionalProperties: false, required: ["type","allowed_tools"], properties: {
  type: { type: "string", const: "allowed_tools" },
  allowed_tools: AllowedTools,
} };

const ChatCompletionToolChoiceOption: Schema = { anyOf: [{ type: "string", enum: ["none","auto","required"], open: {"enum":null} }, ChatCompletionNamedToolChoice, ChatCompletionAllowedToolChoice] };

const JsonObjectGrammar: Schema = { type: "object", additionalProperties: false, required: ["type","value"], properties: {
  type: { type: "string", const: "json_object" },
  value: JsonSchema,
} };

const JsonSchemaConfig: Schema = { type: "object", additionalProperties: false, required: ["schema"], properties: {
  name: { type: ["string","null"] },
  schema: { type: "object" },
} };

const JsonSchemaGrammar: Schema = { type: "object", additionalProperties: false, required: ["type","value"], properties: {
  type: { type: "string", const: "json_schema" },
  value: JsonSchemaConfig,
} };

const Grammar: Schema = { oneOf: [JsonGrammar, JsonObjectGrammar, RegexGrammar, JsonSchemaGrammar], discriminator: "type" };

const PromptCacheOptions: Schema = { type: "object", properties: {
  ttl: { type: ["string","null"] },
  mode: { type: ["string","null"] },
} };

export const ChatCompletionRequest: Schema = { type: "object", additionalProperties: false, open: true, required: ["messages"], properties: {
  messages: { type: "array", minItems: 1, items: ChatCompletionMessageParam },
  model: { type: ["string","null"] },
  stream: { type: ["boolean","null"] },
  stream_options: { oneOf: [ChatCompletionStreamOptions, { type: "null" }] },
  max_completion_tokens: { type: ["integer","null"], minimum: 1 },
  max_tokens: { type: ["integer","null"], minimum: 1 },
  n: { type: ["integer","null"], minimum: 1, maximum: 128 },
  stop: { oneOf: [StopSequences, { type: "null" }] },
  seed: { oneOf: [Seed, { type: "null" }] },
  temperature: { type: ["number","null"], minimum: 0 },
  top_p: { type: ["number","null"], minimum: 0, maximum: 1 },
  frequency_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  presence_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  logit_bias: { oneOf: [LogitBias, { type: "null" }] },
  logprobs: { type: ["boolean","null"] },
  top_logprobs: { type: ["integer","null"], minimum: 0, maximum: 20, open: {"minimum":-1,"maximum":null} },
  response_format: { oneOf: [ResponseFormat, { type: "null" }] },
  tools: { type: ["array","null"], items: { oneOf: [ChatCompletionTool], discriminator: "type", open: true } },
  tool_choice: { oneOf: [ChatCompletionToolChoiceOption, { type: "null" }] },
  do_sample: { type: ["boolean","null"] },
  top_k: { type: ["integer","null"], minimum: 0, open: {"minimum":-1} },
  typical_p: { type: ["number","null"], exclusiveMinimum: 0, maximum: 1 },
  repetition_penalty: { type: ["number","null"], exclusiveMinimum: 0 },
  truncate: { type: ["integer","null"], minimum: 1 },
  watermark: { type: ["boolean","null"] },
  best_of: { type: ["integer","null"], minimum: 0, maximum: 20 },
  grammar: { oneOf: [Grammar, { type: "null" }], open: {"oneOf":null} },
  adapter_id: { type: ["string","null"] },
  top_n_tokens: { type: ["integer","null"], minimum: 0, maximum: 5 },
  user: { type: ["string","null"] },
  metadata: { type: ["object","null"], additionalProperties: { type: "string" } },
  store: { type: ["boolean","null"] },
  service_tier: { type: ["string","null"] },
  safety_identifier: { type: ["string","null"] },
  prompt_cache_key: { type: ["string","null"] },
  prompt_cache_retention: { type: ["string","null"] },
  prompt_cache_options: { oneOf: [PromptCacheOptions, { type: "null" }] },
  parallel_tool_calls: { type: ["boolean","null"] },
  modalities: { type: ["array","null"], items: { type: "string", enum: ["text"], open: {"enum":null} } },
  audio: { type: ["object","null"] },
  prediction: { type: ["object","null"] },
  web_search_options: { type: ["object","null"] },
  moderation: { type: ["object","null"] },
  functions: { type: ["array","null"], items: { type: "object" } },
  function_call: { type: ["string","object","null"] },
  reasoning_effort: { type: ["string","null"], enum: ["none","minimal","low","medium","high","xhigh","max",null], open: {"enum":null} },
  verbosity: { type: ["string","null"], enum: ["low","medium","high",null], open: {"enum":null} },
  chat_template_kwargs: { type: ["object","null"] },
  documents: { type: ["array","null"], items: { type: "object" } },
  template: { type: ["string","null"], minLength: 1 },
} };

export const CompletionRequest: Schema = { type: "object", additionalProperties: false, open: true, required: ["prompt"], properties: {
  prompt: { oneOf: [{ type: "string" }, { type: "array", minItems: 1, items: { type: "string" } }, { type: "array", minItems: 1, items: { type: "integer", minimum: 0 } }, { type: "array", minItems: 1, items: { type: "array", minItems: 1, items: { type: "integer", minimum: 0 } } }] },
  model: { type: ["string","null"] },
  stream: { type: ["boolean","null"] },
  stream_options: { oneOf: [ChatCompletionStreamOptions, { type: "null" }] },
  max_tokens: { type: ["integer","null"], minimum: 0 },
  n: { type: ["integer","null"], minimum: 1, maximum: 128 },
  best_of: { type: ["integer","null"], minimum: 0, maximum: 20 },
  echo: { type: ["boolean","null"] },
  suffix: { type: ["string","null"] },
  stop: { oneOf: [StopSequences, { type: "null" }] },
  seed: { oneOf: [Seed, { type: "null" }] },
  temperature: { type: ["number","null"], minimum: 0 },
  top_p: { type: ["number","null"], minimum: 0, maximum: 1 },
  frequency_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  presence_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  logit_bias: { oneOf: [LogitBias, { type: "null" }] },
  logprobs: { type: ["integer","null"], minimum: 0, maximum: 5 },
  do_sample: { type: ["boolean","null"] },
  top_k: { type: ["integer","null"], minimum: 0, open: {"minimum":-1} },
  typical_p: { type: ["number","null"], exclusiveMinimum: 0, maximum: 1 },
  repetition_penalty: { type: ["number","null"], exclusiveMinimum: 0 },
  truncate: { type: ["integer","null"], minimum: 1 },
  watermark: { type: ["boolean","null"] },
  grammar: { oneOf: [Grammar, { type: "null" }], open: {"oneOf":null} },
  adapter_id: { type: ["string","null"] },
  top_n_tokens: { type: ["integer","null"], minimum: 0, maximum: 5 },
  user: { type: ["string","null"] },
} };

export const EmbeddingRequest: Schema = { type: "object", additionalProperties: false, open: true, required: ["input"], properties: {
  input: { oneOf: [{ type: "string", minLength: 1 }, { type: "array", minItems: 1, items: { type: "string", minLength: 1 } }, { type: "array", minItems: 1, items: { type: "integer", minimum: 0 } }, { type: "array", minItems: 1, items: { type: "array", minItems: 1, items: { type: "integer", minimum: 0 } } }] },
  model: { type: ["string","null"] },
  encoding_format: { type: ["string","null"], enum: ["float","base64",null] },
  dimensions: { type: ["integer","null"], minimum: 1 },
  normalize: { type: ["boolean","null"] },
  prompt_name: { type: ["string","null"] },
  truncate: { type: ["boolean","null"] },
  truncation_direction: { type: ["string","null"], enum: ["left","right","Left","Right",null] },
  pooling: { type: ["string","null"], enum: ["mean",null] },
  user: { type: ["string","null"] },
} };
