/**
 * Patterns of Python's `re`, as response templates use them, in time linear in the text: a stranger's pattern cannot hang. All states that a
 * match may be in are followed at once (Thompson's simulation), which also tells what could still become a match as more text comes.
 */

import { ConfigurationError } from '../../base/errors.ts';
import { compilePattern } from './pattern-compiler.ts';
import type { Instruction } from './pattern-program.ts';

/** Where a pattern matched, or may match once there is more text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** What named groups took. */
  readonly groups: Readonly<Record<string, string>>;
}

export interface Found {
  readonly match?: Match | undefined;
  /** Where text begins that may become a match, or a longer one, as more comes. Its end is the end of the text. */
  readonly pending?: number | undefined;
}

/** How most models write their special tokens, which are no content. */
export const SPECIAL_TOKEN = /<\|[^|<>]{1,40}\|>/g;

/** The longer one where both begin together. */
export function comesBefore(left: Match, right: Match): boolean {
  return left.start < right.start || (left.start === right.start && left.end > right.end);
}

interface Thread {
  readonly at: number;
  readonly start: number;
  readonly saved: readonly number[];
}

/** Each character may take as many steps: those of real templates have two hundred. */
const MAX_PROGRAM = 1_000;
const MAX_GROUPS = 20;
/** How often all of a text may be looked at. */
const MAX_TIMES_READ = 50;

export class Pattern {
  private readonly program: readonly Instruction[];
  readonly groupNames: readonly string[];
  private readonly maxLength: number;
  /** How many characters were looked at, each as often as it was. */
  private taken = 0;

  /** Matches longer than that are none. */
  constructor(source: string, maxLength = Number.POSITIVE_INFINITY) {
    this.maxLength = maxLength;
    const { program, groupNames } = compilePattern(source);
    if (program.length > MAX_PROGRAM || groupNames.length > MAX_GROUPS)
      throw new ConfigurationError('A pattern of the response template is too large.');
    this.program = program;
    this.groupNames = groupNames;
  }

  /** The first match from this place on, the one that Python would take. `isEnd` says that no more text comes. */
  search(text: string, from: number, isEnd: boolean): Found {
    let match: { start: number; end: number; saved: readonly number[] } | undefined;
    let threads: Thread[] = [];
    // Where matches begin that depend on text which has not come yet.
    const waiting: number[] = [];
    let position = from;
    for (; position <= text.length; position += 1) {
      this.taken += 1;
      const next: Thread[] = [];
      if (match === undefined) threads.push({ at: 0, start: position, saved: [] });
      const code = text.charCodeAt(position);
      const run = this.expand(threads, text, position, isEnd, waiting);
      let isCut = false;
      for (const thread of run) {
        const instruction = this.program[thread.at];
        if (instruction === undefined) {
          match = { start: thread.start, end: position, saved: thread.saved };
          isCut = true;
          break;
        }
        if (instruction.kind !== 'character' || position >= text.length) continue;
        if (position - thread.start >= this.maxLength || !instruction.takes(code)) continue;
        next.push({ ...thread, at: thread.at + 1 });
      }
      if (position === text.length) {
        // What is alive here waits for more; what came after the match in order has lost to it.
        const alive = isCut
          ? run.slice(
              0,
              run.findIndex(({ at }) => this.program[at] === undefined),
            )
          : run;
        return this.result(
          text,
          match,
          isEnd ? undefined : earliest([...alive.map(({ start }) => start), ...waiting], text.length),
        );
      }
      threads = next;
      if (match !== undefined && threads.length === 0) break;
    }
    return this.result(text, match, earliest(waiting, text.length));
  }

  /** All matches one after the other. Throws where most of them are sought through all that follows: that is the square of the text. */
  *all(text: string): Generator<Match> {
    const most = this.taken + MAX_TIMES_READ * (text.length + 1000);
    for (let from = 0; from <= text.length;) {
      const { match } = this.search(text, from, true);
      if (this.taken > most) throw new ConfigurationError('A pattern of the response template takes too long.');
      if (match === undefined) return;
      yield match;
      from = match.end > match.start ? match.end : match.end + 1;
    }
  }

  /** Follows all that takes no character, in order of preference. */
  private expand(
    threads: readonly Thread[],
    text: string,
    position: number,
    isEnd: boolean,
    waiting: number[],
  ): Thread[] {
    const seen = new Set<number>();
    const found: Thread[] = [];
    const stack = threads.toReversed();
    for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
      if (seen.has(thread.at)) continue;
      seen.add(thread.at);
      const instruction = this.program[thread.at];
      const next = thread.at + 1;
      if (instruction === undefined || instruction.kind === 'character') found.push(thread);
      else if (instruction.kind === 'jump') stack.push({ ...thread, at: instruction.to });
      else if (instruction.kind === 'split') {
        stack.push({ ...thread, at: instruction.second }, { ...thread, at: instruction.first });
      } else if (instruction.kind === 'save') {
        const saved = [...thread.saved];
        saved[instruction.slot] = position;
        stack.push({ ...thread, at: next, saved });
      } else {
        const holds = instruction.holds(text, position, isEnd);
        if (holds === true) stack.push({ ...thread, at: next });
        if (holds === undefined) waiting.push(thread.start);
      }
    }
    return found;
  }

  private result(
    text: string,
    match: { start: number; end: number; saved: readonly number[] } | undefined,
    pending: number | undefined,
  ): Found {
    if (match === undefined) return { pending };
    const groups: Record<string, string> = {};
    for (const [index, name] of this.groupNames.entries()) {
      const [start, end] = [match.saved[index * 2], match.saved[index * 2 + 1]];
      if (start !== undefined && end !== undefined) groups[name] = text.slice(start, end);
    }
    return { match: { start: match.start, end: match.end, groups }, pending };
  }
}

/** Where the first of them begins; what would begin at the end has nothing yet to be held back. */
function earliest(starts: readonly number[], end: number): number | undefined {
  const begun = starts.filter((start) => start < end);
  return begun.length === 0 ? undefined : Math.min(...begun);
}
