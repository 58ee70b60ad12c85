import { expect, test } from 'vitest';
import { toComplaints } from '../../../../scripts/specs/redocly.ts';

test('toComplaints names the place of each complaint of Redocly', () => {
  const printed = `::error title=struct,file=openapi/tgi.yaml,line=3114,col=7,endLine=3114,endColumn=21::Property \`a\` is not expected here.%0A%0ADid you mean: b ?%0A%0A
validating openapi/tgi.yaml using lint rules for api 'tgi'...
::error title=no-unused-components,file=openapi/tei.yaml,line=2,col=5::50%25 of it
`;

  expect(toComplaints(printed)).toEqual([
    'openapi/tgi.yaml:3114:7: Property `a` is not expected here. Did you mean: b ? (struct)',
    'openapi/tei.yaml:2:5: 50% of it (no-unused-components)',
  ]);
});

test('toComplaints names the place of what is no YAML, and gives all else as it is', () => {
  const file = new URL('../../../../openapi/tgi.yaml', import.meta.url).pathname;
  const unread = `Failed to parse API description at ${file}:\n\n  - bad indentation in "${file}" (40:2)\n`;

  expect(toComplaints(unread)).toEqual(['openapi/tgi.yaml:40:2: bad indentation']);
  expect(toComplaints('Cannot find module')).toEqual(['Cannot find module']);
});
