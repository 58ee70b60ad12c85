// Generated from openapi/tei.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/embed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts
         *
         * One vector per input, in order. The answer is a list of vectors for a single input too. An input that is too long is cut or refused, as `truncate` says. Checked against TEI 1.9.3.
         */
        post: operations["embed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed_all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed every token of texts
         *
         * One vector per token of each input, neither pooled nor normalised. Special tokens have vectors too. Not available for SPLADE models. Checked against TEI 1.9.3.
         */
        post: operations["embedAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embed_sparse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts sparsely
         *
         * One sparse vector per input, in order. Only models with SPLADE pooling answer; others answer 424. Checked against TEI 1.9.3.
         */
        post: operations["embedSparse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Classify texts
         *
         * Every label of a sequence classification model with its score, the highest first. A batch is answered with a list of such lists. Models of other types answer 424. Checked against TEI 1.9.3.
         */
        post: operations["predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rank texts by how well they answer a query
         *
         * All the texts, the best first, each with its place in the request. Models that are no re-rankers answer 424. Checked against TEI 1.9.3.
         */
        post: operations["rerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/similarity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare a sentence with others
         *
         * The cosine similarity of one sentence to each of the others, in order. The source sentence counts towards the size of the batch. Since TEI 1.5. Checked against TEI 1.9.3.
         */
        post: operations["similarity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokenize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Split texts into tokens
         *
         * One list of tokens per text, for a single text too (TGI's route of this name answers a flat list of other tokens). The model is not run, so this neither waits for it nor counts towards its load. Checked against TEI 1.9.3.
         */
        post: operations["tokenize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join token ids to texts
         *
         * One text per list of token ids, for a single list too. The model is not run. Checked against TEI 1.9.3.
         */
        post: operations["decode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts in OpenAI's shape
         *
         * Like `/embed`, always normalised, without prompts, and cut at the right as the server's `--auto-truncate` says. Errors are flat objects, not nested under `error` as OpenAI's are. Checked against TEI 1.9.3.
         */
        post: operations["openaiEmbed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts in OpenAI's shape, at the older address
         *
         * The same as `/v1/embeddings`. Checked against TEI 1.9.3.
         */
        post: operations["openaiEmbedAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the health, at the root
         *
         * The same as `/health`. Checked against TEI 1.9.3.
         */
        get: operations["compatibilityHealth"];
        put?: never;
        /**
         * Do what the model is for
         *
         * The same as `/embed`, `/embed_sparse` (SPLADE models), `/predict` (classifiers) or `/rerank` (re-rankers), by the type of the model; or as `/similarity` if the server's environment has `TASK=sentence-similarity`. Hugging Face Inference Endpoints are called at this address. Checked against TEI 1.9.3.
         */
        post: operations["compatibilityEmbed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do what the model is for, at the address of SageMaker
         *
         * The same as `POST /`. Checked against TEI 1.9.3.
         */
        post: operations["invocations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe the model and the limits of the server
         *
         * What a client needs to know before it asks, above all `max_client_batch_size`. Needs the key where the server has one, unlike TGI's route of this name. Checked against TEI 1.9.3.
         */
        get: operations["getModelInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the health
         *
         * Whether the model answers. Needs no key, even where the server has one. Checked against TEI 1.9.3.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the health, at the address of SageMaker
         *
         * The same as `/health`. Checked against TEI 1.9.3.
         */
        get: operations["ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the metrics
         *
         * Counters and histograms in Prometheus' text format. Their names begin with `te_`. Checked against TEI 1.9.3.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pipeline/feature-extraction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed texts with a model of the Hugging Face Hub
         *
         * The model is part of the real address: `/hf-inference/models/{model}/pipeline/feature-extraction` at router.huggingface.co. The retired host api-inference.huggingface.co had it at the end, `/pipeline/feature-extraction/{model}`, and answers 410 to everything.
         *
         *     How deeply the vectors are nested depends on the model and on what serves it: see `FeatureExtractionResponse`. Checked against recorded answers of 2023 to 2025.
         */
        post: operations["extractFeatures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        EmbedInput: EmbedInput;
        TokenId: TokenId;
        Truncate: Truncate;
        TruncationDirection: TruncationDirection;
        PromptName: PromptName;
        EmbedRequest: EmbedRequest;
        EmbedResponse: EmbedResponse;
        EmbedAllRequest: EmbedAllRequest;
        EmbedAllResponse: EmbedAllResponse;
        EmbedSparseRequest: EmbedSparseRequest;
        EmbedSparseResponse: EmbedSparseResponse;
        SparseValue: SparseValue;
        PredictRequest: PredictRequest;
        PredictInput: PredictInput;
        PredictResponse: PredictResponse;
        Prediction: Prediction;
        RerankRequest: RerankRequest;
        RerankResponse: RerankResponse;
        Rank: Rank;
        SimilarityRequest: SimilarityRequest;
        SimilarityInput: SimilarityInput;
        SimilarityParameters: SimilarityParameters;
        SimilarityResponse: SimilarityResponse;
        TokenizeRequest: TokenizeRequest;
        TokenizeResponse: TokenizeResponse;
        Token: Token;
        DecodeRequest: DecodeRequest;
        DecodeResponse: DecodeResponse;
        OpenAIEmbeddingRequest: OpenAIEmbeddingRequest;
        OpenAIEmbeddingResponse: OpenAIEmbeddingResponse;
        OpenAIEmbedding: OpenAIEmbedding;
        OpenAIUsage: OpenAIUsage;
        CompatibilityRequest: CompatibilityRequest;
        CompatibilityResponse: CompatibilityResponse;
        Info: Info;
        ModelType: ModelType;
        EmbeddingModel: EmbeddingModel;
        ClassifierModel: ClassifierModel;
        ErrorType: ErrorType;
        ErrorResponse: ErrorResponse;
        OpenAIErrorResponse: OpenAIErrorResponse;
        BodyRejection: BodyRejection;
        FeatureExtractionRequest: FeatureExtractionRequest;
        FeatureExtractionResponse: FeatureExtractionResponse;
        PipelineErrorResponse: PipelineErrorResponse;
    };
    responses: {
        Embeddings: ResponseEmbeddings;
        TokenEmbeddings: ResponseTokenEmbeddings;
        SparseEmbeddings: ResponseSparseEmbeddings;
        Predictions: ResponsePredictions;
        Ranks: ResponseRanks;
        Similarities: ResponseSimilarities;
        OpenAIEmbeddings: ResponseOpenAiEmbeddings;
        Compatibility: ResponseCompatibility;
        Healthy: ResponseHealthy;
        EmptyInput: ResponseEmptyInput;
        Unauthorized: ResponseUnauthorized;
        TooLarge: ResponseTooLarge;
        NotJson: ResponseNotJson;
        Invalid: ResponseInvalid;
        BackendFailed: ResponseBackendFailed;
        Overloaded: ResponseOverloaded;
        ScalingUp: ResponseScalingUp;
        Unhealthy: ResponseUnhealthy;
        HeadersTooLarge: ResponseHeadersTooLarge;
        OpenAIEmptyInput: ResponseOpenAiEmptyInput;
        OpenAITooLarge: ResponseOpenAiTooLarge;
        OpenAIInvalid: ResponseOpenAiInvalid;
        OpenAIBackendFailed: ResponseOpenAiBackendFailed;
        OpenAIOverloaded: ResponseOpenAiOverloaded;
    };
    parameters: never;
    requestBodies: {
        OpenAIEmbedding: RequestBodyOpenAiEmbedding;
        Compatibility: RequestBodyCompatibility;
    };
    headers: {
        ComputeType: HeaderComputeType;
        ComputeTime: HeaderComputeTime;
        ComputeCharacters: HeaderComputeCharacters;
        ComputeTokens: HeaderComputeTokens;
        TotalTime: HeaderTotalTime;
        TokenizationTime: HeaderTokenizationTime;
        QueueTime: HeaderQueueTime;
        InferenceTime: HeaderInferenceTime;
        PipelineComputeType: HeaderPipelineComputeType;
        PipelineComputeTime: HeaderPipelineComputeTime;
        RequestId: HeaderRequestId;
        ModelSha: HeaderModelSha;
        ErrorMessage: HeaderErrorMessage;
    };
    pathItems: never;
}
/** One input, or a list of inputs. An input is a text, or the token ids of one: a flat list of numbers is therefore one input. The server takes at most `max_client_batch_size` inputs (`/info`). */
export type EmbedInput = string | TokenId[] | (string | TokenId[])[];
/** A token's number in the vocabulary of the model's own tokenizer. */
export type TokenId = number;
/** Whether an input of more than `max_input_length` tokens is cut (true) or refused with 422 (false). Absent or null, the server's `--auto-truncate` decides: on by default since TEI 1.9, off before. */
export type Truncate = boolean | null;
/**
 * The end at which an input that is too long is cut. Absent, it is `right`. Null is refused with 400.
 * @default right
 */
export type TruncationDirection = "right" | "left" | "Right" | "Left";
/** Which prompt of the model's Sentence Transformers configuration is put before each input, by its name there. Absent or null, it is the server's default prompt, if it has one. An unknown name is refused with 422. */
export type PromptName = string | null;
/** What to embed, and how. */
export type EmbedRequest = {
    inputs: EmbedInput;
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    prompt_name?: PromptName | undefined;
    /**
     * Whether vectors are scaled to length 1. Absent, they are. SPLADE models answer only to false here.
     * @default true
     */
    normalize?: boolean | undefined;
    /** Length of the vectors, for models trained to be cut (Matryoshka): the first numbers are kept. Absent or null, it is the model's own length, which is also the most. Since TEI 1.8. */
    dimensions?: number | null | undefined;
};
/** One vector per input, of 32-bit floats. A number that is NaN is sent as null, which is not a vector. */
export type EmbedResponse = number[][];
/** What to embed token by token, and how. */
export type EmbedAllRequest = {
    inputs: EmbedInput;
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    prompt_name?: PromptName | undefined;
};
/** Per input, one vector per token. */
export type EmbedAllResponse = number[][][];
/** What to embed sparsely, and how. */
export type EmbedSparseRequest = {
    inputs: EmbedInput;
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    prompt_name?: PromptName | undefined;
};
/** Per input, the places of its vector that are not zero. */
export type EmbedSparseResponse = SparseValue[][];
/** One place of a sparse vector. */
export type SparseValue = {
    /** The place, which is a token's number in the model's vocabulary. */
    index: number;
    /** The weight there. */
    value: number;
};
/** What to classify, and how. */
export type PredictRequest = {
    inputs: PredictInput;
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    /**
     * Whether scores are the model's bare numbers instead of probabilities. Absent, they are probabilities.
     * @default false
     */
    raw_scores?: boolean | undefined;
};
/** A text; or a list of two texts, which is one pair, not a batch; or a batch, where each text or pair is a list of its own. The server takes a batch of at most `max_client_batch_size` (`/info`). */
export type PredictInput = string | string[] | string[][];
/** The labels of the one input; of a batch, a list of them per input. The highest score is first. */
export type PredictResponse = Prediction[] | Prediction[][];
/** A label and how well it fits. */
export type Prediction = {
    /** A probability, or the model's bare number if `raw_scores` was asked for. */
    score: number;
    /** The label, as the model's configuration names it. */
    label: string;
};
/** What to rank, and how. */
export type RerankRequest = {
    /** What the texts are compared with. */
    query: string;
    /** The texts to rank. The server takes at most `max_client_batch_size` (`/info`). */
    texts: string[];
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    /**
     * Whether scores are the model's bare numbers instead of between 0 and 1. Absent, they are between 0 and 1.
     * @default false
     */
    raw_scores?: boolean | undefined;
    /**
     * Whether each rank repeats its text. Absent, it does not.
     * @default false
     */
    return_text?: boolean | undefined;
};
/** Every text once, the highest score first. */
export type RerankResponse = Rank[];
/** A text and how well it fits. */
export type Rank = {
    /** The text's place in the request, from 0. */
    index: number;
    /** The text. Absent unless `return_text` was asked for. */
    text?: string | undefined;
    /** How well the text fits the query. */
    score: number;
};
/** What to compare, and how. */
export type SimilarityRequest = {
    inputs: SimilarityInput;
    /** How the sentences are embedded. Absent or null, as if it were empty. */
    parameters?: SimilarityParameters | null | undefined;
};
/** The sentences to compare. */
export type SimilarityInput = {
    /** What the others are compared with. */
    source_sentence: string;
    /** The others. The server takes at most `max_client_batch_size` − 1 (`/info`). */
    sentences: string[];
};
/** How the sentences are embedded. */
export type SimilarityParameters = {
    truncate?: Truncate | undefined;
    truncation_direction?: TruncationDirection | undefined;
    prompt_name?: PromptName | undefined;
};
/** The cosine of the angle between the source sentence and each of the others, from −1 to 1 but for rounding. */
export type SimilarityResponse = number[];
/** What to split into tokens, and how. */
export type TokenizeRequest = {
    /** One text, or a list of texts. The server takes at most `max_client_batch_size` (`/info`). */
    inputs: string | string[];
    /**
     * Whether the tokens that the model expects around a text are added. Absent, they are.
     * @default true
     */
    add_special_tokens?: boolean | undefined;
    prompt_name?: PromptName | undefined;
};
/** Per text, its tokens in order. */
export type TokenizeResponse = Token[][];
/** A token of a text. */
export type Token = {
    id: TokenId;
    /** The part of the text that it stands for; of a special token, its name. */
    text: string;
    /** Whether it is one of the model's special tokens. */
    special: boolean;
    /** Where the token begins, counted in bytes of UTF-8 from the beginning of the text, prompt included. Null for special tokens. */
    start: number | null;
    /** The first byte after the token, counted likewise. Null for special tokens. */
    stop: number | null;
};
/** What to join to texts, and how. */
export type DecodeRequest = {
    /** The token ids of one text, or a list of such lists. The server takes at most `max_client_batch_size` (`/info`). */
    ids: TokenId[] | TokenId[][];
    /**
     * Whether special tokens are left out of the text. Absent, they are.
     * @default true
     */
    skip_special_tokens?: boolean | undefined;
};
/** One text per list of ids. */
export type DecodeResponse = string[];
/** What to embed, in OpenAI's words. */
export type OpenAIEmbeddingRequest = {
    input: EmbedInput;
    /** Ignored; the server logs a warning if it is not the model it serves. It may be absent or null. */
    model?: string | null | undefined;
    /** Ignored. It may be absent or null. */
    user?: string | null | undefined;
    /**
     * How vectors are written: as a list of numbers, or as the Base64 of their 32-bit floats, the lowest byte first. Absent, it is `float`. Null is refused with 400.
     * @default float
     */
    encoding_format?: "float" | "base64" | undefined;
    /** Length of the vectors, for models trained to be cut (Matryoshka): the first numbers are kept. Absent or null, it is the model's own length, which is also the most. Since TEI 1.8. */
    dimensions?: number | null | undefined;
};
/** The vectors, in OpenAI's shape. */
export type OpenAIEmbeddingResponse = {
    object: "list";
    /** One vector per input, in order. */
    data: OpenAIEmbedding[];
    /** The name under which the server has its model, whatever the request said. */
    model: string;
    usage: OpenAIUsage;
};
/** The vector of one input. */
export type OpenAIEmbedding = {
    object: "embedding";
    /** The numbers; or the Base64 of their 32-bit floats, the lowest byte first, if that was asked for. */
    embedding: number[] | string;
    /** The input's place in the request, from 0. */
    index: number;
};
/** What the request cost. */
export type OpenAIUsage = {
    /** Tokens of all inputs, special tokens included. */
    prompt_tokens: number;
    /** The same number, since nothing is generated. */
    total_tokens: number;
};
/** The request of the route that the model's type chooses; of any other form only what the two have in common is taken, and the rest is refused with 422. */
export type CompatibilityRequest = EmbedRequest | EmbedSparseRequest | PredictRequest | RerankRequest | SimilarityRequest;
/** The answer of the route that the model's type chose. */
export type CompatibilityResponse = EmbedResponse | EmbedSparseResponse | PredictResponse | RerankResponse | SimilarityResponse;
/** The model and the limits of the server. */
export type Info = {
    /** The model's name on the Hugging Face Hub, or its folder. */
    model_id: string;
    /** The model's commit; null if it is not known. */
    model_sha: string | null;
    /** The type of the model's numbers, such as `float16`. */
    model_dtype: string;
    /** The name that `/v1/embeddings` answers with. Servers before 1.9 may leave it out. */
    served_model_name?: string | undefined;
    model_type: ModelType;
    /** Inputs in work at the same time, above which 429 is answered. */
    max_concurrent_requests: number;
    /** Tokens of one input, at most. */
    max_input_length: number;
    /** Tokens that the model works on at once, at most. */
    max_batch_tokens: number;
    /** Inputs that the model works on at once, at most; null if there is no limit. */
    max_batch_requests: number | null;
    /** Inputs of one request, at most. */
    max_client_batch_size: number;
    /** Whether an input that is too long is cut where the request does not say. */
    auto_truncate: boolean;
    /** Threads of the tokenizer. */
    tokenization_workers: number;
    /** The version of TEI. */
    version: string;
    /** The commit of TEI; null if it is not known. */
    sha: string | null;
    /** The image; null outside of one. */
    docker_label: string | null;
};
/** What the model is for, as the only key. */
export type ModelType = {
    embedding: EmbeddingModel;
} | {
    classifier: ClassifierModel;
} | {
    reranker: ClassifierModel;
};
/** A model that makes vectors. */
export type EmbeddingModel = {
    /** How the vectors of the tokens become one, such as `cls`, `mean` or `splade`. */
    pooling: string;
};
/** A model that gives scores to labels. */
export type ClassifierModel = {
    /** Label by number, where the number is written as a string. */
    id2label: {
        [key: string]: string;
    };
    /** Number by label. */
    label2id: {
        [key: string]: number;
    };
};
/**
 * The kind of an error. TEI's own openapi.json shows these in lower case in its examples; they never are. `Empty` exists since TEI 1.5.1.
 */
export type ErrorType = "Unhealthy" | "Backend" | "Overloaded" | "Validation" | "Tokenizer" | "Empty";
/** An error of the server itself. */
export type ErrorResponse = {
    /** The reason. */
    error: string;
    error_type: ErrorType;
};
/** An error of `/v1/embeddings` and `/embeddings`, flat, where OpenAI's are nested under `error`. */
export type OpenAIErrorResponse = {
    /** The reason. */
    message: string;
    /** The HTTP status. */
    code: number;
    type: ErrorType;
};
/** Why a body did not parse, with the place. */
export type BodyRejection = string;
/** What to embed, and how. What a model's library has no notion of, it ignores or refuses. */
export type FeatureExtractionRequest = {
    /** One text, or a list of texts. */
    inputs: string | string[];
    /** Whether vectors are scaled to length 1. Only where TEI serves the model; absent, it normalises, while other libraries leave vectors as the model makes them. */
    normalize?: boolean | undefined;
    /** Which prompt of the model's Sentence Transformers configuration is put before each input, by its name there. Absent, none is, unless the server has a default. */
    prompt_name?: string | undefined;
    /** Whether an input that is too long is cut instead of refused. Absent, what serves the model decides. */
    truncate?: boolean | undefined;
    /**
     * The end at which an input that is too long is cut. Absent, it is `right`.
     */
    truncation_direction?: "right" | "left" | undefined;
};
/** Vectors in any of four nestings. Sentence Transformers models answer a bare vector to one text, and a list of vectors to a list. Other models answer a matrix to one text, with a row per token inside a list of one; and a list of such to a list. Where TEI serves the model, the answer is always a list of vectors. */
export type FeatureExtractionResponse = number[] | number[][] | number[][][] | number[][][][];
/** An error of Hugging Face's servers, or of the TEI behind them. */
export type PipelineErrorResponse = {
    /** The reason, or a list of reasons. */
    error: string | string[];
    /** The kind, if the error is TEI's own. */
    error_type?: string | undefined;
    /** More about the reason. Absent if there is none. */
    warnings?: string[] | undefined;
    /** Seconds until the model is loaded, as estimated. Absent unless it is being loaded. */
    estimated_time?: number | undefined;
};
/** One vector per input, in order. */
export type ResponseEmbeddings = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": EmbedResponse;
    };
};
/** One vector per token of each input, in order. */
export type ResponseTokenEmbeddings = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": EmbedAllResponse;
    };
};
/** One sparse vector per input, in order. */
export type ResponseSparseEmbeddings = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": EmbedSparseResponse;
    };
};
/** The labels of the input, or of each input of a batch. */
export type ResponsePredictions = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": PredictResponse;
    };
};
/** The texts, the best first. */
export type ResponseRanks = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": RerankResponse;
    };
};
/** One similarity per sentence, in order. */
export type ResponseSimilarities = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": SimilarityResponse;
    };
};
/** One vector per input, in order. */
export type ResponseOpenAiEmbeddings = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIEmbeddingResponse;
    };
};
/** What the route that the model's type chose answers. */
export type ResponseCompatibility = {
    headers: {
        "x-compute-type": HeaderComputeType;
        "x-compute-time": HeaderComputeTime;
        "x-compute-characters": HeaderComputeCharacters;
        "x-compute-tokens": HeaderComputeTokens;
        "x-total-time": HeaderTotalTime;
        "x-tokenization-time": HeaderTokenizationTime;
        "x-queue-time": HeaderQueueTime;
        "x-inference-time": HeaderInferenceTime;
        [name: string]: unknown;
    };
    content: {
        "application/json": CompatibilityResponse;
    };
};
/** The server is well. The body is empty. */
export type ResponseHealthy = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** An input is empty (JSON), or the body is not JSON (text). */
export type ResponseEmptyInput = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The key is missing or wrong. The body is empty. */
export type ResponseUnauthorized = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** The body is larger than `--payload-limit`, 2 MB by default (text). TEI 0.6 to 1.8.3 also answered this instead of 422 where `error_type` is `Validation` (JSON). */
export type ResponseTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The content type is not JSON. */
export type ResponseNotJson = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": BodyRejection;
    };
};
/** The inputs cannot be used (JSON), or the body has another shape than the route expects (text). TEI 0.6 to 1.8.3 answered 413 where `error_type` is `Validation`. */
export type ResponseInvalid = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The model cannot do this, or inference failed. */
export type ResponseBackendFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** More than `max_concurrent_requests` inputs are in work, where each input of a batch counts. There is no Retry-After header. */
export type ResponseOverloaded = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Not from TEI: the proxy of a Hugging Face Inference Endpoint answers so until a server runs. Its body is empty, or text that means nothing. */
export type ResponseScalingUp = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** The model does not answer. */
export type ResponseUnhealthy = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The headers of the request are larger than the HTTP server reads: the only refusal of a route without key and body. The body is empty. */
export type ResponseHeadersTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** An input is empty (JSON), or the body is not JSON (text). */
export type ResponseOpenAiEmptyInput = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The body is larger than `--payload-limit`, 2 MB by default (text). TEI 0.6 to 1.8.3 also answered this instead of 422 where `type` is `Validation` (JSON). */
export type ResponseOpenAiTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The inputs cannot be used (JSON), or the body has another shape than the route expects (text). TEI 0.6 to 1.8.3 answered 413 where `type` is `Validation`. */
export type ResponseOpenAiInvalid = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIErrorResponse;
        "text/plain": BodyRejection;
    };
};
/** The model cannot do this, or inference failed. */
export type ResponseOpenAiBackendFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIErrorResponse;
    };
};
/** More than `max_concurrent_requests` inputs are in work, where each input of a batch counts. There is no Retry-After header. */
export type ResponseOpenAiOverloaded = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": OpenAIErrorResponse;
    };
};
export type RequestBodyOpenAiEmbedding = {
    content: {
        "application/json": OpenAIEmbeddingRequest;
    };
};
export type RequestBodyCompatibility = {
    content: {
        "application/json": CompatibilityRequest;
    };
};
/**
 * The hardware. TEI always says the same.
 * @example gpu+optimized
 */
