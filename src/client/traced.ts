/** Asks, before anything is made for it, whether anybody listens to calls and attempts. What tells them is loaded for those who do. */
import { channelOf } from '../base/channels.ts';
import { createLoader } from '../base/once.ts';
import type { Layer } from '../net/transport.ts';
import type { CallName, Operation, TracedContext } from './traced-call.ts';

const loadTracing = createLoader(() => import('./tracing.ts'));

/** An operation, such that whoever subscribes to its channel is told of each call. */
export function traceable<Run extends Operation>(name: CallName, server: TracedContext, run: Run): Run {
  const traced: Operation = (body, call) => {
    const channel = channelOf(name);
    if (channel === undefined) return run(body, call);
    return loadTracing().then(({ traceCall }) => traceCall(channel, { name, body, call, server }, run));
  };
  // The same call as that of `run`, whatever it is called with.
  return traced as Run;
}

/** Below the retries: tells of each request that is sent. */
export const traceAttempts: Layer = (next) => (request) => {
  const channel = channelOf('attempt');
  if (channel === undefined) return next(request);
  return loadTracing().then(({ traceAttempt }) => traceAttempt(channel, request, next));
};
