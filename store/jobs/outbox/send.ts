import type { Clock } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import type { Sender, SendResult } from "../../job-store.ts";
import type { SendEntry } from "../../queued-entry.ts";
import type { DayLogs } from "../day-logs.ts";
import { together, type inTurns } from "../parallel.ts";
import { endLease, findLease, takeLease, type Begun, type Leased } from "./lease.ts";
import { settle } from "./send-outcome.ts";

export interface SendContext {
  days: Pick<DayLogs, "day">;
  sender: Sender;
  clock: Clock;
  random: Random;
  process: string;
  report: (error: unknown) => void;
}

/** How many messages a process sends at a time, over all days. */
export const sendsAtOnce = 8;

/**
 * Sends what is due of a day, and begins none at `end` or later. Those of a lane go one after another, because they keep
 * their order. `inTurn` limits how many go at a time.
 */
export const sendAll = async (
  context: SendContext,
  { day, due, end, inTurn }: { day: Day; due: readonly SendEntry[]; end: number; inTurn: ReturnType<typeof inTurns> },
): Promise<void> => {
  const lanes = Map.groupBy(due, ({ job, lane }) => `${job} ${lane}`);
  const sendLane = async (lane: readonly SendEntry[]): Promise<void> => {
    for (const { id } of lane) if (context.clock.now() < end) await sendMessage(context, day, id);
  };
  await together([...lanes.values()].map((lane) => inTurn(() => sendLane(lane))));
};

/**
 * Sends one message under a lease, if it is its turn. A channel that refuses is followed by the next one. A failure is
 * reported, and the message is tried again later.
 */
const sendMessage = async (context: SendContext, day: Day, id: string): Promise<void> => {
  for (;;) {
    const begun = await lease(context, day, id);
    if (begun === "wait" || begun === "gone") return;
    const { clock, sender } = context;
    // A process that was suspended since has no time left to send within its lease. The next holder sends.
    if (untilOf(begun) - clock.now() < sender.timeout_ms) return;
    const result = await resultOf(context, begun);
    await context.days.day(day).change({
      decide: (state) => ({
        records: endLease(state, { id, leaseId: begun.entry.lease?.id ?? "" }, result),
        result: undefined,
      }),
      findIn: () => null,
    });
    if (result.how !== "next_channel") return;
  }
};

const lease = async ({ days, sender, clock, random, process }: SendContext, day: Day, id: string): Promise<Leased> => {
  const leaseId = freshId(random);
  return await days.day(day).change<Leased>({
    decide: (state) => {
      const now = clock.now();
      const taken = { by: process, id: leaseId, until: now + sender.timeout_ms * leaseFactor };
      const { begun, records } = takeLease(state, id, taken, now);
      return { records, result: begun };
    },
    findIn: (state) => {
      const found = findLease(state, id, leaseId);
      return found === null ? null : { result: found };
    },
  });
};

/** Sends, or records the end, and returns what becomes of the entry. Never rejects. */
const resultOf = async ({ sender, clock, random, report }: SendContext, begun: Begun): Promise<SendResult> => {
  const { job, entry } = begun;
  let answer: SendResult;
  try {
    if (entry.ended === undefined) answer = await sender.send({ entry, job, until: untilOf(begun) });
    else {
      await sender.ended({ entry, job, how: entry.ended });
      answer = { how: "dropped" };
    }
  } catch (error) {
    report(error);
    answer = { how: "later", not_before: 0, failed: true };
  }
  const settled = settle(entry, answer, clock.now(), random.fraction());
  if (settled.how !== "parked") return settled;
  try {
    await sender.ended({ entry, job, how: "parked" });
    return settled;
  } catch (error) {
    report(error);
    // It is parked once that is recorded.
    return { how: "later", not_before: clock.now() + recordAgain_ms, failed: false };
  }
};

const untilOf = ({ entry }: Begun): number => entry.lease?.until ?? 0;

const leaseFactor = 3;
const recordAgain_ms = 1_800_000;