export type HeaderComputeType = string;
/**
 * Time from the request to the answer, in whole milliseconds (TGI's header of this name has seconds).
 * @example 9
 */
export type HeaderComputeTime = number;
/**
 * Characters of all inputs.
 * @example 11
 */
export type HeaderComputeCharacters = number;
/**
 * Tokens of all inputs, special tokens included.
 * @example 4
 */
export type HeaderComputeTokens = number;
/**
 * Time from the request to the answer, in whole milliseconds.
 * @example 9
 */
export type HeaderTotalTime = number;
/**
 * Time spent on tokenization, in whole milliseconds; the mean over a batch.
 * @example 1
 */
export type HeaderTokenizationTime = number;
/**
 * Time spent waiting for the model, in whole milliseconds; the mean over a batch.
 * @example 2
 */
export type HeaderQueueTime = number;
/**
 * Time spent in the model, in whole milliseconds; the mean over a batch.
 * @example 6
 */
export type HeaderInferenceTime = number;
/**
 * The hardware, or `cache` if the same request was answered before.
 * @example cpu
 */
export type HeaderPipelineComputeType = string;
/**
 * Time spent on the answer, in seconds.
 * @example 0.041
 */
export type HeaderPipelineComputeTime = number;
/**
 * Names the request, for questions about it.
 * @example Xq3vT0c9LwKz
 */
