import { resolve } from 'node:path';

interface Imports {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

/** What each module imports, by absolute paths. */
export class ModuleGraph {
  readonly #root: string;
  readonly #imports = new Map<string, Imports>();
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  add(id: string, imports: Imports): void {
    this.#imports.set(id, imports);
  }

  /** What is loaded at once with these files: they, and all that they import. */
  loadedBy(paths: readonly string[]): ReadonlySet<string> {
    return this.#follow('loaded', paths, ({ importedIds }) => importedIds);
  }

  /** The same with all that may be loaded later. */
  reachedBy(paths: readonly string[]): ReadonlySet<string> {
    return this.#follow('reached', paths, (imports) => [...imports.importedIds, ...imports.dynamicallyImportedIds]);
  }

  /** Asked for each module anew, and the same for all. */
  #follow(
    what: string,
    paths: readonly string[],
    toNext: (imports: Imports) => readonly string[],
  ): ReadonlySet<string> {
    const key = `${what} ${paths.join(' ')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = new Set(paths.map((path) => resolve(this.#root, path)));
    for (const id of found) {
      const imports = this.#imports.get(id);
      if (imports !== undefined) for (const next of toNext(imports)) found.add(next);
    }
    this.#known.set(key, found);
    return found;
  }
}
