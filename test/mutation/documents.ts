/** Whether `spec:diff` notices an edit: by the documents of the servers that are kept here. */
import { readFileSync } from 'node:fs';
import { judge, readDeviations } from '../../scripts/diff/deviations.ts';
import { compareSpecs } from '../../scripts/diff/difference.ts';
import type { Mapping } from '../../scripts/specs/mapping.ts';

/** The documents that each spec is compared with; those in one list show parts of one API. */
const REFERENCES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  tgi: [['tgi-3.3.6'], ['tgi-2.0.4']],
  tei: [['tei-1.9']],
  openai: [['openai-2026-08']],
  vllm: [['vllm-0.32.0', 'vllm-0.32.0-pooling']],
};

export const SPECS: readonly string[] = Object.keys(REFERENCES);

/** Read once for all edits. */
const READ = new Map(
  SPECS.map((spec) => {
    const documents = (REFERENCES[spec] ?? []).map((names) => names.map(readDocument));
    return [spec, { documents, ...readDeviations(spec) }];
  }),
);

export function differs(spec: string, ours: Mapping): boolean {
  const { documents = [], deviations = [], prefix } = READ.get(spec) ?? {};
  return documents.some((theirs) => {
    const version = String(theirs[0]?.info.version);
    const { unexplained, unused } = judge(compareSpecs(theirs, ours, prefix), deviations, version);
    return unexplained.length > 0 || unused.length > 0;
  });
}

function readDocument(name: string): Mapping & { info: { version: string } } {
  return JSON.parse(readFileSync(`test/fixtures/openapi/${name}.json`, 'utf8'));
}
