// Generated from openapi/vllm.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { components } from './vllm.ts';

type Validator<Name extends keyof components['schemas']> = z.ZodMiniType<components['schemas'][Name]>;

// An integer of any size: z.int() ends at 2^53, and seeds have 64 bits.
const integer = /* @__PURE__ */ z.number().check((payload) => {
  if (!Number.isInteger(payload.value)) {
    payload.issues.push({ code: 'invalid_type', expected: 'int', input: payload.value });
  }
});

export const TextPart = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("text"),
  text: z.string(),
}))() satisfies Validator<'TextPart'>;

export const TextContent = /* @__PURE__ */ (() => z.union([z.string(), z.array(TextPart)]))() satisfies Validator<'TextContent'>;

export const ToolCall = /* @__PURE__ */ (() => z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
    arguments: z.string(),
  }),
}))() satisfies Validator<'ToolCall'>;

export const AssistantMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal("assistant"),
  content: z.optional(z.nullable(TextContent)),
  name: z.optional(z.string()),
  reasoning: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.nullable(z.array(ToolCall))),
  refusal: z.optional(z.nullable(z.string())),
  annotations: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  audio: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  function_call: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'AssistantMessage'>;

export const AudioPart = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("audio_url"),
  audio_url: z.strictObject({
    url: z.string(),
  }),
}))() satisfies Validator<'AudioPart'>;

export const OutputToolCall = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.looseObject({
    name: z.string(),
    arguments: z.string(),
  }),
}))() satisfies Validator<'OutputToolCall'>;

export const OutputMessage = /* @__PURE__ */ (() => z.looseObject({
  role: z.literal("assistant"),
  content: z.nullable(z.string()),
  reasoning: z.optional(z.nullable(z.string())),
  reasoning_content: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.nullable(z.array(OutputToolCall))),
  refusal: z.optional(z.nullable(z.string())),
  annotations: z.optional(z.nullable(z.array(z.record(z.string(), z.unknown())))),
  audio: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  function_call: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'OutputMessage'>;

export const ChatCompletionTopLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.nullable(z.array(integer.check(z.gte(0), z.lte(255)))),
}))() satisfies Validator<'ChatCompletionTopLogprob'>;

export const ChatCompletionLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.nullable(z.array(integer.check(z.gte(0), z.lte(255)))),
  top_logprobs: z.array(ChatCompletionTopLogprob),
}))() satisfies Validator<'ChatCompletionLogprob'>;

export const ChatCompletionLogprobs = /* @__PURE__ */ (() => z.looseObject({
  content: z.nullable(z.array(ChatCompletionLogprob)),
}))() satisfies Validator<'ChatCompletionLogprobs'>;

export const ChatCompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  message: OutputMessage,
  logprobs: z.optional(z.nullable(ChatCompletionLogprobs)),
  finish_reason: z.nullable(z.string()),
  stop_reason: z.optional(z.nullable(z.union([z.string(), integer]))),
  token_ids: z.optional(z.nullable(z.array(integer))),
  routed_experts: z.optional(z.nullable(z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.string()]))),
}))() satisfies Validator<'ChatCompletionChoice'>;

export const PromptTokensDetails = /* @__PURE__ */ (() => z.looseObject({
  cached_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
}))() satisfies Validator<'PromptTokensDetails'>;

export const CompletionTokensDetails = /* @__PURE__ */ (() => z.looseObject({
  reasoning_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
}))() satisfies Validator<'CompletionTokensDetails'>;

export const Usage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: integer.check(z.gte(0)),
  total_tokens: integer.check(z.gte(0)),
  completion_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  prompt_tokens_details: z.optional(z.nullable(PromptTokensDetails)),
  completion_tokens_details: z.optional(z.nullable(CompletionTokensDetails)),
}))() satisfies Validator<'Usage'>;

