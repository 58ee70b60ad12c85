/** Values at paths such as `choices[].message.content`. */

type Members = Record<string, unknown>;

/** A copy of a body with a value at a path; lists on the way have one item, which is made where there is none. */
export function withValueAt(body: object, path: string, value: unknown): object {
  const copy: Members = structuredClone({ ...body });
  const names = path.split('.');
  let owner = copy;
  for (const [place, written] of names.entries()) {
    const isLast = place === names.length - 1;
    const name = written.replace('[]', '');
    const isList = name !== written;
    const known = isList ? first(owner[name]) : owner[name];
    const next: Members = isMembers(known) ? known : {};
    if (isLast) owner[name] = isList ? [value] : value;
    else owner[name] = isList ? [next] : next;
    owner = next;
  }
  return copy;
}

/** All values at a path, over all items of lists on the way. */
export function valuesAt(body: unknown, path: string): unknown[] {
  let found: unknown[] = [body];
  for (const written of path.split('.')) {
    const name = written.replace('[]', '');
    found = found.flatMap((each) => (isMembers(each) && name in each ? [each[name]] : []));
    if (name !== written) found = found.flatMap((each) => (Array.isArray(each) ? each : []));
  }
  return found;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
