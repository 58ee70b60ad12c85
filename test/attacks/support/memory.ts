/** How much memory a process takes at its highest. */
import { readFileSync, writeFileSync } from 'node:fs';

const KIB_PER_MEGABYTE = 1024;

/** Begins to watch; `grownMegabytes` tells by how much the process has grown since, at its highest. */
export function watchMemory(): { grownMegabytes: () => number } {
  const start = resetPeak();
  return { grownMegabytes: () => (readPeak() - start) / KIB_PER_MEGABYTE };
}

/** Forgets the highest so far where the system can (Linux), and gives what is compared with later, in KiB. */
function resetPeak(): number {
  try {
    // See proc(5): 5 resets the "high water mark".
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Elsewhere a case is hidden by one before it that took more.
  }
  return readPeak();
}

function readPeak(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
