import { describe, expect, test } from 'vitest';

import { ConfigurationError } from '../../../../src/base/errors.ts';
import type { Transport, TransportRequest } from '../../../../src/net/transport.ts';
import type { Credential } from '../../../../src/net/layers/auth.ts';
import { isHuggingFace, isLoopback } from '../../../../src/base/hosts.ts';
import { createAuth } from '../../../../src/net/layers/auth.ts';

function given(token: string | undefined): Credential {
  return { readToken: async () => token, isAmbient: false };
}

function ambient(token: string): Credential {
  return { readToken: async () => token, isAmbient: true };
}

function requestTo(url: string, headers: Record<string, string> = {}): TransportRequest {
  return { url, method: 'POST', headers, body: '{}' };
}

/** The layer over a transport that keeps the authorization of each request. */
function createLayer(credential: Credential) {
  const sent: (string | null)[] = [];
  const warnings: string[] = [];
  const { layer, redact } = createAuth({ credential, warn: (message) => void warnings.push(message) });
  const next: Transport = async ({ headers }) => {
    sent.push(headers['authorization'] ?? null);
    return new Response('ok');
  };
  return { send: layer(next), sent, warnings, redact };
}

const HUGGING_FACE = [
  'https://huggingface.co/api',
  'https://router.huggingface.co/hf-inference/models/gpt2',
  'https://api-inference.huggingface.co/models/gpt2',
  'https://a.b.huggingface.co',
  'https://cdn.hf.co/x',
  'https://xyz.us-east-1.aws.endpoints.huggingface.cloud',
  'https://me-chat.hf.space/generate',
  'https://HuggingFace.CO/x',
  'https://huggingface.co:8443/x',
];

const ELSEWHERE = [
  'http://huggingface.co/api',
  'http://router.huggingface.co/v1',
  'https://evilhuggingface.co',
  'https://huggingface.co.evil.com',
  'https://huggingface.com',
  'https://huggingface.co@evil.com/',
  'https://evil.com/huggingface.co',
  'https://evil.com/?x=.huggingface.co',
  'https://evilhf.co',
  'https://hf.co',
  'https://huggingface.cloud',
  'https://hf.space',
  'https://evilhf.space',
  'https://xhuggingface.cloud',
  'https://endpoints.huggingface.cloud.evil.com',
  'http://localhost:8080',
  'https://10.0.0.1',
];

describe('a token that was given', () => {
  test.each([...HUGGING_FACE, ...ELSEWHERE])('goes to %s', async (url) => {
    const { send, sent } = createLayer(given('hf_given'));

    await send(requestTo(url));

    expect(sent).toEqual(['Bearer hf_given']);
  });
});

describe('an ambient token', () => {
  test.each(HUGGING_FACE)('goes to %s', async (url) => {
    const { send, sent } = createLayer(ambient('hf_ambient'));

    await send(requestTo(url));

    expect(sent).toEqual(['Bearer hf_ambient']);
  });

  test.each(ELSEWHERE)('does not go to %s', async (url) => {
    const { send, sent, warnings } = createLayer(ambient('hf_ambient'));

    await send(requestTo(url));

    expect(sent).toEqual([null]);
    expect(warnings).toEqual([]);
  });
});

describe('isHuggingFace', () => {
  test.each(HUGGING_FACE)('knows %s', (url) => {
    expect(isHuggingFace(new URL(url))).toBe(true);
  });

  test.each(ELSEWHERE)('does not know %s', (url) => {
    expect(isHuggingFace(new URL(url))).toBe(false);
  });
});

describe('isLoopback', () => {
  test.each([
    'http://localhost',
    'http://tgi.localhost',
    'http://127.0.0.1',
    'http://127.8.9.1',
    'http://[::1]',
    'http://0x7f.1',
  ])('knows %s', (url) => {
    expect(isLoopback(new URL(url).hostname)).toBe(true);
  });

  test.each([
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://evillocalhost',
    'http://10.0.0.1',
    'http://[::2]',
    'http://128.0.0.1',
  ])('does not know %s', (url) => {
    expect(isLoopback(new URL(url).hostname)).toBe(false);
  });
});

describe('the auth layer', () => {
  test('sends nothing where there is no token', async () => {
    const { send, sent } = createLayer(given(undefined));

    await send(requestTo('https://huggingface.co'));

    expect(sent).toEqual([null]);
  });

  test('asks for the token at every request', async () => {
    const tokens = ['hf_1', 'hf_2'];
    const { send, sent } = createLayer({ readToken: async () => tokens.shift(), isAmbient: false });

    await send(requestTo('https://tgi.test'));
    await send(requestTo('https://tgi.test'));

    expect(sent).toEqual(['Bearer hf_1', 'Bearer hf_2']);
  });

  test('leaves the caller’s own authorization', async () => {
    const { send, sent } = createLayer(given('hf_given'));

    await send(requestTo('https://tgi.test', { authorization: 'Basic abc' }));

    expect(sent).toEqual(['Basic abc']);
  });

  test('does not change the request it was given', async () => {
    const { send } = createLayer(given('hf_given'));
    const request = requestTo('https://tgi.test');

    await send(request);

    expect(request.headers).toEqual({});
  });

  test('warns once of each host that gets the token unencrypted', async () => {
    const { send, warnings } = createLayer(given('hf_given'));

    await send(requestTo('http://tgi.test:8080/generate'));
    await send(requestTo('http://tgi.test:8080/info'));
    await send(requestTo('http://other.test'));

    expect(warnings).toEqual([
      'The API key goes to http://tgi.test:8080 unencrypted. Use https, or set `apiKey: null` to send none.',
      'The API key goes to http://other.test unencrypted. Use https, or set `apiKey: null` to send none.',
    ]);
  });

  test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080', 'https://tgi.test'])(
    'does not warn of %s',
    async (url) => {
      const { send, sent, warnings } = createLayer(given('hf_given'));

      await send(requestTo(url));

      expect(sent).toEqual(['Bearer hf_given']);
      expect(warnings).toEqual([]);
    },
  );

  test.each(['hf_a\nhf_b', 'hf_a b', 'hf_é', 'hf_\u0000'])(
    'refuses the token %j before anything is sent, without repeating it',
    async (token) => {
      const { send, sent } = createLayer(given(token));

      await expect(send(requestTo('https://tgi.test'))).rejects.toThrow(
        new ConfigurationError(
          '`apiKey` contains spaces, line breaks or characters outside ASCII. Check the variable or file it comes from.',
        ),
      );
      expect(sent).toEqual([]);
    },
  );
});

describe('redact', () => {
  test('takes every token that was sent out of a text, wherever it stands', async () => {
    const tokens = ['hf_first', 'hf_second'];
    const { send, redact } = createLayer({ readToken: async () => tokens.shift(), isAmbient: false });
    await send(requestTo('https://tgi.test'));
    await send(requestTo('https://tgi.test'));

    expect(redact('Bearer hf_first, hf_first; hf_second. hf_third')).toBe(
      'Bearer [redacted], [redacted]; [redacted]. hf_third',
    );
  });

  test('leaves a text as it is where no token was sent', async () => {
    const { send, redact } = createLayer(ambient('hf_ambient'));
    await send(requestTo('http://localhost'));

    expect(redact('hf_ambient')).toBe('hf_ambient');
  });
});
