/** One rendering of a template: what it counts, and where it writes. */

import { filters } from './filters.ts';
import { LIMITS, type Meter, exceed } from './meter.ts';
import type { Scope } from './scope.ts';
import { type Context, type Filter, type Value } from './values.ts';

/** Gives the value of an expression. */
export type Evaluate = (scope: Scope, rendering: Rendering) => Value;

/** How a statement ends that does not simply end: the loop around it goes on, or ends. */
export type Leave = 'continue' | 'break';

/** Does what a statement says. */
export type Execute = (scope: Scope, rendering: Rendering) => Leave | undefined;

export class Rendering implements Context {
  readonly filters: ReadonlyMap<string, Filter> = filters;
  private parts: string[] = [];
  private length = 0;

  readonly meter: Meter;
  readonly now: () => Date;

  constructor(meter: Meter, now: () => Date) {
    this.meter = meter;
    this.now = now;
  }

  write(text: string): void {
    this.length += text.length;
    if (this.length > LIMITS.text) exceed(`an output of ${LIMITS.text} characters`);
    this.parts.push(text);
  }

  /** What is written while it runs, which does not go into the output. */
  capture(run: () => void): string {
    const { parts, length } = this;
    this.parts = [];
    this.length = 0;
    try {
      run();
      return this.text();
    } finally {
      this.parts = parts;
      this.length = length;
    }
  }

  text(): string {
    this.meter.write(this.length);
    return this.parts.join('');
  }
}
