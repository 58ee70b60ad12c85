// Generated from openapi/tgi.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the health at the root
         *
         * The same check as `GET /health`. Checked against TGI 3.3.7.
         */
        get: operations["healthAtRoot"];
        put?: never;
        /**
         * Generate text, streamed or not
         *
         * With `stream: true` the answer is an event stream, else a list of one. Inference Endpoints and the hf-inference provider have this route too. Checked against TGI 3.3.7.
         */
        post: operations["compatGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate text
         *
         * Answers once generation has finished. Checked against TGI 3.3.7.
         */
        post: operations["generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generate_stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate text as a stream
         *
         * Once the body has been accepted the status is 200: overload, validation and generation errors are events. `best_of` must be absent or 1, and `decoder_input_details` absent or false. Checked against TGI 3.3.7.
         */
        post: operations["generateStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
         * The server applies the model's own chat template; a last message of the assistant is continued. With `stream: true` the answer is an event stream. Since TGI 1.4; checked against 3.3.7.
         */
        post: operations["chatCompletions"];
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
         * Continue one or several prompts
         *
         * No template is applied. Several prompts are generated at once: their choices come in the order in which they finish, their chunks interleaved. With `stream: true` the answer is an event stream. Checked against TGI 3.3.7.
         */
        post: operations["completions"];
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
         * List the served model
         *
         * A list of one, since a server has one model. Since TGI 2.3; checked against 3.3.7.
         */
        get: operations["openaiGetModelInfo"];
        put?: never;
        post?: never;
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
         * Split a prompt into tokens
         *
         * Special tokens are added, as they are for generation; neither length nor emptiness is checked, and `parameters` have no effect. Checked against TGI 3.3.7.
         */
        post: operations["tokenize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_tokenize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply the chat template and split the result into tokens
         *
         * Shows the prompt that `/v1/chat/completions` would give to the model. It is not protected by the key. Since TGI 2.3; checked against 3.3.7.
         */
        post: operations["getChatTokenize"];
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
         * Generate for Amazon SageMaker
         *
         * Takes the body of `/` (it has `inputs`), of `/v1/chat/completions` (`messages`) or of `/v1/completions` (`prompt`), looked for in that order, and answers as that route does. Checked against TGI 3.3.7.
         */
        post: operations["sagemakerCompatibility"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vertex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate for Google Vertex AI
         *
         * Instances are generated at once and answered in order; prompts are sampled. One that fails, for whatever reason, fails all with 500. Checked against TGI 3.3.7.
         */
        post: operations["vertexCompatibility"];
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
         * Describe the model and the server's limits
         *
         * Limits for `top_n_tokens`, the size of a body, and whether grammars are supported are not told. Checked against TGI 3.3.7.
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
         * Healthy means that the model can generate, not only that the router answers. Checked against TGI 3.3.7.
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
         * Check the health for Amazon SageMaker
         *
         * The same check as `GET /health`. Checked against TGI 3.3.7.
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
         * Report metrics
         *
         * In Prometheus' text format; every name begins with `tgi_`. Checked against TGI 3.3.7.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CompatGenerateRequest: CompatGenerateRequest;
        GenerateRequest: GenerateRequest;
        Inputs: Inputs;
        GenerateParameters: GenerateParameters;
        GrammarType: GrammarType;
        JsonGrammar: JsonGrammar;
        JsonObjectGrammar: JsonObjectGrammar;
        RegexGrammar: RegexGrammar;
        JsonSchemaGrammar: JsonSchemaGrammar;
        JsonSchemaConfig: JsonSchemaConfig;
        JsonSchema: JsonSchema;
        CompatGenerateResponse: CompatGenerateResponse;
        GenerateResponse: GenerateResponse;
        Details: Details;
        BestOfSequence: BestOfSequence;
        FinishReason: FinishReason;
        UsedSeed: UsedSeed;
        PrefillToken: PrefillToken;
        Token: Token;
        StreamEvent: StreamEvent;
        StreamResponse: StreamResponse;
        StreamDetails: StreamDetails;
        StreamError: StreamError;
        OpenAIStreamError: OpenAIStreamError;
        ErrorResponse: ErrorResponse;
        ChatRequest: ChatRequest;
        StreamOptions: StreamOptions;
        Message: Message;
        ContentMessage: ContentMessage;
        ToolCallMessage: ToolCallMessage;
        Role: Role;
        MessageContent: MessageContent;
        MessageChunk: MessageChunk;
        TextChunk: TextChunk;
        ImageChunk: ImageChunk;
        ImageUrl: ImageUrl;
        Tool: Tool;
        FunctionDefinition: FunctionDefinition;
        ToolChoice: ToolChoice;
        NamedToolChoice: NamedToolChoice;
        ToolCall: ToolCall;
        FunctionCall: FunctionCall;
        ChatCompletion: ChatCompletion;
        ChatCompletionChoice: ChatCompletionChoice;
        OutputMessage: OutputMessage;
        OutputToolCall: OutputToolCall;
        OutputFunctionCall: OutputFunctionCall;
        ChatCompletionLogprobs: ChatCompletionLogprobs;
        ChatCompletionLogprob: ChatCompletionLogprob;
        ChatCompletionTopLogprob: ChatCompletionTopLogprob;
        Usage: Usage;
        ChatStreamEvent: ChatStreamEvent;
        ChatCompletionChunk: ChatCompletionChunk;
        ChatCompletionChunkChoice: ChatCompletionChunkChoice;
        ChatCompletionDelta: ChatCompletionDelta;
        DeltaToolCall: DeltaToolCall;
        CompletionRequest: CompletionRequest;
        Completion: Completion;
        CompletionChoice: CompletionChoice;
        CompletionStreamEvent: CompletionStreamEvent;
        CompletionChunk: CompletionChunk;
        TokenizeResponse: TokenizeResponse;
        SimpleToken: SimpleToken;
        ChatTokenizeResponse: ChatTokenizeResponse;
        SagemakerRequest: SagemakerRequest;
        SagemakerResponse: SagemakerResponse;
        SagemakerStreamEvent: SagemakerStreamEvent;
        VertexRequest: VertexRequest;
        VertexInstance: VertexInstance;
        VertexGenerateInstance: VertexGenerateInstance;
        VertexResponse: VertexResponse;
        ModelsInfo: ModelsInfo;
        ModelInfo: ModelInfo;
        Info: Info;
    };
    responses: {
        Healthy: ResponseHealthy;
        Unhealthy: ResponseUnhealthy;
        HeadersTooLarge: ResponseHeadersTooLarge;
        BadJson: ResponseBadJson;
        Unauthorized: ResponseUnauthorized;
        PayloadTooLarge: ResponsePayloadTooLarge;
        UnsupportedMediaType: ResponseUnsupportedMediaType;
        GenerationFailed: ResponseGenerationFailed;
        Overloaded: ResponseOverloaded;
        IncompleteGeneration: ResponseIncompleteGeneration;
        CompletionFailed: ResponseCompletionFailed;
        VertexFailed: ResponseVertexFailed;
        GenerateUnprocessable: ResponseGenerateUnprocessable;
        GenerateStreamUnprocessable: ResponseGenerateStreamUnprocessable;
        ChatUnprocessable: ResponseChatUnprocessable;
        CompletionUnprocessable: ResponseCompletionUnprocessable;
        TokenizeUnprocessable: ResponseTokenizeUnprocessable;
        ChatTokenizeUnprocessable: ResponseChatTokenizeUnprocessable;
        SagemakerUnprocessable: ResponseSagemakerUnprocessable;
        VertexUnprocessable: ResponseVertexUnprocessable;
    };
    parameters: never;
    requestBodies: never;
    headers: {
        ComputeType: HeaderComputeType;
        ComputeTime: HeaderComputeTime;
        ComputeCharacters: HeaderComputeCharacters;
        TotalTime: HeaderTotalTime;
        ValidationTime: HeaderValidationTime;
        QueueTime: HeaderQueueTime;
        InferenceTime: HeaderInferenceTime;
        TimePerToken: HeaderTimePerToken;
        PromptTokens: HeaderPromptTokens;
        GeneratedTokens: HeaderGeneratedTokens;
        AccelBuffering: HeaderAccelBuffering;
        CacheControl: HeaderCacheControl;
    };
    pathItems: never;
}
/** What to generate on `POST /`. */
export type CompatGenerateRequest = {
    inputs: Inputs;
    parameters?: GenerateParameters | undefined;
    /** Whether to answer with an event stream. Absent means false. */
    stream?: boolean | undefined;
};
/** What to generate on the routes whose path says whether they stream. */
export type GenerateRequest = {
    inputs: Inputs;
    parameters?: GenerateParameters | undefined;
};
/** The prompt, as the model shall read it; the tokenizer adds its special tokens. Models that see take images as `![](URL or data URI)`. `/tokenize` alone takes an empty one. */
export type Inputs = string;
/** How to generate. The presence of this object matters: without it `do_sample` is true, with an empty one it is false. */
export type GenerateParameters = {
    /** Which of the server's LoRA adapters to use. Absent, or unknown to the server, means the base model. */
    adapter_id?: string | null | undefined;
    /** Number of sequences to generate, of which the likeliest is the answer. Absent or 0 means 1. More than 1 needs sampling, no `seed` and no stream. The maximum is the server's `max_best_of`. */
    best_of?: number | null | undefined;
    /** Whether to tell the tokens of the prompt, in `details.prefill`; implies `details`. Absent means false. Refused in streams; without effect since 3.0 unless the server runs with `--enable-prefill-logprobs`. */
    decoder_input_details?: boolean | undefined;
    /** Whether to tell how the text came about. Absent means false; a stream then never tells its finish reason. */
    details?: boolean | undefined;
    /** Whether to sample. False means the likeliest token each time. Absent means false, but true where `parameters` is absent too. */
    do_sample?: boolean | undefined;
    /** How much to lower the logit of a token for each time it has occurred; a negative one raises it. Absent means 0, no penalty. */
    frequency_penalty?: number | null | undefined;
    /** What form the text must have. Absent means any. */
    grammar?: GrammarType | null | undefined;
    /** Number of tokens after which to end. Absent means as many as the context holds (since 3.0; 100 from 1.3.3 to 2.4.1). Together with the prompt it may not exceed the server's `max_total_tokens`, where since 3.1.1 at most 1024 are counted. Since then it is looked at where each 1024 tokens end: 1025 gives 2048, under the same grammar begun anew. */
    max_new_tokens?: number | null | undefined;
    /** What to divide the logit of a token by once it has occurred; below 1 favours it. Absent means 1, no penalty. */
    repetition_penalty?: number | null | undefined;
    /** Whether `generated_text` begins with the prompt. Absent means false, but on `/` true where the model's pipeline is `text-generation` or unknown. */
    return_full_text?: boolean | null | undefined;
    /** Seed of the sampling, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means a random one. Refused with `best_of` above 1. */
    seed?: number | null | undefined;
    /** Texts that end generation once the output ends in one of them; it stays in the output. One that ends within a token is missed. Absent means none. The maximum is the server's `max_stop_sequences`. */
    stop?: string[] | undefined;
    /** What to divide the logits by before sampling. Absent means 1. 0 is refused, it does not mean greedy. */
    temperature?: number | null | undefined;
    /** Number of likeliest tokens to sample from. Absent means all. */
    top_k?: number | null | undefined;
    /** Number of likeliest tokens to tell for each position, in `top_tokens`; ties may bring more. Absent or 0 means none. The maximum is the server's `--max-top-n-tokens`. */
    top_n_tokens?: number | null | undefined;
    /** Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
    top_p?: number | null | undefined;
    /** Number of tokens to keep of the prompt, its last ones; at most the server's `max_input_tokens`. Absent means that a prompt that is too long is refused. */
    truncate?: number | null | undefined;
    /** Sum of the probabilities of the tokens to sample from, taken by how typical their information is. Absent means 1, all; 1 itself is refused. */
    typical_p?: number | null | undefined;
    /** Whether to mark the text, statistically, as generated. Absent means false. */
    watermark?: boolean | undefined;
};
/** What form the text must have. */
export type GrammarType = JsonGrammar | JsonObjectGrammar | RegexGrammar | JsonSchemaGrammar;
/** JSON that fits a schema. */
export type JsonGrammar = {
    /**
     * The kind of grammar.
     */
    type: "json";
    value: JsonSchema;
};
/** Another name of `json` (since 2.1). Unlike OpenAI's format of that name it cannot do without a schema. */
export type JsonObjectGrammar = {
    /**
     * The kind of grammar.
     */
    type: "json_object";
    value: JsonSchema;
};
/** Text that matches a regular expression. */
export type RegexGrammar = {
    /**
     * The kind of grammar.
     */
    type: "regex";
    /** The expression, which the whole text must match. */
    value: string;
};
/** JSON that fits a schema with a name. Since 3.3. */
export type JsonSchemaGrammar = {
    /**
     * The kind of grammar.
     */
    type: "json_schema";
    value: JsonSchemaConfig;
};
/** A schema and its name. */
export type JsonSchemaConfig = {
    /** A name for the schema, which changes nothing. */
    name?: string | null | undefined;
    /** A JSON Schema (2020-12) with `properties` at its top; one without is refused. */
    schema: {
        [key: string]: unknown;
    };
};
/** A JSON Schema (2020-12) with `properties` at its top; one without is refused. So are lists of types, unknown formats without a pattern, and objects and lists in `enum` and `const`. Over a property `{}` the whole text may end after its value. One that refers to itself ends the router's process. */
export type JsonSchema = {
    [key: string]: unknown;
} | string;
/** A list of one, as Hugging Face's text-generation pipelines answer. */
export type CompatGenerateResponse = GenerateResponse[];
/** A finished generation. */
export type GenerateResponse = {
    /** The text, after the prompt if `return_full_text` was true. It is not the sum of the tokens' texts: special tokens are left out, and a leading space may be. */
    generated_text: string;
    /** How the text came about. Absent unless asked for. */
    details?: Details | null | undefined;
};
/** How a text came about. */
export type Details = {
    finish_reason: FinishReason;
    /** Number of generated tokens, an end-of-sequence token included. */
    generated_tokens: number;
    seed?: UsedSeed | undefined;
    /** The tokens of the prompt. Empty unless `decoder_input_details` was true and the server supports it. */
    prefill: PrefillToken[];
    /** The generated tokens, in order. */
    tokens: Token[];
    /** For each generated token the likeliest ones of its position. Absent unless `top_n_tokens` was given. */
    top_tokens?: Token[][] | null | undefined;
    /** The sequences that were not chosen. Absent unless `best_of` was above 1. */
    best_of_sequences?: BestOfSequence[] | null | undefined;
};
/** A sequence that was generated for `best_of` and not chosen. */
export type BestOfSequence = {
    /** The text. */
    generated_text: string;
    finish_reason: FinishReason;
    /** Number of generated tokens, an end-of-sequence token included. */
    generated_tokens: number;
    seed?: UsedSeed | undefined;
    /** The tokens of the prompt, as in `details`. */
    prefill: PrefillToken[];
    /** The generated tokens, in order. */
    tokens: Token[];
    /** For each generated token the likeliest ones of its position, as in `details`. */
    top_tokens?: Token[][] | null | undefined;
};
/**
 * Why generation ended: at the allowed number of tokens (even if the last one ends the sequence), at an end-of-sequence token, or at one of `stop`.
 */
export type FinishReason = "length" | "eos_token" | "stop_sequence";
/** The seed of the sampling, given or random, up to 2^64 - 1: more than a JavaScript number holds exactly. Null if nothing was sampled. */
export type UsedSeed = number | null;
/** A token of the prompt. */
export type PrefillToken = {
    /** Number of the token in the model's vocabulary. */
    id: number;
    /** Text of the token. */
    text: string;
    /** Natural logarithm of its probability. Null for the first token. */
    logprob: number | null;
};
/** A generated token. */
export type Token = {
    /** Number of the token in the model's vocabulary. */
    id: number;
    /** What the token adds to the text; empty while a character is unfinished. */
    text: string;
    /** Natural logarithm of its probability. Null if it is not a number. */
    logprob: number | null;
    /** Whether the token is one of the model's control tokens, which are not part of `generated_text`. */
    special: boolean;
};
/** One event of a native stream. */
export type StreamEvent = StreamResponse | StreamError;
/** One token of a native stream. */
export type StreamResponse = {
    /** Number of the token in the answer, from 1. Since 1.4. */
    index?: number | undefined;
    token: Token;
    /** The likeliest tokens of this position. Absent unless `top_n_tokens` was given. */
    top_tokens?: Token[] | null | undefined;
    /** Null until the last event, which has the whole text: maybe an empty one, and with the prompt if `return_full_text` was true. */
    generated_text: string | null;
    /** Null until the last event, and there too unless `details` were asked for. */
    details: StreamDetails | null;
};
/** How a streamed text came about. */
export type StreamDetails = {
    finish_reason: FinishReason;
    /** Number of generated tokens, an end-of-sequence token included. */
    generated_tokens: number;
    seed?: UsedSeed | undefined;
    /** Number of tokens of the prompt. Since 2.3. */
    input_length?: number | null | undefined;
};
/** An error of a native stream, and its last event. Streams of `/v1` had this form up to 2.4.0. */
export type StreamError = {
    /** What happened. */
    error: string;
    /** The kind of error: `validation`, `overloaded`, `generation`, `incomplete_generation_stream`, `stream_serialization_error`. */
    error_type: string;
};
/** An error of a `/v1` stream, which `[DONE]` follows. Since 2.4.1. */
export type OpenAIStreamError = {
    /** The error. */
    error: {
        /** What happened. Its beginning is all that tells the kind of error. */
        message: string;
        /** Always 422, whatever happened. */
        http_status_code: number;
    };
};
/** An error of the router. */
export type ErrorResponse = {
    /** What happened. */
    error: string;
    /** The kind of error: `validation`, `template_error`, `missing_template_variable`, `tool_error`, `suffix not supported`, `batch size exceeded` (422); `generation` (424); `overloaded` (429); `incomplete_generation`, `incomplete_generation_stream`, `stream_serialization_error`, `headers`, `no details` (500); `healthcheck` (503). On `/vertex` also `Input validation error` (422) and `Incomplete generation` (500). */
    error_type: string;
};
/** A conversation and how to continue it. */
export type ChatRequest = {
    /** The conversation, oldest message first. If the last one is the assistant's, it is continued. */
    messages: Message[];
    /** Which of the server's LoRA adapters to use; `tgi`, or one unknown to the server, means the base model. The answer repeats it. Absent means the base model. */
    model?: string | null | undefined;
    /** Number of tokens after which to end. Absent means as many as the context holds (since 3.0; 100 before). */
    max_tokens?: number | null | undefined;
    /** Another name of `max_tokens` (since 3.1). Both together are refused. Absent means what `max_tokens` says. */
    max_completion_tokens?: number | null | undefined;
    /** What to divide the logits by before sampling; 0 means greedy. Absent means 1. */
    temperature?: number | null | undefined;
    /** Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
    top_p?: number | null | undefined;
    /** How much to lower the logit of a token for each time it has occurred. Absent means 0, no penalty. */
    frequency_penalty?: number | null | undefined;
    /** Not OpenAI's: TGI adds 2 to it and takes the sum as its `repetition_penalty`, so that 0 is a heavy penalty and -1 none. Absent means no penalty. */
    presence_penalty?: number | null | undefined;
    /** Whether to tell the probabilities of the tokens. Absent means false. */
    logprobs?: boolean | null | undefined;
    /** Number of likeliest tokens to tell for each position, with `logprobs`. Absent means none. The maximum is the server's `--max-top-n-tokens`. */
    top_logprobs?: number | null | undefined;
    /** Texts that end generation once the output ends in one of them; it stays in the output. Absent means none. The maximum is the server's `max_stop_sequences`. */
    stop?: string[] | null | undefined;
    /** Seed of the sampling, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means a random one. */
    seed?: number | null | undefined;
    /** Whether to answer with an event stream. Absent means false. */
    stream?: boolean | undefined;
    stream_options?: StreamOptions | undefined;
    /** Functions that the model may call, at most one in an answer. Absent means none; an empty list costs a pass and cannot be combined with `response_format`. */
    tools?: Tool[] | null | undefined;
    /** Whether the model may, must or must not call a function. Absent means `auto`. */
    tool_choice?: ToolChoice | null | undefined;
    /** Text that introduces the tools, appended to the last message. Absent means TGI's own, which asks for a JSON object. */
    tool_prompt?: string | null | undefined;
    /** What form the answer must have, as in TGI's own `grammar` and not in OpenAI's form. Absent means any. Refused together with `tools`. */
    response_format?: GrammarType | null | undefined;
    /**
     * @deprecated
     *
     * Has no effect; there is always one choice. Absent means the same.
     */
    n?: number | null | undefined;
    /**
     * @deprecated
     *
     * Has no effect, and is a list where OpenAI has a map. Absent means the same.
     */
    logit_bias?: number[] | null | undefined;
};
/** How to stream. Without effect on other answers. */
export type StreamOptions = {
    /** Whether a last chunk, without choices, tells the usage. Absent means false. Since 2.3. */
    include_usage?: boolean | undefined;
};
/** One message of the conversation. TGI takes `content` or `tool_calls`; of one that has both it would drop the calls in silence, so that this document forbids it. */
export type Message = ContentMessage | ToolCallMessage;
/** A message that says something. */
export type ContentMessage = {
    role: Role;
    content: MessageContent;
    /** Name of who speaks, for templates that use it. Absent means none. */
    name?: string | null | undefined;
    /** Which call a message of role `tool` answers. TGI does not give it to the template. Absent means none. */
    tool_call_id?: string | null | undefined;
};
/** A message that calls functions. Since 3.1.1. */
export type ToolCallMessage = {
    role: Role;
    /** Nothing. Absent means the same. */
    content?: null | undefined;
    /** Name of who speaks, for templates that use it. Absent means none. */
    name?: string | null | undefined;
    /** The calls, in order. */
    tool_calls: ToolCall[];
};
/**
 * Who speaks. The template decides which roles there are: usually `system`, `user` and `assistant`, often `tool`.
 * @example user
 */
export type Role = string;
/** What is said. Parts are put together without anything between them. */
export type MessageContent = string | MessageChunk[];
/** A part of a message. */
export type MessageChunk = TextChunk | ImageChunk;
/** A part that is text. */
export type TextChunk = {
    /**
     * The kind of part.
     */
    type: "text";
    /** The text. */
    text: string;
};
/** A part that is an image, for models that see. */
export type ImageChunk = {
    /**
     * The kind of part.
     */
    type: "image_url";
    image_url: ImageUrl;
};
/** Where an image is. OpenAI's `detail` has no effect. */
export type ImageUrl = {
    /** An http address, which the server fetches, or a data URI. */
    url: string;
};
/** A function that the model may call. */
export type Tool = {
    /**
     * The kind of tool. TGI reads any word here and knows no other kind.
     */
    type: "function";
    function: FunctionDefinition;
};
/** What a function is called and takes. OpenAI's `strict` has no effect. */
export type FunctionDefinition = {
    /** Name of the function. */
    name: string;
    /** What the function does, for the model to read. Absent means nothing. */
    description?: string | null | undefined;
    /** JSON Schema of the arguments. Unlike OpenAI, TGI cannot do without; `{}` means none. */
    parameters: {
        [key: string]: unknown;
    };
};
/** Whether the model may, must or must not call a function. */
export type ToolChoice = string | NamedToolChoice;
/** The function to call. Since 2.4.1. */
export type NamedToolChoice = {
    /**
     * The kind of tool.
     */
    type: "function";
    /** The function. */
    function: {
        /** Name of one of `tools`. */
        name: string;
    };
};
/** A call that an earlier answer made. */
export type ToolCall = {
    /** Identity of the call. */
    id: string;
    /**
     * The kind of tool.
     */
    type: "function";
    function: FunctionCall;
};
/** A function and what it was given. */
export type FunctionCall = {
    /** Name of the function. */
    name: string;
    /** What the function does; TGI's answers have null here. Absent means null. */
    description?: string | null | undefined;
    /** The arguments, as the template shall see them. */
    arguments: string | {
        [key: string]: unknown;
    };
};
/** The answer to a conversation. */
export type ChatCompletion = {
    /** Always empty. */
    id: string;
    /** `chat.completion`; before 2.1 `text_completion`. */
    object: string;
    /** When the answer was made, in seconds since 1970. */
    created: number;
    /** The requested model; the served one if none was requested, and in 1.4 and 2.0 always. */
    model: string;
    /** Version of TGI, a hyphen, and the label of its Docker image or `native`. */
    system_fingerprint: string;
    /** One choice. */
    choices: ChatCompletionChoice[];
    usage: Usage;
};
/** An answer. */
export type ChatCompletionChoice = {
    /** Number of the choice, from 0. */
    index: number;
    message: OutputMessage;
    /** Probabilities of the tokens. Null unless asked for. */
    logprobs?: ChatCompletionLogprobs | null | undefined;
    /** Why generation ended: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. A tool call ends with one of these too. */
    finish_reason: string;
};
/** What the model said, or the function it called. */
export type OutputMessage = {
    /** Always `assistant`. */
    role: string;
    /** The text. Absent if a function was called. */
    content?: string | null | undefined;
    /** The calls, at most one. Absent if the model answered with text. Up to 1.4.3 a call without list. */
    tool_calls?: OutputToolCall[] | OutputToolCall | null | undefined;
};
/** A call that the model makes. */
export type OutputToolCall = {
    /** Always `"0"`, in every answer; in 1.4 and 2.0 the number 0. */
    id: string | number;
    /** Always `function`. */
    type: string;
    function: OutputFunctionCall;
};
/** The called function and what it is given. */
export type OutputFunctionCall = {
    /** Name of the function. Up to 2.0.0 it could be `tools`. */
    name: string;
    /** Always null. */
    description?: string | null | undefined;
    /** The arguments, written as compact JSON; up to 3.1.1 an object. */
    arguments?: string | {
        [key: string]: unknown;
    } | null | undefined;
    /** The arguments up to 2.0.0. */
    parameters?: {
        [key: string]: unknown;
    } | null | undefined;
};
/** Probabilities of the tokens of an answer. */
export type ChatCompletionLogprobs = {
    /** The tokens, in order, special ones included. */
    content: ChatCompletionLogprob[];
};
/** A token and its probability. OpenAI's `bytes` are missing. */
export type ChatCompletionLogprob = {
    /** Text of the token. */
    token: string;
    /** Natural logarithm of its probability. */
    logprob: number | null;
    /** The likeliest tokens of this position. Empty unless asked for. */
    top_logprobs: ChatCompletionTopLogprob[];
};
/** One of the likeliest tokens of a position. */
export type ChatCompletionTopLogprob = {
    /** Text of the token. */
    token: string;
    /** Natural logarithm of its probability. */
    logprob: number | null;
};
/** Numbers of tokens. */
export type Usage = {
    /** Number of tokens of the prompt, the template's included. */
    prompt_tokens: number;
    /** Number of generated tokens, an end-of-sequence token included. */
    completion_tokens: number;
    /** The sum of both. */
    total_tokens: number;
};
/** One event of a chat stream, but for `[DONE]`. */
export type ChatStreamEvent = ChatCompletionChunk | OpenAIStreamError | StreamError;
/** One token of a chat stream, or its usage. Nothing is sent while a tool call may still turn out to be text, and a tool call has no chunk with a finish reason: only `[DONE]` ends it. */
export type ChatCompletionChunk = {
    /** Always empty. */
    id: string;
    /** `chat.completion.chunk`; before 2.1 `text_completion`. */
    object: string;
    /** When the chunk was made, in seconds since 1970. */
    created: number;
    /** The requested model; the served one if none was requested, and in 1.4 and 2.0 always. */
    model: string;
    /** Version of TGI, a hyphen, and the label of its Docker image or `native`. */
    system_fingerprint: string;
    /** One choice; none in the chunk that tells the usage. */
    choices: ChatCompletionChunkChoice[];
    /** Null but in the last chunk, and there too unless asked for. Since 2.3. */
    usage?: Usage | null | undefined;
};
/** A part of an answer. */
export type ChatCompletionChunkChoice = {
    /** Always 0; in 1.4 the number of the token. */
    index: number;
    delta: ChatCompletionDelta;
    /** Probability of the token. Null unless asked for. */
    logprobs?: ChatCompletionLogprobs | null | undefined;
    /** Null until the last token of the text: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. */
    finish_reason?: string | null | undefined;
};
/** What a chunk adds. Up to 2.0.1 the end-of-sequence token could be in it, or nothing. */
export type ChatCompletionDelta = {
    /** Always `assistant`, in every chunk. */
    role?: string | null | undefined;
    /** The text of the token; empty for a special one. Absent in tool calls. */
    content?: string | null | undefined;
    /** A part of a call. Absent in text. Up to 3.1.1 a call without list. */
    tool_calls?: DeltaToolCall[] | DeltaToolCall | null | undefined;
};
/** A part of a call. */
export type DeltaToolCall = {
    /** Number of the call, always 0. */
    index: number;
    /** Identity of the call, the same in every chunk: a number counted on from the conversation's calls, or a UUID. Empty up to 3.1.1. */
    id: string;
    /** Always `function`. */
    type: string;
    /** A part of the function and what it is given. */
    function: {
        /** Name of the function in the first chunk, then null. */
        name?: string | null | undefined;
        /** What to append to the arguments, which together are JSON with the spaces the model chose. */
        arguments: string;
    };
};
/** Prompts and how to continue them. OpenAI's `suffix` is refused; `n`, `best_of`, `echo`, `logprobs` and `presence_penalty` have no effect. */
export type CompletionRequest = {
    /** The prompts, as the model shall read them. Token ids are refused. */
    prompt: string | string[];
    /** Which of the server's LoRA adapters to use; `tgi`, or one unknown to the server, means the base model. Absent means the base model. */
    model?: string | null | undefined;
    /** Number of tokens after which to end, for each prompt. Absent means as many as the context holds (since 3.0; 100 before). */
    max_tokens?: number | null | undefined;
    /** What to divide the logits by before sampling; 0 means greedy. Absent means 1. */
    temperature?: number | null | undefined;
    /** Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
    top_p?: number | null | undefined;
    /** What to divide the logit of a token by once it has occurred. Absent means 1, no penalty. */
    repetition_penalty?: number | null | undefined;
    /** How much to lower the logit of a token for each time it has occurred. Absent means 0, no penalty. */
    frequency_penalty?: number | null | undefined;
    /** Texts that end generation once the output ends in one of them; it stays in the output. Absent means none. The maximum is the server's `max_stop_sequences`. */
    stop?: string[] | null | undefined;
    /** Seed of the sampling, the same for each prompt, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means random ones. */
    seed?: number | null | undefined;
    /** Whether to answer with an event stream. Absent means false. */
    stream?: boolean | undefined;
};
/** The continuations of the prompts. */
export type Completion = {
    /** Always empty. */
    id: string;
    /** Always `text_completion`. */
    object: string;
    /** When the answer was made, in seconds since 1970. */
    created: number;
    /** The served model, whatever was requested. */
    model: string;
    /** Version of TGI, a hyphen, and the label of its Docker image or `native`. */
    system_fingerprint: string;
    /** One choice for each prompt, in the order in which they finished. */
    choices: CompletionChoice[];
    usage: Usage;
};
/** A continuation, or a part of one. */
export type CompletionChoice = {
    /** Number of the prompt, from 0. */
    index: number;
    /** The text; in a stream that of one token, a special one included. */
    text: string;
    /** Always null. */
    logprobs?: number[] | null | undefined;
    /** Why generation ended: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. In a stream `eos_token` in every version, and empty until the prompt's last chunk. */
    finish_reason: string;
};
/** One event of a completion stream, but for `[DONE]`. */
export type CompletionStreamEvent = CompletionChunk | OpenAIStreamError | StreamError;
/** One token of one prompt. */
export type CompletionChunk = {
    /** Always empty. */
    id: string;
    /** Always `text_completion`. */
    object: string;
    /** When the chunk was made, in seconds since 1970. */
    created: number;
    /** The served model, whatever was requested. */
    model: string;
    /** Version of TGI, a hyphen, and the label of its Docker image or `native`. */
    system_fingerprint: string;
    /** One choice. */
    choices: CompletionChoice[];
    /** Usage of the prompt that ends here; absent in its other chunks. Since 2.3. */
    usage?: Usage | null | undefined;
};
/** The tokens of a prompt, in order. */
export type TokenizeResponse = SimpleToken[];
/** A token and its place in the prompt. */
export type SimpleToken = {
    /** Number of the token in the model's vocabulary. */
    id: number;
    /** Text of the token; empty if the server runs the tokenizer in Python. */
    text: string;
    /** Where the token begins, in UTF-8 bytes; 0 if the server runs the tokenizer in Python. */
    start: number;
    /** Where the token ends, in UTF-8 bytes, itself excluded; 0 if the server runs the tokenizer in Python. */
    stop: number;
};
/** A prompt and its tokens. */
export type ChatTokenizeResponse = {
    tokenize_response: TokenizeResponse;
    /** The prompt that the chat template made. */
    templated_text: string;
};
/** The body of one of three routes. */
export type SagemakerRequest = CompatGenerateRequest | ChatRequest | CompletionRequest;
/** The answer of one of three routes. */
export type SagemakerResponse = CompatGenerateResponse | ChatCompletion | Completion;
/** One event of a stream of one of three routes, but for `[DONE]`. */
export type SagemakerStreamEvent = StreamResponse | ChatCompletionChunk | CompletionChunk | OpenAIStreamError | StreamError;
/** What to generate on `/vertex`. */
export type VertexRequest = {
    /** What to generate, each by itself. */
    instances: VertexInstance[];
};
/** A prompt or a conversation. */
export type VertexInstance = VertexGenerateInstance | ChatRequest;
/** A prompt and how to continue it. */
export type VertexGenerateInstance = {
    inputs: Inputs;
    /** Only `max_new_tokens` and `seed` have an effect. Absent means neither. */
    parameters?: GenerateParameters | null | undefined;
};
/** The generated texts. */
export type VertexResponse = {
    /** One text for each instance, in their order. */
    predictions: string[];
};
/** The served models. */
export type ModelsInfo = {
    /** Always `list`. */
    object: string;
    /** One model. */
    data: ModelInfo[];
};
/** The served model. */
export type ModelInfo = {
    /** The model's id on the Hub, or where the server loaded it from. */
    id: string;
    /** Always `model`. */
    object: string;
    /** Always 0. */
    created: number;
    /** The same as `id`. */
    owned_by: string;
};
/** The served model and the limits of requests. */
export type Info = {
    /** The model's id on the Hub, or where the server loaded it from. */
    model_id: string;
    /** The commit of the model. Null if unknown. */
    model_sha?: string | null | undefined;
    /** The model's task on the Hub, such as `text-generation`. Null if unknown. */
    model_pipeline_tag?: string | null | undefined;
    /** Number of requests under way above which the server is overloaded. */
    max_concurrent_requests: number;
    /** Maximum of `best_of`. */
    max_best_of: number;
    /** Maximum number of `stop` sequences. */
    max_stop_sequences: number;
    /** Maximum number of tokens of a prompt. Since 2.1. */
    max_input_tokens?: number | undefined;
    /** The name of `max_input_tokens` before 2.1. */
    max_input_length?: number | undefined;
    /** Maximum number of tokens of prompt and answer together. */
    max_total_tokens: number;
    /** Number of threads that tokenize. */
    validation_workers: number;
    /** Maximum number of prompts in a request to `/v1/completions`. */
    max_client_batch_size?: number | undefined;
    /** Name of the router. Since 2.1. */
    router?: string | undefined;
    /** Version of TGI. */
    version: string;
    /** The commit of TGI. Null if unknown. */
    sha?: string | null | undefined;
    /** Label of TGI's Docker image. Null if it runs without. */
    docker_label?: string | null | undefined;
    /** Type of the model's weights. Up to 2.2. */
    model_dtype?: string | undefined;
    /** Where the model runs, such as `cuda`. Up to 2.2. */
    model_device_type?: string | undefined;
    /** When waiting requests interrupt running ones to join their batch. Up to 2.2. */
    waiting_served_ratio?: number | undefined;
    /** Maximum number of tokens of a batch. Up to 2.2. */
    max_batch_total_tokens?: number | undefined;
    /** Number of tokens after which waiting requests join the batch. Up to 2.2. */
    max_waiting_tokens?: number | undefined;
    /** Maximum number of requests of a batch. Up to 2.2. */
    max_batch_size?: number | null | undefined;
};
/** The model can generate. The body is empty. */
export type ResponseHealthy = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** The model cannot generate. */
export type ResponseUnhealthy = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The headers of the request are larger than the HTTP server reads: the only refusal of a route without key, body and parameters. The body is empty. */
export type ResponseHeadersTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** The body is not JSON. */
export type ResponseBadJson = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": string;
    };
};
/** The key is missing or wrong. The body is empty. */
export type ResponseUnauthorized = {
    headers: {
        [name: string]: unknown;
    };
    content?: never;
};
/** The body is larger than the server's `--payload-limit`, 2 000 000 bytes by default. */
export type ResponsePayloadTooLarge = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": string;
    };
};
/** The content type is neither `application/json` nor another of JSON. */
export type ResponseUnsupportedMediaType = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": string;
    };
};
/** The model failed while generating, and with it every request of the same batch. Not in streams, which tell it by an event. */
export type ResponseGenerationFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** As many requests are under way as the server allows. There is no `Retry-After`. Not in streams, which tell it by an event. */
export type ResponseOverloaded = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Generation ended before its last token. Not in streams, which tell it by an event. */
export type ResponseIncompleteGeneration = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Generation ended before its last token, or its answer lacks what the router needs. */
export type ResponseCompletionFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** An instance failed. The reason is not told. */
export type ResponseVertexFailed = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The request is invalid (JSON; in a stream an event instead), or the body is not of the right form (text, in a stream too). */
export type ResponseGenerateUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** The body is not of the right form. An invalid request is told by an event instead. */
export type ResponseGenerateStreamUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": string;
    };
};
/** The template or the tools are wrong (JSON, in a stream too), the request is invalid (JSON; in a stream an event instead), or the body is not of the right form (text, in a stream too). */
export type ResponseChatUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** The request is invalid (JSON; in a stream an event instead, but for the suffix and the number of prompts), or the body is not of the right form (text, in a stream too). */
export type ResponseCompletionUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** The tokenizer failed (JSON), or the body is not of the right form (text). */
export type ResponseTokenizeUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** The template, the tools or the tokenizer failed (JSON), or the body is not of the right form (text). */
export type ResponseChatTokenizeUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** As on the chosen route, but a body that fits none of the three is refused without telling where (text). */
export type ResponseSagemakerUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/** There is no instance, or the template or tools of a chat are wrong (JSON), or the body is not of the right form (text). */
export type ResponseVertexUnprocessable = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
        "text/plain": string;
    };
};
/**
 * The hardware, as the operator named it.
 * @example gpu+optimized
 */
