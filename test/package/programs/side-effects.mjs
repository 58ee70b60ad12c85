/** Imports an entry point and prints what that changed outside of it: `node side-effects.mjs ENTRY`. */
const look = () => [
  ...Reflect.ownKeys(globalThis).map((key) => `the global ${String(key)}`),
  ...[Object, Array, Promise, String].flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype).map((key) => `${name}.prototype.${String(key)}`),
  ),
  ...process.eventNames().map((name) => `a listener of process's ${String(name)}`),
  ...Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
  ...process.getActiveResourcesInfo().map((name) => `an open ${name}`),
];
// Those of the standard output come and go as it is first used, and Node defines its own globals at the first `fetch`.
process.stdout.write('');
void globalThis.fetch;
const before = new Set(look());
await import(process.argv[2]);
console.log(JSON.stringify(look().filter((found) => !before.has(found))));
