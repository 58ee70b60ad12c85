// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { components } from './openai.ts';

type Validator<Name extends keyof components['schemas']> = z.ZodMiniType<components['schemas'][Name]>;

// Takes more values than the types say.
const wider = <Typed extends z.ZodMiniType>(_typed: Typed, taken: z.ZodMiniType) =>
  taken as z.ZodMiniType<z.infer<Typed>>;

// An integer of any size: z.int() ends at 2^53, and seeds have 64 bits.
const integer = /* @__PURE__ */ z.number().check((payload) => {
  if (!Number.isInteger(payload.value)) {
    payload.issues.push({ code: 'invalid_type', expected: 'int', input: payload.value });
  }
});

// Kinds that are not named here are let through as they are, which the types do not say.
const openUnion = <Kinds extends readonly [z.ZodMiniObject, ...z.ZodMiniObject[]]>(name: string, kinds: Kinds) =>
  z.union([
    z.discriminatedUnion(name, kinds),
    z.custom<never>((value) => {
      const kind: unknown = Object(value)[name];
      return typeof kind === 'string' && !kinds.some(({ shape }) => z.safeParse(shape[name] ?? z.never(), kind).success);
    }),
  ]);

export const AllowedTools = /* @__PURE__ */ (() => z.strictObject({
  mode: z.literal(["auto", "required"]),
  tools: z.array(z.record(z.string(), z.unknown())),
}))() satisfies Validator<'AllowedTools'>;

export const BatchError = /* @__PURE__ */ (() => z.looseObject({
  code: z.string(),
  message: z.string(),
  param: z.nullable(z.string()),
  line: z.nullable(integer),
}))() satisfies Validator<'BatchError'>;

export const BatchErrors = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(BatchError),
}))() satisfies Validator<'BatchErrors'>;

export const BatchRequestCounts = /* @__PURE__ */ (() => z.looseObject({
  total: integer,
  completed: integer,
  failed: integer,
}))() satisfies Validator<'BatchRequestCounts'>;

export const Batch = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("batch"),
  endpoint: z.string(),
  errors: z.nullable(BatchErrors),
  input_file_id: z.string(),
  completion_window: z.string(),
  status: z.literal(["validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled"]),
  output_file_id: z.nullable(z.string()),
  error_file_id: z.nullable(z.string()),
  created_at: integer,
  in_progress_at: z.nullable(integer),
  expires_at: z.nullable(integer),
  finalizing_at: z.nullable(integer),
  completed_at: z.nullable(integer),
  failed_at: z.nullable(integer),
  expired_at: z.nullable(integer),
  cancelling_at: z.nullable(integer),
  cancelled_at: z.nullable(integer),
  request_counts: BatchRequestCounts,
  metadata: z.nullable(z.record(z.string(), z.string())),
}))() satisfies Validator<'Batch'>;

export const BatchList = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(Batch),
  first_id: z.nullable(z.string()),
  last_id: z.nullable(z.string()),
  has_more: z.boolean(),
}))() satisfies Validator<'BatchList'>;

export const BatchRequest = /* @__PURE__ */ (() => z.strictObject({
  input_file_id: z.string().check(z.minLength(1)),
  endpoint: z.literal(["/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/rerank"]),
  completion_window: z.string().check(z.regex(/^[1-9]\d{0,2}[hd]$/u)),
  metadata: z.optional(z.nullable(z.record(z.string(), z.string().check(z.maxLength(512))))),
  output_expires_after: z.optional(z.nullable(z.looseObject({
    anchor: z.literal("created_at"),
    seconds: integer.check(z.gte(3600), z.lte(2592000)),
  }))),
}))() satisfies Validator<'BatchRequest'>;

export const FunctionCall = /* @__PURE__ */ (() => z.looseObject({
  name: z.string(),
  arguments: z.string(),
}))() satisfies Validator<'FunctionCall'>;

export const ChatCompletionMessageToolCall = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("function"),
  function: FunctionCall,
}))() satisfies Validator<'ChatCompletionMessageToolCall'>;

export const ChatCompletionMessage = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("assistant"),
  content: z.nullable(z.string()),
  refusal: z.nullable(z.string()),
  tool_calls: z.optional(z.array(ChatCompletionMessageToolCall)),
  reasoning_content: z.optional(z.nullable(z.string())),
  reasoning: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionMessage'>;

export const TopLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.nullable(z.array(integer.check(z.gte(0), z.lte(255)))),
}))() satisfies Validator<'TopLogprob'>;

export const ChatCompletionTokenLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.nullable(z.array(integer.check(z.gte(0), z.lte(255)))),
  top_logprobs: z.array(TopLogprob),
}))() satisfies Validator<'ChatCompletionTokenLogprob'>;

export const ChatCompletionLogprobs = /* @__PURE__ */ (() => z.looseObject({
  content: z.nullable(z.array(ChatCompletionTokenLogprob)),
  refusal: z.nullable(z.array(ChatCompletionTokenLogprob)),
}))() satisfies Validator<'ChatCompletionLogprobs'>;

export const TgiDetails = /* @__PURE__ */ (() => z.looseObject({
  finish_reason: z.nullable(z.string()),
  seed: z.nullable(z.string()),
}))() satisfies Validator<'TgiDetails'>;

export const ChatCompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer,
  message: ChatCompletionMessage,
  logprobs: z.nullable(ChatCompletionLogprobs),
  finish_reason: z.string(),
  native_finish_reason: z.optional(z.string()),
  tgi: z.optional(TgiDetails),
}))() satisfies Validator<'ChatCompletionChoice'>;

export const PromptTokensDetails = /* @__PURE__ */ (() => z.looseObject({
  cached_tokens: z.optional(z.nullable(integer)),
}))() satisfies Validator<'PromptTokensDetails'>;

export const CompletionTokensDetails = /* @__PURE__ */ (() => z.looseObject({
  reasoning_tokens: z.optional(z.nullable(integer)),
}))() satisfies Validator<'CompletionTokensDetails'>;

export const CompletionUsage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: integer,
  completion_tokens: integer,
  total_tokens: integer,
  prompt_tokens_details: z.optional(z.nullable(PromptTokensDetails)),
  completion_tokens_details: z.optional(z.nullable(CompletionTokensDetails)),
}))() satisfies Validator<'CompletionUsage'>;

export const ChatCompletion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: integer,
  model: z.string(),
  choices: z.array(ChatCompletionChoice),
  usage: z.optional(CompletionUsage),
  system_fingerprint: z.optional(z.string()),
}))() satisfies Validator<'ChatCompletion'>;

export const ChatCompletionAllowedToolChoice = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("allowed_tools"),
  allowed_tools: AllowedTools,
}))() satisfies Validator<'ChatCompletionAllowedToolChoice'>;

export const PromptCacheBreakpoint = /* @__PURE__ */ (() => z.looseObject({
  mode: z.string(),
}))() satisfies Validator<'PromptCacheBreakpoint'>;

export const ChatCompletionContentPartText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("text"),
  text: z.string(),
  prompt_cache_breakpoint: z.optional(z.nullable(PromptCacheBreakpoint)),
}))() satisfies Validator<'ChatCompletionContentPartText'>;

export const ChatCompletionContentPartRefusal = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("refusal"),
  refusal: z.string(),
}))() satisfies Validator<'ChatCompletionContentPartRefusal'>;

export const ChatCompletionAssistantContentPart = /* @__PURE__ */ (() => openUnion("type", [ChatCompletionContentPartText, ChatCompletionContentPartRefusal]))() satisfies Validator<'ChatCompletionAssistantContentPart'>;

