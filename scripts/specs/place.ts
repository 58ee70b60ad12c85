import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Location } from './spec.ts';

/**
 * The line and the column of a place in the text of its spec, both from 1, as editors and terminals link them: `12:9`. For a place that
 * the text has not, as what stands behind a reference, that of the nearest part around it.
 */
export function findPlace(text: string, { pointer }: Location): string {
  const counter = new LineCounter();
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: unknown = parseDocument(text, { lineCounter: counter }).contents;
  let offset = 0;
  for (const key of keys) {
    if (isSeq(node)) {
      node = node.items[Number(key)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
      continue;
    }
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    if (pair === undefined) break;
    if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  const { line, col } = counter.linePos(offset);
  return `${line}:${col}`;
}
