import { describe, expect, test } from 'vitest';

import { NumberListReader } from '../../../../src/servers/fast/number-list.ts';
import { createChance, fuzz } from '../../../support/fuzz.ts';

/** Enough behind a list for each of its numbers to be read by their digits. */
const BEHIND = ' '.repeat(40);

function read(text: string, start = 0): Float64Array | undefined {
  return new NumberListReader(new TextEncoder().encode(text)).read(start);
}

function bitsOf(numbers: ArrayLike<number> = []): BigUint64Array {
  return new BigUint64Array(Float64Array.from(numbers).buffer);
}

describe('NumberListReader', () => {
  test.each([
    '0',
    '-0',
    '7',
    '0.5',
    '-0.6982422',
    '0.000012345678',
    '0.24820350110530853',
    '-9.9999999999999999',
    '0.1234567',
    '0.12345678',
    '0.123456789',
    '0.12345678901',
    '0.123456789012',
    '0.1234567890123456789',
    '0.12345678901234567890',
    '0.123456789012345678901',
    '0.00000000012345678901',
    '12.5',
    '123456789012345678901234567890',
    '9007199254740993',
    '1e5',
    '-4.25E-7',
    '1e400',
    '5e-324',
    '2.2250738585072011e-308',
    '1.7976931348623157e308',
    `0.${'1'.repeat(90)}`,
  ])('gives %s as JSON does, however much there is behind it', (number) => {
    const texts = Array.from({ length: BEHIND.length }, (_, length) => `[8.25,${number}]${BEHIND.slice(length)}`);

    const got = texts.map((text) => bitsOf(read(text)));

    expect(got).toEqual(texts.map(() => bitsOf([8.25, Number(number)])));
  });

  test('gives the numbers of one list after the other, and where it ends', () => {
    const reader = new NumberListReader(new TextEncoder().encode('x[1,-2.5], [3, 4]y'));

    expect(reader.read(1)).toEqual(Float64Array.of(1, -2.5));
    expect(reader.end).toBe(9);
    expect(reader.read(11)).toEqual(Float64Array.of(3, 4));
    expect(reader.end).toBe(17);
  });

  test('reads bytes that are a part of others', () => {
    const bytes = new TextEncoder().encode(`[1.5,[0.25]${BEHIND}`);

    expect(new NumberListReader(bytes.subarray(5, 11)).read(0)).toEqual(Float64Array.of(0.25));
    expect(new NumberListReader(bytes.subarray(5)).read(0)).toEqual(Float64Array.of(0.25));
    expect(new NumberListReader(bytes.subarray(0, 4)).read(0)).toBeUndefined();
  });

  test('reads a list of any length', () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => index / 8192);

    expect(read(JSON.stringify(numbers))).toEqual(Float64Array.from(numbers));
  });

  test.each(['1]', '0.5,2,-3]', '0.123456789,1e5]', `${'1,'.repeat(10)}0.5]`])(
    'finds no list in %j when it is cut anywhere',
    (rest) => {
      const cuts = Array.from({ length: rest.length }, (_, length) => rest.slice(0, length));

      expect(cuts.map((cut) => read(`[${cut}`)).filter((numbers) => numbers !== undefined)).toEqual([]);
    },
  );

  test.each([
    '',
    '1,',
    ',1',
    '01',
    '-01',
    '00.5',
    '.5',
    '1.',
    '-',
    '+1',
    '1e',
    '1e+',
    '1.e5',
    '0.5e',
    'NaN',
    'Infinity',
    '0x1',
    '1 2',
    '1  ',
    '1;2',
    '0.12345678:',
    '0.1234-5678',
    '"1"',
    'null',
    '[1]',
    '0.5\u00e9',
    '1.5.5',
    '--1',
  ])('finds no list of numbers in [%s]', (content) => {
    expect(read(`[${content}]`)).toBeUndefined();
    expect(read(`[${content}]${BEHIND}`)).toBeUndefined();
    expect(read(`[0.5,${content}]${BEHIND}`)).toBeUndefined();
  });

  test('leaves a list to JSON that is mostly of another form', () => {
    expect(read(`[${'1e5,'.repeat(15)}1]`)).toBeDefined();
    expect(read(`[${'1e5,'.repeat(200)}1]`)).toBeUndefined();
  });

  test('gives a million numbers as JSON does, to the last bit', () => {
    fuzz('NumberListReader', (seed) => {
      const texts = toTexts(createChance(seed), seed);
      const list = `[${texts.join(',')}]`;

      const numbers = read(list) ?? [];
      const [got, want] = [bitsOf(numbers), bitsOf(JSON.parse(list))];
      // Compared here, because `expect` takes a second for what this does in a millisecond.
      const at = want.findIndex((bits, index) => bits !== got[index]);

      expect({ length: numbers.length, text: texts[at], read: numbers[at] }).toEqual({ length: texts.length });
    });
  });
});

