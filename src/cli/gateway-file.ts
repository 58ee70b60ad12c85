/** The file of a gateway's settings: YAML, or JSON with comments. Errors say where they are. */
import { LineCounter, isMap, isPair, isScalar, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Locate } from '../http/gateway/configuration-error.ts';
import { parseGatewaySettings } from '../http/gateway/settings.ts';
import type { GatewaySettings } from '../http/gateway/settings.ts';
import { UsageError, readInput } from './arguments.ts';

/** Throws UsageError for what cannot be read, and ConfigurationError for a wrong setting; both name the line and the column. */
export async function readGatewayFile(file: string): Promise<GatewaySettings> {
  const content = await readInput(file);
  const lines = new LineCounter();
  // JSON is YAML, but for its comments.
  const text = /^\s*(?:\/[/*]|\{)/.test(content) ? withoutComments(content) : content;
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw new UsageError(`${at(error.pos[0])}: ${error.message}.`.replace('..', '.'));
  const locate: Locate = (path, { isName = false } = {}) => {
    const offset = offsetOf(document, path, isName);
    return offset === undefined ? file : at(offset);
  };
  // Aliases that hold aliases are texts without end.
  return parseGatewaySettings(document.toJS({ maxAliasCount: 100 }) ?? {}, locate);
}

/** Where a value begins, or the nearest that holds it; the name of a member, where that is asked for. */
function offsetOf(document: Document, path: readonly PropertyKey[], isName: boolean): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = nodeAt(document, path.slice(0, length - 1));
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && keyOf(item.key) === String(key))
      : undefined;
    const wanted = isName && length === path.length ? pair?.key : nodeAt(document, path.slice(0, length));
    const offset = (wanted as Node | undefined)?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return document.contents?.range?.[0];
}

function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

/** The text with its comments replaced by spaces, so that each place stays where it is. */
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) =>
    part.startsWith('"') ? part : part.replaceAll(/[^\n]/g, ' '),
  );
}
