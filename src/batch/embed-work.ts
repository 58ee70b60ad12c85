/** Texts to vectors: lines are grouped, to what a server takes at once and by their length, since servers fill up the shorter ones. */
import { isObject, kindOf, tryParse } from '../base/check.ts';
import { APIUserAbortError } from '../base/errors.ts';
import { encodeFloat32 } from '../base/float32.ts';
import type { CallOptions } from '../client/options.ts';
import type { ClientOperations } from '../client/operations.ts';
import { judge, toFailedRecord } from './ask-line.ts';
import { toIdProblem } from './line.ts';
import type { InputLine } from './line.ts';
import { toBadLine } from './work.ts';
import type { BadLine, Item, Outcome, Work } from './work.ts';

/** How texts stand in the input, and vectors in the output. */
export interface EmbedSettings {
  /** Each line is a text, and no JSON. Default: a line is a string of JSON, or an object with `text` (or `input`), and maybe `id`. */
  plain?: boolean | undefined;
  model?: string | undefined;
  dimensions?: number | undefined;
  /** `numbers` as JSON has them, or `base64` of 32-bit floats. */
  vectors: 'numbers' | 'base64';
}

interface TextItem extends Item {
  readonly number: number;
  readonly text: string;
}

/** Texts in a call: at first, and at most. What the server says it takes (TEI) is never exceeded. */
const FIRST_SIZE = 32;
const MOST_SIZE = 512;
/** So many groups are sorted by length together. */
const GROUPS = 16;

/** The row of a vector; `line` is that of the text, from 1. */
function toRow({ key, number }: TextItem, vector: string): string {
  return `{"custom_id":${JSON.stringify(key)},"line":${number},"embedding":${vector}}`;
}

export function createEmbedWork(operations: Pick<ClientOperations, 'embed'>, settings: EmbedSettings): Work<TextItem> {
  const size = createSize();
  const sent = { model: settings.model, dimensions: settings.dimensions };
  const embed = async (items: readonly TextItem[], call: CallOptions): Promise<Outcome[]> => {
    const body = { ...sent, input: items.map(({ text }) => text) };
    const isTyped = settings.vectors === 'base64';
    try {
      const { data, responses } = await operations.embed(body, {
        ...call,
        ...(isTyped && { vectors: 'float32array' }),
      });
      size.learn(items.length, responses.length);
      const tokens = data.usage?.prompt_tokens ?? 0;
      return items.map((item, index) => {
        const vector = data.data[index]?.embedding;
        const text = toRow(item, JSON.stringify(vector instanceof Float32Array ? encodeFloat32(vector) : vector));
        return { key: item.key, verdict: 'done', text, tokens: index === 0 ? tokens : 0 };
      });
    } catch (error) {
      if (APIUserAbortError.isInstance(error)) throw error;
      const verdict = judge(error);
      // One bad text fails all that are sent with it.
      if (verdict === 'failed' && items.length > 1) return embedHalves(items, call);
      return items.map(({ key }) => ({
        key,
        verdict,
        text: JSON.stringify(toFailedRecord(key, error)),
        tokens: 0,
        error,
      }));
    }
  };
  const embedHalves = async (items: readonly TextItem[], call: CallOptions): Promise<Outcome[]> => {
    const half = Math.ceil(items.length / 2);
    return [...(await embed(items.slice(0, half), call)), ...(await embed(items.slice(half), call))];
  };
  return {
    get window() {
      return size.now * GROUPS;
    },
    parse: (line) => parseText(line, settings.plain === true),
    split(items) {
      const sorted = items.toSorted((left, right) => left.text.length - right.text.length);
      const groups: TextItem[][] = [];
      for (let from = 0; from < sorted.length; from += size.now) groups.push(sorted.slice(from, from + size.now));
      return groups;
    },
    ask: embed,
  };
}

/**
 * How many texts a call holds. It grows while the client sends each call as one request, and is what a request holds as soon as one is
 * split: the client knows what the server takes, or learns it of a refusal.
 */
function createSize() {
  let isKnown = false;
  const size = {
    now: FIRST_SIZE,
    learn(texts: number, requests: number) {
      if (requests > 1) {
        size.now = Math.ceil(texts / requests);
        isKnown = true;
      } else if (!isKnown && texts >= size.now) size.now = Math.min(MOST_SIZE, size.now * 2);
    },
  };
  return size;
}

function parseText({ number, text: line, problem = '' }: InputLine, isPlain: boolean): TextItem | BadLine {
  if (line === undefined) return toBadLine(null, number, problem);
  if (isPlain) return { key: String(number), number, text: line };
  const value = tryParse(line);
  if (value === undefined) return toBadLine(null, number, 'it is not valid JSON. For a list of texts, say `plain`');
  const given = isObject(value) ? value : { text: value };
  const { id, custom_id = id, input, text = input } = given;
  const own = typeof custom_id === 'number' ? String(custom_id) : custom_id;
  const badId = own === undefined ? undefined : toIdProblem(own);
  if (badId !== undefined) return toBadLine(null, number, badId);
  const key = own === undefined ? String(number) : String(own);
  if (typeof text === 'string' && text !== '') return { key, number, text };
  const kind = text === '' ? 'empty' : kindOf(text);
  return toBadLine(own === undefined ? null : key, number, `its \`text\` is ${kind}`);
}
