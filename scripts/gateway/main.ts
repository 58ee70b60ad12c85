/** `npm run generate:gateway`: writes the schema of a gateway's settings. */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

import { toGatewaySchema } from './schema.ts';

writeFileSync(
  'gateway.schema.json',
  await format(JSON.stringify(toGatewaySchema()), { parser: 'json', printWidth: 120 }),
);
