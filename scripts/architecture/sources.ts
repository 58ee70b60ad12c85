import { readdirSync, readFileSync } from 'node:fs';

/** The TypeScript files in these folders, by their paths from the working directory. */
export function readSources(folders: readonly string[]): ReadonlyMap<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  );
  const sources = paths.filter((path) => path.endsWith('.ts')).toSorted();
  return new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));
}
