// Generated from openapi/tei.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { components } from './tei.ts';

type Validator<Name extends keyof components['schemas']> = z.ZodMiniType<components['schemas'][Name]>;

// An integer of any size: z.int() ends at 2^53, and seeds have 64 bits.
const integer = /* @__PURE__ */ z.number().check((payload) => {
  if (!Number.isInteger(payload.value)) {
    payload.issues.push({ code: 'invalid_type', expected: 'int', input: payload.value });
  }
});

export const BodyRejection = /* @__PURE__ */ (() => z.string())() satisfies Validator<'BodyRejection'>;

export const ClassifierModel = /* @__PURE__ */ (() => z.looseObject({
  id2label: z.record(z.string(), z.string()),
  label2id: z.record(z.string(), integer.check(z.gte(0))),
}))() satisfies Validator<'ClassifierModel'>;

export const TokenId = /* @__PURE__ */ (() => integer.check(z.gte(0), z.lte(4294967295)))() satisfies Validator<'TokenId'>;

export const EmbedInput = /* @__PURE__ */ (() => z.union([z.string().check(z.minLength(1)), z.array(TokenId).check(z.minLength(1)), z.array(z.union([z.string().check(z.minLength(1)), z.array(TokenId).check(z.minLength(1))])).check(z.minLength(1))]))() satisfies Validator<'EmbedInput'>;

export const Truncate = /* @__PURE__ */ (() => z.nullable(z.boolean()))() satisfies Validator<'Truncate'>;

export const TruncationDirection = /* @__PURE__ */ (() => z.literal(["right", "left", "Right", "Left"]))() satisfies Validator<'TruncationDirection'>;

export const PromptName = /* @__PURE__ */ (() => z.nullable(z.string()))() satisfies Validator<'PromptName'>;

export const EmbedRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: EmbedInput,
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  prompt_name: z.optional(PromptName),
  normalize: z.optional(z.boolean()),
  dimensions: z.optional(z.nullable(integer.check(z.gte(1)))),
}))() satisfies Validator<'EmbedRequest'>;

export const EmbedSparseRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: EmbedInput,
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  prompt_name: z.optional(PromptName),
}))() satisfies Validator<'EmbedSparseRequest'>;

export const PredictInput = /* @__PURE__ */ (() => z.union([z.string().check(z.minLength(1)), z.array(z.string()).check(z.minLength(1), z.maxLength(2)), z.array(z.array(z.string()).check(z.minLength(1), z.maxLength(2))).check(z.minLength(1))]))() satisfies Validator<'PredictInput'>;

export const PredictRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: PredictInput,
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  raw_scores: z.optional(z.boolean()),
}))() satisfies Validator<'PredictRequest'>;

export const RerankRequest = /* @__PURE__ */ (() => z.strictObject({
  query: z.string(),
  texts: z.array(z.string()).check(z.minLength(1)),
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  raw_scores: z.optional(z.boolean()),
  return_text: z.optional(z.boolean()),
}))() satisfies Validator<'RerankRequest'>;

export const SimilarityInput = /* @__PURE__ */ (() => z.strictObject({
  source_sentence: z.string().check(z.minLength(1)),
  sentences: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
}))() satisfies Validator<'SimilarityInput'>;

export const SimilarityParameters = /* @__PURE__ */ (() => z.strictObject({
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  prompt_name: z.optional(PromptName),
}))() satisfies Validator<'SimilarityParameters'>;

export const SimilarityRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: SimilarityInput,
  parameters: z.optional(z.nullable(SimilarityParameters)),
}))() satisfies Validator<'SimilarityRequest'>;

export const CompatibilityRequest = /* @__PURE__ */ (() => z.union([EmbedRequest, EmbedSparseRequest, PredictRequest, RerankRequest, SimilarityRequest]))() satisfies Validator<'CompatibilityRequest'>;

export const EmbedResponse = /* @__PURE__ */ (() => z.array(z.array(z.number())))() satisfies Validator<'EmbedResponse'>;

export const SparseValue = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  value: z.number(),
}))() satisfies Validator<'SparseValue'>;

export const EmbedSparseResponse = /* @__PURE__ */ (() => z.array(z.array(SparseValue)))() satisfies Validator<'EmbedSparseResponse'>;

export const Prediction = /* @__PURE__ */ (() => z.looseObject({
  score: z.number(),
  label: z.string(),
}))() satisfies Validator<'Prediction'>;

export const PredictResponse = /* @__PURE__ */ (() => z.union([z.array(Prediction), z.array(z.array(Prediction))]))() satisfies Validator<'PredictResponse'>;

export const Rank = /* @__PURE__ */ (() => z.looseObject({
  index: integer.check(z.gte(0)),
  text: z.optional(z.string()),
  score: z.number(),
}))() satisfies Validator<'Rank'>;

export const RerankResponse = /* @__PURE__ */ (() => z.array(Rank))() satisfies Validator<'RerankResponse'>;

export const SimilarityResponse = /* @__PURE__ */ (() => z.array(z.number()))() satisfies Validator<'SimilarityResponse'>;

export const CompatibilityResponse = /* @__PURE__ */ (() => z.union([EmbedResponse, EmbedSparseResponse, PredictResponse, RerankResponse, SimilarityResponse]))() satisfies Validator<'CompatibilityResponse'>;

export const DecodeRequest = /* @__PURE__ */ (() => z.strictObject({
  ids: z.union([z.array(TokenId).check(z.minLength(1)), z.array(z.array(TokenId).check(z.minLength(1))).check(z.minLength(1))]),
  skip_special_tokens: z.optional(z.boolean()),
}))() satisfies Validator<'DecodeRequest'>;

