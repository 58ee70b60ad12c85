/** Examples of the guides, run in this process against whatever server a test puts behind their addresses. */
import { createRequire } from 'node:module';
import ts from 'typescript';
import * as batch from '../../src/batch.ts';
import * as batchQueue from '../../src/batch-queue.ts';
import * as gateway from '../../src/gateway.ts';
import * as easyllm from '../../src/index.ts';
import * as otel from '../../src/otel.ts';
import * as openai from '../../src/openai.ts';
import * as prompt from '../../src/prompt.ts';
import * as sse from '../../src/sse.ts';
import * as tei from '../../src/tei.ts';
import * as testing from '../../src/testing.ts';
import * as tgi from '../../src/tgi.ts';
import * as vllm from '../../src/vllm.ts';

const requireInstalled = createRequire(import.meta.url);

/** What examples import of this package; anything else is what is installed. */
const MODULES: Readonly<Record<string, unknown>> = {
  easyllm,
  'easyllm/batch': batch,
  'easyllm/batch/queue': batchQueue,
  'easyllm/gateway': gateway,
  'easyllm/openai': openai,
  'easyllm/otel': otel,
  'easyllm/prompt': prompt,
  'easyllm/sse': sse,
  'easyllm/tei': tei,
  'easyllm/testing': testing,
  'easyllm/tgi': tgi,
  'easyllm/vllm': vllm,
};

export interface ExampleRun {
  /** What each `console.log` printed: its one value as JSON. */
  printed: string[];
  /** What was written to standard output besides. */
  written: string;
  exports: Record<string, unknown>;
}

/** Runs an example. Each address in `servers`, such as `http://localhost:8080`, becomes the one given for it. */
export async function runExample(code: string, servers: Readonly<Record<string, string>> = {}): Promise<ExampleRun> {
  const { outputText } = ts.transpileModule(
    Object.entries(servers).reduce((text, [address, url]) => text.replaceAll(address, url), code),
    { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true } },
  );
  const run: ExampleRun = { printed: [], written: '', exports: {} };
  const print = { log: (value: unknown) => void run.printed.push(JSON.stringify(value)) };
  const stdout = {
    write: (text: string) => {
      run.written += text;
    },
  };
  const load = (name: string): unknown => MODULES[name] ?? requireInstalled(name);
  const parameters = ['require', 'exports', 'console', 'process', `return (async () => {${outputText}})();`];
  const main: unknown = new Function(...parameters);
  if (typeof main === 'function') await main(load, run.exports, print, { ...process, stdout });
  return run;
}

/** What an example says that it prints: the comments behind its `console.log`s, as JSON. */
export function printedBy(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\).* \/\/ (.*)$/gm)].map(([, line = '']) => line);
}
