/** A line while a model is being loaded, so that nobody takes waiting for hanging. */
import type { ModelWait } from '../net/policy.ts';

export function waitAloud(write: (line: string) => void): Partial<ModelWait> {
  return {
    // A closed port is more often a wrong address than a model that is being loaded.
    closedPort: false,
    onWait({ delayMs, waitedMs }) {
      const waited = Math.round(waitedMs / 1000);
      write(`The model is being loaded: waited ${waited} s, asking again in ${Math.ceil(delayMs / 1000)} s.`);
    },
  };
}
