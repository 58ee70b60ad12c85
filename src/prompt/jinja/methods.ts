/** Methods of Python's types. Those that are here stand in one file a type. */

import type { Arguments, Context, Value } from './values.ts';

export type Method = (self: Value, args: Arguments, context: Context) => Value;

/**
 * What Python's types have and is not done here: asked for, it is refused rather than undefined. Methods that change a list or a dict are
 * not among them: Jinja's sandbox says that they are undefined.
 */
export const METHODS_ELSEWHERE: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  str: new Set([
    'encode',
    'expandtabs',
    'format_map',
    'isidentifier',
    'isprintable',
    'istitle',
    'maketrans',
    'translate',
  ]),
  dict: new Set(['fromkeys']),
  list: new Set(['copy']),
  int: new Set([
    'as_integer_ratio',
    'bit_count',
    'bit_length',
    'conjugate',
    'denominator',
    'from_bytes',
    'imag',
    'numerator',
    'real',
    'to_bytes',
  ]),
  bool: new Set([
    'as_integer_ratio',
    'bit_count',
    'bit_length',
    'conjugate',
    'denominator',
    'from_bytes',
    'imag',
    'numerator',
    'real',
    'to_bytes',
  ]),
  float: new Set(['as_integer_ratio', 'conjugate', 'fromhex', 'hex', 'imag', 'is_integer', 'real']),
  range: new Set(['count', 'index', 'start', 'step', 'stop']),
  view: new Set(['isdisjoint', 'mapping']),
  generator: new Set(['close', 'gi_code', 'gi_frame', 'gi_running', 'gi_yieldfrom', 'send', 'throw']),
};
