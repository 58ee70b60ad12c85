// @ts-check
/** Preloaded into a relay: answers its parent with its CPU time and its memory, and ends with it. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
