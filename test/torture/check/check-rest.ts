import type { Day } from "../../../domain/day.ts";
import { homeDayOf } from "../../../domain/job-id.ts";
import { isOpen, shownVisit, type Job } from "../../../domain/job.ts";
import { openView } from "../../../domain/sealed-view.ts";
import { lookupOf } from "../../../store/job-token.ts";
import type { JobStore } from "../../../store/job-store.ts";
import { hasView } from "../open-store.ts";
import { capacity, dayAt, isSizedByHand, stock } from "../world.ts";
import type { Upkeep } from "../../../store/upkeep.ts";
import { slotOf, slotsOf } from "./states.ts";
import type { Violation, ViolationKind } from "./evidence.ts";
import type { Stored, StoredDay, StoredReference } from "./stored.ts";

/** Checks a drained store: nothing is left over, and nothing is missing. */
export class Rest {
  readonly violations: Violation[] = [];
  readonly #references = new Map<string, StoredReference & { day: string }>();
  readonly #holds = new Map<string, { day: string; job: string; rev: number }>();
  readonly #waiting = new Map<string, number>();
  readonly #left = new Set<Day>();
  /** By slot, of all jobs. */
  readonly #taken = new Map<string, number>();
  /** By day: `job visit` and the revision that a board must show. */
  readonly #shown = new Map<Day, Map<string, number>>();

  get references(): number {
    return this.#references.size;
  }

  day(stored: StoredDay): void {
    const { day } = stored;
    for (const reference of stored.references) {
      if (this.#references.has(reference.ref)) this.#violate("dead reference", reference.job, `${reference.ref} twice`);
      this.#references.set(reference.ref, { ...reference, day });
    }
    for (const { job, holds } of stored.jobs) {
      if (homeDayOf(job.id) !== day) this.#violate("orphan", job.id, `lies in ${day}`);
      for (const hold of holds) this.#holds.set(hold.ref, { day: hold.day, job: job.id, rev: job.rev });
      this.#job(job);
    }
    for (const entry of stored.void) this.#violate("orphan", null, `void of ${day} has ${entry.ref} of ${entry.day}`);
    for (const entry of stored.outbox) {
      this.#left.add(day);
      if (!entry.parked) this.#violate("outbox left", entry.job, `${entry.kind} ${entry.id} in ${day}`, entry);
      if (!stored.jobs.some(({ job }) => job.id === entry.job))
        this.#violate("orphan", entry.job, "outbox of no job", entry);
    }
  }

  /** Checks a job's link and its published view. */
  async links(stored: Stored, job: Job): Promise<void> {
    const lookup = lookupOf(job.tracking_token);
    const leads = await stored.pointer(lookup);
    if (leads !== job.id) this.#violate("orphan", job.id, `its link leads to ${leads ?? "nothing"}`);
    if (!hasView(job.id)) return;
    const view = await stored.view(lookup);
    const text = view === null ? null : await openView(job.tracking_token, new Uint8Array(view));
    const rev = text === null ? null : (JSON.parse(text) as { rev: number }).rev;
    if (rev !== job.rev) this.#violate("not published", job.id, `its view shows rev ${rev}, it is at ${job.rev}`);
    for (const retired of job.retired_lookups) {
      const there = await stored.view(retired);
      if (there === null) this.#violate("not published", job.id, "a link that was replaced has no tombstone");
    }
  }

  /** Runs after every day was checked. */
  async end(stored: Stored, { jobs, upkeep }: { jobs: JobStore; upkeep: Upkeep }, days: Day[]): Promise<void> {
    this.#compareReferences();
    for (const day of days) await this.#compareDay(day, jobs);
    const cards = new Map((await jobs.board(dayAt(0))).waiting.map(({ job, rev }) => [job, rev]));
    for (const [job, rev] of this.#waiting) {
      if (cards.get(job) !== rev)
        this.#violate("not published", job, `the tray shows rev ${cards.get(job)}, it is at ${rev}`);
    }
    for (const job of cards.keys()) if (!this.#waiting.has(job)) this.#violate("orphan", job, "a card in the tray");
    for (const day of await stored.marked())
      if (!this.#left.has(day)) this.#violate("orphan", null, `a note that ${day} has something to do`);
    // Only parked messages and days with a lowered capacity may be issues.
    for await (const finding of upkeep.examine()) {
      const smaller = finding.kind === "oversold_window" && isSizedByHand(finding.day ?? "");
      if (finding.kind !== "parked_outbox" && !smaller)
        this.#violate("doctor", finding.job ?? null, `${finding.kind} at ${finding.where}`, finding);
    }
  }

  #job(job: Job): void {
    if (isOpen(job) && (shownVisit(job).day === null || job.status === "ready_for_pickup")) {
      this.#waiting.set(job.id, job.rev);
    }
    for (const slot of slotsOf(job)) this.#taken.set(slot, (this.#taken.get(slot) ?? 0) + 1);
    for (const { id, day } of job.status === "cancelled" ? [] : job.visits) {
      if (day === null) continue;
      const shown = this.#shown.get(day) ?? new Map<string, number>();
      shown.set(`${job.id} ${id}`, job.rev);
      this.#shown.set(day, shown);
    }
  }

  #compareReferences(): void {
    for (const [ref, { job, day, card, kind }] of this.#references) {
      const hold = this.#holds.get(ref);
      if (hold === undefined) this.#violate("dead reference", job, `${ref} in ${day}`);
      else if (hold.job !== job || hold.day !== day) this.#violate("dead reference", job, `${ref} is ${hold.job}'s`);
      else if (kind === "visit" && card.rev !== hold.rev)
        this.#violate("not published", job, `its card in ${day} shows rev ${card.rev}, it is at ${hold.rev}`);
    }
    for (const [ref, { day, job }] of this.#holds) {
      if (!this.#references.has(ref)) this.#violate("missing reference", job, `${ref} in ${day}`);
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
      const isOut = slot.startsWith(`${day} out `);
      const room = isOut ? stock : capacity;
      // A day with a changed capacity may have earlier reservations.
      if (has > room && (isOut || !isSizedByHand(day)))
        this.#violate("oversold", null, `${slot}: ${has} of ${room} at rest`);
      if (taken > has) this.#violate("dead reference", null, `${slot}: ${taken} are counted, ${has} jobs have one`);
      if (taken < has) this.#violate("missing reference", null, `${slot}: ${taken} are counted, ${has} jobs have one`);
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
