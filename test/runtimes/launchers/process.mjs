// Node, Bun and Deno.
import { runContract } from './contract.mjs';

await runContract(process.argv[2]);
