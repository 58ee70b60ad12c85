import { describe, expect, test } from 'vitest';
import { generateExamples } from '../../../../scripts/generate/examples.ts';

describe('generateExamples', () => {
  test('names the examples of all answers once, in order, and none of requests', () => {
    const answer = (...names: string[]) => ({
      content: { 'application/json': { examples: Object.fromEntries(names.map((name) => [name, {}])) } },
    });
    const document = {
      paths: {
        '/a': {
          post: {
            requestBody: answer('minimal'),
            responses: { 200: answer('stopped', 'empty'), 429: { $ref: '#/components/responses/Busy' } },
          },
        },
        '/b': { get: { responses: { 200: answer('stopped'), 404: { description: 'No content.' } } } },
      },
      components: { schemas: {}, responses: { Busy: answer('busy') } },
    };

    expect(generateExamples({ name: 'tgi', document })).toContain(
      "export type ExampleName =\n  | 'busy'\n  | 'empty'\n  | 'stopped';\n",
    );
  });
});
