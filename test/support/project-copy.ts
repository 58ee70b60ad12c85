/** A copy of the project, to rehearse changes in. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const PARTS = [
  'openapi',
  'generated',
  'scripts',
  'src',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'CHANGELOG.md',
];

/** An edit by hand: each `from` in a file becomes `to`. */
export interface Edit {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class ProjectCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));

  constructor() {
    for (const part of PARTS) cpSync(part, join(this.#folder, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(this.#folder, 'node_modules'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }

  edit({ what, file, from, to }: Edit): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} no longer has the place for ${what}: ${from}`);
    this.write(file, text.replaceAll(from, to));
  }

  /** Runs one of the project's scripts. */
  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return this.node(resolve('node_modules/jiti/lib/jiti-cli.mjs'), script, ...args);
  }

  /** Compiles as for publishing. Where the compiler complains, as `file:line`, sorted. */
  async compile(...args: readonly string[]): Promise<readonly string[]> {
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { stdout } = await this.node(compiler, '-p', 'tsconfig.build.json', '--pretty', 'false', ...args);
    const places = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map(([, file, line]) => `${file}:${line}`);
    return [...new Set(places)].toSorted();
  }

  async node(program: string, ...args: readonly string[]): Promise<Outcome> {
    return promisify(execFile)(process.execPath, [program, ...args], { cwd: this.#folder }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr }),
    );
  }
}
