// Generated from openapi/vllm.yaml by `npm run generate`. Do not edit.
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
         * The server applies the model's own chat template. With `stream: true` the answer is an event stream. Checked against vLLM 0.32.0.
         */
        post: operations["createChatCompletion"];
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
         * The prompt goes to the model as it is; no template is applied. With `stream: true` the answer is an event stream. Checked against vLLM 0.32.0.
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
         * One vector for each text, in order. Only a server of a pooling model has this route. Checked against vLLM 0.32.0.
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
         * The documents, the best first, each with its place in the request. Only a server of a scoring model has this route. Checked against vLLM 0.32.0.
         */
        post: operations["rerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score pairs of texts
         *
         * One score for each pair, in order: one text with each of many, or each with the one at its place. Only a server of a scoring model has this route. Checked against vLLM 0.32.0.
         */
        post: operations["score"];
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
         * Make tokens of a text or a conversation
         *
         * A conversation goes through the model's chat template first. Checked against vLLM 0.32.0.
         */
        post: operations["tokenize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/detokenize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make text of tokens
         *
         * Checked against vLLM 0.32.0.
         */
        post: operations["detokenize"];
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
         * The served model under each of its names, and its LoRA adapters. Checked against vLLM 0.32.0.
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
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the version
         *
         * Needs no key, even where the server has one. Checked against vLLM 0.32.0.
         */
        get: operations["showVersion"];
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
         * Whether the engine runs. Needs no key, even where the server has one. Checked against vLLM 0.32.0.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ChatCompletionRequest: ChatCompletionRequest;
        StreamOptions: StreamOptions;
        Message: Message;
        DeveloperMessage: DeveloperMessage;
        SystemMessage: SystemMessage;
        UserMessage: UserMessage;
        AssistantMessage: AssistantMessage;
        ToolMessage: ToolMessage;
        TextContent: TextContent;
        ContentPart: ContentPart;
        TextPart: TextPart;
        ImagePart: ImagePart;
        VideoPart: VideoPart;
        AudioPart: AudioPart;
        InputAudioPart: InputAudioPart;
        ToolCall: ToolCall;
        Tool: Tool;
        NamedToolChoice: NamedToolChoice;
        ResponseFormat: ResponseFormat;
        JsonSchemaFormat: JsonSchemaFormat;
        StructuralTagFormat: StructuralTagFormat;
        LegacyStructuralTagFormat: LegacyStructuralTagFormat;
        LegacyStructuralTag: LegacyStructuralTag;
        StructuredOutputs: StructuredOutputs;
        RepetitionDetection: RepetitionDetection;
        ChatCompletion: ChatCompletion;
        ChatCompletionChoice: ChatCompletionChoice;
        OutputMessage: OutputMessage;
        OutputToolCall: OutputToolCall;
        ChatCompletionLogprobs: ChatCompletionLogprobs;
        ChatCompletionLogprob: ChatCompletionLogprob;
        ChatCompletionTopLogprob: ChatCompletionTopLogprob;
        PromptLogprob: PromptLogprob;
        Usage: Usage;
        PromptTokensDetails: PromptTokensDetails;
        CompletionTokensDetails: CompletionTokensDetails;
        ChatCompletionStreamEvent: ChatCompletionStreamEvent;
        ChatCompletionChunk: ChatCompletionChunk;
        ChatCompletionChunkChoice: ChatCompletionChunkChoice;
        ChatCompletionDelta: ChatCompletionDelta;
        DeltaToolCall: DeltaToolCall;
        CompletionRequest: CompletionRequest;
        Completion: Completion;
        CompletionChoice: CompletionChoice;
        CompletionLogprobs: CompletionLogprobs;
        CompletionStreamEvent: CompletionStreamEvent;
        CompletionChunk: CompletionChunk;
        CompletionChunkChoice: CompletionChunkChoice;
        EmbeddingRequest: EmbeddingRequest;
        EmbeddingResponse: EmbeddingResponse;
        Embedding: Embedding;
        ScoreInput: ScoreInput;
        ScoreInputs: ScoreInputs;
        ScoreContent: ScoreContent;
        ScorePart: ScorePart;
        RerankRequest: RerankRequest;
        RerankResponse: RerankResponse;
        RerankUsage: RerankUsage;
        RerankResult: RerankResult;
        RerankDocument: RerankDocument;
        ScoreRequest: ScoreRequest;
        ScoreTextRequest: ScoreTextRequest;
        ScoreResponse: ScoreResponse;
        Score: Score;
        TokenizeRequest: TokenizeRequest;
        TokenizeChatRequest: TokenizeChatRequest;
        TokenizeResponse: TokenizeResponse;
        DetokenizeRequest: DetokenizeRequest;
        DetokenizeResponse: DetokenizeResponse;
        ModelList: ModelList;
        Model: Model;
        ModelPermission: ModelPermission;
        Version: Version;
        ErrorResponse: ErrorResponse;
        ErrorInfo: ErrorInfo;
        UnauthorizedError: UnauthorizedError;
        RouteError: RouteError;
    };
    responses: {
        Unauthorized: ResponseUnauthorized;
        NotFound: ResponseNotFound;
        ModelNotFound: ResponseModelNotFound;
        PoolingRefused: ResponsePoolingRefused;
        InternalError: ResponseInternalError;
        NotImplemented: ResponseNotImplemented;
        BadHttp: ResponseBadHttp;
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
/** A conversation and how to continue it. */
export type ChatCompletionRequest = {
    /** The conversation, oldest message first. */
    messages: Message[];
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** How much to lower the logit of a token for each time it has been generated. Absent means 0, no penalty. */
    frequency_penalty?: number | null | undefined;
    /** What to add to the logits of tokens, by their numbers. Absent means nothing. */
    logit_bias?: {
        [key: string]: number;
    } | null | undefined;
    /** Whether to report the probabilities of the tokens. Absent means false. */
    logprobs?: boolean | null | undefined;
    /** Number of likeliest tokens to report for each position, with `logprobs`; -1 means all. At most the server's `--max-logprobs`, 20 by default. Absent means 0. */
    top_logprobs?: number | null | undefined;
    /**
     * @deprecated
     *
     * The old name of `max_completion_tokens`, which wins. Absent means as many as the context holds.
     */
    max_tokens?: number | null | undefined;
    /** Number of tokens after which to end. Absent means what `max_tokens` says. */
    max_completion_tokens?: number | null | undefined;
    /** Number of choices. Absent means 1. */
    n?: number | null | undefined;
    /** How much to lower the logit of a token that has been generated. Absent means 0, no penalty. */
    presence_penalty?: number | null | undefined;
    /** The form that the answer must have. Absent means any. */
    response_format?: ResponseFormat | StructuralTagFormat | LegacyStructuralTagFormat | null | undefined;
    /** Seed of the sampling, a signed integer of 64 bits: more than a JavaScript number holds exactly. Absent means a random one. */
    seed?: number | null | undefined;
    /** One to four texts that end generation. The answer ends before them. Absent means none. */
    stop?: string | string[] | null | undefined;
    /** Whether to answer with an event stream. Absent means false. */
    stream?: boolean | null | undefined;
    /** How to stream. Refused without `stream`. Absent means without usage. */
    stream_options?: StreamOptions | null | undefined;
    /** What to divide the logits by before sampling; 0 means greedy. Absent means what the model's `generation_config.json` says, else 1; so for every other parameter of sampling. */
    temperature?: number | null | undefined;
    /** Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all. */
    top_p?: number | null | undefined;
    /** Functions that the model may call. Absent means none. */
    tools?: Tool[] | null | undefined;
    /** Whether the model may, must or must not call a function. `auto` is refused by a server without `--enable-auto-tool-choice` and `--tool-call-parser`. Absent means `auto` with tools, else `none`. */
    tool_choice?: ("none" | "auto" | "required") | NamedToolChoice | null | undefined;
    /**
     * How much a reasoning model shall think. Absent means the template's own measure.
     */
    reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null | undefined;
    /** Number of tokens after which thinking ends; -1 means without end. Absent means the same. */
    thinking_token_budget?: number | null | undefined;
    /** Whether to report what a reasoning model thought. Absent means true. */
    include_reasoning?: boolean | undefined;
    /** Whether an answer may have more than one call. Absent means true. */
    parallel_tool_calls?: boolean | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Whether to search with beams, as many as `n`, and not to sample. Absent means false. */
    use_beam_search?: boolean | undefined;
    /** Number of the likeliest tokens to sample from; 0 and -1 mean all. Absent means all. */
    top_k?: number | null | undefined;
    /** Probability, as a part of that of the likeliest token, below which a token is not sampled. Absent means 0, all. */
    min_p?: number | null | undefined;
    /** What to divide the logit of a token by once it has occurred, in the prompt too. Absent means 1, no penalty. */
    repetition_penalty?: number | null | undefined;
    /** Whether to mark the text as the server is set to. Absent means as the server is set to. */
    watermarking?: boolean | null | undefined;
    /** How much a beam search prefers long texts. Absent means 1. */
    length_penalty?: number | undefined;
    /** Numbers of tokens that end generation. Absent means none. */
    stop_token_ids?: number[] | null | undefined;
    /** Whether the text that ended the answer stays in it. Absent means false. */
    include_stop_str_in_output?: boolean | undefined;
    /** Whether to go on where the model would end. Absent means false. */
    ignore_eos?: boolean | undefined;
    /** Number of tokens before which the answer does not end. Absent means 0. */
    min_tokens?: number | undefined;
    /** Whether to leave the model's control tokens out of the text. Absent means true. */
    skip_special_tokens?: boolean | undefined;
    /** Whether to write a space between control tokens in the text. Absent means true. */
    spaces_between_special_tokens?: boolean | undefined;
    /** Number of tokens of the prompt to keep; -1 means as many as the model reads. Absent means all, and a prompt too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Number of likeliest tokens to report for each position of the prompt; -1 means all. Absent means none. */
    prompt_logprobs?: number | null | undefined;
    /** Numbers of tokens whose probability to report at each position. Absent means none. */
    logprob_token_ids?: number[] | null | undefined;
    /** Numbers of the only tokens to generate. Absent means all. */
    allowed_token_ids?: number[] | null | undefined;
    /** Words not to generate. Absent means none. */
    bad_words?: string[] | undefined;
    /** Whether to begin the answer with the last message, if it has the same role. Absent means false. */
    echo?: boolean | undefined;
    /** Whether the template opens a message of the assistant. Absent means true. */
    add_generation_prompt?: boolean | undefined;
    /** Whether to continue the last message. Not together with `add_generation_prompt`, which must then be false. Absent means false. */
    continue_final_message?: boolean | undefined;
    /** Whether to add the model's special tokens to what the template wrote. Absent means false. */
    add_special_tokens?: boolean | undefined;
    /** Documents for a template that can show them. Absent means none. */
    documents?: {
        [key: string]: string;
    }[] | null | undefined;
    /** A Jinja template instead of the model's. Refused by a server without `--trust-request-chat-template`. Absent means the model's. */
    chat_template?: string | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Absent means none. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** How to read images, video and audio, by kind. Absent means as the server is set to. */
    media_io_kwargs?: {
        [key: string]: {
            [key: string]: unknown;
        };
    } | null | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The form that the answer must have, in vLLM's own words. Absent means what `response_format` says. */
    structured_outputs?: StructuredOutputs | null | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Identity that the requests of a conversation share. Absent means none. */
    session_id?: string | null | undefined;
    /** Whether to write tokens among probabilities as `token_id:{number}`. Absent means false. */
    return_tokens_as_token_ids?: boolean | null | undefined;
    /** Whether to report the numbers of the tokens too. Absent means false. */
    return_token_ids?: boolean | null | undefined;
    /** Number of tokens of the prompt to leave out where experts are reported. Absent means 0. */
    routed_experts_prompt_start?: number | undefined;
    /** Whether to report the prompt that the template wrote. Absent means false. */
    return_prompt_text?: boolean | null | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
    /** How servers that share the work pass on what they computed. Absent means not. */
    kv_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The same for what an encoder computed. Absent means not. */
    ec_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Parameters of extensions of the server. Absent means none. */
    vllm_xargs?: {
        [key: string]: string | number | (string | number)[];
    } | null | undefined;
    /** When to end an answer that repeats itself. Absent means never. */
    repetition_detection?: RepetitionDetection | null | undefined;
    /** Number of tokens in a chunk, at least the server's `--stream-interval`. Absent means that. */
    stream_interval?: number | null | undefined;
};
/** How to stream. */
export type StreamOptions = {
    /** Whether a last chunk, without choices, reports the usage. Absent means false. */
    include_usage?: boolean | null | undefined;
    /** Whether each chunk reports the usage so far, with `include_usage`. Absent means false. */
    continuous_usage_stats?: boolean | null | undefined;
};
/** One message of the conversation. */
export type Message = DeveloperMessage | SystemMessage | UserMessage | AssistantMessage | ToolMessage;
/** What the developer asks of the model. */
export type DeveloperMessage = {
    /**
     * Whose message it is.
     */
    role: "developer";
    content: TextContent;
    /** Name of the participant, for a template that shows it. Absent means none. */
    name?: string | undefined;
};
/** What the model shall always do. */
export type SystemMessage = {
    /**
     * Whose message it is.
     */
    role: "system";
    content: TextContent;
    /** Name of the participant, for a template that shows it. Absent means none. */
    name?: string | undefined;
};
/** What the user says or shows. */
export type UserMessage = {
    /**
     * Whose message it is.
     */
    role: "user";
    /** A text, or texts, images, video and audio. */
    content: string | ContentPart[];
    /** Name of the participant, for a template that shows it. Absent means none. */
    name?: string | undefined;
};
/** What the model answered. The message of an answer may be sent back as it came; only its text, its reasoning and its calls have an effect. */
export type AssistantMessage = {
    /**
     * Whose message it is.
     */
    role: "assistant";
    /** The text. Absent means none. */
    content?: TextContent | null | undefined;
    /** Name of the participant, for a template that shows it. Absent means none. */
    name?: string | undefined;
    /** What the model thought, for a template that shows it. Absent means nothing. */
    reasoning?: string | null | undefined;
    /** The calls of functions. Absent means none. */
    tool_calls?: ToolCall[] | null | undefined;
    /** Always null in answers. Absent means the same. */
    refusal?: string | null | undefined;
    /** Always null in answers. Absent means the same. */
    annotations?: Record<string, unknown>[] | null | undefined;
    /** Always null in answers. Absent means the same. */
    audio?: Record<string, unknown> | null | undefined;
    /**
     * @deprecated
     *
     * Always null in answers. Absent means the same.
     */
    function_call?: Record<string, unknown> | null | undefined;
};
/** The result of a call. */
export type ToolMessage = {
    /**
     * Whose message it is.
     */
    role: "tool";
    content: TextContent;
    /** Identity of the call. */
    tool_call_id: string;
};
/** A text, or parts that are joined by the template. */
export type TextContent = string | TextPart[];
/** A part of what a user says or shows. */
export type ContentPart = TextPart | ImagePart | VideoPart | AudioPart | InputAudioPart;
/** A text. */
export type TextPart = {
    /**
     * What kind of part it is.
     */
    type: "text";
    /** The text. */
    text: string;
};
/** An image, refused by a model that cannot see. */
export type ImagePart = {
    /**
     * What kind of part it is.
     */
    type: "image_url";
    /** Where the image is. */
    image_url: {
        /** An address that the server can reach, or a `data:` URL. */
        url: string;
        /**
         * How closely to look. Has no effect. Absent means the same.
         */
        detail?: "auto" | "low" | "high" | "original" | undefined;
    };
};
/** A video, refused by a model that cannot see. */
export type VideoPart = {
    /**
     * What kind of part it is.
     */
    type: "video_url";
    /** Where the video is. */
    video_url: {
        /** An address that the server can reach, or a `data:` URL. */
        url: string;
    };
};
/** Audio, refused by a model that cannot hear. */
export type AudioPart = {
    /**
     * What kind of part it is.
     */
    type: "audio_url";
    /** Where the audio is. */
    audio_url: {
        /** An address that the server can reach, or a `data:` URL. */
        url: string;
    };
};
/** Audio as OpenAI writes it. */
export type InputAudioPart = {
    /**
     * What kind of part it is.
     */
    type: "input_audio";
    /** The audio. */
    input_audio: {
        /** The bytes, in base64. */
        data: string;
        /**
         * What the bytes are.
         */
        format: "wav" | "mp3";
    };
};
/** A call of a function. */
export type ToolCall = {
    /** Identity of the call. */
    id: string;
    /**
     * What is called.
     */
    type: "function";
    /** The function and what it is given. */
    function: {
        /** Name of the function. */
        name: string;
        /** What it is given, as JSON. */
        arguments: string;
    };
};
/** A function that the model may call. */
export type Tool = {
    /**
     * What kind of tool it is.
     */
    type: "function";
    /** The function. */
    function: {
        /** Name of the function. */
        name: string;
        /** What the function does. Absent means nothing is said. */
        description?: string | null | undefined;
        /** JSON Schema of what the function is given. Absent means nothing. */
        parameters?: {
            [key: string]: unknown;
        } | null | undefined;
        /** Whether what is given must fit the schema. Absent means false. */
        strict?: boolean | null | undefined;
        /** Whether a template may leave the function out until it is searched for. Absent means false. */
        defer_loading?: boolean | null | undefined;
    };
    /** Whether a template may leave the function out until it is searched for. Absent means false. */
    defer_loading?: boolean | null | undefined;
};
/** The function that the model must call. The answer ends with `stop`, not with `tool_calls`. */
export type NamedToolChoice = {
    /**
     * What kind of tool it is.
     */
    type: "function";
    /** The function. */
    function: {
        /** Name of the function. */
        name: string;
    };
};
/** The form of an answer, as OpenAI says it. */
export type ResponseFormat = {
    /**
     * Any text, any JSON object, or JSON that fits a schema.
     */
    type: "text" | "json_object" | "json_schema";
    /** The schema, needed for `json_schema`. Absent means none. */
    json_schema?: JsonSchemaFormat | null | undefined;
};
/** A schema that an answer must fit. */
export type JsonSchemaFormat = {
    /** Name of the form. */
    name: string;
    /** What the form is for. Absent means nothing is said. */
    description?: string | null | undefined;
    /** The JSON Schema. Absent means any JSON. */
    schema?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Whether the answer must fit. Has no effect, it always must. Absent means the same. */
    strict?: boolean | null | undefined;
};
/** Forms of parts of an answer, as XGrammar says it. */
export type StructuralTagFormat = {
    /**
     * What kind of form it is.
     */
    type: "structural_tag";
    /** The form, in XGrammar's words. */
    format: unknown;
};
/** Forms of the parts of an answer that stand between two texts. */
export type LegacyStructuralTagFormat = {
    /**
     * What kind of form it is.
     */
    type: "structural_tag";
    /** The forms. */
    structures: LegacyStructuralTag[];
    /** Texts after which a form may begin. */
    triggers: string[];
};
/** The form of a part of an answer. */
export type LegacyStructuralTag = {
    /** Text that begins the part. */
    begin: string;
    /** The JSON Schema of the part. Absent means any JSON. */
    schema?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Text that ends the part. */
    end: string;
};
/** The form of an answer: exactly one of `json`, `regex`, `choice`, `grammar`, `json_object` and `structural_tag`. */
export type StructuredOutputs = {
    /** JSON that fits this JSON Schema, as an object or as text. Absent means another form. */
    json?: string | {
        [key: string]: unknown;
    } | null | undefined;
    /** Text that this regular expression matches as a whole. Absent means another form. */
    regex?: string | null | undefined;
    /** One of these texts. Absent means another form. */
    choice?: string[] | null | undefined;
    /** Text of this grammar, in EBNF. Absent means another form. */
    grammar?: string | null | undefined;
    /** Whether any JSON object is meant. Absent means another form. */
    json_object?: boolean | null | undefined;
    /** Whether JSON is written without white space. Absent means false. */
    disable_any_whitespace?: boolean | undefined;
    /** Whether objects have no properties but those of the schema. Absent means false. */
    disable_additional_properties?: boolean | undefined;
    /** Regular expression of the white space in JSON. Absent means any. */
    whitespace_pattern?: string | null | undefined;
    /** Forms of parts, as JSON in XGrammar's words. Absent means another form. */
    structural_tag?: string | null | undefined;
};
/** When an answer repeats itself. */
export type RepetitionDetection = {
    /** Number of tokens of the longest pattern. Absent means 0, which is never. */
    max_pattern_size?: number | undefined;
    /** Number of tokens of the shortest pattern. Absent means 0, which is 1. */
    min_pattern_size?: number | undefined;
    /** Number of times in a row that a pattern must occur, at least 2. Absent means 0, which is never. */
    min_count?: number | undefined;
};
/** The answer to a conversation. */
export type ChatCompletion = {
    /** Identity of the answer, `chatcmpl-` and the request's. */
    id: string;
    /**
     * What it is.
     */
    object: "chat.completion";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** As many as `n`. */
    choices: ChatCompletionChoice[];
    /** Always null. */
    service_tier?: string | null | undefined;
    /** `vllm-`, the version, and a part that changes with the settings of the server. */
    system_fingerprint?: string | null | undefined;
    usage: Usage;
    /** Probabilities at each token of the prompt, by the numbers of tokens; null at the first. Null unless asked for. */
    prompt_logprobs?: ({
        [key: string]: PromptLogprob;
    } | null)[] | null | undefined;
    /** Numbers of the tokens of the prompt. Null unless asked for. */
    prompt_token_ids?: number[] | null | undefined;
    /** The prompt that the template wrote. Null unless asked for. */
    prompt_text?: string | null | undefined;
    /** For servers that share the work. Null elsewhere. */
    kv_transfer_params?: Record<string, unknown> | null | undefined;
    /** For servers that share the work. Null elsewhere. */
    ec_transfer_params?: Record<string, unknown> | null | undefined;
    /** Times of the request. Null unless the server reports them. */
    metrics?: Record<string, unknown> | null | undefined;
};
/** One answer. */
export type ChatCompletionChoice = {
    /** Number of the choice. */
    index: number;
    message: OutputMessage;
    /** Probabilities of the tokens. Null unless asked for. */
    logprobs?: ChatCompletionLogprobs | null | undefined;
    /** How the answer ended: `stop`, `length`, `tool_calls`, or `abort`, `error`, `repetition`. Null in a stream until the end. */
    finish_reason: string | null;
    /** The text, or the number of the token, that ended the answer. Null where the model ended it. */
    stop_reason?: string | number | null | undefined;
    /** Numbers of the tokens. Null unless asked for. */
    token_ids?: number[] | null | undefined;
    /** Which experts the tokens went to. Null unless the server reports them. */
    routed_experts?: Record<string, unknown> | unknown[] | string | null | undefined;
};
/** What the model answered. */
export type OutputMessage = {
    /**
     * Whose message it is.
     */
    role: "assistant";
    /** The text. Empty or null beside calls. */
    content: string | null;
    /** What the model thought, on a server with `--reasoning-parser`. Since 0.12. */
    reasoning?: string | null | undefined;
    /** The name of `reasoning` before 0.12. Absent since. */
    reasoning_content?: string | null | undefined;
    /** The calls of functions. Absent or empty if there are none. */
    tool_calls?: OutputToolCall[] | null | undefined;
    /** Always null in answers. Absent means the same. */
    refusal?: string | null | undefined;
    /** Always null in answers. Absent means the same. */
    annotations?: Record<string, unknown>[] | null | undefined;
    /** Always null in answers. Absent means the same. */
    audio?: Record<string, unknown> | null | undefined;
    /**
     * @deprecated
     *
     * Always null in answers. Absent means the same.
     */
    function_call?: Record<string, unknown> | null | undefined;
};
/** A call of a function. */
export type OutputToolCall = {
    /** Identity of the call, `chatcmpl-tool-` or `call_` and random. */
    id: string;
    /**
     * What is called.
     */
    type: "function";
    /** The function and what it is given. */
    function: {
        /** Name of the function. */
        name: string;
        /** What it is given, as the model wrote it; JSON unless the answer was cut. */
        arguments: string;
    };
};
/** Probabilities of the tokens of an answer. */
export type ChatCompletionLogprobs = {
    /** One for each token. */
    content: ChatCompletionLogprob[] | null;
};
/** The probability of a token. */
export type ChatCompletionLogprob = {
    /** Text of the token. */
    token: string;
    /** Natural logarithm of the probability; -9999 stands for less than a number holds. */
    logprob: number;
    /** The bytes of the token in UTF-8. */
    bytes: number[] | null;
    /** The likeliest tokens of the position. Empty unless asked for. */
    top_logprobs: ChatCompletionTopLogprob[];
};
/** The probability of a likely token. */
export type ChatCompletionTopLogprob = {
    /** Text of the token. */
    token: string;
    /** Natural logarithm of the probability; -9999 stands for less than a number holds. */
    logprob: number;
    /** The bytes of the token in UTF-8. */
    bytes: number[] | null;
};
/** The probability of a token at a position of the prompt. */
export type PromptLogprob = {
    /** Natural logarithm of the probability. */
    logprob: number;
    /** Place of the token among the likeliest. */
    rank?: number | null | undefined;
    /** Text of the token. */
    decoded_token?: string | null | undefined;
};
/** Numbers of tokens. */
export type Usage = {
    /** Tokens of the prompt. */
    prompt_tokens: number;
    /** Tokens of both. */
    total_tokens: number;
    /** Generated tokens, of all choices. */
    completion_tokens?: number | null | undefined;
    /** Null unless the server has `--enable-prompt-tokens-details`. */
    prompt_tokens_details?: PromptTokensDetails | null | undefined;
    /** Null unless the model reasons. */
    completion_tokens_details?: CompletionTokensDetails | null | undefined;
};
/** What tokens of the prompt were. */
export type PromptTokensDetails = {
    /** Tokens that did not need to be computed. */
    cached_tokens?: number | null | undefined;
};
/** What generated tokens were. */
export type CompletionTokensDetails = {
    /** Tokens of the reasoning. */
    reasoning_tokens?: number | null | undefined;
};
/** One event of a chat stream, but for `[DONE]`. */
export type ChatCompletionStreamEvent = ChatCompletionChunk | ErrorResponse;
/** A part of the answer to a conversation. */
export type ChatCompletionChunk = {
    /** Identity of the answer, `chatcmpl-` and the request's. */
    id: string;
    /**
     * What it is.
     */
    object: "chat.completion.chunk";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** One choice; none in the chunk that reports the usage. */
    choices: ChatCompletionChunkChoice[];
    /** The usage so far or in all. Absent unless asked for. */
    usage?: Usage | null | undefined;
    /** `vllm-`, the version, and a part that changes with the settings of the server. */
    system_fingerprint?: string | null | undefined;
    /** Numbers of the tokens of the prompt. Null unless asked for. */
    prompt_token_ids?: number[] | null | undefined;
    /** The prompt that the template wrote. Null unless asked for. */
    prompt_text?: string | null | undefined;
};
/** A part of an answer. */
export type ChatCompletionChunkChoice = {
    /** Number of the choice. */
    index: number;
    delta: ChatCompletionDelta;
    /** Probabilities of the tokens. Null unless asked for. */
    logprobs?: ChatCompletionLogprobs | null | undefined;
    /** How the answer ended: `stop`, `length`, `tool_calls`, or `abort`, `error`, `repetition`. Null in a stream until the end. */
    finish_reason?: string | null | undefined;
    /** The text, or the number of the token, that ended the answer. Null where the model ended it. */
    stop_reason?: string | number | null | undefined;
    /** Numbers of the tokens. Null unless asked for. */
    token_ids?: number[] | null | undefined;
};
/** What a chunk adds. Empty in the last chunk of a choice. */
export type ChatCompletionDelta = {
    /**
     * Whose message it is. In the first chunk alone.
     */
    role?: "assistant" | undefined;
    /** Text to append. */
    content?: string | null | undefined;
    /** What the model thought, on a server with `--reasoning-parser`. Since 0.12. */
    reasoning?: string | null | undefined;
    /** The name of `reasoning` before 0.12. Absent since. */
    reasoning_content?: string | null | undefined;
    /** Parts of calls. */
    tool_calls?: DeltaToolCall[] | undefined;
};
/** A part of a call. */
export type DeltaToolCall = {
    /** Number of the call. */
    index: number;
    /** Identity of the call, in its first part. */
    id?: string | null | undefined;
    /** Always `function`, in the first part. */
    type?: string | null | undefined;
    /** A part of the function and what it is given. */
    function?: {
        /** Name of the function, in the first part. */
        name?: string | null | undefined;
        /** What to append to the arguments, which together are JSON. */
        arguments?: string | null | undefined;
    } | undefined;
};
/** Prompts and how to continue them. */
export type CompletionRequest = {
    /** The prompts, as the model shall read them, as texts or as numbers of tokens. */
    prompt: string | string[] | number[] | number[][];
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Whether the text begins with the prompt. Absent means false. */
    echo?: boolean | null | undefined;
    /** How much to lower the logit of a token for each time it has been generated. Absent means 0, no penalty. */
    frequency_penalty?: number | null | undefined;
    /** What to add to the logits of tokens, by their numbers. Absent means nothing. */
    logit_bias?: {
        [key: string]: number;
    } | null | undefined;
    /** Number of likeliest tokens to report for each position, beside the generated one; -1 means all. Absent means no probabilities. */
    logprobs?: number | null | undefined;
    /** Number of tokens after which to end. 0 goes with `echo`. Absent means 16. */
    max_tokens?: number | null | undefined;
    /** Number of choices for each prompt. Absent means 1. */
    n?: number | undefined;
    /** How much to lower the logit of a token that has been generated. Absent means 0, no penalty. */
    presence_penalty?: number | null | undefined;
    /** Seed of the sampling, a signed integer of 64 bits: more than a JavaScript number holds exactly. Absent means a random one. */
    seed?: number | null | undefined;
    /** One to four texts that end generation. The answer ends before them. Absent means none. */
    stop?: string | string[] | null | undefined;
    /** Whether to answer with an event stream. Absent means false. */
    stream?: boolean | null | undefined;
    /** How to stream. Refused without `stream`. Absent means without usage. */
    stream_options?: StreamOptions | null | undefined;
    /** Text that follows what is generated. Refused. Absent means none. */
    suffix?: string | null | undefined;
    /** What to divide the logits by before sampling; 0 means greedy. Absent means what the model's `generation_config.json` says, else 1; so for every other parameter of sampling. */
    temperature?: number | null | undefined;
    /** Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all. */
    top_p?: number | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Whether to search with beams, as many as `n`, and not to sample. Absent means false. */
    use_beam_search?: boolean | undefined;
    /** Number of the likeliest tokens to sample from; 0 and -1 mean all. Absent means all. */
    top_k?: number | null | undefined;
    /** Probability, as a part of that of the likeliest token, below which a token is not sampled. Absent means 0, all. */
    min_p?: number | null | undefined;
    /** What to divide the logit of a token by once it has occurred, in the prompt too. Absent means 1, no penalty. */
    repetition_penalty?: number | null | undefined;
    /** Whether to mark the text as the server is set to. Absent means as the server is set to. */
    watermarking?: boolean | null | undefined;
    /** How much a beam search prefers long texts. Absent means 1. */
    length_penalty?: number | undefined;
    /** Numbers of tokens that end generation. Absent means none. */
    stop_token_ids?: number[] | null | undefined;
    /** Whether the text that ended the answer stays in it. Absent means false. */
    include_stop_str_in_output?: boolean | undefined;
    /** Whether to go on where the model would end. Absent means false. */
    ignore_eos?: boolean | undefined;
    /** Number of tokens before which the answer does not end. Absent means 0. */
    min_tokens?: number | undefined;
    /** Whether to leave the model's control tokens out of the text. Absent means true. */
    skip_special_tokens?: boolean | undefined;
    /** Whether to write a space between control tokens in the text. Absent means true. */
    spaces_between_special_tokens?: boolean | undefined;
    /** Number of tokens of the prompt to keep; -1 means as many as the model reads. Absent means all, and a prompt too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Numbers of the only tokens to generate. Absent means all. */
    allowed_token_ids?: number[] | null | undefined;
    /** Number of likeliest tokens to report for each position of the prompt; -1 means all. Absent means none. */
    prompt_logprobs?: number | null | undefined;
    /** Numbers of tokens whose probability to report at each position. Absent means none. */
    logprob_token_ids?: number[] | null | undefined;
    /** Words not to generate. Absent means none. */
    bad_words?: string[] | undefined;
    /** Whether to add the model's special tokens to the text. Absent means true. */
    add_special_tokens?: boolean | undefined;
    /** The form that the answer must have. Absent means any. */
    response_format?: ResponseFormat | StructuralTagFormat | LegacyStructuralTagFormat | null | undefined;
    /** The form that the answer must have, in vLLM's own words. Absent means what `response_format` says. */
    structured_outputs?: StructuredOutputs | null | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Identity that the requests of a conversation share. Absent means none. */
    session_id?: string | null | undefined;
    /** Whether to write tokens among probabilities as `token_id:{number}`. Absent means false. */
    return_tokens_as_token_ids?: boolean | null | undefined;
    /** Whether to report the numbers of the tokens too. Absent means false. */
    return_token_ids?: boolean | null | undefined;
    /** Number of tokens of the prompt to leave out where experts are reported. Absent means 0. */
    routed_experts_prompt_start?: number | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
    /** How servers that share the work pass on what they computed. Absent means not. */
    kv_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The same for what an encoder computed. Absent means not. */
    ec_transfer_params?: {
        [key: string]: unknown;
    } | null | undefined;
    /** Parameters of extensions of the server. Absent means none. */
    vllm_xargs?: {
        [key: string]: string | number | (string | number)[];
    } | null | undefined;
    /** When to end an answer that repeats itself. Absent means never. */
    repetition_detection?: RepetitionDetection | null | undefined;
    /** Number of tokens after which thinking ends; -1 means without end. Absent means the same. */
    thinking_token_budget?: number | null | undefined;
    /** Number of tokens in a chunk, at least the server's `--stream-interval`. Absent means that. */
    stream_interval?: number | null | undefined;
};
/** The continuations of prompts. */
export type Completion = {
    /** Identity of the answer, `cmpl-` and the request's. */
    id: string;
    /**
     * What it is, whole or a part.
     */
    object: "text_completion";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** As many as `n` for each prompt, prompt by prompt. */
    choices: CompletionChoice[];
    /** Always null. */
    service_tier?: string | null | undefined;
    /** `vllm-`, the version, and a part that changes with the settings of the server. */
    system_fingerprint?: string | null | undefined;
    usage: Usage;
    /** For servers that share the work. Null elsewhere. */
    kv_transfer_params?: Record<string, unknown> | null | undefined;
    /** For servers that share the work. Null elsewhere. */
    ec_transfer_params?: Record<string, unknown> | null | undefined;
    /** Times of the request. Null unless the server reports them. */
    metrics?: Record<string, unknown> | null | undefined;
};
/** One continuation. */
export type CompletionChoice = {
    /** Number of the choice. */
    index: number;
    /** The text, or what to append to it. */
    text: string;
    /** Probabilities of the tokens. Null unless asked for. */
    logprobs?: CompletionLogprobs | null | undefined;
    /** How the answer ended: `stop`, `length`, `tool_calls`, or `abort`, `error`, `repetition`. Null in a stream until the end. */
    finish_reason: string | null;
    /** The text, or the number of the token, that ended the answer. Null where the model ended it. */
    stop_reason?: string | number | null | undefined;
    /** Numbers of the tokens. Null unless asked for. */
    token_ids?: number[] | null | undefined;
    /** Probabilities at each token of the prompt, by the numbers of tokens; null at the first. Null unless asked for. */
    prompt_logprobs?: ({
        [key: string]: PromptLogprob;
    } | null)[] | null | undefined;
    /** Numbers of the tokens of the prompt. Null unless asked for. */
    prompt_token_ids?: number[] | null | undefined;
    /** Which experts the tokens went to. Null unless the server reports them. */
    routed_experts?: Record<string, unknown> | unknown[] | string | null | undefined;
};
/** Probabilities of the tokens of a text. The lists are of one length. */
export type CompletionLogprobs = {
    /** Where each token begins in the text. */
    text_offset: number[];
    /** Natural logarithms of the probabilities; null for the first token of an echoed prompt. */
    token_logprobs: (number | null)[];
    /** Texts of the tokens. */
    tokens: string[];
    /** The likeliest tokens of each position, the generated one among them. */
    top_logprobs: ({
        [key: string]: number;
    } | null)[];
};
/** One event of a stream of a completion, but for `[DONE]`. */
export type CompletionStreamEvent = CompletionChunk | ErrorResponse;
/** A part of the continuations of prompts. */
export type CompletionChunk = {
    /** Identity of the answer, `cmpl-` and the request's. */
    id: string;
    /**
     * What it is, whole or a part.
     */
    object: "text_completion";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** One choice; none in the chunk that reports the usage. */
    choices: CompletionChunkChoice[];
    /** The usage so far or in all. Absent unless asked for. */
    usage?: Usage | null | undefined;
    /** `vllm-`, the version, and a part that changes with the settings of the server. */
    system_fingerprint?: string | null | undefined;
};
/** A part of a continuation. */
export type CompletionChunkChoice = {
    /** Number of the choice. */
    index: number;
    /** The text, or what to append to it. */
    text: string;
    /** Probabilities of the tokens. Null unless asked for. */
    logprobs?: CompletionLogprobs | null | undefined;
    /** How the answer ended: `stop`, `length`, `tool_calls`, or `abort`, `error`, `repetition`. Null in a stream until the end. */
    finish_reason?: string | null | undefined;
    /** The text, or the number of the token, that ended the answer. Null where the model ended it. */
    stop_reason?: string | number | null | undefined;
    /** Numbers of the tokens. Null unless asked for. */
    token_ids?: number[] | null | undefined;
    /** Numbers of the tokens of the prompt. Null unless asked for. */
    prompt_token_ids?: number[] | null | undefined;
};
/** Texts and how to embed them. */
export type EmbeddingRequest = {
    /** The texts, as texts or as numbers of tokens. */
    input: string | string[] | number[] | number[][];
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /**
     * Whether vectors are lists of numbers, or bytes in base64. Absent means `float`.
     */
    encoding_format?: "float" | "base64" | undefined;
    /**
     * What the bytes of `base64` are. Absent means `float32`.
     */
    embed_dtype?: "float32" | "float16" | "bfloat16" | "fp8_e4m3" | "fp8_e5m2" | undefined;
    /**
     * The order of the bytes of `base64`. Absent means the server's own.
     */
    endianness?: "native" | "big" | "little" | undefined;
    /** Number of numbers in a vector. Refused by a model that is not trained for it (Matryoshka). Absent means the model's own. */
    dimensions?: number | null | undefined;
    /** Whether to bring the model's numbers into their usual range. Absent means as the model is set to. */
    use_activation?: boolean | null | undefined;
    /** Whether to add the model's special tokens to the text. Absent means true. */
    add_special_tokens?: boolean | undefined;
    /**
     * Whether to fill texts up to the longest that the model reads. Absent means `do_not_pad`.
     */
    padding?: "max_length" | "do_not_pad" | null | undefined;
    /** Number of tokens of a text to keep; -1 means as many as the model reads. Absent means all, and a text too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
};
/** The vectors of texts. */
export type EmbeddingResponse = {
    /** Identity of the answer, `embd-` or `score-` and the request's. */
    id: string;
    /**
     * What it is.
     */
    object: "list";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** One for each text, in order. */
    data: Embedding[];
    usage: Usage;
};
/** The vector of a text. */
export type Embedding = {
    /** Place of the text in the request. */
    index: number;
    /**
     * What it is.
     */
    object: "embedding";
    /** The numbers, or their bytes in base64. */
    embedding: number[] | string;
};
/** A text, or what a model that can see shall compare. */
export type ScoreInput = string | ScoreContent;
/** One input, or many. */
export type ScoreInputs = string | ScoreContent | ScoreInput[];
/** Texts, images and video. */
export type ScoreContent = {
    /** The parts. */
    content: ScorePart[];
};
/** A text, an image or a video. */
export type ScorePart = TextPart | ImagePart | VideoPart;
/** A query and the documents to rank by it. */
export type RerankRequest = {
    query: ScoreInput;
    documents: ScoreInputs;
    /** Number of the best documents to answer with. Absent means 0, which is all. */
    top_n?: number | undefined;
    /** What the model shall judge by, for a template that shows it. Absent means nothing. */
    instruction?: string | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Absent means none. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Whether to bring the model's numbers into their usual range. Absent means as the model is set to. */
    use_activation?: boolean | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Number of tokens of a text to keep; -1 means as many as the model reads. Absent means all, and a text too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Whether to fill texts up to the longest that the model reads. Absent means `do_not_pad`.
     */
    padding?: "max_length" | "do_not_pad" | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
    /** Number of tokens of a query to keep. Absent means 0, which is all. */
    max_tokens_per_query?: number | undefined;
    /** Number of tokens of a document to keep. Absent means 0, which is all. */
    max_tokens_per_doc?: number | undefined;
};
/** Documents and how well they answer a query. */
export type RerankResponse = {
    /** Identity of the answer, `score-` and the request's. */
    id: string;
    /** The model, as the request names it. */
    model: string;
    usage: RerankUsage;
    /** The documents, the best first. */
    results: RerankResult[];
};
/** Numbers of tokens. */
export type RerankUsage = {
    /** Tokens of all pairs. */
    prompt_tokens?: number | undefined;
    /** The same. */
    total_tokens: number;
};
/** A document and how well it answers the query. */
export type RerankResult = {
    /** Place of the document in the request. */
    index: number;
    document: RerankDocument;
    /** The greater, the better; from 0 to 1 unless `use_activation` is false. */
    relevance_score: number;
};
/** A document of the request. */
export type RerankDocument = {
    /** The text. Null for a document of parts. */
    text?: string | null | undefined;
    /** The parts. Null for a text. */
    multi_modal?: unknown[] | Record<string, unknown> | null | undefined;
};
/** Queries and documents to score them with. */
export type ScoreRequest = {
    queries: ScoreInputs;
    documents: ScoreInputs;
    /** What the model shall judge by, for a template that shows it. Absent means nothing. */
    instruction?: string | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Absent means none. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Whether to bring the model's numbers into their usual range. Absent means as the model is set to. */
    use_activation?: boolean | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Number of tokens of a text to keep; -1 means as many as the model reads. Absent means all, and a text too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Whether to fill texts up to the longest that the model reads. Absent means `do_not_pad`.
     */
    padding?: "max_length" | "do_not_pad" | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
    /** Number of tokens of a query to keep. Absent means 0, which is all. */
    max_tokens_per_query?: number | undefined;
    /** Number of tokens of a document to keep. Absent means 0, which is all. */
    max_tokens_per_doc?: number | undefined;
};
/** The first and the second texts of pairs. */
export type ScoreTextRequest = {
    text_1: ScoreInputs;
    text_2: ScoreInputs;
    /** What the model shall judge by, for a template that shows it. Absent means nothing. */
    instruction?: string | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Absent means none. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Whether to bring the model's numbers into their usual range. Absent means as the model is set to. */
    use_activation?: boolean | null | undefined;
    /** Who asks. Has no effect. Absent means the same. */
    user?: string | null | undefined;
    /** Number of tokens of a text to keep; -1 means as many as the model reads. Absent means all, and a text too long is refused. */
    truncate_prompt_tokens?: number | null | undefined;
    /**
     * Whether to fill texts up to the longest that the model reads. Absent means `do_not_pad`.
     */
    padding?: "max_length" | "do_not_pad" | null | undefined;
    /**
     * Where to cut a prompt that is truncated. Absent means as the tokenizer does.
     */
    truncation_side?: "left" | "right" | null | undefined;
    /** Identity of the request, a part of that of the answer. Absent means a random one. */
    request_id?: string | undefined;
    /** Place in the queue: a lower number is handled earlier. Any but 0 is refused by a server without `--scheduling-policy priority`. Absent means 0. */
    priority?: number | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** A secret that keeps others from guessing prompts by the time that cached ones save. Absent means none. */
    cache_salt?: string | null | undefined;
    /** Number of tokens of a query to keep. Absent means 0, which is all. */
    max_tokens_per_query?: number | undefined;
    /** Number of tokens of a document to keep. Absent means 0, which is all. */
    max_tokens_per_doc?: number | undefined;
};
/** The scores of pairs. */
export type ScoreResponse = {
    /** Identity of the answer, `embd-` or `score-` and the request's. */
    id: string;
    /**
     * What it is.
     */
    object: "list";
    /** When the answer was begun, in seconds since 1970. */
    created: number;
    /** The model, as the request names it. */
    model: string;
    /** One for each pair, in order. */
    data: Score[];
    usage: Usage;
};
/** How well two texts fit. */
export type Score = {
    /** Place of the pair. */
    index: number;
    /**
     * What it is.
     */
    object: "score";
    /** The greater, the better. */
    score: number;
};
/** A text to make tokens of. */
export type TokenizeRequest = {
    /** The text. */
    prompt: string;
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Whether to add the model's special tokens to the text. Absent means true. */
    add_special_tokens?: boolean | undefined;
    /** Whether to report the texts of the tokens too. Absent means false. */
    return_token_strs?: boolean | null | undefined;
};
/** A conversation to make tokens of. */
export type TokenizeChatRequest = {
    /** The conversation, oldest message first. */
    messages: Message[];
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
    /** Functions that the model may call. Absent means none. */
    tools?: Tool[] | null | undefined;
    /** Whether the template opens a message of the assistant. Absent means true. */
    add_generation_prompt?: boolean | undefined;
    /** Whether to report the texts of the tokens too. Absent means false. */
    return_token_strs?: boolean | null | undefined;
    /** Whether to continue the last message. Not together with `add_generation_prompt`, which must then be false. Absent means false. */
    continue_final_message?: boolean | undefined;
    /** Whether to add the model's special tokens to what the template wrote. Absent means false. */
    add_special_tokens?: boolean | undefined;
    /** A Jinja template instead of the model's. Refused by a server without `--trust-request-chat-template`. Absent means the model's. */
    chat_template?: string | null | undefined;
    /** Variables of the chat template, such as `enable_thinking`. Absent means none. */
    chat_template_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
    /** How to read images, video and audio, by kind. Absent means as the server is set to. */
    media_io_kwargs?: {
        [key: string]: {
            [key: string]: unknown;
        };
    } | null | undefined;
    /** Settings of the model's processor of images, video and audio. Absent means its own. */
    mm_processor_kwargs?: {
        [key: string]: unknown;
    } | null | undefined;
};
/** The tokens of a text or a conversation. */
export type TokenizeResponse = {
    /** Number of tokens. */
    count: number;
    /** Number of tokens that the model holds, prompt and answer together. */
    max_model_len: number;
    /** Numbers of the tokens. */
    tokens: number[];
    /** The tokens as the vocabulary writes them. Null unless asked for. */
    token_strs?: string[] | null | undefined;
};
/** Tokens to make text of. */
export type DetokenizeRequest = {
    /** Numbers of the tokens. */
    tokens: number[];
    /** The served name of the model, or a LoRA adapter. Absent means the model. */
    model?: string | null | undefined;
};
/** The text of tokens. */
export type DetokenizeResponse = {
    /** The text. */
    prompt: string;
};
/** The models of the server. */
export type ModelList = {
    /**
     * What it is.
     */
    object: "list";
    /** The names of the model, then the adapters. */
    data: Model[];
};
/** A name of the model, or an adapter. */
export type Model = {
    /** What requests call it. */
    id: string;
    /**
     * What it is.
     */
    object: "model";
    /** When it was asked for, in seconds since 1970. */
    created: number;
    /** Always `vllm`. */
    owned_by: string;
    /** Where the weights are from. */
    root?: string | null | undefined;
    /** The model of an adapter. Null for a model. */
    parent?: string | null | undefined;
    /** Number of tokens that the model holds, prompt and answer together. Null for an adapter. */
    max_model_len?: number | null | undefined;
    /** Always one, which means nothing. */
    permission?: ModelPermission[] | undefined;
};
/** What OpenAI once said of a model. */
export type ModelPermission = {
    /** Identity, random. */
    id: string;
    /**
     * What it is.
     */
    object: "model_permission";
    /** When it was asked for, in seconds since 1970. */
    created: number;
    /** Always false. */
    allow_create_engine?: boolean | undefined;
    /** Always true. */
    allow_sampling?: boolean | undefined;
    /** Always true. */
    allow_logprobs?: boolean | undefined;
    /** Always false. */
    allow_search_indices?: boolean | undefined;
    /** Always true. */
    allow_view?: boolean | undefined;
    /** Always false. */
    allow_fine_tuning?: boolean | undefined;
    /** Always `*`. */
    organization?: string | undefined;
    /** Always null. */
    group?: string | null | undefined;
    /** Always false. */
    is_blocking?: boolean | undefined;
};
/** The version of the server. */
export type Version = {
    /** As Python writes versions. */
    version: string;
};
/** An error of the server. */
export type ErrorResponse = {
    error: ErrorInfo;
};
/** What went wrong. */
export type ErrorInfo = {
    /** What happened. */
    message: string;
    /** The kind of error: `BadRequestError`, `NotFoundError`, `UnprocessableEntityError`, `InternalServerError`, `NotImplementedError`; for a body that does not fit, the status in words. */
    type: string;
    /** The property that is to blame. Null if none is. */
    param?: string | null | undefined;
    /** The status. */
    code: number;
};
/** An error of the key. */
export type UnauthorizedError = {
    /** What happened. */
    error: string;
};
/** An error of a route. */
export type RouteError = {
    /** What happened. */
    detail: string;
};
/** The key is missing or wrong. */
export type ResponseUnauthorized = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": UnauthorizedError;
    };
};
/** The server has no such model, or its model is not one for this route. */
export type ResponseNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse | RouteError;
    };
};
/** The server has no such model. */
export type ResponseModelNotFound = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The request is invalid, or the model cannot do it. */
export type ResponsePoolingRefused = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** Something went wrong. The server may close the connection afterwards without saying so. */
export type ResponseInternalError = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The model or the server lacks what is asked for. */
export type ResponseNotImplemented = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "application/json": ErrorResponse;
    };
};
/** The request is no HTTP, or its headers are larger than the HTTP server reads: the only refusal of a route without key, body and parameters. */
export type ResponseBadHttp = {
    headers: {
        [name: string]: unknown;
    };
    content: {
        "text/plain": string;
    };
};
export type $defs = Record<string, never>;
export interface operations {
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation and how to continue it. */
        requestBody: {
            content: {
                "application/json": ChatCompletionRequest;
            };
        };
        responses: {
            /** The answer. In a stream, each event is a chunk. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ChatCompletion;
                    "text/event-stream": string;
                };
            };
            /** The request is invalid, or the model cannot do it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            401: ResponseUnauthorized;
            404: ResponseNotFound;
            /** An image, a video or audio that the server cannot fetch or decode. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            500: ResponseInternalError;
            501: ResponseNotImplemented;
        };
    };
    createCompletion: {
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
            /** One choice for each prompt and each of `n`. In a stream, each event is a chunk. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Completion;
                    "text/event-stream": string;
                };
            };
            /** The request is invalid, or the model cannot do it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            401: ResponseUnauthorized;
            404: ResponseNotFound;
            500: ResponseInternalError;
        };
    };
    createEmbedding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts and how to embed them. */
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
                    "application/json": EmbeddingResponse;
                };
            };
            /** The request is invalid, or the model cannot do it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            401: ResponseUnauthorized;
            404: ResponseNotFound;
            500: ResponseInternalError;
        };
    };
    rerank: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The query and the documents. */
        requestBody: {
            content: {
                "application/json": RerankRequest;
            };
        };
        responses: {
            /** The ranks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RerankResponse;
                };
            };
            400: ResponsePoolingRefused;
            401: ResponseUnauthorized;
            404: ResponseNotFound;
            500: ResponseInternalError;
        };
    };
    score: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts of the pairs. */
        requestBody: {
            content: {
                "application/json": ScoreRequest | ScoreTextRequest;
            };
        };
        responses: {
            /** The scores. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ScoreResponse;
                };
            };
            400: ResponsePoolingRefused;
            401: ResponseUnauthorized;
            404: ResponseNotFound;
            500: ResponseInternalError;
        };
    };
    tokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text, or the conversation. */
        requestBody: {
            content: {
                "application/json": TokenizeRequest | TokenizeChatRequest;
            };
        };
        responses: {
            /** The tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": TokenizeResponse;
                };
            };
            /** The request is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            404: ResponseModelNotFound;
            500: ResponseInternalError;
            501: ResponseNotImplemented;
        };
    };
    detokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tokens. */
        requestBody: {
            content: {
                "application/json": DetokenizeRequest;
            };
        };
        responses: {
            /** The text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": DetokenizeResponse;
                };
            };
            /** The request is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ErrorResponse;
                };
            };
            404: ResponseModelNotFound;
            500: ResponseInternalError;
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
            401: ResponseUnauthorized;
        };
    };
    showVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Version;
                };
            };
            400: ResponseBadHttp;
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
            /** The engine runs. The body is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: ResponseBadHttp;
            /** The engine has died. The body is empty. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
