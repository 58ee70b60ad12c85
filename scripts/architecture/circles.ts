import type { Use, Violation } from './uses.ts';
import { targetOf } from './uses.ts';

/** One violation for each import that closes a circle, types included. */
export function findCircles(uses: readonly Use[]): readonly Violation[] {
  const violations: Violation[] = [];
  const finished = new Set<string>();
  const imports = new Map<string, Use[]>();
  for (const use of uses) imports.set(use.path, [...(imports.get(use.path) ?? []), use]);
  const visit = (path: string, before: readonly string[]): void => {
    if (finished.has(path)) return;
    const trail = [...before, path];
    for (const use of imports.get(path) ?? []) {
      const target = targetOf(use);
      if (target === undefined) continue;
      const start = trail.indexOf(target);
      if (start < 0) visit(target, trail);
      else
        violations.push({ path, line: use.line, problem: `closes a circle: ${toArrows(trail.slice(start), target)}` });
    }
    finished.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return violations;
}

function toArrows(trail: readonly string[], target: string): string {
  return [...trail, target].join(' → ');
}
