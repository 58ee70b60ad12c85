// Generated from openapi/tgi.yaml by `npm run generate`. Do not edit.
import * as z from 'zod/mini';
import type { ChatStreamEvent, CompletionStreamEvent, SagemakerStreamEvent, StreamEvent } from './tgi.ts';
import * as schemas from './tgi.zod.ts';

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
  compatGenerate: { data: StreamEvent };
  generateStream: { data: StreamEvent };
  chatCompletions: { data: ChatStreamEvent | "[DONE]" };
  completions: { data: CompletionStreamEvent | "[DONE]" };
  sagemakerCompatibility: { data: SagemakerStreamEvent | "[DONE]" };
}

/** Reads and checks one event of each stream: its `data` is given as text, and read as JSON where the spec says so. */
export const events: { readonly [Operation in keyof StreamEvents]: z.ZodMiniType<StreamEvents[Operation]> } = {
  compatGenerate: /* @__PURE__ */ (() => z.looseObject({
    data: json(schemas.StreamEvent),
  }))(),
  generateStream: /* @__PURE__ */ (() => z.looseObject({
    data: json(schemas.StreamEvent),
  }))(),
  chatCompletions: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(schemas.ChatStreamEvent), z.literal("[DONE]")]),
  }))(),
  completions: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(schemas.CompletionStreamEvent), z.literal("[DONE]")]),
  }))(),
  sagemakerCompatibility: /* @__PURE__ */ (() => z.looseObject({
    data: z.union([json(schemas.SagemakerStreamEvent), z.literal("[DONE]")]),
  }))(),
};
