/** What failed, as a log may have it. */
import { escapeControls } from '../../base/control-characters.ts';

const MAX_LENGTH = 300;
/** No more of a message is looked at: some hold all of a body. */
const MAX_READ = 4000;

const SECRETS: readonly [RegExp, string][] = [
  [/\b(bearer|basic) +[^\s"',;]+/gi, '$1 [redacted]'],
  [/\b(?:sk|hf|pk|gsk|api)[-_][\w.~+/-]{4,}=*/gi, '[redacted]'],
  [/\b(https?:\/\/)[^\s/@]{1,256}@/gi, '$1'],
];

/** The message of an error, without what looks like a key or a token, on one line and cut. */
export function toLogged(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const redacted = SECRETS.reduce(
    (text, [secret, instead]) => text.replace(secret, instead),
    message.slice(0, MAX_READ),
  );
  const line = escapeControls(redacted.replaceAll(/\s+/g, ' ').trim());
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH)}…`;
}