export const PromptLogprob = /* @__PURE__ */ (() => z.looseObject({
  logprob: z.number(),
  rank: z.optional(z.nullable(integer.check(z.gte(1)))),
  decoded_token: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'PromptLogprob'>;

export const ChatCompletion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  choices: z.array(ChatCompletionChoice),
  service_tier: z.optional(z.nullable(z.string())),
  system_fingerprint: z.optional(z.nullable(z.string())),
  usage: Usage,
  prompt_logprobs: z.optional(z.nullable(z.array(z.nullable(z.record(z.string(), PromptLogprob))))),
  prompt_token_ids: z.optional(z.nullable(z.array(integer))),
  prompt_text: z.optional(z.nullable(z.string())),
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  metrics: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'ChatCompletion'>;

export const DeltaToolCall = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  id: z.optional(z.nullable(z.string())),
  type: z.optional(z.nullable(z.string())),
  function: z.optional(z.looseObject({
    name: z.optional(z.nullable(z.string())),
    arguments: z.optional(z.nullable(z.string())),
  })),
}))() satisfies Validator<'DeltaToolCall'>;

export const ChatCompletionDelta = /* @__PURE__ */ (() => z.looseObject({
  role: z.optional(z.literal("assistant")),
  content: z.optional(z.nullable(z.string())),
  reasoning: z.optional(z.nullable(z.string())),
  reasoning_content: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.array(DeltaToolCall)),
}))() satisfies Validator<'ChatCompletionDelta'>;

export const ChatCompletionChunkChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  delta: ChatCompletionDelta,
  logprobs: z.optional(z.nullable(ChatCompletionLogprobs)),
  finish_reason: z.optional(z.nullable(z.string())),
  stop_reason: z.optional(z.nullable(z.union([z.string(), integer]))),
  token_ids: z.optional(z.nullable(z.array(integer))),
}))() satisfies Validator<'ChatCompletionChunkChoice'>;

export const ChatCompletionChunk = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion.chunk"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  choices: z.array(ChatCompletionChunkChoice),
  usage: z.optional(z.nullable(Usage)),
  system_fingerprint: z.optional(z.nullable(z.string())),
  prompt_token_ids: z.optional(z.nullable(z.array(integer))),
  prompt_text: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionChunk'>;

export const DeveloperMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal("developer"),
  content: TextContent,
  name: z.optional(z.string()),
}))() satisfies Validator<'DeveloperMessage'>;

export const SystemMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal("system"),
  content: TextContent,
  name: z.optional(z.string()),
}))() satisfies Validator<'SystemMessage'>;

export const ImagePart = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({
    url: z.string(),
    detail: z.optional(z.literal(["auto", "low", "high", "original"])),
  }),
}))() satisfies Validator<'ImagePart'>;

export const VideoPart = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("video_url"),
  video_url: z.strictObject({
    url: z.string(),
  }),
}))() satisfies Validator<'VideoPart'>;

export const InputAudioPart = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("input_audio"),
  input_audio: z.strictObject({
    data: z.string(),
    format: z.literal(["wav", "mp3"]),
  }),
}))() satisfies Validator<'InputAudioPart'>;

export const ContentPart = /* @__PURE__ */ (() => z.discriminatedUnion("type", [TextPart, ImagePart, VideoPart, AudioPart, InputAudioPart]))() satisfies Validator<'ContentPart'>;

export const UserMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal("user"),
  content: z.union([z.string(), z.array(ContentPart)]),
  name: z.optional(z.string()),
}))() satisfies Validator<'UserMessage'>;

export const ToolMessage = /* @__PURE__ */ (() => z.strictObject({
  role: z.literal("tool"),
  content: TextContent,
  tool_call_id: z.string(),
}))() satisfies Validator<'ToolMessage'>;

export const Message = /* @__PURE__ */ (() => z.discriminatedUnion("role", [DeveloperMessage, SystemMessage, UserMessage, AssistantMessage, ToolMessage]))() satisfies Validator<'Message'>;

export const JsonSchemaFormat = /* @__PURE__ */ (() => z.strictObject({
  name: z.string(),
  description: z.optional(z.nullable(z.string())),
  schema: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  strict: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'JsonSchemaFormat'>;

export const ResponseFormat = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal(["text", "json_object", "json_schema"]),
  json_schema: z.optional(z.nullable(JsonSchemaFormat)),
}))() satisfies Validator<'ResponseFormat'>;

