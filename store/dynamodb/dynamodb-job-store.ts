import { createHash } from "node:crypto";
import type { DayCapacity } from "../../domain/capacity.ts";
import type { Day } from "../../domain/day.ts";
import type { Actor, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Settings, WindowCapacity } from "../../domain/settings.ts";
import type { Token } from "../../domain/token.ts";
import { isWaiting } from "../day-documents/open-board.ts";
import { inGroups } from "../day-documents/parallel.ts";
import {
  isBetween,
  type BoardDay,
  type Changed,
  type ChangeRequest,
  type Created,
  type Creation,
  type JobStore,
  type NameDay,
  type ParkedEntry,
} from "../job-store.ts";
import { isSameToken, lookupOf } from "../job-token.ts";
import { cardIn, type VisitItem, type WaitingItem } from "./change.ts";
import type { JobWriter, PointerItem } from "./job-writer.ts";
import { endOf, layout, monthsOf, shards, visitShards } from "./layout.ts";
import type { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import type { Remover } from "./remover.ts";
import type { Sweeper } from "./sweeper.ts";

/** The JobStore on one DynamoDB table. See README.md for what lies where, and for the rules. */
export class DynamoDbJobStore implements JobStore {
  readonly #parts: Parts;
  readonly #writer: JobWriter;
  readonly #outbox: Outbox;
  readonly #sweeper: Sweeper;
  readonly #remover: Remover;

  constructor(parts: Parts, by: { writer: JobWriter; outbox: Outbox; sweeper: Sweeper; remover: Remover }) {
    this.#parts = parts;
    this.#writer = by.writer;
    this.#outbox = by.outbox;
    this.#sweeper = by.sweeper;
    this.#remover = by.remover;
  }

  create(creation: Creation): Promise<Created> {
    return this.#writer.create(creation);
  }

  change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    return this.#writer.change(id, request);
  }

  async find(id: JobId): Promise<Job | null> {
    return (await this.#parts.jobs.read(id))?.job ?? null;
  }

  async findByToken(token: Token): Promise<Job | null> {
    const pointer = await this.#parts.table.get<PointerItem>(layout.token(lookupOf(token)));
    const job = pointer === null ? null : await this.find(pointer.job);
    return job !== null && isSameToken(job.tracking_token, token) ? job : null;
  }

  async between(from: Day, to: Day, only?: { crew: string | null }, unreadable?: NameDay): Promise<Job[]> {
    const ids = new Set(typeof only?.crew === "string" ? await this.#jobsOf(only.crew, from, to) : []);
    if (typeof only?.crew !== "string") {
      for (const visit of await this.#visits(from, to)) {
        if (only === undefined || cardIn(visit).crew === null) ids.add(visit.job);
      }
    }
    const jobs = await this.#parts.jobs.readEach([...ids], unreadable);
    // A job may have changed since its visits were read.
    return jobs.filter((job) => isBetween(job, from, to, only));
  }

  async waiting(unreadable?: NameDay): Promise<Job[]> {
    const [notes, today] = await Promise.all([this.#waiting(), this.#parts.documents.today()]);
    const jobs = await this.#parts.jobs.readEach(
      notes.map(({ sk }) => sk),
      unreadable,
    );
    return jobs.filter((job) => isWaiting(job, today));
  }

  async board(day: Day): Promise<BoardDay> {
    const [visits, waiting, [capacity]] = await Promise.all([
      this.#visits(day, day),
      this.#waiting(),
      this.#parts.days.read(day, day),
    ]);
    if (capacity === undefined) throw new RangeError("A range has a first day");
    const cards = visits.map(cardIn).filter(({ status }) => status !== "cancelled");
    const shown = { capacity, cards, waiting: waiting.map(cardIn) };
    // Of everything that is shown: so it is the same exactly when that is.
    return { version: createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22), ...shown };
  }

  capacity(from: Day, to: Day): Promise<DayCapacity[]> {
    return this.#parts.days.read(from, to);
  }

  setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity> {
    return this.#parts.days.set(day, windows, closed);
  }

  assertHours(from: Day, to: Day, settings: Settings): Promise<void> {
    return this.#parts.days.assertHours(from, to, settings);
  }

  applyHours(from: Day, to: Day): Promise<void> {
    return this.#parts.days.applyHours(from, to);
  }

  remove(id: JobId, by: Actor): Promise<boolean> {
    return this.#remover.remove(id, by);
  }

  async *all(
    homes: { from: Day; to: Day } = { from: "0000", to: "9999-12-31" },
    unreadable?: NameDay,
  ): AsyncGenerator<Job> {
    const { days, jobs } = this.#parts;
    for await (const day of days.all(homes.from, homes.to)) yield* jobs.ofHome(day, unreadable);
  }

  drain(): Promise<number> {
    return this.#outbox.drain();
  }

  sweep(): Promise<void> {
    return this.#sweeper.sweep();
  }

  parked(): Promise<ParkedEntry[]> {
    return this.#outbox.parked();
  }

  /** Where a crew's visits are is kept apart: what others have is not read. */
  async #jobsOf(crew: string, from: Day, to: Day): Promise<JobId[]> {
    const found: JobId[] = [];
    for (const { month, first, last } of monthsOf(from, to)) {
      const range = { pk: layout.crewVisits(crew, month), from: first, to: endOf(last) };
      for (const { sk } of await this.#parts.table.query(range)) found.push(sk.split("#")[1] ?? "");
    }
    return found;
  }

  async #visits(from: Day, to: Day): Promise<VisitItem[]> {
    const ranges = monthsOf(from, to).flatMap(({ month, first, last }) =>
      shards(visitShards).map((shard) => ({ pk: layout.visits(month, shard), from: first, to: endOf(last) })),
    );
    const found = new Map<string, VisitItem[]>();
    await inGroups(ranges, async (range) => void found.set(range.pk, await this.#parts.table.query<VisitItem>(range)));
    return ranges.flatMap(({ pk }) => found.get(pk) ?? []);
  }

  #waiting(): Promise<WaitingItem[]> {
    return this.#parts.table.query<WaitingItem>({ pk: "waiting", from: " ", to: endOf("") });
  }
}