export type HeaderComputeType = string;
/**
 * Time from validation to the last token, in seconds. Absent on streams.
 * @example 0.412709385
 */
export type HeaderComputeTime = number;
/**
 * Length of the prompt in characters, after the chat template.
 * @example 24
 */
export type HeaderComputeCharacters = number;
/**
 * Time from validation to the last token, in milliseconds. Absent on streams.
 * @example 412
 */
export type HeaderTotalTime = number;
/**
 * Time spent on validation, in milliseconds. Absent on streams.
 * @example 1
 */
export type HeaderValidationTime = number;
/**
 * Time spent waiting for a batch, in milliseconds. Absent on streams.
 * @example 3
 */
export type HeaderQueueTime = number;
/**
 * Time spent generating, in milliseconds. Absent on streams.
 * @example 408
 */
export type HeaderInferenceTime = number;
/**
 * Mean time for each generated token, in milliseconds. Absent on streams.
 * @example 136
 */
export type HeaderTimePerToken = number;
/**
 * Number of tokens of the prompt. Absent on streams.
 * @example 6
 */
export type HeaderPromptTokens = number;
/**
 * Number of generated tokens, an end-of-sequence token included. Absent on streams.
 * @example 3
 */
export type HeaderGeneratedTokens = number;
/**
 * Asks proxies to pass events on at once.
 * @example no
 */
