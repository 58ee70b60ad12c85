import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '@redocly/openapi-core';
import { isMapping } from './mapping.ts';
import { specNames } from './redocly.ts';
import { inlineSharedProperties } from './shared-properties.ts';
import type { Spec } from './spec.ts';

/**
 * Reads each spec, which is one document; shared properties stand wherever they are referred to. Throws where a file is no YAML. By the
 * linter's parser, which takes a tenth of the time of `yaml`, and which openapi-typescript loads in any case.
 */
export function readSpecs(): readonly Spec[] {
  return specNames().map((name) => {
    const file = fileURLToPath(new URL(`../../openapi/${name}.yaml`, import.meta.url));
    return inlineSharedProperties({ name, document: toDocument(readFileSync(file, 'utf8')) });
  });
}

function toDocument(text: string): Spec['document'] {
  const document = parseYaml(text);
  if (!isDocument(document)) throw new Error('The YAML is no mapping.');
  return document;
}

/** What is deeper in it, each reader checks. */
function isDocument(value: unknown): value is Spec['document'] {
  return isMapping(value);
}
