// Generated from openapi/tgi.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { components } from './tgi.ts';

type Validator<Name extends keyof components['schemas']> = z.ZodMiniType<components['schemas'][Name]>;

// An integer of any size: z.int() ends at 2^53, and seeds have 64 bits.
const integer = /* @__PURE__ */ z.number().check((payload) => {
  if (!Number.isInteger(payload.value)) {
    payload.issues.push({ code: 'invalid_type', expected: 'int', input: payload.value });
  }
});

export const FinishReason = /* @__PURE__ */ (() => z.literal(["length", "eos_token", "stop_sequence"]))() satisfies Validator<'FinishReason'>;

export const UsedSeed = /* @__PURE__ */ (() => z.nullable(integer.check(z.gte(0))))() satisfies Validator<'UsedSeed'>;

export const PrefillToken = /* @__PURE__ */ (() => z.looseObject({
  id: integer.check(z.gte(0)),
  text: z.string(),
  logprob: z.nullable(z.number()),
}))() satisfies Validator<'PrefillToken'>;

export const Token = /* @__PURE__ */ (() => z.looseObject({
  id: integer.check(z.gte(0)),
  text: z.string(),
  logprob: z.nullable(z.number()),
  special: z.boolean(),
}))() satisfies Validator<'Token'>;

export const BestOfSequence = /* @__PURE__ */ (() => z.looseObject({
  generated_text: z.string(),
  finish_reason: FinishReason,
  generated_tokens: integer.check(z.gte(0)),
  seed: z.optional(UsedSeed),
  prefill: z.array(PrefillToken),
  tokens: z.array(Token),
  top_tokens: z.optional(z.nullable(z.array(z.array(Token)))),
}))() satisfies Validator<'BestOfSequence'>;

export const OutputFunctionCall = /* @__PURE__ */ (() => z.looseObject({
  name: z.string(),
  description: z.optional(z.nullable(z.string())),
  arguments: z.optional(z.nullable(z.union([z.string(), z.record(z.string(), z.unknown())]))),
  parameters: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
}))() satisfies Validator<'OutputFunctionCall'>;

export const OutputToolCall = /* @__PURE__ */ (() => z.looseObject({
  id: z.union([z.string(), integer]),
  type: z.string(),
  function: OutputFunctionCall,
}))() satisfies Validator<'OutputToolCall'>;

export const OutputMessage = /* @__PURE__ */ (() => z.looseObject({
  role: z.string(),
  content: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.nullable(z.union([z.array(OutputToolCall), OutputToolCall]))),
}))() satisfies Validator<'OutputMessage'>;

export const ChatCompletionTopLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.nullable(z.number()),
}))() satisfies Validator<'ChatCompletionTopLogprob'>;

export const ChatCompletionLogprob = /* @__PURE__ */ (() => z.looseObject({
  token: z.string(),
  logprob: z.nullable(z.number()),
  top_logprobs: z.array(ChatCompletionTopLogprob),
}))() satisfies Validator<'ChatCompletionLogprob'>;

export const ChatCompletionLogprobs = /* @__PURE__ */ (() => z.looseObject({
  content: z.array(ChatCompletionLogprob),
}))() satisfies Validator<'ChatCompletionLogprobs'>;

export const ChatCompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  message: OutputMessage,
  logprobs: z.optional(z.nullable(ChatCompletionLogprobs)),
  finish_reason: z.string(),
}))() satisfies Validator<'ChatCompletionChoice'>;

export const Usage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: integer.check(z.gte(0)),
  completion_tokens: integer.check(z.gte(0)),
  total_tokens: integer.check(z.gte(0)),
}))() satisfies Validator<'Usage'>;

export const ChatCompletion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.string(),
  created: integer.check(z.gte(0)),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(ChatCompletionChoice),
  usage: Usage,
}))() satisfies Validator<'ChatCompletion'>;

export const DeltaToolCall = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  id: z.string(),
  type: z.string(),
  function: z.looseObject({
    name: z.optional(z.nullable(z.string())),
    arguments: z.string(),
  }),
}))() satisfies Validator<'DeltaToolCall'>;

