/** Loops, and the variable `loop` in them. */

import { isEqual, isTrue, iterate } from './compare.ts';
import { TemplateRuntimeError } from './errors.ts';
import type { Meter } from './meter.ts';
import type { Evaluate, Execute, Leave, Rendering } from './rendering.ts';
import { Scope } from './scope.ts';
import type { Assign } from './statements.ts';
import { type Arguments, Callable, Loop, Tuple, Undefined, type Value, orUndefined } from './values.ts';

export interface LoopSettings {
  readonly target: Assign;
  readonly iterable: Evaluate;
  /** `for x in y if test`: which values the loop goes through. */
  readonly test: Evaluate | undefined;
  readonly body: Execute;
  /** What is done where no turn came to its end: also where each was left by `continue` or `break`, as in Jinja. */
  readonly otherwise: Execute;
  /** `for x in y recursive`: whether `loop(list)` runs the loop over another list. */
  readonly recursive: boolean;
}

export function forLoop(settings: LoopSettings): Execute {
  return (scope, rendering) => {
    rendering.meter.step();
    return run(settings, settings.iterable(scope, rendering), { scope, rendering, depth: 0 });
  };
}

interface Place {
  readonly scope: Scope;
  readonly rendering: Rendering;
  readonly depth: number;
}

function run(settings: LoopSettings, values: Value, place: Place): Leave | undefined {
  const { scope, rendering } = place;
  const loop = new LoopState(passing(settings, values, place), place.depth, rendering.meter, (list, deeper) =>
    settings.recursive ? recurse(settings, list, { scope, rendering, depth: deeper }) : undefined,
  );
  let isDone = false;
  for (let value = loop.next(); value !== undefined; value = loop.next()) {
    rendering.meter.step();
    const turn = new Scope(scope);
    turn.set('loop', loop);
    settings.target(value, turn, rendering);
    const leave = settings.body(turn, rendering);
    if (leave === 'break') break;
    if (leave === undefined) isDone = true;
  }
  return isDone ? undefined : settings.otherwise(new Scope(scope), rendering);
}

function recurse(settings: LoopSettings, values: Value, place: Place): Value {
  const { rendering } = place;
  return rendering.meter.call(() => rendering.capture(() => run(settings, values, place)));
}

function* passing({ target, test }: LoopSettings, values: Value, { scope, rendering }: Place): Generator<Value> {
  for (const value of iterate(values, rendering.meter)) {
    rendering.meter.step();
    if (test !== undefined) {
      const inner = new Scope(scope);
      target(value, inner, rendering);
      if (!isTrue(test(inner, rendering))) continue;
    }
    yield value;
  }
}

/** As Jinja's LoopContext: it looks ahead only where it is asked to. */
class LoopState extends Loop {
  private index0 = -1;
  private previous: Value = new Undefined('The item before the first');
  private current: Value = this.previous;
  private ahead: Value | undefined;
  private total: number | undefined;
  private lastChanged: Value | undefined;

  private values: Iterator<Value>;
  private readonly depth0: number;
  private readonly meter: Meter;
  private readonly again: (values: Value, depth: number) => Value | undefined;

  constructor(
    values: Iterator<Value>,
    depth0: number,
    meter: Meter,
    again: (values: Value, depth: number) => Value | undefined,
  ) {
    super();
    this.values = values;
    this.depth0 = depth0;
    this.meter = meter;
    this.again = again;
  }

  next(): Value | undefined {
    const value = this.peek();
    this.ahead = undefined;
    if (value === undefined) return undefined;
    this.previous = this.current;
    this.current = value;
    this.index0 += 1;
    return value;
  }

  override attribute(name: string): Value | undefined {
    return ATTRIBUTES[name]?.(this);
  }

  override call({ positional }: Arguments): Value {
    const result = this.again(positional[0] ?? null, this.depth0 + 1);
    if (result === undefined) throw new TemplateRuntimeError('The loop is called, but does not say `recursive`.');
    return result;
  }

  private peek(): Value | undefined {
    if (this.ahead === undefined) {
      const { value, done } = this.values.next();
      this.ahead = done === true ? undefined : value;
    }
    return this.ahead;
  }

  private length(): number {
    if (this.total === undefined) {
      const rest: Value[] = [];
      const isAhead = this.ahead === undefined ? 0 : 1;
      for (let { value, done } = this.values.next(); done !== true; { value, done } = this.values.next()) {
        this.meter.list(1);
        rest.push(value);
      }
      this.values = rest.values();
      this.total = this.index0 + 1 + isAhead + rest.length;
    }
    return this.total;
  }

  private cycle({ positional }: Arguments): Value {
    const value = positional[this.index0 % positional.length];
    if (value === undefined) throw new TemplateRuntimeError('loop.cycle() has nothing to go through.');
    return value;
  }

  private changed({ positional }: Arguments): boolean {
    const now = new Tuple(positional);
    if (this.lastChanged !== undefined && isEqual(this.lastChanged, now, this.meter)) return false;
    this.lastChanged = now;
    return true;
  }

  static readonly attributes: Readonly<Partial<Record<string, (loop: LoopState) => Value>>> = {
    index: (loop) => loop.index0 + 1,
    index0: (loop) => loop.index0,
    revindex: (loop) => loop.length() - loop.index0,
    revindex0: (loop) => loop.length() - loop.index0 - 1,
    first: (loop) => loop.index0 === 0,
    last: (loop) => loop.peek() === undefined,
    length: (loop) => loop.length(),
    depth: (loop) => loop.depth0 + 1,
    depth0: (loop) => loop.depth0,
    previtem: (loop) => loop.previous,
    nextitem: (loop) => orUndefined(loop.peek(), 'The item after the last'),
    cycle: (loop) => new Callable('loop.cycle', (args) => loop.cycle(args)),
    changed: (loop) => new Callable('loop.changed', (args) => loop.changed(args)),
  };
}

const ATTRIBUTES = LoopState.attributes;
