/** Attributes of spans and metrics, by the names of OpenTelemetry's conventions for generative AI; what they have no name for is `easyllm.…`. */
import type { Attributes } from '@opentelemetry/api';
import { isObject } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import { EasyLLMError } from '../base/errors.ts';
import type { TracedCall } from '../client/traced-call.ts';

const OPERATIONS: Readonly<Record<TracedCall['operation'], string>> = {
  chat: 'chat',
  completion: 'text_completion',
  embedding: 'embeddings',
  response: 'chat',
  // The conventions have no name for it.
  rerank: 'rerank',
};

/** What spans and metrics have in common: which operation of which model was asked of which server. */
export function toCommonAttributes(call: TracedCall): Attributes {
  const { operation, server, model, address } = call;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const port = url?.port === '' ? { 'https:': '443', 'http:': '80' }[url.protocol] : url?.port;
  return {
    'gen_ai.operation.name': OPERATIONS[operation],
    // Servers that did not say who they are answer as OpenAI does, as far as is known.
    'gen_ai.provider.name': server ?? 'openai',
    ...(model !== undefined && { 'gen_ai.request.model': model }),
    ...(url !== undefined && { 'server.address': url.hostname }),
    ...(port !== undefined && { 'server.port': Number(port) }),
  };
}

/** The name of a span. */
export function toSpanName({ operation, model }: TracedCall): string {
  return model === undefined ? OPERATIONS[operation] : `${OPERATIONS[operation]} ${model}`;
}

/** Members of bodies, by the attributes that they are. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  'gen_ai.request.max_tokens': ['max_completion_tokens', 'max_tokens', 'max_output_tokens'],
  'gen_ai.request.temperature': ['temperature'],
  'gen_ai.request.top_p': ['top_p'],
  'gen_ai.request.top_k': ['top_k'],
  'gen_ai.request.seed': ['seed'],
  'gen_ai.request.frequency_penalty': ['frequency_penalty'],
  'gen_ai.request.presence_penalty': ['presence_penalty'],
  'gen_ai.embeddings.dimension.count': ['dimensions'],
};

/** What the body asks for, without what it says to the model. */
export function toRequestAttributes({ body, isStreaming, operation }: TracedCall): Attributes {
  if (!isObject(body)) return {};
  const attributes: Attributes = { 'gen_ai.request.stream': isStreaming };
  for (const [name, members] of Object.entries(NUMBERS)) {
    const value = members.map((member) => body[member]).find((given) => typeof given === 'number');
    if (typeof value === 'number') attributes[name] = value;
  }
  const { n, stop, encoding_format: encoding } = body;
  if (typeof n === 'number' && n !== 1) attributes['gen_ai.request.choice.count'] = n;
  const stops = [stop].flat().filter((text) => typeof text === 'string');
  if (stops.length > 0) attributes['gen_ai.request.stop_sequences'] = stops;
  if (typeof encoding === 'string') attributes['gen_ai.request.encoding_formats'] = [encoding];
  const output = toOutputType(body);
  if (output !== undefined) attributes['gen_ai.output.type'] = output;
  if (operation === 'chat') attributes['openai.api.type'] = 'chat_completions';
  if (operation === 'response') attributes['openai.api.type'] = 'responses';
  return attributes;
}

function toOutputType({ response_format: format, text }: JsonObject): string | undefined {
  const wanted = isObject(format) ? format : isObject(text) ? text['format'] : undefined;
  const type = isObject(wanted) ? wanted['type'] : undefined;
  if (type === 'text') return 'text';
  return typeof type === 'string' ? 'json' : undefined;
}

/** What came of a call. */
export function toAnswerAttributes(call: TracedCall): Attributes {
  const { id, answeredBy, finishReasons, usage, firstChunkMs, attempts, timings } = call;
  const attributes: Record<string, Attributes[string]> = {
    'gen_ai.response.id': id,
    'gen_ai.response.model': answeredBy,
    'gen_ai.response.finish_reasons': finishReasons.length > 0 ? [...finishReasons] : undefined,
    'gen_ai.response.time_to_first_chunk': firstChunkMs === undefined ? undefined : firstChunkMs / 1000,
    'gen_ai.usage.input_tokens': usage.inputTokens,
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage.cachedInputTokens,
    'gen_ai.usage.reasoning.output_tokens': usage.reasoningTokens,
    'easyllm.attempts': attempts,
    'easyllm.cancelled': call.isCancelled,
  };
  for (const [name, value] of Object.entries(timings)) attributes[`easyllm.server.timing.${name}`] = value;
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** The class of an error, and the status that the server answered with. */
export function toErrorAttributes(error: unknown): Attributes {
  if (!EasyLLMError.isInstance(error)) return { 'error.type': error instanceof Error ? error.name : '_OTHER' };
  return {
    'error.type': error.name,
    ...(error.status !== undefined && { 'http.response.status_code': error.status }),
  };
}
