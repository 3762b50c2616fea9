import { activityDays } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Services } from "../http/services.ts";
import { absoluteMs } from "../http/session/sessions.ts";

type Swept = Pick<Services, "jobs" | "people" | "activity" | "counters" | "clock" | "report">;

/**
 * Called each minute: what only time brings about. Jobs first, for they matter most; the rest in one minute of each
 * hour, by the clock, since a process that is started for each minute remembers nothing. A minute that is missed is
 * made good in the next hour. `publishSite` makes up for a publication that failed, or that a restore went past.
 */
export const sweep = async (
  { jobs, people, activity, counters, clock, report }: Swept,
  publishSite: () => Promise<void>,
): Promise<void> => {
  await jobs.sweep();
  const now = clock.now();
  if (Math.floor(now / 60_000) % 60 !== minuteOfTidying) return;
  const tidied = await Promise.allSettled([
    publishSite(),
    // Nobody may use one that old, and nobody was seen by it since.
    people.sweepSessions(instantOf(now - absoluteMs)),
    activity.sweep(instantOf(now - activityDays * 86_400_000).slice(0, 10)),
    counters.sweep(),
  ]);
  for (const one of tidied) if (one.status === "rejected") report(one.reason);
};

const minuteOfTidying = 17;
