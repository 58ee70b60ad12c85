/** A conversation of `easyllm chat` in a real terminal (tmux) with `easyllm fake`, which plays a script. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIn } from '../../src/testing/stand-in.ts';
import { openTerminal } from '../../test/support/tmux.ts';
import type { Frame } from './svg.ts';
import { toSvg } from './svg.ts';

export const PICTURE = 'docs/images/chat.svg';

const COLUMNS = 80;
const ANSWERS = [{ tokens: ['Who', "'s", ' there', '?'] }, { tokens: ['Lettuce', ' who', '?'] }];
/** What is typed, and what then has to be seen. */
const CONVERSATION = [
  ['Knock knock.', "Who's there?"],
  ['Lettuce.', 'Lettuce who?'],
] as const;
const LIMIT_MS = 30_000;

/** The picture of a conversation with the command of these words. */
export async function draw(easyllm: string): Promise<string> {
  return toSvg('A conversation with easyllm chat in a terminal', await record(easyllm), COLUMNS);
}

/** What a run says, but for how long it took. */
export function withoutTimes(picture: string): string {
  return picture.replaceAll(/\d+ ms/g, 'ms');
}

async function record(easyllm: string): Promise<Frame[]> {
  const standIn = await startStandIn({ script: ANSWERS });
  const home = mkdtempSync(join(tmpdir(), 'easyllm-recording-'));
  const command = `${easyllm} chat --api-base ${standIn.url}`;
  const env = { HOME: home, EASYLLM_HISTORY: 'off' };
  await using terminal = await openTerminal(command, { env, columns: COLUMNS });
  const frames: Frame[] = [];
  /** Waits for a screen that ends as told, and keeps it. */
  const keep = async (end: string, seconds: number) => {
    const until = Date.now() + LIMIT_MS;
    while (!(await terminal.screen()).trimEnd().endsWith(end)) {
      if (Date.now() > until) throw new Error(`The terminal does not show "${end}": ${await terminal.screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const screen = await terminal.screen({ styles: true });
    frames.push({ screen: `$ npx easyllm chat --api-base http://localhost:8080\n${screen}`, seconds });
  };
  try {
    await keep('\n>', 1.5);
    for (const [question, answer] of CONVERSATION) {
      await terminal.type(question);
      await keep(`> ${question}`, 1.5);
      await terminal.press('Enter');
      await keep('\n>', 2.5);
      if (!(await terminal.screen()).includes(answer)) throw new Error(`The terminal does not show "${answer}".`);
    }
    return frames;
  } finally {
    await standIn.close();
    rmSync(home, { recursive: true });
  }
}
