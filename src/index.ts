/**
 * EasyLLM: the OpenAI API for models served by TGI, TEI, Inference Endpoints and the Hugging Face router.
 *
 * @module easyllm
 */

export { EasyLLM, EasyLLM as default } from './client/easyllm.ts';
export type { ChatCompletionStream, ChatStreamEvents } from './client/chat-stream.ts';
export type { PassUnknown } from './facade/passing.ts';
export type { CountedToken } from './bridge/tokens.ts';
export type { BackendOption } from './bridge/backend.ts';
export type { JsonSchema, SchemaIssue, SchemaOption, SchemaResult, StandardSchema } from './bridge/json-schema.ts';
export type { ParsedResponse } from './bridge/responses/parsed.ts';
export type { ParsedChatCompletion, ParsedChoice } from './bridge/structured-output.ts';
export type {
  CallOptions,
  ChatCompletionCreateParams,
  ChatCompletionParseParams,
  ChatCompletions,
  CompletionCreateParams,
  Create,
  CreateEmbedding,
  EasyLLMOptions,
  EmbeddingCallOptions,
  EmbeddingCreateParams,
  Rerank,
  RerankCreateParams,
  PromptBuilderOption,
  ResponseCreateParams,
  ResponseParseParams,
  Responses,
  RunTools,
} from './client/options.ts';
export type { Batches, FileCreateParams, FileListQuery, Files, Uploadable } from './client/files.ts';
export type { CallName, TracedAttempt, TracedCall, TracedUsage } from './client/traced-call.ts';
export type { ApiKey, Logger } from './client/config/config.ts';
export type { LogLevel } from './client/config/env.ts';
export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  EasyLLMError,
  InternalServerError,
  ModelLoadingError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  StreamIdleTimeoutError,
  StreamTruncatedError,
  UnprocessableEntityError,
  UnsupportedError,
} from './base/errors.ts';
export type { ErrorDetails } from './base/errors.ts';
export {
  ContentFilterFinishReasonError,
  InvalidOutputError,
  LengthFinishReasonError,
  MaxStepsError,
  OutputError,
  RefusalError,
} from './base/output-errors.ts';
export type { OutputErrorDetails } from './base/output-errors.ts';
export type { Fetch } from './net/transport.ts';
export type { ItemQuery } from './operations/kept-response.ts';
export type { TokenCount } from './operations/tokens.ts';
export type { RunnableTool, ToolContext, ToolRun, ToolRunOptions, ToolRunParams } from './client/tool-run.ts';
export type { APIPromise, ResponseInfo, WithResponse } from './facade/api-promise.ts';
export type { ModelWait, ModelWaitInfo, RetryInfo } from './net/policy.ts';
export { memoryResponseStore } from './facade/response-store.ts';
export type { MemoryResponseStoreOptions, ResponseStore, StoredResponse } from './facade/response-store.ts';
export { Stream } from './facade/stream.ts';
export { huggingface } from './client/huggingface.ts';
export type {
  HuggingFace,
  HuggingFaceChatParams,
  HuggingFaceCompletionParams,
  HuggingFaceEmbeddingParams,
} from './client/huggingface.ts';
export type * from '../generated/openai.ts';
