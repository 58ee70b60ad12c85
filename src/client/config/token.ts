/** The token file that `hf auth login` writes. Read without a static import of Node, so that a browser bundle never sees one. */
import type { Environment } from './env.ts';

/** Reads a file as text; undefined if it is not there or may not be read. */
export type ReadFile = (path: string) => string | undefined;

/** The token of the first file that holds one. */
export function readTokenFile(environment: Environment, readFile: ReadFile = readNodeFile): string | undefined {
  for (const path of tokenPaths(environment)) {
    const token = readFile(path)
      ?.replaceAll(/[\r\n]/g, '')
      .trim();
    if (token !== undefined && token !== '') return token;
  }
  return undefined;
}

/** Where the token may lie, in order (huggingface_hub, constants.py; the last is its place before 2023). */
export function tokenPaths(environment: Environment): string[] {
  const home = environment.HOME ?? environment.USERPROFILE;
  const expand = (path: string) => (home === undefined ? path : path.replace(/^~(?=[/\\]|$)/, home));
  const paths: string[] = [];
  if (environment.HF_TOKEN_PATH !== undefined) paths.push(expand(environment.HF_TOKEN_PATH));
  if (environment.HF_HOME !== undefined) paths.push(`${expand(environment.HF_HOME)}/token`);
  if (environment.XDG_CACHE_HOME !== undefined) paths.push(`${expand(environment.XDG_CACHE_HOME)}/huggingface/token`);
  else if (home !== undefined) paths.push(`${home}/.cache/huggingface/token`);
  if (home !== undefined) paths.push(`${home}/.huggingface/token`);
  return paths;
}

function readNodeFile(path: string): string | undefined {
  // Missing before Node 22.3 and 20.16, and outside Node; there the file is not looked for.
  const fs = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs');
  try {
    return fs?.readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
