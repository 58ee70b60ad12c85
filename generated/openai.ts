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
         * @description With a prompt builder the prompt is built here, for TGI's native API; without one the server applies the model's own chat template. A stream is one event for each ChatCompletionChunk, then `[DONE]`; an error after the first is the event `{"error": …}`, and ends the stream without `[DONE]`.
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
         * @description The prompt is sent as it is, unless the call names a prompt builder. Each of several prompts is a request of its own. A stream is one event for each part of a text, a Completion too, then `[DONE]`; errors within it are as in chat completions.
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
         * @description One vector for each text, in the order of the texts. Long lists are split into the batches that the server takes. Served by TEI, by the feature-extraction pipeline of Hugging Face, or by any OpenAI-shaped server.
         */
        post: operations["createEmbedding"];
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
         * @description The models of the server behind: one for a single TGI, which must be 2.3 or later to tell.
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
         * @description The entry of `/v1/models` with this id, or 404.
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
         * @description Answers as soon as the gateway accepts connections, without a key; it does not ask the server behind. The `fetch` of a client answers it too.
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
        /** @description A conversation to answer, and how. */
        ChatCompletionRequest: {
            /** @description The conversation so far, oldest message first. A prompt builder makes one prompt of it; without one, the server applies the model's own chat template. */
            messages: components["schemas"]["ChatCompletionMessageParam"][];
            /** @description The model's id, such as `meta-llama/Llama-3.1-8B-Instruct`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
            model?: string | null | undefined;
            /** @description `true` answers with ChatCompletionChunks as they are generated. Absent: false, one ChatCompletion at the end. */
            stream?: boolean | null | undefined;
            /** @description What the stream tells besides the text. Means nothing without `stream`. */
            stream_options?: components["schemas"]["ChatCompletionStreamOptions"] | null | undefined;
            /** @description The most tokens to generate in a choice, sent as `max_new_tokens`. Absent: the server's limit (TGI 3: what the context has room for; TGI 1.3 to 2.4: 100). */
            max_completion_tokens?: number | null | undefined;
            /** @description The older name of `max_completion_tokens`, with the same meaning. Both with different values are an error. */
            max_tokens?: number | null | undefined;
            /** @description How many choices to generate, by as many requests side by side; choice i gets `seed` + i. Absent: 1. */
            n?: number | null | undefined;
            /** @description Text that ends generation, and is not part of the answer. Absent: only the stop sequences of the prompt builder. */
            stop?: components["schemas"]["StopSequences"] | null | undefined;
            /** @description Makes sampling repeatable. Absent: the server draws one, and tells it under `tgi.seed`. */
            seed?: components["schemas"]["Seed"] | null | undefined;
            /** @description Flattens (above 1) or sharpens (below 1) the choice between tokens. 0 always takes the likeliest. TGI takes any positive number; OpenAI ends at 2. Absent: 1, the server's default. */
            temperature?: number | null | undefined;
            /** @description Samples among the likeliest tokens whose probabilities add up to this share. 0 always takes the likeliest; 1 is off, and is not sent, since TGI refuses it. Absent: 1. */
            top_p?: number | null | undefined;
            /** @description Makes a token less likely by this much for each time it has come before; negative values make it likelier. 0 is off. Absent: 0. */
            frequency_penalty?: number | null | undefined;
            /** @description Makes a token less likely once it has come. TGI has no such parameter and refuses all but 0: use `frequency_penalty` or `repetition_penalty`. Absent: 0. */
            presence_penalty?: number | null | undefined;
            /** @description What to add to the logits of certain tokens. TGI has no such parameter and refuses any entry; OpenAI-shaped servers take it. Absent: nothing is added. */
            logit_bias?: components["schemas"]["LogitBias"] | null | undefined;
            /** @description Whether to tell the log probability of each generated token. Absent: false. */
            logprobs?: boolean | null | undefined;
            /** @description How many of the likeliest tokens to tell at each position, sent as `top_n_tokens`. TGI gives at most 5. Needs `logprobs`. Absent: 0. */
            top_logprobs?: number | null | undefined;
            /** @description The form that the answer must have, sent as a grammar. Absent: free text. */
            response_format?: components["schemas"]["ResponseFormat"] | null | undefined;
            /** @description The functions that the model may ask to be called. The server builds their prompt, so they need `backend: "messages"`. Absent or empty: none. */
            tools?: components["schemas"]["ChatCompletionTool"][] | null | undefined;
            /** @description Whether the model may, must or must not call a tool, and which. Absent: `auto` if there are tools. */
            tool_choice?: components["schemas"]["ChatCompletionToolChoiceOption"] | null | undefined;
            /** @description `false` always takes the likeliest token, whatever the other parameters say. Absent: true, unless `temperature` or `top_p` is 0. `true` with a temperature of 0 is an error. */
            do_sample?: boolean | null | undefined;
            /** @description Samples among this many of the likeliest tokens. 0 is off, and is not sent. Absent: 0. */
            top_k?: number | null | undefined;
            /** @description Samples among the tokens of typical information content whose probabilities add up to this share (typical decoding). 1 is off. Absent: 1. */
            typical_p?: number | null | undefined;
            /** @description Divides the score of tokens that have come before, in the prompt or in the answer. 1 is off; 1.2 is strong; below 1 rewards repetition. Absent: 1. */
            repetition_penalty?: number | null | undefined;
            /** @description Keeps only this many tokens of the prompt, the last ones. Absent: a prompt that is too long is an error. */
            truncate?: number | null | undefined;
            /** @description Whether to watermark the text (Kirchenbauer et al., 2023). Absent: false. */
            watermark?: boolean | null | undefined;
            /** @description Generates this many candidates on the server and answers the likeliest (TGI allows 2 unless set up otherwise). Needs sampling; not with `n` or `stream`; `seed` is then not sent. Absent: 1. */
            best_of?: number | null | undefined;
            /** @description The form that the answer must have, in TGI's own words; `response_format` is OpenAI's way to say it. Absent: free text. */
            grammar?: components["schemas"]["Grammar"] | null | undefined;
            /** @description The LoRA adapter to apply. TGI takes an unknown one for the base model, without an error. Absent: the base model. */
            adapter_id?: string | null | undefined;
            /** @description TGI's name of `top_logprobs`; equal probabilities may give more than asked for. Absent: 0. */
            top_n_tokens?: number | null | undefined;
            /** @description Who asks, for OpenAI's abuse detection. Ignored. */
            user?: string | null | undefined;
            /** @description Labels for OpenAI's stored completions. Ignored. */
            metadata?: {
                [key: string]: string;
            } | null | undefined;
            /** @description Whether OpenAI keeps the answer. Ignored; nothing is kept here. */
            store?: boolean | null | undefined;
            /** @description OpenAI's speed and price class, such as `auto`. Ignored. */
            service_tier?: string | null | undefined;
            /** @description Who asks, for OpenAI's safety checks. Ignored. */
            safety_identifier?: string | null | undefined;
            /** @description Groups requests in OpenAI's prompt cache. Ignored; TGI caches prefixes by itself. */
            prompt_cache_key?: string | null | undefined;
            /** @description How long OpenAI's prompt cache keeps a prefix, such as `24h`. Ignored. */
            prompt_cache_retention?: string | null | undefined;
            /** @description How OpenAI's prompt cache works. Ignored. */
            prompt_cache_options?: components["schemas"]["PromptCacheOptions"] | null | undefined;
            /** @description Whether several tools may be called in one answer. Ignored; TGI calls one at most. */
            parallel_tool_calls?: boolean | null | undefined;
            /** @description The kinds of answer wanted. Only text can be generated, so `["text"]` is ignored. */
            modalities?: "text"[] | null | undefined;
            /** @description Parameters of spoken answers. Refused; only text can be generated. */
            audio?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description Text that the answer is expected to repeat. Refused; TGI cannot use it. */
            prediction?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description A web search before the answer. Refused; give the model a tool instead. */
            web_search_options?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description A check of question and answer by a moderation model. Refused; ask such a model yourself. */
            moderation?: {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @deprecated
             * @description What `tools` was called until 2023. Refused; use `tools`.
             */
            functions?: {
                [key: string]: unknown;
            }[] | null | undefined;
            /**
             * @deprecated
             * @description What `tool_choice` was called until 2023. Refused; use `tool_choice`.
             */
            function_call?: string | {
                [key: string]: unknown;
            } | null | undefined;
            /**
             * @description How long the model thinks. Refused by TGI, which has no such parameter; passed to OpenAI-shaped servers.
             * @enum {string|null}
             */
            reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null | undefined;
            /**
             * @description How wordy the answer is. Refused by TGI, which has no such parameter; passed to OpenAI-shaped servers.
             * @enum {string|null}
             */
            verbosity?: "low" | "medium" | "high" | null | undefined;
        };
        /** @description What a stream tells besides the text. */
        ChatCompletionStreamOptions: {
            /** @description Whether one more chunk, with `choices: []` and the usage of all, comes before the end. Absent: false. */
            include_usage?: boolean | null | undefined;
            /** @description Whether to pad chunks against traffic analysis. Ignored; chunks are never padded. */
            include_obfuscation?: boolean | null | undefined;
        };
        /** @description One stop sequence, or any number of them. TGI receives the first 4; all are enforced here, and the earliest match ends the answer. */
        StopSequences: string | string[];
        /** @description An unsigned 64-bit number. Numbers above 2^53 − 1 are not exact in JavaScript: write those as a string of digits. */
        Seed: number | string;
        /** @description What to add to the logit of each token id, from −100 (never) to 100 (always). */
        LogitBias: {
            [key: string]: number;
        };
        /** @description OpenAI's options of prompt caching. */
        PromptCacheOptions: {
            /** @description How long a cached prefix lives at least, such as `30m`. */
            ttl?: string | null | undefined;
            /** @description Whether OpenAI marks what to cache (`implicit`) or the request does (`explicit`). */
            mode?: string | null | undefined;
        } & {
            [key: string]: unknown;
        };
        /** @description One message of a conversation. Every message that was answered may be sent back as it is. */
        ChatCompletionMessageParam: components["schemas"]["ChatCompletionSystemMessageParam"] | components["schemas"]["ChatCompletionDeveloperMessageParam"] | components["schemas"]["ChatCompletionUserMessageParam"] | components["schemas"]["ChatCompletionAssistantMessageParam"] | components["schemas"]["ChatCompletionToolMessageParam"] | components["schemas"]["ChatCompletionFunctionMessageParam"];
        /** @description What the model must keep to, whatever the user says. */
        ChatCompletionSystemMessageParam: {
            /** @constant */
            role: "system";
            /** @description The instructions. Parts are joined without anything between them. */
            content: string | components["schemas"]["ChatCompletionContentPartText"][];
            /** @description Who speaks, for chat templates that tell. Absent: not told. */
            name?: string | null | undefined;
        };
        /** @description What newer OpenAI models read in place of a system message; open models know only that one. */
        ChatCompletionDeveloperMessageParam: {
            /** @constant */
            role: "developer";
            /** @description The instructions. Parts are joined without anything between them. */
            content: string | components["schemas"]["ChatCompletionContentPartText"][];
            /** @description Who speaks, for chat templates that tell. Absent: not told. */
            name?: string | null | undefined;
        };
        /** @description What the user says. */
        ChatCompletionUserMessageParam: {
            /** @constant */
            role: "user";
            /** @description Text, or parts of text and images. */
            content: string | components["schemas"]["ChatCompletionContentPart"][];
            /** @description Who speaks, for chat templates that tell. Absent: not told. */
            name?: string | null | undefined;
        };
        /** @description What the model said. Takes everything that OpenAI-shaped servers put into an answer; `annotations`, `audio`, `parsed` and the reasoning are not sent to the model as part of its text. */
        ChatCompletionAssistantMessageParam: {
            /** @constant */
            role: "assistant";
            /** @description The text; null or absent beside `tool_calls`. */
            content?: string | components["schemas"]["ChatCompletionAssistantContentPart"][] | null | undefined;
            /** @description Who speaks, for chat templates that tell. Absent: not told. */
            name?: string | null | undefined;
            /** @description Why the model declined to answer; null if it did not. */
            refusal?: string | null | undefined;
            /** @description The calls that the model asked for. Absent, null or empty: none. */
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCall"][] | null | undefined;
            /**
             * @deprecated
             * @description What `tool_calls` was called until 2023.
             */
            function_call?: components["schemas"]["FunctionCall"] | null | undefined;
            /** @description What the model thought first, as DeepSeek, vLLM and llama.cpp name it. */
            reasoning_content?: string | null | undefined;
            /** @description What the model thought first, as Ollama, OpenRouter and newer vLLM name it. */
            reasoning?: string | null | undefined;
            /** @description Citations of OpenAI's web search. */
            annotations?: {
                [key: string]: unknown;
            }[] | null | undefined;
            /** @description A spoken answer. */
            audio?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description The content as a value, as `parse` of the `openai` package leaves it in the message. */
            parsed?: unknown;
        };
        /** @description What a tool answered. */
        ChatCompletionToolMessageParam: {
            /** @constant */
            role: "tool";
            /** @description The result. Parts are joined without anything between them. */
            content: string | components["schemas"]["ChatCompletionContentPartText"][];
            /** @description The `id` of the call that this answers. */
            tool_call_id: string;
            /** @description The tool's name, for chat templates that tell. Absent: not told. */
            name?: string | null | undefined;
        };
        /**
         * @deprecated
         * @description What a function answered, as it was written until 2023.
         */
        ChatCompletionFunctionMessageParam: {
            /** @constant */
            role: "function";
            /** @description The result. */
            content: string | null;
            /** @description The function's name. */
            name: string;
        };
        /** @description A part of what a user says. Sound and files are refused, by name. */
        ChatCompletionContentPart: components["schemas"]["ChatCompletionContentPartText"] | components["schemas"]["ChatCompletionContentPartImage"] | components["schemas"]["ChatCompletionContentPartInputAudio"] | components["schemas"]["ChatCompletionContentPartFile"];
        /** @description A part of what the model said. */
        ChatCompletionAssistantContentPart: components["schemas"]["ChatCompletionContentPartText"] | components["schemas"]["ChatCompletionContentPartRefusal"];
        /** @description Text. */
        ChatCompletionContentPartText: {
            /** @constant */
            type: "text";
            /** @description The text. */
            text: string;
            /** @description Where OpenAI's prompt cache may end a prefix. Ignored. */
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null | undefined;
        };
        /** @description An image, for models that see. */
        ChatCompletionContentPartImage: {
            /** @constant */
            type: "image_url";
            image_url: components["schemas"]["ImageUrl"];
            /** @description Where OpenAI's prompt cache may end a prefix. Ignored. */
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null | undefined;
        };
        /** @description Sound. Refused; open models are served text and images only. */
        ChatCompletionContentPartInputAudio: {
            /** @constant */
            type: "input_audio";
            input_audio: components["schemas"]["InputAudio"];
            /** @description Where OpenAI's prompt cache may end a prefix. Ignored. */
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null | undefined;
        };
        /** @description A file. Refused; send its text as a text part. */
        ChatCompletionContentPartFile: {
            /** @constant */
            type: "file";
            file: components["schemas"]["InputFile"];
            /** @description Where OpenAI's prompt cache may end a prefix. Ignored. */
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null | undefined;
        };
        /** @description Why the model declined to answer. */
        ChatCompletionContentPartRefusal: {
            /** @constant */
            type: "refusal";
            /** @description The reason. */
            refusal: string;
        };
        /** @description Where an image is, or the image itself. */
        ImageUrl: {
            /** @description An `https:` address that the server can reach, or a `data:` address with the image in base64. */
            url: string;
            /**
             * @description How closely OpenAI looks at it. Ignored by TGI. Absent: `auto`.
             * @enum {string|null}
             */
            detail?: "auto" | "low" | "high" | null | undefined;
        };
        /** @description Sound in a message. */
        InputAudio: {
            /** @description The sound in base64. */
            data: string;
            /**
             * @description How it is encoded.
             * @enum {string}
             */
            format: "wav" | "mp3";
        };
        /** @description A file in a message. */
        InputFile: {
            /** @description The file's name. */
            filename?: string | null | undefined;
            /** @description The file in base64. */
            file_data?: string | null | undefined;
            /** @description The id of a file uploaded to OpenAI. */
            file_id?: string | null | undefined;
        };
        /** @description The end of a prefix for OpenAI's prompt cache. */
        PromptCacheBreakpoint: {
            /** @description Always `explicit`. */
            mode: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A tool that the model may ask to be called. */
        ChatCompletionTool: {
            /** @constant */
            type: "function";
            function: components["schemas"]["FunctionDefinition"];
        };
        /** @description A function, described to the model. */
        FunctionDefinition: {
            /** @description Its name; letters, digits, `_` and `-` are understood by all models. */
            name: string;
            /** @description What it does and when to call it. Absent: the model has only the name to go by. */
            description?: string | null | undefined;
            /** @description Its parameters as a JSON Schema object. Absent: none, sent to TGI as `{}`. */
            parameters?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description Whether the arguments must fit `parameters`. Ignored by TGI, where they always do. */
            strict?: boolean | null | undefined;
        };
        /** @description `none`: no tool may be called. `auto`: the model decides. `required`: some tool must be called. An object names the tool to call. */
        ChatCompletionToolChoiceOption: ("none" | "auto" | "required") | components["schemas"]["ChatCompletionNamedToolChoice"];
        /** @description The tool that the model must call. */
        ChatCompletionNamedToolChoice: {
            /** @constant */
            type: "function";
            function: components["schemas"]["FunctionName"];
        };
        /** @description A function, by its name. */
        FunctionName: {
            /** @description The name of one of the `tools`. */
            name: string;
        };
        /** @description The form that an answer must have. */
        ResponseFormat: components["schemas"]["ResponseFormatText"] | components["schemas"]["ResponseFormatJSONSchema"] | components["schemas"]["ResponseFormatJSONObject"];
        /** @description Free text, as without a format. */
        ResponseFormatText: {
            /** @constant */
            type: "text";
        };
        /** @description JSON that fits a schema. Sent to TGI as `{"type":"json","value":schema}`. */
        ResponseFormatJSONSchema: {
            /** @constant */
            type: "json_schema";
            json_schema: components["schemas"]["NamedJSONSchema"];
        };
        /** @description A JSON Schema with a name. */
        NamedJSONSchema: {
            /** @description Its name. Not sent to TGI, which has no use for it. */
            name: string;
            /** @description The schema, with `properties` at its top, which TGI asks for. TGI needs it; OpenAI-shaped servers may not. */
            schema?: {
                [key: string]: unknown;
            } | null | undefined;
            /** @description What it is for. Not sent to TGI; say it in a message. */
            description?: string | null | undefined;
            /** @description Whether the answer must fit. Not sent to TGI, where it always does. */
            strict?: boolean | null | undefined;
        };
        /** @description Any JSON object. TGI has no such mode and refuses it, naming `json_schema`; OpenAI-shaped servers take it. */
        ResponseFormatJSONObject: {
            /** @constant */
            type: "json_object";
        };
        /** @description The form that an answer must have, in TGI's words. */
        Grammar: components["schemas"]["JsonGrammar"] | components["schemas"]["JsonObjectGrammar"] | components["schemas"]["RegexGrammar"] | components["schemas"]["JsonSchemaGrammar"];
        /** @description JSON that fits a schema. */
        JsonGrammar: {
            /** @constant */
            type: "json";
            value: components["schemas"]["JsonSchema"];
        };
        /** @description Another name of `json`, since TGI 2.1. Unlike OpenAI's format of that name it needs a schema. */
        JsonObjectGrammar: {
            /** @constant */
            type: "json_object";
            value: components["schemas"]["JsonSchema"];
        };
        /** @description Text that matches a regular expression as a whole. */
        RegexGrammar: {
            /** @constant */
            type: "regex";
            /** @description The regular expression. */
            value: string;
        };
        /** @description JSON that fits a schema with a name. Needs TGI 3.3. */
        JsonSchemaGrammar: {
            /** @constant */
            type: "json_schema";
            value: components["schemas"]["JsonSchemaConfig"];
        };
        /** @description A JSON Schema with `properties` at its top, which TGI asks for; or its JSON text. */
        JsonSchema: {
            [key: string]: unknown;
        } | string;
        /** @description A JSON Schema, and perhaps its name. */
        JsonSchemaConfig: {
            /** @description The schema's name. TGI has no use for it. */
            name?: string | null | undefined;
            /** @description The schema, with `properties` at its top, which TGI asks for. */
            schema: {
                [key: string]: unknown;
            };
        };
        /** @description An answer to a conversation. */
        ChatCompletion: {
            /** @description `hf-` and 10 characters; one for each call. */
            id: string;
            /** @constant */
            object: "chat.completion";
            /** @description When the call was made, in seconds since 1970. */
            created: number;
            /** @description The model asked for; else the base address, or `tgi` in a gateway. */
            model: string;
            /** @description The answers, `n` of them, in the order of their `index`. */
            choices: components["schemas"]["ChatCompletionChoice"][];
            usage?: components["schemas"]["CompletionUsage"] | undefined;
            /** @description The server's version and build. Absent where it does not tell. */
            system_fingerprint?: string | undefined;
        };
        /** @description One answer. */
        ChatCompletionChoice: {
            /** @description Its place among the choices, from 0. */
            index: number;
            message: components["schemas"]["ChatCompletionMessage"];
            /** @description The log probabilities of its tokens; null if not asked for. */
            logprobs: components["schemas"]["ChatCompletionLogprobs"] | null;
            /**
             * @description Why generation ended. `stop`: the model was done, or met a stop sequence. `length`: it was cut off. `tool_calls`: it asks for tools. The others come from OpenAI-shaped servers only.
             * @enum {string}
             */
            finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call";
            tgi?: components["schemas"]["TgiDetails"] | undefined;
        };
        /** @description What the model said. May be sent back as it is, as an assistant message. */
        ChatCompletionMessage: {
            /** @constant */
            role: "assistant";
            /** @description The text; null beside `tool_calls`. */
            content: string | null;
            /** @description Why the model declined to answer. Always null from TGI. */
            refusal: string | null;
            /** @description The calls that the model asks for. Absent: none. */
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCall"][] | undefined;
            /** @description What the model thought first, where the server tells it apart, under this name. */
            reasoning_content?: string | null | undefined;
            /** @description What the model thought first, where the server tells it apart, under this name. */
            reasoning?: string | null | undefined;
        };
        /** @description A call that the model asks for. */
        ChatCompletionMessageToolCall: {
            /** @description What the tool's message refers to. Unique within a conversation, unlike TGI's own. */
            id: string;
            /** @constant */
            type: "function";
            function: components["schemas"]["FunctionCall"];
        };
        /** @description A function, and what to call it with. */
        FunctionCall: {
            /** @description The function's name. */
            name: string;
            /** @description The arguments as JSON text, which may be invalid or not fit the function. Check it. */
            arguments: string;
        };
        /** @description The log probabilities of a choice's tokens. */
        ChatCompletionLogprobs: {
            /** @description The tokens of the text, without special ones. */
            content: components["schemas"]["ChatCompletionTokenLogprob"][] | null;
            /** @description The tokens of the refusal. Always null from TGI. */
            refusal: components["schemas"]["ChatCompletionTokenLogprob"][] | null;
        };
        /** @description A generated token. */
        ChatCompletionTokenLogprob: {
            /** @description Its text. */
            token: string;
            /** @description The natural logarithm of its probability. */
            logprob: number;
            /** @description Its text in UTF-8; null if the token is only a part of a character. */
            bytes: number[] | null;
            /** @description The likeliest tokens at this position, as many as asked for. */
            top_logprobs: components["schemas"]["TopLogprob"][];
        };
        /** @description A token that was likely at a position. */
        TopLogprob: {
            /** @description Its text. */
            token: string;
            /** @description The natural logarithm of its probability. */
            logprob: number;
            /** @description Its text in UTF-8; null if the token is only a part of a character. */
            bytes: number[] | null;
        };
        /** @description What TGI tells of a choice beyond OpenAI's shape. In streams on the last chunk of the choice; absent from other servers. */
        TgiDetails: {
            /** @description TGI's own word, `length`, `eos_token` or `stop_sequence`; null if it did not tell. */
            finish_reason: string | null;
            /** @description The seed that was used, in decimal digits, since it may exceed 2^53; null without sampling. */
            seed: string | null;
        };
        /** @description The server's count of tokens, added up over all choices and prompts. Absent where the server gives none: never a guess. */
        CompletionUsage: {
            /** @description Tokens read. */
            prompt_tokens: number;
            /** @description Tokens generated, the end-of-text token included. */
            completion_tokens: number;
            /** @description Both together. */
            total_tokens: number;
            /** @description What kinds of tokens were read. Absent from TGI. */
            prompt_tokens_details?: components["schemas"]["PromptTokensDetails"] | null | undefined;
            /** @description What kinds of tokens were generated. Absent from TGI. */
            completion_tokens_details?: components["schemas"]["CompletionTokensDetails"] | null | undefined;
        };
        /** @description The kinds of tokens read. */
        PromptTokensDetails: {
            /** @description Those found in the server's prefix cache. */
            cached_tokens?: number | null | undefined;
        };
        /** @description The kinds of tokens generated. */
        CompletionTokensDetails: {
            /** @description Those of the model's thinking. */
            reasoning_tokens?: number | null | undefined;
        };
        /** @description A part of a streamed answer. Those of several choices come interleaved. */
        ChatCompletionChunk: {
            /** @description `hf-` and 10 characters; the same in all chunks of a call. */
            id: string;
            /** @constant */
            object: "chat.completion.chunk";
            /** @description When the call was made, in seconds since 1970; the same in all chunks of a call. */
            created: number;
            /** @description The model asked for; else the base address, or `tgi` in a gateway. */
            model: string;
            /** @description One choice; none in the chunk that holds the usage. */
            choices: components["schemas"]["ChatCompletionChunkChoice"][];
            /** @description The count of all tokens, in the last chunk, if `stream_options.include_usage` asked for it. */
            usage?: components["schemas"]["CompletionUsage"] | null | undefined;
            /** @description The server's version and build. Absent where it does not tell. */
            system_fingerprint?: string | undefined;
        };
        /** @description What a chunk adds to a choice. */
        ChatCompletionChunkChoice: {
            /** @description The place of the choice among the choices, from 0. */
            index: number;
            delta: components["schemas"]["ChatCompletionDelta"];
            /** @description The log probabilities of the tokens in this chunk; null or absent if not asked for. */
            logprobs?: components["schemas"]["ChatCompletionLogprobs"] | null | undefined;
            /**
             * @description Why generation ended, in the last chunk of the choice; until then null.
             * @enum {string|null}
             */
            finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call" | null;
            tgi?: components["schemas"]["TgiDetails"] | undefined;
        };
        /** @description What a chunk adds to a message. The first of a choice holds the role and no text; the last holds nothing. */
        ChatCompletionDelta: {
            /** @constant */
            role?: "assistant" | undefined;
            /** @description Text to append. */
            content?: string | null | undefined;
            /** @description Text to append to the refusal. Never from TGI. */
            refusal?: string | null | undefined;
            /** @description Parts of calls, to be put together by their `index`. */
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCallChunk"][] | undefined;
            /** @description Thought to append, where the server tells it apart, under this name. */
            reasoning_content?: string | null | undefined;
            /** @description Thought to append, where the server tells it apart, under this name. */
            reasoning?: string | null | undefined;
        };
        /** @description A part of a call. The first of a call holds `id`, `type` and the name; the others append arguments. */
        ChatCompletionMessageToolCallChunk: {
            /** @description The place of the call among the calls of the message, from 0. */
            index: number;
            /** @description What the tool's message refers to. */
            id?: string | undefined;
            /** @constant */
            type?: "function" | undefined;
            function?: components["schemas"]["FunctionCallChunk"] | undefined;
        };
        /** @description A part of a function call. */
        FunctionCallChunk: {
            /** @description The function's name, whole. */
            name?: string | undefined;
            /** @description JSON text to append. */
            arguments?: string | undefined;
        };
        /** @description A prompt to continue, and how. */
        CompletionRequest: {
            /** @description The text to continue, or several. Token ids are refused, by name: TGI takes text only. */
            prompt: string | string[] | number[] | number[][];
            /** @description The model's id, such as `meta-llama/Llama-3.1-8B-Instruct`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
            model?: string | null | undefined;
            /** @description `true` answers with Completions as they are generated, each with what is new. Absent: false, one Completion at the end. */
            stream?: boolean | null | undefined;
            /** @description What the stream tells besides the text. Means nothing without `stream`. */
            stream_options?: components["schemas"]["ChatCompletionStreamOptions"] | null | undefined;
            /** @description The most tokens to generate in a choice, sent as `max_new_tokens`. Absent: the server's limit (TGI 3: what the context has room for; TGI 1.3 to 2.4: 100). */
            max_tokens?: number | null | undefined;
            /** @description How many choices to generate for each prompt, by as many requests side by side; choice i gets `seed` + i. Absent: 1. */
            n?: number | null | undefined;
            /** @description Generates this many candidates on the server and answers the likeliest (TGI allows 2 unless set up otherwise). Needs sampling; not with `n` or `stream`; `seed` is then not sent. Absent: 1. */
            best_of?: number | null | undefined;
            /** @description Whether the text begins with the prompt, as it was sent. Absent: false. */
            echo?: boolean | null | undefined;
            /** @description Text that follows what is generated. Refused by TGI: write the model's fill-in-the-middle tokens into the prompt. */
            suffix?: string | null | undefined;
            /** @description Text that ends generation, and is not part of the answer. Absent: only the stop sequences of the prompt builder. */
            stop?: components["schemas"]["StopSequences"] | null | undefined;
            /** @description Makes sampling repeatable. Absent: the server draws one, and tells it under `tgi.seed`. */
            seed?: components["schemas"]["Seed"] | null | undefined;
            /** @description Flattens (above 1) or sharpens (below 1) the choice between tokens. 0 always takes the likeliest. TGI takes any positive number; OpenAI ends at 2. Absent: 1, the server's default. */
            temperature?: number | null | undefined;
            /** @description Samples among the likeliest tokens whose probabilities add up to this share. 0 always takes the likeliest; 1 is off, and is not sent, since TGI refuses it. Absent: 1. */
            top_p?: number | null | undefined;
            /** @description Makes a token less likely by this much for each time it has come before; negative values make it likelier. 0 is off. Absent: 0. */
            frequency_penalty?: number | null | undefined;
            /** @description Makes a token less likely once it has come. TGI has no such parameter and refuses all but 0: use `frequency_penalty` or `repetition_penalty`. Absent: 0. */
            presence_penalty?: number | null | undefined;
            /** @description What to add to the logits of certain tokens. TGI has no such parameter and refuses any entry; OpenAI-shaped servers take it. Absent: nothing is added. */
            logit_bias?: components["schemas"]["LogitBias"] | null | undefined;
            /** @description Tells the log probability of each generated token, and of this many of the likeliest at its position. 0 tells the generated ones alone. Absent: none. */
            logprobs?: number | null | undefined;
            /** @description `false` always takes the likeliest token, whatever the other parameters say. Absent: true, unless `temperature` or `top_p` is 0. `true` with a temperature of 0 is an error. */
            do_sample?: boolean | null | undefined;
            /** @description Samples among this many of the likeliest tokens. 0 is off, and is not sent. Absent: 0. */
            top_k?: number | null | undefined;
            /** @description Samples among the tokens of typical information content whose probabilities add up to this share (typical decoding). 1 is off. Absent: 1. */
            typical_p?: number | null | undefined;
            /** @description Divides the score of tokens that have come before, in the prompt or in the answer. 1 is off; 1.2 is strong; below 1 rewards repetition. Absent: 1. */
            repetition_penalty?: number | null | undefined;
            /** @description Keeps only this many tokens of the prompt, the last ones. Absent: a prompt that is too long is an error. */
            truncate?: number | null | undefined;
            /** @description Whether to watermark the text (Kirchenbauer et al., 2023). Absent: false. */
            watermark?: boolean | null | undefined;
            /** @description The form that the answer must have, in TGI's own words; `response_format` is OpenAI's way to say it. Absent: free text. */
            grammar?: components["schemas"]["Grammar"] | null | undefined;
            /** @description The LoRA adapter to apply. TGI takes an unknown one for the base model, without an error. Absent: the base model. */
            adapter_id?: string | null | undefined;
            /** @description TGI's name of the number in `logprobs`; equal probabilities may give more than asked for. Absent: 0. */
            top_n_tokens?: number | null | undefined;
            /** @description Who asks, for OpenAI's abuse detection. Ignored. */
            user?: string | null | undefined;
        };
        /** @description The continuation of a prompt. In a stream each event is one of these too, whose `text` is what is new. */
        Completion: {
            /** @description `hf-` and 10 characters; one for each call. */
            id: string;
            /** @constant */
            object: "text_completion";
            /** @description When the call was made, in seconds since 1970. */
            created: number;
            /** @description The model asked for; else the base address, or `tgi` in a gateway. */
            model: string;
            /** @description The continuations in the order of their `index`: those of the first prompt, then those of the next. In a stream one; none in the event that holds the usage. */
            choices: components["schemas"]["CompletionChoice"][];
            /** @description The count of all tokens. In a stream in the last event, if `stream_options.include_usage` asked for it. */
            usage?: components["schemas"]["CompletionUsage"] | null | undefined;
            /** @description The server's version and build. Absent where it does not tell. */
            system_fingerprint?: string | undefined;
        };
        /** @description One continuation. */
        CompletionChoice: {
            /** @description Its place among the choices, from 0. */
            index: number;
            /** @description What was generated, after the prompt if `echo` asked for it. In a stream, text to append. */
            text: string;
            /** @description The log probabilities of its tokens; null if not asked for. */
            logprobs: components["schemas"]["CompletionLogprobs"] | null;
            /**
             * @description Why generation ended. `stop`: the model was done, or met a stop sequence. `length`: it was cut off. In a stream null until the last event of the choice.
             * @enum {string|null}
             */
            finish_reason: "stop" | "length" | "content_filter" | null;
            tgi?: components["schemas"]["TgiDetails"] | undefined;
        };
        /** @description The log probabilities of a choice's tokens, as lists of one length. */
        CompletionLogprobs: {
            /** @description The texts of the tokens, without special ones. */
            tokens: string[];
            /** @description The natural logarithm of each token's probability; null where there is none, as for the first of all. */
            token_logprobs: (number | null)[];
            /** @description At each position the likeliest tokens and their logarithms; null if none were asked for. */
            top_logprobs: ({
                [key: string]: number;
            } | null)[] | null;
            /** @description Where each token begins in the text of the choice, in UTF-16 units as JavaScript counts. */
            text_offset: number[];
        };
        /** @description Texts to embed, and how. */
        EmbeddingRequest: {
            /** @description One text, or any number of them. Token ids are refused, by name, unless the setting `tokenIds: "server"` says that they are the model's own. */
            input: string | string[] | number[] | number[][];
            /** @description The model's id, such as `BAAI/bge-m3`. Absent: the one model of the server at `apiBase`. Required where the address serves many. */
            model?: string | null | undefined;
            /**
             * @description `float`: lists of numbers. `base64`: the same as little-endian 32-bit floats, made here whatever the server sends. Absent: `float`.
             * @enum {string|null}
             */
            encoding_format?: "float" | "base64" | null | undefined;
            /** @description Keeps only this many numbers of each vector, for models trained to be cut (TEI 1.8). Refused where the server cannot. Absent: all. */
            dimensions?: number | null | undefined;
            /** @description Whether vectors are scaled to length 1. Absent: the server's default, true in TEI. */
            normalize?: boolean | null | undefined;
            /** @description The name of a prompt in the model's sentence-transformers configuration, such as `query`, to put before each text. Absent: the server's default, mostly none. */
            prompt_name?: string | null | undefined;
            /** @description Whether texts that are too long are cut. Absent: false, sent to TEI as such, so that none is cut in silence: a text that is too long is an error. */
            truncate?: boolean | null | undefined;
            /**
             * @description Which end is cut off. Either spelling will do. Absent: `right`.
             * @enum {string|null}
             */
            truncation_direction?: "left" | "right" | "Left" | "Right" | null | undefined;
            /**
             * @description How to make one vector of a text for which the server answers one vector per token: `mean` takes their average. Absent: such answers are an error.
             * @enum {string|null}
             */
            pooling?: "mean" | null | undefined;
            /** @description Who asks, for OpenAI's abuse detection. Ignored. */
            user?: string | null | undefined;
        };
        /** @description The vectors of the texts. */
        CreateEmbeddingResponse: {
            /** @constant */
            object: "list";
            /** @description One for each text, in the order of the texts. */
            data: components["schemas"]["Embedding"][];
            /** @description The model asked for; else the base address, or `tgi` in a gateway. */
            model: string;
            usage?: components["schemas"]["EmbeddingUsage"] | undefined;
        };
        /** @description The vector of a text. */
        Embedding: {
            /** @constant */
            object: "embedding";
            /** @description The place of the text in `input`, from 0. */
            index: number;
            /** @description The numbers; with `base64` the little-endian 32-bit floats in base64. */
            embedding: number[] | string;
        };
        /** @description The server's count of tokens, added up over all texts. Absent where the server gives none: never a guess. */
        EmbeddingUsage: {
            /** @description Tokens read. */
            prompt_tokens: number;
            /** @description The same, since none are generated. */
            total_tokens: number;
        };
        /** @description The models that can be asked for. */
        ModelList: {
            /** @constant */
            object: "list";
            /** @description The models. */
            data: components["schemas"]["Model"][];
        };
        /** @description A model that can be asked for. */
        Model: {
            /** @description What to give as `model`. */
            id: string;
            /** @constant */
            object: "model";
            /** @description When it was made, in seconds since 1970; 0 from TGI, which does not know. */
            created: number;
            /** @description Who owns it; the model's id again from TGI. */
            owned_by: string;
        };
        /** @description The state of the gateway. */
        Health: {
            /** @constant */
            status: "ok";
        };
        /** @description Why a request failed; the body of every error, and of an error event in a stream. */
        ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
        };
        /** @description An error. */
        ErrorObject: {
            /** @description What happened and what to do, for people. Holds no secrets and no prompts. */
            message: string;
            /** @description The kind: `invalid_request_error`, `authentication_error`, `permission_error`, `rate_limit_error` or `server_error`; else the server's own word. */
            type: string;
            /** @description The request property at fault, as a path (`messages[0].content`); null if it is none. */
            param: string | null;
            /** @description A word for programs, such as TGI's `error_type` (`validation`, `overloaded`); null if there is none. */
            code: string | null;
        };
    };
    responses: {
        /** @description The request is malformed, asks for what cannot be done, or a setting is missing. `param` names the property. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A setting is wrong or missing. */
        NotConfigured: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key or token is missing or wrong. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The token may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description There is no such model, or no such path. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body is too large. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body is not declared as JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server behind refuses a value; `code` is its `error_type`. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The model failed. Not retried: GPU time was spent, and other requests of its batch failed with it. */
        ModelFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests at once, or a quota is used up. */
        TooManyRequests: {
            headers: {
                "retry-after": components["headers"]["RetryAfter"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server behind failed, or the gateway. */
        ServerFailed: {
            headers: {
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server behind could not be reached, broke off, or refuses the gateway. */
        BadGateway: {
            headers: {
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The model is being loaded, its endpoint is scaling up, or the server is not healthy. */
        ServiceUnavailable: {
            headers: {
                "retry-after": components["headers"]["RetryAfter"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server behind did not answer in time. */
        GatewayTimeout: {
            headers: {
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Any other status of the server behind, kept as it is. */
        OtherStatus: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Seconds to wait before asking again. Absent if the server behind gave no time. */
        RetryAfter: number;
        /** @description `false` on a failure that was retried here already, so that the retries of a client do not multiply ours. Otherwise absent. */
        ShouldRetry: "false";
    };
    pathItems: never;
}
export type ChatCompletionRequest = components['schemas']['ChatCompletionRequest'];
export type ChatCompletionStreamOptions = components['schemas']['ChatCompletionStreamOptions'];
export type StopSequences = components['schemas']['StopSequences'];
export type Seed = components['schemas']['Seed'];
export type LogitBias = components['schemas']['LogitBias'];
export type PromptCacheOptions = components['schemas']['PromptCacheOptions'];
export type ChatCompletionMessageParam = components['schemas']['ChatCompletionMessageParam'];
export type ChatCompletionSystemMessageParam = components['schemas']['ChatCompletionSystemMessageParam'];
export type ChatCompletionDeveloperMessageParam = components['schemas']['ChatCompletionDeveloperMessageParam'];
export type ChatCompletionUserMessageParam = components['schemas']['ChatCompletionUserMessageParam'];
export type ChatCompletionAssistantMessageParam = components['schemas']['ChatCompletionAssistantMessageParam'];
export type ChatCompletionToolMessageParam = components['schemas']['ChatCompletionToolMessageParam'];
export type ChatCompletionFunctionMessageParam = components['schemas']['ChatCompletionFunctionMessageParam'];
export type ChatCompletionContentPart = components['schemas']['ChatCompletionContentPart'];
export type ChatCompletionAssistantContentPart = components['schemas']['ChatCompletionAssistantContentPart'];
export type ChatCompletionContentPartText = components['schemas']['ChatCompletionContentPartText'];
export type ChatCompletionContentPartImage = components['schemas']['ChatCompletionContentPartImage'];
export type ChatCompletionContentPartInputAudio = components['schemas']['ChatCompletionContentPartInputAudio'];
export type ChatCompletionContentPartFile = components['schemas']['ChatCompletionContentPartFile'];
export type ChatCompletionContentPartRefusal = components['schemas']['ChatCompletionContentPartRefusal'];
export type ImageUrl = components['schemas']['ImageUrl'];
export type InputAudio = components['schemas']['InputAudio'];
export type InputFile = components['schemas']['InputFile'];
export type PromptCacheBreakpoint = components['schemas']['PromptCacheBreakpoint'];
export type ChatCompletionTool = components['schemas']['ChatCompletionTool'];
export type FunctionDefinition = components['schemas']['FunctionDefinition'];
export type ChatCompletionToolChoiceOption = components['schemas']['ChatCompletionToolChoiceOption'];
export type ChatCompletionNamedToolChoice = components['schemas']['ChatCompletionNamedToolChoice'];
export type FunctionName = components['schemas']['FunctionName'];
export type ResponseFormat = components['schemas']['ResponseFormat'];
export type ResponseFormatText = components['schemas']['ResponseFormatText'];
export type ResponseFormatJSONSchema = components['schemas']['ResponseFormatJSONSchema'];
export type NamedJSONSchema = components['schemas']['NamedJSONSchema'];
export type ResponseFormatJSONObject = components['schemas']['ResponseFormatJSONObject'];
export type Grammar = components['schemas']['Grammar'];
export type JsonGrammar = components['schemas']['JsonGrammar'];
export type JsonObjectGrammar = components['schemas']['JsonObjectGrammar'];
export type RegexGrammar = components['schemas']['RegexGrammar'];
export type JsonSchemaGrammar = components['schemas']['JsonSchemaGrammar'];
export type JsonSchema = components['schemas']['JsonSchema'];
export type JsonSchemaConfig = components['schemas']['JsonSchemaConfig'];
export type ChatCompletion = components['schemas']['ChatCompletion'];
export type ChatCompletionChoice = components['schemas']['ChatCompletionChoice'];
export type ChatCompletionMessage = components['schemas']['ChatCompletionMessage'];
export type ChatCompletionMessageToolCall = components['schemas']['ChatCompletionMessageToolCall'];
export type FunctionCall = components['schemas']['FunctionCall'];
export type ChatCompletionLogprobs = components['schemas']['ChatCompletionLogprobs'];
export type ChatCompletionTokenLogprob = components['schemas']['ChatCompletionTokenLogprob'];
export type TopLogprob = components['schemas']['TopLogprob'];
export type TgiDetails = components['schemas']['TgiDetails'];
export type CompletionUsage = components['schemas']['CompletionUsage'];
export type PromptTokensDetails = components['schemas']['PromptTokensDetails'];
export type CompletionTokensDetails = components['schemas']['CompletionTokensDetails'];
export type ChatCompletionChunk = components['schemas']['ChatCompletionChunk'];
export type ChatCompletionChunkChoice = components['schemas']['ChatCompletionChunkChoice'];
export type ChatCompletionDelta = components['schemas']['ChatCompletionDelta'];
export type ChatCompletionMessageToolCallChunk = components['schemas']['ChatCompletionMessageToolCallChunk'];
export type FunctionCallChunk = components['schemas']['FunctionCallChunk'];
export type CompletionRequest = components['schemas']['CompletionRequest'];
export type Completion = components['schemas']['Completion'];
export type CompletionChoice = components['schemas']['CompletionChoice'];
export type CompletionLogprobs = components['schemas']['CompletionLogprobs'];
export type EmbeddingRequest = components['schemas']['EmbeddingRequest'];
export type CreateEmbeddingResponse = components['schemas']['CreateEmbeddingResponse'];
export type Embedding = components['schemas']['Embedding'];
export type EmbeddingUsage = components['schemas']['EmbeddingUsage'];
export type ModelList = components['schemas']['ModelList'];
export type Model = components['schemas']['Model'];
export type Health = components['schemas']['Health'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type ErrorObject = components['schemas']['ErrorObject'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseNotConfigured = components['responses']['NotConfigured'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseUnprocessableEntity = components['responses']['UnprocessableEntity'];
export type ResponseModelFailed = components['responses']['ModelFailed'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseServerFailed = components['responses']['ServerFailed'];
export type ResponseBadGateway = components['responses']['BadGateway'];
export type ResponseServiceUnavailable = components['responses']['ServiceUnavailable'];
export type ResponseGatewayTimeout = components['responses']['GatewayTimeout'];
export type ResponseOtherStatus = components['responses']['OtherStatus'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type HeaderShouldRetry = components['headers']['ShouldRetry'];
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
                "application/json": components["schemas"]["ChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The answer, whole or as a stream of events. Lines that begin with a colon keep the connection open and mean nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletion"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            424: components["responses"]["ModelFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerFailed"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["OtherStatus"];
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
                "application/json": components["schemas"]["CompletionRequest"];
            };
        };
        responses: {
            /** @description The continuation, whole or as a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completion"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            424: components["responses"]["ModelFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerFailed"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["OtherStatus"];
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
                "application/json": components["schemas"]["EmbeddingRequest"];
            };
        };
        responses: {
            /** @description The vectors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateEmbeddingResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            424: components["responses"]["ModelFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerFailed"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["OtherStatus"];
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
            /** @description The models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            400: components["responses"]["NotConfigured"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerFailed"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["OtherStatus"];
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model's id. Its slash is percent-encoded, as in `org%2Fname`.
                 * @example tgi
                 */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["NotConfigured"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerFailed"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["OtherStatus"];
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
            /** @description The gateway is up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Another method than GET, HEAD or OPTIONS. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The gateway is shutting down, and takes no new requests. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
