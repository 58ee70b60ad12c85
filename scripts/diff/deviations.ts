/** Reads `openapi/deviations.yaml`: the differences that are meant, each with its reason. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { asMapping, Location } from '../specs/spec.ts';
import type { Difference } from './difference.ts';

export interface Deviation {
  readonly reason: string;
  readonly source: string;
  /** The places where it is meant. `*` stands for any text. Default: all. */
  readonly in: readonly string[];
  /** The versions of the server for which it is meant. */
  readonly from: string | undefined;
  readonly below: string | undefined;
  /** Lines of differences. `*` stands for any text. */
  readonly differences: readonly string[];
}

export interface SpecDeviations {
  /** What the other document leaves out at the start of its paths. */
  readonly prefix: string;
  readonly deviations: readonly Deviation[];
}

export interface Judgement {
  readonly unexplained: readonly Difference[];
  readonly explained: readonly Difference[];
  /** Lines of deviations for this version that match no difference. */
  readonly unused: readonly { readonly line: string; readonly reason: string }[];
}

/** Reads the deviations of one spec. Throws for an entry without a reason or a source, and for one with an unknown key. */
export function readDeviations(spec: string, text = readFileSync(FILE, 'utf8')): SpecDeviations {
  const at = new Location('deviations', `/${spec}`);
  const { prefix = '', deviations = [] } = asMapping(asMapping(parse(text), new Location('deviations', ''))[spec], at);
  const entries = Array.isArray(deviations) ? deviations : [];
  return {
    prefix: String(prefix),
    deviations: entries.map((entry, index) => toDeviation(entry, at.child('deviations', index))),
  };
}

const FILE = new URL('../../openapi/deviations.yaml', import.meta.url);
const NAMES = ['reason', 'source', 'in', 'from', 'below', 'differences'];

function toDeviation(value: unknown, at: Location): Deviation {
  const entry = asMapping(value, at);
  const { reason, source, in: places = '*', from, below, differences } = entry;
  const stray = Object.keys(entry).find((name) => !NAMES.includes(name));
  if (stray !== undefined) throw new Error(`${at}: there is no "${stray}"; there are ${NAMES.join(', ')}.`);
  if (typeof reason !== 'string' || typeof source !== 'string') throw new Error(`${at}: reason or source is missing.`);
  if (!Array.isArray(differences) || differences.length === 0) throw new Error(`${at}: differences are missing.`);
  return {
    reason,
    source,
    in: [places].flat().map(String),
    from: from === undefined ? undefined : String(from),
    below: below === undefined ? undefined : String(below),
    differences: differences.map(String),
  };
}

/** Tells differences from a server of this version that are meant from those that are not. */
export function judge(
  differences: readonly Difference[],
  deviations: readonly Deviation[],
  version: string,
): Judgement {
  const rules = deviations
    .filter((deviation) => isInRange(version, deviation))
    .flatMap((deviation) => deviation.differences.map((line) => toRule(line, deviation)));
  const used = new Set<Rule>();
  const isMeant = (line: string, place: string) => {
    const matching = rules.filter((rule) => rule.line.test(line) && rule.places.some((pattern) => pattern.test(place)));
    for (const rule of matching) used.add(rule);
    return matching.length > 0;
  };
  const [explained, unexplained]: [Difference[], Difference[]] = [[], []];
  for (const { line, places } of differences) {
    const meant = places.filter((place) => isMeant(line, place));
    const others = places.filter((place) => !meant.includes(place));
    if (meant.length > 0) explained.push({ line, places: meant });
    if (others.length > 0) unexplained.push({ line, places: others });
  }
  const unused = rules.filter((rule) => !used.has(rule)).map(({ text, reason }) => ({ line: text, reason }));
  return { explained, unexplained, unused };
}

interface Rule {
  readonly text: string;
  readonly reason: string;
  readonly line: RegExp;
  readonly places: readonly RegExp[];
}

function toRule(text: string, { reason, in: places }: Deviation): Rule {
  return { text, reason, line: toPattern(text), places: places.map(toPattern) };
}

function toPattern(glob: string): RegExp {
  return new RegExp(`^${glob.split('*').map(escape).join('.*')}$`);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function isInRange(version: string, { from, below }: Deviation): boolean {
  if (from !== undefined && compareVersions(version, from) < 0) return false;
  return below === undefined || compareVersions(version, below) < 0;
}

/** Compares the numbers alone: `3.3.6-dev0` equals 3.3.6. */
function compareVersions(left: string, right: string): number {
  const [some, others] = [toNumbers(left), toNumbers(right)];
  const index = [0, 1, 2].find((position) => some[position] !== others[position]);
  return index === undefined ? 0 : (some[index] ?? 0) - (others[index] ?? 0);
}

function toNumbers(version: string): readonly number[] {
  const [, major = '0', minor = '0', patch = '0'] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return [major, minor, patch].map(Number);
}
