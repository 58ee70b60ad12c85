/**
 * vLLM's own documents leave its answers open, so that no comparison judges ours. Here the examples do: each property is shown, each
 * property that may be null or left out is shown so, and what no example shows is listed.
 */
import { describe, expect, test } from 'vitest';
import type { Schema } from '../support/spec-operations.ts';
import { readSpec } from '../support/spec-operations.ts';

const { operations, schemas } = readSpec('vllm');
const properties = new Map<string, Seen>();
/** Properties of examples that their schemas lack. */
const strays = new Set<string>();

interface Seen {
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  isShown: boolean;
  isShownNull: boolean;
  isShownAbsent: boolean;
}

for (const operation of operations) {
  for (const { body } of operation.responses) {
    if (body === undefined) continue;
    const isStream = body.mediaType === 'text/event-stream';
    const read = isStream ? body.contents : [body.schema];
    for (const { value } of body.examples) {
      for (const answer of isStream ? eventData(String(value)) : [value]) visit({ anyOf: read }, answer, '');
    }
  }
}

/** Null by vLLM's classes, or in other versions. */
const NEVER_NULL = toPlaces({
  OutputMessage: 'reasoning_content tool_calls',
  ChatCompletionChoice: 'finish_reason',
  ChatCompletion: 'system_fingerprint',
  Usage: 'completion_tokens',
  PromptTokensDetails: 'cached_tokens',
  CompletionTokensDetails: 'reasoning_tokens',
  ChatCompletionLogprobs: 'content',
  PromptLogprob: 'rank decoded_token',
  ChatCompletionDelta: 'content reasoning reasoning_content',
  ChatCompletionChunk: 'usage system_fingerprint',
  DeltaToolCall: 'id type function.name function.arguments',
  CompletionChoice: 'finish_reason',
  Completion: 'system_fingerprint',
  CompletionChunk: 'usage system_fingerprint',
  RerankDocument: 'text',
  Model: 'root',
});

/** Absent from older versions, or newer ones: an answer without is still understood. */
const NEVER_ABSENT = toPlaces({
  ChatCompletionChoice: 'logprobs stop_reason',
  Usage: 'completion_tokens',
  ChatCompletion: 'prompt_logprobs',
  PromptTokensDetails: 'cached_tokens',
  CompletionTokensDetails: 'reasoning_tokens',
  PromptLogprob: 'rank decoded_token',
  ChatCompletionChunkChoice: 'logprobs finish_reason',
  DeltaToolCall: 'function function.arguments',
  ErrorInfo: 'param',
  CompletionChoice: 'logprobs stop_reason token_ids prompt_logprobs prompt_token_ids routed_experts',
  Completion: 'service_tier system_fingerprint kv_transfer_params ec_transfer_params metrics',
  CompletionChunkChoice: 'logprobs finish_reason stop_reason token_ids prompt_token_ids',
  RerankUsage: 'prompt_tokens',
  RerankDocument: 'text multi_modal',
  TokenizeResponse: 'token_strs',
  Model: 'root parent max_model_len permission',
  ModelPermission:
    'allow_create_engine allow_sampling allow_logprobs allow_search_indices allow_view allow_fine_tuning organization group is_blocking',
});

/** `Schema.property`, from the properties of each schema. */
function toPlaces(groups: Readonly<Record<string, string>>): readonly string[] {
  const places = Object.entries(groups).flatMap(([owner, names]) => names.split(' ').map((name) => `${owner}.${name}`));
  return places.toSorted();
}

describe('the answers of vLLM', () => {
  const placesOf = (isWanted: (seen: Seen) => boolean) =>
    [...properties]
      .filter(([, seen]) => isWanted(seen))
      .map(([place]) => place)
      .toSorted();

  test('have no property that no example shows', () => {
    expect(placesOf(({ isShown }) => !isShown)).toEqual([]);
  });

  test('show no property that is not described', () => {
    expect([...strays]).toEqual([]);
  });

  test('are null where that is allowed, but for what no recording shows', () => {
    expect(placesOf(({ isNullable, isShownNull }) => isNullable && !isShownNull)).toEqual(NEVER_NULL);
  });

  test('leave out what may be absent, but for what no recording lacks', () => {
    expect(placesOf(({ isOptional, isShownAbsent }) => isOptional && !isShownAbsent)).toEqual(NEVER_ABSENT);
  });
});

function visit(schema: Schema, value: unknown, owner: string): void {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    return visit(schemas[name] ?? {}, value, name);
  }
  for (const member of schema.oneOf ?? schema.anyOf ?? []) visit(member, value, owner);
  if (Array.isArray(value) && schema.items !== undefined) noteItems(schema.items, value, `${owner}[]`);
  const { properties: described, required = [], additionalProperties: others } = schema;
  if (!isObject(value)) return;
  if (typeof others === 'object') noteItems(others, Object.values(value), `${owner}{}`);
  // Of a union, a value is of the members whose required properties it has.
  if (described === undefined || required.some((name) => !(name in value))) return;
  for (const [name, property] of Object.entries(described)) {
    const place = `${owner}.${name}`;
    const seen = properties.get(place) ?? toUnseen(property, !required.includes(name));
    properties.set(place, seen);
    if (value[name] === null) seen.isShownNull = true;
    if (name in value) seen.isShown = true;
    else seen.isShownAbsent = true;
    visit(property, value[name], place);
  }
  for (const name of Object.keys(value)) if (!(name in described)) strays.add(`${owner}.${name}`);
}

function noteItems(schema: Schema, items: readonly unknown[], place: string): void {
  const seen = properties.get(place) ?? toUnseen(schema, false);
  properties.set(place, seen);
  for (const item of items) {
    seen.isShown = true;
    if (item === null) seen.isShownNull = true;
    visit(schema, item, place);
  }
}

function toUnseen(schema: Schema, isOptional: boolean): Seen {
  return { isNullable: allowsNull(schema), isOptional, isShown: false, isShownNull: false, isShownAbsent: false };
}

function allowsNull(schema: Schema): boolean {
  if (schema.$ref !== undefined) return allowsNull(schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {});
  const members = schema.oneOf ?? schema.anyOf;
  return members === undefined ? [schema.type].flat().includes('null') : members.some(allowsNull);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function eventData(stream: string): readonly unknown[] {
  const data = stream.split('\n\n').map((event) => event.replace(/^data: /, ''));
  return data.filter((text) => text !== '' && text !== '[DONE]').map((text): unknown => JSON.parse(text));
}
