import { describe, expect, test } from 'vitest';

import { createGateway } from '../../../../src/http/gateway/gateway.ts';

const DATA = 'data:image/png;base64,iVBORw0KGgo=';

/** The status and the parameter at fault of a body, at a gateway that allows some hosts. */
async function ask(
  body: object,
  mediaHosts: string[] | undefined = ['images.test', '*.cdn.test'],
  path = 'chat/completions',
) {
  const gateway = createGateway({
    apiBase: 'http://vllm.test/v1',
    apiKey: null,
    auth: 'none',
    mediaHosts,
    fetch: async () =>
      Response.json({ choices: [{ index: 0, message: { content: 'ok' }, text: 'ok', finish_reason: 'stop' }] }),
  });
  const headers = { 'content-type': 'application/json' };
  const response = await gateway.request(`/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { error } = (await response.json()) as { error?: { param: string; code: string } };
  return error?.code === 'media_address_refused' ? error.param : response.status;
}

const image = (url: string) => ({
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look.' },
        { type: 'image_url', image_url: { url, detail: 'low' } },
      ],
    },
  ],
});
const URL_PATH = 'messages[0].content[1].image_url.url';

describe('mediaHosts', () => {
  test.each([
    DATA,
    'https://images.test/a.png',
    'http://images.test:8080/a.png',
    'https://IMAGES.test/a',
    'https://eu.cdn.test/b',
  ])('lets %s through', async (url) => {
    expect(await ask(image(url))).toBe(200);
  });

  test.each([
    'https://evil.test/a.png',
    'https://images.test.evil.test/a.png',
    'https://images.test@evil.test/a.png',
    'https://cdn.test/a.png',
    'https://xcdn.test/a.png',
    'http://169.254.169.254/latest/meta-data',
    '//evil.test/a.png',
    ' https://evil.test/a.png',
    'file:///etc/passwd',
    '/etc/passwd',
    's3://bucket/key',
    'dаta:image/png;base64,AAAA',
    'https://',
    '',
  ])('refuses %j', async (url) => {
    expect(await ask(image(url))).toBe(URL_PATH);
  });

  test.each<[what: string, body: object, param: string]>([
    [
      'an address without an object',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: 'http://e.test' }] }] },
      'messages[0].content[0].image_url',
    ],
    [
      'a film',
      { messages: [{ role: 'user', content: [{ type: 'video_url', video_url: { url: 'http://e.test' } }] }] },
      'messages[0].content[0].video_url.url',
    ],
    [
      'sound',
      { messages: [{ role: 'user', content: [{ type: 'audio_url', audio_url: { url: 'http://e.test' } }] }] },
      'messages[0].content[0].audio_url.url',
    ],
    [
      'a list of images',
      { messages: [{ role: 'user', content: [{ type: 'image', image: ['http://e.test'] }] }] },
      'messages[0].content[0].image[0]',
    ],
    [
      'an image in a text, as TGI finds it',
      { messages: [{ role: 'user', content: 'a ![](http://e.test) b' }] },
      'messages[0].content',
    ],
    [
      'the second of two',
      { messages: [{ role: 'user', content: `![](${DATA}) ![](http://e.test)` }] },
      'messages[0].content',
    ],
    [
      'one that is made of two parts',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: '![](htt' },
              { type: 'text', text: 'p://e.test)' },
            ],
          },
        ],
      },
      'messages[0].content',
    ],
    [
      'one in an answer of a tool',
      { messages: [{ role: 'tool', tool_call_id: 'a', content: '![](http://e.test)' }] },
      'messages[0].content',
    ],
  ])('refuses %s', async (_, body, param) => {
    expect(await ask(body)).toBe(param);
  });

  test('refuses an image in a prompt', async () => {
    expect(await ask({ prompt: ['a', '![](http://e.test)'] }, [], 'completions')).toBe('prompt');
    expect(await ask({ prompt: '![](http://e.test)' }, [], 'completions')).toBe('prompt');
  });

  test('refuses an image of a response’s input, and counts none', async () => {
    const input = [{ role: 'user', content: [{ type: 'input_image', image_url: 'http://e.test' }] }];

    expect(await ask({ input }, [], 'responses')).toBe('input[0].content[0].image_url');
    expect(await ask({ input }, [], 'responses/input_tokens')).toBe('input[0].content[0].image_url');
  });

  test.each([
    ['an address in a text', { messages: [{ role: 'user', content: 'See http://e.test/a.png' }] }],
    ['a link', { messages: [{ role: 'user', content: '[a](http://e.test)' }] }],
    [
      'sound as its content',
      {
        messages: [
          { role: 'user', content: [{ type: 'input_audio', input_audio: { data: '/9j/4AAQ', format: 'wav' } }] },
        ],
      },
    ],
    ['an image in its text', { messages: [{ role: 'user', content: `![](${DATA})` }] }],
  ])('lets %s be judged by others', async (_, body) => {
    expect(typeof (await ask(body, []))).toBe('number');
  });

  test('refuses all addresses where the list is empty, and none where there is no list', async () => {
    expect(await ask(image('https://images.test/a.png'), [])).toBe(URL_PATH);
    expect(await ask(image(DATA), [])).toBe(200);
    const open = createGateway({
      apiBase: 'http://vllm.test/v1',
      apiKey: null,
      fetch: async () => Response.json({ choices: [{ index: 0, message: { content: 'ok' }, finish_reason: 'stop' }] }),
    });
    const response = await open.request('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(image('https://evil.test')),
    });
    expect(response.status).toBe(200);
  });

  const tool = (description: string, parameters: object = {}) => ({
    type: 'function',
    function: { name: 'f', description, parameters: { type: 'object', properties: parameters } },
  });
  const asking = (members: object) => ({ messages: [{ role: 'user', content: 'a' }], ...members });

  test.each([
    ['tools[0].function.description', asking({ tools: [tool('![](http://evil.test/a)')] })],
    [
      'tools[0].function.parameters.properties.a.enum[0]',
      asking({ tools: [tool('', { a: { enum: ['![](http://evil.test/a)'] } })] }),
    ],
    ['tools[0].function.parameters.properties', asking({ tools: [tool('', { '![](http://evil.test/a)': {} })] })],
    ['messages[0].content', { messages: [{ role: 'tool', tool_call_id: 'c', content: '![](http://evil.test/a)' }] }],
    [
      'messages[0].content[0].image_url.url',
      {
        messages: [
          {
            role: 'tool',
            tool_call_id: 'c',
            content: [{ type: 'image_url', image_url: { url: 'http://evil.test/a' } }],
          },
        ],
      },
    ],
    [
      'messages[0].content',
      asking({ extra_body: { messages: [{ role: 'user', content: '![](http://evil.test/a)' }] } }),
    ],
    ['image_url', asking({ extra_body: { image_url: 'http://evil.test/a' } })],
    ['images[0]', asking({ images: ['http://evil.test/a'] })],
    ['multi_modal_data.image', asking({ multi_modal_data: { image: 'http://evil.test/a' } })],
    ['chat_template_kwargs.a', asking({ chat_template_kwargs: { a: '![](http://evil.test/a)' } })],
    [
      'messages[0].content',
      {
        messages: [
          { role: 'user', content: '![](http://images.test' },
          { role: 'user', content: '.evil.test/a)' },
        ],
      },
    ],
    [
      'messages[0].tool_calls[0].function.a',
      {
        messages: [
          {
            role: 'assistant',
            tool_calls: [
              {
                id: 'c',
                type: 'function',
                function: { name: 'f', arguments: '{"a":"\\u0021[](http://evil.test/a)"}' },
              },
            ],
          },
        ],
      },
    ],
  ])('looks into what else a model reads: %s', async (param, body) => {
    expect(await ask(body)).toBe(param);
  });

  test.each([
    asking({
      tools: [
        tool('URL: an address, such as https://a.test', {
          image_url: { type: 'string', description: 'https: is needed' },
        }),
      ],
    }),
    asking({ metadata: { image_url: 'https://evil.test/a' }, user: 'file:me' }),
    asking({
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'a',
          schema: {
            $schema: 'http://json-schema.org/draft-07/schema#',
            properties: { url: { default: 'http://a.test' } },
          },
        },
      },
    }),
    { messages: [{ role: 'user', content: `![](${DATA}` }] },
  ])('lets through what no server fetches', async (body) => {
    expect(await ask(body)).toBe(200);
  });
});
