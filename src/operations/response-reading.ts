/** Reads reasoning and tool calls out of the text of prompts that were built here; loaded where a builder has a response template. */
import type { ChatCompletionRequest, ResponseFormat } from '../../generated/openai.ts';
import { isObject } from '../base/check.ts';
import { ReadingDeltas, readGeneration } from '../bridge/response-reading.ts';
import type { ResponseReading } from '../bridge/response-reading.ts';
import { isForced } from '../bridge/request.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { createCallId } from './identity.ts';
import type { PlannedText, TextApi } from './text.ts';

interface ReadChat {
  request: ChatCompletionRequest;
  builder: PromptBuilder;
  /** What was sent: it may have opened the reasoning. */
  prompt: string | undefined;
}

/** The same API, whose texts are read by the builder's response template. */
export function readResponses<Planned extends PlannedText, Event>(
  api: TextApi<Planned, Event>,
  { request, builder, prompt = '' }: ReadChat,
): TextApi<Planned, Event> {
  const { tools, tool_choice: choice, parallel_tool_calls: parallel } = request;
  const isOffered = (tools ?? []).length > 0 && choice !== 'none';
  const reading: ResponseReading = {
    template: builder.responseTemplate,
    prompt,
    tools: isOffered ? (tools ?? []) : [],
    isForced: isOffered && isForced(request),
    isParallel: parallel !== false,
    createCallId,
  };
  return {
    ...api,
    async send(planned, settings) {
      const read = await api.send(planned, settings);
      return { ...read, generations: read.generations.map((generation) => readGeneration(generation, reading)) };
    },
    async open(planned, settings) {
      const opened = await api.open(planned, settings);
      return 'reader' in opened ? { ...opened, reader: new ReadingDeltas(opened.reader, reading) } : opened;
    },
  };
}

/** The form of the one call that a chat demands, as a schema; undefined where it demands none. */
export function toForcedFormat(request: ChatCompletionRequest): ResponseFormat | undefined {
  const { tools, tool_choice: choice } = request;
  if ((tools ?? []).length === 0 || !isForced(request)) return undefined;
  const wanted = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined;
  const schemas = (tools ?? [])
    .filter((tool) => wanted === undefined || tool.function.name === wanted)
    .map(({ function: { name, parameters } }) => ({
      type: 'object',
      properties: {
        name: { type: 'string', enum: [name] },
        arguments: parameters ?? { type: 'object', properties: {} },
      },
      required: ['name', 'arguments'],
    }));
  const [only] = schemas;
  const schema = schemas.length === 1 && only !== undefined ? only : { anyOf: schemas };
  return { type: 'json_schema', json_schema: { name: 'call', schema } };
}
