// A page in a browser.
import { runContract } from './contract.mjs';

await runContract(location.origin);