export const ChatCompletionAssistantMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("assistant"),
  content: z.optional(z.nullable(z.union([z.string(), z.array(ChatCompletionAssistantContentPart).check(z.minLength(1))]))),
  name: z.optional(z.nullable(z.string())),
  refusal: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.nullable(z.array(ChatCompletionMessageToolCall))),
  function_call: z.optional(z.nullable(FunctionCall)),
  reasoning_content: z.optional(z.nullable(z.string())),
  reasoning: z.optional(z.nullable(z.string())),
  annotations: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  audio: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  parsed: z.optional(z.unknown()),
}))() satisfies Validator<'ChatCompletionAssistantMessageParam'>;

export const FunctionCallChunk = /* @__PURE__ */ (() => z.looseObject({
  name: z.optional(z.string()),
  arguments: z.optional(z.string()),
}))() satisfies Validator<'FunctionCallChunk'>;

export const ChatCompletionMessageToolCallChunk = /* @__PURE__ */ (() => z.looseObject({
  index: integer,
  id: z.optional(z.string()),
  type: z.optional(z.literal("function")),
  function: z.optional(FunctionCallChunk),
}))() satisfies Validator<'ChatCompletionMessageToolCallChunk'>;

export const ChatCompletionDelta = /* @__PURE__ */ (() => z.looseObject({
  role: z.optional(z.literal("assistant")),
  content: z.optional(z.nullable(z.string())),
  refusal: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.array(ChatCompletionMessageToolCallChunk)),
  reasoning_content: z.optional(z.nullable(z.string())),
  reasoning: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionDelta'>;

export const ChatCompletionChunkChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer,
  delta: ChatCompletionDelta,
  logprobs: z.optional(z.nullable(ChatCompletionLogprobs)),
  finish_reason: z.nullable(z.string()),
  native_finish_reason: z.optional(z.string()),
  tgi: z.optional(TgiDetails),
}))() satisfies Validator<'ChatCompletionChunkChoice'>;

export const ChatCompletionChunk = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion.chunk"),
  created: integer,
  model: z.string(),
  choices: z.array(ChatCompletionChunkChoice),
  usage: z.optional(z.nullable(CompletionUsage)),
  system_fingerprint: z.optional(z.string()),
}))() satisfies Validator<'ChatCompletionChunk'>;

export const ImageUrl = /* @__PURE__ */ (() => z.looseObject({
  url: z.string().check(z.minLength(1)),
  detail: z.optional(wider(z.nullable(z.literal(["auto", "low", "high"])), z.nullable(z.string()))),
}))() satisfies Validator<'ImageUrl'>;

export const ChatCompletionContentPartImage = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("image_url"),
  image_url: ImageUrl,
  prompt_cache_breakpoint: z.optional(z.nullable(PromptCacheBreakpoint)),
}))() satisfies Validator<'ChatCompletionContentPartImage'>;

export const InputAudio = /* @__PURE__ */ (() => z.looseObject({
  data: z.string(),
  format: wider(z.literal(["wav", "mp3"]), z.string()),
}))() satisfies Validator<'InputAudio'>;

export const ChatCompletionContentPartInputAudio = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("input_audio"),
  input_audio: InputAudio,
  prompt_cache_breakpoint: z.optional(z.nullable(PromptCacheBreakpoint)),
}))() satisfies Validator<'ChatCompletionContentPartInputAudio'>;

export const InputFile = /* @__PURE__ */ (() => z.looseObject({
  filename: z.optional(z.nullable(z.string())),
  file_data: z.optional(z.nullable(z.string())),
  file_id: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'InputFile'>;

export const ChatCompletionContentPartFile = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("file"),
  file: InputFile,
  prompt_cache_breakpoint: z.optional(z.nullable(PromptCacheBreakpoint)),
}))() satisfies Validator<'ChatCompletionContentPartFile'>;

export const ChatCompletionContentPart = /* @__PURE__ */ (() => openUnion("type", [ChatCompletionContentPartText, ChatCompletionContentPartImage, ChatCompletionContentPartInputAudio, ChatCompletionContentPartFile]))() satisfies Validator<'ChatCompletionContentPart'>;

export const ChatCompletionDeveloperMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("developer"),
  content: z.union([z.string(), z.array(openUnion("type", [ChatCompletionContentPartText])).check(z.minLength(1))]),
  name: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionDeveloperMessageParam'>;

export const ChatCompletionFunctionMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("function"),
  content: z.nullable(z.string()),
  name: z.string(),
}))() satisfies Validator<'ChatCompletionFunctionMessageParam'>;

export const ChatCompletionSystemMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("system"),
  content: z.union([z.string(), z.array(openUnion("type", [ChatCompletionContentPartText])).check(z.minLength(1))]),
  name: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionSystemMessageParam'>;

export const ChatCompletionUserMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("user"),
  content: z.union([z.string(), z.array(ChatCompletionContentPart).check(z.minLength(1))]),
  name: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionUserMessageParam'>;

export const ChatCompletionToolMessageParam = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("tool"),
  content: z.union([z.string(), z.array(openUnion("type", [ChatCompletionContentPartText])).check(z.minLength(1))]),
  tool_call_id: z.string(),
  name: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionToolMessageParam'>;

export const ChatCompletionMessageParam = /* @__PURE__ */ (() => z.discriminatedUnion("role", [ChatCompletionSystemMessageParam, ChatCompletionDeveloperMessageParam, ChatCompletionUserMessageParam, ChatCompletionAssistantMessageParam, ChatCompletionToolMessageParam, ChatCompletionFunctionMessageParam]))() satisfies Validator<'ChatCompletionMessageParam'>;

export const FunctionName = /* @__PURE__ */ (() => z.looseObject({
  name: z.string().check(z.minLength(1)),
}))() satisfies Validator<'FunctionName'>;

export const ChatCompletionNamedToolChoice = /* @__PURE__ */ (() => wider(z.strictObject({
  type: z.literal("function"),
  function: FunctionName,
}), z.record(z.string(), z.unknown())))() satisfies Validator<'ChatCompletionNamedToolChoice'>;

export const ChatCompletionStreamOptions = /* @__PURE__ */ (() => z.looseObject({
  include_usage: z.optional(z.nullable(z.boolean())),
  include_obfuscation: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'ChatCompletionStreamOptions'>;

export const StopSequences = /* @__PURE__ */ (() => z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1))).check(z.maxLength(1024))]))() satisfies Validator<'StopSequences'>;

export const Seed = /* @__PURE__ */ (() => z.union([integer.check(z.gte(-1)), z.string().check(z.regex(/^[0-9]{1,20}$/u))]))() satisfies Validator<'Seed'>;

export const LogitBias = /* @__PURE__ */ (() => z.record(z.string(), z.number()))() satisfies Validator<'LogitBias'>;

export const ResponseFormatText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("text"),
}))() satisfies Validator<'ResponseFormatText'>;

export const NamedJSONSchema = /* @__PURE__ */ (() => z.looseObject({
  name: z.string().check(z.minLength(1)),
  schema: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  description: z.optional(z.nullable(z.string())),
  strict: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'NamedJSONSchema'>;

export const ResponseFormatJSONSchema = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("json_schema"),
  json_schema: NamedJSONSchema,
}))() satisfies Validator<'ResponseFormatJSONSchema'>;

export const ResponseFormatJSONObject = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("json_object"),
  value: z.optional(z.union([z.record(z.string(), z.unknown()), z.nullable(z.string())])),
  schema: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'ResponseFormatJSONObject'>;

