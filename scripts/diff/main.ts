/**
 * `npm run spec:diff`, as `--help` says it: `-- FILE_OR_URL… [--spec tgi|tei|openai|vllm] [--json]`: compares our spec with a server's own document, or with
 * several that each show a part of its API, as those of vLLM do. Differences that `openapi/deviations.yaml` explains are only counted. Exits with 1 if any other is left.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse, YAMLParseError } from 'yaml';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, mappingOf } from '../specs/mapping.ts';
import { specNames } from '../specs/redocly.ts';
import { asMapping, Location } from '../specs/spec.ts';
import { listChanges, reportChanges } from './breaking.ts';
import type { Judgement } from './deviations.ts';
import { judge, readDeviations } from './deviations.ts';
import type { Difference } from './difference.ts';
import { compareSpecs } from './difference.ts';

/** The spec for the title of a server's document. */
const SPEC_OF_TITLE: ReadonlyMap<unknown, string> = new Map([
  ['Text Generation Inference', 'tgi'],
  ['Text Embeddings Inference', 'tei'],
  ['OpenAI API', 'openai'],
]);

const HELP = `Usage: npm run spec:diff -- FILE_OR_URL… [--spec NAME] [--json]
       npm run spec:diff -- OLD NEW --breaking [--markdown] [--json]

Compares a spec of openapi/ with a server's own document, or with several that each show a part of its
API. Differences that openapi/deviations.yaml explains are counted; exits with 1 if any other is left.

  --breaking  compares two documents, each a file, a URL, or the name of a spec: what each difference
              breaks, for callers and for servers. Exits with 1 if any breaks callers.
  --markdown  as tables, for a pull request
  --spec      ${specNames().join(', ')}; by default the one that the document's title names
  --json      as JSON

Exits with 2 if nothing could be compared.
Example: npm run spec:diff -- old.yaml tgi --breaking --markdown`;

/** Reads two documents and prints what the second breaks. */
async function diffDocuments(
  sources: readonly string[],
  { isJson, isMarkdown }: { isJson: boolean; isMarkdown: boolean },
) {
  if (sources.length !== 2) throw new Error('Pass two documents: the old one, and the new one.');
  const [old = {}, fresh = {}] = await Promise.all(
    sources.map(async (source) => parseDocument(await readSource(source), source)),
  );
  const changes = listChanges(old, fresh);
  console.log(isJson ? JSON.stringify(changes, null, 2) : reportChanges(changes, isMarkdown));
  process.exitCode = changes.some(({ breaks }) => breaks.callers) ? 1 : 0;
}

async function diffSpec(sources: readonly string[], chosen: string | undefined, isJson: boolean): Promise<void> {
  const theirs = await Promise.all(sources.map(async (source) => parseDocument(await readSource(source), source)));
  const infos = theirs.map(({ info }) => mappingOf(info));
  const [title] = new Set(infos.map((info) => info['title']));
  const spec = chosen ?? SPEC_OF_TITLE.get(title);
  if (spec === undefined || !specNames().includes(spec)) {
    throw new Error(`Which spec ${sources.join(' and ')} is about is unclear. Pass --spec ${specNames().join('|')}.`);
  }
  const [version, ...otherVersions] = new Set(infos.map((info) => String(info['version'])));
  if (version === undefined || otherVersions.length > 0) {
    throw new Error(`${sources.join(' and ')} are of different versions. Compare one version at a time.`);
  }
  const ours = readFileSync(new URL(`../../openapi/${spec}.yaml`, import.meta.url), 'utf8');
  const { prefix, deviations } = readDeviations(spec);
  const differences = compareSpecs(theirs, parseDocument(ours, `openapi/${spec}.yaml`), prefix);
  const judgement = judge(differences, deviations, version);
  console.log(
    isJson ? JSON.stringify({ spec, source: sources.join(', '), ...judgement }, null, 2) : report(spec, judgement),
  );
  process.exitCode = judgement.unexplained.length > 0 ? 1 : 0;
}

async function readSource(source: string): Promise<string> {
  if (specNames().includes(source))
    return readFileSync(new URL(`../../openapi/${source}.yaml`, import.meta.url), 'utf8');
  if (!/^https?:/.test(source)) return readFileSync(source, 'utf8');
  // A server that loads a model may take seconds.
  console.error(`Reading ${source} …`);
  const response = await fetch(source, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${source} responded with status ${response.status}.`);
  return response.text();
}

/** Parses YAML or JSON. JSON is YAML too, but `JSON.parse` is faster. */
function parseDocument(text: string, source: string): Mapping {
  const document = parseText(text, source);
  const found = asMapping(document, new Location(source, ''));
  if (!isMapping(found['paths'])) throw new Error(`${source} is no OpenAPI document: it has no paths.`);
  return found;
}

function parseText(text: string, source: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text, { prettyErrors: true });
  } catch (cause) {
    const [start] = cause instanceof YAMLParseError ? (cause.linePos ?? []) : [];
    const place = start === undefined ? source : `${source}:${start.line}:${start.col}`;
    throw new Error(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const GROUPS = { '-': 'Only theirs', '+': 'Only ours', '~': 'In both, but not the same' } as const;

function report(spec: string, { unexplained, explained, unused }: Judgement): string {
  const groups = Object.entries(GROUPS).flatMap(([sign, title]) => {
    const lines = unexplained.filter(({ line }) => line.startsWith(sign)).map(describe);
    return lines.length > 0 ? [`${title}\n${lines.join('\n')}`] : [];
  });
  if (unused.length > 0) {
    const lines = unused.map(({ line, reason }) => `  ${line}\n      ${reason.trim()}`);
    groups.push(`No longer true, in openapi/deviations.yaml\n${lines.join('\n')}`);
  }
  const counts = `${unexplained.length} unexplained, ${explained.length} meant, ${unused.length} no longer true`;
  return [...groups, `openapi/${spec}.yaml: ${counts}`].join('\n\n');
}

function describe({ line, places }: Difference): string {
  return [`  ${line}`, ...places.map((place) => `      ${place}`)].join('\n');
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      spec: { type: 'string' },
      json: { type: 'boolean', default: false },
      breaking: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) console.log(HELP);
  else if (positionals.length === 0) throw new Error('Pass a file or URL of an OpenAPI document; --help says more.');
  else if (values.breaking) await diffDocuments(positionals, { isJson: values.json, isMarkdown: values.markdown });
  else await diffSpec(positionals, values.spec, values.json);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // 1 would mean that there are differences.
  process.exitCode = 2;
}
