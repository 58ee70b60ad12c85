/** Names and their values: a scope for the template, and one in it for each turn of a loop, each call and each block that has its own. */

import { type Value } from './values.ts';

export class Scope {
  private readonly values = new Map<string, Value>();

  private readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let scope: Scope | undefined = this;
    while (scope !== undefined) {
      const value = scope.values.get(name);
      if (value !== undefined) return value;
      scope = scope.parent;
    }
    return undefined;
  }

  /** A name is set where it stands: what a loop sets is gone with its turn. */
  set(name: string, value: Value): void {
    this.values.set(name, value);
  }
}