export const ChatCompletionDelta = /* @__PURE__ */ (() => z.looseObject({
  role: z.optional(z.nullable(z.string())),
  content: z.optional(z.nullable(z.string())),
  tool_calls: z.optional(z.nullable(z.union([z.array(DeltaToolCall), DeltaToolCall]))),
}))() satisfies Validator<'ChatCompletionDelta'>;

export const ChatCompletionChunkChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  delta: ChatCompletionDelta,
  logprobs: z.optional(z.nullable(ChatCompletionLogprobs)),
  finish_reason: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ChatCompletionChunkChoice'>;

export const ChatCompletionChunk = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.string(),
  created: integer.check(z.gte(0)),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(ChatCompletionChunkChoice),
  usage: z.optional(z.nullable(Usage)),
}))() satisfies Validator<'ChatCompletionChunk'>;

export const Role = /* @__PURE__ */ (() => z.string())() satisfies Validator<'Role'>;

export const TextChunk = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("text"),
  text: z.string(),
}))() satisfies Validator<'TextChunk'>;

export const ImageUrl = /* @__PURE__ */ (() => z.strictObject({
  url: z.string(),
}))() satisfies Validator<'ImageUrl'>;

export const ImageChunk = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("image_url"),
  image_url: ImageUrl,
}))() satisfies Validator<'ImageChunk'>;

export const MessageChunk = /* @__PURE__ */ (() => z.union([TextChunk, ImageChunk]))() satisfies Validator<'MessageChunk'>;

export const MessageContent = /* @__PURE__ */ (() => z.union([z.string(), z.array(MessageChunk)]))() satisfies Validator<'MessageContent'>;

export const ContentMessage = /* @__PURE__ */ (() => z.strictObject({
  role: Role,
  content: MessageContent,
  name: z.optional(z.nullable(z.string())),
  tool_call_id: z.optional(z.nullable(z.string())),
}))() satisfies Validator<'ContentMessage'>;

export const FunctionCall = /* @__PURE__ */ (() => z.strictObject({
  name: z.string(),
  description: z.optional(z.nullable(z.string())),
  arguments: z.union([z.string(), z.record(z.string(), z.unknown())]),
}))() satisfies Validator<'FunctionCall'>;

export const ToolCall = /* @__PURE__ */ (() => z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  function: FunctionCall,
}))() satisfies Validator<'ToolCall'>;

export const ToolCallMessage = /* @__PURE__ */ (() => z.strictObject({
  role: Role,
  content: z.optional(z.null()),
  name: z.optional(z.nullable(z.string())),
  tool_calls: z.array(ToolCall),
}))() satisfies Validator<'ToolCallMessage'>;

export const Message = /* @__PURE__ */ (() => z.union([ContentMessage, ToolCallMessage]))() satisfies Validator<'Message'>;

export const StreamOptions = /* @__PURE__ */ (() => z.strictObject({
  include_usage: z.optional(z.boolean()),
}))() satisfies Validator<'StreamOptions'>;

export const FunctionDefinition = /* @__PURE__ */ (() => z.strictObject({
  name: z.string(),
  description: z.optional(z.nullable(z.string())),
  parameters: z.record(z.string(), z.unknown()),
}))() satisfies Validator<'FunctionDefinition'>;

export const Tool = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("function"),
  function: FunctionDefinition,
}))() satisfies Validator<'Tool'>;

export const NamedToolChoice = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
  }),
}))() satisfies Validator<'NamedToolChoice'>;

export const ToolChoice = /* @__PURE__ */ (() => z.union([z.string(), NamedToolChoice]))() satisfies Validator<'ToolChoice'>;

export const JsonSchema = /* @__PURE__ */ (() => z.union([z.record(z.string(), z.unknown()), z.string()]))() satisfies Validator<'JsonSchema'>;

export const JsonGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json"),
  value: JsonSchema,
}))() satisfies Validator<'JsonGrammar'>;

export const JsonObjectGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json_object"),
  value: JsonSchema,
}))() satisfies Validator<'JsonObjectGrammar'>;

