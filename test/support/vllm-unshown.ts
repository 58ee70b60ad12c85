/** What no example of vLLM's answers shows, each for its reason. */
import type { Unshown } from './shown-answers.ts';

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

/** `Schema.property`, from the properties of each schema. */
function toPlaces(groups: Readonly<Record<string, string>>): readonly string[] {
  const places = Object.entries(groups).flatMap(([owner, names]) => names.split(' ').map((name) => `${owner}.${name}`));
  return places.toSorted();
}

/** Types that no recording has. */
const NEVER_OF_TYPE = [
  'ChatCompletionChoice.routed_experts: array',
  'ChatCompletionChoice.routed_experts: object',
  'ChatCompletionChoice.routed_experts: string',
  'ChatCompletionChunkChoice.stop_reason: integer',
  'ChatCompletionChunkChoice.stop_reason: string',
  'CompletionChoice.routed_experts: array',
  'CompletionChoice.routed_experts: object',
  'CompletionChoice.routed_experts: string',
  'CompletionChoice.stop_reason: integer',
  'CompletionChunkChoice.stop_reason: integer',
  'CompletionChunkChoice.stop_reason: string',
  'RerankDocument.multi_modal: array',
  'RerankDocument.multi_modal: object',
];

/** All of it. */
export const VLLM_UNSHOWN: Unshown = {
  missing: [],
  strays: [],
  neverNull: NEVER_NULL,
  neverAbsent: NEVER_ABSENT,
  neverOfType: NEVER_OF_TYPE,
};
