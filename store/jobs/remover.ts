import type { Actor, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { endForGood, isEndedForGood } from "../../domain/removal.ts";
import { StoreUnavailable } from "../job-store.ts";
import { lookupOf } from "../job-token.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { DayLogs } from "./day-logs.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState, OutboxEntry } from "./day/day-state.ts";
import { homeOf } from "./day/home-day.ts";
import type { JobWriter } from "./job-writer.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { deletePointers } from "./token-pointer.ts";

export interface RemoverContext {
  objects: ObjectStore;
  days: Pick<DayLogs, "day">;
  random: Random;
  writer: Pick<JobWriter, "change">;
  outbox: Pick<Outbox, "finish">;
}

/**
 * Removes a job for good. An ordinary change ends it first, and its outbox releases the reservations and makes a
 * tombstone of the published view. Only when nothing of that is left, one entry removes the job and its unsent messages.
 * So a crash leaves an ended job, and the next `remove` goes on.
 */
export class Remover {
  readonly #context: RemoverContext;

  constructor(context: RemoverContext) {
    this.#context = context;
  }

  /** Returns false if the job does not exist. */
  async remove(id: JobId, by: Actor): Promise<boolean> {
    if (homeOf(id) === null) return false;
    for (let attempt = 1; attempt <= attemptsToEnd; attempt += 1) {
      // A change of its own each time, because another change may have opened the job again.
      const write = freshId(this.#context.random);
      const ended = await this.#context.writer.change(id, { write, by, decide: endForGood, notify: false });
      if (ended === null) return attempt > 1;
      if (await this.#removeEnded(ended.job)) return true;
    }
    throw new StoreUnavailable(new Error("Other changes opened the job again each time"));
  }

  /** Returns false if another change came before the removal. */
  async #removeEnded({ id, tracking_token, retired_lookups }: Job): Promise<boolean> {
    const { objects, days, outbox } = this.#context;
    const log = days.day(homeOf(id) ?? "");
    const { state } = await log.read();
    const stored = state.jobs.get(id);
    if (stored === undefined) return true;
    const finished = entriesOf(state, id);
    await outbox.finish(stored, finished);
    // Before the job goes, so that no pointer is left without it.
    await deletePointers(objects, [lookupOf(tracking_token), ...retired_lookups]);
    return await log.change({
      decide: (newest) => removal(newest, id, finished),
      findIn: ({ jobs }) => (jobs.has(id) ? null : { result: true }),
    });
  }
}

const removal = (
  state: DayState,
  id: JobId,
  finished: readonly OutboxEntry[],
): { records: DayRecord[]; result: boolean } => {
  const stored = state.jobs.get(id);
  if (stored === undefined) return { records: [], result: true };
  const entries = entriesOf(state, id);
  const isLeft = entries.some(
    ({ kind, id: entry }) => (kind === "publish" || kind === "release") && !finished.some((one) => one.id === entry),
  );
  if (!isEndedForGood(stored.job) || stored.holds.length > 0 || isLeft) return { records: [], result: false };
  return { records: [{ gone: id }, { unout: entries.map((entry) => entry.id) }], result: true };
};

const entriesOf = ({ outbox }: DayState, id: JobId): OutboxEntry[] => [
  ...outbox.filter(({ job }) => job === id).values(),
];

const attemptsToEnd = 10;
