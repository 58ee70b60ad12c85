import { describe, expect, test } from 'vitest';
import { generateVersions } from '../../../../scripts/generate/versions.ts';

function specOf(...versions: object[]) {
  const components = { schemas: {}, examples: { Old: { value: 1 } } };
  return { name: 'tgi', document: { 'x-easyllm-versions': versions, components } };
}

describe('generateVersions', () => {
  test('writes what the code goes by, with its reason, and no other version', () => {
    const text = generateVersions(
      specOf(
        { since: '1.4.0', change: 'a', before: ['Old'] },
        { since: '2.10.0', change: 'b', decides: { ends: 'Why.' } },
      ),
    );

    expect(text).toContain("export const tgiSince = {\n  /** Why. */\n  ends: '2.10.0',\n} as const;");
  });

  test('is nothing for a spec without versions that decide', () => {
    expect(generateVersions(specOf({ since: '1.4.0', change: 'a' }))).toBeUndefined();
    expect(generateVersions({ name: 'tei', document: {} })).toBeUndefined();
  });

  test.each<[what: string, versions: object[], place: string]>([
    ['a version that is not whole', [{ since: '2.1', change: 'a' }], '/x-easyllm-versions/0/since'],
    ['a version without a change', [{ since: '2.1.0' }], '/x-easyllm-versions/0/change'],
    ['a member that means nothing', [{ since: '2.1.0', change: 'a', after: [] }], '/x-easyllm-versions/0/after'],
    [
      'an example that is not there',
      [{ since: '2.1.0', change: 'a', before: ['New'] }],
      '/x-easyllm-versions/0/before',
    ],
    [
      'a decision without a reason',
      [{ since: '2.1.0', change: 'a', decides: { b: 1 } }],
      '/x-easyllm-versions/0/decides/b',
    ],
    [
      'versions out of order',
      [
        { since: '2.10.0', change: 'a' },
        { since: '2.9.0', change: 'b' },
      ],
      '/x-easyllm-versions/1/since',
    ],
  ])('refuses %s', (_what, versions, pointer) => {
    expect(() => generateVersions(specOf(...versions))).toThrow(
      expect.objectContaining({ at: { spec: 'tgi', pointer } }),
    );
  });
});
