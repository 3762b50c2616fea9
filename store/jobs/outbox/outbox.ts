import { epochOf, type Clock, type Instant } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import type { Actor, Job } from "../../../domain/job.ts";
import type { ChannelKind } from "../../../domain/message/event.ts";
import { expireQuote } from "../../../domain/quote/end-request.ts";
import { quoteEndsAt } from "../../../domain/quote/quote-expiry.ts";
import type { Settings } from "../../../domain/settings.ts";
import {
  StoreUnavailable,
  type Append,
  type Changed,
  type ChangeRequest,
  type Hook,
  type ParkedEntry,
} from "../../job-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import type { SendEntry } from "../../queued-entry.ts";
import { amend } from "../amend.ts";
import type { DayRecord } from "../day/day-record.ts";
import type { DayState, ExpireQuoteEntry, OutboxEntry, StoredJob } from "../day/day-state.ts";
import { homeOf } from "../day/home-day.ts";
import { inGroups, inTurns } from "../parallel.ts";
import { deleteDueMarkers, listDueMarkers, putDueMarker, listParkedDays } from "./due-markers.ts";
import { fanOut, release, type FanOutContext } from "./fan-out.ts";
import type { Hour } from "./hour.ts";
import { expiryDue, isOutstanding, isTimed } from "./outbox-entry.ts";
import { dueRecords, neededHours, queueRecords, settleRecords, type Outcome } from "./outbox-records.ts";
import { sendAll, sendsAtOnce, type SendContext } from "./send.ts";

export interface OutboxContext extends FanOutContext, SendContext {
  objects: ObjectStore;
  clock: Clock;
  settings: () => Promise<Settings>;
  /** Changes a job, for work that is a change of its own. */
  change: (id: JobId, request: ChangeRequest) => Promise<Changed | null>;
  /** Files a job under its customer. Safe to do twice. */
  file: (job: Job) => Promise<void>;
  append: Append;
  hook: Hook;
  /** The store's time in the newest answer that this process received, in milliseconds. */
  storeTime: () => number;
}

/**
 * What committed changes leave to do elsewhere, queued in the entry of the change itself. The process that made the change
 * does it immediately; `drain` is the guarantee. Entries that are done leave with the next entry of their day's log.
 */
export class Outbox {
  readonly #context: OutboxContext;
  /** Done by this process, but still in the outbox of the day. */
  readonly #done = new Map<Day, Set<string>>();
  /** In progress in this process. `drain` leaves them alone. */
  readonly #busy = new Set<string>();
  readonly #inTurn = inTurns(sendsAtOnce);
  /** When the next message is due, as far as the last drain saw. */
  #nextSend = Infinity;

  constructor(context: OutboxContext) {
    this.#context = context;
  }

