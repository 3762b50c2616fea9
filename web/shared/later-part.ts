/** Whether the part of a page that loads after its first screen has loaded. */
export type LaterState = "waiting" | "here" | "failed";

/**
 * Returns a function that imports `path`, or gives null if the import fails. A browser may remember that an address
 * failed, so each new try adds another query, which the edge ignores.
 */
export const laterPart = <T>(path: string): (() => Promise<T | null>) => {
  let tries = 0;
  return async () => {
    const query = tries++ === 0 ? "" : `?${tries}`;
    try {
      return (await import(path + query)) as T;
    } catch {
      return null;
    }
  };
};
