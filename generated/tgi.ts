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
         * @description The same check as `GET /health`. Checked against TGI 3.3.7.
         */
        get: operations["healthAtRoot"];
        put?: never;
        /**
         * Generate text, streamed or not
         * @description With `stream: true` the answer is an event stream, else a list of one. Inference Endpoints and the hf-inference provider have this route too. Checked against TGI 3.3.7.
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
         * @description Answers once generation has finished. Checked against TGI 3.3.7.
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
         * @description Once the body has been accepted the status is 200: overload, validation and generation errors are events. `best_of` must be absent or 1, and `decoder_input_details` absent or false. Checked against TGI 3.3.7.
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
         * @description The server applies the model's own chat template; a last message of the assistant is continued. With `stream: true` the answer is an event stream. Since TGI 1.4; checked against 3.3.7.
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
         * @description No template is applied. Several prompts are generated at once: their choices come in the order in which they finish, their chunks interleaved. With `stream: true` the answer is an event stream. Checked against TGI 3.3.7.
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
         * @description A list of one, since a server has one model. Since TGI 2.3; checked against 3.3.7.
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
         * @description Special tokens are added, as they are for generation; neither length nor emptiness is checked, and `parameters` have no effect. Checked against TGI 3.3.7.
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
         * @description Shows the prompt that `/v1/chat/completions` would give to the model. It is not protected by the key. Since TGI 2.3; checked against 3.3.7.
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
         * @description Takes the body of `/` (it has `inputs`), of `/v1/chat/completions` (`messages`) or of `/v1/completions` (`prompt`), looked for in that order, and answers as that route does. Checked against TGI 3.3.7.
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
         * @description Instances are generated at once and answered in order; prompts are sampled. One that fails, for whatever reason, fails all with 500. Checked against TGI 3.3.7.
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
         * @description Limits for `top_n_tokens`, the size of a body, and whether grammars are supported are not told. Checked against TGI 3.3.7.
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
         * @description Healthy means that the model can generate, not only that the router answers. Checked against TGI 3.3.7.
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
         * @description The same check as `GET /health`. Checked against TGI 3.3.7.
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
         * @description In Prometheus' text format; every name begins with `tgi_`. Checked against TGI 3.3.7.
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
        /** @description What to generate on `POST /`. */
        CompatGenerateRequest: {
            inputs: components["schemas"]["Inputs"];
            parameters?: components["schemas"]["GenerateParameters"] | undefined;
            /** @description Whether to answer with an event stream. Absent means false. */
            stream?: boolean | undefined;
        };
        /** @description What to generate on the routes whose path says whether they stream. */
        GenerateRequest: {
            inputs: components["schemas"]["Inputs"];
            parameters?: components["schemas"]["GenerateParameters"] | undefined;
        };
        /** @description The prompt, as the model shall read it; the tokenizer adds its special tokens. Models that see take images as `![](URL or data URI)`. `/tokenize` alone takes an empty one. */
        Inputs: string;
        /** @description How to generate. The presence of this object matters: without it `do_sample` is true, with an empty one it is false. */
        GenerateParameters: {
            /** @description Which of the server's LoRA adapters to use. Absent, or unknown to the server, means the base model. */
            adapter_id?: string | null | undefined;
            /** @description Number of sequences to generate, of which the likeliest is the answer. Absent or 0 means 1. More than 1 needs sampling, no `seed` and no stream. The maximum is the server's `max_best_of`. */
            best_of?: number | null | undefined;
            /** @description Whether to tell the tokens of the prompt, in `details.prefill`; implies `details`. Absent means false. Refused in streams; without effect since 3.0 unless the server runs with `--enable-prefill-logprobs`. */
            decoder_input_details?: boolean | undefined;
            /** @description Whether to tell how the text came about. Absent means false; a stream then never tells its finish reason. */
            details?: boolean | undefined;
            /** @description Whether to sample. False means the likeliest token each time. Absent means false, but true where `parameters` is absent too. */
            do_sample?: boolean | undefined;
            /** @description How much to lower the logit of a token for each time it has occurred; a negative one raises it. Absent means 0, no penalty. */
            frequency_penalty?: number | null | undefined;
            /** @description What form the text must have. Absent means any. */
            grammar?: components["schemas"]["GrammarType"] | null | undefined;
            /** @description Number of tokens after which to end. Absent means as many as the context holds (since 3.0; 100 from 1.3.3 to 2.4.1). Together with the prompt it may not exceed the server's `max_total_tokens`, where since 3.1.1 at most 1024 are counted. */
            max_new_tokens?: number | null | undefined;
            /** @description What to divide the logit of a token by once it has occurred; below 1 favours it. Absent means 1, no penalty. */
            repetition_penalty?: number | null | undefined;
            /** @description Whether `generated_text` begins with the prompt. Absent means false, but on `/` true where the model's pipeline is `text-generation` or unknown. */
            return_full_text?: boolean | null | undefined;
            /** @description Seed of the sampling, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means a random one. Refused with `best_of` above 1. */
            seed?: number | null | undefined;
            /** @description Texts that end generation once the output ends in one of them; it stays in the output. One that ends within a token is missed. Absent means none. The maximum is the server's `max_stop_sequences`. */
            stop?: string[] | undefined;
            /** @description What to divide the logits by before sampling. Absent means 1. 0 is refused, it does not mean greedy. */
            temperature?: number | null | undefined;
            /** @description Number of likeliest tokens to sample from. Absent means all. */
            top_k?: number | null | undefined;
            /** @description Number of likeliest tokens to tell for each position, in `top_tokens`; ties may bring more. Absent or 0 means none. The maximum is the server's `--max-top-n-tokens`. */
            top_n_tokens?: number | null | undefined;
            /** @description Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
            top_p?: number | null | undefined;
            /** @description Number of tokens to keep of the prompt, its last ones; at most the server's `max_input_tokens`. Absent means that a prompt that is too long is refused. */
            truncate?: number | null | undefined;
            /** @description Sum of the probabilities of the tokens to sample from, taken by how typical their information is. Absent means 1, all; 1 itself is refused. */
            typical_p?: number | null | undefined;
            /** @description Whether to mark the text, statistically, as generated. Absent means false. */
            watermark?: boolean | undefined;
        };
        /** @description What form the text must have. */
        GrammarType: components["schemas"]["JsonGrammar"] | components["schemas"]["JsonObjectGrammar"] | components["schemas"]["RegexGrammar"] | components["schemas"]["JsonSchemaGrammar"];
        /** @description JSON that fits a schema. */
        JsonGrammar: {
            /**
             * @description The kind of grammar.
             * @constant
             */
            type: "json";
            value: components["schemas"]["JsonSchema"];
        };
        /** @description Another name of `json` (since 2.1). Unlike OpenAI's format of that name it cannot do without a schema. */
        JsonObjectGrammar: {
            /**
             * @description The kind of grammar.
             * @constant
             */
            type: "json_object";
            value: components["schemas"]["JsonSchema"];
        };
        /** @description Text that matches a regular expression. */
        RegexGrammar: {
            /**
             * @description The kind of grammar.
             * @constant
             */
            type: "regex";
            /** @description The expression, which the whole text must match. */
            value: string;
        };
        /** @description JSON that fits a schema with a name. Since 3.3. */
        JsonSchemaGrammar: {
            /**
             * @description The kind of grammar.
             * @constant
             */
            type: "json_schema";
            value: components["schemas"]["JsonSchemaConfig"];
        };
        /** @description A schema and its name. */
        JsonSchemaConfig: {
            /** @description A name for the schema, which changes nothing. */
            name?: string | null | undefined;
            /** @description A JSON Schema (2020-12) with `properties` at its top; one without is refused. */
            schema: {
                [key: string]: unknown;
            };
        };
        /** @description A JSON Schema (2020-12) with `properties` at its top; one without is refused. */
        JsonSchema: {
            [key: string]: unknown;
        } | string;
        /** @description A list of one, as Hugging Face's text-generation pipelines answer. */
        CompatGenerateResponse: components["schemas"]["GenerateResponse"][];
        /** @description A finished generation. */
        GenerateResponse: {
            /** @description The text, after the prompt if `return_full_text` was true. It is not the sum of the tokens' texts: special tokens are left out, and a leading space may be. */
            generated_text: string;
            /** @description How the text came about. Absent unless asked for. */
            details?: components["schemas"]["Details"] | null | undefined;
        };
        /** @description How a text came about. */
        Details: {
            finish_reason: components["schemas"]["FinishReason"];
            /** @description Number of generated tokens, an end-of-sequence token included. */
            generated_tokens: number;
            seed?: components["schemas"]["UsedSeed"] | undefined;
            /** @description The tokens of the prompt. Empty unless `decoder_input_details` was true and the server supports it. */
            prefill: components["schemas"]["PrefillToken"][];
            /** @description The generated tokens, in order. */
            tokens: components["schemas"]["Token"][];
            /** @description For each generated token the likeliest ones of its position. Absent unless `top_n_tokens` was given. */
            top_tokens?: components["schemas"]["Token"][][] | null | undefined;
            /** @description The sequences that were not chosen. Absent unless `best_of` was above 1. */
            best_of_sequences?: components["schemas"]["BestOfSequence"][] | null | undefined;
        };
        /** @description A sequence that was generated for `best_of` and not chosen. */
        BestOfSequence: {
            /** @description The text. */
            generated_text: string;
            finish_reason: components["schemas"]["FinishReason"];
            /** @description Number of generated tokens, an end-of-sequence token included. */
            generated_tokens: number;
            seed?: components["schemas"]["UsedSeed"] | undefined;
            /** @description The tokens of the prompt, as in `details`. */
            prefill: components["schemas"]["PrefillToken"][];
            /** @description The generated tokens, in order. */
            tokens: components["schemas"]["Token"][];
            /** @description For each generated token the likeliest ones of its position, as in `details`. */
            top_tokens?: components["schemas"]["Token"][][] | null | undefined;
        };
        /**
         * @description Why generation ended: at the allowed number of tokens (even if the last one ends the sequence), at an end-of-sequence token, or at one of `stop`.
         * @enum {string}
         */
        FinishReason: "length" | "eos_token" | "stop_sequence";
        /** @description The seed of the sampling, given or random, up to 2^64 - 1: more than a JavaScript number holds exactly. Null if nothing was sampled. */
        UsedSeed: number | null;
        /** @description A token of the prompt. */
        PrefillToken: {
            /** @description Number of the token in the model's vocabulary. */
            id: number;
            /** @description Text of the token. */
            text: string;
            /** @description Natural logarithm of its probability. Null for the first token. */
            logprob: number | null;
        };
        /** @description A generated token. */
        Token: {
            /** @description Number of the token in the model's vocabulary. */
            id: number;
            /** @description What the token adds to the text; empty while a character is unfinished. */
            text: string;
            /** @description Natural logarithm of its probability. Null if it is not a number. */
            logprob: number | null;
            /** @description Whether the token is one of the model's control tokens, which are not part of `generated_text`. */
            special: boolean;
        };
        /** @description One event of a native stream. */
        StreamEvent: components["schemas"]["StreamResponse"] | components["schemas"]["StreamError"];
        /** @description One token of a native stream. */
        StreamResponse: {
            /** @description Number of the token in the answer, from 1. Since 1.4. */
            index?: number | undefined;
            token: components["schemas"]["Token"];
            /** @description The likeliest tokens of this position. Absent unless `top_n_tokens` was given. */
            top_tokens?: components["schemas"]["Token"][] | null | undefined;
            /** @description Null until the last event, which has the whole text: maybe an empty one, and with the prompt if `return_full_text` was true. */
            generated_text: string | null;
            /** @description Null until the last event, and there too unless `details` were asked for. */
            details: components["schemas"]["StreamDetails"] | null;
        };
        /** @description How a streamed text came about. */
        StreamDetails: {
            finish_reason: components["schemas"]["FinishReason"];
            /** @description Number of generated tokens, an end-of-sequence token included. */
            generated_tokens: number;
            seed?: components["schemas"]["UsedSeed"] | undefined;
            /** @description Number of tokens of the prompt. Since 2.3. */
            input_length?: number | null | undefined;
        };
        /** @description An error of a native stream, and its last event. Streams of `/v1` had this form up to 2.4.0. */
        StreamError: {
            /** @description What happened. */
            error: string;
            /** @description The kind of error: `validation`, `overloaded`, `generation`, `incomplete_generation_stream`, `stream_serialization_error`. */
            error_type: string;
        };
        /** @description An error of a `/v1` stream, which `[DONE]` follows. Since 2.4.1. */
        OpenAIStreamError: {
            /** @description The error. */
            error: {
                /** @description What happened. Its beginning is all that tells the kind of error. */
                message: string;
                /** @description Always 422, whatever happened. */
                http_status_code: number;
            };
        };
        /** @description An error of the router. */
        ErrorResponse: {
            /** @description What happened. */
            error: string;
            /** @description The kind of error: `validation`, `template_error`, `missing_template_variable`, `tool_error`, `suffix not supported`, `batch size exceeded` (422); `generation` (424); `overloaded` (429); `incomplete_generation`, `incomplete_generation_stream`, `stream_serialization_error`, `headers`, `no details` (500); `healthcheck` (503). On `/vertex` also `Input validation error` (422) and `Incomplete generation` (500). */
            error_type: string;
        };
        /** @description A conversation and how to continue it. */
        ChatRequest: {
            /** @description The conversation, oldest message first. If the last one is the assistant's, it is continued. */
            messages: components["schemas"]["Message"][];
            /** @description Which of the server's LoRA adapters to use; `tgi`, or one unknown to the server, means the base model. The answer repeats it. Absent means the base model. */
            model?: string | null | undefined;
            /** @description Number of tokens after which to end. Absent means as many as the context holds (since 3.0; 100 before). */
            max_tokens?: number | null | undefined;
            /** @description Another name of `max_tokens` (since 3.1). Both together are refused. Absent means what `max_tokens` says. */
            max_completion_tokens?: number | null | undefined;
            /** @description What to divide the logits by before sampling; 0 means greedy. Absent means 1. */
            temperature?: number | null | undefined;
            /** @description Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
            top_p?: number | null | undefined;
            /** @description How much to lower the logit of a token for each time it has occurred. Absent means 0, no penalty. */
            frequency_penalty?: number | null | undefined;
            /** @description Not OpenAI's: TGI adds 2 to it and takes the sum as its `repetition_penalty`, so that 0 is a heavy penalty and -1 none. Absent means no penalty. */
            presence_penalty?: number | null | undefined;
            /** @description Whether to tell the probabilities of the tokens. Absent means false. */
            logprobs?: boolean | null | undefined;
            /** @description Number of likeliest tokens to tell for each position, with `logprobs`. Absent means none. The maximum is the server's `--max-top-n-tokens`. */
            top_logprobs?: number | null | undefined;
            /** @description Texts that end generation once the output ends in one of them; it stays in the output. Absent means none. The maximum is the server's `max_stop_sequences`. */
            stop?: string[] | null | undefined;
            /** @description Seed of the sampling, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means a random one. */
            seed?: number | null | undefined;
            /** @description Whether to answer with an event stream. Absent means false. */
            stream?: boolean | undefined;
            stream_options?: components["schemas"]["StreamOptions"] | undefined;
            /** @description Functions that the model may call, at most one in an answer. Absent means none; an empty list costs a pass and cannot be combined with `response_format`. */
            tools?: components["schemas"]["Tool"][] | null | undefined;
            /** @description Whether the model may, must or must not call a function. Absent means `auto`. */
            tool_choice?: components["schemas"]["ToolChoice"] | null | undefined;
            /** @description Text that introduces the tools, appended to the last message. Absent means TGI's own, which asks for a JSON object. */
            tool_prompt?: string | null | undefined;
            /** @description What form the answer must have, as in TGI's own `grammar` and not in OpenAI's form. Absent means any. Refused together with `tools`. */
            response_format?: components["schemas"]["GrammarType"] | null | undefined;
            /**
             * @deprecated
             * @description Has no effect; there is always one choice. Absent means the same.
             */
            n?: number | null | undefined;
            /**
             * @deprecated
             * @description Has no effect, and is a list where OpenAI has a map. Absent means the same.
             */
            logit_bias?: number[] | null | undefined;
        };
        /** @description How to stream. Without effect on other answers. */
        StreamOptions: {
            /** @description Whether a last chunk, without choices, tells the usage. Absent means false. Since 2.3. */
            include_usage?: boolean | undefined;
        };
        /** @description One message of the conversation. TGI takes `content` or `tool_calls`; of one that has both it would drop the calls in silence, so that this document forbids it. */
        Message: components["schemas"]["ContentMessage"] | components["schemas"]["ToolCallMessage"];
        /** @description A message that says something. */
        ContentMessage: {
            role: components["schemas"]["Role"];
            content: components["schemas"]["MessageContent"];
            /** @description Name of who speaks, for templates that use it. Absent means none. */
            name?: string | null | undefined;
            /** @description Which call a message of role `tool` answers. TGI does not give it to the template. Absent means none. */
            tool_call_id?: string | null | undefined;
        };
        /** @description A message that calls functions. Since 3.1.1. */
        ToolCallMessage: {
            role: components["schemas"]["Role"];
            /** @description Nothing. Absent means the same. */
            content?: null | undefined;
            /** @description Name of who speaks, for templates that use it. Absent means none. */
            name?: string | null | undefined;
            /** @description The calls, in order. */
            tool_calls: components["schemas"]["ToolCall"][];
        };
        /**
         * @description Who speaks. The template decides which roles there are: usually `system`, `user` and `assistant`, often `tool`.
         * @example user
         */
        Role: string;
        /** @description What is said. Parts are put together without anything between them. */
        MessageContent: string | components["schemas"]["MessageChunk"][];
        /** @description A part of a message. */
        MessageChunk: components["schemas"]["TextChunk"] | components["schemas"]["ImageChunk"];
        /** @description A part that is text. */
        TextChunk: {
            /**
             * @description The kind of part.
             * @constant
             */
            type: "text";
            /** @description The text. */
            text: string;
        };
        /** @description A part that is an image, for models that see. */
        ImageChunk: {
            /**
             * @description The kind of part.
             * @constant
             */
            type: "image_url";
            image_url: components["schemas"]["ImageUrl"];
        };
        /** @description Where an image is. OpenAI's `detail` has no effect. */
        ImageUrl: {
            /** @description An http address, which the server fetches, or a data URI. */
            url: string;
        };
        /** @description A function that the model may call. */
        Tool: {
            /**
             * @description The kind of tool. TGI reads any word here and knows no other kind.
             * @constant
             */
            type: "function";
            function: components["schemas"]["FunctionDefinition"];
        };
        /** @description What a function is called and takes. OpenAI's `strict` has no effect. */
        FunctionDefinition: {
            /** @description Name of the function. */
            name: string;
            /** @description What the function does, for the model to read. Absent means nothing. */
            description?: string | null | undefined;
            /** @description JSON Schema of the arguments. Unlike OpenAI, TGI cannot do without; `{}` means none. */
            parameters: {
                [key: string]: unknown;
            };
        };
        /** @description Whether the model may, must or must not call a function. */
        ToolChoice: string | components["schemas"]["NamedToolChoice"];
        /** @description The function to call. Since 2.4.1. */
        NamedToolChoice: {
            /**
             * @description The kind of tool.
             * @constant
             */
            type: "function";
            /** @description The function. */
            function: {
                /** @description Name of one of `tools`. */
                name: string;
            };
        };
        /** @description A call that an earlier answer made. */
        ToolCall: {
            /** @description Identity of the call. */
            id: string;
            /**
             * @description The kind of tool.
             * @constant
             */
            type: "function";
            function: components["schemas"]["FunctionCall"];
        };
        /** @description A function and what it was given. */
        FunctionCall: {
            /** @description Name of the function. */
            name: string;
            /** @description What the function does; TGI's answers have null here. Absent means null. */
            description?: string | null | undefined;
            /** @description The arguments, as the template shall see them. */
            arguments: string | {
                [key: string]: unknown;
            };
        };
        /** @description The answer to a conversation. */
        ChatCompletion: {
            /** @description Always empty. */
            id: string;
            /** @description `chat.completion`; before 2.1 `text_completion`. */
            object: string;
            /** @description When the answer was made, in seconds since 1970. */
            created: number;
            /** @description The requested model; the served one if none was requested, and in 1.4 and 2.0 always. */
            model: string;
            /** @description Version of TGI, a hyphen, and the label of its Docker image or `native`. */
            system_fingerprint: string;
            /** @description One choice. */
            choices: components["schemas"]["ChatCompletionChoice"][];
            usage: components["schemas"]["Usage"];
        };
        /** @description An answer. */
        ChatCompletionChoice: {
            /** @description Number of the choice, from 0. */
            index: number;
            message: components["schemas"]["OutputMessage"];
            /** @description Probabilities of the tokens. Null unless asked for. */
            logprobs?: components["schemas"]["ChatCompletionLogprobs"] | null | undefined;
            /** @description Why generation ended: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. A tool call ends with one of these too. */
            finish_reason: string;
        };
        /** @description What the model said, or the function it called. */
        OutputMessage: {
            /** @description Always `assistant`. */
            role: string;
            /** @description The text. Absent if a function was called. */
            content?: string | null | undefined;
            /** @description The calls, at most one. Absent if the model answered with text. Up to 1.4.3 a call without list. */
            tool_calls?: components["schemas"]["OutputToolCall"][] | components["schemas"]["OutputToolCall"] | null | undefined;
        };
        /** @description A call that the model makes. */
        OutputToolCall: {
            /** @description Always `"0"`, in every answer; in 1.4 and 2.0 the number 0. */
            id: string | number;
            /** @description Always `function`. */
            type: string;
            function: components["schemas"]["OutputFunctionCall"];
        };
        /** @description The called function and what it is given. */
        OutputFunctionCall: {
            /** @description Name of the function. Up to 2.0.0 it could be `tools`. */
            name: string;
            /** @description Always null. */
            description?: string | null | undefined;
            /** @description The arguments, written as compact JSON; up to 3.1.1 an object. */
            arguments?: string | {
                [key: string]: unknown;
            } | null | undefined;
            /** @description The arguments up to 2.0.0. */
            parameters?: {
                [key: string]: unknown;
            } | null | undefined;
        };
        /** @description Probabilities of the tokens of an answer. */
        ChatCompletionLogprobs: {
            /** @description The tokens, in order, special ones included. */
            content: components["schemas"]["ChatCompletionLogprob"][];
        };
        /** @description A token and its probability. OpenAI's `bytes` are missing. */
        ChatCompletionLogprob: {
            /** @description Text of the token. */
            token: string;
            /** @description Natural logarithm of its probability. */
            logprob: number | null;
            /** @description The likeliest tokens of this position. Empty unless asked for. */
            top_logprobs: components["schemas"]["ChatCompletionTopLogprob"][];
        };
        /** @description One of the likeliest tokens of a position. */
        ChatCompletionTopLogprob: {
            /** @description Text of the token. */
            token: string;
            /** @description Natural logarithm of its probability. */
            logprob: number | null;
        };
        /** @description Numbers of tokens. */
        Usage: {
            /** @description Number of tokens of the prompt, the template's included. */
            prompt_tokens: number;
            /** @description Number of generated tokens, an end-of-sequence token included. */
            completion_tokens: number;
            /** @description The sum of both. */
            total_tokens: number;
        };
        /** @description One event of a chat stream, but for `[DONE]`. */
        ChatStreamEvent: components["schemas"]["ChatCompletionChunk"] | components["schemas"]["OpenAIStreamError"] | components["schemas"]["StreamError"];
        /** @description One token of a chat stream, or its usage. Nothing is sent while a tool call may still turn out to be text, and a tool call has no chunk with a finish reason: only `[DONE]` ends it. */
        ChatCompletionChunk: {
            /** @description Always empty. */
            id: string;
            /** @description `chat.completion.chunk`; before 2.1 `text_completion`. */
            object: string;
            /** @description When the chunk was made, in seconds since 1970. */
            created: number;
            /** @description The requested model; the served one if none was requested, and in 1.4 and 2.0 always. */
            model: string;
            /** @description Version of TGI, a hyphen, and the label of its Docker image or `native`. */
            system_fingerprint: string;
            /** @description One choice; none in the chunk that tells the usage. */
            choices: components["schemas"]["ChatCompletionChunkChoice"][];
            /** @description Null but in the last chunk, and there too unless asked for. Since 2.3. */
            usage?: components["schemas"]["Usage"] | null | undefined;
        };
        /** @description A part of an answer. */
        ChatCompletionChunkChoice: {
            /** @description Always 0; in 1.4 the number of the token. */
            index: number;
            delta: components["schemas"]["ChatCompletionDelta"];
            /** @description Probability of the token. Null unless asked for. */
            logprobs?: components["schemas"]["ChatCompletionLogprobs"] | null | undefined;
            /** @description Null until the last token of the text: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. */
            finish_reason?: string | null | undefined;
        };
        /** @description What a chunk adds. Up to 2.0.1 the end-of-sequence token could be in it, or nothing. */
        ChatCompletionDelta: {
            /** @description Always `assistant`, in every chunk. */
            role?: string | null | undefined;
            /** @description The text of the token; empty for a special one. Absent in tool calls. */
            content?: string | null | undefined;
            /** @description A part of a call. Absent in text. Up to 3.1.1 a call without list. */
            tool_calls?: components["schemas"]["DeltaToolCall"][] | components["schemas"]["DeltaToolCall"] | null | undefined;
        };
        /** @description A part of a call. */
        DeltaToolCall: {
            /** @description Number of the call, always 0. */
            index: number;
            /** @description Identity of the call, the same in every chunk: a number counted on from the conversation's calls, or a UUID. Empty up to 3.1.1. */
            id: string;
            /** @description Always `function`. */
            type: string;
            /** @description A part of the function and what it is given. */
            function: {
                /** @description Name of the function in the first chunk, then null. */
                name?: string | null | undefined;
                /** @description What to append to the arguments, which together are JSON with the spaces the model chose. */
                arguments: string;
            };
        };
        /** @description Prompts and how to continue them. OpenAI's `suffix` is refused; `n`, `best_of`, `echo`, `logprobs` and `presence_penalty` have no effect. */
        CompletionRequest: {
            /** @description The prompts, as the model shall read them. Token ids are refused. */
            prompt: string | string[];
            /** @description Which of the server's LoRA adapters to use; `tgi`, or one unknown to the server, means the base model. Absent means the base model. */
            model?: string | null | undefined;
            /** @description Number of tokens after which to end, for each prompt. Absent means as many as the context holds (since 3.0; 100 before). */
            max_tokens?: number | null | undefined;
            /** @description What to divide the logits by before sampling; 0 means greedy. Absent means 1. */
            temperature?: number | null | undefined;
            /** @description Sum of the probabilities of the likeliest tokens to sample from. Absent means 1, all; 1 itself is refused. */
            top_p?: number | null | undefined;
            /** @description What to divide the logit of a token by once it has occurred. Absent means 1, no penalty. */
            repetition_penalty?: number | null | undefined;
            /** @description How much to lower the logit of a token for each time it has occurred. Absent means 0, no penalty. */
            frequency_penalty?: number | null | undefined;
            /** @description Texts that end generation once the output ends in one of them; it stays in the output. Absent means none. The maximum is the server's `max_stop_sequences`. */
            stop?: string[] | null | undefined;
            /** @description Seed of the sampling, the same for each prompt, up to 2^64 - 1: more than a JavaScript number holds exactly. Absent means random ones. */
            seed?: number | null | undefined;
            /** @description Whether to answer with an event stream. Absent means false. */
            stream?: boolean | undefined;
        };
        /** @description The continuations of the prompts. */
        Completion: {
            /** @description Always empty. */
            id: string;
            /** @description Always `text_completion`. */
            object: string;
            /** @description When the answer was made, in seconds since 1970. */
            created: number;
            /** @description The served model, whatever was requested. */
            model: string;
            /** @description Version of TGI, a hyphen, and the label of its Docker image or `native`. */
            system_fingerprint: string;
            /** @description One choice for each prompt, in the order in which they finished. */
            choices: components["schemas"]["CompletionChoice"][];
            usage: components["schemas"]["Usage"];
        };
        /** @description A continuation, or a part of one. */
        CompletionChoice: {
            /** @description Number of the prompt, from 0. */
            index: number;
            /** @description The text; in a stream that of one token, a special one included. */
            text: string;
            /** @description Always null. */
            logprobs?: number[] | null | undefined;
            /** @description Why generation ended: `stop` (`eos_token` before 2.3), `length` or `stop_sequence`. In a stream `eos_token` in every version, and empty until the prompt's last chunk. */
            finish_reason: string;
        };
        /** @description One event of a completion stream, but for `[DONE]`. */
        CompletionStreamEvent: components["schemas"]["CompletionChunk"] | components["schemas"]["OpenAIStreamError"] | components["schemas"]["StreamError"];
        /** @description One token of one prompt. */
        CompletionChunk: {
            /** @description Always empty. */
            id: string;
            /** @description Always `text_completion`. */
            object: string;
            /** @description When the chunk was made, in seconds since 1970. */
            created: number;
            /** @description The served model, whatever was requested. */
            model: string;
            /** @description Version of TGI, a hyphen, and the label of its Docker image or `native`. */
            system_fingerprint: string;
            /** @description One choice. */
            choices: components["schemas"]["CompletionChoice"][];
            /** @description Usage of the prompt that ends here; absent in its other chunks. Since 2.3. */
            usage?: components["schemas"]["Usage"] | null | undefined;
        };
        /** @description The tokens of a prompt, in order. */
        TokenizeResponse: components["schemas"]["SimpleToken"][];
        /** @description A token and its place in the prompt. */
        SimpleToken: {
            /** @description Number of the token in the model's vocabulary. */
            id: number;
            /** @description Text of the token; empty if the server runs the tokenizer in Python. */
            text: string;
            /** @description Where the token begins, in UTF-8 bytes; 0 if the server runs the tokenizer in Python. */
            start: number;
            /** @description Where the token ends, in UTF-8 bytes, itself excluded; 0 if the server runs the tokenizer in Python. */
            stop: number;
        };
        /** @description A prompt and its tokens. */
        ChatTokenizeResponse: {
            tokenize_response: components["schemas"]["TokenizeResponse"];
            /** @description The prompt that the chat template made. */
            templated_text: string;
        };
        /** @description The body of one of three routes. */
        SagemakerRequest: components["schemas"]["CompatGenerateRequest"] | components["schemas"]["ChatRequest"] | components["schemas"]["CompletionRequest"];
        /** @description The answer of one of three routes. */
        SagemakerResponse: components["schemas"]["CompatGenerateResponse"] | components["schemas"]["ChatCompletion"] | components["schemas"]["Completion"];
        /** @description One event of a stream of one of three routes, but for `[DONE]`. */
        SagemakerStreamEvent: components["schemas"]["StreamResponse"] | components["schemas"]["ChatCompletionChunk"] | components["schemas"]["CompletionChunk"] | components["schemas"]["OpenAIStreamError"] | components["schemas"]["StreamError"];
        /** @description What to generate on `/vertex`. */
        VertexRequest: {
            /** @description What to generate, each by itself. */
            instances: components["schemas"]["VertexInstance"][];
        };
        /** @description A prompt or a conversation. */
        VertexInstance: components["schemas"]["VertexGenerateInstance"] | components["schemas"]["ChatRequest"];
        /** @description A prompt and how to continue it. */
        VertexGenerateInstance: {
            inputs: components["schemas"]["Inputs"];
            /** @description Only `max_new_tokens` and `seed` have an effect. Absent means neither. */
            parameters?: components["schemas"]["GenerateParameters"] | null | undefined;
        };
        /** @description The generated texts. */
        VertexResponse: {
            /** @description One text for each instance, in their order. */
            predictions: string[];
        };
        /** @description The served models. */
        ModelsInfo: {
            /** @description Always `list`. */
            object: string;
            /** @description One model. */
            data: components["schemas"]["ModelInfo"][];
        };
        /** @description The served model. */
        ModelInfo: {
            /** @description The model's id on the Hub, or where the server loaded it from. */
            id: string;
            /** @description Always `model`. */
            object: string;
            /** @description Always 0. */
            created: number;
            /** @description The same as `id`. */
            owned_by: string;
        };
        /** @description The served model and the limits of requests. */
        Info: {
            /** @description The model's id on the Hub, or where the server loaded it from. */
            model_id: string;
            /** @description The commit of the model. Null if unknown. */
            model_sha?: string | null | undefined;
            /** @description The model's task on the Hub, such as `text-generation`. Null if unknown. */
            model_pipeline_tag?: string | null | undefined;
            /** @description Number of requests under way above which the server is overloaded. */
            max_concurrent_requests: number;
            /** @description Maximum of `best_of`. */
            max_best_of: number;
            /** @description Maximum number of `stop` sequences. */
            max_stop_sequences: number;
            /** @description Maximum number of tokens of a prompt. Since 2.1. */
            max_input_tokens?: number | undefined;
            /** @description The name of `max_input_tokens` before 2.1. */
            max_input_length?: number | undefined;
            /** @description Maximum number of tokens of prompt and answer together. */
            max_total_tokens: number;
            /** @description Number of threads that tokenize. */
            validation_workers: number;
            /** @description Maximum number of prompts in a request to `/v1/completions`. */
            max_client_batch_size?: number | undefined;
            /** @description Name of the router. Since 2.1. */
            router?: string | undefined;
            /** @description Version of TGI. */
            version: string;
            /** @description The commit of TGI. Null if unknown. */
            sha?: string | null | undefined;
            /** @description Label of TGI's Docker image. Null if it runs without. */
            docker_label?: string | null | undefined;
            /** @description Type of the model's weights. Up to 2.2. */
            model_dtype?: string | undefined;
            /** @description Where the model runs, such as `cuda`. Up to 2.2. */
            model_device_type?: string | undefined;
            /** @description When waiting requests interrupt running ones to join their batch. Up to 2.2. */
            waiting_served_ratio?: number | undefined;
            /** @description Maximum number of tokens of a batch. Up to 2.2. */
            max_batch_total_tokens?: number | undefined;
            /** @description Number of tokens after which waiting requests join the batch. Up to 2.2. */
            max_waiting_tokens?: number | undefined;
            /** @description Maximum number of requests of a batch. Up to 2.2. */
            max_batch_size?: number | null | undefined;
        };
    };
    responses: {
        /** @description The model can generate. The body is empty. */
        Healthy: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The model cannot generate. */
        Unhealthy: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The headers of the request are larger than the HTTP server reads: the only refusal of a route without key, body and parameters. The body is empty. */
        HeadersTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The body is not JSON. */
        BadJson: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description The key is missing or wrong. The body is empty. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The body is larger than the server's `--payload-limit`, 2 000 000 bytes by default. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description The content type is neither `application/json` nor another of JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description The model failed while generating, and with it every request of the same batch. Not in streams, which tell it by an event. */
        GenerationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description As many requests are under way as the server allows. There is no `Retry-After`. Not in streams, which tell it by an event. */
        Overloaded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Generation ended before its last token. Not in streams, which tell it by an event. */
        IncompleteGeneration: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Generation ended before its last token, or its answer lacks what the router needs. */
        CompletionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description An instance failed. The reason is not told. */
        VertexFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request is invalid (JSON; in a stream an event instead), or the body is not of the right form (text, in a stream too). */
        GenerateUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description The body is not of the right form. An invalid request is told by an event instead. */
        GenerateStreamUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
            };
        };
        /** @description The template or the tools are wrong (JSON, in a stream too), the request is invalid (JSON; in a stream an event instead), or the body is not of the right form (text, in a stream too). */
        ChatUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description The request is invalid (JSON; in a stream an event instead, but for the suffix and the number of prompts), or the body is not of the right form (text, in a stream too). */
        CompletionUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description The tokenizer failed (JSON), or the body is not of the right form (text). */
        TokenizeUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description The template, the tools or the tokenizer failed (JSON), or the body is not of the right form (text). */
        ChatTokenizeUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description As on the chosen route, but a body that fits none of the three is refused without telling where (text). */
        SagemakerUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
        /** @description There is no instance, or the template or tools of a chat are wrong (JSON), or the body is not of the right form (text). */
        VertexUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
                "text/plain": string;
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description The hardware, as the operator named it.
         * @example gpu+optimized
         */
        ComputeType: string;
        /**
         * @description Time from validation to the last token, in seconds. Absent on streams.
         * @example 0.412709385
         */
        ComputeTime: number;
        /**
         * @description Length of the prompt in characters, after the chat template.
         * @example 24
         */
        ComputeCharacters: number;
        /**
         * @description Time from validation to the last token, in milliseconds. Absent on streams.
         * @example 412
         */
        TotalTime: number;
        /**
         * @description Time spent on validation, in milliseconds. Absent on streams.
         * @example 1
         */
        ValidationTime: number;
        /**
         * @description Time spent waiting for a batch, in milliseconds. Absent on streams.
         * @example 3
         */
        QueueTime: number;
        /**
         * @description Time spent generating, in milliseconds. Absent on streams.
         * @example 408
         */
        InferenceTime: number;
        /**
         * @description Mean time for each generated token, in milliseconds. Absent on streams.
         * @example 136
         */
        TimePerToken: number;
        /**
         * @description Number of tokens of the prompt. Absent on streams.
         * @example 6
         */
        PromptTokens: number;
        /**
         * @description Number of generated tokens, an end-of-sequence token included. Absent on streams.
         * @example 3
         */
        GeneratedTokens: number;
        /**
         * @description Asks proxies to pass events on at once.
         * @example no
         */
        AccelBuffering: "no";
        /**
         * @description Events are not to be stored.
         * @example no-cache
         */
        CacheControl: "no-cache";
    };
    pathItems: never;
}
export type CompatGenerateRequest = components['schemas']['CompatGenerateRequest'];
export type GenerateRequest = components['schemas']['GenerateRequest'];
export type Inputs = components['schemas']['Inputs'];
export type GenerateParameters = components['schemas']['GenerateParameters'];
export type GrammarType = components['schemas']['GrammarType'];
export type JsonGrammar = components['schemas']['JsonGrammar'];
export type JsonObjectGrammar = components['schemas']['JsonObjectGrammar'];
export type RegexGrammar = components['schemas']['RegexGrammar'];
export type JsonSchemaGrammar = components['schemas']['JsonSchemaGrammar'];
export type JsonSchemaConfig = components['schemas']['JsonSchemaConfig'];
export type JsonSchema = components['schemas']['JsonSchema'];
export type CompatGenerateResponse = components['schemas']['CompatGenerateResponse'];
export type GenerateResponse = components['schemas']['GenerateResponse'];
export type Details = components['schemas']['Details'];
export type BestOfSequence = components['schemas']['BestOfSequence'];
export type FinishReason = components['schemas']['FinishReason'];
export type UsedSeed = components['schemas']['UsedSeed'];
export type PrefillToken = components['schemas']['PrefillToken'];
export type Token = components['schemas']['Token'];
export type StreamEvent = components['schemas']['StreamEvent'];
export type StreamResponse = components['schemas']['StreamResponse'];
export type StreamDetails = components['schemas']['StreamDetails'];
export type StreamError = components['schemas']['StreamError'];
export type OpenAIStreamError = components['schemas']['OpenAIStreamError'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type ChatRequest = components['schemas']['ChatRequest'];
export type StreamOptions = components['schemas']['StreamOptions'];
export type Message = components['schemas']['Message'];
export type ContentMessage = components['schemas']['ContentMessage'];
export type ToolCallMessage = components['schemas']['ToolCallMessage'];
export type Role = components['schemas']['Role'];
export type MessageContent = components['schemas']['MessageContent'];
export type MessageChunk = components['schemas']['MessageChunk'];
export type TextChunk = components['schemas']['TextChunk'];
export type ImageChunk = components['schemas']['ImageChunk'];
export type ImageUrl = components['schemas']['ImageUrl'];
export type Tool = components['schemas']['Tool'];
export type FunctionDefinition = components['schemas']['FunctionDefinition'];
export type ToolChoice = components['schemas']['ToolChoice'];
export type NamedToolChoice = components['schemas']['NamedToolChoice'];
export type ToolCall = components['schemas']['ToolCall'];
export type FunctionCall = components['schemas']['FunctionCall'];
export type ChatCompletion = components['schemas']['ChatCompletion'];
export type ChatCompletionChoice = components['schemas']['ChatCompletionChoice'];
export type OutputMessage = components['schemas']['OutputMessage'];
export type OutputToolCall = components['schemas']['OutputToolCall'];
export type OutputFunctionCall = components['schemas']['OutputFunctionCall'];
export type ChatCompletionLogprobs = components['schemas']['ChatCompletionLogprobs'];
export type ChatCompletionLogprob = components['schemas']['ChatCompletionLogprob'];
export type ChatCompletionTopLogprob = components['schemas']['ChatCompletionTopLogprob'];
export type Usage = components['schemas']['Usage'];
export type ChatStreamEvent = components['schemas']['ChatStreamEvent'];
export type ChatCompletionChunk = components['schemas']['ChatCompletionChunk'];
export type ChatCompletionChunkChoice = components['schemas']['ChatCompletionChunkChoice'];
export type ChatCompletionDelta = components['schemas']['ChatCompletionDelta'];
export type DeltaToolCall = components['schemas']['DeltaToolCall'];
export type CompletionRequest = components['schemas']['CompletionRequest'];
export type Completion = components['schemas']['Completion'];
export type CompletionChoice = components['schemas']['CompletionChoice'];
export type CompletionStreamEvent = components['schemas']['CompletionStreamEvent'];
export type CompletionChunk = components['schemas']['CompletionChunk'];
export type TokenizeResponse = components['schemas']['TokenizeResponse'];
export type SimpleToken = components['schemas']['SimpleToken'];
export type ChatTokenizeResponse = components['schemas']['ChatTokenizeResponse'];
export type SagemakerRequest = components['schemas']['SagemakerRequest'];
export type SagemakerResponse = components['schemas']['SagemakerResponse'];
export type SagemakerStreamEvent = components['schemas']['SagemakerStreamEvent'];
export type VertexRequest = components['schemas']['VertexRequest'];
export type VertexInstance = components['schemas']['VertexInstance'];
export type VertexGenerateInstance = components['schemas']['VertexGenerateInstance'];
export type VertexResponse = components['schemas']['VertexResponse'];
export type ModelsInfo = components['schemas']['ModelsInfo'];
export type ModelInfo = components['schemas']['ModelInfo'];
export type Info = components['schemas']['Info'];
export type ResponseHealthy = components['responses']['Healthy'];
export type ResponseUnhealthy = components['responses']['Unhealthy'];
export type ResponseHeadersTooLarge = components['responses']['HeadersTooLarge'];
export type ResponseBadJson = components['responses']['BadJson'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseGenerationFailed = components['responses']['GenerationFailed'];
export type ResponseOverloaded = components['responses']['Overloaded'];
export type ResponseIncompleteGeneration = components['responses']['IncompleteGeneration'];
export type ResponseCompletionFailed = components['responses']['CompletionFailed'];
export type ResponseVertexFailed = components['responses']['VertexFailed'];
export type ResponseGenerateUnprocessable = components['responses']['GenerateUnprocessable'];
export type ResponseGenerateStreamUnprocessable = components['responses']['GenerateStreamUnprocessable'];
export type ResponseChatUnprocessable = components['responses']['ChatUnprocessable'];
export type ResponseCompletionUnprocessable = components['responses']['CompletionUnprocessable'];
export type ResponseTokenizeUnprocessable = components['responses']['TokenizeUnprocessable'];
export type ResponseChatTokenizeUnprocessable = components['responses']['ChatTokenizeUnprocessable'];
export type ResponseSagemakerUnprocessable = components['responses']['SagemakerUnprocessable'];
export type ResponseVertexUnprocessable = components['responses']['VertexUnprocessable'];
export type HeaderComputeType = components['headers']['ComputeType'];
export type HeaderComputeTime = components['headers']['ComputeTime'];
export type HeaderComputeCharacters = components['headers']['ComputeCharacters'];
export type HeaderTotalTime = components['headers']['TotalTime'];
export type HeaderValidationTime = components['headers']['ValidationTime'];
export type HeaderQueueTime = components['headers']['QueueTime'];
export type HeaderInferenceTime = components['headers']['InferenceTime'];
export type HeaderTimePerToken = components['headers']['TimePerToken'];
export type HeaderPromptTokens = components['headers']['PromptTokens'];
export type HeaderGeneratedTokens = components['headers']['GeneratedTokens'];
export type HeaderAccelBuffering = components['headers']['AccelBuffering'];
export type HeaderCacheControl = components['headers']['CacheControl'];
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
            200: components["responses"]["Healthy"];
            431: components["responses"]["HeadersTooLarge"];
            503: components["responses"]["Unhealthy"];
        };
    };
    compatGenerate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompatGenerateRequest"];
            };
        };
        responses: {
            /** @description The generated text. In a stream, each event is one token; the last one has `generated_text`, and `details` if they were asked for. Token counts and times are in the headers of an answer that is not a stream. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-time": components["headers"]["ComputeTime"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-total-time": components["headers"]["TotalTime"];
                    "x-validation-time": components["headers"]["ValidationTime"];
                    "x-queue-time": components["headers"]["QueueTime"];
                    "x-inference-time": components["headers"]["InferenceTime"];
                    "x-time-per-token": components["headers"]["TimePerToken"];
                    "x-prompt-tokens": components["headers"]["PromptTokens"];
                    "x-generated-tokens": components["headers"]["GeneratedTokens"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompatGenerateResponse"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["GenerateUnprocessable"];
            424: components["responses"]["GenerationFailed"];
            429: components["responses"]["Overloaded"];
            500: components["responses"]["IncompleteGeneration"];
        };
    };
    generate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description The generated text, and how it came about if `details` were asked for. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-time": components["headers"]["ComputeTime"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-total-time": components["headers"]["TotalTime"];
                    "x-validation-time": components["headers"]["ValidationTime"];
                    "x-queue-time": components["headers"]["QueueTime"];
                    "x-inference-time": components["headers"]["InferenceTime"];
                    "x-time-per-token": components["headers"]["TimePerToken"];
                    "x-prompt-tokens": components["headers"]["PromptTokens"];
                    "x-generated-tokens": components["headers"]["GeneratedTokens"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateResponse"];
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["GenerateUnprocessable"];
            424: components["responses"]["GenerationFailed"];
            429: components["responses"]["Overloaded"];
            500: components["responses"]["IncompleteGeneration"];
        };
    };
    generateStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prompt and how to continue it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description One event for each token; the last one has `generated_text`, and `details` if they were asked for. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-accel-buffering": components["headers"]["AccelBuffering"];
                    "cache-control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["GenerateStreamUnprocessable"];
        };
    };
    chatCompletions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The conversation and how to continue it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatRequest"];
            };
        };
        responses: {
            /** @description The answer. In a stream, each event is a chunk of one token. Token counts and times are in the headers of an answer that is not a stream. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-time": components["headers"]["ComputeTime"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-total-time": components["headers"]["TotalTime"];
                    "x-validation-time": components["headers"]["ValidationTime"];
                    "x-queue-time": components["headers"]["QueueTime"];
                    "x-inference-time": components["headers"]["InferenceTime"];
                    "x-time-per-token": components["headers"]["TimePerToken"];
                    "x-prompt-tokens": components["headers"]["PromptTokens"];
                    "x-generated-tokens": components["headers"]["GeneratedTokens"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletion"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ChatUnprocessable"];
            424: components["responses"]["GenerationFailed"];
            429: components["responses"]["Overloaded"];
            500: components["responses"]["IncompleteGeneration"];
        };
    };
    completions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prompts and how to continue them. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletionRequest"];
            };
        };
        responses: {
            /** @description The continuations. In a stream, each event is a chunk of one token of one prompt. The counts and times in the headers of an answer that is not a stream are sums over the prompts; there is no `x-compute-time`. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-total-time": components["headers"]["TotalTime"];
                    "x-validation-time": components["headers"]["ValidationTime"];
                    "x-queue-time": components["headers"]["QueueTime"];
                    "x-inference-time": components["headers"]["InferenceTime"];
                    "x-time-per-token": components["headers"]["TimePerToken"];
                    "x-prompt-tokens": components["headers"]["PromptTokens"];
                    "x-generated-tokens": components["headers"]["GeneratedTokens"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completion"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["CompletionUnprocessable"];
            424: components["responses"]["GenerationFailed"];
            429: components["responses"]["Overloaded"];
            500: components["responses"]["CompletionFailed"];
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
            /** @description The served model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelsInfo"];
                };
            };
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    tokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The prompt. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description The tokens of the prompt, in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenizeResponse"];
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["TokenizeUnprocessable"];
        };
    };
    getChatTokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The conversation. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatRequest"];
            };
        };
        responses: {
            /** @description The prompt and its tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatTokenizeResponse"];
                };
            };
            400: components["responses"]["BadJson"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ChatTokenizeUnprocessable"];
        };
    };
    sagemakerCompatibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The body of one of the three routes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SagemakerRequest"];
            };
        };
        responses: {
            /** @description The answer of the chosen route, with its headers. */
            200: {
                headers: {
                    "x-compute-type": components["headers"]["ComputeType"];
                    "x-compute-characters": components["headers"]["ComputeCharacters"];
                    "x-prompt-tokens": components["headers"]["PromptTokens"];
                    "x-generated-tokens": components["headers"]["GeneratedTokens"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SagemakerResponse"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["SagemakerUnprocessable"];
            424: components["responses"]["GenerationFailed"];
            429: components["responses"]["Overloaded"];
            500: components["responses"]["IncompleteGeneration"];
        };
    };
    vertexCompatibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The instances. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["VertexRequest"];
            };
        };
        responses: {
            /** @description The generated texts, one for each instance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VertexResponse"];
                };
            };
            400: components["responses"]["BadJson"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["VertexUnprocessable"];
            500: components["responses"]["VertexFailed"];
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
            /** @description The served model and the limits of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            431: components["responses"]["HeadersTooLarge"];
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
}