export const JsonSchema = /* @__PURE__ */ (() => z.union([z.record(z.string(), z.unknown()), z.string()]))() satisfies Validator<'JsonSchema'>;

export const JsonGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json"),
  value: JsonSchema,
}))() satisfies Validator<'JsonGrammar'>;

export const RegexGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("regex"),
  value: z.string(),
}))() satisfies Validator<'RegexGrammar'>;

export const ResponseFormat = /* @__PURE__ */ (() => openUnion("type", [ResponseFormatText, ResponseFormatJSONSchema, ResponseFormatJSONObject, JsonGrammar, RegexGrammar]))() satisfies Validator<'ResponseFormat'>;

export const FunctionDefinition = /* @__PURE__ */ (() => z.looseObject({
  name: z.string().check(z.minLength(1)),
  description: z.optional(z.nullable(z.string())),
  parameters: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  strict: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'FunctionDefinition'>;

export const ChatCompletionTool = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("function"),
  function: FunctionDefinition,
}))() satisfies Validator<'ChatCompletionTool'>;

export const ChatCompletionToolChoiceOption = /* @__PURE__ */ (() => z.union([wider(z.literal(["none", "auto", "required"]), z.string()), ChatCompletionNamedToolChoice, ChatCompletionAllowedToolChoice]))() satisfies Validator<'ChatCompletionToolChoiceOption'>;

export const JsonObjectGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json_object"),
  value: JsonSchema,
}))() satisfies Validator<'JsonObjectGrammar'>;

export const JsonSchemaConfig = /* @__PURE__ */ (() => z.strictObject({
  name: z.optional(z.nullable(z.string())),
  schema: z.record(z.string(), z.unknown()),
}))() satisfies Validator<'JsonSchemaConfig'>;

export const JsonSchemaGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json_schema"),
  value: JsonSchemaConfig,
}))() satisfies Validator<'JsonSchemaGrammar'>;

export const Grammar = /* @__PURE__ */ (() => z.discriminatedUnion("type", [JsonGrammar, JsonObjectGrammar, RegexGrammar, JsonSchemaGrammar]))() satisfies Validator<'Grammar'>;

export const PromptCacheOptions = /* @__PURE__ */ (() => z.looseObject({
  ttl: z.optional(z.nullable(z.string())),
  mode: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'PromptCacheOptions'>;

export const ChatCompletionRequest = /* @__PURE__ */ (() => z.looseObject({
  messages: z.array(ChatCompletionMessageParam).check(z.minLength(1)),
  model: z.optional(z.nullable(z.string())),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(ChatCompletionStreamOptions)),
  max_completion_tokens: z.optional(z.nullable(integer.check(z.gte(1)))),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(1)))),
  n: z.optional(z.nullable(integer.check(z.gte(1), z.lte(128)))),
  stop: z.optional(z.nullable(StopSequences)),
  seed: z.optional(z.nullable(Seed)),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  logit_bias: z.optional(z.nullable(LogitBias)),
  logprobs: z.optional(z.nullable(z.boolean())),
  top_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  response_format: z.optional(z.nullable(ResponseFormat)),
  tools: z.optional(z.nullable(z.array(openUnion("type", [ChatCompletionTool])))),
  tool_choice: z.optional(z.nullable(ChatCompletionToolChoiceOption)),
  do_sample: z.optional(z.nullable(z.boolean())),
  top_k: z.optional(z.nullable(integer.check(z.gte(-1)))),
  typical_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lte(1)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  truncate: z.optional(z.nullable(integer.check(z.gte(1)))),
  watermark: z.optional(z.nullable(z.boolean())),
  best_of: z.optional(z.nullable(integer.check(z.gte(0), z.lte(20)))),
  grammar: z.optional(wider(z.nullable(Grammar), z.unknown())),
  adapter_id: z.optional(z.nullable(z.string())),
  top_n_tokens: z.optional(z.nullable(integer.check(z.gte(0), z.lte(5)))),
  user: z.optional(z.nullable(z.string())),
  metadata: z.optional(z.nullable(z.record(z.string(), z.string()))),
  store: z.optional(z.nullable(z.boolean())),
  service_tier: z.optional(z.nullable(z.string())),
  safety_identifier: z.optional(z.nullable(z.string())),
  prompt_cache_key: z.optional(z.nullable(z.string())),
  prompt_cache_retention: z.optional(z.nullable(z.string())),
  prompt_cache_options: z.optional(z.nullable(PromptCacheOptions)),
  parallel_tool_calls: z.optional(z.nullable(z.boolean())),
  modalities: z.optional(z.nullable(z.array(wider(z.literal("text"), z.string())))),
  audio: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  prediction: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  web_search_options: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  moderation: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  functions: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  function_call: z.optional(z.nullable(z.union([z.string(), z.record(z.string(), z.unknown())]))),
  reasoning_effort: z.optional(wider(z.nullable(z.literal(["none", "minimal", "low", "medium", "high", "xhigh", "max"])), z.nullable(z.string()))),
  verbosity: z.optional(wider(z.nullable(z.literal(["low", "medium", "high"])), z.nullable(z.string()))),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  documents: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  template: z.optional(z.nullable(z.string().check(z.minLength(1)))),
  min_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  min_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  stop_token_ids: z.optional(z.nullable(z.array(integer))),
  include_stop_str_in_output: z.optional(z.nullable(z.boolean())),
  no_stop_trim: z.optional(z.nullable(z.boolean())),
  ignore_eos: z.optional(z.nullable(z.boolean())),
  skip_special_tokens: z.optional(z.nullable(z.boolean())),
  spaces_between_special_tokens: z.optional(z.nullable(z.boolean())),
  use_beam_search: z.optional(z.nullable(z.boolean())),
  length_penalty: z.optional(z.nullable(z.number())),
  bad_words: z.optional(z.nullable(z.array(z.string()))),
  allowed_token_ids: z.optional(z.nullable(z.array(integer))),
  repetition_detection: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  watermarking: z.optional(z.nullable(z.boolean())),
  prompt_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  logprob_token_ids: z.optional(z.nullable(z.array(integer))),
  return_tokens_as_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_offsets: z.optional(z.nullable(z.boolean())),
  return_prompt_text: z.optional(z.nullable(z.boolean())),
  return_mm_kwargs: z.optional(z.nullable(z.boolean())),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  truncation_side: z.optional(z.nullable(z.string())),
  add_special_tokens: z.optional(z.nullable(z.boolean())),
  add_generation_prompt: z.optional(z.nullable(z.boolean())),
  continue_final_message: z.optional(z.nullable(z.boolean())),
  media_io_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  cache_salt: z.optional(z.nullable(z.string())),
  structured_outputs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  regex: z.optional(z.nullable(z.string())),
  ebnf: z.optional(z.nullable(z.string())),
  json_schema: z.optional(z.unknown()),
  thinking_token_budget: z.optional(z.nullable(integer.check(z.gte(-1)))),
  include_reasoning: z.optional(z.nullable(z.boolean())),
  separate_reasoning: z.optional(z.nullable(z.boolean())),
  stream_reasoning: z.optional(z.nullable(z.boolean())),
  reasoning_format: z.optional(z.nullable(z.string())),
  reasoning_budget: z.optional(z.nullable(integer.check(z.gte(-1)))),
  thinking_forced_open: z.optional(z.nullable(z.boolean())),
  think: z.optional(z.unknown()),
  stream_interval: z.optional(z.nullable(integer.check(z.gte(1)))),
  return_hidden_states: z.optional(z.nullable(z.boolean())),
  return_progress: z.optional(z.nullable(z.boolean())),
  return_tokens: z.optional(z.nullable(z.boolean())),
  timings_per_token: z.optional(z.nullable(z.boolean())),
  post_sampling_probs: z.optional(z.nullable(z.boolean())),
  response_fields: z.optional(z.nullable(z.array(z.string()))),
  dynatemp_range: z.optional(z.nullable(z.number())),
  dynatemp_exponent: z.optional(z.nullable(z.number())),
  n_predict: z.optional(z.nullable(integer.check(z.gte(-1)))),
  n_indent: z.optional(z.nullable(integer.check(z.gte(0)))),
  n_keep: z.optional(z.nullable(integer.check(z.gte(-1)))),
  n_probs: z.optional(z.nullable(integer.check(z.gte(0)))),
  min_keep: z.optional(z.nullable(integer.check(z.gte(0)))),
  t_max_predict_ms: z.optional(z.nullable(integer.check(z.gte(0)))),
  repeat_penalty: z.optional(z.nullable(z.number().check(z.gte(0)))),
  repeat_last_n: z.optional(z.nullable(integer.check(z.gte(-1)))),
  dry_multiplier: z.optional(z.nullable(z.number())),
  dry_base: z.optional(z.nullable(z.number())),
  dry_allowed_length: z.optional(z.nullable(integer)),
  dry_penalty_last_n: z.optional(z.nullable(integer.check(z.gte(-1)))),
  dry_sequence_breakers: z.optional(z.nullable(z.array(z.string()))),
  xtc_probability: z.optional(z.nullable(z.number())),
  xtc_threshold: z.optional(z.nullable(z.number())),
  top_n_sigma: z.optional(z.nullable(z.number())),
  mirostat: z.optional(z.nullable(integer)),
  mirostat_tau: z.optional(z.nullable(z.number())),
  mirostat_eta: z.optional(z.nullable(z.number())),
  samplers: z.optional(z.unknown()),
  grammar_lazy: z.optional(z.nullable(z.boolean())),
  grammar_triggers: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  preserved_tokens: z.optional(z.nullable(z.array(z.string()))),
  cache_prompt: z.optional(z.nullable(z.boolean())),
  parse_tool_calls: z.optional(z.nullable(z.boolean())),
  backend_sampling: z.optional(z.nullable(z.boolean())),
  priority: z.optional(z.nullable(integer)),
  request_id: z.optional(z.nullable(z.string())),
  rid: z.optional(z.nullable(z.string())),
  session_id: z.optional(z.nullable(z.string())),
  session_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  routed_experts_prompt_start: z.optional(z.nullable(integer)),
  vllm_xargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  chat_template: z.optional(z.nullable(z.string())),
  mm_payload: z.optional(z.nullable(z.string())),
  custom_logit_processor: z.optional(z.nullable(z.string())),
  custom_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  lora_path: z.optional(z.unknown()),
  lora: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  id_slot: z.optional(z.nullable(integer)),
  bootstrap_host: z.optional(z.unknown()),
  bootstrap_port: z.optional(z.unknown()),
  bootstrap_room: z.optional(z.unknown()),
  min_new_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  enable_thinking: z.optional(z.nullable(z.boolean())),
  do_preprocess: z.optional(z.nullable(z.boolean())),
  stop_regex: z.optional(z.unknown()),
  task: z.optional(z.nullable(z.string())),
  input_ids: z.optional(z.nullable(z.array(integer))),
  return_prompt_token_ids: z.optional(z.nullable(z.boolean())),
  return_meta_info: z.optional(z.nullable(z.boolean())),
  return_cached_tokens_details: z.optional(z.nullable(z.boolean())),
  max_dynamic_patch: z.optional(z.nullable(integer)),
  min_dynamic_patch: z.optional(z.nullable(integer)),
  use_audio_in_video: z.optional(z.nullable(z.boolean())),
  images_config: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  return_routed_experts: z.optional(z.nullable(z.boolean())),
  routed_experts_start_len: z.optional(z.nullable(integer)),
  extra_key: z.optional(z.unknown()),
  ngram_corpus_id: z.optional(z.nullable(z.string())),
  routed_dp_rank: z.optional(z.nullable(integer)),
  disagg_prefill_dp_rank: z.optional(z.nullable(integer)),
  data_parallel_rank: z.optional(z.nullable(integer)),
}))() satisfies Validator<'ChatCompletionRequest'>;

