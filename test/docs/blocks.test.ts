/** Every fenced block of the README and the guides has somebody who runs or reads it, or a reason why nobody does. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readAllBlocks } from '../support/code-blocks.ts';
import type { FencedBlock } from '../support/code-blocks.ts';

const PAGES = ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];
const BLOCKS = PAGES.flatMap((page) => readAllBlocks(page));

/** Which blocks: of a page, in a language, whose code contains this text. */
interface Which {
  page: string;
  language: string;
  containing?: string;
}

const of = (page: string, language: string, containing = ''): Which => ({ page, language, containing });
const guide = (name: string, language: string, containing = '') => of(`docs/${name}.md`, language, containing);

/** The tests that read blocks of pages, and run them or hold them against the code. */
const RUN_BY: Readonly<Record<string, readonly Which[]>> = {
  'test/docs/readme.test.ts': [
    of('README.md', 'sh'),
    of('README.md', 'ts', 'RateLimitError'),
    of('README.md', 'ts', 'runTools'),
    of('README.md', 'ts', 'const stream ='),
  ],
  'test/clients/guides.test.ts': [
    of('README.md', 'ts', "from 'openai'"),
    guide('from-openai', 'ts'),
    guide('from-huggingface-inference', 'ts', 'InferenceClient'),
    guide('rerank', 'ts', '@ai-sdk/cohere'),
    guide('transport', 'js'),
    guide('gateway', 'python'),
  ],
  'test/docs/from-other-clients.test.ts': [guide('from-huggingface-inference', 'ts')],
  'test/docs/batches.test.ts': [guide('batches', 'jsonl'), guide('batches', 'ts'), guide('batches', 'sh')],
  'test/docs/command.test.ts': [guide('command', 'sh'), guide('testing', 'sh', 'easyllm fake')],
  'test/docs/deployment.test.ts': [
    guide('deployment', 'json'),
    guide('deployment', 'dockerfile', 'HEALTHCHECK'),
    guide('deployment', 'ini'),
    guide('deployment', 'yaml'),
    guide('deployment', 'ts'),
    guide('deployment', 'nginx'),
    guide('deployment', 'caddyfile'),
  ],
  'test/docs/errors-and-retries.test.ts': [guide('errors-and-retries', 'ts')],
  'test/docs/from-python.test.ts': [guide('from-python', 'ts')],
  'test/docs/gateway.test.ts': [
    guide('gateway', 'ts'),
    guide('gateway', 'json'),
    guide('gateway', 'yaml'),
    guide('gateway', 'sh'),
  ],
  'test/docs/getting-started.test.ts': [
    guide('getting-started', 'js'),
    guide('getting-started', 'text'),
    guide('getting-started', 'sh', 'npm init'),
    guide('getting-started', 'sh', 'node '),
    guide('getting-started', 'sh', 'npx tsc'),
  ],
  'test/docs/loose-examples.test.ts': [
    guide('parameters', 'ts'),
    guide('getting-started', 'ts'),
    guide('servers', 'ts'),
    guide('specs', 'ts', 'decodeEvents'),
    guide('specs', 'sh', '--breaking'),
    guide('responses', 'toml'),
    guide('responses', 'json'),
    guide('tracing', 'sh'),
    guide('batches', 'sh', '--data'),
  ],
  'test/docs/prompts.test.ts': [guide('prompts', 'ts')],
  'test/docs/reasoning.test.ts': [guide('reasoning', 'ts')],
  'test/docs/rerank.test.ts': [guide('rerank', 'ts', 'ranker.rerank')],
  'test/docs/responses.test.ts': [guide('responses', 'ts')],
  'test/docs/runtimes.test.ts': [guide('runtimes', 'ts')],
  'test/docs/security.test.ts': [guide('security', 'ts')],
  'test/docs/specs.test.ts': [
    guide('specs', 'ts', 'import.meta.resolve'),
    guide('specs', 'sh', 'easyllm mock'),
    guide('specs', 'sh', 'curl '),
    guide('specs', 'sh', 'openapi-typescript'),
  ],
  'test/docs/streaming.test.ts': [guide('streaming', 'ts')],
  'test/docs/structured-outputs-and-tools.test.ts': [guide('structured-outputs-and-tools', 'ts')],
  'test/docs/testing.test.ts': [guide('testing', 'ts'), guide('testing', 'js')],
  'test/docs/tracing.test.ts': [guide('tracing', 'ts')],
  'test/docs/transport.test.ts': [guide('transport', 'ts')],
};

