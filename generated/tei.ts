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
         * @description One vector per input, in order. The answer is a list of vectors for a single input too. An input that is too long is cut or refused, as `truncate` says. Checked against TEI 1.9.3.
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
         * @description One vector per token of each input, neither pooled nor normalised. Special tokens have vectors too. Not available for SPLADE models. Checked against TEI 1.9.3.
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
         * @description One sparse vector per input, in order. Only models with SPLADE pooling answer; others answer 424. Checked against TEI 1.9.3.
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
         * @description Every label of a sequence classification model with its score, the highest first. A batch is answered with a list of such lists. Models of other types answer 424. Checked against TEI 1.9.3.
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
         * @description All the texts, the best first, each with its place in the request. Models that are no re-rankers answer 424. Checked against TEI 1.9.3.
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
         * @description The cosine similarity of one sentence to each of the others, in order. The source sentence counts towards the size of the batch. Since TEI 1.5. Checked against TEI 1.9.3.
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
         * @description One list of tokens per text, for a single text too (TGI's route of this name answers a flat list of other tokens). The model is not run, so this neither waits for it nor counts towards its load. Checked against TEI 1.9.3.
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
         * @description One text per list of token ids, for a single list too. The model is not run. Checked against TEI 1.9.3.
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
         * @description Like `/embed`, always normalised, without prompts, and cut at the right as the server's `--auto-truncate` says. Errors are flat objects, not nested under `error` as OpenAI's are. Checked against TEI 1.9.3.
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
         * @description The same as `/v1/embeddings`. Checked against TEI 1.9.3.
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
         * @description The same as `/health`. Checked against TEI 1.9.3.
         */
        get: operations["compatibilityHealth"];
        put?: never;
        /**
         * Do what the model is for
         * @description The same as `/embed`, `/embed_sparse` (SPLADE models), `/predict` (classifiers) or `/rerank` (re-rankers), by the type of the model; or as `/similarity` if the server's environment has `TASK=sentence-similarity`. Hugging Face Inference Endpoints are called at this address. Checked against TEI 1.9.3.
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
         * @description The same as `POST /`. Checked against TEI 1.9.3.
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
         * @description What a client needs to know before it asks, above all `max_client_batch_size`. Needs the key where the server has one, unlike TGI's route of this name. Checked against TEI 1.9.3.
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
         * @description Whether the model answers. Needs no key, even where the server has one. Checked against TEI 1.9.3.
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
         * @description The same as `/health`. Checked against TEI 1.9.3.
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
         * @description Counters and histograms in Prometheus' text format. Their names begin with `te_`. Checked against TEI 1.9.3.
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
         * @description The model is part of the real address: `/hf-inference/models/{model}/pipeline/feature-extraction` at router.huggingface.co. The retired host api-inference.huggingface.co had it at the end, `/pipeline/feature-extraction/{model}`, and answers 410 to everything.
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
        /** @description One input, or a list of inputs. An input is a text, or the token ids of one: a flat list of numbers is therefore one input. The server takes at most `max_client_batch_size` inputs (`/info`). */
        EmbedInput: string | components["schemas"]["TokenId"][] | (string | components["schemas"]["TokenId"][])[];
        /** @description A token's number in the vocabulary of the model's own tokenizer. */
        TokenId: number;
        /** @description Whether an input of more than `max_input_length` tokens is cut (true) or refused with 422 (false). Absent or null, the server's `--auto-truncate` decides: on by default since TEI 1.9, off before. */
        Truncate: boolean | null;
        /**
         * @description The end at which an input that is too long is cut. Absent, it is `right`. Null is refused with 400.
         * @default right
         * @enum {string}
         */
        TruncationDirection: "right" | "left" | "Right" | "Left";
        /** @description Which prompt of the model's Sentence Transformers configuration is put before each input, by its name there. Absent or null, it is the server's default prompt, if it has one. An unknown name is refused with 422. */
        PromptName: string | null;
        /** @description What to embed, and how. */
        EmbedRequest: {
            inputs: components["schemas"]["EmbedInput"];
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            prompt_name?: components["schemas"]["PromptName"] | undefined;
            /**
             * @description Whether vectors are scaled to length 1. Absent, they are. SPLADE models answer only to false here.
             * @default true
             */
            normalize?: boolean | undefined;
            /** @description Length of the vectors, for models trained to be cut (Matryoshka): the first numbers are kept. Absent or null, it is the model's own length, which is also the most. Since TEI 1.8. */
            dimensions?: number | null | undefined;
        };
        /** @description One vector per input, of 32-bit floats. A number that is NaN is sent as null, which is not a vector. */
        EmbedResponse: number[][];
        /** @description What to embed token by token, and how. */
        EmbedAllRequest: {
            inputs: components["schemas"]["EmbedInput"];
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            prompt_name?: components["schemas"]["PromptName"] | undefined;
        };
        /** @description Per input, one vector per token. */
        EmbedAllResponse: number[][][];
        /** @description What to embed sparsely, and how. */
        EmbedSparseRequest: {
            inputs: components["schemas"]["EmbedInput"];
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            prompt_name?: components["schemas"]["PromptName"] | undefined;
        };
        /** @description Per input, the places of its vector that are not zero. */
        EmbedSparseResponse: components["schemas"]["SparseValue"][][];
        /** @description One place of a sparse vector. */
        SparseValue: {
            /** @description The place, which is a token's number in the model's vocabulary. */
            index: number;
            /** @description The weight there. */
            value: number;
        };
        /** @description What to classify, and how. */
        PredictRequest: {
            inputs: components["schemas"]["PredictInput"];
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            /**
             * @description Whether scores are the model's bare numbers instead of probabilities. Absent, they are probabilities.
             * @default false
             */
            raw_scores?: boolean | undefined;
        };
        /** @description A text; or a list of two texts, which is one pair, not a batch; or a batch, where each text or pair is a list of its own. The server takes a batch of at most `max_client_batch_size` (`/info`). */
        PredictInput: string | string[] | string[][];
        /** @description The labels of the one input; of a batch, a list of them per input. The highest score is first. */
        PredictResponse: components["schemas"]["Prediction"][] | components["schemas"]["Prediction"][][];
        /** @description A label and how well it fits. */
        Prediction: {
            /** @description A probability, or the model's bare number if `raw_scores` was asked for. */
            score: number;
            /** @description The label, as the model's configuration names it. */
            label: string;
        };
        /** @description What to rank, and how. */
        RerankRequest: {
            /** @description What the texts are compared with. */
            query: string;
            /** @description The texts to rank. The server takes at most `max_client_batch_size` (`/info`). */
            texts: string[];
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            /**
             * @description Whether scores are the model's bare numbers instead of between 0 and 1. Absent, they are between 0 and 1.
             * @default false
             */
            raw_scores?: boolean | undefined;
            /**
             * @description Whether each rank repeats its text. Absent, it does not.
             * @default false
             */
            return_text?: boolean | undefined;
        };
        /** @description Every text once, the highest score first. */
        RerankResponse: components["schemas"]["Rank"][];
        /** @description A text and how well it fits. */
        Rank: {
            /** @description The text's place in the request, from 0. */
            index: number;
            /** @description The text. Absent unless `return_text` was asked for. */
            text?: string | undefined;
            /** @description How well the text fits the query. */
            score: number;
        };
        /** @description What to compare, and how. */
        SimilarityRequest: {
            inputs: components["schemas"]["SimilarityInput"];
            /** @description How the sentences are embedded. Absent or null, as if it were empty. */
            parameters?: components["schemas"]["SimilarityParameters"] | null | undefined;
        };
        /** @description The sentences to compare. */
        SimilarityInput: {
            /** @description What the others are compared with. */
            source_sentence: string;
            /** @description The others. The server takes at most `max_client_batch_size` − 1 (`/info`). */
            sentences: string[];
        };
        /** @description How the sentences are embedded. */
        SimilarityParameters: {
            truncate?: components["schemas"]["Truncate"] | undefined;
            truncation_direction?: components["schemas"]["TruncationDirection"] | undefined;
            prompt_name?: components["schemas"]["PromptName"] | undefined;
        };
        /** @description The cosine of the angle between the source sentence and each of the others, from −1 to 1 but for rounding. */
        SimilarityResponse: number[];
        /** @description What to split into tokens, and how. */
        TokenizeRequest: {
            /** @description One text, or a list of texts. The server takes at most `max_client_batch_size` (`/info`). */
            inputs: string | string[];
            /**
             * @description Whether the tokens that the model expects around a text are added. Absent, they are.
             * @default true
             */
            add_special_tokens?: boolean | undefined;
            prompt_name?: components["schemas"]["PromptName"] | undefined;
        };
        /** @description Per text, its tokens in order. */
        TokenizeResponse: components["schemas"]["Token"][][];
        /** @description A token of a text. */
        Token: {
            id: components["schemas"]["TokenId"];
            /** @description The part of the text that it stands for; of a special token, its name. */
            text: string;
            /** @description Whether it is one of the model's special tokens. */
            special: boolean;
            /** @description Where the token begins, counted in bytes of UTF-8 from the beginning of the text, prompt included. Null for special tokens. */
            start: number | null;
            /** @description The first byte after the token, counted likewise. Null for special tokens. */
            stop: number | null;
        };
        /** @description What to join to texts, and how. */
        DecodeRequest: {
            /** @description The token ids of one text, or a list of such lists. The server takes at most `max_client_batch_size` (`/info`). */
            ids: components["schemas"]["TokenId"][] | components["schemas"]["TokenId"][][];
            /**
             * @description Whether special tokens are left out of the text. Absent, they are.
             * @default true
             */
            skip_special_tokens?: boolean | undefined;
        };
        /** @description One text per list of ids. */
        DecodeResponse: string[];
        /** @description What to embed, in OpenAI's words. */
        OpenAIEmbeddingRequest: {
            input: components["schemas"]["EmbedInput"];
            /** @description Ignored; the server logs a warning if it is not the model it serves. It may be absent or null. */
            model?: string | null | undefined;
            /** @description Ignored. It may be absent or null. */
            user?: string | null | undefined;
            /**
             * @description How vectors are written: as a list of numbers, or as the Base64 of their 32-bit floats, the lowest byte first. Absent, it is `float`. Null is refused with 400.
             * @default float
             * @enum {string}
             */
            encoding_format?: "float" | "base64" | undefined;
            /** @description Length of the vectors, for models trained to be cut (Matryoshka): the first numbers are kept. Absent or null, it is the model's own length, which is also the most. Since TEI 1.8. */
            dimensions?: number | null | undefined;
        };
        /** @description The vectors, in OpenAI's shape. */
        OpenAIEmbeddingResponse: {
            /** @constant */
            object: "list";
            /** @description One vector per input, in order. */
            data: components["schemas"]["OpenAIEmbedding"][];
            /** @description The name under which the server has its model, whatever the request said. */
            model: string;
            usage: components["schemas"]["OpenAIUsage"];
        };
        /** @description The vector of one input. */
        OpenAIEmbedding: {
            /** @constant */
            object: "embedding";
            /** @description The numbers; or the Base64 of their 32-bit floats, the lowest byte first, if that was asked for. */
            embedding: number[] | string;
            /** @description The input's place in the request, from 0. */
            index: number;
        };
        /** @description What the request cost. */
        OpenAIUsage: {
            /** @description Tokens of all inputs, special tokens included. */
            prompt_tokens: number;
            /** @description The same number, since nothing is generated. */
            total_tokens: number;
        };
        /** @description The request of the route that the model's type chooses. */
        CompatibilityRequest: components["schemas"]["EmbedRequest"] | components["schemas"]["EmbedSparseRequest"] | components["schemas"]["PredictRequest"] | components["schemas"]["RerankRequest"] | components["schemas"]["SimilarityRequest"];
        /** @description The answer of the route that the model's type chose. */
        CompatibilityResponse: components["schemas"]["EmbedResponse"] | components["schemas"]["EmbedSparseResponse"] | components["schemas"]["PredictResponse"] | components["schemas"]["RerankResponse"] | components["schemas"]["SimilarityResponse"];
        /** @description The model and the limits of the server. */
        Info: {
            /** @description The model's name on the Hugging Face Hub, or its folder. */
            model_id: string;
            /** @description The model's commit; null if it is not known. */
            model_sha: string | null;
            /** @description The type of the model's numbers, such as `float16`. */
            model_dtype: string;
            /** @description The name that `/v1/embeddings` answers with. Servers before 1.9 may leave it out. */
            served_model_name?: string | undefined;
            model_type: components["schemas"]["ModelType"];
            /** @description Inputs in work at the same time, above which 429 is answered. */
            max_concurrent_requests: number;
            /** @description Tokens of one input, at most. */
            max_input_length: number;
            /** @description Tokens that the model works on at once, at most. */
            max_batch_tokens: number;
            /** @description Inputs that the model works on at once, at most; null if there is no limit. */
            max_batch_requests: number | null;
            /** @description Inputs of one request, at most. */
            max_client_batch_size: number;
            /** @description Whether an input that is too long is cut where the request does not say. */
            auto_truncate: boolean;
            /** @description Threads of the tokenizer. */
            tokenization_workers: number;
            /** @description The version of TEI. */
            version: string;
            /** @description The commit of TEI; null if it is not known. */
            sha: string | null;
            /** @description The image; null outside of one. */
            docker_label: string | null;
        };
        /** @description What the model is for, as the only key. */
        ModelType: {
            embedding: components["schemas"]["EmbeddingModel"];
        } | {
            classifier: components["schemas"]["ClassifierModel"];
        } | {
            reranker: components["schemas"]["ClassifierModel"];
        };
        /** @description A model that makes vectors. */
        EmbeddingModel: {
            /** @description How the vectors of the tokens become one, such as `cls`, `mean` or `splade`. */
            pooling: string;
        };
        /** @description A model that gives scores to labels. */
        ClassifierModel: {
            /** @description Label by number, where the number is written as a string. */
            id2label: {
                [key: string]: string;
            };
            /** @description Number by label. */
            label2id: {
                [key: string]: number;
            };
        };
        /**
         * @description The kind of an error. TEI's own openapi.json shows these in lower case in its examples; they never are. `Empty` exists since TEI 1.5.1.
         * @enum {string}
         */
        ErrorType: "Unhealthy" | "Backend" | "Overloaded" | "Validation" | "Tokenizer" | "Empty";
        /** @description An error of the server itself. */
        ErrorResponse: {
            /** @description The reason. */
            error: string;
            error_type: components["schemas"]["ErrorType"];
        };
        /** @description An error of `/v1/embeddings` and `/embeddings`, flat, where OpenAI's are nested under `error`. */
        OpenAIErrorResponse: {
            /** @description The reason. */
            message: string;
            /** @description The HTTP status. */
            code: number;
            type: components["schemas"]["ErrorType"];
        };
        /** @description Why a body did not parse, with the place. */
        BodyRejection: string;
        /** @description What to embed, and how. What a model's library has no notion of, it ignores or refuses. */
        FeatureExtractionRequest: {
            /** @description One text, or a list of texts. */
            inputs: string | string[];
            /** @description Whether vectors are scaled to length 1. Only where TEI serves the model; absent, it normalises, while other libraries leave vectors as the model makes them. */
            normalize?: boolean | undefined;
            /** @description Which prompt of the model's Sentence Transformers configuration is put before each input, by its name there. Absent, none is, unless the server has a default. */
            prompt_name?: string | undefined;
            /** @description Whether an input that is too long is cut instead of refused. Absent, what serves the model decides. */
            truncate?: boolean | undefined;
            /**
             * @description The end at which an input that is too long is cut. Absent, it is `right`.
             * @enum {string}
             */
            truncation_direction?: "right" | "left" | undefined;
        };
        /** @description Vectors in any of four nestings. Sentence Transformers models answer a bare vector to one text, and a list of vectors to a list. Other models answer a matrix to one text, with a row per token inside a list of one; and a list of such to a list. Where TEI serves the model, the answer is always a list of vectors. */
        FeatureExtractionResponse: number[] | number[][] | number[][][] | number[][][][];
        /** @description An error of Hugging Face's servers, or of the TEI behind them. */
        PipelineErrorResponse: {
            /** @description The reason, or a list of reasons. */
            error: string | string[];
            /** @description The kind, if the error is TEI's own. */
            error_type?: string | undefined;
            /** @description More about the reason. Absent if there is none. */
            warnings?: string[] | undefined;
            /** @description Seconds until the model is loaded, as estimated. Absent unless it is being loaded. */
            estimated_time?: number | undefined;
        };
    };
    responses: {
        /** @description One vector per input, in order. */
        Embeddings: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EmbedResponse"];
            };
        };
        /** @description One vector per token of each input, in order. */
        TokenEmbeddings: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EmbedAllResponse"];
            };
        };
        /** @description One sparse vector per input, in order. */
        SparseEmbeddings: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EmbedSparseResponse"];
            };
        };
        /** @description The labels of the input, or of each input of a batch. */
        Predictions: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PredictResponse"];
            };
        };
        /** @description The texts, the best first. */
        Ranks: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RerankResponse"];
            };
        };
        /** @description One similarity per sentence, in order. */
        Similarities: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SimilarityResponse"];
            };
        };
        /** @description One vector per input, in order. */
        OpenAIEmbeddings: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIEmbeddingResponse"];
            };
        };
        /** @description What the route that the model's type chose answers. */
        Compatibility: {
            headers: {
                "x-compute-type": components["headers"]["ComputeType"];
                "x-compute-time": components["headers"]["ComputeTime"];
                "x-compute-characters": components["headers"]["ComputeCharacters"];
                "x-compute-tokens": components["headers"]["ComputeTokens"];
                "x-total-time": components["headers"]["TotalTime"];
                "x-tokenization-time": components["headers"]["TokenizationTime"];
                "x-queue-time": components["headers"]["QueueTime"];
                "x-inference-time": components["headers"]["InferenceTime"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CompatibilityResponse"];
            };
        };
        /** @description The server is well. The body is empty. */
        Healthy: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description An input is empty (JSON), or the body is not JSON (text). */
        EmptyInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The key is missing or wrong. The body is empty. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The body is larger than `--payload-limit`, 2 MB by default (text). TEI 0.6 to 1.8.3 also answered this instead of 422 where `error_type` is `Validation` (JSON). */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The content type is not JSON. */
        NotJson: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The inputs cannot be used (JSON), or the body has another shape than the route expects (text). TEI 0.6 to 1.8.3 answered 413 where `error_type` is `Validation`. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The model cannot do this, or inference failed. */
        BackendFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description More than `max_concurrent_requests` inputs are in work, where each input of a batch counts. There is no Retry-After header. */
        Overloaded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Not from TEI: the proxy of a Hugging Face Inference Endpoint answers so until a server runs. Its body is empty, or text that means nothing. */
        ScalingUp: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The model does not answer. */
        Unhealthy: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The headers of the request are larger than the HTTP server reads: the only refusal of a route without key and body. The body is empty. */
        HeadersTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description An input is empty (JSON), or the body is not JSON (text). */
        OpenAIEmptyInput: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The body is larger than `--payload-limit`, 2 MB by default (text). TEI 0.6 to 1.8.3 also answered this instead of 422 where `type` is `Validation` (JSON). */
        OpenAITooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The inputs cannot be used (JSON), or the body has another shape than the route expects (text). TEI 0.6 to 1.8.3 answered 413 where `type` is `Validation`. */
        OpenAIInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorResponse"];
                "text/plain": components["schemas"]["BodyRejection"];
            };
        };
        /** @description The model cannot do this, or inference failed. */
        OpenAIBackendFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorResponse"];
            };
        };
        /** @description More than `max_concurrent_requests` inputs are in work, where each input of a batch counts. There is no Retry-After header. */
        OpenAIOverloaded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenAIErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: {
        OpenAIEmbedding: {
            content: {
                "application/json": components["schemas"]["OpenAIEmbeddingRequest"];
            };
        };
        Compatibility: {
            content: {
                "application/json": components["schemas"]["CompatibilityRequest"];
            };
        };
    };
    headers: {
        /**
         * @description The hardware. TEI always says the same.
         * @example gpu+optimized
         */
        ComputeType: string;
        /**
         * @description Time from the request to the answer, in whole milliseconds (TGI's header of this name has seconds).
         * @example 9
         */
        ComputeTime: number;
        /**
         * @description Characters of all inputs.
         * @example 11
         */
        ComputeCharacters: number;
        /**
         * @description Tokens of all inputs, special tokens included.
         * @example 4
         */
        ComputeTokens: number;
        /**
         * @description Time from the request to the answer, in whole milliseconds.
         * @example 9
         */
        TotalTime: number;
        /**
         * @description Time spent on tokenization, in whole milliseconds; the mean over a batch.
         * @example 1
         */
        TokenizationTime: number;
        /**
         * @description Time spent waiting for the model, in whole milliseconds; the mean over a batch.
         * @example 2
         */
        QueueTime: number;
        /**
         * @description Time spent in the model, in whole milliseconds; the mean over a batch.
         * @example 6
         */
        InferenceTime: number;
        /**
         * @description The hardware, or `cache` if the same request was answered before.
         * @example cpu
         */
        PipelineComputeType: string;
        /**
         * @description Time spent on the answer, in seconds.
         * @example 0.041
         */
        PipelineComputeTime: number;
        /**
         * @description Names the request, for questions about it.
         * @example Xq3vT0c9LwKz
         */
        RequestId: string;
        /**
         * @description The commit of the model that answered.
         * @example 0f1e2d3c4b5a69788796a5b4c3d2e1f001234567
         */
        ModelSha: string;
        /**
         * @description The same reason as in the body.
         * @example Invalid username or password.
         */
        ErrorMessage: string;
    };
    pathItems: never;
}
export type EmbedInput = components['schemas']['EmbedInput'];
export type TokenId = components['schemas']['TokenId'];
export type Truncate = components['schemas']['Truncate'];
export type TruncationDirection = components['schemas']['TruncationDirection'];
export type PromptName = components['schemas']['PromptName'];
export type EmbedRequest = components['schemas']['EmbedRequest'];
export type EmbedResponse = components['schemas']['EmbedResponse'];
export type EmbedAllRequest = components['schemas']['EmbedAllRequest'];
export type EmbedAllResponse = components['schemas']['EmbedAllResponse'];
export type EmbedSparseRequest = components['schemas']['EmbedSparseRequest'];
export type EmbedSparseResponse = components['schemas']['EmbedSparseResponse'];
export type SparseValue = components['schemas']['SparseValue'];
export type PredictRequest = components['schemas']['PredictRequest'];
export type PredictInput = components['schemas']['PredictInput'];
export type PredictResponse = components['schemas']['PredictResponse'];
export type Prediction = components['schemas']['Prediction'];
export type RerankRequest = components['schemas']['RerankRequest'];
export type RerankResponse = components['schemas']['RerankResponse'];
export type Rank = components['schemas']['Rank'];
export type SimilarityRequest = components['schemas']['SimilarityRequest'];
export type SimilarityInput = components['schemas']['SimilarityInput'];
export type SimilarityParameters = components['schemas']['SimilarityParameters'];
export type SimilarityResponse = components['schemas']['SimilarityResponse'];
export type TokenizeRequest = components['schemas']['TokenizeRequest'];
export type TokenizeResponse = components['schemas']['TokenizeResponse'];
export type Token = components['schemas']['Token'];
export type DecodeRequest = components['schemas']['DecodeRequest'];
export type DecodeResponse = components['schemas']['DecodeResponse'];
export type OpenAIEmbeddingRequest = components['schemas']['OpenAIEmbeddingRequest'];
export type OpenAIEmbeddingResponse = components['schemas']['OpenAIEmbeddingResponse'];
export type OpenAIEmbedding = components['schemas']['OpenAIEmbedding'];
export type OpenAIUsage = components['schemas']['OpenAIUsage'];
export type CompatibilityRequest = components['schemas']['CompatibilityRequest'];
export type CompatibilityResponse = components['schemas']['CompatibilityResponse'];
export type Info = components['schemas']['Info'];
export type ModelType = components['schemas']['ModelType'];
export type EmbeddingModel = components['schemas']['EmbeddingModel'];
export type ClassifierModel = components['schemas']['ClassifierModel'];
export type ErrorType = components['schemas']['ErrorType'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type OpenAIErrorResponse = components['schemas']['OpenAIErrorResponse'];
export type BodyRejection = components['schemas']['BodyRejection'];
export type FeatureExtractionRequest = components['schemas']['FeatureExtractionRequest'];
export type FeatureExtractionResponse = components['schemas']['FeatureExtractionResponse'];
export type PipelineErrorResponse = components['schemas']['PipelineErrorResponse'];
export type ResponseEmbeddings = components['responses']['Embeddings'];
export type ResponseTokenEmbeddings = components['responses']['TokenEmbeddings'];
export type ResponseSparseEmbeddings = components['responses']['SparseEmbeddings'];
export type ResponsePredictions = components['responses']['Predictions'];
export type ResponseRanks = components['responses']['Ranks'];
export type ResponseSimilarities = components['responses']['Similarities'];
export type ResponseOpenAiEmbeddings = components['responses']['OpenAIEmbeddings'];
export type ResponseCompatibility = components['responses']['Compatibility'];
export type ResponseHealthy = components['responses']['Healthy'];
export type ResponseEmptyInput = components['responses']['EmptyInput'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseTooLarge = components['responses']['TooLarge'];
export type ResponseNotJson = components['responses']['NotJson'];
export type ResponseInvalid = components['responses']['Invalid'];
export type ResponseBackendFailed = components['responses']['BackendFailed'];
export type ResponseOverloaded = components['responses']['Overloaded'];
export type ResponseScalingUp = components['responses']['ScalingUp'];
export type ResponseUnhealthy = components['responses']['Unhealthy'];
export type ResponseHeadersTooLarge = components['responses']['HeadersTooLarge'];
export type ResponseOpenAiEmptyInput = components['responses']['OpenAIEmptyInput'];
export type ResponseOpenAiTooLarge = components['responses']['OpenAITooLarge'];
export type ResponseOpenAiInvalid = components['responses']['OpenAIInvalid'];
export type ResponseOpenAiBackendFailed = components['responses']['OpenAIBackendFailed'];
export type ResponseOpenAiOverloaded = components['responses']['OpenAIOverloaded'];
export type RequestBodyOpenAiEmbedding = components['requestBodies']['OpenAIEmbedding'];
export type RequestBodyCompatibility = components['requestBodies']['Compatibility'];
export type HeaderComputeType = components['headers']['ComputeType'];
export type HeaderComputeTime = components['headers']['ComputeTime'];
export type HeaderComputeCharacters = components['headers']['ComputeCharacters'];
export type HeaderComputeTokens = components['headers']['ComputeTokens'];
export type HeaderTotalTime = components['headers']['TotalTime'];
export type HeaderTokenizationTime = components['headers']['TokenizationTime'];
export type HeaderQueueTime = components['headers']['QueueTime'];
export type HeaderInferenceTime = components['headers']['InferenceTime'];
export type HeaderPipelineComputeType = components['headers']['PipelineComputeType'];
export type HeaderPipelineComputeTime = components['headers']['PipelineComputeTime'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderModelSha = components['headers']['ModelSha'];
export type HeaderErrorMessage = components['headers']['ErrorMessage'];
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
                "application/json": components["schemas"]["EmbedRequest"];
            };
        };
        responses: {
            200: components["responses"]["Embeddings"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            424: components["responses"]["BackendFailed"];
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["EmbedAllRequest"];
            };
        };
        responses: {
            200: components["responses"]["TokenEmbeddings"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            /** @description The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["EmbedSparseRequest"];
            };
        };
        responses: {
            200: components["responses"]["SparseEmbeddings"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            /** @description The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["PredictRequest"];
            };
        };
        responses: {
            200: components["responses"]["Predictions"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            /** @description The inputs cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            /** @description The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["RerankRequest"];
            };
        };
        responses: {
            200: components["responses"]["Ranks"];
            /** @description There is nothing to rank (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            /** @description The texts cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            /** @description The model cannot do this, or inference failed. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["SimilarityRequest"];
            };
        };
        responses: {
            200: components["responses"]["Similarities"];
            /** @description There is nothing to compare (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            /** @description The sentences cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            424: components["responses"]["BackendFailed"];
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["TokenizeRequest"];
            };
        };
        responses: {
            /** @description The tokens of each text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenizeResponse"];
                };
            };
            /** @description There is nothing to tokenize (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["ScalingUp"];
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
                "application/json": components["schemas"]["DecodeRequest"];
            };
        };
        responses: {
            /** @description The texts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecodeResponse"];
                };
            };
            /** @description There is nothing to decode (JSON), or the body is not JSON (text). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            /** @description The ids cannot be used (JSON), or the body has another shape than the route expects (text). */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            503: components["responses"]["ScalingUp"];
        };
    };
    openaiEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["OpenAIEmbedding"];
        responses: {
            200: components["responses"]["OpenAIEmbeddings"];
            400: components["responses"]["OpenAIEmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["OpenAITooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["OpenAIInvalid"];
            424: components["responses"]["OpenAIBackendFailed"];
            429: components["responses"]["OpenAIOverloaded"];
            503: components["responses"]["ScalingUp"];
        };
    };
    openaiEmbedAlias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["OpenAIEmbedding"];
        responses: {
            200: components["responses"]["OpenAIEmbeddings"];
            400: components["responses"]["OpenAIEmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["OpenAITooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["OpenAIInvalid"];
            424: components["responses"]["OpenAIBackendFailed"];
            429: components["responses"]["OpenAIOverloaded"];
            503: components["responses"]["ScalingUp"];
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
            200: components["responses"]["Healthy"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unhealthy"];
        };
    };
    compatibilityEmbed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Compatibility"];
        responses: {
            200: components["responses"]["Compatibility"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            424: components["responses"]["BackendFailed"];
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
        };
    };
    invocations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Compatibility"];
        responses: {
            200: components["responses"]["Compatibility"];
            400: components["responses"]["EmptyInput"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["Invalid"];
            424: components["responses"]["BackendFailed"];
            429: components["responses"]["Overloaded"];
            503: components["responses"]["ScalingUp"];
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
            /** @description The model and the limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            401: components["responses"]["Unauthorized"];
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
            200: components["responses"]["Healthy"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unhealthy"];
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
            200: components["responses"]["Healthy"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unhealthy"];
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
            /** @description The metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            431: components["responses"]["HeadersTooLarge"];
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
                "application/json": components["schemas"]["FeatureExtractionRequest"];
            };
        };
        responses: {
            /** @description The vectors, nested as the model's library does. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["PipelineComputeType"];
                    "x-compute-time": components["headers"]["PipelineComputeTime"];
                    "x-request-id": components["headers"]["RequestId"];
                    "x-sha": components["headers"]["ModelSha"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeatureExtractionResponse"];
                };
            };
            /** @description The inputs cannot be used. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
            /** @description The token is not valid. */
            401: {
                headers: {
                    "x-error-message": components["headers"]["ErrorMessage"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
            /** @description There is no such model (JSON), or no such address (text). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                    "text/plain": string;
                };
            };
            /** @description This host is retired. Only api-inference.huggingface.co answers so. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
            /** @description Refused by the TEI that serves the model, in its own words. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                    "text/plain": components["schemas"]["BodyRejection"];
                };
            };
            /** @description Too many requests, or too many without a token. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
            /** @description Inference failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
            /** @description The model is being loaded, which ends by itself, or all its servers are busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineErrorResponse"];
                };
            };
        };
    };
}
