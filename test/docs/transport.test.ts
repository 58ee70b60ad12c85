import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import * as easyllm from '../../src/index.ts';
import { fakeTgi } from '../../src/testing/fake-tgi.ts';
import { generated } from '../../src/testing/native-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';

describe('docs/transport.md', () => {
  test.each(readCodeBlocks('docs/transport.md', 'ts').map(({ code }) => [code]))(
    'shows what runs: %#',
    async (code) => {
      await using server = await fakeTgi({ script: [generated('Who’s there?')] });
      const { outputText } = ts.transpileModule(code.replaceAll('http://localhost:8080', server.url), {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      });
      const printed: unknown[] = [];
      const run: unknown = new Function('require', 'exports', 'console', `return (async () => {${outputText}})();`);

      if (typeof run === 'function') await run(() => easyllm, {}, { log: (text: unknown) => printed.push(text) });

      expect(printed).toEqual(['Who’s there?']);
      expect(server.requests).toHaveLength(1);
    },
  );
});
