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
  /** The tools of the request that the model is offered. */
  kept: ResponseTool[];
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
  const given = request.tools ?? [];
  const kept = given.filter(isOwn);
  const ignored = given.filter((tool) => !isOwn(tool)).map(({ type }) => type);
  if (ignored.length > 0 && (kept.length === 0 || refusesHosted)) throw cannotRun(ignored[0] ?? '');
  const declared = new Map<string, DeclaredTool>();
  const tools = kept.flatMap((tool) =>
    tool.type === 'namespace'
      ? tool.tools.map((inside) => offer(inside, { namespace: tool.name, declared }))
      : [offer(tool, { namespace: undefined, declared })],
  );
  return { ...narrow(request.tool_choice, tools, declared), declared, kept, ignored };
}

type OwnTool = ResponseFunctionTool | ResponseCustomTool;

function isOwn(tool: ResponseTool): tool is OwnTool | ResponseNamespaceTool {
  return tool.type === 'function' || tool.type === 'custom' || tool.type === 'namespace';
}

function offer(
  tool: OwnTool,
  { namespace, declared }: { namespace: string | undefined; declared: Map<string, DeclaredTool> },
): ChatCompletionTool {
  const name = toOfferedName(tool.name, namespace);
  if (declared.has(name)) {
    throw new BadRequestError(`Two tools are called \`${name.slice(0, 64)}\`. Give each a name of its own.`, {
      param: 'tools',
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

/** A function in a namespace is known to the model by both names. */
export function toOfferedName(name: string, namespace: string | null | undefined): string {
  if (namespace === null || namespace === undefined) return name;
  const full = `${namespace}__${name}`;
  if (NAME.test(full)) return full;
  throw new BadRequestError(
    `\`${full.slice(0, 80)}\` is no name for a function: at most 64 letters, digits, \`_\` and \`-\` are. Shorten the namespace or the name.`,
    { param: 'tools' },
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
  tools: ChatCompletionTool[],
  declared: ReadonlyMap<string, DeclaredTool>,
): Pick<OfferedTools, 'tools' | 'choice'> {
  if (choice === null || choice === undefined || typeof choice === 'string') return { tools, choice };
  const named = (name: string | null | undefined) =>
    [...declared].find(([offered, tool]) => offered === name || tool.name === name)?.[0];
  if (choice.type === 'allowed_tools') {
    const allowed = new Set((choice.tools ?? []).map(({ name }) => named(name)));
    const left = tools.filter(({ function: { name } }) => allowed.has(name));
    if (left.length === 0) throw noSuchTool('`tool_choice.tools` names none of `tools`.');
    return { tools: left, choice: choice.mode ?? 'auto' };
  }
  if (choice.type !== 'function' && choice.type !== 'custom') throw cannotRun(choice.type);
  const name = named(choice.name);
  if (name === undefined) throw noSuchTool('`tool_choice.name` is the name of none of `tools`.');
  return { tools, choice: { type: 'function', function: { name } } };
}

function noSuchTool(reason: string): BadRequestError {
  return new BadRequestError(`${reason} Name one that is offered.`, { param: 'tool_choice' });
}

function cannotRun(type: string): UnsupportedError {
  return new UnsupportedError(
    `The tool \`${type.slice(0, 64)}\` is run by OpenAI's own servers, and cannot be run here. Offer a function in its place.`,
    { param: 'tools', code: 'unsupported_tool' },
  );
}