export const RegexGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("regex"),
  value: z.string(),
}))() satisfies Validator<'RegexGrammar'>;

export const JsonSchemaConfig = /* @__PURE__ */ (() => z.strictObject({
  name: z.optional(z.nullable(z.string())),
  schema: z.record(z.string(), z.unknown()),
}))() satisfies Validator<'JsonSchemaConfig'>;

export const JsonSchemaGrammar = /* @__PURE__ */ (() => z.strictObject({
  type: z.literal("json_schema"),
  value: JsonSchemaConfig,
}))() satisfies Validator<'JsonSchemaGrammar'>;

export const GrammarType = /* @__PURE__ */ (() => z.union([JsonGrammar, JsonObjectGrammar, RegexGrammar, JsonSchemaGrammar]))() satisfies Validator<'GrammarType'>;

export const ChatRequest = /* @__PURE__ */ (() => z.strictObject({
  messages: z.array(Message),
  model: z.optional(z.nullable(z.string())),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(1), z.lte(4294967295)))),
  max_completion_tokens: z.optional(z.nullable(integer.check(z.gte(1), z.lte(4294967295)))),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lt(1)))),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  presence_penalty: z.optional(z.nullable(z.number().check(z.gt(-2)))),
  logprobs: z.optional(z.nullable(z.boolean())),
  top_logprobs: z.optional(z.nullable(integer.check(z.gte(0), z.lte(5)))),
  stop: z.optional(z.nullable(z.array(z.string()).check(z.maxLength(4)))),
  seed: z.optional(z.nullable(integer.check(z.gte(0), z.lt(18446744073709552000)))),
  stream: z.optional(z.boolean()),
  stream_options: z.optional(StreamOptions),
  tools: z.optional(z.nullable(z.array(Tool))),
  tool_choice: z.optional(z.nullable(ToolChoice)),
  tool_prompt: z.optional(z.nullable(z.string())),
  response_format: z.optional(z.nullable(GrammarType)),
  n: z.optional(z.nullable(integer.check(z.gte(0), z.lte(4294967295)))),
  logit_bias: z.optional(z.nullable(z.array(z.number()))),
}))() satisfies Validator<'ChatRequest'>;

export const OpenAIStreamError = /* @__PURE__ */ (() => z.looseObject({
  error: z.looseObject({
    message: z.string(),
    http_status_code: integer,
  }),
}))() satisfies Validator<'OpenAIStreamError'>;

export const StreamError = /* @__PURE__ */ (() => z.looseObject({
  error: z.string(),
  error_type: z.string(),
}))() satisfies Validator<'StreamError'>;

export const ChatStreamEvent = /* @__PURE__ */ (() => z.union([ChatCompletionChunk, OpenAIStreamError, StreamError]))() satisfies Validator<'ChatStreamEvent'>;

export const SimpleToken = /* @__PURE__ */ (() => z.looseObject({
  id: integer.check(z.gte(0)),
  text: z.string(),
  start: integer.check(z.gte(0)),
  stop: integer.check(z.gte(0)),
}))() satisfies Validator<'SimpleToken'>;

export const TokenizeResponse = /* @__PURE__ */ (() => z.array(SimpleToken))() satisfies Validator<'TokenizeResponse'>;

export const ChatTokenizeResponse = /* @__PURE__ */ (() => z.looseObject({
  tokenize_response: TokenizeResponse,
  templated_text: z.string(),
}))() satisfies Validator<'ChatTokenizeResponse'>;

export const Inputs = /* @__PURE__ */ (() => z.string())() satisfies Validator<'Inputs'>;

