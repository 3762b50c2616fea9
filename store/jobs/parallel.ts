/** Waits for all, also when one fails, so that nothing runs on after the caller has the error. Rejects with the first. */
export const together = async (running: Iterable<Promise<unknown>>): Promise<void> => {
  for (const ended of await Promise.allSettled(running)) if (ended.status === "rejected") throw ended.reason;
};

/** Runs at most `width` at a time. After a failure it starts no more from that worker, waits for the others, and rejects. */
export const inGroups = async <T>(items: Iterable<T>, run: (item: T) => Promise<void>, width = 16): Promise<void> => {
  const left = [...items].values();
  const worker = async () => {
    for (const item of left) await run(item);
  };
  await together(Array.from({ length: width }, worker));
};
