// Generated from openapi/vllm.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { ChatCompletionStreamEvent, CompletionStreamEvent } from './vllm.ts';
import * as schemas from './vllm.zod.ts';

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
  createChatCompletion: { data: ChatCompletionStreamEvent | "[DONE]" };
  createCompletion: { data: CompletionStreamEvent | "[DONE]" };
}

/** Reads and checks one event of each stream: its `data` is given as text, and read as JSON where the spec says so. */
export const events: { readonly [Operation in keyof StreamEvents]: z.ZodMiniType<StreamEvents[Operation]> } = {
  createChatCompletion: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(schemas.ChatCompletionStreamEvent), z.literal("[DONE]")]),
  }))(),
  createCompletion: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(schemas.CompletionStreamEvent), z.literal("[DONE]")]),
  }))(),
};
