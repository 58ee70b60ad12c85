import { describe, expect, test } from 'vitest';
import { generateParameters, generateV1Parameters } from '../../../../scripts/generate/marks.ts';

const AT = 'openapi/mini.yaml#/components/schemas/Ask/properties';

function specOf(schemas: Readonly<Record<string, unknown>>) {
  return { name: 'mini', document: { components: { schemas } } };
}

/** A request whose fields have these marks. */
function requestOf(marks: Readonly<Record<string, unknown>>) {
  return { properties: Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, { 'x-easyllm': mark }])) };
}

const Ask = requestOf({
  text: 'translated',
  top_k: { native: 'k', off: 0, sampled: true },
  heat: { native: 'temperature', v1: 'temperature' },
  min_p: { v1: 'min_p', off: 0, sampled: true },
  limit: { native: 'max', v1: 'max_tokens', rule: true },
  seed: { native: 'seed', v1: 'seed', rule: true },
  lora: { native: 'adapter', off: false, rule: true },
  user: 'ignored',
  audio: 'refused',
});
const Continue = requestOf({ text: 'translated', top_k: { native: 'k', v1: 'k', off: 0, sampled: true } });

describe('generateParameters', () => {
  test('lists what is refused, what the native API is sent as it is, and what is not sent', () => {
    const Answer = { properties: { text: { type: 'string' } } };

    expect(generateParameters(specOf({ Ask, Answer, Continue })))
      .toBe(`// Generated from openapi/mini.yaml by \`npm run generate\`. Do not edit.
/** The fields of each request that are refused. */
export const refusedFields = {
  Ask: ['audio'],
  Continue: [],
} as const;

/** The fields that TGI's native API is sent as they are, and their names there. */
export const nativeNames = { top_k: 'k', heat: 'temperature' } as const;

/** The values that say nothing, and are not sent. */
export const offValues = { top_k: 0, min_p: 0, lora: false } as const;

/** The fields that steer sampling, and are not sent where decoding is greedy. */
export const sampledFields = ['top_k', 'min_p'] as const;
`);
  });

  test('quotes a property whose name is no identifier', () => {
    expect(generateParameters(specOf({ Ask: requestOf({ 'a-b': { native: 'a' } }) }))).toContain(`{ "a-b": 'a' }`);
  });

  test('is nothing for a spec without marks', () => {
    const spec = specOf({ Answer: { properties: { text: { type: 'string' } } } });

    expect([generateParameters(spec), generateV1Parameters(spec)]).toEqual([undefined, undefined]);
  });

  test('stops where two requests disagree', () => {
    const Other = requestOf({ top_k: { native: 'k', off: 1 } });

    expect(() => generateParameters(specOf({ Ask, Other }))).toThrow(
      "openapi/mini.yaml#/components/schemas/Other/properties/top_k/x-easyllm: { native: 'k', off: 1 } here, and { native: 'k', off: 0, sampled: true } in another request",
    );
  });

  test.each([
    [{ text: { 'x-easyllm': 'ignored' }, user: {} }, `${AT}/user: x-easyllm is missing`],
    [
      { text: { 'x-easyllm': 'dropped' } },
      `${AT}/text/x-easyllm: "dropped" is neither a mapping nor one of translated,`,
    ],
    [{ text: { 'x-easyllm': null } }, `${AT}/text/x-easyllm: null is neither`],
    [
      { text: { 'x-easyllm': { native: 'a', of: 0 } } },
      `${AT}/text/x-easyllm/of: unknown; a mark may have native, v1,`,
    ],
    [{ text: { 'x-easyllm': { native: 'a b' } } }, `${AT}/text/x-easyllm/native: "a b" is not a name`],
    [{ text: { 'x-easyllm': { native: ['a'] } } }, `${AT}/text/x-easyllm/native: ["a"] is not a name`],
    [
      { text: { 'x-easyllm': { native: 'a', off: '0' } } },
      `${AT}/text/x-easyllm/off: "0" is not a number or a boolean`,
    ],
    [{ text: { 'x-easyllm': { native: 'a', sampled: false } } }, `${AT}/text/x-easyllm/sampled: false is not true`],
    [{ text: { 'x-easyllm': { off: 0 } } }, `${AT}/text/x-easyllm: has neither \`native\` nor \`v1\``],
  ])('stops at %j', (properties, message) => {
    expect(() => generateParameters(specOf({ Ask: { properties } }))).toThrow(message);
  });
});

describe('generateV1Parameters', () => {
  test('lists for each request what is sent as it is, what is unknown there, and what code writes under OpenAI’s name', () => {
    expect(generateV1Parameters(specOf({ Ask, Continue, Embed: requestOf({ user: 'ignored' }) }))).toContain(`
export const v1Parameters = {
  Ask: {
    sent: { heat: 'temperature', min_p: 'min_p' },
    nativeOnly: ['top_k', 'lora'],
    alike: ['seed'],
  },
  Continue: {
    sent: { top_k: 'k' },
    nativeOnly: [],
    alike: [],
  },
} as const;
`);
  });
});
