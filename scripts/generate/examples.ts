import { isMapping } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Spec } from '../specs/spec.ts';
import { asMapping, Location } from '../specs/spec.ts';
import { header } from './code.ts';

/** A type of the names of all examples of responses: those that a mock can be asked for. */
export function generateExamples(spec: Spec): string {
  const names = readResponseExamples(spec).map((name) => `\n  | '${name}'`);
  return `${header(spec)}/** The name of a response that the spec shows. */\nexport type ExampleName =${names.join('')};\n`;
}

function readResponseExamples(spec: Spec): readonly string[] {
  const at = new Location(spec.name, '/paths');
  const items = Object.values(asMapping(spec.document['paths'], at)).filter(isMapping);
  const operations = items.flatMap((item) => Object.values(item)).filter(isMapping);
  const responses = operations.flatMap(({ responses: found }) => (isMapping(found) ? Object.values(found) : []));
  const names = responses.flatMap((response) => {
    const { content } = dereference(spec.document, response);
    const media = isMapping(content) ? Object.values(content).filter(isMapping) : [];
    return media.flatMap(({ examples }) => (isMapping(examples) ? Object.keys(examples) : []));
  });
  return [...new Set(names)].toSorted();
}
