/** What package.json says that the rules for imports ask for. */
export interface Manifest {
  /** The packages that `src/` may import. */
  readonly packages: ReadonlySet<string>;
  /** The sources of what `exports` and `bin` name: the doors. */
  readonly doors: ReadonlySet<string>;
  /** Of these, the sources of `bin`. */
  readonly commands: ReadonlySet<string>;
  /** What an import by a name such as `#transport` may lead to, depending on the runtime. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

interface PackageJson {
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** Reads the text of package.json. */
export function readManifest(text: string): Manifest {
  const { dependencies, peerDependencies, imports = {}, exports = {}, bin = {} }: PackageJson = JSON.parse(text);
  const commands = Object.values(bin).map(toSource);
  const entries = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : Object.values(target)));
  return {
    packages: new Set(Object.keys({ ...dependencies, ...peerDependencies })),
    doors: new Set([...entries.filter((target) => target.endsWith('.js')).map(toSource), ...commands]),
    commands: new Set(commands),
    aliases: new Map(
      Object.entries(imports).map(([name, targets]) => [name, [...new Set(Object.values(targets).map(toSource))]]),
    ),
  };
}

/** `./dist/src/index.js` is built of `src/index.ts`. */
function toSource(built: string): string {
  return built.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, '.ts');
}
