import { describe, expect, test } from 'vitest';
import { findPlace } from '../../../../scripts/specs/place.ts';
import { Location } from '../../../../scripts/specs/spec.ts';

const TEXT = `openapi: 3.1.1
paths:
  /v1/chat:
    post: {}
components:
  schemas:
    Ask:
      oneOf:
        - type: string
        - type: integer
      properties:
        seed: { $ref: '#/elsewhere' }
`;

describe('findPlace', () => {
  test.each([
    ['', '1:1'],
    ['/components/schemas/Ask', '7:5'],
    ['/paths/~1v1~1chat/post', '4:5'],
    ['/components/schemas/Ask/oneOf/1/type', '10:11'],
    ['/components/schemas/Ask/properties/seed/x-easyllm', '12:9'],
    ['/components/schemas/Bask', '6:3'],
  ])('finds %s', (pointer, place) => {
    expect(findPlace(TEXT, new Location('mini', pointer))).toBe(place);
  });
});
