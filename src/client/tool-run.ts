/** The loop of a model that calls tools: ask, run the functions it calls, ask again with their results. */
import type {
  ChatCompletion,
  ChatCompletionMessageToolCall,
  ChatCompletionRequest,
  ChatCompletionTool,
} from '../../generated/openai.ts';
import { expectBody, kindOf, toShown } from '../base/check.ts';
import type { JsonSchema, StandardSchema } from '../bridge/json-schema.ts';
import { describeIssues, toJsonSchema } from '../bridge/json-schema.ts';
import type { EasyLLMError } from '../base/errors.ts';
import { BadRequestError, ConfigurationError } from '../base/errors.ts';
import { MaxStepsError } from '../base/output-errors.ts';
import { callWithin } from '../net/call.ts';

type Message = ChatCompletionRequest['messages'][number];

/** What a tool's function learns of its call. */
export interface ToolContext {
  /** The call itself, with its id. */
  readonly toolCall: ChatCompletionMessageToolCall;
  /** Aborted with the run. */
  readonly signal: AbortSignal | undefined;
}

/** A tool with the function behind it. Its result is sent to the model as text: a string as it is, all else as JSON. */
export interface RunnableTool<Arguments = unknown> {
  readonly type: 'function';
  /** The function, and what the model is told of it. */
  readonly function: {
    /** What the model calls it by. */
    readonly name: string;
    /** What it is for, in words for the model. */
    readonly description?: string | undefined;
    /** The JSON Schema of the arguments. Default: the one that `schema` gives. */
    readonly parameters?: JsonSchema | undefined;
    /** Checks the arguments, and gives them their type. */
    readonly schema?: StandardSchema<Arguments> | undefined;
    /** Reads the text of the arguments, in place of JSON and `schema`. */
    readonly parse?: ((text: string) => Arguments) | undefined;
    // A method, so that a tool of one kind of arguments is a tool.
    /** Runs the tool; its result, or that of its promise, is told to the model. What it throws, `toolErrors` decides on. */
    function(input: Arguments, context: ToolContext): unknown;
  };
}

/** The bounds of a run of tools, and what a failing tool does to it. */
export interface ToolRunOptions {
  /** How many answers the model may give, at the most. Default: 10. */
  maxSteps?: number | undefined;
  /**
   * What becomes of a call that fails: of wrong arguments, an unknown tool, or a function that throws. `"tell"`: the model is told and may
   * try again. `"throw"`: the run ends with the error. Default: `"tell"`.
   */
  toolErrors?: 'tell' | 'throw' | undefined;
}

/** The outcome of `runTools`: the last answer, and how it came about. */
export interface ToolRun {
  /** The model's last answer. */
  completion: ChatCompletion;
  /** Its text. */
  content: string | null;
  /** The whole conversation, the answer included: to be continued. */
  messages: Message[];
}

/** The body of a run: a chat whose tools can be run. One answer is asked for at a time, and none is streamed. */
export type ToolRunParams<Tools extends readonly RunnableTool[]> = Omit<
  ChatCompletionRequest,
  'tools' | 'stream' | 'stream_options' | 'n'
> & { tools: Tools };

const DEFAULT_MAX_STEPS = 10;

/** Asks until the model answers without a call. Throws MaxStepsError if it does not in time. */
export async function runToolLoop(
  params: ToolRunParams<readonly RunnableTool[]>,
  {
    ask,
    signal,
    maxSteps = DEFAULT_MAX_STEPS,
    toolErrors = 'tell',
  }: ToolRunOptions & {
    ask: (body: ChatCompletionRequest) => Promise<ChatCompletion>;
    signal?: AbortSignal | undefined;
  },
): Promise<ToolRun> {
  refuseStepCount(maxSteps);
  refuseOtherToolErrors(toolErrors);
  refuseOtherParams(params);
  const { tools, ...body } = params;
  const offered = tools.map(toOfferedTool);
  const messages: Message[] = [...body.messages];
  for (let step = 0; step < maxSteps; step += 1) {
    const completion = await ask({ ...body, ...toChoice(body, step), messages: [...messages], tools: offered });
    const [choice] = completion.choices;
    const calls = choice?.message.tool_calls ?? [];
    if (choice !== undefined) messages.push(choice.message);
    if (calls.length === 0) return { completion, content: choice?.message.content ?? null, messages };
    const results = await callWithin({ signal }, () =>
      Promise.all(calls.map((toolCall) => runCall({ toolCall, signal }, { tools, toolErrors }))),
    );
    messages.push(...results);
  }
  throw new MaxStepsError(
    `The model still called tools after ${maxSteps} answers. Raise \`maxSteps\`, or see in \`partial\` what it was doing.`,
    { partial: messages },
  );
}

