/** Failures of answers that came whole and are of no use: those of `parse` and `runTools`. */
import { EasyLLMError } from './errors.ts';
import type { ErrorDetails } from './errors.ts';

/** What an error about a structured answer knows besides. */
export interface OutputErrorDetails extends ErrorDetails {
  text?: string | undefined;
}

/** A structured answer that is no value of its schema. `partial` is the whole completion. */
export class OutputError extends EasyLLMError {
  static override readonly kind: string = 'OutputError';
  declare name:
    | 'OutputError'
    | 'LengthFinishReasonError'
    | 'ContentFilterFinishReasonError'
    | 'RefusalError'
    | 'InvalidOutputError';
  /** What the model wrote. Not enumerable, so that printing an error prints no content. */
  declare readonly text: string;

  constructor(message: string, details: OutputErrorDetails = {}) {
    super(message, details);
    Object.defineProperty(this, 'text', { value: details.text ?? '' });
  }
}

/** The answer was cut off at the limit of tokens. */
export class LengthFinishReasonError extends OutputError {
  static override readonly kind: string = 'LengthFinishReasonError';
  declare name: 'LengthFinishReasonError';
}

/** The answer was withheld by a content filter. */
export class ContentFilterFinishReasonError extends OutputError {
  static override readonly kind: string = 'ContentFilterFinishReasonError';
  declare name: 'ContentFilterFinishReasonError';
}

/** The model refused; `text` is what it said. */
export class RefusalError extends OutputError {
  static override readonly kind: string = 'RefusalError';
  declare name: 'RefusalError';
}

/** The answer is no JSON, or does not fit the schema; `cause` holds what is wrong. */
export class InvalidOutputError extends OutputError {
  static override readonly kind: string = 'InvalidOutputError';
  declare name: 'InvalidOutputError';
}

/** The model still called tools when its last step was used up. `partial` holds the messages so far. */
export class MaxStepsError extends EasyLLMError {
  static override readonly kind: string = 'MaxStepsError';
  declare name: 'MaxStepsError';
}
