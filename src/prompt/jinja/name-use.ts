/** Which variables a template expects to be given: those that it reads before it has set them itself. */

import { Scope } from './scope.ts';

export class NameUse {
  readonly expected = new Set<string>();
  private own = new Scope();
  /** Targets of the tag that is being parsed: they have their value after it. */
  private targets: string[] = [];

  read(name: string): void {
    if (this.own.get(name) === undefined) this.expected.add(name);
  }

  target(name: string): void {
    this.targets.push(name);
  }

  /** The targets of a tag whose body does not see them. */
  takeTargets(): string[] {
    return this.targets.splice(0);
  }

  /** From here on the targets have their values. */
  settle(): void {
    for (const name of this.takeTargets()) this.own.set(name, true);
  }

  /** Parses a body. What is set in it may not be set after it. */
  within<Result>(parse: () => Result): Result {
    const outer = this.own;
    this.own = new Scope(outer);
    const result = parse();
    this.own = outer;
    return result;
  }
}
