import { periodOut } from "../../../domain/card-rental.ts";
import { whyOf } from "../../../domain/card-why.ts";
import type { Day } from "../../../domain/day.ts";
import { homeDayOf } from "../../../domain/job-id.ts";
import { isOpen, shownVisit, type Job } from "../../../domain/job.ts";
import { jobIdOf } from "../../../store/job-token.ts";
import type { JobStore } from "../../../store/job-store.ts";
import { dayAt } from "../world.ts";
import { slotOf, slotsOf } from "./states.ts";
import type { Violation, ViolationKind } from "./evidence.ts";
import type { Stored, StoredDay, StoredReservation } from "./stored.ts";

/** Checks a drained store: nothing is left over, and nothing is missing. */
export class Rest {
  readonly violations: Violation[] = [];
  readonly #reservations = new Map<string, StoredReservation & { day: string }>();
  readonly #holds = new Map<string, { day: string; job: string; rev: number }>();
  readonly #waiting = new Map<string, number>();
  /** The markers that the logs still need. */
  readonly #due = new Set<string>();
  /** By slot, of all jobs. */
  readonly #taken = new Map<string, number>();
  /** By day: `job visit` and the revision that a board must show. */
  readonly #shown = new Map<Day, Map<string, number>>();

  get reservations(): number {
    return this.#reservations.size;
  }

  day({ day, jobs, reservations, outbox, due }: StoredDay): void {
    for (const reservation of reservations) this.#reservations.set(reservation.ref, { ...reservation, day });
    for (const { job, holds } of jobs) {
      if (homeDayOf(job.id) !== day) this.#violate("orphan", job.id, `is in the log of ${day}`);
      if (jobIdOf(job.tracking_token) !== job.id) this.#violate("orphan", job.id, "its link leads to another job");
      for (const hold of holds) this.#holds.set(hold.ref, { day: hold.day, job: job.id, rev: job.rev });
      this.#job(job);
    }
    for (const hour of due) this.#due.add(`due/${hour}/${day}`);
    for (const entry of outbox) {
      // Links and quotes expire after the run.
      if (!entry.parked && entry.kind !== "expire" && entry.kind !== "expire_quote")
        this.#violate("outbox left", entry.job, entry.kind, entry);
      if (!jobs.some(({ job }) => job.id === entry.job))
        this.#violate("orphan", entry.job, "an outbox entry without a job", entry);
      if (due.length === 0) this.#violate("outbox left", entry.job, `no marker leads to ${day}`, entry);
    }
  }

  /** Runs after every day was checked. */
  async end(stored: Stored, jobs: JobStore, days: Day[]): Promise<void> {
    this.#compareReservations();
    for (const day of days) await this.#compareDay(day, jobs);
    const cards = new Map((await jobs.board(dayAt(0))).waiting.map(({ job, rev }) => [job, rev]));
    for (const [job, rev] of this.#waiting) {
      if (cards.get(job) !== rev)
        this.#violate("not published", job, `the open board shows rev ${cards.get(job)}, it is at ${rev}`);
    }
    for (const job of cards.keys())
      if (!this.#waiting.has(job)) this.#violate("orphan", job, "a card on the open board");
    const markers = new Set(await stored.keys("due/"));
    for (const key of this.#due) if (!markers.has(key)) this.#violate("outbox left", null, `${key} is missing`);
  }

  #job(job: Job): void {
    const isForPerson =
      shownVisit(job).day === null || job.status === "ready_for_pickup" || periodOut(job) !== undefined;
    if (whyOf(job) !== null || (isOpen(job) && isForPerson)) this.#waiting.set(job.id, job.rev);
    for (const slot of slotsOf(job)) this.#taken.set(slot, (this.#taken.get(slot) ?? 0) + 1);
    for (const { id, day } of job.status === "cancelled" ? [] : job.visits) {
      if (day === null) continue;
      const shown = this.#shown.get(day) ?? new Map<string, number>();
      shown.set(`${job.id} ${id}`, job.rev);
      this.#shown.set(day, shown);
    }
  }

  #compareReservations(): void {
    for (const [ref, { job, day, card, kind }] of this.#reservations) {
      const hold = this.#holds.get(ref);
      if (hold === undefined) this.#violate("dead reservation", job, `${ref} in ${day}`);
      else if (hold.job !== job || hold.day !== day) this.#violate("dead reservation", job, `${ref} is ${hold.job}'s`);
      else if (kind === "visit" && card.rev !== hold.rev)
        this.#violate("not published", job, `its card in ${day} shows rev ${card.rev}, it is at ${hold.rev}`);
    }
    for (const [ref, { day, job }] of this.#holds) {
      if (!this.#reservations.has(ref)) this.#violate("missing reservation", job, `${ref} in ${day}`);
    }
  }

  /** Compares the port's counts and cards with the jobs. */
  async #compareDay(day: Day, jobs: JobStore): Promise<void> {
    const { capacity: counted, cards } = await jobs.board(day);
    const told = [
      ...counted.windows.map(({ taken, ...window }) => ({ slot: slotOf(day, window), taken })),
      ...counted.resources.map(({ id, out }) => ({ slot: `${day} out ${id}`, taken: out })),
    ];
    for (const { slot, taken } of told) {
      const has = this.#taken.get(slot) ?? 0;
      if (taken > has) this.#violate("dead reservation", null, `${slot}: ${taken} are counted, ${has} jobs have one`);
      if (taken < has)
        this.#violate("missing reservation", null, `${slot}: ${taken} are counted, ${has} jobs have one`);
    }
    const shown = this.#shown.get(day) ?? new Map<string, number>();
    for (const { job, visit, rev } of cards) {
      const name = `${job} ${visit}`;
      const is = shown.get(name);
      if (is !== rev)
        this.#violate("not published", job, `the board of ${day} shows rev ${rev}, it is ${is ?? "not there"}`);
      shown.delete(name);
    }
    for (const name of shown.keys())
      this.#violate("not published", name.split(" ")[0] ?? "", `not on the board of ${day}`);
  }

  #violate(kind: ViolationKind, job: string | null, detail: string, ...evidence: unknown[]): void {
    this.violations.push({ kind, job, detail, evidence });
  }
}
