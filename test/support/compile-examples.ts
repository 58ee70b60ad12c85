/** Examples of the guides, through the compiler with the project's own settings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import manifest from '../../package.json' with { type: 'json' };
import type { CodeBlock } from './code-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `easyllm` and its entry points are in this repository. */
const SOURCES = Object.fromEntries(
  Object.entries(manifest.exports).flatMap(([name, target]) =>
    typeof target === 'string'
      ? []
      : [[name.replace('.', 'easyllm'), [join(ROOT, target.default.replace('dist/', '').replace(/\.js$/, '.ts'))]]],
  ),
);

/** What the compiler says of each, with the page and the line of the example it is said of. */
export function problemsOf(examples: readonly CodeBlock[]): string[] {
  const files = new Map(
    examples.map(({ name, code }, index) => [
      join(ROOT, `example-${index}.ts`),
      { name, code: `${code}\nexport {};\n` },
    ]),
  );
  // An example may end before it uses what it made.
  const options = { ...readOptions(), noEmit: true, noUnusedLocals: false, paths: SOURCES };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const file = files.get(path);
    return file === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, file.code, {
          languageVersion: ts.ScriptTarget.ES2022,
          impliedNodeFormat: ts.ModuleKind.ESNext,
        });
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([path, { name }]) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT).options;
}
