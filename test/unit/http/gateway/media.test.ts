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
});
