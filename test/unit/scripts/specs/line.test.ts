import { describe, expect, test } from 'vitest';
import { findLine } from '../../../../scripts/specs/line.ts';
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

describe('findLine', () => {
  test.each([
    ['', 1],
    ['/components/schemas/Ask', 7],
    ['/paths/~1v1~1chat/post', 4],
    ['/components/schemas/Ask/oneOf/1/type', 10],
    ['/components/schemas/Ask/properties/seed/x-easyllm', 12],
    ['/components/schemas/Bask', 6],
  ])('finds %s', (pointer, line) => {
    expect(findLine(TEXT, new Location('mini', pointer))).toBe(line);
  });
});