export const ChatPrompt = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("chat.prompt"),
  model: z.string(),
  source: z.literal(["easyllm", "server"]),
  prompt: z.string(),
}))() satisfies Validator<'ChatPrompt'>;

export const CompletionLogprobs = /* @__PURE__ */ (() => z.looseObject({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.nullable(z.number())),
  top_logprobs: z.nullable(z.array(z.nullable(z.record(z.string(), z.number())))),
  text_offset: z.array(integer.check(z.gte(0))),
}))() satisfies Validator<'CompletionLogprobs'>;

export const CompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer,
  text: z.string(),
  logprobs: z.nullable(CompletionLogprobs),
  finish_reason: z.nullable(z.string()),
  native_finish_reason: z.optional(z.string()),
  tgi: z.optional(TgiDetails),
}))() satisfies Validator<'CompletionChoice'>;

export const Completion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("text_completion"),
  created: integer,
  model: z.string(),
  choices: z.array(CompletionChoice),
  usage: z.optional(z.nullable(CompletionUsage)),
  system_fingerprint: z.optional(z.string()),
}))() satisfies Validator<'Completion'>;

export const CompletionRequest = /* @__PURE__ */ (() => z.looseObject({
  prompt: z.union([z.string(), z.array(z.string()).check(z.minLength(1)), z.array(integer.check(z.gte(0))).check(z.minLength(1)), z.array(z.array(integer.check(z.gte(0))).check(z.minLength(1))).check(z.minLength(1))]),
  model: z.optional(z.nullable(z.string())),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(ChatCompletionStreamOptions)),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  n: z.optional(z.nullable(integer.check(z.gte(1), z.lte(128)))),
  best_of: z.optional(z.nullable(integer.check(z.gte(0), z.lte(20)))),
  echo: z.optional(z.nullable(z.boolean())),
  suffix: z.optional(z.nullable(z.string())),
  stop: z.optional(z.nullable(StopSequences)),
  seed: z.optional(z.nullable(Seed)),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  logit_bias: z.optional(z.nullable(LogitBias)),
  logprobs: z.optional(z.nullable(integer.check(z.gte(0), z.lte(5)))),
  do_sample: z.optional(z.nullable(z.boolean())),
  top_k: z.optional(z.nullable(integer.check(z.gte(-1)))),
  typical_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lte(1)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  truncate: z.optional(z.nullable(integer.check(z.gte(1)))),
  watermark: z.optional(z.nullable(z.boolean())),
  grammar: z.optional(wider(z.nullable(Grammar), z.unknown())),
  adapter_id: z.optional(z.nullable(z.string())),
  top_n_tokens: z.optional(z.nullable(integer.check(z.gte(0), z.lte(5)))),
  user: z.optional(z.nullable(z.string())),
  response_format: z.optional(z.nullable(ResponseFormat)),
  min_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  min_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  stop_token_ids: z.optional(z.nullable(z.array(integer))),
  include_stop_str_in_output: z.optional(z.nullable(z.boolean())),
  no_stop_trim: z.optional(z.nullable(z.boolean())),
  ignore_eos: z.optional(z.nullable(z.boolean())),
  skip_special_tokens: z.optional(z.nullable(z.boolean())),
  spaces_between_special_tokens: z.optional(z.nullable(z.boolean())),
  use_beam_search: z.optional(z.nullable(z.boolean())),
  length_penalty: z.optional(z.nullable(z.number())),
  bad_words: z.optional(z.nullable(z.array(z.string()))),
  allowed_token_ids: z.optional(z.nullable(z.array(integer))),
  repetition_detection: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  watermarking: z.optional(z.nullable(z.boolean())),
  prompt_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  logprob_token_ids: z.optional(z.nullable(z.array(integer))),
  return_tokens_as_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_offsets: z.optional(z.nullable(z.boolean())),
  return_mm_kwargs: z.optional(z.nullable(z.boolean())),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  truncation_side: z.optional(z.nullable(z.string())),
  add_special_tokens: z.optional(z.nullable(z.boolean())),
  cache_salt: z.optional(z.nullable(z.string())),
  structured_outputs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  regex: z.optional(z.nullable(z.string())),
  ebnf: z.optional(z.nullable(z.string())),
  json_schema: z.optional(z.unknown()),
  thinking_token_budget: z.optional(z.nullable(integer.check(z.gte(-1)))),
  stream_interval: z.optional(z.nullable(integer.check(z.gte(1)))),
  return_hidden_states: z.optional(z.nullable(z.boolean())),
  return_progress: z.optional(z.nullable(z.boolean())),
  return_tokens: z.optional(z.nullable(z.boolean())),
  timings_per_token: z.optional(z.nullable(z.boolean())),
  post_sampling_probs: z.optional(z.nullable(z.boolean())),
  response_fields: z.optional(z.nullable(z.array(z.string()))),
  dynatemp_range: z.optional(z.nullable(z.number())),
  dynatemp_exponent: z.optional(z.nullable(z.number())),
  n_predict: z.optional(z.nullable(integer.check(z.gte(-1)))),
  n_indent: z.optional(z.nullable(integer.check(z.gte(0)))),
  n_keep: z.optional(z.nullable(integer.check(z.gte(-1)))),
  n_probs: z.optional(z.nullable(integer.check(z.gte(0)))),
  min_keep: z.optional(z.nullable(integer.check(z.gte(0)))),
  t_max_predict_ms: z.optional(z.nullable(integer.check(z.gte(0)))),
  repeat_penalty: z.optional(z.nullable(z.number().check(z.gte(0)))),
  repeat_last_n: z.optional(z.nullable(integer.check(z.gte(-1)))),
  dry_multiplier: z.optional(z.nullable(z.number())),
  dry_base: z.optional(z.nullable(z.number())),
  dry_allowed_length: z.optional(z.nullable(integer)),
  dry_penalty_last_n: z.optional(z.nullable(integer.check(z.gte(-1)))),
  dry_sequence_breakers: z.optional(z.nullable(z.array(z.string()))),
  xtc_probability: z.optional(z.nullable(z.number())),
  xtc_threshold: z.optional(z.nullable(z.number())),
  top_n_sigma: z.optional(z.nullable(z.number())),
  mirostat: z.optional(z.nullable(integer)),
  mirostat_tau: z.optional(z.nullable(z.number())),
  mirostat_eta: z.optional(z.nullable(z.number())),
  samplers: z.optional(z.unknown()),
  grammar_lazy: z.optional(z.nullable(z.boolean())),
  grammar_triggers: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  preserved_tokens: z.optional(z.nullable(z.array(z.string()))),
  cache_prompt: z.optional(z.nullable(z.boolean())),
  backend_sampling: z.optional(z.nullable(z.boolean())),
  priority: z.optional(z.nullable(integer)),
  request_id: z.optional(z.nullable(z.string())),
  rid: z.optional(z.nullable(z.string())),
  session_id: z.optional(z.nullable(z.string())),
  session_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  routed_experts_prompt_start: z.optional(z.nullable(integer)),
  vllm_xargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  prompt_embeds: z.optional(z.unknown()),
  mm_payload: z.optional(z.nullable(z.string())),
  custom_logit_processor: z.optional(z.nullable(z.string())),
  custom_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  lora_path: z.optional(z.unknown()),
  lora: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  id_slot: z.optional(z.nullable(integer)),
  bootstrap_host: z.optional(z.unknown()),
  bootstrap_port: z.optional(z.unknown()),
  bootstrap_room: z.optional(z.unknown()),
  stop_regex: z.optional(z.unknown()),
  return_cached_tokens_details: z.optional(z.nullable(z.boolean())),
  return_routed_experts: z.optional(z.nullable(z.boolean())),
  routed_experts_start_len: z.optional(z.nullable(integer)),
  extra_key: z.optional(z.unknown()),
  custom_labels: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  routed_dp_rank: z.optional(z.nullable(integer)),
  disagg_prefill_dp_rank: z.optional(z.nullable(integer)),
  data_parallel_rank: z.optional(z.nullable(integer)),
}))() satisfies Validator<'CompletionRequest'>;