export const StructuralTagFormat = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("structural_tag"),
  format: z.unknown(),
}))() satisfies Validator<'StructuralTagFormat'>;

export const LegacyStructuralTag = /* @__PURE__ */ (() => z.strictObject({
  begin: z.string(),
  schema: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  end: z.string(),
}))() satisfies Validator<'LegacyStructuralTag'>;

export const LegacyStructuralTagFormat = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("structural_tag"),
  structures: z.array(LegacyStructuralTag),
  triggers: z.array(z.string()),
}))() satisfies Validator<'LegacyStructuralTagFormat'>;

export const StreamOptions = /* @__PURE__ */ (() => z.strictObject({
  include_usage: z.optional(z.nullable(z.boolean())),
  continuous_usage_stats: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'StreamOptions'>;

export const Tool = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
    description: z.optional(z.nullable(z.string())),
    parameters: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    strict: z.optional(z.nullable(z.boolean())),
    defer_loading: z.optional(z.nullable(z.boolean())),
  }),
  defer_loading: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'Tool'>;

export const NamedToolChoice = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
  }),
}))() satisfies Validator<'NamedToolChoice'>;

export const StructuredOutputs = /* @__PURE__ */ (() => z.strictObject({
  json: z.optional(z.nullable(z.union([z.string(), z.record(z.string(), z.unknown())]))),
  regex: z.optional(z.nullable(z.string())),
  choice: z.optional(z.nullable(z.array(z.string()))),
  grammar: z.optional(z.nullable(z.string())),
  json_object: z.optional(z.nullable(z.boolean())),
  disable_any_whitespace: z.optional(z.boolean()),
  disable_additional_properties: z.optional(z.boolean()),
  whitespace_pattern: z.optional(z.nullable(z.string())),
  structural_tag: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'StructuredOutputs'>;

export const RepetitionDetection = /* @__PURE__ */ (() => z.strictObject({
  max_pattern_size: z.optional(integer.check(z.gte(0))),
  min_pattern_size: z.optional(integer.check(z.gte(0))),
  min_count: z.optional(integer.check(z.gte(0))),
}))() satisfies Validator<'RepetitionDetection'>;

export const ChatCompletionRequest = /* @__PURE__ */ (() => z.strictObject({
  messages: z.array(Message),
  model: z.optional(z.nullable(z.string())),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  logit_bias: z.optional(z.nullable(z.record(z.string(), z.number()))),
  logprobs: z.optional(z.nullable(z.boolean())),
  top_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(1)))),
  max_completion_tokens: z.optional(z.nullable(integer.check(z.gte(1)))),
  n: z.optional(z.nullable(integer.check(z.gte(1)))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  response_format: z.optional(z.nullable(z.union([ResponseFormat, StructuralTagFormat, LegacyStructuralTagFormat]))),
  seed: z.optional(z.nullable(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000)))),
  stop: z.optional(z.nullable(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))]))),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(StreamOptions)),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lte(1)))),
  tools: z.optional(z.nullable(z.array(Tool))),
  tool_choice: z.optional(z.nullable(z.union([z.literal(["none", "auto", "required"]), NamedToolChoice]))),
  reasoning_effort: z.optional(z.nullable(z.literal(["none", "minimal", "low", "medium", "high", "xhigh", "max"]))),
  thinking_token_budget: z.optional(z.nullable(integer.check(z.gte(-1)))),
  include_reasoning: z.optional(z.boolean()),
  parallel_tool_calls: z.optional(z.nullable(z.boolean())),
  user: z.optional(z.nullable(z.string())),
  use_beam_search: z.optional(z.boolean()),
  top_k: z.optional(z.nullable(integer.check(z.gte(-1)))),
  min_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  watermarking: z.optional(z.nullable(z.boolean())),
  length_penalty: z.optional(z.number()),
  stop_token_ids: z.optional(z.nullable(z.array(integer))),
  include_stop_str_in_output: z.optional(z.boolean()),
  ignore_eos: z.optional(z.boolean()),
  min_tokens: z.optional(integer.check(z.gte(0))),
  skip_special_tokens: z.optional(z.boolean()),
  spaces_between_special_tokens: z.optional(z.boolean()),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1), z.lt(9223372036854776000)))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  prompt_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  logprob_token_ids: z.optional(z.nullable(z.array(integer))),
  allowed_token_ids: z.optional(z.nullable(z.array(integer))),
  bad_words: z.optional(z.array(z.string())),
  echo: z.optional(z.boolean()),
  add_generation_prompt: z.optional(z.boolean()),
  continue_final_message: z.optional(z.boolean()),
  add_special_tokens: z.optional(z.boolean()),
  documents: z.optional(z.nullable(z.array(z.record(z.string(), z.string())))),
  chat_template: z.optional(z.nullable(z.string())),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  media_io_kwargs: z.optional(z.nullable(z.record(z.string(), z.record(z.string(), z.unknown())))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  structured_outputs: z.optional(z.nullable(StructuredOutputs)),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  request_id: z.optional(z.string()),
  session_id: z.optional(z.nullable(z.string())),
  return_tokens_as_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_ids: z.optional(z.nullable(z.boolean())),
  routed_experts_prompt_start: z.optional(integer.check(z.gte(0))),
  return_prompt_text: z.optional(z.nullable(z.boolean())),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  vllm_xargs: z.optional(z.nullable(z.record(z.string(), z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])))),
  repetition_detection: z.optional(z.nullable(RepetitionDetection)),
  stream_interval: z.optional(z.nullable(integer.check(z.gte(1)))),
}))() satisfies Validator<'ChatCompletionRequest'>;

