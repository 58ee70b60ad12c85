import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { DEFAULT_SHUTDOWN_SECONDS } from '../../src/cli/serve-flags.ts';
import { createGateway, parseGatewaySettings } from '../../src/gateway.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { startCommand, untilListening } from '../support/program.ts';
import { runExample } from '../support/run-example.ts';

const run = promisify(execFile);
const PAGE = 'docs/deployment.md';
const page = readFileSync(PAGE, 'utf8');
const [settings = ''] = readCodeBlocks(PAGE, 'json').map(({ code }) => code);
const [container = ''] = readCodeBlocks(PAGE, 'dockerfile').map(({ code }) => code);
const [unit = ''] = readCodeBlocks(PAGE, 'ini').map(({ code }) => code);
const KEY = 'sk-change-me';
const CHAT = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });
const folder = mkdtempSync(join(tmpdir(), 'easyllm-deployment-'));
const file = join(folder, 'gateway.json');

/** The list of an instruction in the form that needs no shell. */
function wordsOf(instruction: string): string[] {
  const [, list = '[]'] = new RegExp(`^${instruction}.*?(\\[.*\\])$`, 'm').exec(container) ?? [];
  return JSON.parse(list);
}

/** What the command is given, with the settings and a free port in place of the page's. */
function toArguments(words: readonly string[]): string[] {
  const rest = words.slice(words.findIndex((word) => word.endsWith('/dist/src/cli.js')) + 1);
  const port = rest.indexOf('--port');
  const placed = port === -1 ? rest : rest.toSpliced(port, 2);
  const own = placed.map((word) => (word.endsWith('gateway.json') ? file : word));
  return [...own, '--port', '0'];
}

