import { homeDayOf } from "../../../domain/job-id.ts";
import { isOpen, shownVisit, type Job } from "../../../domain/job.ts";
import { openView } from "../../../domain/sealed-view.ts";
import { lookupOf } from "../../../store/day-documents/lookup.ts";
import { hasView } from "../open-store.ts";
import type { Violation, ViolationKind } from "./evidence.ts";
import type { Stored, StoredDay, StoredReference } from "./stored.ts";

/** What must be true of the documents when all is at rest: nothing left over, and nothing missing. */
export class Rest {
  readonly violations: Violation[] = [];
  readonly #references = new Map<string, StoredReference & { day: string }>();
  readonly #holds = new Map<string, { day: string; job: string; rev: number }>();
  readonly #waiting = new Map<string, number>();
  readonly #marked = new Set<string>();
  references = 0;

  day(stored: StoredDay): void {
    const { day } = stored;
    for (const reference of stored.references) {
      this.references += 1;
      if (this.#references.has(reference.ref)) this.#violate("dead reference", reference.job, `${reference.ref} twice`);
      this.#references.set(reference.ref, { ...reference, day });
    }
    for (const { job, holds } of stored.jobs) {
      if (homeDayOf(job.id) !== day) this.#violate("orphan", job.id, `lies in ${day}`);
      for (const hold of holds) this.#holds.set(hold.ref, { day: hold.day, job: job.id, rev: job.rev });
      if (isOpen(job) && (shownVisit(job).day === null || job.status === "ready_for_pickup")) {
        this.#waiting.set(job.id, job.rev);
      }
    }
    for (const entry of stored.void) this.#violate("orphan", null, `void of ${day} has ${entry.ref} of ${entry.day}`);
    for (const entry of stored.outbox) {
      if (!entry.parked) this.#violate("outbox left", entry.job, `${entry.kind} ${entry.id} in ${day}`, entry);
      if (!stored.jobs.some(({ job }) => job.id === entry.job))
        this.#violate("orphan", entry.job, "outbox of no job", entry);
    }
    if (stored.outbox.length > 0) this.#marked.add(day);
  }

  /** A job's link, and what lies behind it in public. */
  async links(stored: Stored, job: Job): Promise<void> {
    const lookup = lookupOf(job.tracking_token);
    const pointer = await stored.json<{ job: string }>(`tokens/${lookup}`);
    if (pointer?.job !== job.id) this.#violate("orphan", job.id, `its link leads to ${pointer?.job ?? "nothing"}`);
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

  async end(stored: Stored): Promise<void> {
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
    const open = await stored.json<{ value: { cards: { job: string; rev: number }[] } }>("open.json");
    const cards = new Map(open?.value.cards.map(({ job, rev }) => [job, rev]));
    for (const [job, rev] of this.#waiting) {
      if (cards.get(job) !== rev)
        this.#violate("not published", job, `open board shows rev ${cards.get(job)}, is ${rev}`);
    }
    for (const job of cards.keys())
      if (!this.#waiting.has(job)) this.#violate("orphan", job, "a card on the open board");
    for (const key of await stored.keys("pending/")) {
      if (!this.#marked.has(key.slice("pending/".length))) this.#violate("orphan", null, `the note ${key}`);
    }
  }

  #violate(kind: ViolationKind, job: string | null, detail: string, ...evidence: unknown[]): void {
    this.violations.push({ kind, job, detail, evidence });
  }
}