export const ErrorInfo = /* @__PURE__ */ (() => z.looseObject({
  message: z.string(),
  type: z.string(),
  param: z.optional(z.nullable(z.string())),
  code: integer.check(z.gte(400), z.lte(599)),
}))() satisfies Validator<'ErrorInfo'>;

export const ErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  error: ErrorInfo,
}))() satisfies Validator<'ErrorResponse'>;

export const ChatCompletionStreamEvent = /* @__PURE__ */ (() => z.union([ChatCompletionChunk, ErrorResponse]))() satisfies Validator<'ChatCompletionStreamEvent'>;

export const CompletionLogprobs = /* @__PURE__ */ (() => z.looseObject({
  text_offset: z.array(integer.check(z.gte(0))),
  token_logprobs: z.array(z.nullable(z.number())),
  tokens: z.array(z.string()),
  top_logprobs: z.array(z.nullable(z.record(z.string(), z.number()))),
}))() satisfies Validator<'CompletionLogprobs'>;

export const CompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  text: z.string(),
  logprobs: z.optional(z.nullable(CompletionLogprobs)),
  finish_reason: z.nullable(z.string()),
  stop_reason: z.optional(z.nullable(z.union([z.string(), integer]))),
  token_ids: z.optional(z.nullable(z.array(integer))),
  prompt_logprobs: z.optional(z.nullable(z.array(z.nullable(z.record(z.string(), PromptLogprob))))),
  prompt_token_ids: z.optional(z.nullable(z.array(integer))),
  routed_experts: z.optional(z.nullable(z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.string()]))),
}))() satisfies Validator<'CompletionChoice'>;

export const Completion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("text_completion"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  choices: z.array(CompletionChoice),
  service_tier: z.optional(z.nullable(z.string())),
  system_fingerprint: z.optional(z.nullable(z.string())),
  usage: Usage,
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  metrics: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'Completion'>;

export const CompletionChunkChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  text: z.string(),
  logprobs: z.optional(z.nullable(CompletionLogprobs)),
  finish_reason: z.optional(z.nullable(z.string())),
  stop_reason: z.optional(z.nullable(z.union([z.string(), integer]))),
  token_ids: z.optional(z.nullable(z.array(integer))),
  prompt_token_ids: z.optional(z.nullable(z.array(integer))),
}))() satisfies Validator<'CompletionChunkChoice'>;

