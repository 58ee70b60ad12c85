/** One caller of a soak, and the judgement of what it got. */
import { request } from 'node:http';
import type { Agent } from 'node:http';

import { toPrompt, toTokens } from './faults.ts';
import type { Plan } from './faults.ts';

/** How a stream ended, as its caller sees it. */
interface Got {
  status: number;
  /** The bytes that came. */
  body: string;
  end: 'end' | 'cut' | 'hang' | 'left';
}

export const VERDICTS = ['good', 'hang', 'crosstalk', 'lost', 'doubled', 'cut', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Asks the gateway for the stream of a plan, and judges it. */
export async function callAndJudge(
  plan: Plan,
  { port, agent, limitMs }: { port: number; agent: Agent; limitMs: number },
): Promise<Verdict> {
  return judge(plan, await call(plan, { port, agent, limitMs }));
}

function call(plan: Plan, { port, agent, limitMs }: { port: number; agent: Agent; limitMs: number }): Promise<Got> {
  const body = JSON.stringify({ prompt: toPrompt(plan), stream: true, max_tokens: plan.tokens });
  return new Promise((resolve) => {
    const got: Got = { status: 0, body: '', end: 'cut' };
    const settle = (end: Got['end']) => {
      clearTimeout(timer);
      resolve({ ...got, end });
    };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request({ port, host: '127.0.0.1', path: '/v1/completions', method: 'POST', headers, agent });
    const timer = setTimeout(() => {
      settle('hang');
      asked.destroy();
    }, limitMs);
    asked.on('error', () => settle('cut'));
    asked.on('response', (response) => {
      got.status = response.statusCode ?? 0;
      response.setEncoding('utf8');
      response.on('error', () => settle('cut'));
      response.on('close', () => settle(response.complete ? 'end' : 'cut'));
      response.on('data', (piece: string) => {
        got.body += piece;
        if (plan.fault !== 'leave' || toMarks(got.body).length < plan.at) return;
        settle('left');
        asked.destroy();
      });
    });
    asked.end(body);
  });
}

/** All marks of streams, in the order in which they came. */
function toMarks(body: string): string[] {
  return body.match(/<s\d+\.\d+>/g) ?? [];
}

/** The text of the chunks: marks may stand in two of them. */
function toText(body: string): string {
  return body
    .split('\n\n')
    .filter((event) => event.startsWith('data: {') && event.includes('"choices"'))
    .map((event) => (JSON.parse(event.slice(6)) as { choices: { text: string }[] }).choices[0]?.text ?? '')
    .join('');
}

function judge(plan: Plan, { status, body, end }: Got): Verdict {
  if (end === 'hang') return 'hang';
  const wanted = toTokens(plan);
  const marks = toMarks(end === 'left' ? body : toText(body));
  if (marks.some((mark) => !mark.startsWith(`<${plan.name}.`))) return 'crosstalk';
  if (new Set(marks).size < marks.length) return 'doubled';
  if (marks.some((mark, index) => mark !== wanted[index])) return 'lost';
  if (end === 'left') return 'good';
  const isDone = body.endsWith('data: [DONE]\n\n');
  const hasError = body.includes('data: {"error":');
  if (plan.fault === 'drop' || plan.fault === 'stall') {
    if (isDone || !hasError || end === 'cut') return 'cut';
    return marks.length === plan.at ? 'good' : 'lost';
  }
  if (status !== 200 || hasError) return 'wrong';
  if (end === 'cut' || !isDone) return 'cut';
  return marks.length === wanted.length ? 'good' : 'lost';
}
