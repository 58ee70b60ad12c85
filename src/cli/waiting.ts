/** The option `--wait`, and a line for each wait, so that nobody takes waiting for hanging. */
import type { ModelWait } from '../net/policy.ts';

/** `--wait`: also for a port that is closed, which is more often a wrong address than a model that is being loaded. */
export const WAIT_OPTION = {
  wait: { type: 'boolean', help: 'wait for the server, too: its port is closed while it loads (5 minutes at most)' },
} as const;

/** `isPatient`: whether `--wait` was given. */
export function waitAloud(write: (line: string) => void, isPatient = false): Partial<ModelWait> {
  const what = isPatient ? 'Waiting for the server, or for its model' : 'The model is being loaded';
  return {
    closedPort: isPatient,
    onWait({ delayMs, waitedMs }) {
      const waited = Math.round(waitedMs / 1000);
      write(`${what}: waited ${waited} s, asking again in ${Math.ceil(delayMs / 1000)} s.`);
    },
  };
}
