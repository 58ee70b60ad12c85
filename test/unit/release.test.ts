import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  on: { push: { tags: string[]; branches?: string[] } };
  jobs: { publish: { permissions: Record<string, string>; steps: { run?: string; uses?: string }[] } };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  publishConfig: { provenance: boolean };
  scripts: Record<string, string>;
};

describe('the workflow that publishes', () => {
  const text = readFileSync('.github/workflows/release.yml', 'utf8');
  const { on, jobs } = parse(text) as Workflow;
  const { permissions, steps } = jobs.publish;
  const commands = steps.flatMap(({ run = '' }) => run.split('\n')).filter((line) => line.startsWith('npm '));

  test('may sign the provenance that package.json asks for', () => {
    expect(manifest.publishConfig.provenance).toBe(true);
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  test('holds no secret and names no registry: it is a trusted publisher', () => {
    expect(text).not.toMatch(/secrets\.|TOKEN|registry-url|https?:/);
  });

  test('runs for tags of versions alone', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
  });

  test('checks and tests before it publishes, by scripts that there are', () => {
    const scripts = commands.flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);

    expect(commands).toEqual(['npm ci', 'npm run check', 'npm test', 'npm publish --provenance --access public']);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });
});
