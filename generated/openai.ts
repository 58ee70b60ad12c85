// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a conversation
         *
         * With a prompt builder the prompt is built here, for TGI's native API; without one the server applies the model's own chat template. A stream is one event for each ChatCompletionChunk, then `[DONE]`; an error after the first is the event `{"error": …}`, and ends the stream without `[DONE]`.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prompt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what the model would read
         *
         * The prompt that a chat with this body becomes, as the model reads it: built here where the model has a prompt builder, else by the chat template of the server, of a TGI since 2.3 (`/chat_tokenize`) or a llama.cpp (`/apply-template`). Nothing is generated, and whether the answer would stream does not matter. Other servers do not tell their prompts, which is answered 404 `unsupported_operation`.
         */
        post: operations["readChatPrompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a prompt
         *
         * The prompt is sent as it is, unless the call names a prompt builder. Each of several prompts is a request of its own. A stream is one event for each part of a text, a Completion too, then `[DONE]`; errors within it are as in chat completions.
         */
        post: operations["createCompletion"];
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
         * Embed texts
         *
         * One vector for each text, in the order of the texts. Long lists are split into the batches that the server takes. Served by TEI, by the feature-extraction pipeline of Hugging Face, or by any OpenAI-shaped server.
         */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rank documents by how well they answer a query
         *
         * The documents, the best first, each with its place in the request: the shape of Jina's and Cohere's APIs. The gateway answers alike at `/rerank` and `/v2/rerank`. Served by a TEI with a re-ranking model, which gets long lists in the batches that it takes, and by OpenAI-shaped servers with such a route (vLLM, llama.cpp, SGLang).
         */
        post: operations["createRerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a list of items
         *
         * The Responses API over the same paths as chat: items become messages, and what the model wrote becomes items. A stream is one event for each ResponseStreamEvent, whose SSE `event` is its `type`, then `[DONE]`. What fails before the first event is an HTTP error; what fails later is `response.failed`, with the output so far.
         */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/input_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the tokens of a response's input
         *
         * The tokens that the model would read for this body, as the server's tokenizer counts them.
         */
        post: operations["countResponseInputTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Give a response that was kept
         *
         * A response that was made under the caller's own key, where a `responseStore` is set. One that is under way is given as far as it has come.
         */
        get: operations["retrieveResponse"];
        put?: never;
        post?: never;
        /**
         * Forget a response that was kept
         *
         * What goes on from it later is answered 404. Responses that went on from it before stay whole.
         */
        delete: operations["deleteResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a response that is being streamed
         *
         * Its connection to the server behind is closed, which ends the generation; its stream ends with `response.failed`, and the status is `cancelled`. It must be asked of the process that streams. One that was cancelled before is given as it is, and any other that is over is an error 400.
         */
        post: operations["cancelResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}/input_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the items that a response answers
         *
         * Its input, and before that the input and output of the responses that it went on from.
         */
        get: operations["listInputItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files
         *
         * The files under the caller's key, uploads and results of batches, the newest first.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Upload a file
         *
         * Keeps a file of requests for `/v1/batches`, one JSON object a line (JSONL, also gzipped). The content is not judged here: a batch names its bad lines. A gateway with a folder for its data only (`easyllm serve --data`).
         */
        post: operations["createFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe one file
         *
         * The entry of `/v1/files` with this id, or 404.
         */
        get: operations["retrieveFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file
         *
         * The input of a batch that is not over stays until it is (409).
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Give the content of a file
         *
         * The bytes as they were uploaded, or the results of a batch, one JSON object a line.
         */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the batches
         *
         * The batches under the caller's key, the newest first.
         */
        get: operations["listBatches"];
        put?: never;
        /**
         * Answer a file of requests in the background
         *
         * Each line of the file gets one result, in the output file or in the error file. A line that cannot be read or asked for is a failure of its own, named by its number; two lines of one `custom_id` fail the batch. It goes on after a restart of the gateway, and asks for no line again that has its result.
         */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how far a batch is
         *
         * The batch with its state, its counts, and its files once it is over.
         */
        get: operations["retrieveBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a batch
         *
         * No further line is asked for, and those under way are given up. Results so far are kept in its files; lines without one are in the error file. A batch that is over is an error 409.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         *
         * The models of the server behind: one for a single TGI, which must be 2.3 or later to tell.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe one model
         *
         * The entry of `/v1/models` with this id, or 404.
         */
        get: operations["retrieveModel"];
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
         * Tell that the gateway is up
         *
         * Answers as soon as the gateway accepts connections, without a key; it does not ask the server behind. The `fetch` of a client answers it too.
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
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether requests would be answered
         *
         * Answers 200 while at least one server behind answers, and without a key. Each server is asked for its models, at most once in five seconds. A gateway only: the `fetch` of a client has no such route.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what the caller's key has used
         *
         * The figures of the key that asks, since the gateway started, and what is left of its limits. A gateway with keys only: the `fetch` of a client has no such route.
         */
        get: operations["readUsage"];
        put?: never;
        post?: never;
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
        ChatCompletionRequest: ChatCompletionRequest;
        ChatCompletionStreamOptions: ChatCompletionStreamOptions;
        StopSequences: StopSequences;
        Seed: Seed;
        LogitBias: LogitBias;
        PromptCacheOptions: PromptCacheOptions;
        ChatCompletionMessageParam: ChatCompletionMessageParam;
        ChatCompletionSystemMessageParam: ChatCompletionSystemMessageParam;
        ChatCompletionDeveloperMessageParam: ChatCompletionDeveloperMessageParam;
        ChatCompletionUserMessageParam: ChatCompletionUserMessageParam;
        ChatCompletionAssistantMessageParam: ChatCompletionAssistantMessageParam;
        ChatCompletionToolMessageParam: ChatCompletionToolMessageParam;
        ChatCompletionFunctionMessageParam: ChatCompletionFunctionMessageParam;
        ChatCompletionContentPart: ChatCompletionContentPart;
        ChatCompletionAssistantContentPart: ChatCompletionAssistantContentPart;
        ChatCompletionContentPartText: ChatCompletionContentPartText;
        ChatCompletionContentPartImage: ChatCompletionContentPartImage;
        ChatCompletionContentPartInputAudio: ChatCompletionContentPartInputAudio;
        ChatCompletionContentPartFile: ChatCompletionContentPartFile;
        ChatCompletionContentPartRefusal: ChatCompletionContentPartRefusal;
        ImageUrl: ImageUrl;
        InputAudio: InputAudio;
        InputFile: InputFile;
        PromptCacheBreakpoint: PromptCacheBreakpoint;
        ChatCompletionTool: ChatCompletionTool;
        FunctionDefinition: FunctionDefinition;
        ChatCompletionToolChoiceOption: ChatCompletionToolChoiceOption;
        ChatCompletionAllowedToolChoice: ChatCompletionAllowedToolChoice;
        AllowedTools: AllowedTools;
        ChatCompletionNamedToolChoice: ChatCompletionNamedToolChoice;
        FunctionName: FunctionName;
        ResponseFormat: ResponseFormat;
        ResponseFormatText: ResponseFormatText;
        ResponseFormatJSONSchema: ResponseFormatJSONSchema;
        NamedJSONSchema: NamedJSONSchema;
        ResponseFormatJSONObject: ResponseFormatJSONObject;
        Grammar: Grammar;
        JsonGrammar: JsonGrammar;
        JsonObjectGrammar: JsonObjectGrammar;
        RegexGrammar: RegexGrammar;
        JsonSchemaGrammar: JsonSchemaGrammar;
        JsonSchema: JsonSchema;
        JsonSchemaConfig: JsonSchemaConfig;
        ChatCompletion: ChatCompletion;
        ChatCompletionChoice: ChatCompletionChoice;
        ChatCompletionMessage: ChatCompletionMessage;
        ChatCompletionMessageToolCall: ChatCompletionMessageToolCall;
        FunctionCall: FunctionCall;
        ChatCompletionLogprobs: ChatCompletionLogprobs;
        ChatCompletionTokenLogprob: ChatCompletionTokenLogprob;
        TopLogprob: TopLogprob;
        TgiDetails: TgiDetails;
        CompletionUsage: CompletionUsage;
        PromptTokensDetails: PromptTokensDetails;
        CompletionTokensDetails: CompletionTokensDetails;
        ChatCompletionChunk: ChatCompletionChunk;
        ChatCompletionChunkChoice: ChatCompletionChunkChoice;
        ChatCompletionDelta: ChatCompletionDelta;
        ChatCompletionMessageToolCallChunk: ChatCompletionMessageToolCallChunk;
        FunctionCallChunk: FunctionCallChunk;
        CompletionRequest: CompletionRequest;
        Completion: Completion;
        CompletionChoice: CompletionChoice;
        CompletionLogprobs: CompletionLogprobs;
        EmbeddingRequest: EmbeddingRequest;
        CreateEmbeddingResponse: CreateEmbeddingResponse;
        Embedding: Embedding;
        EmbeddingUsage: EmbeddingUsage;
        RerankRequest: RerankRequest;
        RerankDocument: RerankDocument;
        RerankResponse: RerankResponse;
        RerankResult: RerankResult;
        RerankUsage: RerankUsage;
        ModelList: ModelList;
        Model: Model;
        Health: Health;
        GatewayUsage: GatewayUsage;
        GatewayLimit: GatewayLimit;
        ErrorResponse: ErrorResponse;
        ErrorObject: ErrorObject;
        ResponseRequest: ResponseRequest;
        ResponseInputItem: ResponseInputItem;
        ResponseTypedInputItem: ResponseTypedInputItem;
        ResponseInputMessage: ResponseInputMessage;
        ResponseUntypedMessage: ResponseUntypedMessage;
        ResponseInputPart: ResponseInputPart;
        ResponseInputText: ResponseInputText;
        ResponseInputOutputText: ResponseInputOutputText;
        ResponseInputRefusal: ResponseInputRefusal;
        ResponseInputImage: ResponseInputImage;
        ResponseInputFile: ResponseInputFile;
        ResponseInputAudio: ResponseInputAudio;
        ResponseFunctionCallItem: ResponseFunctionCallItem;
        ResponseFunctionCallOutputItem: ResponseFunctionCallOutputItem;
        ResponseCustomToolCallItem: ResponseCustomToolCallItem;
        ResponseCustomToolCallOutputItem: ResponseCustomToolCallOutputItem;
        ResponseReasoningItem: ResponseReasoningItem;
        ResponseSummaryText: ResponseSummaryText;
        ResponseReasoningText: ResponseReasoningText;
        ResponseItemReference: ResponseItemReference;
        ResponseTool: ResponseTool;
        ResponseFunctionTool: ResponseFunctionTool;
        ResponseCustomTool: ResponseCustomTool;
        ResponseNamespaceTool: ResponseNamespaceTool;
        ResponseNamespacedTool: ResponseNamespacedTool;
        ResponseHostedTool: ResponseHostedTool;
        ResponseToolChoice: ResponseToolChoice;
        ResponseToolChoiceObject: ResponseToolChoiceObject;
        ResponseTextConfig: ResponseTextConfig;
        ResponseTextFormat: ResponseTextFormat;
        ResponseReasoningConfig: ResponseReasoningConfig;
        ResponseObject: ResponseObject;
        ResponseFailure: ResponseFailure;
        ResponseIncompleteDetails: ResponseIncompleteDetails;
        ResponseReasoningSettings: ResponseReasoningSettings;
        ResponseTextSettings: ResponseTextSettings;
        ResponseUsage: ResponseUsage;
        ResponseOutputItem: ResponseOutputItem;
        ResponseOutputMessage: ResponseOutputMessage;
        ResponseItemStatus: ResponseItemStatus;
        ResponseOutputContent: ResponseOutputContent;
        ResponseOutputText: ResponseOutputText;
        ResponseLogprob: ResponseLogprob;
        ResponseOutputRefusal: ResponseOutputRefusal;
        ResponseOutputFunctionCall: ResponseOutputFunctionCall;
        ResponseOutputCustomToolCall: ResponseOutputCustomToolCall;
        ResponseOutputReasoning: ResponseOutputReasoning;
        ChatPrompt: ChatPrompt;
        ResponseInputTokens: ResponseInputTokens;
        DeletedResponse: DeletedResponse;
        ResponseItemList: ResponseItemList;
        FileRequest: FileRequest;
        FileObject: FileObject;
        FileList: FileList;
        DeletedFile: DeletedFile;
        BatchRequest: BatchRequest;
        Batch: Batch;
        BatchErrors: BatchErrors;
        BatchError: BatchError;
        BatchRequestCounts: BatchRequestCounts;
        BatchList: BatchList;
        ResponseStreamEvent: ResponseStreamEvent;
        ResponseContentPart: ResponseContentPart;
        ResponseCreatedEvent: ResponseCreatedEvent;
        ResponseInProgressEvent: ResponseInProgressEvent;
        ResponseOutputItemAddedEvent: ResponseOutputItemAddedEvent;
        ResponseOutputItemDoneEvent: ResponseOutputItemDoneEvent;
        ResponseContentPartAddedEvent: ResponseContentPartAddedEvent;
        ResponseContentPartDoneEvent: ResponseContentPartDoneEvent;
        ResponseTextDeltaEvent: ResponseTextDeltaEvent;
        ResponseTextDoneEvent: ResponseTextDoneEvent;
        ResponseRefusalDeltaEvent: ResponseRefusalDeltaEvent;
        ResponseRefusalDoneEvent: ResponseRefusalDoneEvent;
        ResponseReasoningTextDeltaEvent: ResponseReasoningTextDeltaEvent;
        ResponseReasoningTextDoneEvent: ResponseReasoningTextDoneEvent;
        ResponseFunctionCallArgumentsDeltaEvent: ResponseFunctionCallArgumentsDeltaEvent;
        ResponseFunctionCallArgumentsDoneEvent: ResponseFunctionCallArgumentsDoneEvent;
        ResponseCustomToolCallInputDeltaEvent: ResponseCustomToolCallInputDeltaEvent;
        ResponseCustomToolCallInputDoneEvent: ResponseCustomToolCallInputDoneEvent;
        ResponseCompletedEvent: ResponseCompletedEvent;
        ResponseIncompleteEvent: ResponseIncompleteEvent;
        ResponseErrorEvent: ResponseErrorEvent;
        ResponseFailedEvent: ResponseFailedEvent;
    };
    responses: {
        BadRequest: ResponseBadRequest;
        NotConfigured: ResponseNotConfigured;
        Unauthorized: ResponseUnauthorized;
        Forbidden: ResponseForbidden;
        NotFound: ResponseNotFound;
        ResponseNotFound: ResponseResponseNotFound;
        NotCancellable: ResponseNotCancellable;
        BadFile: ResponseBadFile;
        BadBatch: ResponseBadBatch;
        BadQuery: ResponseBadQuery;
        FilesNotOffered: ResponseFilesNotOffered;
        FileNotFound: ResponseFileNotFound;
        FileInUse: ResponseFileInUse;
        BatchNotFound: ResponseBatchNotFound;
        BatchOver: ResponseBatchOver;
        NotMultipart: ResponseNotMultipart;
        TooManyUploads: ResponseTooManyUploads;
        StorageFull: ResponseStorageFull;
        GatewayFailed: ResponseGatewayFailed;
        PayloadTooLarge: ResponsePayloadTooLarge;
        UnsupportedMediaType: ResponseUnsupportedMediaType;
        UnprocessableEntity: ResponseUnprocessableEntity;
        ModelFailed: ResponseModelFailed;
        TooManyRequests: ResponseTooManyRequests;
        ServerFailed: ResponseServerFailed;
        BadGateway: ResponseBadGateway;
        ServiceUnavailable: ResponseServiceUnavailable;
        GatewayTimeout: ResponseGatewayTimeout;
        OtherStatus: ResponseOtherStatus;
    };
    parameters: never;
    requestBodies: never;
    headers: {
        RetryAfter: HeaderRetryAfter;
        Ignored: HeaderIgnored;
        RateLimit: HeaderRateLimit;
        ShouldRetry: HeaderShouldRetry;
    };
    pathItems: never;
}
/** A conversation to answer, and how. */
export type ChatCompletionRequest = {
    /** The conversation so far, oldest message first. A prompt builder makes one prompt of it; without one, the server applies the model's own chat template. */
    messages: ChatCompletionMessageParam[];
    /** The model's id, such as `meta-llama/Llama-3.1-8B-Instruct`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
    model?: string | null | undefined;
    /** `true` answers with ChatCompletionChunks as they are generated. Absent: false, one ChatCompletion at the end. */
    stream?: boolean | null | undefined;
    /** What the stream tells besides the text. Means nothing without `stream`. */
    stream_options?: ChatCompletionStreamOptions | null | undefined;
    /** The most tokens to generate in a choice, sent as `max_new_tokens`. Absent: the server's limit (TGI 3: what the context has room for; TGI 1.3 to 2.4: 100). */
    max_completion_tokens?: number | null | undefined;
    /** The older name of `max_completion_tokens`, with the same meaning. Both with different values are an error. */
    max_tokens?: number | null | undefined;
    /** How many choices to generate for each prompt, by as many requests side by side; choice i gets `seed` + i. Absent: 1. */
    n?: number | null | undefined;
    /** Text that ends generation, and is not part of the answer. Absent: only the stop sequences of the prompt builder. */
    stop?: StopSequences | null | undefined;
    /** Makes sampling repeatable. Absent: the server draws one, and tells it under `tgi.seed`. */
    seed?: Seed | null | undefined;
    /** Flattens (above 1) or sharpens (below 1) the choice between tokens. 0 always takes the likeliest. TGI takes any positive number; OpenAI ends at 2. Absent: 1, the server's default. */
    temperature?: number | null | undefined;
    /** Samples among the likeliest tokens whose probabilities add up to this share. 0 always takes the likeliest; 1 is off, and is not sent, since TGI refuses it. Absent: 1. */
    top_p?: number | null | undefined;
    /** Makes a token less likely by this much for each time it has come before; negative values make it likelier. 0 is off. Absent: 0. */
    frequency_penalty?: number | null | undefined;
    /** Makes a token less likely once it has come. TGI has no such parameter and refuses all but 0: use `frequency_penalty` or `repetition_penalty`. Absent: 0. */
    presence_penalty?: number | null | undefined;
    /** What to add to the logits of certain tokens. TGI has no such parameter and refuses any entry; OpenAI-shaped servers take it. Absent: nothing is added. */
    logit_bias?: LogitBias | null | undefined;
    /** Whether to tell the log probability of each generated token. Absent: false. */
    logprobs?: boolean | null | undefined;
    /** How many of the likeliest tokens to tell at each position, sent as `top_n_tokens`. TGI gives at most 5. Needs `logprobs`. Absent: 0. */
    top_logprobs?: number | null | undefined;
    /** The form that the answer must have, sent as a grammar. Absent: free text. */
    response_format?: ResponseFormat | null | undefined;
    /** The functions that the model may ask to be called. The server builds their prompt, so they need `backend: "messages"`. Absent or empty: none. */
    tools?: ChatCompletionTool[] | null | undefined;
    /** Whether the model may, must or must not call a tool, and which. Absent: `auto` if there are tools. */
    tool_choice?: ChatCompletionToolChoiceOption | null | undefined;
    /** `false` always takes the likeliest token, whatever the other parameters say. Absent: true, unless `temperature` or `top_p` is 0. `true` with a temperature of 0 is an error. */
    do_sample?: boolean | null | undefined;
    /** Samples among this many of the likeliest tokens. 0 is off, and is not sent. Absent: 0. */
    top_k?: number | null | undefined;
    /** Samples among the tokens of typical information content whose probabilities add up to this share (typical decoding). 1 is off. Absent: 1. */
    typical_p?: number | null | undefined;
    /** Divides the score of tokens that have come before, in the prompt or in the answer. 1 is off; 1.2 is strong; below 1 rewards repetition. Absent: 1. */
    repetition_penalty?: number | null | undefined;
    /** Keeps only this many tokens of the prompt, the last ones. Absent: a prompt that is too long is an error. */
    truncate?: number | null | undefined;
    /** Whether to watermark the text (Kirchenbauer et al., 2023). Absent: false. */
    watermark?: boolean | null | undefined;
    /** Generates this many candidates on the server and answers the likeliest (TGI allows 2 unless set up otherwise). Needs sampling; not with `n` or `stream`; `seed` is then not sent. 0 is 1, as with OpenAI. Absent: 1. */
    best_of?: number | null | undefined;
    /** The form that the answer must have, in TGI's own words; `response_format` is OpenAI's way to say it. Absent: free text. */
    grammar?: Grammar | null | undefined;
    /** The LoRA adapter to apply. TGI takes an unknown one for the base model, without an error. Absent: the base model. */
    adapter_id?: string | null | undefined;
    /** TGI's name of `top_logprobs`, and of the number in `logprobs` of a text completion; equal probabilities may give more than asked for. Absent: 0. */
    top_n_tokens?: number | null | undefined;
    /** Who asks, for OpenAI's abuse detection. Ignored. */
    user?: string | null | undefined;
    /** Labels for OpenAI's stored completions. Ignored. */
    metadata?: {
        [key: string]: string;
    } | null | undefined;
    /** Whether OpenAI keeps the answer. Ignored; nothing is kept here. */
    store?: boolean | null | undefined;
    /** OpenAI's speed and price class, such as `auto`. Ignored. */
    service_tier?: string | null | undefined;
    /** Who asks, for OpenAI's safety checks. Ignored. */
    safety_identifier?: string | null | undefined;
    /** Groups requests in OpenAI's prompt cache. Ignored; TGI caches prefixes by itself. */
    prompt_cache_key?: string | null | undefined;
    /** How long OpenAI's prompt cache keeps a prefix, such as `24h`. Ignored. */
    prompt_cache_retention?: string | null | undefined;
    /** How OpenAI's prompt cache works. Ignored. */
    prompt_cache_options?: PromptCacheOptions | null | undefined;
    /** Whether several tools may be called in one answer. Ignored; TGI calls one at most. */
    parallel_tool_calls?: boolean | null | undefined;
    /** The kinds of answer wanted. Only text can be generated, so `["text"]` is ignored. */
    modalities?: "text"[] | null | undefined;
    /**
     * @deprecated
     *
     * Parameters of spoken answers. Refused; only text can be generated.
     */
    audio?: {
        [key: string]: unknown;
    } | null | undefined;
    /**
     * @deprecated
     *
     * Text that the answer is expected to repeat. Refused; TGI cannot use it.
     */
    prediction?: {
        [key: string]: unknown;
    } | null | undefined;
    /**
     * @deprecated
     *
     * A web search before the answer. Refused; give the model a tool instead.
     */
    web_search_options?: {
        [key: string]: unknown;
    } | null | undefined;
    /**
     * @deprecated
     *
     * A check of question and answer by a moderation model. Refused; ask such a model yourself.
     */
    moderation?: {
        [key: string]: unknown;
    } | null | undefined;
    /**
     * @deprecated
     *
     * What `tools` was called until 2023, and becomes.
     */
    functions?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /**
     * @deprecated
     *
     * What `tool_choice` was called until 2023, and becomes.
     */
    function_call?: string | {
        [key: string]: unknown;
    } | null | undefined;
    /**
     * How long the model thinks. Given to the prompt builder, whose chat template has `reasoning_effort`, `enable_thinking` or `thinking` for it (`none`: false); without one passed to OpenAI-shaped servers, and refused by TGI, which has no such parameter.
     */
    reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null | undefined;
    /**
     * How wordy the answer is. Refused by TGI, which has no such parameter; passed to OpenAI-shaped servers.
     */
    verbosity?: "low" | "medium" | "high" | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Given to the prompt builder; without one passed to OpenAI-shaped servers, and refused by TGI, which has no such parameter. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** What to answer from, in the chat template's own shape. Given to the prompt builder; without one passed to OpenAI-shaped servers, and refused by TGI, which has no such parameter. */
    documents?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** Which of the model's chat templates makes the prompt. Absent: `tool_use` for tools and `rag` for documents where the model has them. Refused without a prompt builder: no server has such a parameter. */
    template?: string | null | undefined;
    /** Leaves out tokens whose probability is below this share of the likeliest one's. Absent: off. */
    min_p?: number | null | undefined;
    /** The fewest tokens to generate before an end is allowed (vLLM, SGLang). Absent: 0. */
    min_tokens?: number | null | undefined;
    /** Ids of tokens that end generation (vLLM, SGLang). Absent: only the model's own. */
    stop_token_ids?: number[] | null | undefined;
    /** Whether the text that ended generation stays in the answer (vLLM). Absent: false. */
    include_stop_str_in_output?: boolean | null | undefined;
    /** The same, as SGLang names it. Absent: false. */
    no_stop_trim?: boolean | null | undefined;
    /** Whether generation goes on past the model's own end (vLLM, SGLang, llama.cpp). Absent: false. */
    ignore_eos?: boolean | null | undefined;
    /** Whether special tokens are left out of the text (vLLM, SGLang). Absent: true. */
    skip_special_tokens?: boolean | null | undefined;
    /** Whether spaces stand between special tokens (vLLM). Absent: true. */
    spaces_between_special_tokens?: boolean | null | undefined;
    /** Whether to search beams instead of sampling (vLLM). Absent: false. */
    use_beam_search?: boolean | null | undefined;
    /** Above 1 prefers longer beams (vLLM). Absent: 1. */
    length_penalty?: number | null | undefined;
    /** Words that must not be generated (vLLM). Absent: none. */
    bad_words?: string[] | null | undefined;
    /** The only tokens that may be generated (vLLM). Absent: all. */
    allowed_token_ids?: number[] | null | undefined;
    /** Ends generation that repeats itself (vLLM). Absent: off. */
    repetition_detection?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Whether the text is watermarked (vLLM). Absent: false. */
    watermarking?: boolean | null | undefined;
    /** How many of the likeliest tokens to tell at each position of the prompt (vLLM). Absent: none. */
    prompt_logprobs?: number | null | undefined;
    /** Tokens whose log probability is told at each position (vLLM). Absent: none. */
    logprob_token_ids?: number[] | null | undefined;
    /** Whether tokens in `logprobs` are written as `token_id:N` (vLLM). Absent: false. */
    return_tokens_as_token_ids?: boolean | null | undefined;
    /** Whether the ids of tokens come with the text (vLLM). Absent: false. */
    return_token_ids?: boolean | null | undefined;
    /** Whether the places of tokens in the prompt are told (vLLM). Absent: false. */
    return_token_offsets?: boolean | null | undefined;
    /** Whether the prompt that was built is told (vLLM). Absent: false. */
    return_prompt_text?: boolean | null | undefined;
    /** An older name of `mm_payload` (vLLM). Absent: true. */
    return_mm_kwargs?: boolean | null | undefined;
    /** Keeps only this many tokens of the prompt; −1 is what the model takes (vLLM). Absent: a prompt that is too long is an error. */
    truncate_prompt_tokens?: number | null | undefined;
    /** Which end of the prompt is cut off, `left` or `right` (vLLM). Absent: the tokenizer's own. */
    truncation_side?: string | null | undefined;
    /** Whether the server adds special tokens, such as BOS, to the prompt (vLLM). */
    add_special_tokens?: boolean | null | undefined;
    /** Whether the prompt asks for an answer (vLLM, llama.cpp). Absent: true. */
    add_generation_prompt?: boolean | null | undefined;
    /** Whether the last message is continued (vLLM, SGLang). Absent: false. */
    continue_final_message?: boolean | null | undefined;
    /** How media are read, by their kind (vLLM). Absent: as the server is set up. */
    media_io_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** How the model's processor reads media (vLLM). Absent: as the server is set up. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Keeps this caller's prefixes apart in the server's cache (vLLM). Absent: shared. */
    cache_salt?: string | null | undefined;
    /** The form that the answer must have, in vLLM's words: `json`, `regex`, `choice`, `grammar` or `structural_tag`. Absent: free text. */
    structured_outputs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The regular expression that the answer must match (SGLang). Absent: free text. */
    regex?: string | null | undefined;
    /** The grammar that the answer must fit (SGLang). Absent: free text. */
    ebnf?: string | null | undefined;
    /** The JSON Schema that the answer must fit (llama.cpp; as text also SGLang). Absent: free text. */
    json_schema?: unknown;
    /** How many tokens the model may think for (vLLM). Absent: no limit. */
    thinking_token_budget?: number | null | undefined;
    /** Whether the answer holds what the model thought (vLLM). Absent: true. */
    include_reasoning?: boolean | null | undefined;
    /** Whether what the model thought stands apart from the text (SGLang). Absent: true. */
    separate_reasoning?: boolean | null | undefined;
    /** Whether what the model thinks is streamed as it comes (SGLang). Absent: true. */
    stream_reasoning?: boolean | null | undefined;
    /** Where what the model thought stands: `none`, `deepseek` or `auto` (llama.cpp). Absent: as the server is set up. */
    reasoning_format?: string | null | undefined;
    /** How many tokens the model may think for; 0 is not at all (llama.cpp). Absent: as the server is set up. */
    reasoning_budget?: number | null | undefined;
    /** Whether the prompt already begins a thought (llama.cpp). Absent: as the template does. */
    thinking_forced_open?: boolean | null | undefined;
    /** Whether, or how long, the model thinks (Ollama). Absent: as the model does. */
    think?: unknown;
    /** How many tokens a chunk holds at least (vLLM). Absent: as the server is set up. */
    stream_interval?: number | null | undefined;
    /** Whether the model's hidden states come with the text (SGLang). Absent: false. */
    return_hidden_states?: boolean | null | undefined;
    /** Whether a stream tells how far the prompt is read (llama.cpp). Absent: false. */
    return_progress?: boolean | null | undefined;
    /** Whether the ids of tokens come with the text (llama.cpp). Absent: false. */
    return_tokens?: boolean | null | undefined;
    /** Whether each chunk tells what took how long (llama.cpp). Absent: false. */
    timings_per_token?: boolean | null | undefined;
    /** Whether probabilities are those after sampling's filters (llama.cpp). Absent: false. */
    post_sampling_probs?: boolean | null | undefined;
    /** The only members of the answer that are sent (llama.cpp). Absent: all. */
    response_fields?: string[] | null | undefined;
    /** How far the temperature varies (llama.cpp). Absent: 0. */
    dynatemp_range?: number | null | undefined;
    /** How the temperature varies (llama.cpp). Absent: 1. */
    dynatemp_exponent?: number | null | undefined;
    /** The most tokens to generate, as llama.cpp names it; −1 is no limit. */
    n_predict?: number | null | undefined;
    /** The least indentation of a line (llama.cpp). Absent: 0. */
    n_indent?: number | null | undefined;
    /** How many tokens of the prompt are kept where the context is full (llama.cpp). Absent: 0. */
    n_keep?: number | null | undefined;
    /** How many of the likeliest tokens to tell at each position, as llama.cpp names it. Absent: 0. */
    n_probs?: number | null | undefined;
    /** How many tokens sampling's filters leave at least (llama.cpp). Absent: 0. */
    min_keep?: number | null | undefined;
    /** Ends generation after this time, in milliseconds (llama.cpp). Absent: no limit. */
    t_max_predict_ms?: number | null | undefined;
    /** What `repetition_penalty` is called by llama.cpp. Absent: 1, off. */
    repeat_penalty?: number | null | undefined;
    /** How many tokens the repetition penalty looks back (llama.cpp). Absent: 64. */
    repeat_last_n?: number | null | undefined;
    /** The strength of DRY's penalty of repetition (llama.cpp). Absent: 0, off. */
    dry_multiplier?: number | null | undefined;
    /** How DRY's penalty grows (llama.cpp). Absent: 1.75. */
    dry_base?: number | null | undefined;
    /** How long a repetition DRY allows (llama.cpp). Absent: 2. */
    dry_allowed_length?: number | null | undefined;
    /** How many tokens DRY looks back; −1 is the whole context (llama.cpp). */
    dry_penalty_last_n?: number | null | undefined;
    /** What ends a repetition for DRY (llama.cpp). Absent: line breaks, `:`, quotes and `*`. */
    dry_sequence_breakers?: string[] | null | undefined;
    /** How often XTC leaves out the likeliest tokens (llama.cpp). Absent: 0, off. */
    xtc_probability?: number | null | undefined;
    /** How likely a token must be for XTC to leave it out (llama.cpp). Absent: 0.1. */
    xtc_threshold?: number | null | undefined;
    /** Samples among tokens within this many standard deviations of the likeliest (llama.cpp). Absent: off. */
    top_n_sigma?: number | null | undefined;
    /** Which version of Mirostat samples; 0 is none (llama.cpp). Absent: 0. */
    mirostat?: number | null | undefined;
    /** How surprising Mirostat lets the text be (llama.cpp). Absent: 5. */
    mirostat_tau?: number | null | undefined;
    /** How fast Mirostat learns (llama.cpp). Absent: 0.1. */
    mirostat_eta?: number | null | undefined;
    /** The order of the samplers (llama.cpp). Absent: as the server is set up. */
    samplers?: unknown;
    /** Whether the grammar waits for a trigger (llama.cpp). Absent: false. */
    grammar_lazy?: boolean | null | undefined;
    /** What a lazy grammar waits for (llama.cpp). Absent: none. */
    grammar_triggers?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** Special tokens that stay in the text (llama.cpp). Absent: none. */
    preserved_tokens?: string[] | null | undefined;
    /** Whether the prompt of the last request is used again (llama.cpp). Absent: true. */
    cache_prompt?: boolean | null | undefined;
    /** Whether tool calls are read from the text (llama.cpp). Absent: as the template needs. */
    parse_tool_calls?: boolean | null | undefined;
    /** Whether sampling runs beside the model (llama.cpp). Absent: as the server is set up. */
    backend_sampling?: boolean | null | undefined;
    /** For who runs the server: which requests go first (vLLM, SGLang). */
    priority?: number | null | undefined;
    /** For who runs the server: the request's id (vLLM). */
    request_id?: string | null | undefined;
    /** For who runs the server: the request's id (SGLang). */
    rid?: string | null | undefined;
    /** For who runs the server: what related requests have in common (vLLM). */
    session_id?: string | null | undefined;
    /** For who runs the server: a session that is continued (SGLang). */
    session_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: how caches go from server to server (vLLM). */
    kv_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: how the encoder's cache goes from server to server (vLLM). */
    ec_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: which of the routed experts are told (vLLM). */
    routed_experts_prompt_start?: number | null | undefined;
    /** For who runs the server: arguments of extensions (vLLM). */
    vllm_xargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: a chat template in place of the model's own (vLLM), which runs on the server. */
    chat_template?: string | null | undefined;
    /** For who runs the server: how processed media come back (vLLM). */
    mm_payload?: string | null | undefined;
    /** For who runs the server: code that the server runs (SGLang). */
    custom_logit_processor?: string | null | undefined;
    /** For who runs the server: what that code is given (SGLang). */
    custom_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: the adapter to apply (SGLang). */
    lora_path?: unknown;
    /** For who runs the server: the adapters to apply, and how much (llama.cpp). */
    lora?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** For who runs the server: the slot that answers (llama.cpp). */
    id_slot?: number | null | undefined;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_host?: unknown;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_port?: unknown;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_room?: unknown;
    /** What `min_tokens` is called by LMDeploy. */
    min_new_tokens?: number | null | undefined;
    /** Whether the model thinks (LMDeploy). Absent: as its template does. */
    enable_thinking?: boolean | null | undefined;
    /** Whether the chat template is applied (LMDeploy). Absent: true. */
    do_preprocess?: boolean | null | undefined;
    /** Ends generation where the text matches this regular expression (SGLang). Absent: off. */
    stop_regex?: unknown;
    /** The kind of a short instruction (SGLang, for DeepSeek V4). Absent: none. */
    task?: string | null | undefined;
    /** Token ids in place of the prompt (SGLang). Absent: the chat template is applied. */
    input_ids?: number[] | null | undefined;
    /** Whether the ids of the prompt's tokens are told (SGLang). Absent: false. */
    return_prompt_token_ids?: boolean | null | undefined;
    /** Whether the server's own figures come with the answer (SGLang). Absent: false. */
    return_meta_info?: boolean | null | undefined;
    /** Whether it is told where cached tokens were (SGLang). Absent: false. */
    return_cached_tokens_details?: boolean | null | undefined;
    /** How many patches an image is cut into at most (SGLang). Absent: as the server is set up. */
    max_dynamic_patch?: number | null | undefined;
    /** How many patches an image is cut into at least (SGLang). Absent: as the server is set up. */
    min_dynamic_patch?: number | null | undefined;
    /** Whether the sound of films is heard (SGLang). Absent: false. */
    use_audio_in_video?: boolean | null | undefined;
    /** How images are read (SGLang). Absent: as the server is set up. */
    images_config?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: whether routed experts are told (SGLang). */
    return_routed_experts?: boolean | null | undefined;
    /** For who runs the server: which of the routed experts are told (SGLang). */
    routed_experts_start_len?: number | null | undefined;
    /** For who runs the server: what classifies a request (SGLang). */
    extra_key?: unknown;
    /** For who runs the server: the corpus that drafts come from (SGLang). */
    ngram_corpus_id?: string | null | undefined;
    /** For who runs the server: which worker answers (SGLang). */
    routed_dp_rank?: number | null | undefined;
    /** For who runs the server: which worker read the prompt (SGLang). */
    disagg_prefill_dp_rank?: number | null | undefined;
    /** For who runs the server: which worker answers (SGLang, older). */
    data_parallel_rank?: number | null | undefined;
};
/** What a stream tells besides the text. */
export type ChatCompletionStreamOptions = {
    /** Whether one more chunk, with `choices: []` and the usage of all, comes before the end. Absent: false. */
    include_usage?: boolean | null | undefined;
    /** Whether to pad chunks against traffic analysis. Ignored; chunks are never padded. */
    include_obfuscation?: boolean | null | undefined;
};
/** One stop sequence, or up to 1,024 of them. TGI receives the first 4; all are enforced here, and the earliest match ends the answer. */
export type StopSequences = string | string[];
/** An unsigned 64-bit number. Numbers above 2^53 − 1 are not exact in JavaScript: write those as a string of digits. */
export type Seed = number | string;
/** What to add to the logit of each token id, from −100 (never) to 100 (always). */
export type LogitBias = {
    [key: string]: number;
};
/** OpenAI's options of prompt caching. */
export type PromptCacheOptions = {
    /** How long a cached prefix lives at least, such as `30m`. */
    ttl?: string | null | undefined;
    /** Whether OpenAI marks what to cache (`implicit`) or the request does (`explicit`). */
    mode?: string | null | undefined;
} & {
    [key: string]: unknown;
};
/** One message of a conversation. Every message that was answered may be sent back as it is. */
export type ChatCompletionMessageParam = ChatCompletionSystemMessageParam | ChatCompletionDeveloperMessageParam | ChatCompletionUserMessageParam | ChatCompletionAssistantMessageParam | ChatCompletionToolMessageParam | ChatCompletionFunctionMessageParam;
/** What the model must keep to, whatever the user says. */
export type ChatCompletionSystemMessageParam = {
    role: "system";
    /** The instructions. Parts are joined without anything between them. */
    content: string | ChatCompletionContentPartText[];
    /** Who speaks, for chat templates that tell. Absent: not told. */
    name?: string | null | undefined;
};
/** What newer OpenAI models read in place of a system message; open models know only that one. */
export type ChatCompletionDeveloperMessageParam = {
    role: "developer";
    /** The instructions. Parts are joined without anything between them. */
    content: string | ChatCompletionContentPartText[];
    /** Who speaks, for chat templates that tell. Absent: not told. */
    name?: string | null | undefined;
};
/** What the user says. */
export type ChatCompletionUserMessageParam = {
    role: "user";
    /** Text, or parts of text and images. */
    content: string | ChatCompletionContentPart[];
    /** Who speaks, for chat templates that tell. Absent: not told. */
    name?: string | null | undefined;
};
/** What the model said. Takes everything that OpenAI-shaped servers put into an answer; `annotations`, `audio`, `parsed` and the reasoning are not sent to the model as part of its text. */
export type ChatCompletionAssistantMessageParam = {
    role: "assistant";
    /** The text; null or absent beside `tool_calls`. */
    content?: string | ChatCompletionAssistantContentPart[] | null | undefined;
    /** Who speaks, for chat templates that tell. Absent: not told. */
    name?: string | null | undefined;
    /** Why the model declined to answer; null if it did not. */
    refusal?: string | null | undefined;
    /** The calls that the model asked for. Absent, null or empty: none. */
    tool_calls?: ChatCompletionMessageToolCall[] | null | undefined;
    /**
     * @deprecated
     *
     * What `tool_calls` was called until 2023.
     */
    function_call?: FunctionCall | null | undefined;
    /** What the model thought first, as DeepSeek, vLLM and llama.cpp name it. */
    reasoning_content?: string | null | undefined;
    /** What the model thought first, as Ollama, OpenRouter and newer vLLM name it. */
    reasoning?: string | null | undefined;
    /** Citations of OpenAI's web search. */
    annotations?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** A spoken answer. */
    audio?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The content as a value, as `parse` of the `openai` package leaves it in the message. */
    parsed?: unknown;
};
/** What a tool answered. */
export type ChatCompletionToolMessageParam = {
    role: "tool";
    /** The result. Parts are joined without anything between them. */
    content: string | ChatCompletionContentPartText[];
    /** The `id` of the call that this answers. */
    tool_call_id: string;
    /** The tool's name, for chat templates that tell. Absent: not told. */
    name?: string | null | undefined;
};
/**
 * @deprecated
 *
 * What a function answered, as it was written until 2023.
 */
export type ChatCompletionFunctionMessageParam = {
    role: "function";
    /** The result. */
    content: string | null;
    /** The function's name. */
    name: string;
};
/** A part of what a user says. Sound and files are refused, by name. */
export type ChatCompletionContentPart = ChatCompletionContentPartText | ChatCompletionContentPartImage | ChatCompletionContentPartInputAudio | ChatCompletionContentPartFile;
/** A part of what the model said. */
export type ChatCompletionAssistantContentPart = ChatCompletionContentPartText | ChatCompletionContentPartRefusal;
/** Text. */
export type ChatCompletionContentPartText = {
    type: "text";
    /** The text. */
    text: string;
    /** Where OpenAI's prompt cache may end a prefix. Ignored. */
    prompt_cache_breakpoint?: PromptCacheBreakpoint | null | undefined;
};
/** An image, for models that see. */
export type ChatCompletionContentPartImage = {
    type: "image_url";
    image_url: ImageUrl;
    /** Where OpenAI's prompt cache may end a prefix. Ignored. */
    prompt_cache_breakpoint?: PromptCacheBreakpoint | null | undefined;
};
/** Sound. Refused; open models are served text and images only. */
export type ChatCompletionContentPartInputAudio = {
    type: "input_audio";
    input_audio: InputAudio;
    /** Where OpenAI's prompt cache may end a prefix. Ignored. */
    prompt_cache_breakpoint?: PromptCacheBreakpoint | null | undefined;
};
/** A file. Refused; send its text as a text part. */
export type ChatCompletionContentPartFile = {
    type: "file";
    file: InputFile;
    /** Where OpenAI's prompt cache may end a prefix. Ignored. */
    prompt_cache_breakpoint?: PromptCacheBreakpoint | null | undefined;
};
/** Why the model declined to answer. */
export type ChatCompletionContentPartRefusal = {
    type: "refusal";
    /** The reason. */
    refusal: string;
};
/** Where an image is, or the image itself. */
export type ImageUrl = {
    /** An `https:` address that the server can reach, or a `data:` address with the image in base64. */
    url: string;
    /**
     * How closely OpenAI looks at it. Ignored by TGI. Absent: `auto`.
     */
    detail?: "auto" | "low" | "high" | null | undefined;
};
/** Sound in a message. */
export type InputAudio = {
    /** The sound in base64. */
    data: string;
    /**
     * How it is encoded.
     */
    format: "wav" | "mp3";
};
/** A file in a message. */
export type InputFile = {
    /** The file's name. */
    filename?: string | null | undefined;
    /** The file in base64. */
    file_data?: string | null | undefined;
    /** The id of a file uploaded to OpenAI. */
    file_id?: string | null | undefined;
};
/** The end of a prefix for OpenAI's prompt cache. */
export type PromptCacheBreakpoint = {
    /** Always `explicit`. */
    mode: string;
} & {
    [key: string]: unknown;
};
/** A tool that the model may ask to be called. */
export type ChatCompletionTool = {
    type: "function";
    function: FunctionDefinition;
};
/** A function, described to the model. */
export type FunctionDefinition = {
    /** Its name; letters, digits, `_` and `-` are understood by all models. */
    name: string;
    /** What it does and when to call it. Absent: the model has only the name to go by. */
    description?: string | null | undefined;
    /** Its parameters as a JSON Schema object. Absent: none, sent to TGI as `{}`. */
    parameters?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Whether the arguments must fit `parameters`. Ignored by TGI, where they always do. */
    strict?: boolean | null | undefined;
};
/** `none`: no tool may be called. `auto`: the model decides. `required`: some tool must be called. An object names the tool to call. */
export type ChatCompletionToolChoiceOption = ("none" | "auto" | "required") | ChatCompletionNamedToolChoice | ChatCompletionAllowedToolChoice;
/** The tools that may be called; the others are not shown to the model. */
export type ChatCompletionAllowedToolChoice = {
    type: "allowed_tools";
    allowed_tools: AllowedTools;
};
/** Some of the tools, and whether one of them must be called. */
export type AllowedTools = {
    /**
     * Whether the model decides (`auto`) or must call one (`required`).
     */
    mode: "auto" | "required";
    /** References to members of `tools`, by their names. */
    tools: {
        [key: string]: unknown;
    }[];
};
/** The tool that the model must call. */
export type ChatCompletionNamedToolChoice = {
    type: "function";
    function: FunctionName;
};
/** A function, by its name. */
export type FunctionName = {
    /** The name of one of the `tools`. */
    name: string;
};
/** The form that an answer must have. */
export type ResponseFormat = ResponseFormatText | ResponseFormatJSONSchema | ResponseFormatJSONObject | JsonGrammar | RegexGrammar;
/** Free text, as without a format. */
export type ResponseFormatText = {
    type: "text";
};
/** JSON that fits a schema. Sent to TGI as `{"type":"json","value":schema}`. */
export type ResponseFormatJSONSchema = {
    type: "json_schema";
    json_schema: NamedJSONSchema;
};
/** A JSON Schema with a name. */
export type NamedJSONSchema = {
    /** Its name. Not sent to TGI, which has no use for it. */
    name: string;
    /** The schema, with `properties` at its top, which TGI asks for. TGI needs it; OpenAI-shaped servers may not. */
    schema?: {
        [key: string]: unknown;
    } | null | undefined;
    /** What it is for. Not sent to TGI; say it in a message. */
    description?: string | null | undefined;
    /** Whether the answer must fit. Not sent to TGI, where it always does. */
    strict?: boolean | null | undefined;
};
/** A JSON object; any, where no schema stands beside. TGI has no such mode: it is given a regular expression of objects that are nested four deep at most. */
export type ResponseFormatJSONObject = {
    type: "json_object";
    /** The schema that it must fit, as TGI and `huggingface_hub` name it; or its JSON text. */
    value?: {
        [key: string]: unknown;
    } | (string | null) | undefined;
    /** The same, as llama.cpp names it. */
    schema?: {
        [key: string]: unknown;
    } | null | undefined;
};
/** The form that an answer must have, in TGI's words. */
export type Grammar = JsonGrammar | JsonObjectGrammar | RegexGrammar | JsonSchemaGrammar;
/** JSON that fits a schema. */
export type JsonGrammar = {
    type: "json";
    value: JsonSchema;
};
/** Another name of `json`, since TGI 2.1. Unlike OpenAI's format of that name it needs a schema. */
export type JsonObjectGrammar = {
    type: "json_object";
    value: JsonSchema;
};
/** Text that matches a regular expression as a whole. */
export type RegexGrammar = {
    type: "regex";
    /** The regular expression. */
    value: string;
};
/** JSON that fits a schema with a name. Needs TGI 3.3. */
export type JsonSchemaGrammar = {
    type: "json_schema";
    value: JsonSchemaConfig;
};
/** A JSON Schema with `properties` at its top, which TGI asks for; or its JSON text. */
export type JsonSchema = {
    [key: string]: unknown;
} | string;
/** A JSON Schema, and perhaps its name. */
export type JsonSchemaConfig = {
    /** The schema's name. TGI has no use for it. */
    name?: string | null | undefined;
    /** The schema, with `properties` at its top, which TGI asks for. */
    schema: {
        [key: string]: unknown;
    };
};
/** An answer to a conversation. */
export type ChatCompletion = {
    /** `hf-` and 10 characters; one for each call. */
    id: string;
    object: "chat.completion";
    /** When the call was made, in seconds since 1970. */
    created: number;
    /** The server's own name of the model that answered, where it gives one; else the model asked for, the base address, or `tgi` in a gateway. A gateway with `models` always says the name its caller used. */
    model: string;
    /** The answers, `n` of them, in the order of their `index`. */
    choices: ChatCompletionChoice[];
    usage?: CompletionUsage | undefined;
    /** The server's version and build. Absent where it does not tell. */
    system_fingerprint?: string | undefined;
};
/** One answer. */
export type ChatCompletionChoice = {
    /** Its place among the choices, from 0. */
    index: number;
    message: ChatCompletionMessage;
    /** The log probabilities of its tokens; null if not asked for. */
    logprobs: ChatCompletionLogprobs | null;
    /** Why generation ended. `stop`: the model was done, or met a stop sequence. `length`: it was cut off. `tool_calls`: it asks for tools. The others come from OpenAI-shaped servers only, whose words that OpenAI does not have are handed on as they are. */
    finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call" | (string & {});
    /** The server's own word for the end, where `finish_reason` is another. Absent from TGI. */
    native_finish_reason?: string | undefined;
    tgi?: TgiDetails | undefined;
};
/** What the model said. May be sent back as it is, as an assistant message. */
export type ChatCompletionMessage = {
    role: "assistant";
    /** The text; null beside `tool_calls`. */
    content: string | null;
    /** Why the model declined to answer. Always null from TGI. */
    refusal: string | null;
    /** The calls that the model asks for. Absent: none. */
    tool_calls?: ChatCompletionMessageToolCall[] | undefined;
    /** What the model thought first, where the server tells it apart, under this name. */
    reasoning_content?: string | null | undefined;
    /** What the model thought first, where the server tells it apart, under this name. */
    reasoning?: string | null | undefined;
};
/** A call that the model asks for. */
export type ChatCompletionMessageToolCall = {
    /** What the tool's message refers to. Unique within a conversation, unlike TGI's own. */
    id: string;
    type: "function";
    function: FunctionCall;
};
/** A function, and what to call it with. */
export type FunctionCall = {
    /** The function's name. */
    name: string;
    /** The arguments as JSON text, which may be invalid or not fit the function. Check it. */
    arguments: string;
};
/** The log probabilities of a choice's tokens. */
export type ChatCompletionLogprobs = {
    /** The tokens of the text, without special ones. */
    content: ChatCompletionTokenLogprob[] | null;
    /** The tokens of the refusal. Always null from TGI. */
    refusal: ChatCompletionTokenLogprob[] | null;
};
/** A generated token. */
export type ChatCompletionTokenLogprob = {
    /** Its text. */
    token: string;
    /** The natural logarithm of its probability. */
    logprob: number;
    /** Its text in UTF-8; null if the token is only a part of a character. */
    bytes: number[] | null;
    /** The likeliest tokens at this position, as many as asked for. */
    top_logprobs: TopLogprob[];
};
/** A token that was likely at a position. */
export type TopLogprob = {
    /** Its text. */
    token: string;
    /** The natural logarithm of its probability. */
    logprob: number;
    /** Its text in UTF-8; null if the token is only a part of a character. */
    bytes: number[] | null;
};
/** What TGI tells of a choice beyond OpenAI's shape. In streams on the last chunk of the choice; absent from other servers. */
export type TgiDetails = {
    /** TGI's own word, `length`, `eos_token` or `stop_sequence`; null if it did not tell. */
    finish_reason: string | null;
    /** The seed that was used, in decimal digits, since it may exceed 2^53; null without sampling. */
    seed: string | null;
};
/** The server's count of tokens, added up over all choices and prompts. Absent where the server gives none: never a guess. */
export type CompletionUsage = {
    /** Tokens read. */
    prompt_tokens: number;
    /** Tokens generated, the end-of-text token included. */
    completion_tokens: number;
    /** Both together. */
    total_tokens: number;
    /** What kinds of tokens were read. Absent from TGI. */
    prompt_tokens_details?: PromptTokensDetails | null | undefined;
    /** What kinds of tokens were generated. Absent from TGI. */
    completion_tokens_details?: CompletionTokensDetails | null | undefined;
};
/** The kinds of tokens read. */
export type PromptTokensDetails = {
    /** Those found in the server's prefix cache. */
    cached_tokens?: number | null | undefined;
};
/** The kinds of tokens generated. */
export type CompletionTokensDetails = {
    /** Those of the model's thinking. */
    reasoning_tokens?: number | null | undefined;
};
/** A part of a streamed answer. Those of several choices come interleaved. */
export type ChatCompletionChunk = {
    /** `hf-` and 10 characters; the same in all chunks of a call. */
    id: string;
    object: "chat.completion.chunk";
    /** When the call was made, in seconds since 1970; the same in all chunks of a call. */
    created: number;
    /** The server's own name of the model that answered, where it gives one; else the model asked for, the base address, or `tgi` in a gateway. A gateway with `models` always says the name its caller used. */
    model: string;
    /** One choice; none in the chunk that holds the usage. */
    choices: ChatCompletionChunkChoice[];
    /** The count of all tokens, in the last chunk, if `stream_options.include_usage` asked for it. */
    usage?: CompletionUsage | null | undefined;
    /** The server's version and build. Absent where it does not tell. */
    system_fingerprint?: string | undefined;
};
/** What a chunk adds to a choice. */
export type ChatCompletionChunkChoice = {
    /** The place of the choice among the choices, from 0. */
    index: number;
    delta: ChatCompletionDelta;
    /** The log probabilities of the tokens in this chunk; null or absent if not asked for. */
    logprobs?: ChatCompletionLogprobs | null | undefined;
    /** Why generation ended, in the last chunk of the choice; until then null. */
    finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call" | (string & {}) | null;
    /** The server's own word for the end, where `finish_reason` is another. Absent from TGI. */
    native_finish_reason?: string | undefined;
    tgi?: TgiDetails | undefined;
};
/** What a chunk adds to a message. The first of a choice holds the role and no text; the last holds nothing. */
export type ChatCompletionDelta = {
    role?: "assistant" | undefined;
    /** Text to append. */
    content?: string | null | undefined;
    /** Text to append to the refusal. Never from TGI. */
    refusal?: string | null | undefined;
    /** Parts of calls, to be put together by their `index`. */
    tool_calls?: ChatCompletionMessageToolCallChunk[] | undefined;
    /** Thought to append, where the server tells it apart, under this name. */
    reasoning_content?: string | null | undefined;
    /** Thought to append, where the server tells it apart, under this name. */
    reasoning?: string | null | undefined;
};
/** A part of a call. The first of a call holds `id`, `type` and the name; the others append arguments. */
export type ChatCompletionMessageToolCallChunk = {
    /** The place of the call among the calls of the message, from 0. */
    index: number;
    /** What the tool's message refers to. */
    id?: string | undefined;
    type?: "function" | undefined;
    function?: FunctionCallChunk | undefined;
};
/** A part of a function call. */
export type FunctionCallChunk = {
    /** The function's name, whole. */
    name?: string | undefined;
    /** JSON text to append. */
    arguments?: string | undefined;
};
/** A prompt to continue, and how. */
export type CompletionRequest = {
    /** The text to continue, or several. Token ids are refused, by name: TGI takes text only. */
    prompt: string | string[] | number[] | number[][];
    /** The model's id, such as `meta-llama/Llama-3.1-8B-Instruct`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
    model?: string | null | undefined;
    /** `true` answers with Completions as they are generated, each with what is new. Absent: false, one Completion at the end. */
    stream?: boolean | null | undefined;
    /** What the stream tells besides the text. Means nothing without `stream`. */
    stream_options?: ChatCompletionStreamOptions | null | undefined;
    /** The most tokens to generate in a choice, sent as `max_new_tokens`. 0 generates nothing, for who asks for the prompt alone by `echo`; TGI, which generates one token at least, is asked for one, and it is left out. Absent: the server's limit (TGI 3: what the context has room for; TGI 1.3 to 2.4: 100). */
    max_tokens?: number | null | undefined;
    /** How many choices to generate for each prompt, by as many requests side by side; choice i gets `seed` + i. Absent: 1. */
    n?: number | null | undefined;
    /** Generates this many candidates on the server and answers the likeliest (TGI allows 2 unless set up otherwise). Needs sampling; not with `n` or `stream`; `seed` is then not sent. 0 is 1, as with OpenAI. Absent: 1. */
    best_of?: number | null | undefined;
    /** Whether the text begins with the prompt, as it was sent. Absent: false. */
    echo?: boolean | null | undefined;
    /** Text that follows what is generated. Refused by TGI: write the model's fill-in-the-middle tokens into the prompt. */
    suffix?: string | null | undefined;
    /** Text that ends generation, and is not part of the answer. Absent: only the stop sequences of the prompt builder. */
    stop?: StopSequences | null | undefined;
    /** Makes sampling repeatable. Absent: the server draws one, and tells it under `tgi.seed`. */
    seed?: Seed | null | undefined;
    /** Flattens (above 1) or sharpens (below 1) the choice between tokens. 0 always takes the likeliest. TGI takes any positive number; OpenAI ends at 2. Absent: 1, the server's default. */
    temperature?: number | null | undefined;
    /** Samples among the likeliest tokens whose probabilities add up to this share. 0 always takes the likeliest; 1 is off, and is not sent, since TGI refuses it. Absent: 1. */
    top_p?: number | null | undefined;
    /** Makes a token less likely by this much for each time it has come before; negative values make it likelier. 0 is off. Absent: 0. */
    frequency_penalty?: number | null | undefined;
    /** Makes a token less likely once it has come. TGI has no such parameter and refuses all but 0: use `frequency_penalty` or `repetition_penalty`. Absent: 0. */
    presence_penalty?: number | null | undefined;
    /** What to add to the logits of certain tokens. TGI has no such parameter and refuses any entry; OpenAI-shaped servers take it. Absent: nothing is added. */
    logit_bias?: LogitBias | null | undefined;
    /** Tells the log probability of each generated token, and of this many of the likeliest at its position. 0 tells the generated ones alone. Absent: none. */
    logprobs?: number | null | undefined;
    /** `false` always takes the likeliest token, whatever the other parameters say. Absent: true, unless `temperature` or `top_p` is 0. `true` with a temperature of 0 is an error. */
    do_sample?: boolean | null | undefined;
    /** Samples among this many of the likeliest tokens. 0 is off, and is not sent. Absent: 0. */
    top_k?: number | null | undefined;
    /** Samples among the tokens of typical information content whose probabilities add up to this share (typical decoding). 1 is off. Absent: 1. */
    typical_p?: number | null | undefined;
    /** Divides the score of tokens that have come before, in the prompt or in the answer. 1 is off; 1.2 is strong; below 1 rewards repetition. Absent: 1. */
    repetition_penalty?: number | null | undefined;
    /** Keeps only this many tokens of the prompt, the last ones. Absent: a prompt that is too long is an error. */
    truncate?: number | null | undefined;
    /** Whether to watermark the text (Kirchenbauer et al., 2023). Absent: false. */
    watermark?: boolean | null | undefined;
    /** The form that the answer must have, in TGI's own words; `response_format` is OpenAI's way to say it. Absent: free text. */
    grammar?: Grammar | null | undefined;
    /** The LoRA adapter to apply. TGI takes an unknown one for the base model, without an error. Absent: the base model. */
    adapter_id?: string | null | undefined;
    /** TGI's name of `top_logprobs`, and of the number in `logprobs` of a text completion; equal probabilities may give more than asked for. Absent: 0. */
    top_n_tokens?: number | null | undefined;
    /** Who asks, for OpenAI's abuse detection. Ignored. */
    user?: string | null | undefined;
    /** The form that the answer must have, sent as a grammar. Absent: free text. */
    response_format?: ResponseFormat | null | undefined;
    /** Leaves out tokens whose probability is below this share of the likeliest one's. Absent: off. */
    min_p?: number | null | undefined;
    /** The fewest tokens to generate before an end is allowed (vLLM, SGLang). Absent: 0. */
    min_tokens?: number | null | undefined;
    /** Ids of tokens that end generation (vLLM, SGLang). Absent: only the model's own. */
    stop_token_ids?: number[] | null | undefined;
    /** Whether the text that ended generation stays in the answer (vLLM). Absent: false. */
    include_stop_str_in_output?: boolean | null | undefined;
    /** The same, as SGLang names it. Absent: false. */
    no_stop_trim?: boolean | null | undefined;
    /** Whether generation goes on past the model's own end (vLLM, SGLang, llama.cpp). Absent: false. */
    ignore_eos?: boolean | null | undefined;
    /** Whether special tokens are left out of the text (vLLM, SGLang). Absent: true. */
    skip_special_tokens?: boolean | null | undefined;
    /** Whether spaces stand between special tokens (vLLM). Absent: true. */
    spaces_between_special_tokens?: boolean | null | undefined;
    /** Whether to search beams instead of sampling (vLLM). Absent: false. */
    use_beam_search?: boolean | null | undefined;
    /** Above 1 prefers longer beams (vLLM). Absent: 1. */
    length_penalty?: number | null | undefined;
    /** Words that must not be generated (vLLM). Absent: none. */
    bad_words?: string[] | null | undefined;
    /** The only tokens that may be generated (vLLM). Absent: all. */
    allowed_token_ids?: number[] | null | undefined;
    /** Ends generation that repeats itself (vLLM). Absent: off. */
    repetition_detection?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Whether the text is watermarked (vLLM). Absent: false. */
    watermarking?: boolean | null | undefined;
    /** How many of the likeliest tokens to tell at each position of the prompt (vLLM). Absent: none. */
    prompt_logprobs?: number | null | undefined;
    /** Tokens whose log probability is told at each position (vLLM). Absent: none. */
    logprob_token_ids?: number[] | null | undefined;
    /** Whether tokens in `logprobs` are written as `token_id:N` (vLLM). Absent: false. */
    return_tokens_as_token_ids?: boolean | null | undefined;
    /** Whether the ids of tokens come with the text (vLLM). Absent: false. */
    return_token_ids?: boolean | null | undefined;
    /** Whether the places of tokens in the prompt are told (vLLM). Absent: false. */
    return_token_offsets?: boolean | null | undefined;
    /** An older name of `mm_payload` (vLLM). Absent: true. */
    return_mm_kwargs?: boolean | null | undefined;
    /** Keeps only this many tokens of the prompt; −1 is what the model takes (vLLM). Absent: a prompt that is too long is an error. */
    truncate_prompt_tokens?: number | null | undefined;
    /** Which end of the prompt is cut off, `left` or `right` (vLLM). Absent: the tokenizer's own. */
    truncation_side?: string | null | undefined;
    /** Whether the server adds special tokens, such as BOS, to the prompt (vLLM). */
    add_special_tokens?: boolean | null | undefined;
    /** Keeps this caller's prefixes apart in the server's cache (vLLM). Absent: shared. */
    cache_salt?: string | null | undefined;
    /** The form that the answer must have, in vLLM's words: `json`, `regex`, `choice`, `grammar` or `structural_tag`. Absent: free text. */
    structured_outputs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The regular expression that the answer must match (SGLang). Absent: free text. */
    regex?: string | null | undefined;
    /** The grammar that the answer must fit (SGLang). Absent: free text. */
    ebnf?: string | null | undefined;
    /** The JSON Schema that the answer must fit (llama.cpp; as text also SGLang). Absent: free text. */
    json_schema?: unknown;
    /** How many tokens the model may think for (vLLM). Absent: no limit. */
    thinking_token_budget?: number | null | undefined;
    /** How many tokens a chunk holds at least (vLLM). Absent: as the server is set up. */
    stream_interval?: number | null | undefined;
    /** Whether the model's hidden states come with the text (SGLang). Absent: false. */
    return_hidden_states?: boolean | null | undefined;
    /** Whether a stream tells how far the prompt is read (llama.cpp). Absent: false. */
    return_progress?: boolean | null | undefined;
    /** Whether the ids of tokens come with the text (llama.cpp). Absent: false. */
    return_tokens?: boolean | null | undefined;
    /** Whether each chunk tells what took how long (llama.cpp). Absent: false. */
    timings_per_token?: boolean | null | undefined;
    /** Whether probabilities are those after sampling's filters (llama.cpp). Absent: false. */
    post_sampling_probs?: boolean | null | undefined;
    /** The only members of the answer that are sent (llama.cpp). Absent: all. */
    response_fields?: string[] | null | undefined;
    /** How far the temperature varies (llama.cpp). Absent: 0. */
    dynatemp_range?: number | null | undefined;
    /** How the temperature varies (llama.cpp). Absent: 1. */
    dynatemp_exponent?: number | null | undefined;
    /** The most tokens to generate, as llama.cpp names it; −1 is no limit. */
    n_predict?: number | null | undefined;
    /** The least indentation of a line (llama.cpp). Absent: 0. */
    n_indent?: number | null | undefined;
    /** How many tokens of the prompt are kept where the context is full (llama.cpp). Absent: 0. */
    n_keep?: number | null | undefined;
    /** How many of the likeliest tokens to tell at each position, as llama.cpp names it. Absent: 0. */
    n_probs?: number | null | undefined;
    /** How many tokens sampling's filters leave at least (llama.cpp). Absent: 0. */
    min_keep?: number | null | undefined;
    /** Ends generation after this time, in milliseconds (llama.cpp). Absent: no limit. */
    t_max_predict_ms?: number | null | undefined;
    /** What `repetition_penalty` is called by llama.cpp. Absent: 1, off. */
    repeat_penalty?: number | null | undefined;
    /** How many tokens the repetition penalty looks back (llama.cpp). Absent: 64. */
    repeat_last_n?: number | null | undefined;
    /** The strength of DRY's penalty of repetition (llama.cpp). Absent: 0, off. */
    dry_multiplier?: number | null | undefined;
    /** How DRY's penalty grows (llama.cpp). Absent: 1.75. */
    dry_base?: number | null | undefined;
    /** How long a repetition DRY allows (llama.cpp). Absent: 2. */
    dry_allowed_length?: number | null | undefined;
    /** How many tokens DRY looks back; −1 is the whole context (llama.cpp). */
    dry_penalty_last_n?: number | null | undefined;
    /** What ends a repetition for DRY (llama.cpp). Absent: line breaks, `:`, quotes and `*`. */
    dry_sequence_breakers?: string[] | null | undefined;
    /** How often XTC leaves out the likeliest tokens (llama.cpp). Absent: 0, off. */
    xtc_probability?: number | null | undefined;
    /** How likely a token must be for XTC to leave it out (llama.cpp). Absent: 0.1. */
    xtc_threshold?: number | null | undefined;
    /** Samples among tokens within this many standard deviations of the likeliest (llama.cpp). Absent: off. */
    top_n_sigma?: number | null | undefined;
    /** Which version of Mirostat samples; 0 is none (llama.cpp). Absent: 0. */
    mirostat?: number | null | undefined;
    /** How surprising Mirostat lets the text be (llama.cpp). Absent: 5. */
    mirostat_tau?: number | null | undefined;
    /** How fast Mirostat learns (llama.cpp). Absent: 0.1. */
    mirostat_eta?: number | null | undefined;
    /** The order of the samplers (llama.cpp). Absent: as the server is set up. */
    samplers?: unknown;
    /** Whether the grammar waits for a trigger (llama.cpp). Absent: false. */
    grammar_lazy?: boolean | null | undefined;
    /** What a lazy grammar waits for (llama.cpp). Absent: none. */
    grammar_triggers?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** Special tokens that stay in the text (llama.cpp). Absent: none. */
    preserved_tokens?: string[] | null | undefined;
    /** Whether the prompt of the last request is used again (llama.cpp). Absent: true. */
    cache_prompt?: boolean | null | undefined;
    /** Whether sampling runs beside the model (llama.cpp). Absent: as the server is set up. */
    backend_sampling?: boolean | null | undefined;
    /** For who runs the server: which requests go first (vLLM, SGLang). */
    priority?: number | null | undefined;
    /** For who runs the server: the request's id (vLLM). */
    request_id?: string | null | undefined;
    /** For who runs the server: the request's id (SGLang). */
    rid?: string | null | undefined;
    /** For who runs the server: what related requests have in common (vLLM). */
    session_id?: string | null | undefined;
    /** For who runs the server: a session that is continued (SGLang). */
    session_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: how caches go from server to server (vLLM). */
    kv_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: how the encoder's cache goes from server to server (vLLM). */
    ec_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: which of the routed experts are told (vLLM). */
    routed_experts_prompt_start?: number | null | undefined;
    /** For who runs the server: arguments of extensions (vLLM). */
    vllm_xargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: vectors in place of a prompt (vLLM), which the server unpacks. */
    prompt_embeds?: unknown;
    /** For who runs the server: how processed media come back (vLLM). */
    mm_payload?: string | null | undefined;
    /** For who runs the server: code that the server runs (SGLang). */
    custom_logit_processor?: string | null | undefined;
    /** For who runs the server: what that code is given (SGLang). */
    custom_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: the adapter to apply (SGLang). */
    lora_path?: unknown;
    /** For who runs the server: the adapters to apply, and how much (llama.cpp). */
    lora?: {
        [key: string]: unknown;
    }[] | null | undefined;
    /** For who runs the server: the slot that answers (llama.cpp). */
    id_slot?: number | null | undefined;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_host?: unknown;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_port?: unknown;
    /** For who runs the server: where the prompt is read (SGLang). */
    bootstrap_room?: unknown;
    /** Ends generation where the text matches this regular expression (SGLang). Absent: off. */
    stop_regex?: unknown;
    /** Whether it is told where cached tokens were (SGLang). Absent: false. */
    return_cached_tokens_details?: boolean | null | undefined;
    /** For who runs the server: whether routed experts are told (SGLang). */
    return_routed_experts?: boolean | null | undefined;
    /** For who runs the server: which of the routed experts are told (SGLang). */
    routed_experts_start_len?: number | null | undefined;
    /** For who runs the server: what classifies a request (SGLang). */
    extra_key?: unknown;
    /** For who runs the server: labels of the server's metrics (SGLang). */
    custom_labels?: {
        [key: string]: unknown;
    } | null | undefined;
    /** For who runs the server: which worker answers (SGLang). */
    routed_dp_rank?: number | null | undefined;
    /** For who runs the server: which worker read the prompt (SGLang). */
    disagg_prefill_dp_rank?: number | null | undefined;
    /** For who runs the server: which worker answers (SGLang, older). */
    data_parallel_rank?: number | null | undefined;
};
/** The continuation of a prompt. In a stream each event is one of these too, whose `text` is what is new. */
export type Completion = {
    /** `hf-` and 10 characters; one for each call. */
    id: string;
    object: "text_completion";
    /** When the call was made, in seconds since 1970. */
    created: number;
    /** The server's own name of the model that answered, where it gives one; else the model asked for, the base address, or `tgi` in a gateway. A gateway with `models` always says the name its caller used. */
    model: string;
    /** The continuations in the order of their `index`: those of the first prompt, then those of the next. In a stream one; none in the event that holds the usage. */
    choices: CompletionChoice[];
    /** The count of all tokens. In a stream in the last event, if `stream_options.include_usage` asked for it. */
    usage?: CompletionUsage | null | undefined;
    /** The server's version and build. Absent where it does not tell. */
    system_fingerprint?: string | undefined;
};
/** One continuation. */
export type CompletionChoice = {
    /** Its place among the choices, from 0. */
    index: number;
    /** What was generated, after the prompt if `echo` asked for it. In a stream, text to append. */
    text: string;
    /** The log probabilities of its tokens; null if not asked for. */
    logprobs: CompletionLogprobs | null;
    /** Why generation ended. `stop`: the model was done, or met a stop sequence. `length`: it was cut off. In a stream null until the last event of the choice. Words that OpenAI does not have are handed on as they are. */
    finish_reason: "stop" | "length" | "content_filter" | (string & {}) | null;
    /** The server's own word for the end, where `finish_reason` is another. Absent from TGI. */
    native_finish_reason?: string | undefined;
    tgi?: TgiDetails | undefined;
};
/** The log probabilities of a choice's tokens, as lists of one length. */
export type CompletionLogprobs = {
    /** The texts of the tokens, without special ones. */
    tokens: string[];
    /** The natural logarithm of each token's probability; null where there is none, as for the first of all. */
    token_logprobs: (number | null)[];
    /** At each position the likeliest tokens and their logarithms; null if none were asked for. */
    top_logprobs: ({
        [key: string]: number;
    } | null)[] | null;
    /** Where each token begins in the text of the choice, in UTF-16 units as JavaScript counts. */
    text_offset: number[];
};
/** Texts to embed, and how. */
export type EmbeddingRequest = {
    /** One text, or any number of them. Token ids are refused, by name, unless the setting `tokenIds: "server"` says that they are the model's own. */
    input: string | string[] | number[] | number[][];
    /** The model's id, such as `BAAI/bge-m3`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
    model?: string | null | undefined;
    /**
     * `float`: lists of numbers. `base64`: the same as little-endian 32-bit floats, made here whatever the server sends. Absent: `float`.
     */
    encoding_format?: "float" | "base64" | null | undefined;
    /** Keeps only this many numbers of each vector, for models trained to be cut (TEI 1.8). Refused where the server cannot. Absent: all. */
    dimensions?: number | null | undefined;
    /** Whether vectors are scaled to length 1. Absent: the server's default, true in TEI. */
    normalize?: boolean | null | undefined;
    /** The name of a prompt in the model's sentence-transformers configuration, such as `query`, to put before each text. Absent: the server's default, mostly none. */
    prompt_name?: string | null | undefined;
    /** Whether texts that are too long are cut. Absent: false, sent to TEI as such, so that none is cut in silence: a text that is too long is an error. */
    truncate?: boolean | null | undefined;
    /**
     * Which end is cut off. Either spelling will do. Absent: `right`.
     */
    truncation_direction?: "left" | "right" | "Left" | "Right" | null | undefined;
    /**
     * How to make one vector of a text for which the server answers one vector per token: `mean` takes their average. Absent: such answers are an error.
     */
    pooling?: "mean" | null | undefined;
    /** Who asks, for OpenAI's abuse detection. Ignored. */
    user?: string | null | undefined;
};
/** The vectors of the texts. */
export type CreateEmbeddingResponse = {
    object: "list";
    /** One for each text, in the order of the texts. */
    data: Embedding[];
    /** The server's own name of the model that answered, where it gives one; else the model asked for, the base address, or `tgi` in a gateway. A gateway with `models` always says the name its caller used. */
    model: string;
    usage?: EmbeddingUsage | undefined;
};
/** The vector of a text. */
export type Embedding = {
    object: "embedding";
    /** The place of the text in `input`, from 0. */
    index: number;
    /** The numbers; with `base64` the little-endian 32-bit floats in base64. */
    embedding: number[] | string;
};
/** The server's count of tokens, added up over all texts. Absent where the server gives none: never a guess. */
export type EmbeddingUsage = {
    /** Tokens read. */
    prompt_tokens: number;
    /** The same, since none are generated. */
    total_tokens: number;
};
/** A query, and the documents to rank by it. */
export type RerankRequest = {
    /** What the documents are to answer. */
    query: string;
    /** What is ranked: texts, or objects with one, whose other members come back with `return_documents` alone. Any number: a list that is longer than TEI takes at once is split, and ranked as one. */
    documents: (string | RerankDocument)[];
    /** The model's id, such as `BAAI/bge-reranker-v2-m3`. Absent: the one model of the server at `apiBase`. */
    model?: string | null | undefined;
    /** How many of the best are answered. Absent: all. */
    top_n?: number | null | undefined;
    /** Whether each result holds its document, as it was given. Absent: false. */
    return_documents?: boolean | null | undefined;
    /** Whether scores are the model's own logits instead of numbers from 0 to 1. TEI alone. Absent: false. */
    raw_scores?: boolean | null | undefined;
    /** Whether pairs of query and document that are too long are cut. TEI alone. Absent: false, sent as such, so that none is cut in silence: one that is too long is an error. */
    truncate?: boolean | null | undefined;
    /**
     * Which end is cut off. Either spelling will do. TEI alone. Absent: `right`.
     */
    truncation_direction?: "left" | "right" | "Left" | "Right" | null | undefined;
    /** Cuts each document after so many tokens, on OpenAI-shaped servers that know it. Refused on TEI. Absent: the server's own way. */
    max_tokens_per_doc?: number | null | undefined;
    /** The members of documents that count, on OpenAI-shaped servers that know it. Refused on TEI. Absent: `text`. */
    rank_fields?: string[] | null | undefined;
    /** Who asks. Ignored. */
    user?: string | null | undefined;
};
/** A document with members of the caller's own beside its text. */
export type RerankDocument = {
    /** What is compared with the query. */
    text: string;
} & {
    [key: string]: unknown;
};
/** The documents, ranked. What a server adds stands beside. */
export type RerankResponse = {
    /** One for each answer. */
    id: string;
    /** The server's own name of the model; where it gives none, the model asked for, else the base address, or `tgi` in a gateway. */
    model: string;
    /** The best first. */
    results: RerankResult[];
    usage?: RerankUsage | undefined;
    /** What the server tells of itself; empty where it tells nothing. Clients of Cohere want one. */
    meta: {
        [key: string]: unknown;
    };
};
/** How well one document answers the query. */
export type RerankResult = {
    /** The place of the document in `documents`, from 0. */
    index: number;
    /** The higher, the better. From 0 to 1, unless the server or `raw_scores` says otherwise. */
    relevance_score: number;
    /** With `return_documents` alone. The document as it was given, a text as an object with `text`. */
    document?: RerankDocument | undefined;
};
/** The server's count of tokens, added up over all batches. Absent where the server gives none. */
export type RerankUsage = {
    /** Tokens read. */
    prompt_tokens?: number | undefined;
    /** The same, since none are generated. */
    total_tokens: number;
};
/** The models that can be asked for. */
export type ModelList = {
    object: "list";
    /** The models. */
    data: Model[];
};
/** A model that can be asked for. */
export type Model = {
    /** What to give as `model`. */
    id: string;
    object: "model";
    /** When it was made, in seconds since 1970; 0 from TGI, which does not know. */
    created: number;
    /** Who owns it; the model's id again from TGI. */
    owned_by: string;
    /** Tokens of a prompt and its answer together; with TEI those of a text. Absent where the server does not say. */
    max_model_len?: number | undefined;
    /** What a gateway tells of the server behind. The `fetch` of a client does not. */
    easyllm?: {
        /** Whether it answers. */
        ready: boolean;
        /** What it can be asked for. Absent where it does not say. */
        operations?: ("chat" | "completions" | "embeddings" | "rerank")[] | undefined;
    } | undefined;
};
/** The state of the gateway. */
export type Health = {
    status: "ok";
};
/** What one key of a gateway has used, and may use. */
export type GatewayUsage = {
    object: "usage";
    /** The name of the key. */
    key: string;
    /** The models that the key sees; null for all. */
    models: string[] | null;
    /** When counting began, in seconds since 1970. */
    since: number;
    /** Requests for models that have ended, without those that a limit refused. */
    requests: number;
    /** How many of them failed. */
    errors: number;
    /** Requests under way. */
    in_flight: number;
    /** Tokens of prompts, as servers counted them. Of a stream that ended before its counts came they are estimated. */
    prompt_tokens: number;
    /** Tokens that models wrote. Of a stream that ended before its counts came, a token for each chunk. */
    completion_tokens: number;
    /** The sum of both. */
    total_tokens: number;
    /** The limits of the key, each null where there is none. */
    limits: {
        /** Requests a minute. */
        requests: GatewayLimit | null;
        /** Tokens a minute; of requests under way what they are estimated to take. */
        tokens: GatewayLimit | null;
        /** Requests under way at once, at this gateway. */
        concurrent: GatewayLimit | null;
    };
};
/** A limit, and what is left of it. */
export type GatewayLimit = {
    /** The limit. */
    limit: number;
    /** What counts against it now. */
    used: number;
    /** What is left; never below 0. */
    remaining: number;
    /** Seconds until it begins anew; 0 if nothing counts against it. Absent where nothing is counted by time. */
    resets_in?: number | undefined;
};
/** Why a request failed; the body of every error, and of an error event in a stream. */
export type ErrorResponse = {
    error: ErrorObject;
};
/** An error. */
export type ErrorObject = {
    /** What happened and what to do, for people. Holds no secrets and no prompts. */
    message: string;
    /** The kind: `invalid_request_error`, `authentication_error`, `permission_error`, `rate_limit_error` or `server_error`; else the server's own word. */
    type: string;
    /** The request property at fault, as a path (`messages[0].content`); null if it is none. */
    param: string | null;
    /** A word for programs, such as TGI's `error_type` (`validation`, `overloaded`); null if there is none. */
    code: string | null;
};
/** Items to answer, and how. */
export type ResponseRequest = {
    /** What the model answers, as a text of the user or as a list of items, oldest first. */
    input: string | ResponseInputItem[];
    /** The model's id. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
    model?: string | null | undefined;
    /** A system message before all items. Absent, none. */
    instructions?: string | null | undefined;
    /** `true` answers with ResponseStreamEvents as text is generated. Absent: false. */
    stream?: boolean | null | undefined;
    /** OpenAI's `include_obfuscation`, which pads events there. Nothing is padded here, and usage is always told. */
    stream_options?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Tools that the model may ask to be called. Hosted tools, which OpenAI runs itself, are left out of what the model sees where a function remains. Absent: none. */
    tools?: ResponseTool[] | null | undefined;
    /** Whether the model may, must or must not call a tool, and which. Absent: `auto` if there are tools. */
    tool_choice?: ResponseToolChoice | null | undefined;
    /** Whether one answer may call several tools. Absent: true. */
    parallel_tool_calls?: boolean | null | undefined;
    /** The form of the text. Absent, free text. */
    text?: ResponseTextConfig | null | undefined;
    /** How much a reasoning model is to think. Absent, as much as it does by itself. */
    reasoning?: ResponseReasoningConfig | null | undefined;
    /** The most tokens to generate, reasoning included; a response that ends by it is `incomplete`. Absent: the server's limit. */
    max_output_tokens?: number | null | undefined;
    /** As in chat. Absent, the server's default. */
    temperature?: number | null | undefined;
    /** As in chat. Absent, the server's default. */
    top_p?: number | null | undefined;
    /** As in chat. Absent, 0. */
    presence_penalty?: number | null | undefined;
    /** As in chat. Absent, 0. */
    frequency_penalty?: number | null | undefined;
    /** How many alternatives to tell for each token, at most 5 on TGI. Absent or 0: logprobs only if `include` asks for them. */
    top_logprobs?: number | null | undefined;
    /** What the response tells besides: `message.output_text.logprobs`, `reasoning.encrypted_content`. What only hosted tools have is ignored. */
    include?: string[] | null | undefined;
    /** Whether the response is kept, to be asked for or continued by its id. Kept only where a `responseStore` is set, and then unless this is false; the response's `store` says whether it was. */
    store?: boolean | null | undefined;
    /** Goes on from a response that was kept: its input and output come before `input`. An unknown id is an error 404 with the code `previous_response_not_found`, and 400 where nothing is kept. */
    previous_response_id?: string | null | undefined;
    /**
     * `disabled`, also if absent: an input that is too long is an error. `auto` is refused.
     */
    truncation?: "auto" | "disabled" | null | undefined;
    /** `true` is refused: responses are made while the caller waits. */
    background?: boolean | null | undefined;
    /**
     * @deprecated
     *
     * OpenAI's stored conversations, which do not exist here: refused.
     */
    conversation?: unknown;
    /**
     * @deprecated
     *
     * OpenAI's stored prompts, which do not exist here: refused.
     */
    prompt?: unknown;
    /** The caller's own notes, given back in the response. Absent, none. */
    metadata?: {
        [key: string]: string;
    } | null | undefined;
    /** A limit on calls of hosted tools, which are not run here. Given back in the response. */
    max_tool_calls?: number | null | undefined;
    /** Given back in the response, and nothing else. */
    service_tier?: string | null | undefined;
    /** What some clients tell of themselves. Ignored. */
    client_metadata?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Given back in the response, and nothing else. */
    user?: string | null | undefined;
    /** Given back in the response, and nothing else. */
    safety_identifier?: string | null | undefined;
    /** Given back in the response, and nothing else. */
    prompt_cache_key?: string | null | undefined;
    /** How long OpenAI keeps a prompt's cache. Ignored. */
    prompt_cache_retention?: string | null | undefined;
};
/** One item of the input. A message may leave out its `type`. */
export type ResponseInputItem = ResponseTypedInputItem | ResponseUntypedMessage;
/** An item that says what it is. */
export type ResponseTypedInputItem = ResponseInputMessage | ResponseFunctionCallItem | ResponseFunctionCallOutputItem | ResponseCustomToolCallItem | ResponseCustomToolCallOutputItem | ResponseReasoningItem | ResponseItemReference;
/** What someone said. */
export type ResponseInputMessage = {
    type: "message";
    /**
     * Who said it. `developer` is a system message to the model.
     */
    role: "user" | "assistant" | "system" | "developer";
    /** What was said, as a text or in parts. */
    content: string | ResponseInputPart[];
    id?: string | null | undefined;
    status?: string | null | undefined;
    /** OpenAI's label of an assistant's message. Ignored: no template has a place for it. */
    phase?: string | null | undefined;
};
/** A message that leaves out its `type`. */
export type ResponseUntypedMessage = {
    /**
     * Who said it. `developer` is a system message to the model.
     */
    role: "user" | "assistant" | "system" | "developer";
    /** What was said, as a text or in parts. */
    content: string | ResponseInputPart[];
    id?: string | null | undefined;
    status?: string | null | undefined;
    /** OpenAI's label of an assistant's message. Ignored: no template has a place for it. */
    phase?: string | null | undefined;
};
/** A part of a message. */
export type ResponseInputPart = ResponseInputText | ResponseInputOutputText | ResponseInputRefusal | ResponseInputImage | ResponseInputFile | ResponseInputAudio;
/** Text of a user, a system or a tool. */
export type ResponseInputText = {
    type: "input_text";
    text: string;
};
/** Text that the model wrote, given back. */
export type ResponseInputOutputText = {
    type: "output_text";
    text: string;
};
/** A refusal that the model wrote, given back. */
export type ResponseInputRefusal = {
    type: "refusal";
    refusal: string;
};
/** An image. */
export type ResponseInputImage = {
    type: "input_image";
    /** Its address, or its bytes as a `data:` URL. An image by `file_id` is refused. */
    image_url?: string | null | undefined;
    file_id?: string | null | undefined;
    detail?: "auto" | "low" | "high" | "original" | null | undefined;
};
/** A file, which is handed on to OpenAI-shaped servers. */
export type ResponseInputFile = {
    type: "input_file";
    file_data?: string | null | undefined;
    file_id?: string | null | undefined;
    file_url?: string | null | undefined;
    filename?: string | null | undefined;
};
/** Sound, which is handed on to OpenAI-shaped servers. */
export type ResponseInputAudio = {
    type: "input_audio";
    input_audio: InputAudio;
};
/** A call of a function that the model asked for. */
export type ResponseFunctionCallItem = {
    type: "function_call";
    /** What the call's output names it by. */
    call_id: string;
    name: string;
    /** The arguments, as JSON text. */
    arguments: string;
    /** The namespace that the function was declared in. Absent, none. */
    namespace?: string | null | undefined;
    id?: string | null | undefined;
    status?: string | null | undefined;
};
/** What a function gave. */
export type ResponseFunctionCallOutputItem = {
    type: "function_call_output";
    call_id: string;
    /** A text, or parts. */
    output: string | ResponseInputPart[];
    id?: string | null | undefined;
    status?: string | null | undefined;
};
/** A call of a custom tool that the model asked for. */
export type ResponseCustomToolCallItem = {
    type: "custom_tool_call";
    call_id: string;
    name: string;
    /** What the tool is given, as free text. */
    input: string;
    namespace?: string | null | undefined;
    id?: string | null | undefined;
    status?: string | null | undefined;
};
/** What a custom tool gave. */
export type ResponseCustomToolCallOutputItem = {
    type: "custom_tool_call_output";
    call_id: string;
    /** A text, or parts. */
    output: string | ResponseInputPart[];
    id?: string | null | undefined;
    status?: string | null | undefined;
};
/** What the model thought before its answer. */
export type ResponseReasoningItem = {
    type: "reasoning";
    id?: string | null | undefined;
    /** Always empty in responses. OpenAI's models summarize what they hide; nothing is hidden here. */
    summary?: ResponseSummaryText[] | null | undefined;
    /** The reasoning. Absent where only `encrypted_content` is given back. */
    content?: ResponseReasoningText[] | null | undefined;
    /** The reasoning for the way back, where `include` asks for it. It is encoded and not secret: open models hide nothing. */
    encrypted_content?: string | null | undefined;
    status?: string | null | undefined;
};
/** A part of a summary. */
export type ResponseSummaryText = {
    type: "summary_text";
    text: string;
};
/** A part of the reasoning. */
export type ResponseReasoningText = {
    type: "reasoning_text";
    text: string;
};
/** An item of an earlier response, by its id. Known are those of the responses that are kept and, where nothing is kept, of the last ones that this process made, unless their requests said `store: false`. */
export type ResponseItemReference = {
    type: "item_reference";
    id: string;
};
/** A tool that is offered. */
export type ResponseTool = ResponseFunctionTool | ResponseCustomTool | ResponseNamespaceTool | ResponseHostedTool;
/** A function, described to the model. */
export type ResponseFunctionTool = {
    type: "function";
    /** Its name; letters, digits, `_` and `-` are understood by all models. */
    name: string;
    description?: string | null | undefined;
    /** Its parameters as a JSON Schema object. Absent: none. */
    parameters?: {
        [key: string]: unknown;
    } | null | undefined;
    strict?: boolean | null | undefined;
};
/** A tool that takes free text. The model is offered a function of one text, and its call goes back in this form. */
export type ResponseCustomTool = {
    type: "custom";
    name: string;
    description?: string | null | undefined;
    /** The form of the text, which is told to the model in words and not enforced. */
    format?: {
        [key: string]: unknown;
    } | null | undefined;
};
/** Functions under one name. The model is offered each as `NAMESPACE__NAME`, and its call goes back in this form. */
export type ResponseNamespaceTool = {
    type: "namespace";
    name: string;
    description?: string | null | undefined;
    tools: ResponseNamespacedTool[];
};
/** A tool inside of a namespace. */
export type ResponseNamespacedTool = ResponseFunctionTool | ResponseCustomTool;
/** A tool that OpenAI runs itself, and nobody here. */
export type ResponseHostedTool = {
    type: "web_search" | "web_search_2025_08_26" | "web_search_preview" | "web_search_preview_2025_03_11" | "file_search" | "code_interpreter" | "image_generation" | "mcp" | "computer" | "computer_use_preview" | "local_shell" | "shell" | "apply_patch" | "tool_search";
} & {
    [key: string]: unknown;
};
/** `none`: no tool may be called. `auto`: the model decides. `required`: some tool must be called. An object names the tool to call, or the tools that may be called. */
export type ResponseToolChoice = ("none" | "auto" | "required") | ResponseToolChoiceObject;
/** With the type `function` or `custom`, the tool of `name`; with `allowed_tools`, those of `tools`, as `mode` says; with that of a hosted tool, that one, which is refused. */
export type ResponseToolChoiceObject = {
    type: string;
    name?: string | null | undefined;
    /** The form of chat, which some clients send here. */
    function?: {
        name: string;
    } | null | undefined;
    mode?: "auto" | "required" | null | undefined;
    tools?: {
        type: string;
        name?: string | null | undefined;
    }[] | null | undefined;
};
/** The form of the text. */
export type ResponseTextConfig = {
    /** Absent, free text. */
    format?: ResponseTextFormat | null | undefined;
    /**
     * As in chat. Absent, as the model does by itself.
     */
    verbosity?: "low" | "medium" | "high" | null | undefined;
};
/** `text`, `json_object`, or `json_schema` with a schema that the text then fits. */
export type ResponseTextFormat = {
    type: "text" | "json_object" | "json_schema";
    name?: string | null | undefined;
    description?: string | null | undefined;
    schema?: {
        [key: string]: unknown;
    } | null | undefined;
    strict?: boolean | null | undefined;
};
/** How much a reasoning model is to think. */
export type ResponseReasoningConfig = {
    /**
     * As `reasoning_effort` in chat.
     */
    effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null | undefined;
    /** Ignored: the reasoning itself is told. */
    summary?: string | null | undefined;
    /** The older name of `summary`. */
    generate_summary?: string | null | undefined;
};
/** A response, with the settings that it was made by. */
export type ResponseObject = {
    id: string;
    object: "response";
    /** When the response was begun, in seconds since 1970. */
    created_at: number;
    /** When it was done, in seconds since 1970; null before, and where it failed. */
    completed_at: number | null;
    /**
     * How it ended, or that it goes on.
     */
    status: "completed" | "in_progress" | "incomplete" | "failed" | "cancelled";
    /** Why it failed; null where it did not. */
    error: ResponseFailure | null;
    /** Why it is incomplete; null where it is not. */
    incomplete_details: ResponseIncompleteDetails | null;
    instructions: string | null;
    max_output_tokens: number | null;
    max_tool_calls: number | null;
    model: string;
    /** What the model made, in order. */
    output: ResponseOutputItem[];
    /** All text of `output` in one. Only clients of this package have it: it is not sent over HTTP, where the SDKs make it themselves. */
    output_text?: string | undefined;
    parallel_tool_calls: boolean;
    previous_response_id: string | null;
    prompt_cache_key: string | null;
    /** The settings that were asked for. */
    reasoning: ResponseReasoningSettings | null;
    safety_identifier: string | null;
    service_tier: string;
    /** Whether the response was kept. */
    store: boolean;
    background: boolean;
    temperature: number;
    text: ResponseTextSettings;
    tool_choice: ResponseToolChoice;
    /** The tools that were offered to the model. */
    tools: ResponseTool[];
    top_p: number;
    top_logprobs: number;
    presence_penalty: number;
    frequency_penalty: number;
    truncation: "auto" | "disabled";
    /** What it cost, exactly; null where the server does not tell. */
    usage: ResponseUsage | null;
    user: string | null;
    metadata: {
        [key: string]: string;
    };
};
/** Why a response failed. */
export type ResponseFailure = {
    code: string;
    message: string;
};
/** Why a response is incomplete. */
export type ResponseIncompleteDetails = {
    /** `max_output_tokens`, `content_filter`, or the server's own word. */
    reason: string;
};
/** The settings of reasoning, as asked for. */
export type ResponseReasoningSettings = {
    effort: string | null;
    summary: string | null;
};
/** The form of the text, as asked for. */
export type ResponseTextSettings = {
    format: ResponseTextFormat;
    verbosity?: string | null | undefined;
};
/** Tokens that were read and written. */
export type ResponseUsage = {
    input_tokens: number;
    input_tokens_details: {
        /** Of these, what the server had in its cache; 0 where it does not tell. */
        cached_tokens: number;
    };
    output_tokens: number;
    output_tokens_details: {
        /** Of these, reasoning; 0 where the server does not tell. */
        reasoning_tokens: number;
    };
    total_tokens: number;
};
/** One item that the model made. */
export type ResponseOutputItem = ResponseOutputMessage | ResponseOutputFunctionCall | ResponseOutputCustomToolCall | ResponseOutputReasoning;
/** What the model says. */
export type ResponseOutputMessage = {
    id: string;
    type: "message";
    role: "assistant";
    status: ResponseItemStatus;
    content: ResponseOutputContent[];
};
/**
 * Whether all of the item is there.
 */
export type ResponseItemStatus = "in_progress" | "completed" | "incomplete";
/** A part of a message. */
export type ResponseOutputContent = ResponseOutputText | ResponseOutputRefusal;
/** Text. */
export type ResponseOutputText = {
    type: "output_text";
    text: string;
    /** What the server says of places in the text; empty on most. */
    annotations: {
        [key: string]: unknown;
    }[];
    /** One entry a token, where they were asked for and told; else empty. */
    logprobs: ResponseLogprob[];
};
/** A token and its probability. */
export type ResponseLogprob = {
    token: string;
    logprob: number;
    bytes: number[];
    top_logprobs: {
        token: string;
        logprob: number;
        bytes: number[];
    }[];
};
/** That and why the model will not answer. */
export type ResponseOutputRefusal = {
    type: "refusal";
    refusal: string;
};
/** A function that the model asks to be called. */
export type ResponseOutputFunctionCall = {
    id: string;
    type: "function_call";
    call_id: string;
    name: string;
    arguments: string;
    /** The namespace that the function was declared in; absent for others. */
    namespace?: string | undefined;
    status: ResponseItemStatus;
};
/** A custom tool that the model asks to be called. */
export type ResponseOutputCustomToolCall = {
    id: string;
    type: "custom_tool_call";
    call_id: string;
    name: string;
    input: string;
    namespace?: string | undefined;
    status: ResponseItemStatus;
};
/** What the model thought before its answer. */
export type ResponseOutputReasoning = {
    id: string;
    type: "reasoning";
    summary: ResponseSummaryText[];
    content: ResponseReasoningText[];
    /** For the way back, where `include` asks for it. */
    encrypted_content?: string | undefined;
    status: ResponseItemStatus;
};
/** What a model would read of a chat. */
export type ChatPrompt = {
    object: "chat.prompt";
    /** The model, by the name that the request has. */
    model: string;
    /**
     * Who builds the prompt: `easyllm` with its prompt builder, or the `server` with its own chat template.
     */
    source: "easyllm" | "server";
    /** The text, special tokens included. */
    prompt: string;
};
/** How many tokens an input has. */
export type ResponseInputTokens = {
    object: "response.input_tokens";
    input_tokens: number;
};
/** That a response is forgotten. */
export type DeletedResponse = {
    id: string;
    object: "response";
    deleted: true;
};
/** A part of the items that a response answers. */
export type ResponseItemList = {
    object: "list";
    data: ResponseTypedInputItem[];
    /** The id of the first item; null of an empty list. */
    first_id: string | null;
    /** The id of the last item, for `after`; null of an empty list. */
    last_id: string | null;
    /** Whether there are items after these. */
    has_more: boolean;
};
/** A file to keep, as the parts of a form. `file` may come before the others. */
export type FileRequest = {
    /** The content, with its name as `filename`. */
    file: string;
    /**
     * What the file is for. `batch` is the input of a batch; others are kept, and not used here.
     */
    purpose: "batch" | "user_data" | "evals" | "assistants" | "vision" | "fine-tune";
    /** When the file is deleted. Absent, it is kept. */
    expires_after?: {
        /**
         * From when the seconds count.
         */
        anchor: "created_at";
        /** From one hour to thirty days. */
        seconds: number;
    } | undefined;
};
/** A file that is kept. */
export type FileObject = {
    id: string;
    object: "file";
    /** The size of its content. */
    bytes: number;
    /** Seconds since 1970. */
    created_at: number;
    /** When it is deleted, in seconds since 1970; null if it is kept. */
    expires_at: number | null;
    filename: string;
    /** As uploaded; `batch_output` of the results of a batch, its errors included. */
    purpose: string;
    /**
     * Always `processed`. OpenAI's clients expect it.
     */
    status: "processed";
};
/** A part of the files of a key. */
export type FileList = {
    object: "list";
    data: FileObject[];
    /** The id of the first file; null of an empty list. */
    first_id: string | null;
    /** The id of the last file, for `after`; null of an empty list. */
    last_id: string | null;
    /** Whether there are files after these. */
    has_more: boolean;
};
/** That a file is gone. */
export type DeletedFile = {
    id: string;
    object: "file";
    deleted: true;
};
/** What to make a batch of. */
export type BatchRequest = {
    /** A file of requests, which was uploaded with the purpose `batch`. */
    input_file_id: string;
    /**
     * Where all lines of the file ask.
     */
    endpoint: "/v1/chat/completions" | "/v1/completions" | "/v1/embeddings" | "/v1/responses" | "/v1/rerank";
    /**
     * How long it may take, in hours or days: `24h`, as OpenAI has it, or another from `1h` to `30d`. What is not done then is in the error file.
     * @example 24h
     */
    completion_window: string;
    /** The caller's own notes, given back in the batch. Absent, none. */
    metadata?: {
        [key: string]: string;
    } | null | undefined;
    /** When its output and error files are deleted. Absent, they are kept. */
    output_expires_after?: {
        /**
         * From when the seconds count, which is when the files are made.
         */
        anchor: "created_at";
        /** From one hour to thirty days. */
        seconds: number;
    } | null | undefined;
};
/** A batch, and how far it is. Times are seconds since 1970, and null where it has not come there. */
export type Batch = {
    id: string;
    object: "batch";
    endpoint: string;
    /** Why the batch as a whole failed; null where it did not. */
    errors: BatchErrors | null;
    input_file_id: string;
    completion_window: string;
    /**
     * `validating`: its lines are read. `in_progress`: they are asked for. `finalizing`: its files are made. Then `completed`, also where lines failed; `failed`, where the file is no batch; `expired`; or, after `cancelling`, `cancelled`.
     */
    status: "validating" | "failed" | "in_progress" | "finalizing" | "completed" | "expired" | "cancelling" | "cancelled";
    /** The file of answers; null until the batch is over, and where no line was answered. */
    output_file_id: string | null;
    /** The file of failures; null until the batch is over, and where no line failed. */
    error_file_id: string | null;
    created_at: number;
    in_progress_at: number | null;
    expires_at: number | null;
    finalizing_at: number | null;
    completed_at: number | null;
    failed_at: number | null;
    expired_at: number | null;
    cancelling_at: number | null;
    cancelled_at: number | null;
    request_counts: BatchRequestCounts;
    metadata: {
        [key: string]: string;
    } | null;
};
/** What is wrong with the file of a batch. */
export type BatchErrors = {
    object: "list";
    data: BatchError[];
};
/** One thing that is wrong. */
export type BatchError = {
    code: string;
    message: string;
    /** The property at fault; null where it is none. */
    param: string | null;
    /** The line at fault, from 1; null where it is none. */
    line: number | null;
};
/** The lines of a batch. */
export type BatchRequestCounts = {
    /** Those of its file; 0 until they are read. */
    total: number;
    /** Those with an answer. */
    completed: number;
    /** Those with an error. */
    failed: number;
};
/** A part of the batches of a key. */
export type BatchList = {
    object: "list";
    data: Batch[];
    /** The id of the first batch; null of an empty list. */
    first_id: string | null;
    /** The id of the last batch, for `after`; null of an empty list. */
    last_id: string | null;
    /** Whether there are batches after these. */
    has_more: boolean;
};
/** One event of a streamed response. `sequence_number` counts from 0. */
export type ResponseStreamEvent = ResponseCreatedEvent | ResponseInProgressEvent | ResponseOutputItemAddedEvent | ResponseOutputItemDoneEvent | ResponseContentPartAddedEvent | ResponseContentPartDoneEvent | ResponseTextDeltaEvent | ResponseTextDoneEvent | ResponseRefusalDeltaEvent | ResponseRefusalDoneEvent | ResponseReasoningTextDeltaEvent | ResponseReasoningTextDoneEvent | ResponseFunctionCallArgumentsDeltaEvent | ResponseFunctionCallArgumentsDoneEvent | ResponseCustomToolCallInputDeltaEvent | ResponseCustomToolCallInputDoneEvent | ResponseCompletedEvent | ResponseIncompleteEvent | ResponseFailedEvent | ResponseErrorEvent;
/** A part of an item. */
export type ResponseContentPart = ResponseOutputText | ResponseOutputRefusal | ResponseReasoningText;
/** The response has begun. */
export type ResponseCreatedEvent = {
    type: "response.created";
    sequence_number: number;
    response: ResponseObject;
};
/** The response goes on. */
export type ResponseInProgressEvent = {
    type: "response.in_progress";
    sequence_number: number;
    response: ResponseObject;
};
/** An item begins. */
export type ResponseOutputItemAddedEvent = {
    type: "response.output_item.added";
    sequence_number: number;
    output_index: number;
    item: ResponseOutputItem;
};
/** An item is done. */
export type ResponseOutputItemDoneEvent = {
    type: "response.output_item.done";
    sequence_number: number;
    output_index: number;
    item: ResponseOutputItem;
};
/** A part of an item begins. */
export type ResponseContentPartAddedEvent = {
    type: "response.content_part.added";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    part: ResponseContentPart;
};
/** A part of an item is done. */
export type ResponseContentPartDoneEvent = {
    type: "response.content_part.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    part: ResponseContentPart;
};
/** More text. */
export type ResponseTextDeltaEvent = {
    type: "response.output_text.delta";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    delta: string;
    logprobs: ResponseLogprob[];
};
/** All text of a part. */
export type ResponseTextDoneEvent = {
    type: "response.output_text.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    text: string;
    logprobs: ResponseLogprob[];
};
/** More of a refusal. */
export type ResponseRefusalDeltaEvent = {
    type: "response.refusal.delta";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    delta: string;
};
/** All of a refusal. */
export type ResponseRefusalDoneEvent = {
    type: "response.refusal.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    refusal: string;
};
/** More reasoning. */
export type ResponseReasoningTextDeltaEvent = {
    type: "response.reasoning_text.delta";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    delta: string;
};
/** All of the reasoning. */
export type ResponseReasoningTextDoneEvent = {
    type: "response.reasoning_text.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    content_index: number;
    text: string;
};
/** More of the arguments of a call. */
export type ResponseFunctionCallArgumentsDeltaEvent = {
    type: "response.function_call_arguments.delta";
    sequence_number: number;
    item_id: string;
    output_index: number;
    delta: string;
};
/** All arguments of a call. */
export type ResponseFunctionCallArgumentsDoneEvent = {
    type: "response.function_call_arguments.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    name: string;
    arguments: string;
};
/** More of what a custom tool is given. */
export type ResponseCustomToolCallInputDeltaEvent = {
    type: "response.custom_tool_call_input.delta";
    sequence_number: number;
    item_id: string;
    output_index: number;
    delta: string;
};
/** All that a custom tool is given. */
export type ResponseCustomToolCallInputDoneEvent = {
    type: "response.custom_tool_call_input.done";
    sequence_number: number;
    item_id: string;
    output_index: number;
    input: string;
};
/** The response is whole. */
export type ResponseCompletedEvent = {
    type: "response.completed";
    sequence_number: number;
    response: ResponseObject;
};
/** The response ended before its end, by a limit or a filter. */
export type ResponseIncompleteEvent = {
    type: "response.incomplete";
    sequence_number: number;
    response: ResponseObject;
};
/** What failed before the response had begun, on a stream that was already open. Clients read it at the event or in its `error`. */
export type ResponseErrorEvent = {
    type: "error";
    sequence_number: number;
    code: string | null;
    message: string;
    param: string | null;
    error: ErrorObject;
};
/** The response failed, with the output so far. */
export type ResponseFailedEvent = {
    type: "response.failed";
    sequence_number: number;
    response: ResponseObject;
};
/** The request is malformed, asks for what cannot be done, or a setting is missing. `param` names the property. */
export type ResponseBadRequest = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** A setting is wrong or missing. */
export type ResponseNotConfigured = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The key or token is missing or wrong. */
export type ResponseUnauthorized = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The token may not do this. */
export type ResponseForbidden = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** There is no such model, or no such path. */
export type ResponseNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** There is no such response under the caller's key, or none is kept here. */
export type ResponseResponseNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The response is over, or a setting is wrong. */
export type ResponseNotCancellable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The form is malformed, or lacks a part. `param` names the part. */
export type ResponseBadFile = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** A property is missing or wrong. `param` names it. */
export type ResponseBadBatch = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** A parameter of the query is wrong. */
export type ResponseBadQuery = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** This gateway keeps no files. */
export type ResponseFilesNotOffered = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** There is no such file under the caller's key, or none are kept here. */
export type ResponseFileNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** A batch that is not over reads the file. */
export type ResponseFileInUse = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** There is no such batch under the caller's key, or none are kept here. */
export type ResponseBatchNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The batch is over. */
export type ResponseBatchOver = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The body is no form. */
export type ResponseNotMultipart = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Too many files are being received. */
export type ResponseTooManyUploads = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The disk of the gateway is full. */
export type ResponseStorageFull = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The gateway failed. */
export type ResponseGatewayFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The body is too large. */
export type ResponsePayloadTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The body is not declared as JSON. */
export type ResponseUnsupportedMediaType = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The server behind refuses a value; `code` is its `error_type`. */
export type ResponseUnprocessableEntity = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The model failed. Not retried: GPU time was spent, and other requests of its batch failed with it. */
export type ResponseModelFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Too many requests at once, or a quota is used up. */
export type ResponseTooManyRequests = {
    headers: {
        "retry-after": HeaderRetryAfter;
        "x-should-retry": HeaderShouldRetry;
        "x-ratelimit-limit-requests": HeaderRateLimit;
        "x-ratelimit-remaining-requests": HeaderRateLimit;
        "x-ratelimit-reset-requests": HeaderRateLimit;
        "x-ratelimit-limit-tokens": HeaderRateLimit;
        "x-ratelimit-remaining-tokens": HeaderRateLimit;
        "x-ratelimit-reset-tokens": HeaderRateLimit;
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The server behind failed, or the gateway. */
export type ResponseServerFailed = {
    headers: {
        "x-should-retry": HeaderShouldRetry;
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The server behind could not be reached, broke off, or refuses the gateway. */
export type ResponseBadGateway = {
    headers: {
        "x-should-retry": HeaderShouldRetry;
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The model is being loaded, its endpoint is scaling up, or the server is not healthy. */
export type ResponseServiceUnavailable = {
    headers: {
        "retry-after": HeaderRetryAfter;
        "x-should-retry": HeaderShouldRetry;
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The server behind did not answer in time. */
export type ResponseGatewayTimeout = {
    headers: {
        "x-should-retry": HeaderShouldRetry;
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Any other status of the server behind, kept as it is. */
export type ResponseOtherStatus = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Seconds to wait before asking again. Absent if the server behind gave no time. */
export type HeaderRetryAfter = number;
/** The types of the hosted tools that were left out of what the model was offered, with commas between them. Absent if none was. */
export type HeaderIgnored = string;
/** The limit of the caller's key, where it has one: `x-ratelimit-limit-requests`, `x-ratelimit-remaining-requests` and `x-ratelimit-reset-requests` (such as `41.5s`), and the same for tokens. */
export type HeaderRateLimit = string;
/** `false` on a failure that was retried here already, so that the retries of a client do not multiply ours. Otherwise absent. */
export type HeaderShouldRetry = "false";
export type $defs = Record<string, never>;
export interface operations {
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ChatCompletionRequest;
            };
        };
        responses: {
            /** The answer, whole or as a stream of events. Lines that begin with a colon keep the connection open and mean nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatCompletion;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    readChatPrompt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ChatCompletionRequest;
            };
        };
        responses: {
            /** The prompt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatPrompt;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    createCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": CompletionRequest;
            };
        };
        responses: {
            /** The continuation, whole or as a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Completion;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    createEmbedding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": EmbeddingRequest;
            };
        };
        responses: {
            /** The vectors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CreateEmbeddingResponse;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    createRerank: {
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
            /** The documents, ranked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RerankResponse;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    createResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ResponseRequest;
            };
        };
        responses: {
            /** The response, whole or as a stream of events. Lines that begin with a colon keep the connection open and mean nothing. */
            200: {
                headers: {
                    "x-easyllm-ignored": HeaderIgnored;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResponseObject;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    countResponseInputTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": ResponseRequest;
            };
        };
        responses: {
            /** The count. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResponseInputTokens;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseUnprocessableEntity;
            424: ResponseModelFailed;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    retrieveResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The response's id.
                 * @example resp_9mQ3xT0aZk
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The response. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResponseObject;
                };
            };
            400: ResponseNotConfigured;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseResponseNotFound;
            500: ResponseServerFailed;
            default: ResponseOtherStatus;
        };
    };
    deleteResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The response's id.
                 * @example resp_9mQ3xT0aZk
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** It is forgotten. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": DeletedResponse;
                };
            };
            400: ResponseNotConfigured;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseResponseNotFound;
            500: ResponseServerFailed;
            default: ResponseOtherStatus;
        };
    };
    cancelResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The response's id.
                 * @example resp_9mQ3xT0aZk
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The response as far as it had come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResponseObject;
                };
            };
            400: ResponseNotCancellable;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseResponseNotFound;
            500: ResponseServerFailed;
            default: ResponseOtherStatus;
        };
    };
    listInputItems: {
        parameters: {
            query?: {
                /** How many items at most, from 1 to 100. Absent: 20. */
                limit?: number | undefined;
                /** Whether the oldest (`asc`) or the newest (`desc`) come first. Absent: `desc`. */
                order?: "asc" | "desc" | undefined;
                /** The id of the item after which the list begins. Absent: at the first. */
                after?: string | undefined;
            } | undefined;
            header?: never;
            path: {
                /**
                 * The response's id.
                 * @example resp_9mQ3xT0aZk
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ResponseItemList;
                };
            };
            400: ResponseBadRequest;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseResponseNotFound;
            500: ResponseServerFailed;
            default: ResponseOtherStatus;
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** Only files of this purpose, such as `batch_output`. Absent: all. */
                purpose?: string | undefined;
                /** How many files at most, from 1 to 10,000. Absent: 10,000. */
                limit?: number | undefined;
                /** Whether the oldest (`asc`) or the newest (`desc`) come first. Absent: `desc`. */
                order?: "asc" | "desc" | undefined;
                /** The id of the file after which the list begins. Absent: at the first. */
                after?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FileList;
                };
            };
            400: ResponseBadQuery;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFilesNotOffered;
            500: ResponseGatewayFailed;
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": FileRequest;
            };
        };
        responses: {
            /** The file, kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FileObject;
                };
            };
            400: ResponseBadFile;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFilesNotOffered;
            413: ResponsePayloadTooLarge;
            415: ResponseNotMultipart;
            429: ResponseTooManyUploads;
            500: ResponseGatewayFailed;
            507: ResponseStorageFull;
        };
    };
    retrieveFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The file's id.
                 * @example file-Zk3nQ8vY2mT0aXb7Lr5pWd1c
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": FileObject;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFileNotFound;
            500: ResponseGatewayFailed;
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The file's id.
                 * @example file-Zk3nQ8vY2mT0aXb7Lr5pWd1c
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": DeletedFile;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFileNotFound;
            409: ResponseFileInUse;
            500: ResponseGatewayFailed;
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The file's id.
                 * @example file-Zk3nQ8vY2mT0aXb7Lr5pWd1c
                 */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFileNotFound;
            500: ResponseGatewayFailed;
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** How many batches at most, from 1 to 100. Absent: 20. */
                limit?: number | undefined;
                /** The id of the batch after which the list begins. Absent: at the first. */
                after?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The batches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": BatchList;
                };
            };
            400: ResponseBadQuery;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFilesNotOffered;
            500: ResponseGatewayFailed;
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": BatchRequest;
            };
        };
        responses: {
            /** The batch, which is `validating`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Batch;
                };
            };
            400: ResponseBadBatch;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseFileNotFound;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            500: ResponseGatewayFailed;
        };
    };
    retrieveBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The batch's id.
                 * @example batch_9mQ3xT0aZk7Lr5pWd1cY2mVb
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Batch;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseBatchNotFound;
            500: ResponseGatewayFailed;
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The batch's id.
                 * @example batch_9mQ3xT0aZk7Lr5pWd1cY2mVb
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The batch, which is `cancelling` or `cancelled`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Batch;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseBatchNotFound;
            409: ResponseBatchOver;
            500: ResponseGatewayFailed;
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ModelList;
                };
            };
            400: ResponseNotConfigured;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The model's id. Its slash is percent-encoded, as in `org%2Fname`.
                 * @example tgi
                 */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Model;
                };
            };
            400: ResponseNotConfigured;
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            429: ResponseTooManyRequests;
            500: ResponseServerFailed;
            502: ResponseBadGateway;
            503: ResponseServiceUnavailable;
            504: ResponseGatewayTimeout;
            default: ResponseOtherStatus;
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
            /** The gateway is up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Health;
                };
            };
            /** Another method than GET, HEAD or OPTIONS. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            /** The gateway is shutting down, and takes no new requests. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** A server behind answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Health;
                };
            };
            404: ResponseNotFound;
            /** Another method than GET, HEAD or OPTIONS. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            /** No server behind answers, or the gateway is shutting down. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
        };
    };
    readUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The figures of the key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": GatewayUsage;
                };
            };
            401: ResponseUnauthorized;
            403: ResponseForbidden;
            404: ResponseNotFound;
            /** Another method than GET, HEAD or OPTIONS. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
        };
    };
}
