// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
import type { Schema } from './openai.schema.ts';

const RerankDocument: Schema = { type: "object", required: ["text"], properties: {
  text: { type: "string" },
} };

export const RerankRequest: Schema = { type: "object", additionalProperties: false, required: ["query","documents"], properties: {
  query: { type: "string", minLength: 1 },
  documents: { type: "array", minItems: 1, items: { oneOf: [{ type: "string" }, RerankDocument] } },
  model: { type: ["string","null"] },
  top_n: { type: ["integer","null"], minimum: 1 },
  return_documents: { type: ["boolean","null"] },
  raw_scores: { type: ["boolean","null"] },
  truncate: { type: ["boolean","null"] },
  truncation_direction: { type: ["string","null"], enum: ["left","right","Left","Right",null] },
  max_tokens_per_doc: { type: ["integer","null"], minimum: 1 },
  rank_fields: { type: ["array","null"], minItems: 1, items: { type: "string" } },
  user: { type: ["string","null"] },
} };
