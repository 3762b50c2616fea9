import type { Clock } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import type { Random } from "../../../domain/random.ts";
import type { Mutant } from "../mutant.ts";
import { openStore, type OpenedStore } from "../open-store.ts";
import { openPlace, type Place } from "../place.ts";
import { capacity, isSizedByHand, stock } from "../world.ts";
import { checkJob, type JobReport } from "./check-job.ts";
import { Rest } from "./check-rest.ts";
import { Slots } from "./check-slots.ts";
import { noEvidence, type Evidence, type Tried, type Violation } from "./evidence.ts";
import { bucketOf, buckets, gather, type Gathered } from "./gather.ts";
import { StoredDocuments } from "./stored-documents.ts";
import { StoredTable } from "./stored-table.ts";
import type { Stored, StoredDay } from "./stored.ts";

export interface Verdict {
  /** The number of confirmed operations; each was looked up in the store. */
  confirmed: number;
  confirmed_by_kind: Record<string, number>;
  jobs: number;
  days: number;
  references: number;
  reads: number;
  messages: { delivered: number; parked: number };
  faults: Record<string, number>;
  violations: number;
  violations_by_kind: Record<string, number>;
  /** The first violations, with lines of the logs and the store. */
  shown: Violation[];
}

interface CheckOptions {
  place: Place;
  logs: string;
  clock: Clock;
  random: Random;
  mutant: Mutant | null;
}

/** Reads the store from the outside and all logs, and compares the two. */
export const checkRun = async ({ place, logs, clock, random, mutant }: CheckOptions): Promise<Verdict> => {
  const kept = await openPlace(place, { clock, random });
  const opened = openStore({
    kept,
    clock,
    random,
    process: "checker",
    report: (error) => {
      throw error;
    },
    sender: { timeout_ms: 1_000, send: () => Promise.reject(new Error("The checker sends nothing")) },
    mayPublish: () => undefined,
    published: () => undefined,
  });
  const stored = "wire" in kept ? new StoredTable({ ...kept, jobs: opened.jobs }) : new StoredDocuments(kept);
  const gathered = await gather(logs);
  const verdict = new RunChecker(gathered, mutant !== "no-write-ids");
  const days = await stored.days();
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const evidence = gathered.buckets.read(bucket);
    for (const day of days.filter((one) => bucketOf(one) === bucket)) {
      await verdict.day(await stored.day(day), evidence, stored);
    }
    verdict.gone(evidence);
  }
  return await verdict.end(days, stored, opened);
};

class RunChecker {
  readonly #gathered: Gathered;
  readonly #violations: Violation[];
  readonly #named: boolean;
  readonly #rest = new Rest();
  readonly #slots = new Slots();
  readonly #confirmed: Record<string, number> = {};
  /** The job of each creation. */
  readonly #made = new Map<string, string>();
  #jobs = 0;
  readonly #messages = { delivered: 0, parked: 0 };

  constructor(gathered: Gathered, named: boolean) {
    this.#named = named;
    this.#gathered = gathered;
    this.#violations = gathered.violations;
  }

