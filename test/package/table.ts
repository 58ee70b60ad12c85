/** The table that `npm run test:package` prints: one row for each thing that was tried. */

/** `check` tries it for real: it says what was found, or throws what is wrong. */
export interface Row {
  name: string;
  check: () => Promise<string> | string;
}

/** Tries all rows, some at the same time, and prints each at its end. False if any failed. */
export async function tryAll(rows: readonly Row[], { atOnce = 1 } = {}): Promise<boolean> {
  const waiting = rows.values();
  let isGood = true;
  const work = async () => {
    for (const row of waiting) isGood = (await tryOne(row)) && isGood;
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return isGood;
}

async function tryOne({ name, check }: Row): Promise<boolean> {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(7);
  try {
    const found = await check();
    print(`ok    ${seconds()}  ${name.padEnd(46)}  ${found}`);
    return true;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    print(`FAIL  ${seconds()}  ${name}\n${text.replace(/^/gm, '      ')}`);
    return false;
  }
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Throws with a list of what is wrong, unless that is empty. */
export function expectNone(wrong: readonly string[], title: string): void {
  if (wrong.length > 0) throw new Error(`${title}\n${wrong.map((line) => `  ${line}`).join('\n')}`);
}
