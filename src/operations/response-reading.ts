/** Reads reasoning and tool calls out of the text of prompts that were built here; loaded where a builder has a response template. */
import type { ChatCompletionRequest, ResponseFormat } from '../../generated/openai.ts';
import { isObject } from '../base/check.ts';
import { BadRequestError } from '../base/errors.ts';
import { ReadingDeltas, readGeneration } from '../bridge/response-reading.ts';
import type { ResponseReading } from '../bridge/response-reading.ts';
import { isForced, offersTools } from '../bridge/request.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import { createCallId } from './identity.ts';
import type { FailedText, OpenText, ReadText } from './text.ts';

export interface ReadChat {
  request: ChatCompletionRequest;
  builder: PromptBuilder;
  /** What was sent: it may have opened the reasoning. */
  prompt: string | undefined;
  /** Says in the log, once in the same words, what could not be read. */
  warnOnce: (words: string) => void;
}

/** A whole answer, with its texts taken apart. */
export function readWhole(read: ReadText, chat: ReadChat): ReadText {
  const reading = toReading(chat);
  return { ...read, generations: read.generations.map((generation) => readGeneration(generation, reading)) };
}

/** A stream whose texts are taken apart as they come. */
export function readStream<Event>(opened: OpenText<Event> | FailedText, chat: ReadChat): OpenText<Event> | FailedText {
  if (!('reader' in opened)) return opened;
  return { ...opened, reader: new ReadingDeltas(opened.reader, toReading(chat)) };
}

function toReading({ request, builder, prompt = '', warnOnce }: ReadChat): ResponseReading {
  const isOffered = offersTools(request);
  return {
    template: builder.responseTemplate,
    prompt,
    tools: isOffered ? (request.tools ?? []) : [],
    isForced: isOffered && isForced(request),
    isParallel: request.parallel_tool_calls !== false,
    createCallId,
    onUnreadable: (reason) =>
      warnOnce(`A part of the model’s text is not in the form of its response template, and stays text: ${reason}`),
  };
}

/** The form of the one call that a chat demands, as a schema; undefined where it demands none. */
export function toForcedFormat(request: ChatCompletionRequest): ResponseFormat | undefined {
  const { tools, tool_choice: choice } = request;
  if ((tools ?? []).length === 0 || !isForced(request)) return undefined;
  const wanted = isObject(choice) && 'function' in choice ? choice.function.name : undefined;
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
  if (schemas.length === 0) {
    throw new BadRequestError(
      '`tool_choice` names a function that is not among the `tools`. Offer it, or choose another.',
      { param: 'tool_choice' },
    );
  }
  const [only] = schemas;
  const schema = schemas.length === 1 && only !== undefined ? only : { anyOf: schemas };
  return { type: 'json_schema', json_schema: { name: 'call', schema } };
}
