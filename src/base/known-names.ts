/** Options are refused by name where nothing knows them: one that is misspelled would have no effect, and nobody would be told. */
import { ConfigurationError } from './errors.ts';
import { cutName, didYouMean } from './spelling.ts';

/**
 * Throws ConfigurationError for a name that is not in `known`; what is undefined is left out. `what` ends the sentence "`name` is no …",
 * and `advice` follows the suggestion.
 */
export function refuseUnknownNames(
  given: object | null,
  { known, what, advice = '' }: { known: Readonly<Record<string, true>>; what: string; advice?: string },
): void {
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const names = Object.keys(known);
    throw new ConfigurationError(
      `\`${cutName(name)}\` is no ${what}.${didYouMean(name, names)} Known are ${names.join(', ')}${advice}.`,
      { param: cutName(name) },
    );
  }
}
