/** Looks at each of many items, and names the place of every one that fails; none to look at is a failure too. */
export async function findFailures<Item>(
  items: Iterable<Item>,
  placeOf: (item: Item) => string,
  look: (item: Item) => unknown,
): Promise<string[]> {
  const failures: string[] = [];
  let count = 0;
  for (const item of items) {
    count += 1;
    try {
      await look(item);
    } catch (error) {
      failures.push(`${placeOf(item)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return count === 0 ? ['There is nothing to look at.'] : failures;
}
