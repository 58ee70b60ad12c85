import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { readGatewayFile } from '../../../src/cli/gateway-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a file with this text says, or the message of what is wrong, its folder left out. */
async function read(name: string, text: string): Promise<unknown> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return readGatewayFile(file).catch((error: Error) => error.message.replaceAll(`${folder}/`, ''));
}

describe('readGatewayFile', () => {
  test('reads YAML with comments', async () => {
    const text = `# Models\nmodels:\n  llama: # the small one\n    apiBase: http://a.test\n    promptBuilder: llama3\nmaxConcurrent: 7\n`;

    expect(await read('a.yaml', text)).toEqual({
      models: { llama: { apiBase: 'http://a.test', promptBuilder: 'llama3' } },
      maxConcurrent: 7,
    });
  });

  test('reads JSON with comments, tabs and addresses', async () => {
    const text = `// Settings\n{\n\t"$schema": "./gateway.schema.json",\n\t/* one\n\t server */ "apiBase": "http://a.test", // "not": 1\n\t"maxConcurrent": 7\n}\n`;

    expect(await read('a.json', text)).toEqual({ apiBase: 'http://a.test', maxConcurrent: 7 });
  });

  test('reads an empty file as no settings', async () => {
    expect(await read('a.yaml', '# nothing\n')).toEqual({});
  });

  test.each<[name: string, text: string, message: string]>([
    [
      'a.yaml',
      'models:\n  llama:\n    apiBas: http://a.test\n',
      'a.yaml:3:5, `models.llama`: unknown `apiBas`. Did you mean `apiBase`?',
    ],
    ['a.yaml', 'maxRetries: 0\ntimeout: soon\n', 'a.yaml:2:10, `timeout` is a string. Expected a number above 0.'],
    ['a.json', '{\n  // no\n  "maxRetries": 1.5\n}', 'a.json:3:17, `maxRetries` is 1.5.'],
    ['a.json', '{\n  "auth": { "keys": ["ok", "not ok"] }\n}', 'a.json:2:28, `auth.keys[1]` cannot be a key.'],
    [
      'a.yaml',
      'models: {a: {backend: mesages}}',
      'a.yaml:1:23, `models.a.backend` is "mesages". Did you mean "messages"?',
    ],
    ['a.yaml', 'apiBase: a\napiBase: b\n', 'a.yaml:2:1: '],
    ['a.yaml', 'models: [\n', 'a.yaml:2:1: '],
    ['a.json', '{ "apiBase": }', 'a.json'],
    ['a.yaml', '- a\n', 'a.yaml:1:1 is a list. Expected an object.'],
    [
      'a.yaml',
      'models:\n  a:\n    defaults:\n      temprature: 1\n',
      'a.yaml:4:7, `models.a.defaults.temprature`: no operation has such a member. Did you mean `temperature`?',
    ],
    [
      'a.yaml',
      'models:\n  a:\n    defaults: { max_tokens: many }\n',
      'a.yaml:3:29, `models.a.defaults.max_tokens`: `max_tokens` is "many".',
    ],
    [
      'a.yaml',
      'models:\n  a:\n    apiKey: ${EASYLLM_TEST_UNSET}\n',
      'a.yaml:3:13, `models.a.apiKey` needs the environment variable EASYLLM_TEST_UNSET, which is not set.',
    ],
  ])('says of %s where it is wrong: %j', async (name, text, message) => {
    expect(await read(name, text)).toContain(message);
  });

  test('does not follow aliases of aliases without end', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'].map((pair) => [...pair])) {
      bomb.push(`${name}: &${name} [${new Array(9).fill(`*${before}`).join()}]`);
    }

    expect(await read('bomb.yaml', bomb.join('\n'))).toMatch(/alias/i);
  });
});
