import type { Unshown } from '../shown-values.ts';
import { toEach, toLimits, toPlaces } from './places.ts';

/** What no example of TEI's spec shows. Its own document has the limits and the nulls of requests; numbers of answers are what they are. */
export const TEI_UNSHOWN: Unshown = {
  missing: [],
  strays: toPlaces({
    EmbedSparseRequest: 'dimensions normalize',
    PredictRequest: 'dimensions normalize prompt_name',
    SimilarityRequest: 'dimensions normalize prompt_name truncate truncation_direction',
  }),
  neverNull: toPlaces({
    EmbedAllRequest: 'prompt_name truncate',
    EmbedRequest: 'dimensions prompt_name truncate',
    EmbedSparseRequest: 'prompt_name truncate',
    OpenAIEmbeddingRequest: 'dimensions model user',
    PredictRequest: 'truncate',
    RerankRequest: 'truncate',
    SimilarityParameters: 'prompt_name truncate',
    SimilarityRequest: 'parameters',
    TokenizeRequest: 'prompt_name',
  }),
  neverAbsent: toPlaces({
    Info: 'served_model_name',
    SimilarityParameters: 'prompt_name truncate truncation_direction',
  }),
  neverOfType: [],
  neverAtLimit: toLimits({
    'maximum 4294967295': { TokenId: '' },
    'maximum 599': { OpenAIErrorResponse: 'code' },
    'minItems 1': {
      DecodeRequest: 'ids ids[]',
      EmbedInput: '',
      FeatureExtractionRequest: 'inputs',
      PredictInput: '',
      RerankRequest: 'texts',
      SimilarityInput: 'sentences',
      TokenizeRequest: 'inputs',
    },
    'minLength 1': {
      EmbedInput: '',
      FeatureExtractionRequest: 'inputs inputs[]',
      PredictInput: '',
      SimilarityInput: 'sentences[] source_sentence',
      TokenizeRequest: 'inputs inputs[]',
    },
    'minimum 0': {
      Info: 'max_batch_requests max_batch_tokens max_client_batch_size max_concurrent_requests max_input_length tokenization_workers',
      OpenAIUsage: 'prompt_tokens total_tokens',
      PipelineErrorResponse: 'estimated_time',
      SparseValue: 'index',
      Token: 'stop',
      TokenId: '',
    },
    'minimum 1': { EmbedRequest: 'dimensions', OpenAIEmbeddingRequest: 'dimensions' },
  }),
  neverOfMember: [],
  neverOfValue: toEach({
    'FeatureExtractionRequest.truncation_direction': 'left',
    'OpenAIEmbeddingRequest.encoding_format': 'float',
    TruncationDirection: 'Left Right',
  }),
};
