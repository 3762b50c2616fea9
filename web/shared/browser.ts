/**
 * The parts of the browser, besides its document, that a page needs. Each page's entry creates one and passes it on, so
 * tests can step the time and read what is stored.
 */
export interface Browser {
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  /** The language that the reader prefers, such as `es-MX`. */
  language: () => string;
  /** Calls `run` once after `ms`. The returned function cancels it. */
  after: (ms: number, run: () => void) => () => void;
  /** A new idempotency key: 35 characters of `[a-z0-9]`, 160 random bits. */
  key: () => string;
  /** Returns the value that this tab stored under `name`, or null. It survives a reload. */
  read: (name: string) => unknown;
  /** Stores `value` for this tab. Null removes it. */
  write: (name: string, value: unknown) => void;
}

export const realBrowser = (): Browser => {
  return {
    now: () => Date.now(),
    language: () => navigator.language,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    key: () =>
      Array.from(crypto.getRandomValues(new Uint32Array(5)), (part) => part.toString(36).padStart(7, "0")).join(""),
    read: (name) => {
      try {
        const text = tabStorage()?.getItem(name);
        const value: unknown = text ? JSON.parse(text) : null;
        return value;
      } catch {
        return null; // not JSON, so this page did not write it
      }
    },
    write: (name, value) => {
      try {
        if (value === null) tabStorage()?.removeItem(name);
        else tabStorage()?.setItem(name, JSON.stringify(value));
      } catch {
        // The storage is full or forbidden. Then a reload loses the value.
      }
    },
  };
};

// Private windows and locked-down browsers throw when a page asks for storage. Then nothing is stored.
const tabStorage = () => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};
