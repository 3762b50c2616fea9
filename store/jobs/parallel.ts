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

/** Returns a function that runs what it gets, at most `width` at a time, in the order of the calls. */
export const inTurns = (width: number): (<T>(run: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running < width) running += 1;
    else {
      const turn = Promise.withResolvers<undefined>();
      waiting.push(() => turn.resolve(undefined));
      await turn.promise;
    }
    try {
      return await run();
    } finally {
      // The turn passes on, so the number that runs stays.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};
