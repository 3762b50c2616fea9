import type { DayCapacity } from "../../domain/capacity.ts";
import { cardOf } from "../../domain/card.ts";
import { daysFrom, type Day } from "../../domain/day.ts";
import type { Actor, Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import type { Token } from "../../domain/token.ts";
import {
  isBetween,
  UnreadableDocument,
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
import { keys } from "../keys.ts";
import { crowdedFrom } from "../upkeep.ts";
import type { DayDocument } from "./day-document.ts";
import { homeOf, type Documents } from "./documents.ts";
import type { Pointer } from "./identity.ts";
import type { JobWriter } from "./job-writer.ts";
import { waitingJobs } from "./open-board.ts";
import type { Outbox } from "./outbox.ts";
import { inGroups } from "./parallel.ts";
import { takenIn } from "./place.ts";
import type { Remover } from "./remover.ts";
import { applyHours, type Sweeper } from "./sweep.ts";

/**
 * The JobStore on any object store: one JSON document a day. See README.md for the rules and for the
 * interleavings that each of them forbids.
 */
export class DayDocuments implements JobStore {
  readonly #documents: Documents;
  readonly #writer: JobWriter;
  readonly #outbox: Outbox;
  readonly #sweeper: Sweeper;
  readonly #remover: Remover;

  constructor(documents: Documents, parts: { writer: JobWriter; outbox: Outbox; sweeper: Sweeper; remover: Remover }) {
    this.#documents = documents;
    this.#writer = parts.writer;
    this.#outbox = parts.outbox;
    this.#sweeper = parts.sweeper;
    this.#remover = parts.remover;
  }

  create(creation: Creation): Promise<Created> {
    return this.#writer.create(creation);
  }

  change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    return this.#writer.change(id, request);
  }

  async find(id: JobId): Promise<Job | null> {
    return (await this.#documents.job(id))?.job ?? null;
  }

  async findByToken(token: Token): Promise<Job | null> {
    const pointer = await this.#documents.readNote<Pointer>(keys.token(lookupOf(token)));
    const job = pointer === null ? null : await this.find(pointer.value.job);
    return job !== null && isSameToken(job.tracking_token, token) ? job : null;
  }

  async between(from: Day, to: Day, only?: { crew: string | null }, unreadable?: NameDay): Promise<Job[]> {
    const days = await this.#documents.readDays(daysFrom(from, to), unreadable);
    const elsewhere = new Set<JobId>();
    for (const { references } of days.values()) {
      for (const { job } of references) if (!days.has(homeDayOf(job))) elsewhere.add(job);
    }
    // A home that cannot be read hides its own jobs, not those of every list that one of them is in.
    const homes = await this.#documents.readDays(
      new Set([...elsewhere].flatMap((id) => homeOf(id) ?? [])),
      unreadable ?? "leave out",
    );
    const referred = [...elsewhere].flatMap((id) => homes.get(homeDayOf(id))?.jobs.get(id) ?? []);
    const own = [...days.values()].flatMap(({ jobs }) => [...jobs.values()]);
    return [...own, ...referred].map(({ job }) => job).filter((job) => isBetween(job, from, to, only));
  }

  waiting(unreadable?: NameDay): Promise<Job[]> {
    return waitingJobs(this.#documents, unreadable);
  }

  async board(day: Day): Promise<BoardDay> {
    const [document, open] = await Promise.all([this.#documents.day(day).read(), this.#documents.open.read()]);
    const own = [...document.jobs.values()].flatMap(({ job }) =>
      job.status === "cancelled"
        ? []
        : job.visits.filter((visit) => visit.day === day).map(({ id }) => cardOf(job, id)),
    );
    // A place that no job names yet, or any more, has no card to show: it gets one after its job's commit.
    const referred = document.references.filter(({ kind, card }) => kind === "visit" && card.rev > 0);
    return {
      version: `${document.rev}.${document.settings_rev}.${open.rev}`,
      capacity: capacityOf(document),
      cards: [...own, ...referred.map(({ card }) => card)],
      waiting: open.value.cards,
      ...(document.jobs.size > crowdedFrom ? { crowded: document.jobs.size } : {}),
    };
  }

  async capacity(from: Day, to: Day): Promise<DayCapacity[]> {
    const days = daysFrom(from, to);
    // One that cannot be read offers nothing; the others go on being booked.
    const read = await this.#documents.readDays(days, "leave out");
    return days.flatMap((day) => {
      const document = read.get(day);
      return document === undefined ? [] : [capacityOf(document)];
    });
  }

  setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity> {
    return this.#documents.day(day).commit({
      apply: (draft) => {
        Object.assign(draft, { windows, closed, own_capacity: true } satisfies Partial<DayDocument>);
        return { result: capacityOf(draft), wrote: true };
      },
    });
  }

  /** Any: what was sold is counted by its time. */
  assertHours(): Promise<void> {
    return Promise.resolve();
  }

  applyHours(from: Day, to: Day): Promise<void> {
    return inGroups(daysFrom(from, to), (day) => applyHours(this.#documents, day));
  }

  remove(id: JobId, by: Actor): Promise<boolean> {
    return this.#remover.remove(id, by);
  }

  async *all(homes: { from: Day; to: Day } = { from: "", to: "9999-12-31" }, name?: NameDay): AsyncGenerator<Job> {
    let unreadable: UnreadableDocument | null = null;
    for await (const day of this.#documents.days(homes.from)) {
      if (day > homes.to) break;
      try {
        for (const { job } of (await this.#documents.passingDay(day)).jobs.values()) yield job;
      } catch (error) {
        // Everything that can be read comes first; that it is not all is told at the end.
        if (!(error instanceof UnreadableDocument)) throw error;
        if (name === undefined) unreadable ??= error;
        else name(day);
      }
    }
    if (unreadable !== null) throw unreadable;
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
}

const capacityOf = (document: DayDocument): DayCapacity => ({
  day: document.day,
  windows: document.windows.map((window) => ({ ...window, taken: takenIn(document, { window, resource: null }) })),
  resources: Object.entries(document.stock).map(([id, stock]) => ({
    id,
    stock,
    out: takenIn(document, { window: null, resource: id }),
  })),
  closed: document.closed,
});
