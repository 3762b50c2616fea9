import type { Browser } from "./browser.ts";

/** A browser whose time stands still until it is stepped. For tests. */
export interface SteppedBrowser extends Browser {
  /** Lets `ms` pass and runs what falls due, in order; each gets the time it needs to answer. */
  step(ms: number): Promise<void>;
  /** What a reload would find. */
  drawer: Map<string, string>;
  /** Milliseconds until each thing that waits. */
  waiting(): number[];
}

export const steppedBrowser = (start: number, drawer = new Map<string, string>()): SteppedBrowser => {
  let now = start;
  let keys = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
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
        const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = end;
      await settled();
    },
    drawer,
    waiting: () => timers.map(({ at }) => at - now).toSorted((a, b) => a - b),
  };
};

/** Until everything that was answered at once has been dealt with. */
export const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