type Chance = ReturnType<typeof createChance>;

/** What servers write: one form in each list. */
const FORMS: readonly ((value: number, pick: Chance) => string)[] = [
  (value) => toShortest(value),
  (value) => String(Math.fround(value)),
  (value) => String(value),
  (value, pick) => value.toFixed(pick(21)),
  (_, pick) =>
    (pick(2) === 0 ? '-' : '') + toDigits(pick, 1) + (pick(30) === 0 ? '' : `.${toDigits(pick, 1 + pick(20))}`),
  (value, pick) => toHalfway(value, pick),
];

/** What they write now and then: so many in a list, and it is not left to JSON. */
const OTHERS: readonly ((value: number, pick: Chance) => string)[] = [
  (value, pick) => value.toExponential(pick(21)),
  (value, pick) => `${value}${toDigits(pick, 20)}e${pick(700) - 400}`,
  (value, pick) => (value * 10 ** pick(30)).toFixed(pick(20)),
  (_, pick) => `${1 + pick(9)}${toDigits(pick, pick(40))}`,
  (_, pick) => `0.${'0'.repeat(pick(30))}${toDigits(pick, 1 + pick(40))}`,
];
const MAX_OTHERS = 16;
const LENGTH = 500;

function toTexts(pick: Chance, seed: number): string[] {
  const texts = Array.from({ length: LENGTH }, () => (FORMS[seed % FORMS.length] ?? String)(toValue(pick), pick));
  for (let count = pick(MAX_OTHERS); count > 0; count -= 1) {
    texts[pick(LENGTH)] = (OTHERS[pick(OTHERS.length)] ?? String)(1 + Math.abs(toValue(pick)), pick);
  }
  return texts;
}

/** Below 10, and not so small that it would be written with an exponent. */
function toValue(pick: Chance): number {
  const value = (1e-6 + pick(2 ** 31) / 2 ** 31 + pick(2 ** 31) / 2 ** 62) * 10 ** -pick(4);
  return (pick(2) === 0 ? value : -value) * (pick(3) === 0 ? 9 : 1);
}

/** The least digits that are read as the same float32. */
function toShortest(value: number): string {
  const float = Math.fround(value);
  const texts = [6, 7, 8, 9].map((digits) => String(Number(float.toPrecision(digits))));
  return texts.find((text) => Math.fround(Number(text)) === float) ?? String(float);
}

function toDigits(pick: Chance, count: number): string {
  return Array.from({ length: count }, () => pick(10)).join('');
}

/** Half of the way from a double to the next, as nearly as 20 places tell: the hardest to round. */
function toHalfway(value: number, pick: Chance): string {
  const bits = new BigUint64Array(Float64Array.of(1 + (Math.abs(value) % 8)).buffer)[0] ?? 0n;
  const mantissa = (bits & (2n ** 52n - 1n)) | (2n ** 52n);
  const shift = 1023n + 52n - (bits >> 52n) + 1n;
  const scaled = ((2n * mantissa + 1n) * 10n ** 20n) >> shift;
  const text = String(scaled + BigInt(pick(3) - 1));
  return `${text.slice(0, -20)}.${text.slice(-20)}`;
}