  async day(day: StoredDay, evidenceOf: Map<string, Evidence>, stored: Stored): Promise<void> {
    this.#rest.day(day);
    this.#violations.push(...oversoldAtRest(day));
    const outbox = Map.groupBy(day.outbox, ({ job }) => job);
    for (const { job } of day.jobs) {
      this.#jobs += 1;
      const evidence = evidenceOf.get(job.id) ?? noEvidence();
      evidenceOf.delete(job.id);
      const creation = job.customer?.name ?? "";
      const other = this.#made.get(creation);
      if (other !== undefined) {
        const shown = [await stored.key(creation.replaceAll(".", "-")), job, [...evidence.tried.values()]];
        this.#violate({ kind: "twice", job: job.id, detail: `${creation} made ${other} as well`, evidence: shown });
      }
      this.#made.set(creation, job.id);
      mergeCreation(evidence, this.#gathered.creations.get(creation));
      const left = outbox.get(job.id) ?? [];
      this.#take(checkJob(job, evidence, { outbox: left, restAt: this.#gathered.lastAt, named: this.#named }));
    }
    await Promise.all(day.jobs.map(({ job }) => this.#rest.links(stored, job)));
  }

  /** Jobs that are in the logs and not in the store. */
  gone(evidenceOf: Map<string, Evidence>): void {
    for (const [job, { tried, reads }] of evidenceOf) {
      const told = [...tried.values()].filter(({ attempts }) =>
        attempts.some(({ ended }) => ended?.outcome === "done"),
      );
      const seen = reads.filter(({ rev }) => rev > 0);
      if (told.length === 0 && seen.length === 0) continue;
      this.#violate({ kind: "lost", job, detail: "the whole job", evidence: [...told, ...seen] });
    }
  }

  async end(days: Day[], stored: Stored, opened: OpenedStore): Promise<Verdict> {
    const { sizings, faults, reads } = this.#gathered;
    for (const { attempt } of sizings) if (attempt.ended?.outcome === "done") this.#count("size_day", 1);
    await this.#rest.end(stored, opened, days);
    this.#violations.push(...this.#rest.violations, ...this.#slots.check(sizings));
    const byKind: Record<string, number> = {};
    for (const { kind } of this.#violations) byKind[kind] = (byKind[kind] ?? 0) + 1;
    return {
      confirmed: Object.values(this.#confirmed).reduce((sum, count) => sum + count, 0),
      confirmed_by_kind: this.#confirmed,
      jobs: this.#jobs,
      days: days.length,
      references: this.#rest.references,
      reads,
      messages: this.#messages,
      faults,
      violations: this.#violations.length,
      violations_by_kind: byKind,
      shown: this.#violations.slice(0, 40),
    };
  }

  #take({ violations, confirmed, taken, parked, delivered }: JobReport): void {
    for (const violation of violations) this.#violate(violation);
    for (const [kind, count] of Object.entries(confirmed)) this.#count(kind, count);
    for (const place of taken) this.#slots.add(place);
    this.#messages.parked += parked;
    this.#messages.delivered += delivered;
  }

  #count(kind: string, count: number): void {
    this.#confirmed[kind] = (this.#confirmed[kind] ?? 0) + count;
  }

  #violate(violation: Violation): void {
    this.#violations.push(violation);
  }
}

/** Creations whose process was killed, or got no answer, before any log named the job. */
const mergeCreation = (evidence: Evidence, creation: Tried | undefined): void => {
  if (creation === undefined) return;
  const known = evidence.tried.get(creation.op.id);
  if (known === undefined) evidence.tried.set(creation.op.id, creation);
  else known.attempts.push(...creation.attempts);
};

/** Finds an oversold day from its document alone: its own jobs, and every reservation. */
const oversoldAtRest = (day: StoredDay): Violation[] => {
  const taken = new Map<string, number>();
  const take = (slot: string) => taken.set(slot, (taken.get(slot) ?? 0) + 1);
  for (const { job } of day.jobs) {
    if (job.status === "cancelled") continue;
    for (const { day: on, window, hold } of job.visits) {
      if (on === day.day && window !== null) take(window.start);
      if (on !== null && hold !== undefined && on <= day.day && day.day <= hold.until) take(`out ${hold.resource}`);
    }
  }
  for (const { window, resource } of day.references) {
    if (resource !== null) take(`out ${resource}`);
    else if (window !== null) take(window.start);
  }
  return [...taken].flatMap(([slot, count]): Violation[] => {
    const isOut = slot.startsWith("out ");
    // A day with a changed capacity may have earlier reservations.
    if (!isOut && isSizedByHand(day.day)) return [];
    const room = isOut ? stock : capacity;
    if (count <= room) return [];
    return [{ kind: "oversold", job: null, detail: `${day.day} ${slot}: ${count} of ${room} at rest`, evidence: [] }];
  });
};
