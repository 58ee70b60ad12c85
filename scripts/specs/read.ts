import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { specNames } from './redocly.ts';
import { inlineSharedProperties } from './shared-properties.ts';
import type { Spec } from './spec.ts';

/** Reads each spec, which is one document; shared properties stand wherever they are referred to. Throws where a file is no YAML. */
export function readSpecs(): readonly Spec[] {
  return specNames().map((name) => {
    const file = fileURLToPath(new URL(`../../openapi/${name}.yaml`, import.meta.url));
    return inlineSharedProperties({ name, document: parse(readFileSync(file, 'utf8')) });
  });
}
