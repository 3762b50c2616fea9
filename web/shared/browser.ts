/**
 * What the pages need of the browser besides its document. Made once, by each page's entry; everything else
 * takes it, so that tests can step the time and look into the drawer.
 */
export interface Browser {
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  /** Runs once after `ms`; the answer calls it off. */
  after: (ms: number, run: () => void) => () => void;
  /** A name for one intention, fit for an Idempotency-Key: 35 of `[a-z0-9]`, 160 random bits. */
  key: () => string;
  /** What this tab keeps over a reload. Read back as it was written, or null. */
  read: (name: string) => unknown;
  write: (name: string, value: unknown) => void;
}

export const realBrowser = (): Browser => {
  return {
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    key: () =>
      Array.from(crypto.getRandomValues(new Uint32Array(5)), (part) => part.toString(36).padStart(7, "0")).join(""),
    read: (name) => {
      try {
        const text = drawer()?.getItem(name);
        const value: unknown = text ? JSON.parse(text) : null;
        return value;
      } catch {
        return null; // written by something else: as good as nothing
      }
    },
    write: (name, value) => {
      try {
        if (value === null) drawer()?.removeItem(name);
        else drawer()?.setItem(name, JSON.stringify(value));
      } catch {
        // Full or forbidden: a reload will forget, nothing else.
      }
    },
  };
};

// Private windows and locked-down browsers refuse storage by throwing: the page then lives without.
const drawer = () => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};