export const CompletionChunk = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("text_completion"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  choices: z.array(CompletionChunkChoice),
  usage: z.optional(z.nullable(Usage)),
  system_fingerprint: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'CompletionChunk'>;

export const CompletionRequest = /* @__PURE__ */ (() => z.strictObject({
  prompt: z.union([z.string(), z.array(z.string()), z.array(integer.check(z.gte(0))), z.array(z.array(integer.check(z.gte(0))))]),
  model: z.optional(z.nullable(z.string())),
  echo: z.optional(z.nullable(z.boolean())),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  logit_bias: z.optional(z.nullable(z.record(z.string(), z.number()))),
  logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(0)))),
  n: z.optional(integer.check(z.gte(1))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  seed: z.optional(z.nullable(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000)))),
  stop: z.optional(z.nullable(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))]))),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(StreamOptions)),
  suffix: z.optional(z.nullable(z.string())),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lte(1)))),
  user: z.optional(z.nullable(z.string())),
  use_beam_search: z.optional(z.boolean()),
  top_k: z.optional(z.nullable(integer.check(z.gte(-1)))),
  min_p: z.optional(z.nullable(z.number().check(z.gte(0), z.lte(1)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  watermarking: z.optional(z.nullable(z.boolean())),
  length_penalty: z.optional(z.number()),
  stop_token_ids: z.optional(z.nullable(z.array(integer))),
  include_stop_str_in_output: z.optional(z.boolean()),
  ignore_eos: z.optional(z.boolean()),
  min_tokens: z.optional(integer.check(z.gte(0))),
  skip_special_tokens: z.optional(z.boolean()),
  spaces_between_special_tokens: z.optional(z.boolean()),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1), z.lt(9223372036854776000)))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  allowed_token_ids: z.optional(z.nullable(z.array(integer))),
  prompt_logprobs: z.optional(z.nullable(integer.check(z.gte(-1)))),
  logprob_token_ids: z.optional(z.nullable(z.array(integer))),
  bad_words: z.optional(z.array(z.string())),
  add_special_tokens: z.optional(z.boolean()),
  response_format: z.optional(z.nullable(z.union([ResponseFormat, StructuralTagFormat, LegacyStructuralTagFormat]))),
  structured_outputs: z.optional(z.nullable(StructuredOutputs)),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  request_id: z.optional(z.string()),
  session_id: z.optional(z.nullable(z.string())),
  return_tokens_as_token_ids: z.optional(z.nullable(z.boolean())),
  return_token_ids: z.optional(z.nullable(z.boolean())),
  routed_experts_prompt_start: z.optional(integer.check(z.gte(0))),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
  kv_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  ec_transfer_params: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  vllm_xargs: z.optional(z.nullable(z.record(z.string(), z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])))),
  repetition_detection: z.optional(z.nullable(RepetitionDetection)),
  thinking_token_budget: z.optional(z.nullable(integer.check(z.gte(-1)))),
  stream_interval: z.optional(z.nullable(integer.check(z.gte(1)))),
}))() satisfies Validator<'CompletionRequest'>;

export const CompletionStreamEvent = /* @__PURE__ */ (() => z.union([CompletionChunk, ErrorResponse]))() satisfies Validator<'CompletionStreamEvent'>;

export const DetokenizeRequest = /* @__PURE__ */ (() => z.strictObject({
  tokens: z.array(integer.check(z.gte(0), z.lt(9223372036854776000))),
  model: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'DetokenizeRequest'>;

export const DetokenizeResponse = /* @__PURE__ */ (() => z.looseObject({
  prompt: z.string(),
}))() satisfies Validator<'DetokenizeResponse'>;

export const Embedding = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  object: z.literal("embedding"),
  embedding: z.union([z.array(z.number()), z.string()]),
}))() satisfies Validator<'Embedding'>;

