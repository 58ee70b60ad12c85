import { isMapping } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import type { Spec } from '../specs/spec.ts';
import { asMapping, Location } from '../specs/spec.ts';
import { header } from './code.ts';

/** The names of all examples of answers, as a type: what a mock can be told to answer. */
export function generateExamples(spec: Spec): string {
  const names = readAnswerExamples(spec).map((name) => `\n  | '${name}'`);
  return `${header(spec)}/** An answer that the spec shows. */\nexport type ExampleName =${names.join('')};\n`;
}

function readAnswerExamples(spec: Spec): readonly string[] {
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
