import type { Spec } from '../specs/spec.ts';
import { readVersions } from '../specs/versions.ts';
import { header, toKey } from './code.ts';

/** Since which version a server does what our code depends on; undefined for a spec that names no such thing. */
export function generateVersions(spec: Spec): string | undefined {
  const decisions = readVersions(spec).flatMap(({ since, decides }) =>
    Object.entries(decides).map(([name, reason]) => `  /** ${reason} */\n  ${toKey(name)}: '${since}',\n`),
  );
  if (decisions.length === 0) return undefined;
  return `${header(spec)}/** Since which version the server does something (its tags). */\nexport const ${spec.name}Since = {\n${decisions.join('')}} as const;\n`;
}