export const EmbeddingRequest = /* @__PURE__ */ (() => z.strictObject({
  input: z.union([z.string(), z.array(z.string()), z.array(integer), z.array(z.array(integer))]),
  model: z.optional(z.nullable(z.string())),
  encoding_format: z.optional(z.literal(["float", "base64"])),
  embed_dtype: z.optional(z.literal(["float32", "float16", "bfloat16", "fp8_e4m3", "fp8_e5m2"])),
  endianness: z.optional(z.literal(["native", "big", "little"])),
  dimensions: z.optional(z.nullable(integer.check(z.gte(1)))),
  use_activation: z.optional(z.nullable(z.boolean())),
  add_special_tokens: z.optional(z.boolean()),
  padding: z.optional(z.nullable(z.literal(["max_length", "do_not_pad"]))),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  user: z.optional(z.nullable(z.string())),
  request_id: z.optional(z.string()),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
}))() satisfies Validator<'EmbeddingRequest'>;

export const EmbeddingResponse = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("list"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  data: z.array(Embedding),
  usage: Usage,
}))() satisfies Validator<'EmbeddingResponse'>;

export const ModelPermission = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("model_permission"),
  created: integer.check(z.gte(0)),
  allow_create_engine: z.optional(z.boolean()),
  allow_sampling: z.optional(z.boolean()),
  allow_logprobs: z.optional(z.boolean()),
  allow_search_indices: z.optional(z.boolean()),
  allow_view: z.optional(z.boolean()),
  allow_fine_tuning: z.optional(z.boolean()),
  organization: z.optional(z.string()),
  group: z.optional(z.nullable(z.string())),
  is_blocking: z.optional(z.boolean()),
}))() satisfies Validator<'ModelPermission'>;

export const Model = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("model"),
  created: integer.check(z.gte(0)),
  owned_by: z.string(),
  root: z.optional(z.nullable(z.string())),
  parent: z.optional(z.nullable(z.string())),
  max_model_len: z.optional(z.nullable(integer.check(z.gte(1)))),
  permission: z.optional(z.array(ModelPermission)),
}))() satisfies Validator<'Model'>;

export const ModelList = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(Model),
}))() satisfies Validator<'ModelList'>;

export const RerankDocument = /* @__PURE__ */ (() => z.looseObject({
  text: z.optional(z.nullable(z.string())),
  multi_modal: z.optional(z.nullable(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]))),
}))() satisfies Validator<'RerankDocument'>;

export const ScorePart = /* @__PURE__ */ (() => z.discriminatedUnion("type", [TextPart, ImagePart, VideoPart]))() satisfies Validator<'ScorePart'>;

export const ScoreContent = /* @__PURE__ */ (() => z.strictObject({
  content: z.array(ScorePart),
}))() satisfies Validator<'ScoreContent'>;

export const ScoreInput = /* @__PURE__ */ (() => z.union([z.string(), ScoreContent]))() satisfies Validator<'ScoreInput'>;

export const ScoreInputs = /* @__PURE__ */ (() => z.union([z.string(), ScoreContent, z.array(ScoreInput)]))() satisfies Validator<'ScoreInputs'>;

export const RerankRequest = /* @__PURE__ */ (() => z.strictObject({
  query: ScoreInput,
  documents: ScoreInputs,
  top_n: z.optional(integer.check(z.gte(0))),
  instruction: z.optional(z.nullable(z.string())),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  model: z.optional(z.nullable(z.string())),
  use_activation: z.optional(z.nullable(z.boolean())),
  user: z.optional(z.nullable(z.string())),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  padding: z.optional(z.nullable(z.literal(["max_length", "do_not_pad"]))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  request_id: z.optional(z.string()),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
  max_tokens_per_query: z.optional(integer.check(z.gte(0))),
  max_tokens_per_doc: z.optional(integer.check(z.gte(0))),
}))() satisfies Validator<'RerankRequest'>;

export const RerankUsage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: z.optional(integer.check(z.gte(0))),
  total_tokens: integer.check(z.gte(0)),
}))() satisfies Validator<'RerankUsage'>;

export const RerankResult = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  document: RerankDocument,
  relevance_score: z.number(),
}))() satisfies Validator<'RerankResult'>;

export const RerankResponse = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  model: z.string(),
  usage: RerankUsage,
  results: z.array(RerankResult),
}))() satisfies Validator<'RerankResponse'>;