/** What is not run, and why. Lines of `npm install` and `npm run` are read below, wherever they stand. */
const NOT_RUN: readonly (readonly [Which, reason: string])[] = [
  [of('README.md', 'mermaid'), 'a picture'],
  [guide('architecture', 'mermaid'), 'a picture, which scripts/architecture draws'],
  [guide('architecture', 'text'), 'a picture'],
  [guide('benchmarks', 'sh', 'node bench/'), 'minutes of measuring'],
  [guide('batches', 'sql'), 'of DuckDB; test/batch reads the same file'],
  [guide('batches', 'ts', "from 'openai'"), 'test/clients/openai.test.ts runs a batch by the same calls'],
  [guide('deployment', 'sh', 'docker build'), 'needs a daemon of containers'],
  [guide('deployment', 'dockerfile', 'npm ci'), 'two lines that stand in the container above'],
  [guide('from-python', 'python'), 'Python’s EasyLLM, to compare with'],
  [guide('getting-started', 'sh', 'EASYLLM_API_KEY'), 'sets what the test of the program sets'],
  [guide('prompts', 'text'), 'written by scripts/prompts, and compared by `npm run check`'],
  [guide('specs', 'sh', 'prism-cli'), 'a package of 200 MB, for one line'],
  [guide('specs', 'sh', 'datamodel-codegen'), 'a package of Python’s'],
  [guide('specs', 'sh', 'npm run spec:diff -- http'), 'wants a running TGI; test/unit/scripts/diff has its document'],
];

const isOf = ({ page, language, containing = '' }: Which) => {
  return (block: FencedBlock) => block.page === page && block.language === language && block.code.includes(containing);
};
const CLAIMS: readonly Which[] = [...Object.values(RUN_BY).flat(), ...NOT_RUN.map(([which]) => which)];

/** Lines of a shell, without what only says where. */
const LINES = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ name, code }) =>
  code
    .replaceAll('\\\n', ' ')
    .trim()
    .split('\n')
    .map((line) => ({ name, line })),
);
const isReadHere = (line: string) => /^npm (install|run) /.test(line);

describe('the blocks of the guides', () => {
  test('are many, and each has a language', () => {
    expect(BLOCKS.length).toBeGreaterThan(150);
    expect(BLOCKS.filter(({ language }) => language === '').map(({ name }) => name)).toEqual([]);
  });

  test('are each run or read by a test, or named with a reason', () => {
    const lost = BLOCKS.filter((block) => {
      if (block.language === 'sh' && block.code.trim().split('\n').every(isReadHere)) return false;
      return !CLAIMS.some((which) => isOf(which)(block));
    });

    expect(lost.map(({ name, language }) => `${name} ${language}`)).toEqual([]);
  });

  test.each(CLAIMS.map((which) => [Object.values(which).join(' '), which] as const))('still have %s', (_, which) => {
    expect(BLOCKS.some(isOf(which))).toBe(true);
  });

  test.each(Object.entries(RUN_BY))('%s reads what it is said to', (file, claims) => {
    expect(existsSync(file)).toBe(true);
    const source = readFileSync(file, 'utf8');
    const unread = claims.filter(
      ({ page, language }) => !source.includes(`'${page}'`) || !source.includes(`'${language}'`),
    );

    expect(unread).toEqual([]);
  });

  test.each(LINES.filter(({ line }) => line.startsWith('npm run ')))('$name names a script: $line', ({ line }) => {
    expect(Object.keys(manifest.scripts)).toContain(/^npm run ([\w:]+)/.exec(line)?.[1]);
  });

  test.each(LINES.filter(({ line }) => line.startsWith('npm install ')))(
    '$name installs this package, what it may be given, or tools that its tests have: $line',
    ({ line }) => {
      const names = line.split(/\s+/).filter((word) => !/^(npm|install|-.*)$/.test(word));
      const known = [manifest.name, ...Object.keys({ ...manifest.peerDependencies, ...manifest.devDependencies })];

      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
    },
  );
});
