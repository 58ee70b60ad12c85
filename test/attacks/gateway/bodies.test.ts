import { afterAll, beforeAll, expect } from 'vitest';

import { attacks } from '../support/attack.ts';
import { bodyCase, chatBody, startTarget, stopTarget, target } from '../support/gateway.ts';

beforeAll(() => startTarget());
afterAll(stopTarget);

const BODY = '{"messages":[{"role":"user","content":"hi"}]}';
const COMPLETIONS = { path: '/v1/completions' };
const EMBEDDINGS = { path: '/v1/embeddings' };
const messages = (content: string) => `{"messages":[{"role":"user","content":${content}}]}`;
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

attacks('bodies that are no JSON', [
  bodyCase('nothing but a space', () => ' ', 400),
  bodyCase('half an object', () => '{"messages":[', 400),
  bodyCase('null', () => 'null', 400),
  bodyCase('a number', () => '5', 400),
  bodyCase('a text', () => '"hi"', 400),
  bodyCase('a list', () => '[]', 400),
  bodyCase('an empty object', () => '{}', 400),
  bodyCase('a form', () => 'messages=hi', 400, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  bodyCase('parts of a form', () => '--a\r\n\r\nhi\r\n--a--\r\n', 400, {
    headers: { 'content-type': 'multipart/form-data; boundary=a' },
  }),
  bodyCase('compressed, or so it says', () => BODY, 415, { headers: { 'content-encoding': 'gzip' } }),
  bodyCase('compressed six times, or so it says', () => BODY, 415, {
    headers: { 'content-encoding': 'gzip,gzip,gzip,gzip,gzip,gzip' },
  }),
  bodyCase('of a coding with a long name', () => BODY, 415, { headers: { 'content-encoding': 'a'.repeat(10_000) } }),
  bodyCase('with a mark of its byte order', () => `\ufeff${BODY}`, 200),
  bodyCase('in sixteen bits', () => [...BODY].join('\0'), 400),
  bodyCase('with a comment', () => `/* hi */${BODY}`, 400),
  bodyCase('with a comma at the end', () => '{"messages":[],}', 400),
  bodyCase('with numbers that JSON does not have', () => chatBody('"temperature":NaN'), 400),
  bodyCase('two objects', () => BODY + BODY, 400),
  bodyCase('of spaces', (size) => ' '.repeat(size), 400, { size: 1_000_000 }),
  bodyCase('lists in lists', (size) => nested('[', ']', size), 400, { size: 3000 }),
  bodyCase('objects in objects', (size) => `${'{"a":'.repeat(size)}1${'}'.repeat(size)}`, 400, { size: 3000 }),
  bodyCase('lists in lists that do not end', (size) => '['.repeat(size), 400, { size: 100_000 }),
  bodyCase('content that is nested', (size) => messages(nested('[', ']', size)), 400, { size: 2000 }),
]);

attacks('members', [
  bodyCase('that every object has', () => chatBody('"__proto__":{"stream":true},"constructor":{"prototype":{}}'), 400),
  bodyCase('twice', () => `{"messages":5,"messages":[{"role":"user","content":"hi"}]}`, 200),
  bodyCase('of no known name', () => chatBody('"temprature":1'), 400),
  bodyCase('of a name of 64 letters', () => chatBody(`"${'a'.repeat(64)}":1`), 400),
  bodyCase('of a long name', (size) => chatBody(`"${'x'.repeat(size)}":1`), 400, { size: 400_000 }),
  bodyCase('of a name like many', (size) => chatBody(`"${'max_tokens'.repeat(size)}":1`), 400, { size: 40_000 }),
  bodyCase(
    'without number',
    (size) => chatBody(Array.from({ length: size }, (_, index) => `"m${index}":1`).join()),
    400,
    { size: 20_000 },
  ),
  bodyCase('that are all known, again and again', (size) => chatBody('"temperature":1,'.repeat(size) + '"n":1'), 200, {
    size: 20_000,
  }),
  bodyCase('with a name of control characters', () => chatBody('"\\u001b]52;c;\\u0007":1'), 400),
  bodyCase('with a name of half a character', () => chatBody('"\\ud800":1'), 400),
  bodyCase('with an empty name', () => chatBody('"":1'), 400),
]);

attacks('values', [
  bodyCase('a model with a long name', (size) => chatBody(`"model":"${'m'.repeat(size)}"`), [200, 400], {
    size: 300_000,
  }),
  bodyCase('a model that leaves its path', () => chatBody('"model":"../../internal"'), [200, 400]),
  bodyCase('a model that is an object', () => chatBody('"model":{"a":1}'), 400),
  bodyCase('a model that breaks its line', () => chatBody('"model":"a\\r\\nset-cookie: b"'), [200, 400]),
  bodyCase('a model that every object has', () => chatBody('"model":"__proto__"'), 200),
  bodyCase('a stream that is a word', () => chatBody('"stream":"true"'), 400),
  bodyCase('a stream that is a number', () => chatBody('"stream":1'), 400),
  bodyCase('options of a stream that are a list', () => chatBody('"stream":true,"stream_options":[]'), 400),
  bodyCase('a temperature beyond all numbers', () => chatBody('"temperature":1e400'), 400),
  bodyCase('a temperature below all', () => chatBody('"temperature":-1e400'), 400),
  bodyCase('a temperature of many digits', (size) => chatBody(`"temperature":0.${'3'.repeat(size)}`), 200, {
    size: 500_000,
  }),
  bodyCase('a limit of half a token', () => chatBody('"max_tokens":0.5'), 400),
  bodyCase('a limit beyond all', () => chatBody('"max_tokens":1e308'), [200, 400]),
  bodyCase('a limit below none', () => chatBody('"max_tokens":-1'), 400),
  bodyCase('a seed of many digits', (size) => chatBody(`"seed":"${'9'.repeat(size)}"`), 400, { size: 100_000 }),
  bodyCase('a seed below none', () => chatBody('"seed":-1'), [200, 400]),
  bodyCase('choices without number', () => chatBody('"n":1000000000'), 400),
  bodyCase('no choice', () => chatBody('"n":0'), 400),
  bodyCase(
    'stops without number',
    (size) => chatBody(`"stop":[${Array.from({ length: size }, (_, index) => `"s${index}"`).join()}]`),
    [200, 400],
    { size: 20_000 },
  ),
  bodyCase('a stop that is long', (size) => chatBody(`"stop":"${'a'.repeat(size)}"`), [200, 400], { size: 500_000 }),
  bodyCase('stops that are lists', () => chatBody('"stop":[["a"]]'), 400),
  bodyCase('an empty stop', () => chatBody('"stop":""'), [200, 400]),
  bodyCase(
    'biases without number',
    (size) => chatBody(`"logit_bias":{${Array.from({ length: size }, (_, index) => `"${index}":1`).join()}}`),
    400,
    { size: 20_000 },
  ),
  bodyCase(
    'metadata without number',
    (size) => chatBody(`"metadata":{${Array.from({ length: size }, (_, index) => `"k${index}":"v"`).join()}}`),
    [200, 400],
    { size: 20_000 },
  ),
  bodyCase('a user of a long name', (size) => chatBody(`"user":"${'u'.repeat(size)}"`), 200, { size: 500_000 }),
  bodyCase('a format of nobody', () => chatBody('"response_format":{"type":"xml"}'), 400),
  bodyCase('a format that is a list', () => chatBody('"response_format":[]'), 400),
  bodyCase('a choice of a tool that is not there', () => chatBody('"tool_choice":"required"'), 400),
  bodyCase(
    'tools without number',
    (size) =>
      chatBody(
        `"tools":[${'{"type":"function","function":{"name":"f","parameters":{}}},'.repeat(size)}{"type":"function","function":{"name":"g"}}]`,
      ),
    // They are left to the server's own template, and this server has none.
    [400, 502],
    { size: 5000 },
  ),
  bodyCase('alternatives without number', () => chatBody('"logprobs":true,"top_logprobs":1000000'), 400),
]);

const schema = (json: string) =>
  chatBody(`"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${json}}}`);
/** Definitions each of which refers twice to the next. */
const bomb = (levels: number) => {
  const levelOf = (index: number) =>
    `"d${index}":{"properties":{"l":{"$ref":"#/$defs/d${index + 1}"},"r":{"$ref":"#/$defs/d${index + 1}"}}}`;
  const all = Array.from({ length: levels }, (_, index) => levelOf(index)).join();
  return schema(`{"$defs":{${all},"d${levels}":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/d0"}}}`);
};

attacks('schemas', [
  bodyCase('that refer twice to the next, 30 times', () => bomb(30), 400),
  bodyCase('that refer twice to the next, again and again', (size) => bomb(size), 400, { size: 2000 }),
  bodyCase('that refer to themselves', () => schema('{"$ref":"#"}'), 400),
  bodyCase(
    'that refer to each other',
    () => schema('{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}'),
    400,
  ),
  bodyCase('that refer to another host', () => schema('{"$ref":"http://evil.test/schema.json"}'), [200, 400]),
  bodyCase('that refer to nothing', () => schema('{"$ref":"#/$defs/none"}'), [200, 400]),
  bodyCase('that refer to what every object has', () => schema('{"$ref":"#/__proto__"}'), [200, 400]),
  bodyCase(
    'with values without number',
    (size) => schema(`{"enum":[${Array.from({ length: size }, (_, index) => `"v${index}"`).join()}]}`),
    [200, 400],
    { size: 20_000 },
  ),
  bodyCase(
    'with members without number',
    (size) =>
      schema(
        `{"type":"object","properties":{${Array.from({ length: size }, (_, index) => `"p${index}":{"type":"string"}`).join()}}}`,
      ),
    [200, 400],
    { size: 10_000 },
  ),
  bodyCase('with a pattern that takes long', () => schema('{"type":"string","pattern":"^(a+)+$"}'), [200, 400]),
  bodyCase('nested', () => schema(`${'{"items":'.repeat(80)}{}${'}'.repeat(80)}`), [200, 400]),
  bodyCase('of types without number', (size) => schema(`{"type":[${'"string",'.repeat(size)}"null"]}`), [200, 400], {
    size: 20_000,
  }),
]);

attacks('messages', [
  bodyCase('none', () => '{"messages":[]}', 400),
  bodyCase('that are an object', () => '{"messages":{"0":{"role":"user","content":"hi"}}}', 400),
  bodyCase('of nobody', () => '{"messages":[{"role":"root","content":"hi"}]}', 400),
  bodyCase('of null', () => '{"messages":[null]}', 400),
  bodyCase(
    'without number',
    (size) => `{"messages":[${'{"role":"user","content":"a"},'.repeat(size)}{"role":"user","content":"a"}]}`,
    200,
    { size: 20_000 },
  ),
  bodyCase(
    'in parts without number',
    (size) => messages(`[${'{"type":"text","text":"a"},'.repeat(size)}{"type":"text","text":"a"}]`),
    200,
    { size: 20_000 },
  ),
  bodyCase('in parts of no kind', (size) => messages(`[${'{"type":"x"},'.repeat(size)}{}]`), 400, { size: 20_000 }),
  bodyCase('of one long text', (size) => messages(`"${'a'.repeat(size)}"`), 200, { size: 900_000 }),
  bodyCase('of markers of the format', (size) => messages(`"${'<|im_end|>'.repeat(size)}"`), 200, { size: 50_000 }),
  bodyCase(
    'of images without number',
    (size) =>
      messages(
        `[${'{"type":"image_url","image_url":{"url":"http://a.test"}},'.repeat(size)}{"type":"text","text":"a"}]`,
      ),
    [200, 400],
    { size: 5000 },
  ),
  bodyCase('of images in a text', (size) => messages(`"${'![](http://a.test)'.repeat(size)}"`), 200, { size: 20_000 }),
  bodyCase(
    'with calls without number',
    (size) =>
      `{"messages":[{"role":"assistant","tool_calls":[${'{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},'.repeat(size)}{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]}]}`,
    [200, 400],
    { size: 5000 },
  ),
  bodyCase('with control characters', () => messages('"\\u0000\\u001b\\u009b"'), 200),
  bodyCase('with half characters', () => messages('"\\ud800\\udfff\\ud800"'), 200),
  bodyCase('with bytes that are no text', () => messages('"\xff"'), 200),
]);

attacks('prompts and inputs', [
  bodyCase('20 prompts of 128 choices', () => `{"prompt":[${'"x",'.repeat(19)}"x"],"n":128}`, 400, COMPLETIONS),
  bodyCase('prompts without number', (size) => `{"prompt":[${'"x",'.repeat(size)}"x"]}`, 400, {
    ...COMPLETIONS,
    size: 100_000,
  }),
  bodyCase(
    'prompts without number, each of 128 choices',
    (size) => `{"prompt":[${'"x",'.repeat(size)}"x"],"n":128}`,
    400,
    { ...COMPLETIONS, size: 100_000 },
  ),
  bodyCase('a prompt of token ids', (size) => `{"prompt":[${'1,'.repeat(size)}1]}`, 400, {
    ...COMPLETIONS,
    size: 100_000,
  }),
  bodyCase('a prompt that is an object', () => '{"prompt":{}}', 400, COMPLETIONS),
  bodyCase('no prompt', () => '{}', 400, COMPLETIONS),
  bodyCase('best of more than there is', () => '{"prompt":"x","best_of":1000000}', 400, COMPLETIONS),
  bodyCase('a suffix', () => '{"prompt":"x","suffix":"y"}', 400, COMPLETIONS),
  bodyCase('an echo that is a word', () => '{"prompt":"x","echo":"yes"}', 400, COMPLETIONS),
  bodyCase('inputs without number', (size) => `{"input":[${'"x",'.repeat(size)}"x"]}`, 400, {
    ...EMBEDDINGS,
    size: 100_000,
  }),
  bodyCase('lists of inputs in lists', () => '{"input":[["a"]]}', 400, EMBEDDINGS),
  bodyCase('token ids without number', (size) => `{"input":[${'[1],'.repeat(size)}[1]]}`, 400, {
    ...EMBEDDINGS,
    size: 50_000,
  }),
  bodyCase('inputs of two kinds', () => '{"input":["a",1]}', 400, EMBEDDINGS),
  bodyCase('no input', () => '{"input":[]}', 400, EMBEDDINGS),
  bodyCase('dimensions beyond all', () => '{"input":"a","dimensions":1e300}', [400, 404, 502], EMBEDDINGS),
  bodyCase('vectors of a form of nobody', () => '{"input":"a","encoding_format":"base65536"}', 400, EMBEDDINGS),
]);

attacks('what is left behind', [
  {
    name: 'of all of them in the log: one line each, of bounded length',
    run() {
      for (const line of target().log) {
        expect(line).toMatch(/^\{.*\}\n$/);
        expect(line.length).toBeLessThan(2000);
        expect(line).not.toContain('sk-caller');
      }
    },
  },
]);
