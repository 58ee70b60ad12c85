/** Where the files of `src/` stand, and what each folder may import. The pages that show this are generated from here. */

/** A folder of `src/`. Folders inside belong to it, unless they have a line of their own. */
export interface Place {
  /** Its path in `src/`, with a slash at the end; empty for the files that lie in `src/` itself. */
  readonly folder: string;
  /** What stands there, in one sentence for a newcomer. */
  readonly sentence: string;
  /** The only folders outside that this one, and the folders inside, may import from. Default: all on lower levels. */
  readonly sees?: readonly string[];
  /** The only folders that may import from this one by path. Default: all on higher levels. */
  readonly seenBy?: readonly string[];
}

/**
 * The levels, lowest first. A file imports from its own folder and from lower levels only, types included. Folders on the same level do
 * not see each other.
 */
const LAYOUT: readonly (readonly Place[])[] = [
  [
    {
      folder: 'base/',
      sentence: 'What everything may need: errors, what a value is, spelling, abort, one step of a stream.',
    },
  ],
  [{ folder: 'net/', sentence: 'One HTTP request and its response, without knowledge of any API.' }],
  [
    {
      folder: 'net/layers/',
      sentence: 'Functions from transport to transport, one file each: retry, first event, deadline, auth, log.',
    },
    { folder: 'net/node/', sentence: 'The transport on `node:http`, which no browser loads.', seenBy: [] },
    {
      folder: 'servers/fast/',
      sentence:
        'Calls and readers that exist for speed alone; without them `openapi-fetch` and `JSON.parse` do the same.',
      seenBy: ['servers/'],
    },
  ],
  [
    {
      folder: 'prompt/',
      sentence: 'Prompts that are made on the client: named formats, chat templates, tokenizer files.',
      sees: ['base/', 'net/'],
    },
    { folder: 'facade/', sentence: 'OpenAI’s side in process: validation, streams, promises.', sees: ['base/'] },
    {
      folder: 'servers/',
      sentence: 'Each server’s own API, one file an API, typed by its spec. No file knows another API.',
      sees: ['base/', 'net/'],
    },
  ],
  [
    {
      folder: 'bridge/',
      sentence: 'Translates between the facade and the servers: pure, and shared by `bridge/native/` and `bridge/v1/`.',
      sees: ['base/', 'prompt/', 'facade/', 'servers/'],
    },
  ],
  [
    {
      folder: 'bridge/v1/dialects/',
      sentence: 'How servers with an OpenAI-shaped API differ, one small file a server.',
      seenBy: ['bridge/v1/', 'operations/'],
    },
  ],
  [
    {
      folder: 'bridge/native/',
      sentence: 'Plans and reads TGI’s native API, with prompts that are made on the client.',
    },
    { folder: 'bridge/v1/', sentence: 'Plans and reads OpenAI-shaped APIs, and repairs where their servers deviate.' },
  ],
  [{ folder: 'operations/', sentence: 'The order of the steps of a call. Operations alone mint ids and times.' }],
  [
    {
      folder: 'http/',
      sentence: 'The handler: makes an operation of a request, and a response of its result, as plain values.',
    },
  ],
  [{ folder: 'client/config/', sentence: 'Settings: as given, from the environment, or by default.' }],
  [
    {
      folder: 'client/',
      sentence: 'What programs hold: `EasyLLM`, `huggingface`, the typed clients; and the order of the layers.',
    },
  ],
  [
    {
      folder: 'batch/',
      sentence: 'Batches: a line to its record, how many lines at once. Runs anywhere, and keeps nothing.',
    },
  ],
  [
    { folder: 'batch/disk/', sentence: 'A batch on one machine: the files it reads and adds to, and their lock.' },
    { folder: 'http/gateway/', sentence: 'The gateway: keys, limits and model routes before the handler.' },
    { folder: 'otel/', sentence: 'Tells OpenTelemetry of calls, by the tracing channels.' },
    {
      folder: 'testing/servers/',
      sentence: 'How each server that is played deviates, as data: its routes, habits, refusals and faults.',
    },
  ],
  [
    { folder: 'batch/folder/', sentence: 'Files and batches of OpenAI, as a gateway keeps them in a folder.' },
    {
      folder: 'batch/queue/',
      sentence: 'Batches in a store that many machines share, in the turn that an engine says.',
    },
    { folder: 'testing/', sentence: 'Stand-ins for servers, mocks of the specs, recordings.' },
  ],
  [{ folder: 'cli/', sentence: 'The command `easyllm`.' }],
  [{ folder: '', sentence: 'The doors: one file for each entry of `exports`, and the command. They hold no code.' }],
];

/** The only files and folders that may need Node: everything else runs in browsers and Workers too. */
export const NEEDS_NODE: readonly string[] = [
  'base/channels.ts',
  'net/node/',
  'prompt/tokenizer-location.ts',
  'client/config/env.ts',
  'client/config/token.ts',
  'batch/disk/',
  'batch/folder/',
  'batch/queue/',
  'http/gateway/pages/docs.ts',
  'otel/',
  'testing/',
  'cli/',
];

/** A place with the index of its level. */
export interface Placed extends Place {
  readonly level: number;
}

/** All places, lowest first. */
export const PLACES: readonly Placed[] = LAYOUT.flatMap((places, level) =>
  places.map((place) => ({ ...place, level })),
);

/** The place of a file of `src/`: the innermost folder that has a line; undefined for a folder without, and outside of `src/`. */
export function placeOf(path: string): Placed | undefined {
  const inside = path.replace(/^src\//, '');
  if (inside === path) return undefined;
  if (!inside.includes('/')) return PLACES.find(({ folder }) => folder === '');
  const around = PLACES.filter(({ folder }) => folder !== '' && inside.startsWith(folder));
  return around.toSorted((left, right) => right.folder.length - left.folder.length)[0];
}

/** The places that these files of `src/` stand in, lowest first. The layout may be ahead of the files. */
export function placesOf(paths: Iterable<string>): readonly Placed[] {
  const used = new Set([...paths].map((path) => placeOf(path)?.folder));
  return PLACES.filter(({ folder }) => used.has(folder));
}

/** Why a place may not import from another; undefined where it may. `seenBy` is asked apart: `isHiddenFrom`. */
export function barrierBetween(own: Placed, other: Placed): string | undefined {
  if (own.folder === other.folder) return undefined;
  const [name, otherName] = [nameOf(own), nameOf(other)];
  if (other.level > own.level) return `${otherName} (level ${other.level}) is above ${name} (level ${own.level})`;
  if (other.level === own.level) return `${otherName} and ${name} are neighbours on level ${own.level}`;
  const [room, otherRoom] = [roomOf(own), roomOf(other)];
  // What a folder of `src/` may see holds for the folders inside.
  const sees = PLACES.find(({ folder }) => folder === room)?.sees;
  if (sees === undefined || room === otherRoom || sees.includes(otherRoom)) return undefined;
  return `${room} may import from ${sees.join(', ')} only`;
}

/** Whether no path may lead from a place to another, whatever the levels. */
export function isHiddenFrom(own: Placed, { folder, seenBy }: Placed): boolean {
  return seenBy !== undefined && own.folder !== folder && !seenBy.includes(own.folder);
}

/** The folder of `src/` around a place: `bridge/` for `bridge/v1/dialects/`. */
function roomOf({ folder }: Place): string {
  return folder.slice(0, folder.indexOf('/') + 1);
}

/** The name of a place for people. */
export function nameOf({ folder }: Place): string {
  return folder === '' ? 'src/*.ts' : folder;
}
