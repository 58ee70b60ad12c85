// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { ChatCompletionChunk, Completion, ErrorResponse, ResponseStreamEvent } from './openai.ts';
import * as schemas from './openai.zod.ts';

// The value of a text of JSON.
const json = <Value>(schema: z.ZodMiniType<Value>) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'Invalid input: expected JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    schema,
  );

/** One event of each stream, errors among them, with its JSON read. */
export interface StreamEvents {
  createChatCompletion: { data: ChatCompletionChunk | ErrorResponse | "[DONE]" };
  createCompletion: { data: Completion | ErrorResponse | "[DONE]" };
  createResponse: { event: "response.created" | "response.in_progress" | "response.output_item.added" | "response.output_item.done" | "response.content_part.added" | "response.content_part.done" | "response.output_text.delta" | "response.output_text.done" | "response.refusal.delta" | "response.refusal.done" | "response.reasoning_text.delta" | "response.reasoning_text.done" | "response.function_call_arguments.delta" | "response.function_call_arguments.done" | "response.custom_tool_call_input.delta" | "response.custom_tool_call_input.done" | "response.completed" | "response.incomplete" | "response.failed" | "error"; data: ResponseStreamEvent } | { data: "[DONE]" };
}

/** Reads and checks one event of each stream: its `data` is given as text, and read as JSON where the spec says so. */
export const events: { readonly [Operation in keyof StreamEvents]: z.ZodMiniType<StreamEvents[Operation]> } = {
  createChatCompletion: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(z.union([schemas.ChatCompletionChunk, schemas.ErrorResponse])), z.literal("[DONE]")]),
  }))(),
  createCompletion: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(z.union([schemas.Completion, schemas.ErrorResponse])), z.literal("[DONE]")]),
  }))(),
  createResponse: /* @__PURE__ */ (() => z.union([z.looseObject({
    event: z.literal(["response.created", "response.in_progress", "response.output_item.added", "response.output_item.done", "response.content_part.added", "response.content_part.done", "response.output_text.delta", "response.output_text.done", "response.refusal.delta", "response.refusal.done", "response.reasoning_text.delta", "response.reasoning_text.done", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.custom_tool_call_input.delta", "response.custom_tool_call_input.done", "response.completed", "response.incomplete", "response.failed", "error"]),
    data: json(schemas.ResponseStreamEvent),
  }), z.looseObject({
    data: z.literal("[DONE]"),
  })]))(),
};