export type HeaderAccelBuffering = "no";
/**
 * Events are not to be stored.
 * @example no-cache
 */
export type HeaderCacheControl = "no-cache";
export type $defs = Record<string, never>;
export interface operations {
    healthAtRoot: {
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
    compatGenerate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": CompatGenerateRequest;
            };
        };
        responses: {
            /** The generated text. In a stream, each event is one token; the last one has `generated_text`, and `details` if they were asked for. Token counts and times are in the headers of an answer that is not a stream. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-time": HeaderComputeTime;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-total-time": HeaderTotalTime;
                    "x-validation-time": HeaderValidationTime;
                    "x-queue-time": HeaderQueueTime;
                    "x-inference-time": HeaderInferenceTime;
                    "x-time-per-token": HeaderTimePerToken;
                    "x-prompt-tokens": HeaderPromptTokens;
                    "x-generated-tokens": HeaderGeneratedTokens;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": CompatGenerateResponse;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseGenerateUnprocessable;
            424: ResponseGenerationFailed;
            429: ResponseOverloaded;
            500: ResponseIncompleteGeneration;
        };
    };
    generate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": GenerateRequest;
            };
        };
        responses: {
            /** The generated text, and how it came about if `details` were asked for. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-time": HeaderComputeTime;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-total-time": HeaderTotalTime;
                    "x-validation-time": HeaderValidationTime;
                    "x-queue-time": HeaderQueueTime;
                    "x-inference-time": HeaderInferenceTime;
                    "x-time-per-token": HeaderTimePerToken;
                    "x-prompt-tokens": HeaderPromptTokens;
                    "x-generated-tokens": HeaderGeneratedTokens;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": GenerateResponse;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseGenerateUnprocessable;
            424: ResponseGenerationFailed;
            429: ResponseOverloaded;
            500: ResponseIncompleteGeneration;
        };
    };
    generateStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": GenerateRequest;
            };
        };
        responses: {
            /** One event for each token; the last one has `generated_text`, and `details` if they were asked for. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-accel-buffering": HeaderAccelBuffering;
                    "cache-control": HeaderCacheControl;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseGenerateStreamUnprocessable;
        };
    };
    chatCompletions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation and how to continue it. */
        requestBody: {
            content: {
                "application/json": ChatRequest;
            };
        };
        responses: {
            /** The answer. In a stream, each event is a chunk of one token. Token counts and times are in the headers of an answer that is not a stream. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-time": HeaderComputeTime;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-total-time": HeaderTotalTime;
                    "x-validation-time": HeaderValidationTime;
                    "x-queue-time": HeaderQueueTime;
                    "x-inference-time": HeaderInferenceTime;
                    "x-time-per-token": HeaderTimePerToken;
                    "x-prompt-tokens": HeaderPromptTokens;
                    "x-generated-tokens": HeaderGeneratedTokens;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatCompletion;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseChatUnprocessable;
            424: ResponseGenerationFailed;
            429: ResponseOverloaded;
            500: ResponseIncompleteGeneration;
        };
    };
    completions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prompts and how to continue them. */
        requestBody: {
            content: {
                "application/json": CompletionRequest;
            };
        };
        responses: {
            /** The continuations. In a stream, each event is a chunk of one token of one prompt. The counts and times in the headers of an answer that is not a stream are sums over the prompts; there is no `x-compute-time`. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-total-time": HeaderTotalTime;
                    "x-validation-time": HeaderValidationTime;
                    "x-queue-time": HeaderQueueTime;
                    "x-inference-time": HeaderInferenceTime;
                    "x-time-per-token": HeaderTimePerToken;
                    "x-prompt-tokens": HeaderPromptTokens;
                    "x-generated-tokens": HeaderGeneratedTokens;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Completion;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseCompletionUnprocessable;
            424: ResponseGenerationFailed;
            429: ResponseOverloaded;
            500: ResponseCompletionFailed;
        };
    };
    openaiGetModelInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The served model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ModelsInfo;
                };
            };
            431: ResponseHeadersTooLarge;
        };
    };
    tokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prompt. */
        requestBody: {
            content: {
                "application/json": GenerateRequest;
            };
        };
        responses: {
            /** The tokens of the prompt, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": TokenizeResponse;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseTokenizeUnprocessable;
        };
    };
    getChatTokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation. */
        requestBody: {
            content: {
                "application/json": ChatRequest;
            };
        };
        responses: {
            /** The prompt and its tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatTokenizeResponse;
                };
            };
            400: ResponseBadJson;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseChatTokenizeUnprocessable;
        };
    };
    sagemakerCompatibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The body of one of the three routes. */
        requestBody: {
            content: {
                "application/json": SagemakerRequest;
            };
        };
        responses: {
            /** The answer of the chosen route, with its headers. */
            200: {
                headers: {
                    "x-compute-type": HeaderComputeType;
                    "x-compute-characters": HeaderComputeCharacters;
                    "x-prompt-tokens": HeaderPromptTokens;
                    "x-generated-tokens": HeaderGeneratedTokens;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": SagemakerResponse;
                    "text/event-stream": string;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseSagemakerUnprocessable;
            424: ResponseGenerationFailed;
            429: ResponseOverloaded;
            500: ResponseIncompleteGeneration;
        };
    };
    vertexCompatibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The instances. */
        requestBody: {
            content: {
                "application/json": VertexRequest;
            };
        };
        responses: {
            /** The generated texts, one for each instance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": VertexResponse;
                };
            };
            400: ResponseBadJson;
            401: ResponseUnauthorized;
            413: ResponsePayloadTooLarge;
            415: ResponseUnsupportedMediaType;
            422: ResponseVertexUnprocessable;
            500: ResponseVertexFailed;
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
            /** The served model and the limits of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Info;
                };
            };
            431: ResponseHeadersTooLarge;
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
}
