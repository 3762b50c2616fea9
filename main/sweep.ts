import { activityDays } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Services } from "../http/services.ts";
import { absoluteMs } from "../http/session/sessions.ts";

type Swept = Pick<Services, "jobs" | "people" | "activity" | "counters" | "clock" | "report">;

/**
 * Runs each minute and does the work that only time triggers. Jobs come first because they matter most. The rest runs
 * in one fixed minute of each hour, because a process that starts for each minute remembers nothing; the next hour
 * makes up for a missed one. `hourly` is what a store needs each hour, such as a publication that failed before.
 */
export const sweep = async (
  { jobs, people, activity, counters, clock, report }: Swept,
  hourly: readonly (() => Promise<void>)[],
): Promise<void> => {
  await jobs.sweep();
  const now = clock.now();
  if (Math.floor(now / 60_000) % 60 !== minuteOfTidying) return;
  const tidied = await Promise.allSettled([
    ...hourly.map((run) => run()),
    // A session this old is no longer valid and was not used since.
    people.sweepSessions(instantOf(now - absoluteMs)),
    activity.sweep(instantOf(now - activityDays * 86_400_000).slice(0, 10)),
    counters.sweep(),
  ]);
  for (const result of tidied) if (result.status === "rejected") report(result.reason);
};

const minuteOfTidying = 17;