export const Embedding = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("embedding"),
  index: integer,
  embedding: z.union([z.array(z.number()), z.string()]),
}))() satisfies Validator<'Embedding'>;

export const EmbeddingUsage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: integer,
  total_tokens: integer,
}))() satisfies Validator<'EmbeddingUsage'>;

export const CreateEmbeddingResponse = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(Embedding),
  model: z.string(),
  usage: z.optional(EmbeddingUsage),
}))() satisfies Validator<'CreateEmbeddingResponse'>;

export const DeletedFile = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("file"),
  deleted: z.literal(true),
}))() satisfies Validator<'DeletedFile'>;

export const DeletedResponse = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  deleted: z.literal(true),
}))() satisfies Validator<'DeletedResponse'>;

export const EmbeddingRequest = /* @__PURE__ */ (() => z.looseObject({
  input: z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1))).check(z.minLength(1)), z.array(integer.check(z.gte(0))).check(z.minLength(1)), z.array(z.array(integer.check(z.gte(0))).check(z.minLength(1))).check(z.minLength(1))]),
  model: z.optional(z.nullable(z.string())),
  encoding_format: z.optional(z.nullable(z.literal(["float", "base64"]))),
  dimensions: z.optional(z.nullable(integer.check(z.gte(1)))),
  normalize: z.optional(z.nullable(z.boolean())),
  prompt_name: z.optional(z.nullable(z.string())),
  truncate: z.optional(z.nullable(z.boolean())),
  truncation_direction: z.optional(z.nullable(z.literal(["left", "right", "Left", "Right"]))),
  pooling: z.optional(z.nullable(z.literal("mean"))),
  user: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'EmbeddingRequest'>;

export const ErrorObject = /* @__PURE__ */ (() => z.looseObject({
  message: z.string(),
  type: z.string(),
  param: z.nullable(z.string()),
  code: z.nullable(z.string()),
}))() satisfies Validator<'ErrorObject'>;

export const ErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  error: ErrorObject,
}))() satisfies Validator<'ErrorResponse'>;

export const FileObject = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("file"),
  bytes: integer,
  created_at: integer,
  expires_at: z.nullable(integer),
  filename: z.string(),
  purpose: z.string(),
  status: z.literal("processed"),
}))() satisfies Validator<'FileObject'>;

export const FileList = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(FileObject),
  first_id: z.nullable(z.string()),
  last_id: z.nullable(z.string()),
  has_more: z.boolean(),
}))() satisfies Validator<'FileList'>;

