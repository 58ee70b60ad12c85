/**
 * The compiler, and what writes types with it, as CommonJS. By `import`, Node would read the nine megabytes of the compiler twice more,
 * for whether it is a module and for the names of its exports: a quarter of the time of `npm run generate`.
 */
import { createRequire } from 'node:module';
import type * as OpenapiTypescript from 'openapi-typescript';
import type TypeScript from 'typescript';

const require = createRequire(import.meta.url);

export const typescript: typeof TypeScript = require('typescript');
export const openapiTypescript: typeof OpenapiTypescript = require('openapi-typescript');
