/** The API reference: `/openapi.json`, as Swagger UI renders it. The renderer is a package of its own, served from here. */
import { docs, missingDocs } from '../../../../generated/gateway.docs.ts';
import { createOnce } from '../../../base/once.ts';

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** The page; where the renderer is not installed, one that says how to. */
export async function readDocs(): Promise<{ html: string; policy: string }> {
  return findRenderer() === undefined ? missingDocs : docs;
}

/** A file of the renderer; undefined for all but the two that the page loads, and where it is not installed. */
export async function readDocsFile(name: string): Promise<{ content: string; type: string } | undefined> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  const renderer = findRenderer();
  if (type === undefined || renderer === undefined) return undefined;
  return { content: await renderer.read(name), type };
}

interface Renderer {
  read(name: string): Promise<string>;
}

/** Looked for beside this package, then where the process was started. A runtime without Node's modules, such as a Worker, has no files. */
const findRenderer = createOnce((): Renderer | undefined => {
  const { process } = globalThis;
  if (typeof process?.getBuiltinModule !== 'function') return undefined;
  const { createRequire } = process.getBuiltinModule('node:module');
  const { readFile } = process.getBuiltinModule('node:fs/promises');
  for (const from of [import.meta.url, `${process.cwd()}/`]) {
    const { resolve } = createRequire(from);
    try {
      resolve('swagger-ui-dist/package.json');
      return { read: (name) => readFile(resolve(`swagger-ui-dist/${name}`), 'utf8') };
    } catch {
      // Not there.
    }
  }
  return undefined;
});