export const DecodeResponse = /* @__PURE__ */ (() => z.array(z.string()))() satisfies Validator<'DecodeResponse'>;

export const EmbedAllRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: EmbedInput,
  truncate: z.optional(Truncate),
  truncation_direction: z.optional(TruncationDirection),
  prompt_name: z.optional(PromptName),
}))() satisfies Validator<'EmbedAllRequest'>;

export const EmbedAllResponse = /* @__PURE__ */ (() => z.array(z.array(z.array(z.number()))))() satisfies Validator<'EmbedAllResponse'>;

export const EmbeddingModel = /* @__PURE__ */ (() => z.looseObject({
  pooling: z.string(),
}))() satisfies Validator<'EmbeddingModel'>;

export const ErrorType = /* @__PURE__ */ (() => z.literal(["Unhealthy", "Backend", "Overloaded", "Validation", "Tokenizer", "Empty"]))() satisfies Validator<'ErrorType'>;

export const ErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  error: z.string(),
  error_type: ErrorType,
}))() satisfies Validator<'ErrorResponse'>;

export const FeatureExtractionRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1))).check(z.minLength(1))]),
  normalize: z.optional(z.boolean()),
  prompt_name: z.optional(z.string()),
  truncate: z.optional(z.boolean()),
  truncation_direction: z.optional(z.literal(["right", "left"])),
}))() satisfies Validator<'FeatureExtractionRequest'>;

export const FeatureExtractionResponse = /* @__PURE__ */ (() => z.union([z.array(z.number()), z.array(z.array(z.number())), z.array(z.array(z.array(z.number()))), z.array(z.array(z.array(z.array(z.number()))))]))() satisfies Validator<'FeatureExtractionResponse'>;

export const ModelType = /* @__PURE__ */ (() => z.union([z.looseObject({
  embedding: EmbeddingModel,
}), z.looseObject({
  classifier: ClassifierModel,
}), z.looseObject({
  reranker: ClassifierModel,
})]))() satisfies Validator<'ModelType'>;

export const Info = /* @__PURE__ */ (() => z.looseObject({
  model_id: z.string(),
  model_sha: z.nullable(z.string()),
  model_dtype: z.string(),
  served_model_name: z.optional(z.string()),
  model_type: ModelType,
  max_concurrent_requests: integer.check(z.gte(0)),
  max_input_length: integer.check(z.gte(0)),
  max_batch_tokens: integer.check(z.gte(0)),
  max_batch_requests: z.nullable(integer.check(z.gte(0))),
  max_client_batch_size: integer.check(z.gte(0)),
  auto_truncate: z.boolean(),
  tokenization_workers: integer.check(z.gte(0)),
  version: z.string(),
  sha: z.nullable(z.string()),
  docker_label: z.nullable(z.string()),
}))() satisfies Validator<'Info'>;

export const OpenAIEmbedding = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("embedding"),
  embedding: z.union([z.array(z.number()), z.string()]),
  index: integer.check(z.gte(0)),
}))() satisfies Validator<'OpenAIEmbedding'>;

export const OpenAIEmbeddingRequest = /* @__PURE__ */ (() => z.strictObject({
  input: EmbedInput,
  model: z.optional(z.nullable(z.string())),
  user: z.optional(z.nullable(z.string())),
  encoding_format: z.optional(z.literal(["float", "base64"])),
  dimensions: z.optional(z.nullable(integer.check(z.gte(1)))),
}))() satisfies Validator<'OpenAIEmbeddingRequest'>;

export const OpenAIUsage = /* @__PURE__ */ (() => z.looseObject({
  prompt_tokens: integer.check(z.gte(0)),
  total_tokens: integer.check(z.gte(0)),
}))() satisfies Validator<'OpenAIUsage'>;

export const OpenAIEmbeddingResponse = /* @__PURE__ */ (() => z.looseObject({
  object: z.literal("list"),
  data: z.array(OpenAIEmbedding),
  model: z.string(),
  usage: OpenAIUsage,
}))() satisfies Validator<'OpenAIEmbeddingResponse'>;

export const OpenAIErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  message: z.string(),
  code: integer.check(z.gte(400), z.lte(599)),
  type: ErrorType,
}))() satisfies Validator<'OpenAIErrorResponse'>;

export const PipelineErrorResponse = /* @__PURE__ */ (() => z.looseObject({
  error: z.union([z.string(), z.array(z.string())]),
  error_type: z.optional(z.string()),
  warnings: z.optional(z.array(z.string())),
  estimated_time: z.optional(z.number().check(z.gte(0))),
}))() satisfies Validator<'PipelineErrorResponse'>;

export const Token = /* @__PURE__ */ (() => z.looseObject({
  id: TokenId,
  text: z.string(),
  special: z.boolean(),
  start: z.nullable(integer.check(z.gte(0))),
  stop: z.nullable(integer.check(z.gte(0))),
}))() satisfies Validator<'Token'>;

export const TokenizeRequest = /* @__PURE__ */ (() => z.strictObject({
  inputs: z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1))).check(z.minLength(1))]),
  add_special_tokens: z.optional(z.boolean()),
  prompt_name: z.optional(PromptName),
}))() satisfies Validator<'TokenizeRequest'>;

export const TokenizeResponse = /* @__PURE__ */ (() => z.array(z.array(Token)))() satisfies Validator<'TokenizeResponse'>;
