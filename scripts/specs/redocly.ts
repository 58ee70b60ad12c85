import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../openapi/redocly.yaml', import.meta.url));

/** The names of the specs in the order of `openapi/redocly.yaml`. */
export function specNames(): readonly string[] {
  // Each spec has one line `root: ./{name}.yaml`. Nothing else in the file is read.
  const names = [...readFileSync(CONFIG, 'utf8').matchAll(/^ +root: \.\/([\w-]+)\.yaml$/gm)].map(
    ([, name = '']) => name,
  );
  if (names.length === 0) throw new Error(`${CONFIG} lists no spec as "root: ./{name}.yaml"`);
  return names;
}

/** Lints all specs by the rules of `openapi/redocly.yaml`. Rejects with what Redocly says, one line for each complaint. */
export async function lintSpecs(): Promise<void> {
  await redocly(['lint', '--format', 'github-actions']);
}

/**
 * Options of V8 for a process that ends within two seconds: compiling for speed takes nearly half of the processors' time, and pays only
 * later; a larger nursery collects less often.
 */
const QUICK = ['--no-opt', '--max-semi-space-size=64'];

/** Runs Redocly, and shows what Redocly prints only if it fails: on Node 20 it always prints a notice. */
function redocly(args: readonly string[]): Promise<void> {
  const program = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
  const child = spawn(process.execPath, [...QUICK, program, ...args, '--config', CONFIG], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Files are named as seen from here.
    cwd: ROOT,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(toComplaints(printed).join('\n')))));
  });
}

/** What Redocly complains of, as `openapi/tgi.yaml:12:9: what is wrong (rule)`; all that it printed, where nothing has that form. */
export function toComplaints(printed: string): readonly string[] {
  const ruled = printed.matchAll(/^::\w+ title=([^,]*),file=([^,]*),line=(\d+),col=(\d+)[^:]*::(.*)$/gm);
  const unread = printed.matchAll(/^ *- (.*) in "([^"\n]*)" \((\d+):(\d+)\)$/gm);
  const complaints = [
    ...[...ruled].map(([, rule, file, line, column, text = '']) => {
      const words = text.replaceAll('%0A', '\n').replaceAll('%25', '%').split(/\s+/).join(' ').trim();
      return `${file}:${line}:${column}: ${words} (${rule})`;
    }),
    ...[...unread].map(([, text, file = '', line, column]) => `${relative(ROOT, file)}:${line}:${column}: ${text}`),
  ];
  return complaints.length > 0 ? complaints : [printed];
}
