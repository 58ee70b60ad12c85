/**
 * Addresses of images, sound and films in a body. The model server fetches them, from wherever it can reach: a gateway that others can
 * reach may name the hosts that are allowed.
 */
import { isObject, tryParse } from '../../base/check.ts';
import { BadRequestError } from '../../base/errors.ts';
import type { Operations } from '../handler.ts';
import { aroundBodies } from './around-bodies.ts';

/** Members that no model reads: what stands in them is fetched by nobody. */
const UNREAD: ReadonlySet<string> = new Set([
  'model',
  'metadata',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'logit_bias',
]);
/** Members of which a model reads the words, whatever the names in them say: schemas call properties as they like. */
const WORDS: ReadonlySet<string> = new Set([
  'tools',
  'functions',
  'tool_choice',
  'function_call',
  'response_format',
  'text',
  'grammar',
  'structured_outputs',
  'json_schema',
  'guided_json',
]);

/** Names of members that hold an address. */
const NAMES_ADDRESS = /ur[il]s?$/i;
/** Names of members that are an address, or hold one. */
const NAMES_MEDIA = /(?:image|video|audio|file|media)s?$/i;
/** What begins with a scheme, or leaves it to the server. */
const SCHEME = /^\s*(?:[a-z][a-z\d+.-]{0,30}:|\/\/)/i;

/** How TGI finds an image in a text (TGI router, validation.rs). */
const MARKDOWN = '![](';

/** Operations that refuse addresses of other hosts. `*.example` stands for all below. */
export function withMediaHosts(operations: () => Operations, hosts: readonly string[]): () => Operations {
  const allowed = hosts.map((host) => host.toLowerCase());
  return () =>
    aroundBodies(operations(), (body) => {
      refuseOthers(body, allowed);
      return body;
    });
}

function refuseOthers(body: unknown, hosts: readonly string[]): void {
  if (!isObject(body)) return;
  for (const [name, member] of Object.entries(body)) {
    if (UNREAD.has(name)) continue;
    const path = name.slice(0, 64);
    visit(member, { path, kind: WORDS.has(name) ? 'words' : toKind(name, member, 'text'), hosts });
  }
}

interface Place {
  path: string;
  /** `words`: text whatever its name; `media`: beside an address there may be words, or the content itself. */
  kind: 'words' | 'text' | 'media' | 'address';
  hosts: readonly string[];
}

/** Bodies are at most 100 levels deep. */
function visit(value: unknown, place: Place): void {
  if (typeof value === 'string') {
    if (place.kind === 'text' || place.kind === 'words') refuseMarkdown(value, place);
    else refuseAddress(value, place);
  } else if (Array.isArray(value)) {
    // TGI joins the parts of a message before it looks for images.
    if (value.length > 1) refuseMarkdown(value.map(toText).join(''), place);
    for (const [index, item] of value.entries()) visit(item, { ...place, path: `${place.path}[${index}]` });
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      // Templates write names as well, and read arguments as the JSON that they are.
      refuseMarkdown(name, place);
      if (name === 'arguments' && typeof member === 'string') visit(tryParse(member), { ...place, kind: 'words' });
      visit(member, { ...place, path: `${place.path}.${name.slice(0, 64)}`, kind: toKind(name, member, place.kind) });
    }
  }
}

function toKind(name: string, member: unknown, kind: Place['kind']): Place['kind'] {
  if (kind === 'words') return kind;
  const isMedia = NAMES_MEDIA.test(name);
  if (NAMES_ADDRESS.test(name) || (isMedia && !isObject(member))) return isObject(member) ? 'media' : 'address';
  return isMedia || kind !== 'text' ? 'media' : 'text';
}

function toText(part: unknown): string {
  const text = isObject(part) ? part['text'] : part;
  return typeof text === 'string' ? text : '';
}

function refuseMarkdown(text: string, place: Place): void {
  for (let at = text.indexOf(MARKDOWN); at >= 0; at = text.indexOf(MARKDOWN, at + 1)) {
    const end = text.indexOf(')', at);
    // One without an end goes on in what a template writes behind it, and leads wherever that says.
    if (end < 0) return refuseAddress(text.slice(at + MARKDOWN.length), { ...place, kind: 'address', hosts: [] });
    refuseAddress(text.slice(at + MARKDOWN.length, end), { ...place, kind: 'address' });
  }
}

/** Whatever is no data is an address: servers take paths and schemes of their own, too. */
function refuseAddress(address: string, { path, kind, hosts }: Place): void {
  if (/^\s*data:/i.test(address.slice(0, 100))) return;
  if (kind === 'media' && !SCHEME.test(address.slice(0, 100))) return;
  const host = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? new URL(address).hostname : '';
  if (host !== '' && hosts.some((allowed) => matches(host, allowed))) return;
  throw new BadRequestError(
    `\`${path}\` names something that the server would fetch, from a host that is not allowed. Send it as a \`data:\` address.`,
    { code: 'media_address_refused', param: path },
  );
}

function matches(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}