export const RouteError = /* @__PURE__ */ (() => z.looseObject({
  detail: z.string(),
}))() satisfies Validator<'RouteError'>;

export const Score = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  object: z.literal("score"),
  score: z.number(),
}))() satisfies Validator<'Score'>;

export const ScoreRequest = /* @__PURE__ */ (() => z.strictObject({
  queries: ScoreInputs,
  documents: ScoreInputs,
  instruction: z.optional(z.nullable(z.string())),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  model: z.optional(z.nullable(z.string())),
  use_activation: z.optional(z.nullable(z.boolean())),
  user: z.optional(z.nullable(z.string())),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  padding: z.optional(z.nullable(z.literal(["max_length", "do_not_pad"]))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  request_id: z.optional(z.string()),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
  max_tokens_per_query: z.optional(integer.check(z.gte(0))),
  max_tokens_per_doc: z.optional(integer.check(z.gte(0))),
}))() satisfies Validator<'ScoreRequest'>;

export const ScoreResponse = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.literal("list"),
  created: integer.check(z.gte(0)),
  model: z.string(),
  data: z.array(Score),
  usage: Usage,
}))() satisfies Validator<'ScoreResponse'>;

export const ScoreTextRequest = /* @__PURE__ */ (() => z.strictObject({
  text_1: ScoreInputs,
  text_2: ScoreInputs,
  instruction: z.optional(z.nullable(z.string())),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  model: z.optional(z.nullable(z.string())),
  use_activation: z.optional(z.nullable(z.boolean())),
  user: z.optional(z.nullable(z.string())),
  truncate_prompt_tokens: z.optional(z.nullable(integer.check(z.gte(-1)))),
  padding: z.optional(z.nullable(z.literal(["max_length", "do_not_pad"]))),
  truncation_side: z.optional(z.nullable(z.literal(["left", "right"]))),
  request_id: z.optional(z.string()),
  priority: z.optional(integer.check(z.gte(-9223372036854776000), z.lt(9223372036854776000))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  cache_salt: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1024)))),
  max_tokens_per_query: z.optional(integer.check(z.gte(0))),
  max_tokens_per_doc: z.optional(integer.check(z.gte(0))),
}))() satisfies Validator<'ScoreTextRequest'>;

export const TokenizeChatRequest = /* @__PURE__ */ (() => z.strictObject({
  messages: z.array(Message),
  model: z.optional(z.nullable(z.string())),
  tools: z.optional(z.nullable(z.array(Tool))),
  add_generation_prompt: z.optional(z.boolean()),
  return_token_strs: z.optional(z.nullable(z.boolean())),
  continue_final_message: z.optional(z.boolean()),
  add_special_tokens: z.optional(z.boolean()),
  chat_template: z.optional(z.nullable(z.string())),
  chat_template_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  media_io_kwargs: z.optional(z.nullable(z.record(z.string(), z.record(z.string(), z.unknown())))),
  mm_processor_kwargs: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'TokenizeChatRequest'>;

export const TokenizeRequest = /* @__PURE__ */ (() => z.strictObject({
  prompt: z.string(),
  model: z.optional(z.nullable(z.string())),
  add_special_tokens: z.optional(z.boolean()),
  return_token_strs: z.optional(z.nullable(z.boolean())),
}))() satisfies Validator<'TokenizeRequest'>;

export const TokenizeResponse = /* @__PURE__ */ (() => z.looseObject({
  count: integer.check(z.gte(0)),
  max_model_len: integer.check(z.gte(1)),
  tokens: z.array(integer.check(z.gte(0))),
  token_strs: z.optional(z.nullable(z.array(z.string()))),
}))() satisfies Validator<'TokenizeResponse'>;

export const UnauthorizedError = /* @__PURE__ */ (() => z.looseObject({
  error: z.string(),
}))() satisfies Validator<'UnauthorizedError'>;

export const Version = /* @__PURE__ */ (() => z.looseObject({
  version: z.string(),
}))() satisfies Validator<'Version'>;