export const FileRequest = /* @__PURE__ */ (() => z.looseObject({
  file: z.string(),
  purpose: z.literal(["batch", "user_data", "evals", "assistants", "vision", "fine-tune"]),
  expires_after: z.optional(z.looseObject({
    anchor: z.literal("created_at"),
    seconds: integer.check(z.gte(3600), z.lte(2592000)),
  })),
}))() satisfies Validator<'FileRequest'>;

export const GatewayLimit = /* @__PURE__ */ (() => z.looseObject({
  limit: integer,
  used: integer,
  remaining: integer,
  resets_in: z.optional(z.number()),
}))() satisfies Validator<'GatewayLimit'>;

export const GatewayUsage = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("usage"),
  key: z.string(),
  models: z.nullable(z.array(z.string())),
  since: integer,
  requests: integer,
  errors: integer,
  in_flight: integer,
  prompt_tokens: integer,
  completion_tokens: integer,
  total_tokens: integer,
  limits: z.looseObject({
    requests: z.nullable(GatewayLimit),
    tokens: z.nullable(GatewayLimit),
    concurrent: z.nullable(GatewayLimit),
  }),
}))() satisfies Validator<'GatewayUsage'>;

export const Health = /* @__PURE__ */ (() => z.looseObject({
  status: z.literal("ok"),
}))() satisfies Validator<'Health'>;

export const Model = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("model"),
  created: integer,
  owned_by: z.string(),
  max_model_len: z.optional(integer.check(z.gte(1))),
  easyllm: z.optional(z.looseObject({
    ready: z.boolean(),
    operations: z.optional(z.array(z.literal(["chat", "completions", "embeddings", "rerank"]))),
  })),
}))() satisfies Validator<'Model'>;

export const ModelList = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(Model),
}))() satisfies Validator<'ModelList'>;

export const RerankDocument = /* @__PURE__ */ (() => z.looseObject({
  text: z.string(),
}))() satisfies Validator<'RerankDocument'>;

export const RerankRequest = /* @__PURE__ */ (() => z.strictObject({
  query: z.string().check(z.minLength(1)),
  documents: z.array(z.union([z.string(), RerankDocument])).check(z.minLength(1)),
  model: z.optional(z.nullable(z.string())),
  top_n: z.optional(z.nullable(integer.check(z.gte(1)))),
  return_documents: z.optional(z.nullable(z.boolean())),
  raw_scores: z.optional(z.nullable(z.boolean())),
  truncate: z.optional(z.nullable(z.boolean())),
  truncation_direction: z.optional(z.nullable(z.literal(["left", "right", "Left", "Right"]))),
  max_tokens_per_doc: z.optional(z.nullable(integer.check(z.gte(1)))),
  rank_fields: z.optional(z.nullable(z.array(z.string()).check(z.minLength(1)))),
  user: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'RerankRequest'>;

export const RerankResult = /* @__PURE__ */ (() => z.looseObject({
  index: integer,
  relevance_score: z.number(),
  document: z.optional(RerankDocument),
}))() satisfies Validator<'RerankResult'>;

export const RerankUsage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: z.optional(integer),
  total_tokens: integer,
}))() satisfies Validator<'RerankUsage'>;

export const RerankResponse = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  model: z.string(),
  results: z.array(RerankResult),
  usage: z.optional(RerankUsage),
  meta: z.record(z.string(), z.unknown()),
}))() satisfies Validator<'RerankResponse'>;

export const ResponseFailure = /* @__PURE__ */ (() => z.looseObject({
  code: z.string(),
  message: z.string(),
}))() satisfies Validator<'ResponseFailure'>;

export const ResponseIncompleteDetails = /* @__PURE__ */ (() => z.looseObject({
  reason: z.string(),
}))() satisfies Validator<'ResponseIncompleteDetails'>;

export const ResponseItemStatus = /* @__PURE__ */ (() => z.literal(["in_progress", "completed", "incomplete"]))() satisfies Validator<'ResponseItemStatus'>;

export const ResponseLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(integer),
  top_logprobs: z.array(z.looseObject({
    token: z.string(),
    logprob: z.number(),
    bytes: z.array(integer),
  })),
}))() satisfies Validator<'ResponseLogprob'>;

export const ResponseOutputText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(z.record(z.string(), z.unknown())),
  logprobs: z.array(ResponseLogprob),
}))() satisfies Validator<'ResponseOutputText'>;

export const ResponseOutputRefusal = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("refusal"),
  refusal: z.string(),
}))() satisfies Validator<'ResponseOutputRefusal'>;

export const ResponseOutputContent = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseOutputText, ResponseOutputRefusal]))() satisfies Validator<'ResponseOutputContent'>;

export const ResponseOutputMessage = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("message"),
  role: z.literal("assistant"),
  status: ResponseItemStatus,
  content: z.array(ResponseOutputContent),
}))() satisfies Validator<'ResponseOutputMessage'>;

export const ResponseOutputFunctionCall = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("function_call"),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
  namespace: z.optional(z.string()),
  status: ResponseItemStatus,
}))() satisfies Validator<'ResponseOutputFunctionCall'>;

export const ResponseOutputCustomToolCall = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("custom_tool_call"),
  call_id: z.string(),
  name: z.string(),
  input: z.string(),
  namespace: z.optional(z.string()),
  status: ResponseItemStatus,
}))() satisfies Validator<'ResponseOutputCustomToolCall'>;

export const ResponseSummaryText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("summary_text"),
  text: z.string(),
}))() satisfies Validator<'ResponseSummaryText'>;

export const ResponseReasoningText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("reasoning_text"),
  text: z.string(),
}))() satisfies Validator<'ResponseReasoningText'>;

export const ResponseOutputReasoning = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("reasoning"),
  summary: z.array(ResponseSummaryText),
  content: z.array(ResponseReasoningText),
  encrypted_content: z.optional(z.string()),
  status: ResponseItemStatus,
}))() satisfies Validator<'ResponseOutputReasoning'>;

export const ResponseOutputItem = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseOutputMessage, ResponseOutputFunctionCall, ResponseOutputCustomToolCall, ResponseOutputReasoning]))() satisfies Validator<'ResponseOutputItem'>;

export const ResponseReasoningSettings = /* @__PURE__ */ (() => z.looseObject({
  effort: z.nullable(z.string()),
  summary: z.nullable(z.string()),
}))() satisfies Validator<'ResponseReasoningSettings'>;

export const ResponseTextFormat = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal(["text", "json_object", "json_schema"]),
  name: z.optional(z.nullable(z.string())),
  description: z.optional(z.nullable(z.string())),
  schema: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  strict: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'ResponseTextFormat'>;

export const ResponseTextSettings = /* @__PURE__ */ (() => z.looseObject({
  format: ResponseTextFormat,
  verbosity: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseTextSettings'>;

export const ResponseToolChoiceObject = /* @__PURE__ */ (() => z.looseObject({
  type: z.string(),
  name: z.optional(z.nullable(z.string())),
  function: z.optional(z.nullable(z.looseObject({
    name: z.string(),
  }))),
  mode: z.optional(z.nullable(z.literal(["auto", "required"]))),
  tools: z.optional(z.nullable(z.array(z.looseObject({
    type: z.string(),
    name: z.optional(z.nullable(z.string())),
  })))),
}))() satisfies Validator<'ResponseToolChoiceObject'>;

export const ResponseToolChoice = /* @__PURE__ */ (() => z.union([z.literal(["none", "auto", "required"]), ResponseToolChoiceObject]))() satisfies Validator<'ResponseToolChoice'>;

export const ResponseFunctionTool = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("function"),
  name: z.string().check(z.minLength(1)),
  description: z.optional(z.nullable(z.string())),
  parameters: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  strict: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'ResponseFunctionTool'>;

export const ResponseCustomTool = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("custom"),
  name: z.string().check(z.minLength(1)),
  description: z.optional(z.nullable(z.string())),
  format: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'ResponseCustomTool'>;

export const ResponseNamespacedTool = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseFunctionTool, ResponseCustomTool]))() satisfies Validator<'ResponseNamespacedTool'>;

