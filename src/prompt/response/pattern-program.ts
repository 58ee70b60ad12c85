/** The steps of a compiled pattern, and how they are put together. */

import { ConfigurationError } from '../../base/errors.ts';

export type Instruction =
  | { readonly kind: 'character'; readonly takes: (code: number) => boolean }
  | { readonly kind: 'jump'; readonly to: number }
  /** `first` is preferred. */
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'assert'; readonly holds: Assertion };

/** Whether something holds at a place; undefined where it depends on text that has not come yet. */
export type Assertion = (text: string, position: number, isEnd: boolean) => boolean | undefined;

export type Takes = (code: number) => boolean;
/** Writes a part of the program that begins at this address. */
export type Part = (address: number) => Instruction[];

export function equals(wanted: number): Takes {
  return (code) => code === wanted;
}

export function literal(character: string): Part {
  return taking(equals(character.charCodeAt(0)));
}

export function taking(takes: Takes): Part {
  return () => [{ kind: 'character', takes }];
}

export function asserting(holds: Assertion): Part {
  return () => [{ kind: 'assert', holds }];
}

export function concatenated(parts: readonly Part[]): Part {
  return (address) => {
    const program: Instruction[] = [];
    for (const part of parts) {
      program.push(...part(address + program.length));
      if (program.length > 5_000) throw new ConfigurationError('A pattern of the response template is too large.');
    }
    return program;
  };
}

export function either(left: Part, right: Part): Part {
  return (address) => {
    const first = left(address + 1);
    const second = right(address + first.length + 2);
    return [
      { kind: 'split', first: address + 1, second: address + first.length + 2 },
      ...first,
      { kind: 'jump', to: address + first.length + 2 + second.length },
      ...second,
    ];
  };
}

export function maybe(part: Part, lazy: boolean): Part {
  return (address) => {
    const inner = part(address + 1);
    return [split(address + 1, address + 1 + inner.length, lazy), ...inner];
  };
}

export function star(part: Part, lazy: boolean): Part {
  return (address) => {
    const inner = part(address + 1);
    return [split(address + 1, address + 2 + inner.length, lazy), ...inner, { kind: 'jump', to: address }];
  };
}

function split(into: number, past: number, lazy: boolean): Instruction {
  return lazy ? { kind: 'split', first: past, second: into } : { kind: 'split', first: into, second: past };
}