/** What is looked at here, before the request is validated. A forgotten function would be told to the model as a call that failed. */
function refuseOtherParams(params: ToolRunParams<readonly RunnableTool[]>): void {
  expectBody(params);
  for (const param of ['messages', 'tools'] as const) {
    if (Array.isArray(params[param])) continue;
    throw new BadRequestError(`\`${param}\` is ${kindOf(params[param])}. Expected a list.`, { param });
  }
  const wrong = params.tools.findIndex(
    (tool: Partial<RunnableTool> | null) => typeof tool?.function?.function !== 'function',
  );
  if (wrong === -1) return;
  throw new BadRequestError(
    `\`tools[${wrong}].function.function\` is no function. Expected the one that runs the tool.`,
    { param: `tools[${wrong}].function.function` },
  );
}

function refuseOtherToolErrors(toolErrors: unknown): void {
  if (toolErrors === 'tell' || toolErrors === 'throw') return;
  const shown = typeof toolErrors === 'string' ? JSON.stringify(toolErrors) : kindOf(toolErrors);
  throw new ConfigurationError(`\`toolErrors\` is ${shown}. Expected "tell" or "throw".`, { param: 'toolErrors' });
}

function refuseStepCount(maxSteps: number): void {
  if (Number.isInteger(maxSteps) && maxSteps > 0) return;
  throw new ConfigurationError(`\`maxSteps\` is ${toShown(maxSteps)}. Expected a whole number, 1 or more.`, {
    param: 'maxSteps',
  });
}

function toOfferedTool({
  type,
  function: { name, description, parameters, schema },
}: RunnableTool): ChatCompletionTool {
  const described = parameters ?? (schema === undefined ? undefined : toJsonSchema(schema));
  return { type, function: { name, description, ...(described !== undefined && { parameters: described }) } };
}

/** A call that was forced is forced once: a model that had to call at every step would never answer. */
function toChoice(
  { tool_choice: choice }: Pick<ChatCompletionRequest, 'tool_choice'>,
  step: number,
): Pick<ChatCompletionRequest, 'tool_choice'> {
  const isForced = choice === 'required' || (typeof choice === 'object' && choice !== null);
  return step > 0 && isForced ? { tool_choice: 'auto' } : {};
}

async function runCall(
  context: ToolContext,
  { tools, toolErrors }: { tools: readonly RunnableTool[]; toolErrors: 'tell' | 'throw' },
): Promise<Message> {
  const { id } = context.toolCall;
  try {
    return { role: 'tool', tool_call_id: id, content: toText(await callTool(context, tools)) };
  } catch (error) {
    if (toolErrors === 'throw' || context.signal?.aborted === true) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { role: 'tool', tool_call_id: id, content: `Error: ${reason}` };
  }
}

async function callTool(context: ToolContext, tools: readonly RunnableTool[]): Promise<unknown> {
  const { name, arguments: text } = context.toolCall.function;
  const tool = tools.find(({ function: { name: known } }) => known === name);
  if (tool === undefined) {
    const known = tools.map(({ function: called }) => called.name).join(', ');
    throw new BadRequestError(`There is no tool "${name}". There are: ${known}.`, { code: 'unknown_tool' });
  }
  return tool.function.function(await toInput(text, tool.function), context);
}

async function toInput(text: string, { parse, schema }: RunnableTool['function']): Promise<unknown> {
  if (parse !== undefined) return parse(text);
  const input = parseArguments(text);
  if (schema === undefined) return input;
  const result = await schema['~standard'].validate(input);
  if (result.issues === undefined) return result.value;
  throw invalidArguments(describeIssues(result.issues), result.issues);
}

/** A tool without parameters may be called with no arguments at all. */
function parseArguments(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw invalidArguments('they are not JSON', cause);
  }
}

function invalidArguments(reason: string, cause: unknown): EasyLLMError {
  return new BadRequestError(`The arguments are invalid: ${reason}.`, { cause, code: 'invalid_arguments' });
}

function toText(result: unknown): string {
  return typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
}
