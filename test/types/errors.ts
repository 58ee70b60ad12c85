/** What the compiler knows of an error after `isInstance` and `instanceof`. */
import { APIConnectionError, APIError, APIUserAbortError, EasyLLMError, RateLimitError } from '../../src/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <Claim extends true>(claim?: Claim): void => void claim;

export function narrowed(error: unknown): string {
  if (!EasyLLMError.isInstance(error)) throw error;
  if (APIUserAbortError.isInstance(error)) return 'aborted';
  isTrue<Equal<typeof error, EasyLLMError>>();
  if (error instanceof APIConnectionError) return String(error.code);
  isTrue<Equal<typeof error, EasyLLMError>>();
  if (!(error instanceof APIError)) return error.message;
  isTrue<Equal<typeof error, APIError>>();
  if (error instanceof RateLimitError) return String(error.headers?.get('retry-after'));
  isTrue<Equal<typeof error, APIError>>();
  switch (error.name) {
    case 'ModelLoadingError':
      return 'loading';
    // @ts-expect-error No error has this name.
    case 'ModelLodingError':
      return 'never';
    default:
      return `${error.status}`;
  }
}