beforeAll(() => writeFileSync(file, settings.replace('http://tgi:8080', inject('tgiUrl'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** The directives of nginx or Caddy, by the names of the blocks around them. Throws for braces that do not match. */
function readBraces(text: string, end: string): Map<string, string> {
  const found = new Map<string, string>();
  const blocks: string[] = [];
  for (const [, words = '', mark = ''] of text.matchAll(/([^{};\n]*)([{}]|[;\n])/g)) {
    const [name = '', ...rest] = words.trim().split(/\s+/);
    if (mark === '{') blocks.push(words.trim());
    else if (mark === '}') {
      if (blocks.pop() === undefined) throw new Error('A brace too many.');
    } else if (name !== '') {
      if (mark !== end) throw new Error(`"${words.trim()}" has no end.`);
      found.set([...blocks, name].join(' '), rest.join(' '));
    }
  }
  if (blocks.length > 0) throw new Error(`${blocks.join(' ')} is not closed.`);
  return found;
}

const ask = (key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: CHAT,
});

describe('docs/deployment.md', () => {
  test('has settings that are understood', () => {
    expect(() => parseGatewaySettings(JSON.parse(settings))).not.toThrow();
  });

  test.each([
    ['the container', wordsOf('CMD')],
    ['the unit', /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []],
  ])('has a command for %s that serves, tells its health and stops', async (_, words) => {
    const server = await startCommand(toArguments(words), { HOME: folder });
    try {
      const url = (await untilListening(server)).url.replace('0.0.0.0', '127.0.0.1');
      const [node, ...check] = wordsOf('HEALTHCHECK').map((word) => word.replace('http://127.0.0.1:8000', url));

      expect(node).toBe('node');
      await expect(run(process.execPath, check)).resolves.toBeDefined();
      expect((await fetch(`${url}/v1/chat/completions`, ask(KEY))).status).toBe(200);
      expect((await fetch(`${url}/v1/chat/completions`, ask('sk-other'))).status).toBe(401);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  test('has a check of health that fails where nothing listens', async () => {
    const [, ...check] = wordsOf('HEALTHCHECK').map((word) => word.replace('127.0.0.1:8000', '127.0.0.1:9'));

    await expect(run(process.execPath, check)).rejects.toThrow('Command failed');
  });

  test('names the place of the command in the package', () => {
    const named = [...page.matchAll(/node_modules\/easyllm\/([\w/]+\.js)/g)].map(([, path]) => path);

    expect(new Set(named)).toEqual(new Set([manifest.bin.easyllm]));
  });

  test('has a Worker that answers who has the key', async () => {
    const [code = ''] = readCodeBlocks(PAGE, 'ts').map((block) => block.code);
    const { exports, printed } = await runExample(code);
    const worker = exports['default'] as { fetch(request: Request, env: object): Promise<Response> };
    const env = { TGI_URL: inject('tgiUrl'), TGI_TOKEN: 'hf_token', GATEWAY_KEY: KEY };
    const request = (key: string) => new Request('https://gateway.test/v1/chat/completions', ask(key));

    expect(await (await worker.fetch(request(KEY), env)).json()).toMatchObject({ object: 'chat.completion' });
    expect((await worker.fetch(request('sk-other'), env)).status).toBe(401);
    expect(printed).toHaveLength(2);
  });

  test('has pods whose command serves, whose probes are answered, and which have the time to stop', async () => {
    const [pods = ''] = readCodeBlocks(PAGE, 'yaml').map(({ code }) => code);
    const { spec, ...others } = parse(pods);
    const { terminationGracePeriodSeconds: grace, containers, volumes } = spec.template.spec;
    const [pod] = containers;
    expect(others).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
    expect(pod.volumeMounts.map(({ name }: { name: string }) => name)).toEqual([volumes[0].name]);
    expect(pod.command.join(' ')).toContain(manifest.bin.easyllm);
    expect(pod.args).toContain(String(pod.ports[0].containerPort));
    const [, pause] = pod.lifecycle.preStop.exec.command;
    expect(grace).toBeGreaterThan(Number(pause) + DEFAULT_SHUTDOWN_SECONDS);

    const server = await startCommand(toArguments([...pod.command, ...pod.args]), { HOME: folder });
    try {
      const url = (await untilListening(server)).url.replace('0.0.0.0', '127.0.0.1');
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        const { path, port } = pod[probe].httpGet;
        expect(port).toBe(pod.ports[0].name);
        expect((await fetch(url + path)).status).toBe(200);
      }
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  test('has a unit that systemd takes, as far as it is here', async () => {
    const sections = unit.split('\n').filter((line) => line !== '' && !/^[A-Z]\w+=\S/.test(line));
    expect(sections).toEqual(['[Unit]', '[Service]', '[Install]']);
    expect(unit).toContain('ExecReload=/bin/kill -HUP $MAINPID');
    const [, stop] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(stop)).toBeGreaterThan(DEFAULT_SHUTDOWN_SECONDS);
    const path = join(folder, 'easyllm.service');
    writeFileSync(path, unit.replaceAll('/usr/bin/node', process.execPath));
    const told = await run('systemd-analyze', ['verify', '--man=no', path]).catch((error: Error) => error);
    const words = 'stderr' in told ? String(told.stderr) : '';
    expect(words.split('\n').filter((line) => line.includes(path) && /unknown|invalid|missing/i.test(line))).toEqual(
      [],
    );
  });

  test('has proxies that hold back nothing, wait long enough, and try nothing again', () => {
    const { totalTimeout } = JSON.parse(settings);
    const nginx = readBraces(readCodeBlocks(PAGE, 'nginx')[0]?.code ?? '', ';');
    const caddy = readBraces(readCodeBlocks(PAGE, 'caddyfile')[0]?.code ?? '', '\n');
    const inNginx = (name: string) => nginx.get(`server location / ${name}`);

    expect(inNginx('proxy_buffering')).toBe('off');
    expect(inNginx('proxy_next_upstream')).toBe('off');
    expect(inNginx('proxy_http_version')).toBe('1.1');
    expect(nginx.get('upstream gateway keepalive')).toBe('32');
    const proxy = 'gateway.example reverse_proxy 127.0.0.1:8000 127.0.0.1:8001';
    expect(caddy.get(`${proxy} flush_interval`)).toBe('-1');
    expect(caddy.get(`${proxy} health_uri`)).toBe('/health');
    expect(caddy.has(`${proxy} lb_retries`)).toBe(false);
    for (const wait of [inNginx('proxy_read_timeout'), caddy.get(`${proxy} transport http read_timeout`)]) {
      expect(Number(/^(\d+)s$/.exec(wait ?? '')?.[1]) * 1000).toBeGreaterThan(totalTimeout);
    }
  });

  test('explains every member of the access log', async () => {
    const entries: object[] = [];
    const gateway = createGateway({
      apiBase: inject('tgiUrl'),
      auth: 'none',
      accessLog: (entry) => entries.push(entry),
    });
    await (await gateway.request('/v1/chat/completions', ask(KEY))).text();
    const members = Object.keys(entries[0] ?? {});

    expect(members.length).toBeGreaterThan(8);
    expect(members.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
