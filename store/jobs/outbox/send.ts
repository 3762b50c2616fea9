import type { Clock } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import type { Sender } from "../../job-store.ts";
import type { DayLogs } from "../day-logs.ts";
import type { Lease, SendEntry } from "../day/day-state.ts";
import { endLease, findLease, takeLease, type Begun } from "./lease.ts";

export interface SendContext {
  days: Pick<DayLogs, "day">;
  sender: Sender;
  clock: Clock;
  random: Random;
  process: string;
  report: (error: unknown) => void;
}

/** Sends one message under a lease, if it is its turn. A failure is reported, and the message is tried again later. */
export const sendMessage = async (
  { days, sender, clock, random, process, report }: SendContext,
  day: Day,
  { id, template }: SendEntry,
): Promise<void> => {
  const log = days.day(day);
  const leaseId = freshId(random);
  const { begun, lease } = await log.change<{ begun: Begun; lease: Lease }>({
    decide: (state) => {
      const now = clock.now();
      const lease = { by: process, id: leaseId, until: now + sender.timeout_ms * leaseFactor };
      const { begun, records } = takeLease(state, id, lease, now);
      return { records, result: { begun, lease } };
    },
    findIn: (state) => {
      const found = findLease(state, id, leaseId);
      return found === null ? null : { result: found };
    },
  });
  if (begun === "wait" || begun === "gone") return;
  // A process that was suspended since has no time left to send within its lease. The next holder sends.
  if (lease.until - clock.now() < sender.timeout_ms) return;
  let how: "sent" | "failed" = "sent";
  try {
    await sender.send({ id, job: begun, template });
  } catch (error) {
    report(error);
    how = "failed";
  }
  await log.change({
    decide: (state) => ({ records: endLease(state, id, leaseId, how, clock.now()), result: undefined }),
    findIn: () => null,
  });
};

const leaseFactor = 3;
