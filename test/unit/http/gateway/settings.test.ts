import { describe, expect, test } from 'vitest';
import { parseGatewayOptions, parseGatewaySettings, splitSettings } from '../../../../src/http/gateway/settings.ts';

const SETTINGS = {
  apiBase: 'http://tgi.test',
  promptBuilder: { hub: 'org/model' },
  backend: 'generate',
  models: { small: { apiBase: 'http://small.test', promptBuilder: 'llama3', defaults: { max_tokens: 7 } } },
  cors: ['https://app.test'],
  auth: { keys: ['sk-first'] },
  maxConcurrent: 64,
  maxRetries: 0,
  idleTimeout: 60_000,
};

describe('parseGatewaySettings', () => {
  test('gives back what a file says', () => {
    expect(parseGatewaySettings(SETTINGS)).toEqual(SETTINGS);
  });

  test.each<[settings: unknown, message: string]>([
    [[], 'gateway.json is a list. Expected an object.'],
    [{ maxRetries: 1.5 }, 'gateway.json, `maxRetries` is 1.5. Expected a whole number, 0 or more.'],
    [{ timeout: '10s' }, 'gateway.json, `timeout` is a string. Expected a number above 0.'],
    [{ auth: 'none' }, 'gateway.json, `auth` is not understood. Expected `{ keys }` or "passthrough".'],
    [{ models: {} }, 'gateway.json, `models` is empty. Name at least one, or leave it out.'],
    [
      { models: { 'org/a': { apiBase: 5 } } },
      'gateway.json, `models["org/a"].apiBase` is 5. Expected an address, such as "http://localhost:8080", or a list of them.',
    ],
    [
      { models: { a: { backend: 'mesages' } } },
      'gateway.json, `models.a.backend` is "mesages". Did you mean "messages"? Expected one of auto, generate, messages.',
    ],
    [
      { models: { a: { apiBas: 'x' } } },
      'gateway.json, `models.a`: unknown `apiBas`. Did you mean `apiBase`? Known are `apiBase`, `apiKey`, `apiKeyEnv`, `headers`, `promptBuilder`, `backend`, `dialect`, `passUnknown`, `embeddingBatchSize`, `fallback`, `sticky`, `model`, `defaults`.',
    ],
    ...['org/model/x', '../model', 'org/..', 'a b', '', 'org/model?x'].map((hub): [unknown, string] => [
      { promptBuilder: { hub } },
      'gateway.json, `promptBuilder.hub` is a string. Expected a model on the Hub, such as "org/model".',
    ]),
    ...['..', 'refs/../x', 'a?b', ''].map((revision): [unknown, string] => [
      { promptBuilder: { hub: 'org/model', revision } },
      'gateway.json, `promptBuilder.revision` is a string. Expected a branch, tag or commit.',
    ]),
    ...['https://images.test', 'a/b', '*', 'a*b', ''].map((host): [unknown, string] => [
      { mediaHosts: ['images.test', host] },
      'gateway.json, `mediaHosts[1]` is a string. Expected a host, such as "images.example" or "*.example".',
    ]),
  ])('says of %j where it is wrong, what was received and what is expected', (settings, message) => {
    expect(() => parseGatewaySettings(settings, 'gateway.json')).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', message }),
    );
  });

  test.each(['org/model', 'gpt2', 'a.b/c-d_e.f'])('takes %s for a model on the Hub', (hub) => {
    const settings = {
      promptBuilder: { hub, revision: 'refs/pr/1' },
      mediaHosts: ['a.test', '*.b.test', '[::1]', '10.0.0.1'],
    };

    expect(parseGatewaySettings(settings)).toEqual(settings);
  });

  test('suggests the nearest format', () => {
    expect(() => parseGatewaySettings({ promptBuilder: 'lama3' })).toThrow(
      '`promptBuilder` is "lama3". Did you mean "llama3"? Expected one of base, llama2,',
    );
  });

  test('names the unknown member before the one that is missing for it', () => {
    expect(() => parseGatewaySettings({ auth: { key: ['sk-first'] } })).toThrow(
      '`auth`: unknown `key`. Did you mean `keys`?',
    );
  });

  test.each([{ auth: 'sk-secret' }, { auth: { keys: 'sk-secret' } }, { auth: { keys: ['sk-secret !'] } }])(
    'shows no key: %j',
    (settings) => {
      expect(() => parseGatewaySettings(settings)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('secret') }),
      );
    },
  );
});

describe('parseGatewayOptions', () => {
  test('keeps the object that counts requests, whose methods may need it', () => {
    class Counter {
      start(): void {}
      end(): void {}
    }
    const metrics = new Counter();

    expect(parseGatewayOptions({ metrics }).metrics).toBe(metrics);
  });

  test('takes a limit that is none', () => {
    expect(parseGatewayOptions({ maxConcurrent: Infinity })).toEqual({ maxConcurrent: Infinity });
  });

  test('leaves out what is the client’s', () => {
    expect(parseGatewayOptions(SETTINGS)).not.toHaveProperty('apiBase');
  });
});

describe('splitSettings', () => {
  test('gives each setting to the client or to the gateway', () => {
    const { apiBase, promptBuilder, backend, maxRetries, idleTimeout, ...gateway } = parseGatewaySettings(SETTINGS);

    expect(splitSettings(parseGatewaySettings(SETTINGS))).toEqual({
      client: { apiBase, promptBuilder, backend, maxRetries, idleTimeout },
      gateway,
    });
  });

  test('takes no member of every object for a setting of the gateway', () => {
    const given: object = { constructor: 1 };

    expect(splitSettings(given)).toEqual({ client: given, gateway: {} });
  });
});
