/** Part of `npm run lint`: prints where an object on the way of a call is made in the form that costs Node 20 most. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { checkSpreads, isOnTheWay } from './spread-rules.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, process.cwd());
const doors = ts.sys.readDirectory('src', ['.ts'], [], ['*.ts']);
const violations = checkSpreads(ts.createProgram(doors, options), isOnTheWay);
for (const { path, line, problem } of violations) console.error(`${path}:${line} ${problem}`);
process.exitCode = violations.length > 0 ? 1 : 0;
