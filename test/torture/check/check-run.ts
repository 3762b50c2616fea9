import type { Day } from "../../../domain/day.ts";
import type { Random } from "../../../domain/random.ts";
import type { JobStore } from "../../../store/job-store.ts";
import type { Code } from "../code.ts";
import { openStore } from "../open-store.ts";
import { machineClock, openPlace, type Place } from "../place.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkJob, type JobReport } from "./check-job.ts";
import { Rest } from "./check-rest.ts";
import { noEvidence, type Evidence, type Sent, type Tried, type Violation } from "./evidence.ts";
import { gather, type Gathered } from "./gather.ts";
import { keptMessages, type KeptMessages } from "./kept-messages.ts";
import { Stored, type StoredDay } from "./stored.ts";

export interface Verdict {
  /** The number of confirmed operations; each was looked up in the store. */
  confirmed: number;
  jobs: number;
  days: number;
  reservations: number;
  reads: number;
  /** By final state. */
  messages: Record<string, number>;
  faults: Record<string, number>;
  violations: number;
  violations_by_kind: Record<string, number>;
  /** The first violations, with lines of the logs and the store. */
  shown: Violation[];
}

interface CheckOptions {
  place: Place;
  code: Code;
  logs: string;
  random: Random;
  provider: string;
}

/** Reads the store from the outside and all logs, and compares the two. */
export const checkRun = async ({ place, code, logs, random, provider }: CheckOptions): Promise<Verdict> => {
  const objects = await openPlace(place, random);
  const { jobs } = openStore(code, {
    objects,
    clock: machineClock,
    random,
    process: "checker",
    takesTurns: false,
    report: (error) => {
      throw error;
    },
    provider,
    watch: (sender) => sender,
    publisher: { publish: () => Promise.resolve() },
  });
  const stored = new Stored(objects);
  const gathered = await gather(logs);
  const kept = await keptMessages(stored);
  const verdict = new RunChecker(gathered, kept);
  const days = await stored.days();
  for (const day of days) verdict.day(await stored.day(day));
  verdict.gone();
  verdict.conversations();
  return await verdict.end(days, stored, jobs);
};

class RunChecker {
  readonly #gathered: Gathered;
  readonly #violations: Violation[];
  readonly #rest = new Rest();
  #confirmed = 0;
  /** The job of each creation. */
  readonly #made = new Map<string, string>();
  #jobs = 0;
  readonly #calls: Sent[] = [];
  readonly #kept: KeptMessages;

  constructor(gathered: Gathered, kept: KeptMessages) {
    this.#gathered = gathered;
    this.#kept = kept;
    this.#violations = gathered.violations;
  }

  day(day: StoredDay): void {
    this.#rest.day(day);
    for (const detail of day.oversold) this.#violate({ kind: "oversold", job: null, detail, evidence: [] });
    for (const { job } of day.jobs) {
      this.#jobs += 1;
      const evidence = this.#gathered.byJob.get(job.id) ?? noEvidence();
      this.#gathered.byJob.delete(job.id);
      const creation = job.customer?.name ?? "";
      const other = this.#made.get(creation);
      if (other !== undefined) {
        const shown = [job, [...evidence.tried.values()]];
        this.#violate({ kind: "twice", job: job.id, detail: `${creation} made ${other} as well`, evidence: shown });
      }
      this.#made.set(creation, job.id);
      mergeCreation(evidence, this.#gathered.creations.get(creation));
      this.#calls.push(...evidence.sends);
      this.#take(checkJob(job, evidence, { kept: this.#kept, restAt: this.#gathered.lastAt }));
    }
  }

  /** Jobs that are in the logs and not in the store. */
  gone(): void {
    for (const [job, { tried, reads }] of this.#gathered.byJob) {
      const told = [...tried.values()].filter(({ attempts }) =>
        attempts.some(({ ended }) => ended?.outcome === "done"),
      );
      const seen = reads.filter(({ rev }) => rev > 0);
      if (told.length === 0 && seen.length === 0) continue;
      this.#violate({ kind: "lost", job, detail: "the whole job", evidence: [...told, ...seen] });
    }
  }

  /** What the provider got, beside what conversations have. */
  conversations(): void {
    const { texts, posts } = this.#gathered;
    this.#violations.push(...checkDeliveries(this.#kept, { texts, posts, calls: this.#calls }));
  }

  async end(days: Day[], stored: Stored, jobs: JobStore): Promise<Verdict> {
    const { faults, reads } = this.#gathered;
    await this.#rest.end(stored, jobs, days);
    this.#violations.push(...this.#rest.violations);
    const byKind: Record<string, number> = {};
    for (const { kind } of this.#violations) byKind[kind] = (byKind[kind] ?? 0) + 1;
    return {
      confirmed: this.#confirmed,
      jobs: this.#jobs,
      days: days.length,
      reservations: this.#rest.reservations,
      reads,
      messages: countsOf(this.#kept),
      faults,
      violations: this.#violations.length,
      violations_by_kind: byKind,
      shown: this.#violations.slice(0, 40),
    };
  }

  #take({ violations, confirmed }: JobReport): void {
    for (const violation of violations) this.#violate(violation);
    this.#confirmed += confirmed;
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

const countsOf = ({ messages }: KeptMessages): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { message } of messages.values()) counts[message.state] = (counts[message.state] ?? 0) + 1;
  return counts;
};
