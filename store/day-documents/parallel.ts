/** Waits for all, also when one fails: nothing goes on behind the back of whoever handles that. */
export const together = async (running: Iterable<Promise<unknown>>): Promise<void> => {
  for (const ended of await Promise.allSettled(running)) if (ended.status === "rejected") throw ended.reason;
};

/** At most `width` at a time. Rejects as the first that does, when all that began have ended. */
export const inGroups = async <T>(items: Iterable<T>, run: (item: T) => Promise<void>, width = 16): Promise<void> => {
  const left = [...items].values();
  const worker = async () => {
    for (const item of left) await run(item);
  };
  await together(Array.from({ length: width }, worker));
};
