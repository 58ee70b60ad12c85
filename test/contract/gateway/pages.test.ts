/** The pages of a gateway, as programs and browsers ask for them. What they do in a browser is tried in `test/browser`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createGateway } from '../../../src/gateway.ts';
import type { GatewayConfig } from '../../../src/gateway.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const KEYS = { auth: { keys: ['sk-one'] } };

async function get(path: string, headers: Record<string, string>, config: GatewayConfig = KEYS) {
  const gateway = createGateway({ apiBase: 'http://127.0.0.1:1', apiKey: 'upstream-token', ...config });
  const response = await gateway.request(`http://localhost${path}`, { headers });
  return { response, text: await response.text() };
}

describe('the page at /', () => {
  test('is there for browsers, without a key, and holds no secret', async () => {
    const { response, text } = await get('/', BROWSER);

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).not.toMatch(/sk-one|upstream-token|127\.0\.0\.1/);
  });

  test.each(['/', '/docs'])('runs only what its policy names by hash, at %s', async (path) => {
    const { response, text } = await get(path, BROWSER);
    const policy = response.headers.get('content-security-policy') ?? '';
    const inline = [...text.matchAll(/<(script|style)[^>]*>([^]*?)<\/\1>/g)].filter(([, , code]) => code !== '');
    const hashes = inline.map(([, , code = '']) => createHash('sha256').update(code).digest('base64'));

    expect(inline.length).toBeGreaterThan(0);
    for (const hash of hashes) expect(policy).toContain(`'sha256-${hash}'`);
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(text).not.toMatch(/\son\w+="|\sstyle="|https?:\/\/(?!www\.w3\.org)/);
  });

  test.each([{ accept: 'application/json' }, { accept: '*/*' }, {}])(
    'is JSON for a program that sends %j',
    async (headers) => {
      const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
      const { response, text } = await get('/', headers);
      const about: unknown = JSON.parse(text);

      expect(response.headers.get('vary')).toBe('accept');
      expect(about).toMatchObject({ name: 'easyllm', version });
      expect(about).toHaveProperty('routes', expect.arrayContaining(['POST /v1/chat/completions', 'GET /docs']));
    },
  );

  test('is not there with `ui: false`, and neither is /docs', async () => {
    const config = { ...KEYS, ui: false };
    const root = await get('/', BROWSER, config);
    const docs = await get('/docs', BROWSER, config);

    expect(JSON.parse(root.text)).toMatchObject({ name: 'easyllm' });
    expect(root.text).not.toContain('/docs');
    expect(docs.response.status).toBe(401);
  });
});

describe('the page at /docs', () => {
  test('says what to install where the renderer is missing, and offers no files', async () => {
    const { response, text } = await get('/docs', BROWSER);
    const file = await get('/docs/package.json', BROWSER);

    expect([response.status, text]).toEqual([200, expect.stringContaining('npm install swagger-ui-dist')]);
    expect(file.response.status).toBe(401);
  });
});
