import type { Browser } from "./browser.ts";

/** A browser for tests. Its time stands still until `step` moves it. */
export interface SteppedBrowser extends Browser {
  /** Moves the time by `ms`, runs each timer that is due, in order, and waits for what it started. */
  step(ms: number): Promise<void>;
  /** What is stored for the tab, as JSON. A reload finds it. */
  drawer: Map<string, string>;
  /** Milliseconds until each timer runs. */
  timers(): number[];
}

export const steppedBrowser = (start: number, drawer = new Map<string, string>()): SteppedBrowser => {
  let now = start;
  let keys = 0;
  let pending: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    language: () => "en-US",
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      pending.push(timer);
      return () => {
        pending = pending.filter((other) => other !== timer);
      };
    },
    key: () => `key-${++keys}`,
    read: (name) => {
      const text = drawer.get(name);
      return text === undefined ? null : (JSON.parse(text) as unknown);
    },
    write: (name, value) => void (value === null ? drawer.delete(name) : drawer.set(name, JSON.stringify(value))),
    step: async (ms) => {
      const end = now + ms;
      for (;;) {
        const due = pending.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        pending = pending.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = end;
      await settled();
    },
    drawer,
    timers: () => pending.map(({ at }) => at - now).toSorted((a, b) => a - b),
  };
};

/** Waits until all promises that were already resolved have run their handlers. */
export const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
