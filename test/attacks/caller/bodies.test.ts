import { expect } from 'vitest';

import { attacks } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { clientOf, v1ClientOf } from '../support/upstream.ts';

const DEEP = 50_000;

const nested = (open: string, middle: string, close: string, depth: number) =>
  open.repeat(depth) + middle + close.repeat(depth);

const answered = () =>
  Response.json([{ generated_text: '{}', details: { finish_reason: 'eos_token', generated_tokens: 1, seed: null } }]);

const answeredV1 = () =>
  Response.json({
    id: 'x',
    choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
  });

/** A body of so many units, and where it goes. */
type Body = [what: string, size: number, body: (size: number) => string, route?: string];

const chat = (members: string) => `{"messages":[{"role":"user","content":"x"}],${members}}`;
const schema = (of: string) =>
  chat(`"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${of}}}`);
const list = (size: number, item: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => item(index)).join(',');

const BODIES: Body[] = [
  ['lists in lists, and nothing else', DEEP, (size) => nested('[', '', ']', size)],
  ['objects in objects, and nothing else', DEEP, (size) => nested('{"a":', '1', '}', size)],
  ['an unknown member that is deep', DEEP, (size) => chat(`"a":${nested('[', '', ']', size)}`)],
  ['messages that are lists of lists', DEEP, (size) => `{"messages":${nested('[', '', ']', size)}}`],
  [
    'content that is a list of lists',
    DEEP,
    (size) => `{"messages":[{"role":"user","content":${nested('[', '', ']', size)}}]}`,
  ],
  ['a prompt that is a list of lists', DEEP, (size) => `{"prompt":${nested('[', '', ']', size)}}`, 'completions'],
  ['an input that is a list of lists', DEEP, (size) => `{"input":${nested('[', '', ']', size)}}`, 'embeddings'],
  ['a schema of properties in properties', 2000, (size) => schema(nested('{"properties":{"a":', '{}', '}}', size))],
  ['a schema of items in items', 5000, (size) => schema(nested('{"items":', '{}', '}', size))],
  ['a schema of alternatives in alternatives', 5000, (size) => schema(nested('{"anyOf":[', '{}', ']}', size))],
  [
    'a schema of many properties',
    5000,
    (size) => schema(`{"properties":{${list(size, (index) => `"p${index}":{"type":"string"}`)}}}`),
  ],
  [
    'a schema of many names that are required',
    20_000,
    (size) => schema(`{"required":[${list(size, (index) => `"p${index}"`)}]}`),
  ],
  ['a schema of a long enum', 20_000, (size) => schema(`{"enum":[${list(size, (index) => `"e${index}"`)}]}`)],
  [
    'a schema of many definitions',
    10_000,
    (size) => schema(`{"$defs":{${list(size, (index) => `"d${index}":{"type":"string"}`)}}}`),
  ],
  ['a schema whose definitions refer to the next twice', 14, (size) => schema(doubling(size))],
  ['a schema that refers to itself', 1, () => schema('{"$defs":{"a":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}')],
  ['a schema whose reference is a long path', 50_000, (size) => schema(`{"$ref":"#${'/a'.repeat(size)}"}`)],
  ['a schema whose reference is escapes', 50_000, (size) => schema(`{"$ref":"#/${'~1'.repeat(size)}"}`)],
  [
    'a schema of a pattern of groups',
    5000,
    (size) => schema(`{"type":"string","pattern":"${'('.repeat(size)}${')'.repeat(size)}"}`),
  ],
  [
    'a schema of a pattern that doubles',
    20,
    (size) => schema(`{"type":"string","pattern":"^(${'(a+)+'.repeat(size)})$"}`),
  ],
  [
    'a schema with lists of types',
    2000,
    (size) => schema(`{"properties":{${list(size, (index) => `"p${index}":{"type":["string","null"]}`)}}}`),
  ],
  [
    'a schema of a prototype',
    1,
    () => schema('{"properties":{"__proto__":{"type":"string"},"constructor":{}},"__proto__":{}}'),
  ],
  ['tools without end', 2000, (size) => chat(`"tools":[${list(size, (index) => tool(`f${index}`, '{}'))}]`)],
  ['tools of one name', 2000, (size) => chat(`"tools":[${list(size, () => tool('f', '{}'))}]`)],
  ['a tool of a long name', 200_000, (size) => chat(`"tools":[${tool('f'.repeat(size), '{}')}]`)],
  [
    'a tool whose parameters are deep',
    5000,
    (size) => chat(`"tools":[${tool('f', nested('{"items":', '{}', '}', size))}]`),
  ],
  [
    'a choice of a tool of a long name',
    200_000,
    (size) =>
      chat(`"tools":[${tool('f', '{}')}],"tool_choice":{"type":"function","function":{"name":"${'g'.repeat(size)}"}}`),
  ],
  ['stop sequences without end', 20_000, (size) => chat(`"stop":[${list(size, (index) => `"s${index}"`)}]`)],
  ['one stop sequence again and again', 50_000, (size) => chat(`"stop":[${list(size, () => '"s"')}]`)],
  ['a long stop sequence', 500_000, (size) => chat(`"stop":["${'s'.repeat(size)}"]`)],
  ['an unknown member of a long name', 200_000, (size) => chat(`"${'x'.repeat(size)}":1`)],
  [
    'an unknown member of 65 letters, many times',
    5000,
    (size) => chat(list(size, (index) => `"${'x'.repeat(60)}${index}":1`)),
  ],
  ['a known member with a long value', 200_000, (size) => chat(`"tool_choice":"${'x'.repeat(size)}"`)],
  ['a model of a long name', 200_000, (size) => chat(`"model":"${'m'.repeat(size)}"`)],
  ['a model of slashes', 200_000, (size) => chat(`"model":"${'/'.repeat(size)}"`)],
  ['a seed of many digits', 200_000, (size) => chat(`"seed":"${'9'.repeat(size)}"`)],
  ['a number of many digits', 200_000, (size) => chat(`"max_tokens":${'9'.repeat(size)}`)],
  ['messages without end', 5000, (size) => `{"messages":[${list(size, () => '{"role":"user","content":"x"}')}]}`],
  [
    'messages of one role after the other',
    10_000,
    (size) =>
      `{"messages":[${list(size, (index) => `{"role":"${index % 2 === 0 ? 'user' : 'assistant'}","content":"x"}`)}]}`,
  ],
  [
    'parts without end',
    20_000,
    (size) => `{"messages":[{"role":"user","content":[${list(size, () => '{"type":"text","text":"x"}')}]}]}`,
  ],
  [
    'parts of an unknown type',
    20_000,
    (size) => `{"messages":[{"role":"user","content":[${list(size, () => '{"type":"video"}')}]}]}`,
  ],
  ['a role of a long name', 200_000, (size) => `{"messages":[{"role":"${'r'.repeat(size)}","content":"x"}]}`],
  [
    'calls of tools in history',
    5000,
    (size) => `{"messages":[{"role":"assistant","tool_calls":[${list(size, (index) => call(index, '"{}"'))}]}]}`,
  ],
  [
    'a call in history whose arguments are deep',
    DEEP,
    (size) => `{"messages":[{"role":"assistant","tool_calls":[${call(1, nested('[', '', ']', size))}]}]}`,
  ],
  [
    'a call in history whose arguments are a deep text',
    DEEP,
    (size) =>
      `{"messages":[{"role":"assistant","tool_calls":[${call(1, JSON.stringify(nested('[', '', ']', size)))}]}]}`,
  ],
  ['a bias for many tokens', 20_000, (size) => chat(`"logit_bias":{${list(size, (index) => `"${index}":1`)}}`)],
  ['control characters in a name', 10_000, (size) => chat(`"${'\\u001b'.repeat(size)}":1`)],
  ['half characters', 50_000, (size) => `{"messages":[{"role":"user","content":"${'\\ud800'.repeat(size)}"}]}`],
  ['quotes and backslashes', 100_000, (size) => `{"messages":[{"role":"user","content":"${'\\"\\\\'.repeat(size)}"}]}`],
  [
    'markers of the format',
    20_000,
    (size) => `{"messages":[{"role":"user","content":"${'<|im_start|>'.repeat(size)}"}]}`,
  ],
  [
    'pictures in a text',
    20_000,
    (size) => `{"messages":[{"role":"user","content":"${'![](http://a/b)'.repeat(size)}"}]}`,
  ],
  ['token ids', 50_000, (size) => `{"input":[${list(size, () => '1')}]}`, 'embeddings'],
  ['a regex for a grammar', 50_000, (size) => chat(`"grammar":{"type":"regex","value":"${'(a|'.repeat(size)}"}`)],
  [
    'calls in the items of a response',
    10_000,
    (size) =>
      `{"input":[${list(size, (index) => `{"type":"function_call","call_id":"c${index}","name":"f","arguments":"{}"}`)}]}`,
    'responses',
  ],
  [
    'results in the items of a response',
    10_000,
    (size) =>
      `{"input":[${list(size, (index) => `{"type":"function_call_output","call_id":"c${index}","output":"a"}`)}]}`,
    'responses',
  ],
  [
    'reasoning in the items of a response',
    10_000,
    (size) =>
      `{"input":[${list(size, () => '{"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"a"}]}')}]}`,
    'responses',
  ],
  [
    'reasoning that says it is encoded',
    200_000,
    (size) => `{"input":[{"type":"reasoning","summary":[],"encrypted_content":"easyllm1.${'A'.repeat(size)}"}]}`,
    'responses',
  ],
  [
    'system messages in the items of a response',
    10_000,
    (size) => `{"input":[${list(size, () => '{"role":"developer","content":"a"}')},{"role":"user","content":"a"}]}`,
    'responses',
  ],
  [
    'assistant’s messages in the items of a response',
    10_000,
    (size) => `{"input":[${list(size, () => '{"role":"assistant","content":"a"}')},{"role":"user","content":"a"}]}`,
    'responses',
  ],
  [
    'parts in an item of a response',
    10_000,
    (size) => `{"input":[{"role":"user","content":[${list(size, () => '{"type":"input_text","text":"a"}')}]}]}`,
    'responses',
  ],
  [
    'items of an unknown type',
    10_000,
    (size) => `{"input":[${list(size, () => '{"type":"item_of_nobody"}')}]}`,
    'responses',
  ],
  ['items that are lists of lists', DEEP, (size) => `{"input":${nested('[', '', ']', size)}}`, 'responses'],
  [
    'tools of a response that are allowed',
    3000,
    (size) =>
      `{"input":"a","tools":[${list(size, (index) => `{"type":"function","name":"f${index}","parameters":{"type":"object","properties":{}}}`)}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[${list(size, (index) => `{"type":"function","name":"f${index}"}`)}]}}`,
    'responses',
  ],
  [
    'namespaces of tools',
    2000,
    (size) =>
      `{"input":"a","tools":[${list(size, (index) => `{"type":"namespace","name":"n${index}","tools":[{"type":"function","name":"f","parameters":{}}]}`)}]}`,
    'responses',
  ],
  [
    'hosted tools',
    10_000,
    (size) =>
      `{"input":"a","tools":[${list(size, () => '{"type":"web_search"}')},{"type":"function","name":"f","parameters":{"type":"object","properties":{}}}]}`,
    'responses',
  ],
  [
    'what a response is to include',
    10_000,
    (size) => `{"input":"a","include":[${list(size, () => '"reasoning.encrypted_content"')}]}`,
    'responses',
  ],
  [
    'metadata of a response',
    10_000,
    (size) => `{"input":"a","metadata":{${list(size, (index) => `"k${index}":"v"`)}}}`,
    'responses',
  ],
  [
    'an id of a response before',
    200_000,
    (size) => `{"input":"a","previous_response_id":"${'r'.repeat(size)}"}`,
    'responses',
  ],
  ['input whose tokens are counted', 200_000, (size) => `{"input":"${'a '.repeat(size)}"}`, 'responses/input_tokens'],
  ['texts to embed without end', 1000, (size) => `{"input":[${list(size, () => '"a"')}]}`, 'embeddings'],
  [
    'texts and numbers to embed',
    50_000,
    (size) => `{"input":[${list(size, (index) => (index % 2 === 0 ? '"a"' : '1'))}]}`,
    'embeddings',
  ],
  [
    'a call in history whose arguments are one long text',
    1_000_000,
    (size) =>
      `{"messages":[{"role":"assistant","tool_calls":[${call(1, JSON.stringify(`{"a":"${'\\"'.repeat(size)}"}`))}]},{"role":"user","content":"a"}]}`,
  ],
  [
    'a call in history whose arguments are numbers',
    50_000,
    (size) =>
      `{"messages":[{"role":"assistant","tool_calls":[${call(1, JSON.stringify(`{"a":[${list(size, () => '1')}]}`))}]},{"role":"user","content":"a"}]}`,
  ],
  [
    'variables of a template',
    20_000,
    (size) => chat(`"chat_template_kwargs":{${list(size, (index) => `"k${index}":1`)}}`),
  ],
  [
    'variables of a template that are deep',
    5000,
    (size) => chat(`"chat_template_kwargs":{"a":${nested('[', '', ']', size)}}`),
  ],
  ['what is no JSON', 200_000, (size) => '{'.repeat(size)],
  ['a text that never ends', 500_000, (size) => `{"messages":"${'x'.repeat(size)}`],
  ['spaces', 500_000, (size) => ' '.repeat(size)],
  ['bytes that are no UTF-8', 100_000, (size) => '\uFFFF'.repeat(size)],
  ['commas', 200_000, (size) => `[${','.repeat(size)}]`],
];

function doubling(depth: number): string {
  const definitions = list(depth, (index) => {
    const next = `{"$ref":"#/$defs/d${index + 1}"}`;
    return `"d${index}":{"properties":{"l":${next},"r":${next}}}`;
  });
  return `{"$defs":{${definitions},"d${depth}":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/d0"}}}`;
}

function tool(name: string, parameters: string): string {
  return `{"type":"function","function":{"name":"${name}","parameters":${parameters}}}`;
}

function call(index: number, args: string): string {
  return `{"id":"c${index}","type":"function","function":{"name":"f","arguments":${args}}}`;
}

const fronts = { 'over TGI': () => clientOf(answered), 'over /v1': () => v1ClientOf(answeredV1) };

for (const [name, create] of Object.entries(fronts)) {
  attacks(
    `a body of a caller, ${name}`,
    BODIES.map(([what, size, body, endpoint = 'chat/completions']): Attack => ({
      name: what,
      size,
      run: async (count) => {
        const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: body(count) };

        const response = await create().fetch(`http://easyllm/v1/${endpoint}`, sent);
        const text = await response.text();

        // 500 would be a failure of ours that nobody thought of.
        expect(response.status === 500 ? text : '').toBe('');
        if (!response.ok) expect(text.length).toBeLessThan(3000);
        expect(response.headers.get('content-type')).toContain('application/json');
      },
    })),
  );
}

attacks('an address of a caller', [
  { name: 'of slashes', size: 100_000, run: (size) => route(`/${'/'.repeat(size)}x`) },
  { name: 'of slashes behind a route', size: 100_000, run: (size) => route(`/v1/chat/completions${'/'.repeat(size)}`) },
  { name: 'of escapes', size: 50_000, run: (size) => route(`/v1/models/${'%2F'.repeat(size)}`) },
  { name: 'of broken escapes', size: 50_000, run: (size) => route(`/v1/models/${'%'.repeat(size)}`) },
  { name: 'of dots', size: 50_000, run: (size) => route(`/${'../'.repeat(size)}v1/models`) },
  { name: 'of a long query', size: 100_000, run: (size) => route(`/v1/models?${'a=b&'.repeat(size)}`) },
]);

async function route(path: string): Promise<void> {
  const response = await clientOf(answered).fetch(`http://easyllm${path}`);
  const text = await response.text();
  expect(response.status === 500 ? text : '').toBe('');
  expect(text.length).toBeLessThan(3000);
}
