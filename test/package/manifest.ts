/** What package.json says of the entry points. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Manifest {
  name: string;
  bin: Readonly<Record<string, string>>;
  dependencies: Readonly<Record<string, string>>;
  peerDependencies: Readonly<Record<string, string>>;
  exports: Readonly<Record<string, string | { types: string; default: string }>>;
  imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  sideEffects: boolean;
  publishConfig: { provenance: boolean };
}

export function readManifest(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return manifest;
}

/** What can be imported: `easyllm`, `easyllm/prompt`, … */
export function toEntryNames({ name, exports }: Manifest): string[] {
  const entries = Object.entries(exports).filter(([, target]) => typeof target !== 'string');
  return entries.map(([path]) => path.replace('.', name));
}

/** Every file that the manifest names, wildcards included. */
export function toTargets({ exports, imports, bin }: Manifest): string[] {
  const conditions = [...Object.values(exports), ...Object.values(imports)];
  const paths = conditions.flatMap((target) => (typeof target === 'string' ? target : Object.values(target)));
  return [...paths, ...Object.values(bin)].map((path) => path.replace(/^\.\//, ''));
}