export const ResponseNamespaceTool = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("namespace"),
  name: z.string().check(z.minLength(1)),
  description: z.optional(z.nullable(z.string())),
  tools: z.array(ResponseNamespacedTool),
}))() satisfies Validator<'ResponseNamespaceTool'>;

export const ResponseHostedTool = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal(["web_search", "web_search_2025_08_26", "web_search_preview", "web_search_preview_2025_03_11", "file_search", "code_interpreter", "image_generation", "mcp", "computer", "computer_use_preview", "local_shell", "shell", "apply_patch", "tool_search"]),
}))() satisfies Validator<'ResponseHostedTool'>;

export const ResponseTool = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseFunctionTool, ResponseCustomTool, ResponseNamespaceTool, ResponseHostedTool]))() satisfies Validator<'ResponseTool'>;

export const ResponseUsage = /* @__PURE__ */ (() => z.looseObject({
  input_tokens: integer.check(z.gte(0)),
  input_tokens_details: z.looseObject({
    cached_tokens: integer.check(z.gte(0)),
  }),
  output_tokens: integer.check(z.gte(0)),
  output_tokens_details: z.looseObject({
    reasoning_tokens: integer.check(z.gte(0)),
  }),
  total_tokens: integer.check(z.gte(0)),
}))() satisfies Validator<'ResponseUsage'>;

export const ResponseObject = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  created_at: integer,
  completed_at: z.nullable(integer),
  status: z.literal(["completed", "in_progress", "incomplete", "failed", "cancelled"]),
  error: z.nullable(ResponseFailure),
  incomplete_details: z.nullable(ResponseIncompleteDetails),
  instructions: z.nullable(z.string()),
  max_output_tokens: z.nullable(integer),
  max_tool_calls: z.nullable(integer),
  model: z.string(),
  output: z.array(ResponseOutputItem),
  output_text: z.optional(z.string()),
  parallel_tool_calls: z.boolean(),
  previous_response_id: z.nullable(z.string()),
  prompt_cache_key: z.nullable(z.string()),
  reasoning: z.nullable(ResponseReasoningSettings),
  safety_identifier: z.nullable(z.string()),
  service_tier: z.string(),
  store: z.boolean(),
  background: z.boolean(),
  temperature: z.number(),
  text: ResponseTextSettings,
  tool_choice: ResponseToolChoice,
  tools: z.array(ResponseTool),
  top_p: z.number(),
  top_logprobs: integer,
  presence_penalty: z.number(),
  frequency_penalty: z.number(),
  truncation: z.literal(["auto", "disabled"]),
  usage: z.nullable(ResponseUsage),
  user: z.nullable(z.string()),
  metadata: z.record(z.string(), z.string()),
}))() satisfies Validator<'ResponseObject'>;

export const ResponseCompletedEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.completed"),
  sequence_number: integer.check(z.gte(0)),
  response: ResponseObject,
}))() satisfies Validator<'ResponseCompletedEvent'>;

export const ResponseContentPart = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseOutputText, ResponseOutputRefusal, ResponseReasoningText]))() satisfies Validator<'ResponseContentPart'>;

export const ResponseContentPartAddedEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.content_part.added"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  part: ResponseContentPart,
}))() satisfies Validator<'ResponseContentPartAddedEvent'>;

export const ResponseContentPartDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.content_part.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  part: ResponseContentPart,
}))() satisfies Validator<'ResponseContentPartDoneEvent'>;

export const ResponseCreatedEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.created"),
  sequence_number: integer.check(z.gte(0)),
  response: ResponseObject,
}))() satisfies Validator<'ResponseCreatedEvent'>;

export const ResponseCustomToolCallInputDeltaEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.custom_tool_call_input.delta"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  delta: z.string(),
}))() satisfies Validator<'ResponseCustomToolCallInputDeltaEvent'>;

export const ResponseCustomToolCallInputDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.custom_tool_call_input.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  input: z.string(),
}))() satisfies Validator<'ResponseCustomToolCallInputDoneEvent'>;

export const ResponseCustomToolCallItem = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("custom_tool_call"),
  call_id: z.string(),
  name: z.string().check(z.minLength(1)),
  input: z.string(),
  namespace: z.optional(z.nullable(z.string())),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseCustomToolCallItem'>;

export const ResponseInputText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("input_text"),
  text: z.string(),
}))() satisfies Validator<'ResponseInputText'>;

export const ResponseInputOutputText = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("output_text"),
  text: z.string(),
}))() satisfies Validator<'ResponseInputOutputText'>;

export const ResponseInputRefusal = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("refusal"),
  refusal: z.string(),
}))() satisfies Validator<'ResponseInputRefusal'>;

export const ResponseInputImage = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("input_image"),
  image_url: z.optional(z.nullable(z.string())),
  file_id: z.optional(z.nullable(z.string())),
  detail: z.optional(z.nullable(z.literal(["auto", "low", "high", "original"]))),
}))() satisfies Validator<'ResponseInputImage'>;

export const ResponseInputFile = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("input_file"),
  file_data: z.optional(z.nullable(z.string())),
  file_id: z.optional(z.nullable(z.string())),
  file_url: z.optional(z.nullable(z.string())),
  filename: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseInputFile'>;

export const ResponseInputAudio = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("input_audio"),
  input_audio: InputAudio,
}))() satisfies Validator<'ResponseInputAudio'>;

export const ResponseInputPart = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseInputText, ResponseInputOutputText, ResponseInputRefusal, ResponseInputImage, ResponseInputFile, ResponseInputAudio]))() satisfies Validator<'ResponseInputPart'>;

export const ResponseCustomToolCallOutputItem = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("custom_tool_call_output"),
  call_id: z.string(),
  output: z.union([z.string(), z.array(ResponseInputPart)]),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseCustomToolCallOutputItem'>;

export const ResponseErrorEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("error"),
  sequence_number: integer.check(z.gte(0)),
  code: z.nullable(z.string()),
  message: z.string(),
  param: z.nullable(z.string()),
  error: ErrorObject,
}))() satisfies Validator<'ResponseErrorEvent'>;

export const ResponseFailedEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.failed"),
  sequence_number: integer.check(z.gte(0)),
  response: ResponseObject,
}))() satisfies Validator<'ResponseFailedEvent'>;

export const ResponseFunctionCallArgumentsDeltaEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.function_call_arguments.delta"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  delta: z.string(),
}))() satisfies Validator<'ResponseFunctionCallArgumentsDeltaEvent'>;

export const ResponseFunctionCallArgumentsDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.function_call_arguments.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  name: z.string(),
  arguments: z.string(),
}))() satisfies Validator<'ResponseFunctionCallArgumentsDoneEvent'>;

export const ResponseFunctionCallItem = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("function_call"),
  call_id: z.string(),
  name: z.string().check(z.minLength(1)),
  arguments: z.string(),
  namespace: z.optional(z.nullable(z.string())),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseFunctionCallItem'>;

