/**
 * Callers that come while a run is under way share the one after it: each gets what began after it asked. Sixty empty
 * days ask for the settings twice, not sixty times, and sixty new names in a folder take two flushes.
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