export const GenerateParameters = /* @__PURE__ */ (() => z.strictObject({
  adapter_id: z.optional(z.nullable(z.string())),
  best_of: z.optional(z.nullable(integer.check(z.gte(0), z.lte(2)))),
  decoder_input_details: z.optional(z.boolean()),
  details: z.optional(z.boolean()),
  do_sample: z.optional(z.boolean()),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  grammar: z.optional(z.nullable(GrammarType)),
  max_new_tokens: z.optional(z.nullable(integer.check(z.gte(1), z.lte(4294967295)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  return_full_text: z.optional(z.nullable(z.boolean())),
  seed: z.optional(z.nullable(integer.check(z.gte(0), z.lt(18446744073709552000)))),
  stop: z.optional(z.array(z.string()).check(z.maxLength(4))),
  temperature: z.optional(z.nullable(z.number().check(z.gt(0)))),
  top_k: z.optional(z.nullable(integer.check(z.gte(1), z.lte(2147483647)))),
  top_n_tokens: z.optional(z.nullable(integer.check(z.gte(0), z.lte(5)))),
  top_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lt(1)))),
  truncate: z.optional(z.nullable(integer.check(z.gte(1), z.lt(18446744073709552000)))),
  typical_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lt(1)))),
  watermark: z.optional(z.boolean()),
}))() satisfies Validator<'GenerateParameters'>;

export const CompatGenerateRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: Inputs,
  parameters: z.optional(GenerateParameters),
  stream: z.optional(z.boolean()),
}))() satisfies Validator<'CompatGenerateRequest'>;

export const Details = /* @__PURE__ */ (() => z.looseObject({
  finish_reason: FinishReason,
  generated_tokens: integer.check(z.gte(0)),
  seed: z.optional(UsedSeed),
  prefill: z.array(PrefillToken),
  tokens: z.array(Token),
  top_tokens: z.optional(z.nullable(z.array(z.array(Token)))),
  best_of_sequences: z.optional(z.nullable(z.array(BestOfSequence))),
}))() satisfies Validator<'Details'>;

export const GenerateResponse = /* @__PURE__ */ (() => z.looseObject({
  generated_text: z.string(),
  details: z.optional(z.nullable(Details)),
}))() satisfies Validator<'GenerateResponse'>;

export const CompatGenerateResponse = /* @__PURE__ */ (() => z.array(GenerateResponse).check(z.minLength(1)))() satisfies Validator<'CompatGenerateResponse'>;

export const CompletionChoice = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  text: z.string(),
  logprobs: z.optional(z.nullable(z.array(z.number()))),
  finish_reason: z.string(),
}))() satisfies Validator<'CompletionChoice'>;

export const Completion = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.string(),
  created: integer.check(z.gte(0)),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(CompletionChoice),
  usage: Usage,
}))() satisfies Validator<'Completion'>;

export const CompletionChunk = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.string(),
  created: integer.check(z.gte(0)),
  model: z.string(),
  system_fingerprint: z.string(),
  choices: z.array(CompletionChoice),
  usage: z.optional(z.nullable(Usage)),
}))() satisfies Validator<'CompletionChunk'>;

export const CompletionRequest = /* @__PURE__ */ (() => z.strictObject({
  prompt: z.union([z.string(), z.array(z.string()).check(z.minLength(1), z.maxLength(4))]),
  model: z.optional(z.nullable(z.string())),
  max_tokens: z.optional(z.nullable(integer.check(z.gte(1), z.lte(4294967295)))),
  temperature: z.optional(z.nullable(z.number().check(z.gte(0)))),
  top_p: z.optional(z.nullable(z.number().check(z.gt(0), z.lt(1)))),
  repetition_penalty: z.optional(z.nullable(z.number().check(z.gt(0)))),
  frequency_penalty: z.optional(z.nullable(z.number().check(z.gte(-2), z.lte(2)))),
  stop: z.optional(z.nullable(z.array(z.string()).check(z.maxLength(4)))),
  seed: z.optional(z.nullable(integer.check(z.gte(0), z.lt(18446744073709552000)))),
  stream: z.optional(z.boolean()),
}))() satisfies Validator<'CompletionRequest'>;

export const CompletionStreamEvent = /* @__PURE__ */ (() => z.union([CompletionChunk, OpenAIStreamError, StreamError]))() satisfies Validator<'CompletionStreamEvent'>;

export const ErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  error: z.string(),
  error_type: z.string(),
}))() satisfies Validator<'ErrorResponse'>;

export const GenerateRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: Inputs,
  parameters: z.optional(GenerateParameters),
}))() satisfies Validator<'GenerateRequest'>;