export type HeaderRequestId = string;
/**
 * The commit of the model that answered.
 * @example 0f1e2d3c4b5a69788796a5b4c3d2e1f001234567
 */
export type HeaderModelSha = string;
/**
 * The same reason as in the body.
 * @example Invalid username or password.
 */
export type HeaderErrorMessage = string;
export type $defs = Record<string, never>;
export interface operations {
    embed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": EmbedRequest;
            };
        };
        responses: {
            200: ResponseEmbeddings;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            424: ResponseBackendFailed;
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    embedAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": EmbedAllRequest;
            };
        };
        responses: {
            200: ResponseTokenEmbeddings;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            /** The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    embedSparse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": EmbedSparseRequest;
            };
        };
        responses: {
            200: ResponseSparseEmbeddings;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            /** The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    predict: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": PredictRequest;
            };
        };
        responses: {
            200: ResponsePredictions;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            /** The inputs cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            /** The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    rerank: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": RerankRequest;
            };
        };
        responses: {
            200: ResponseRanks;
            /** There is nothing to rank (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            /** The texts cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            /** The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    similarity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": SimilarityRequest;
            };
        };
        responses: {
            200: ResponseSimilarities;
            /** There is nothing to compare (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            /** The sentences cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            424: ResponseBackendFailed;
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    tokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": TokenizeRequest;
            };
        };
        responses: {
            /** The tokens of each text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": TokenizeResponse;
                };
            };
            /** There is nothing to tokenize (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            503: ResponseScalingUp;
        };
    };
    decode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": DecodeRequest;
            };
        };
        responses: {
            /** The texts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": DecodeResponse;
                };
            };
            /** There is nothing to decode (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            /** The ids cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            503: ResponseScalingUp;
        };
    };
    openaiEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: RequestBodyOpenAiEmbedding;
        responses: {
            200: ResponseOpenAiEmbeddings;
            400: ResponseOpenAiEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseOpenAiTooLarge;
            415: ResponseNotJson;
            422: ResponseOpenAiInvalid;
            424: ResponseOpenAiBackendFailed;
            429: ResponseOpenAiOverloaded;
            503: ResponseScalingUp;
        };
    };
    openaiEmbedAlias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: RequestBodyOpenAiEmbedding;
        responses: {
            200: ResponseOpenAiEmbeddings;
            400: ResponseOpenAiEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseOpenAiTooLarge;
            415: ResponseNotJson;
            422: ResponseOpenAiInvalid;
            424: ResponseOpenAiBackendFailed;
            429: ResponseOpenAiOverloaded;
            503: ResponseScalingUp;
        };
    };
    compatibilityHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: ResponseHealthy;
            431: ResponseHeadersTooLarge;
            503: ResponseUnhealthy;
        };
    };
    compatibilityEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: RequestBodyCompatibility;
        responses: {
            200: ResponseCompatibility;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            424: ResponseBackendFailed;
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    invocations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: RequestBodyCompatibility;
        responses: {
            200: ResponseCompatibility;
            400: ResponseEmptyInput;
            401: ResponseUnauthorized;
            413: ResponseTooLarge;
            415: ResponseNotJson;
            422: ResponseInvalid;
            424: ResponseBackendFailed;
            429: ResponseOverloaded;
            503: ResponseScalingUp;
        };
    };
    getModelInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The model and the limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Info;
                };
            };
            401: ResponseUnauthorized;
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: ResponseHealthy;
            431: ResponseHeadersTooLarge;
            503: ResponseUnhealthy;
        };
    };
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: ResponseHealthy;
            431: ResponseHeadersTooLarge;
            503: ResponseUnhealthy;
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            431: ResponseHeadersTooLarge;
        };
    };
    extractFeatures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": FeatureExtractionRequest;
            };
        };
        responses: {
            /** The vectors, nested as the model's library does. */
            200: {
                headers: {
                    "x-compute-type": HeaderPipelineComputeType;
                    "x-compute-time": HeaderPipelineComputeTime;
                    "x-request-id": HeaderRequestId;
                    "x-sha": HeaderModelSha;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FeatureExtractionResponse;
                };
            };
            /** The inputs cannot be used. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
            /** The token is not valid. */
            401: {
                headers: {
                    "x-error-message": HeaderErrorMessage;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
            /** There is no such model (JSON), or no such address (text). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                    "text/plain": string;
                };
            };
            /** This host is retired. Only api-inference.huggingface.co answers so. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
            /** Refused by the TEI that serves the model, in its own words. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                    "text/plain": BodyRejection;
                };
            };
            /** Too many requests, or too many without a token. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
            /** Inference failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
            /** The model is being loaded, which ends by itself, or all its servers are busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": PipelineErrorResponse;
                };
            };
        };
    };
}