export const ResponseFunctionCallOutputItem = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("function_call_output"),
  call_id: z.string(),
  output: z.union([z.string(), z.array(ResponseInputPart)]),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseFunctionCallOutputItem'>;

export const ResponseInProgressEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.in_progress"),
  sequence_number: integer.check(z.gte(0)),
  response: ResponseObject,
}))() satisfies Validator<'ResponseInProgressEvent'>;

export const ResponseIncompleteEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.incomplete"),
  sequence_number: integer.check(z.gte(0)),
  response: ResponseObject,
}))() satisfies Validator<'ResponseIncompleteEvent'>;

export const ResponseInputMessage = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("message"),
  role: z.literal(["user", "assistant", "system", "developer"]),
  content: z.union([z.string(), z.array(ResponseInputPart)]),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
  phase: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseInputMessage'>;

export const ResponseReasoningItem = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("reasoning"),
  id: z.optional(z.nullable(z.string())),
  summary: z.optional(z.nullable(z.array(ResponseSummaryText))),
  content: z.optional(z.nullable(z.array(ResponseReasoningText))),
  encrypted_content: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseReasoningItem'>;

export const ResponseItemReference = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("item_reference"),
  id: z.string(),
}))() satisfies Validator<'ResponseItemReference'>;

export const ResponseTypedInputItem = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseInputMessage, ResponseFunctionCallItem, ResponseFunctionCallOutputItem, ResponseCustomToolCallItem, ResponseCustomToolCallOutputItem, ResponseReasoningItem, ResponseItemReference]))() satisfies Validator<'ResponseTypedInputItem'>;

export const ResponseUntypedMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal(["user", "assistant", "system", "developer"]),
  content: z.union([z.string(), z.array(ResponseInputPart)]),
  id: z.optional(z.nullable(z.string())),
  status: z.optional(z.nullable(z.string())),
  phase: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseUntypedMessage'>;

export const ResponseInputItem = /* @__PURE__ */ (() => z.union([ResponseTypedInputItem, ResponseUntypedMessage]))() satisfies Validator<'ResponseInputItem'>;

export const ResponseInputTokens = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("response.input_tokens"),
  input_tokens: integer.check(z.gte(0)),
}))() satisfies Validator<'ResponseInputTokens'>;

export const ResponseItemList = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(ResponseTypedInputItem),
  first_id: z.nullable(z.string()),
  last_id: z.nullable(z.string()),
  has_more: z.boolean(),
}))() satisfies Validator<'ResponseItemList'>;

export const ResponseOutputItemAddedEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.output_item.added"),
  sequence_number: integer.check(z.gte(0)),
  output_index: integer.check(z.gte(0)),
  item: ResponseOutputItem,
}))() satisfies Validator<'ResponseOutputItemAddedEvent'>;

export const ResponseOutputItemDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.output_item.done"),
  sequence_number: integer.check(z.gte(0)),
  output_index: integer.check(z.gte(0)),
  item: ResponseOutputItem,
}))() satisfies Validator<'ResponseOutputItemDoneEvent'>;

export const ResponseReasoningConfig = /* @__PURE__ */ (() => z.looseObject({
  effort: z.optional(z.nullable(z.literal(["none", "minimal", "low", "medium", "high", "xhigh", "max"]))),
  summary: z.optional(z.nullable(z.string())),
  generate_summary: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseReasoningConfig'>;

export const ResponseReasoningTextDeltaEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.reasoning_text.delta"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  delta: z.string(),
}))() satisfies Validator<'ResponseReasoningTextDeltaEvent'>;

export const ResponseReasoningTextDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.reasoning_text.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  text: z.string(),
}))() satisfies Validator<'ResponseReasoningTextDoneEvent'>;

export const ResponseRefusalDeltaEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.refusal.delta"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  delta: z.string(),
}))() satisfies Validator<'ResponseRefusalDeltaEvent'>;

export const ResponseRefusalDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.refusal.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  refusal: z.string(),
}))() satisfies Validator<'ResponseRefusalDoneEvent'>;

export const ResponseTextConfig = /* @__PURE__ */ (() => z.looseObject({
  format: z.optional(z.nullable(ResponseTextFormat)),
  verbosity: z.optional(z.nullable(z.literal(["low", "medium", "high"]))),
}))() satisfies Validator<'ResponseTextConfig'>;

export const ResponseRequest = /* @__PURE__ */ (() => z.strictObject({
  input: z.union([z.string(), z.array(ResponseInputItem)]),
  model: z.optional(z.nullable(z.string())),
  instructions: z.optional(z.nullable(z.string())),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  tools: z.optional(z.nullable(z.array(ResponseTool))),
  tool_choice: z.optional(z.nullable(ResponseToolChoice)),
  parallel_tool_calls: z.optional(z.nullable(z.boolean())),
  text: z.optional(z.nullable(ResponseTextConfig)),
  reasoning: z.optional(z.nullable(ResponseReasoningConfig)),
  max_output_tokens: z.optional(z.nullable(integer.check(z.gte(1)))),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  top_logprobs: z.optional(z.nullable(integer.check(z.gte(0), z.lte(20)))),
  include: z.optional(z.nullable(z.array(z.string()))),
  store: z.optional(z.nullable(z.boolean())),
  previous_response_id: z.optional(z.nullable(z.string())),
  truncation: z.optional(z.nullable(z.literal(["auto", "disabled"]))),
  background: z.optional(z.nullable(z.boolean())),
  conversation: z.optional(z.unknown()),
  prompt: z.optional(z.unknown()),
  metadata: z.optional(z.nullable(z.record(z.string(), z.string()))),
  max_tool_calls: z.optional(z.nullable(integer)),
  service_tier: z.optional(z.nullable(z.string())),
  client_metadata: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  user: z.optional(z.nullable(z.string())),
  safety_identifier: z.optional(z.nullable(z.string())),
  prompt_cache_key: z.optional(z.nullable(z.string())),
  prompt_cache_retention: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ResponseRequest'>;

export const ResponseTextDeltaEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.output_text.delta"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  delta: z.string(),
  logprobs: z.array(ResponseLogprob),
}))() satisfies Validator<'ResponseTextDeltaEvent'>;

export const ResponseTextDoneEvent = /* @__PURE__ */ (() => z.looseObject({
  type: z.literal("response.output_text.done"),
  sequence_number: integer.check(z.gte(0)),
  item_id: z.string(),
  output_index: integer.check(z.gte(0)),
  content_index: integer.check(z.gte(0)),
  text: z.string(),
  logprobs: z.array(ResponseLogprob),
}))() satisfies Validator<'ResponseTextDoneEvent'>;

export const ResponseStreamEvent = /* @__PURE__ */ (() => z.discriminatedUnion("type", [ResponseCreatedEvent, ResponseInProgressEvent, ResponseOutputItemAddedEvent, ResponseOutputItemDoneEvent, ResponseContentPartAddedEvent, ResponseContentPartDoneEvent, ResponseTextDeltaEvent, ResponseTextDoneEvent, ResponseRefusalDeltaEvent, ResponseRefusalDoneEvent, ResponseReasoningTextDeltaEvent, ResponseReasoningTextDoneEvent, ResponseFunctionCallArgumentsDeltaEvent, ResponseFunctionCallArgumentsDoneEvent, ResponseCustomToolCallInputDeltaEvent, ResponseCustomToolCallInputDoneEvent, ResponseCompletedEvent, ResponseIncompleteEvent, ResponseFailedEvent, ResponseErrorEvent]))() satisfies Validator<'ResponseStreamEvent'>;
