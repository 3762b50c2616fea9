import type { Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import type { JobId } from "../../domain/job-id.ts";
import { isSilent } from "../../domain/message/silent.ts";
import type { Queued, QueueRequest } from "../job-store.ts";
import type { DayLogs } from "./day-logs.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState } from "./day/day-state.ts";
import { entryOf } from "./outbox/outbox-entry.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { isTold, withKey } from "./outbox/told.ts";

interface QueueContext {
  days: Pick<DayLogs, "day">;
  clock: Clock;
  outbox: Pick<Outbox, "queue">;
}

/**
 * Queues messages that no change of the job causes. The entry of the log has the messages and the key, so no crash tells a
 * person twice, and none forgets to tell.
 */
export const queueMessages = (
  { days, clock, outbox }: QueueContext,
  { home, id, request }: { home: Day; id: JobId; request: QueueRequest },
): Promise<Queued | null> => {
  const decide = (state: DayState): { records: DayRecord[]; result: Queued | null } => {
    const stored = state.jobs.get(id);
    if (stored === undefined) return { records: [], result: null };
    if (isTold(stored, request.key)) return { records: [], result: "told" };
    const planned = isSilent(stored.job) ? [] : request.plan(stored.job, clock.now());
    const entries = planned.map((entry) => entryOf(id, entry));
    const queued = outbox.queue(state, entries);
    if (queued.length === 0) return { records: [], result: "nothing" };
    return { records: [{ told_of: id, keys: withKey(stored, request.key) }, ...queued], result: "queued" };
  };
  return days.day(home).change({
    decide,
    findIn: ({ jobs }) => {
      const stored = jobs.get(id);
      return stored !== undefined && isTold(stored, request.key) ? { result: "queued" } : null;
    },
  });
};
