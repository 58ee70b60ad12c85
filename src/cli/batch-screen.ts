/** What commands of batches share: progress on standard error, and Ctrl-C. */
import { note } from './arguments.ts';
import type { ProgressDisplay, ProgressScreen } from './batch-progress.ts';

export interface Screen<Progress> extends ProgressDisplay<Progress> {
  /** Writes a line beside the progress. */
  note(line: string): void;
}

/** The progress on standard error, and other lines beside it. */
export function createScreen<Progress>(
  createDisplay: (screen: ProgressScreen) => ProgressDisplay<Progress>,
): Screen<Progress> {
  const write = (text: string) => void process.stderr.write(text);
  const display = createDisplay({ isTTY: process.stderr.isTTY, write });
  return {
    show: display.show,
    clear: display.clear,
    note(line: string) {
      display.clear();
      note(line);
    },
  };
}

/** The first Ctrl-C, or SIGTERM, stops; the second gives up. */
export function watchInterrupts(onFirst: () => void) {
  const [stopping, aborting] = [new AbortController(), new AbortController()];
  const onSignal = () => {
    if (stopping.signal.aborted) return aborting.abort();
    onFirst();
    stopping.abort();
  };
  const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signals: { stop: stopping.signal, signal: aborting.signal },
    forget: () => SIGNALS.forEach((signal) => process.off(signal, onSignal)),
  };
}
