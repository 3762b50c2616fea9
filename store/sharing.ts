/**
 * Coalesces concurrent calls. Callers that arrive during a run share the next one, so each result began after its caller asked.
 * Sixty empty days read the settings twice, not sixty times, and sixty new names in a folder need two flushes.
 */
export const sharing = <T>(run: () => Promise<T>): (() => Promise<T>) => {
  let current: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    const started = run().finally(() => {
      if (current === started) current = null;
    });
    current = started;
    return started;
  };
  return () => {
    if (current === null) return start();
    next ??= current
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
};