  /** Returns the records that queue these entries. The log puts the due marker among them before it appends. */
  queue(state: DayState, entries: readonly OutboxEntry[]): DayRecord[] {
    const done = this.#done.get(state.day) ?? new Set();
    return queueRecords(state, entries, { done, storeTime: this.#context.storeTime() });
  }

  /** Does what `drain` guarantees, messages excepted. A failure is reported, and left to `drain`. */
  async attempt(stored: StoredJob, entries: readonly OutboxEntry[]): Promise<void> {
    for (const group of inOrder(entries))
      await Promise.all(
        group.map(async (entry) => {
          // An imported one is left to a drain.
          if (entry.not_before > 0) return;
          this.#busy.add(entry.id);
          try {
            await this.#finish(stored, entry);
          } catch (error) {
            this.#context.report(error);
          } finally {
            this.#busy.delete(entry.id);
          }
        }),
      );
  }

  /** Does what these entries ask for, messages excepted. Throws `StoreUnavailable` if one cannot be done now. */
  async finish(stored: StoredJob, entries: readonly OutboxEntry[]): Promise<void> {
    for (const entry of entries) {
      try {
        await this.#finish(stored, entry);
      } catch (error) {
        throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error);
      }
    }
  }

  /**
   * Does what is due in every marked day, and begins no message after `until`. Returns how many entries still wait; parked
   * and future ones do not count.
   */
  async drain({ until }: { until?: Instant } = {}): Promise<number> {
    const end = until === undefined ? Infinity : epochOf(until);
    this.#nextSend = Infinity;
    const markers = await listDueMarkers(this.#context.objects);
    let waiting = 0;
    await inGroups(
      markers.days,
      async ([day, hours]) => {
        const left = await this.#tolerateDay(day, { hours, now: markers.now, end });
        waiting += left;
      },
      4,
    );
    return waiting;
  }

  /** Returns when the next message is due that the last drain found too early; null if it found none. */
  nextSendAt(): number | null {
    return Number.isFinite(this.#nextSend) ? this.#nextSend : null;
  }

  /**
   * Does what is due in a day whether or not it has a marker, and puts the markers that the rest needs. This is the safety
   * net for a marker that was lost.
   */
  async drainUnmarked(day: Day): Promise<void> {
    const { days, storeTime } = this.#context;
    await this.#drainDay(day, null);
    const { state } = await days.day(day).read();
    // A marker that the log knows may be lost all the same, so each is put again.
    for (const hour of neededHours(state, storeTime())) await putDueMarker(this.#context, hour, day);
    await amend(days.day(day), (newest) => dueRecords(newest.markers.put, neededHours(newest, storeTime())));
  }

  /** Returns the entries that failed so often that they wait for a person. */
  async parked(): Promise<ParkedEntry[]> {
    const { objects, days } = this.#context;
    const marked = await listDueMarkers(objects);
    const parked: ParkedEntry[] = [];
    for (const day of new Set([...marked.days.keys(), ...(await listParkedDays(objects))])) {
      const { state } = await days.day(day).read();
      for (const { parked: isParked, job, kind, failures } of state.outbox.values())
        if (isParked) parked.push({ job, kind: kind === "expire" ? "publish" : kind, failures });
    }
    return parked;
  }

  /** Counts the messages that are queued and not parked, by the channel that carries them first. */
  async waitingSends(): Promise<Record<ChannelKind, number>> {
    const { objects, days } = this.#context;
    const counts = { text: 0, email: 0 };
    for (const day of (await listDueMarkers(objects)).days.keys()) {
      const { state } = await days.day(day).read();
      for (const entry of state.outbox.values()) {
        const [first] = entry.kind === "send" && !entry.parked ? entry.channels : [];
        if (first !== undefined) counts[first] += 1;
      }
    }
    return counts;
  }

  /**
   * Tries again what was parked in a day but can be done at any time, and drains the day. Parked messages stay. Returns
   * false if nothing was due.
   */
  async takeUp(day: Day): Promise<boolean> {
    const { days, clock } = this.#context;
    const isDue = await days.day(day).change<boolean>({
      decide: ({ outbox }) => {
        const again = [...outbox.values()].filter(({ parked, kind }) => parked && kind !== "send");
        return {
          records: again.map((entry) => ({ out: { ...entry, parked: false, failures: 0, not_before: 0 } })),
          result: again.length > 0 || outbox.some((entry) => isOutstanding(entry, clock.now())),
        };
      },
      findIn: () => null,
    });
    if (isDue) await this.drainUnmarked(day);
    return isDue;
  }

  /** Removes a parked entry, about which a person has decided. Returns false if the job has none of this id. */
  async dismiss(job: JobId, id: string): Promise<boolean> {
    const home = homeOf(job);
    if (home === null) return false;
    return await amend(this.#context.days.day(home), ({ outbox }) => {
      const entry = outbox.get(id);
      return entry?.parked === true && entry.job === job ? [{ unout: [id] }] : [];
    });
  }

  async #tolerateDay(day: Day, marked: Marked): Promise<number> {
    try {
      return await this.#drainDay(day, marked);
    } catch (error) {
      this.#context.report(error);
      return 1;
    }
  }

  /** Returns how many entries still wait. */
  async #drainDay(day: Day, marked: Marked | null): Promise<number> {
    const { days, clock, objects, storeTime } = this.#context;
    const log = days.day(day);
    const { state } = await log.read();
    const outcomes = await this.#doDue(state, marked?.end ?? Infinity);
    // Only a past hour ends: a writer of the present hour may be about to use its marker.
    const sweepTo = marked?.hours.findLast((hour) => hour < marked.now) ?? null;
    const settle = (newest: DayState) =>
      settleRecords(newest, { outcomes, sweepTo, storeTime: storeTime(), now: clock.now() });
    // Messages have changed the state since it was read.
    let { records, left } = settle(log.known ?? state);
    if (records.length > 0) {
      left = await log.change<OutboxEntry[]>({
        decide: (newest) => {
          const settled = settle(newest);
          return { records: settled.records, result: settled.left };
        },
        findIn: () => null,
      });
    }
    this.#forgetDone(day, state);
    if (marked !== null && sweepTo !== null) {
      const ended = marked.hours.filter((hour) => hour <= sweepTo);
      await deleteDueMarkers(objects, day, ended);
    }
    for (const { kind, parked, not_before: at } of left)
      if (kind === "send" && !parked && at > clock.now()) this.#nextSend = Math.min(this.#nextSend, at);
    return left.filter((entry) => isOutstanding(entry, clock.now())).length;
  }

  async #doDue(state: DayState, end: number): Promise<Map<string, Outcome>> {
    const now = this.#context.clock.now();
    const outcomes = new Map<string, Outcome>();
    for (const id of this.#done.get(state.day) ?? []) outcomes.set(id, "done");
    const due = [...state.outbox.values()].filter(
      ({ id, parked, not_before }) => !parked && not_before <= now && !outcomes.has(id) && !this.#busy.has(id),
    );
    for (const group of inOrder(due))
      await inGroups(group, async (entry) => {
        if (entry.kind !== "send") outcomes.set(entry.id, await this.#outcomeOf(state.jobs.get(entry.job), entry));
      });
    const sends = due.filter((entry) => entry.kind === "send");
    await sendAll(this.#context, { day: state.day, due: sends, end, inTurn: this.#inTurn });
    return outcomes;
  }

  async #outcomeOf(stored: StoredJob | undefined, entry: Exclude<OutboxEntry, SendEntry>): Promise<Outcome> {
    try {
      return stored === undefined ? "done" : await this.#do(stored, entry);
    } catch (error) {
      this.#context.report(error);
      return "failed";
    }
  }

  async #finish(stored: StoredJob, entry: OutboxEntry): Promise<void> {
    // An expiry has its time, and a message its lease.
    if (entry.kind === "send" || isTimed(entry.kind)) return;
    await this.#do(stored, entry);
    const day = homeDayOf(stored.job.id);
    this.#done.set(day, (this.#done.get(day) ?? new Set()).add(entry.id));
  }

  async #do(stored: StoredJob, entry: Exclude<OutboxEntry, SendEntry>): Promise<Outcome> {
    if (entry.kind === "publish") await fanOut(this.#context, stored);
    else if (entry.kind === "release") await release(this.#context.days, entry.day, entry.ref);
    else if (entry.kind === "expire") return await this.#expire(stored);
    else if (entry.kind === "file") await this.#context.file(stored.job);
    else if (entry.kind === "append") await this.#context.append(stored.job, entry);
    else if (entry.kind === "hook") await this.#context.hook(stored.job, entry);
    else return await this.#expireQuote(stored, entry);
    return "done";
  }

  async #expireQuote({ job }: StoredJob, { id, version }: ExpireQuoteEntry): Promise<Outcome> {
    const { change, settings, clock } = this.#context;
    if (job.status !== "quoted" || job.quote?.version !== version) return "done";
    // The business may have moved to another time zone since.
    const due = quoteEndsAt(job.quote, (await settings()).business.time_zone);
    if (due > clock.now()) return { postponedTo: due };
    await change(job.id, { write: id, by: system, decide: (now, at) => expireQuote(now, version, at) });
    return "done";
  }

  async #expire({ job }: StoredJob): Promise<Outcome> {
    const { publisher, settings, clock } = this.#context;
    const due = expiryDue(job, await settings());
    // The job was opened again.
    if (due === null) return "done";
    // Links live longer now than when this was queued.
    if (due > clock.now()) return { postponedTo: due };
    await publisher.publish(job);
    return "done";
  }

  /** What left the outbox need not be remembered. */
  #forgetDone(day: Day, { outbox }: DayState): void {
    const done = this.#done.get(day);
    if (done === undefined) return;
    for (const id of done) if (!outbox.has(id)) done.delete(id);
    if (done.size === 0) this.#done.delete(day);
  }
}

/** The words of messages come first, because a published view shows them. */
const inOrder = (entries: readonly OutboxEntry[]): [OutboxEntry[], OutboxEntry[]] => [
  entries.filter(({ kind }) => kind === "append"),
  entries.filter(({ kind }) => kind !== "append"),
];

/** The markers of a day, and the time from which no message begins. */
interface Marked {
  hours: readonly Hour[];
  now: Hour;
  end: number;
}

const system: Actor = { kind: "system", name: "Tailboard" };
