/** `npm run docs:recording`: draws docs/images/chat.svg of a run of the command. A test compares it with another run. */
import { writeFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import { PICTURE, draw } from './conversation.ts';

writeFileSync(PICTURE, await draw(`"${process.execPath}" ${manifest.bin.easyllm}`));
console.log(`drew ${PICTURE}`);
