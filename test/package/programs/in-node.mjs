/** Runs what was bundled for a page, in Node: `node in-node.mjs ADDRESS FILE`. */
import { pathToFileURL } from 'node:url';

const [, , address, file] = process.argv;
globalThis.location = new URL(address);
await import(pathToFileURL(file).href);
