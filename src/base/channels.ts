/** The tracing channels of `node:diagnostics_channel`: programs, and what watches programs, subscribe to them by name. */

/** What is told of by a channel, `easyllm:` before its name. */
export type ChannelName = 'chat' | 'completion' | 'embedding' | 'response' | 'rerank' | 'attempt';

/** As much of Node's `TracingChannel` as is used, so that no type of Node's is needed. */
export interface CallChannel {
  /** Missing in runtimes that cannot say it: there nobody is told. */
  readonly hasSubscribers?: boolean;
  readonly start: { runStores<Result>(context: object, run: () => Result): Result };
  readonly end: Publisher;
  readonly asyncStart: Publisher;
  readonly asyncEnd: Publisher;
  readonly error: Publisher;
}

interface Publisher {
  publish(context: object): void;
}

const diagnostics: { tracingChannel?: (name: string) => CallChannel } | undefined =
  typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:diagnostics_channel');

/** Held, so that they stay those that others subscribe to. */
const open: { [Name in ChannelName]?: CallChannel | undefined } = {};

/** The channel of that name; undefined where nobody has subscribed to it, and in runtimes without channels. */
export function channelOf(name: ChannelName): CallChannel | undefined {
  const channel = (open[name] ??= diagnostics?.tracingChannel?.(`easyllm:${name}`));
  return channel?.hasSubscribers ? channel : undefined;
}
