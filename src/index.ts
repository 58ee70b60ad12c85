/**
 * EasyLLM: the OpenAI API for models served by TGI, TEI, Inference Endpoints and the Hugging Face router.
 *
 * @module easyllm
 */

export { EasyLLM } from './client.ts';
export type { BackendOption } from './bridge/backend.ts';
export type { JsonSchema, SchemaIssue, SchemaOption, SchemaResult, StandardSchema } from './bridge/json-schema.ts';
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
  PromptBuilderOption,
  RunTools,
} from './surface.ts';
export type { ApiKey, Logger } from './config/config.ts';
export type { LogLevel } from './config/env.ts';
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
} from './errors.ts';
export type { ErrorDetails } from './errors.ts';
export {
  ContentFilterFinishReasonError,
  InvalidOutputError,
  LengthFinishReasonError,
  MaxStepsError,
  OutputError,
  RefusalError,
} from './output-errors.ts';
export type { OutputErrorDetails } from './output-errors.ts';
export type { Fetch } from './transport.ts';
export type { TokenCount } from './operations/tokens.ts';
export type { RunnableTool, ToolContext, ToolRun, ToolRunOptions, ToolRunParams } from './tool-run.ts';
export type { APIPromise, ResponseInfo, WithResponse } from './facade/api-promise.ts';
export type { ModelWait, ModelWaitInfo, RetryInfo } from './policy.ts';
export { Stream } from './facade/stream.ts';
export { huggingface } from './huggingface.ts';
export type {
  HuggingFace,
  HuggingFaceChatParams,
  HuggingFaceCompletionParams,
  HuggingFaceEmbeddingParams,
} from './huggingface.ts';
export type * from '../generated/openai.ts';
