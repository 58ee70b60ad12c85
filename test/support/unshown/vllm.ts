/** What no example of vLLM's answers shows, each for its reason. */
import type { Unshown } from '../shown-values.ts';
import { toEach, toLimits, toPlaces } from './places.ts';

/** Null by vLLM's classes, or in other versions. */
const NEVER_NULL = toPlaces({
  OutputMessage: 'reasoning_content tool_calls',
  ChatCompletionChoice: 'finish_reason',
  ChatCompletion: 'system_fingerprint',
  Usage: 'completion_tokens',
  PromptTokensDetails: 'cached_tokens',
  CompletionTokensDetails: 'reasoning_tokens',
  ChatCompletionLogprobs: 'content',
  PromptLogprob: 'rank decoded_token',
  ChatCompletionDelta: 'content reasoning reasoning_content',
  ChatCompletionChunk: 'usage system_fingerprint',
  DeltaToolCall: 'id type function.name function.arguments',
  CompletionChoice: 'finish_reason',
  Completion: 'system_fingerprint',
  CompletionChunk: 'usage system_fingerprint',
  RerankDocument: 'text',
  Model: 'root',
});

/** Absent from older versions, or newer ones: an answer without is still understood. */
const NEVER_ABSENT = toPlaces({
  ChatCompletionChoice: 'logprobs stop_reason',
  Usage: 'completion_tokens',
  ChatCompletion: 'prompt_logprobs',
  PromptTokensDetails: 'cached_tokens',
  CompletionTokensDetails: 'reasoning_tokens',
  PromptLogprob: 'rank decoded_token',
  ChatCompletionChunkChoice: 'logprobs finish_reason',
  DeltaToolCall: 'function function.arguments',
  ErrorInfo: 'param',
  CompletionChoice: 'logprobs stop_reason token_ids prompt_logprobs prompt_token_ids routed_experts',
  Completion: 'service_tier system_fingerprint kv_transfer_params ec_transfer_params metrics',
  CompletionChunkChoice: 'logprobs finish_reason stop_reason token_ids prompt_token_ids',
  RerankUsage: 'prompt_tokens',
  RerankDocument: 'text multi_modal',
  TokenizeResponse: 'token_strs',
  Model: 'root parent max_model_len permission',
  ModelPermission:
    'allow_create_engine allow_sampling allow_logprobs allow_search_indices allow_view allow_fine_tuning organization group is_blocking',
});

/** Types that no recording has. */
const NEVER_OF_TYPE = toEach({
  'ChatCompletion.ec_transfer_params': 'object',
  'ChatCompletion.kv_transfer_params': 'object',
  'ChatCompletion.metrics': 'object',
  'ChatCompletion.service_tier': 'string',
  'ChatCompletionChoice.routed_experts': 'array object string',
  'ChatCompletionChunk.prompt_text': 'string',
  'ChatCompletionChunk.prompt_token_ids': 'array',
  'ChatCompletionChunkChoice.stop_reason': 'integer string',
  'ChatCompletionChunkChoice.token_ids': 'array',
  'Completion.ec_transfer_params': 'object',
  'Completion.kv_transfer_params': 'object',
  'Completion.metrics': 'object',
  'Completion.service_tier': 'string',
  'CompletionChoice.routed_experts': 'array object string',
  'CompletionChoice.stop_reason': 'integer',
  'CompletionChunkChoice.prompt_token_ids': 'array',
  'CompletionChunkChoice.stop_reason': 'integer string',
  'CompletionChunkChoice.token_ids': 'array',
  'ModelPermission.group': 'string',
  'OutputMessage.annotations': 'array',
  'OutputMessage.audio': 'object',
  'OutputMessage.function_call': 'object',
  'OutputMessage.refusal': 'string',
  'RerankDocument.multi_modal': 'array object',
});

/** Counts, times and bytes are what they are. */
const NEVER_AT_LIMIT = toLimits({
  'maximum 255': { ChatCompletionLogprob: 'bytes[]', ChatCompletionTopLogprob: 'bytes[]' },
  'maximum 599': { ErrorInfo: 'code' },
  'minimum 0': {
    ChatCompletion: 'created',
    ChatCompletionChunk: 'created',
    ChatCompletionLogprob: 'bytes[]',
    ChatCompletionTopLogprob: 'bytes[]',
    Completion: 'created',
    CompletionChunk: 'created',
    CompletionTokensDetails: 'reasoning_tokens',
    EmbeddingResponse: 'created',
    Model: 'created',
    ModelPermission: 'created',
    RerankUsage: 'prompt_tokens total_tokens',
    ScoreResponse: 'created',
    TokenizeResponse: 'count tokens[]',
    Usage: 'prompt_tokens total_tokens',
  },
  'minimum 1': { Model: 'max_model_len', TokenizeResponse: 'max_model_len' },
});

/** All of it. */
export const VLLM_UNSHOWN: Unshown = {
  missing: [],
  strays: [],
  neverNull: NEVER_NULL,
  neverAbsent: NEVER_ABSENT,
  neverOfType: NEVER_OF_TYPE,
  neverAtLimit: NEVER_AT_LIMIT,
  neverOfMember: [],
  neverOfValue: [],
};
