/** The tools of a response: what the model is offered in their place, and how its calls go back in the form that they were declared in. */
import type {
  ChatCompletionRequest,
  ChatCompletionTool,
  ResponseCustomTool,
  ResponseFunctionTool,
  ResponseNamespaceTool,
  ResponseRequest,
  ResponseTool,
} from '../../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../../base/errors.ts';

/** A tool as it was declared, for the way back. */
export interface DeclaredTool {
  kind: 'function' | 'custom';
  name: string;
  namespace: string | undefined;
}

export interface OfferedTools {
  /** What the chat offers. */
  tools: ChatCompletionTool[];
  choice: ChatCompletionRequest['tool_choice'];
  /** By the name that the model knows. */
  declared: ReadonlyMap<string, DeclaredTool>;
  /** Where the caller wrote each of `tools`. */
  places: readonly string[];
  /** The tools of the request that the model is offered, as the response shows them. */
  shown: ResponseTool[];
  /** The types of the hosted tools that are left out. */
  ignored: readonly string[];
}

export interface ToolRules {
  /** Hosted tools are an error even where a function remains. Default: false. */
  refusesHosted?: boolean | undefined;
}

/** What function names may be at every server (OpenAI's own rule). */
const NAME = /^[\w-]{1,64}$/;

/** A hosted tool cannot be run: it is left out where another remains, and else refused. */
export function offerTools(request: ResponseRequest, { refusesHosted = false }: ToolRules = {}): OfferedTools {
  const given = (request.tools ?? []).map((tool, index) => ({ tool, place: `tools[${index}]` }));
  const hosted = given.filter(({ tool }) => !isOwn(tool));
  const [first] = hosted;
  if (first !== undefined && (hosted.length === given.length || refusesHosted)) {
    throw cannotRun(first.tool.type, `${first.place}.type`);
  }
  const declared = new Map<string, DeclaredTool>();
  const offered = given.flatMap(({ tool, place }) => {
    if (!isOwn(tool)) return [];
    if (tool.type !== 'namespace') return [{ tool: offer(tool, { declared, place }), place }];
    return tool.tools.map((inside, index) => {
      const at = `${place}.tools[${index}]`;
      return { tool: offer(inside, { namespace: tool.name, declared, place: at }), place: at };
    });
  });
  return {
    declared,
    shown: given.flatMap(({ tool }) => (isOwn(tool) ? [toShownTool(tool)] : [])),
    ignored: hosted.map(({ tool }) => tool.type),
    ...narrow(request.tool_choice, offered, declared),
  };
}

type OwnTool = ResponseFunctionTool | ResponseCustomTool;

function isOwn(tool: ResponseTool): tool is OwnTool | ResponseNamespaceTool {
  return tool.type === 'function' || tool.type === 'custom' || tool.type === 'namespace';
}

/** Readers expect all members of a function, also those that were not given. */
function toShownTool(tool: OwnTool | ResponseNamespaceTool): ResponseTool {
  return tool.type === 'function' ? { description: null, parameters: null, strict: null, ...tool } : tool;
}

function offer(
  tool: OwnTool,
  { namespace, declared, place }: { namespace?: string; declared: Map<string, DeclaredTool>; place: string },
): ChatCompletionTool {
  const name = toOfferedName(tool.name, namespace, `${place}.name`);
  if (declared.has(name)) {
    throw new BadRequestError(`Two tools are called \`${name.slice(0, 64)}\`. Give each a name of its own.`, {
      param: `${place}.name`,
    });
  }
  declared.set(name, { kind: tool.type, name: tool.name, namespace });
  if (tool.type === 'custom') return { type: 'function', function: toTextFunction(tool, name) };
  const { description, parameters, strict } = tool;
  return {
    type: 'function',
    function: {
      name,
      ...(typeof description === 'string' && { description }),
      ...(parameters && { parameters }),
      ...(typeof strict === 'boolean' && { strict }),
    },
  };
}

/** A function in a namespace is known to the model by both names. `place` is where the caller wrote it. */
export function toOfferedName(name: string, namespace: string | null | undefined, place: string): string {
  if (namespace === null || namespace === undefined) return name;
  const full = `${namespace}__${name}`;
  if (NAME.test(full)) return full;
  throw new BadRequestError(
    `\`${full.slice(0, 80)}\` is no name for a function: at most 64 letters, digits, \`_\` and \`-\` are. Shorten the namespace or the name.`,
    { param: place },
  );
}

/** Free text has no place in a call of chat: it is the one text of a function. */
function toTextFunction({ description, format }: ResponseCustomTool, name: string): ChatCompletionTool['function'] {
  const form = format && 'definition' in format ? ` The input has this form: ${String(format['definition'])}` : '';
  const text = `${description ?? ''}${form}`.trim();
  return {
    name,
    ...(text !== '' && { description: text }),
    parameters: {
      type: 'object',
      properties: { input: { type: 'string', description: 'The input of the tool, as free text.' } },
      required: ['input'],
      additionalProperties: false,
    },
  };
}

/** The choice in the words of chat; `allowed_tools` leaves the others out. */
function narrow(
  choice: ResponseRequest['tool_choice'],
  offered: readonly { tool: ChatCompletionTool; place: string }[],
  declared: ReadonlyMap<string, DeclaredTool>,
): Pick<OfferedTools, 'tools' | 'places' | 'choice'> {
  const toTools = (left: typeof offered) => ({
    tools: left.map(({ tool }) => tool),
    places: left.map(({ place }) => place),
  });
  if (choice === null || choice === undefined || typeof choice === 'string') return { choice, ...toTools(offered) };
  // Of several tools of one name the first is meant.
  const byName = new Map(
    [...declared].toReversed().flatMap(([known, tool]): [string, string][] => [
      [tool.name, known],
      [known, known],
    ]),
  );
  const named = (name: string | null | undefined) => byName.get(name ?? '');
  if (choice.type === 'allowed_tools') {
    const allowed = new Set((choice.tools ?? []).map(({ name }) => named(name)));
    const left = offered.filter(({ tool }) => allowed.has(tool.function.name));
    if (left.length === 0) throw noSuchTool('`tool_choice.tools` names none of `tools`.', 'tool_choice.tools');
    return { choice: choice.mode ?? 'auto', ...toTools(left) };
  }
  if (choice.type !== 'function' && choice.type !== 'custom') throw cannotRun(choice.type, 'tool_choice.type');
  const name = named(choice.name ?? choice.function?.name);
  if (name === undefined) throw noSuchTool('`tool_choice.name` is the name of none of `tools`.', 'tool_choice.name');
  return { choice: { type: 'function', function: { name } }, ...toTools(offered) };
}

function noSuchTool(reason: string, param: string): BadRequestError {
  return new BadRequestError(`${reason} Name one that is offered.`, { param });
}

function cannotRun(type: string, param: string): UnsupportedError {
  return new UnsupportedError(
    `The tool \`${type.slice(0, 64)}\` is run by OpenAI's own servers, and cannot be run here. Offer a function in its place.`,
    { param, code: 'unsupported_tool' },
  );
}
