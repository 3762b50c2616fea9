/** Waits for the work, but at most `ms`. What takes longer goes on, and its failure is its own. */
export const atMost = async (work: Promise<void>, ms: number): Promise<void> => {
  const over = new Promise<void>((resolve) => {
    // Unlike a timer, it keeps no process alive.
    AbortSignal.timeout(ms).addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([work, over]);
};
