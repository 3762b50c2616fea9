import { activityDays } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Services } from "../http/services.ts";
import { absoluteMs } from "../http/session/sessions.ts";

/** Called each minute: what only time brings about. Jobs first, for they matter most; the rest once in an hour. */
export const createSweep = ({ jobs, people, activity, clock, report }: Services): (() => Promise<void>) => {
  let tidiedAt = -Infinity;
  return async () => {
    await jobs.sweep();
    const now = clock.now();
    if (now - tidiedAt < hourMs) return;
    tidiedAt = now;
    const tidied = await Promise.allSettled([
      // Nobody may use one that old, and nobody was seen by it since.
      people.sweepSessions(instantOf(now - absoluteMs)),
      activity.sweep(instantOf(now - activityDays * 24 * hourMs).slice(0, 10)),
    ]);
    for (const one of tidied) if (one.status === "rejected") report(one.reason);
  };
};

const hourMs = 3_600_000;