export const Info = /* @__PURE__ */ (() => z.looseObject({
  model_id: z.string(),
  model_sha: z.optional(z.nullable(z.string())),
  model_pipeline_tag: z.optional(z.nullable(z.string())),
  max_concurrent_requests: integer.check(z.gte(0)),
  max_best_of: integer.check(z.gte(0)),
  max_stop_sequences: integer.check(z.gte(0)),
  max_input_tokens: z.optional(integer.check(z.gte(0))),
  max_input_length: z.optional(integer.check(z.gte(0))),
  max_total_tokens: integer.check(z.gte(0)),
  validation_workers: integer.check(z.gte(0)),
  max_client_batch_size: z.optional(integer.check(z.gte(0))),
  router: z.optional(z.string()),
  version: z.string(),
  sha: z.optional(z.nullable(z.string())),
  docker_label: z.optional(z.nullable(z.string())),
  model_dtype: z.optional(z.string()),
  model_device_type: z.optional(z.string()),
  waiting_served_ratio: z.optional(z.number()),
  max_batch_total_tokens: z.optional(integer.check(z.gte(0))),
  max_waiting_tokens: z.optional(integer.check(z.gte(0))),
  max_batch_size: z.optional(z.nullable(integer.check(z.gte(0)))),
}))() satisfies Validator<'Info'>;

export const ModelInfo = /* @__PURE__ */ (() => z.looseObject({
  id: z.string(),
  object: z.string(),
  created: integer.check(z.gte(0)),
  owned_by: z.string(),
}))() satisfies Validator<'ModelInfo'>;

export const ModelsInfo = /* @__PURE__ */ (() => z.looseObject({
  object: z.string(),
  data: z.array(ModelInfo),
}))() satisfies Validator<'ModelsInfo'>;

export const SagemakerRequest = /* @__PURE__ */ (() => z.union([CompatGenerateRequest, ChatRequest, CompletionRequest]))() satisfies Validator<'SagemakerRequest'>;

export const SagemakerResponse = /* @__PURE__ */ (() => z.union([CompatGenerateResponse, ChatCompletion, Completion]))() satisfies Validator<'SagemakerResponse'>;

export const StreamDetails = /* @__PURE__ */ (() => z.looseObject({
  finish_reason: FinishReason,
  generated_tokens: integer.check(z.gte(0)),
  seed: z.optional(UsedSeed),
  input_length: z.optional(z.nullable(integer.check(z.gte(0)))),
}))() satisfies Validator<'StreamDetails'>;

export const StreamResponse = /* @__PURE__ */ (() => z.looseObject({
  index: z.optional(integer.check(z.gte(0))),
  token: Token,
  top_tokens: z.optional(z.nullable(z.array(Token))),
  generated_text: z.nullable(z.string()),
  details: z.nullable(StreamDetails),
}))() satisfies Validator<'StreamResponse'>;

export const SagemakerStreamEvent = /* @__PURE__ */ (() => z.union([StreamResponse, ChatCompletionChunk, CompletionChunk, OpenAIStreamError, StreamError]))() satisfies Validator<'SagemakerStreamEvent'>;

export const StreamEvent = /* @__PURE__ */ (() => z.union([StreamResponse, StreamError]))() satisfies Validator<'StreamEvent'>;

export const VertexGenerateInstance = /* @__PURE__ */ (() => z.strictObject({
  inputs: Inputs,
  parameters: z.optional(z.nullable(GenerateParameters)),
}))() satisfies Validator<'VertexGenerateInstance'>;

export const VertexInstance = /* @__PURE__ */ (() => z.union([VertexGenerateInstance, ChatRequest]))() satisfies Validator<'VertexInstance'>;

export const VertexRequest = /* @__PURE__ */ (() => z.strictObject({
  instances: z.array(VertexInstance).check(z.minLength(1)),
}))() satisfies Validator<'VertexRequest'>;

export const VertexResponse = /* @__PURE__ */ (() => z.looseObject({
  predictions: z.array(z.string()),
}))() satisfies Validator<'VertexResponse'>;
