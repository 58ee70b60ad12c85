/** The request as programs write it. The key is never in them: each reads it from the environment. */
import type { ChatBody } from './gateway.ts';

/** A request, and where it goes. */
export interface Sample {
  /** Of the OpenAI-shaped routes, without a slash at the end. */
  base: string;
  body: ChatBody;
  /** Whether the gateway asks for keys. */
  hasKey: boolean;
}

/** The languages, in the order of the tabs. */
export const LANGUAGES: Readonly<Record<string, (sample: Sample) => string>> = {
  curl: toCurl,
  Python: toPython,
  JavaScript: toJavaScript,
};

function toCurl({ base, body, hasKey }: Sample): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`);
  const key = hasKey ? `  --header "Authorization: Bearer $EASYLLM_KEY" \\\n` : '';
  return `curl ${base}/chat/completions \\\n${key}  --header 'Content-Type: application/json' \\\n  --data '${json}'`;
}

function toPython({ base, body, hasKey }: Sample): string {
  const { known, extra } = split(body);
  const given = Object.entries(known).map(([name, value]) => `    ${name}=${toPythonValue(value, 1)},\n`);
  const more = Object.keys(extra).length === 0 ? '' : `    extra_body=${toPythonValue(extra, 1)},\n`;
  const key = hasKey ? 'os.environ["EASYLLM_KEY"]' : '"unused"';
  return `${hasKey ? 'import os\n\n' : ''}from openai import OpenAI

client = OpenAI(base_url="${base}", api_key=${key})
stream = client.chat.completions.create(
${given.join('')}${more})
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`;
}

function toJavaScript({ base, body, hasKey }: Sample): string {
  const json = JSON.stringify(body, null, 2);
  const key = hasKey ? 'process.env.EASYLLM_KEY' : "'unused'";
  return `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${base}', apiKey: ${key} });
const stream = await client.chat.completions.create(${json});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}`;
}

/** What OpenAI's Python client takes by name; it wants the rest in \`extra_body\`. */
const OF_OPENAI = new Set(
  `audio,frequency_penalty,function_call,functions,logit_bias,logprobs,max_completion_tokens,max_tokens,messages,metadata,modalities,model,n,parallel_tool_calls,prediction,presence_penalty,reasoning_effort,response_format,seed,service_tier,stop,store,stream,stream_options,temperature,tool_choice,tools,top_logprobs,top_p,user`.split(
    ',',
  ),
);

function split(body: ChatBody): { known: Record<string, unknown>; extra: Record<string, unknown> } {
  const isKnown = ([name]: [string, unknown]) => OF_OPENAI.has(name);
  const members = Object.entries(body);
  return {
    known: Object.fromEntries(members.filter(isKnown)),
    extra: Object.fromEntries(members.filter((member) => !isKnown(member))),
  };
}

function toPythonValue(value: unknown, depth: number): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const indent = '    '.repeat(depth);
  const inside = Array.isArray(value)
    ? value.map((item) => toPythonValue(item, depth + 1))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${toPythonValue(item, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const line = `${open}${inside.join(', ')}${close}`;
  if (line.length < 80 && !line.includes('\n')) return line;
  return `${open}\n${inside.map((item) => `${indent}    ${item},\n`).join('')}${indent}${close}`;
}

/** As it is shown: an image is a text of megabytes. */
export function toShown(code: string): string {
  return code.replaceAll(/(data:[\w/+.-]{1,100};base64,.{24})[^"'\s]*/g, '$1…');
}
