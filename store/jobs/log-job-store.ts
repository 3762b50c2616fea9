import type { DayCapacity } from "../../domain/capacity.ts";
import type { Instant } from "../../domain/clock.ts";
import { cardOf, type Card } from "../../domain/card.ts";
import { addDays, daysFrom, type Day } from "../../domain/day.ts";
import type { Actor, Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import type { ChannelKind } from "../../domain/message/event.ts";
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
  type DayContent,
  type JobStore,
  type NameDay,
  type ParkedEntry,
  type Queued,
  type QueueRequest,
} from "../job-store.ts";
import { isSameToken, jobIdOf } from "../job-token.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { crowdedFrom } from "../upkeep.ts";
import { applyHours, setOwnHours } from "./change-hours.ts";
import type { DayLogs } from "./day-logs.ts";
import { capacityOf, hoursFrom, type DaySettings } from "./day/day-capacity.ts";
import type { DayHours, DayState } from "./day/day-state.ts";
import { homeOf } from "./day/home-day.ts";
import { assertNotForgotten } from "./forget-job.ts";
import type { JobWriter } from "./job-writer.ts";
import type { OpenBoard } from "./open-board/open-board.ts";
import { waitingJobs, type RefreshContext } from "./open-board/refresh.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { inGroups } from "./parallel.ts";
import { readAhead } from "./read-ahead.ts";
import { findJob, readDays } from "./read-days.ts";
import type { Remover } from "./remover.ts";
import { readPointer } from "./token-pointer.ts";

export interface LogJobStoreContext extends RefreshContext {
  objects: ObjectStore;
  days: DayLogs;
  settings: () => Promise<DaySettings>;
  openBoard: OpenBoard;
  writer: JobWriter;
  remover: Remover;
  outbox: Outbox;
  sweep: () => Promise<void>;
}

/** The job store on any object store: one log per day. */
export class LogJobStore implements JobStore {
  readonly #context: LogJobStoreContext;

  constructor(context: LogJobStoreContext) {
    this.#context = context;
  }

  create(creation: Creation): Promise<Created> {
    return this.#context.writer.create(creation);
  }

  change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    const { decide } = request;
    return this.#context.writer.change(id, {
      ...request,
      decide: (job, at) => {
        assertNotForgotten(job);
        return decide(job, at);
      },
    });
  }

  queue(id: JobId, request: QueueRequest): Promise<Queued | null> {
    return this.#context.writer.queue(id, request);
  }

  async find(id: JobId): Promise<Job | null> {
    return (await findJob(this.#context.days, id))?.job ?? null;
  }

  async findByToken(token: Token): Promise<Job | null> {
    const sealed = jobIdOf(token);
    const job = sealed === null ? null : await this.find(sealed);
    if (job !== null && isSameToken(job.tracking_token, token)) return job;
    // An imported token contains no id, or by chance that of another job.
    const pointer = await readPointer(this.#context.objects, token);
    const pointed = pointer === null ? null : await this.find(pointer.value.job);
    return pointed !== null && isSameToken(pointed.tracking_token, token) ? pointed : null;
  }

  async between(from: Day, to: Day, only?: { crew: string | null }, unreadable?: NameDay): Promise<Job[]> {
    const days = await readDays(this.#context, daysFrom(from, to), unreadable);
    const elsewhere = new Set<JobId>();
    for (const { reservations } of days.values())
      for (const { job } of reservations.values()) if (!days.has(homeDayOf(job))) elsewhere.add(job);
    // A home day that cannot be read hides its own jobs only, not each list that has one of them.
    const homes = await readDays(
      this.#context,
      new Set([...elsewhere].flatMap((id) => homeOf(id) ?? [])),
      unreadable ?? "leave out",
    );
    const own = [...days.values()].flatMap(({ jobs }) => [...jobs.values()]);
    const referred = [...elsewhere].flatMap((id) => homes.get(homeDayOf(id))?.jobs.get(id) ?? []);
    return [...own, ...referred].map(({ job }) => job).filter((job) => isBetween(job, from, to, only));
  }

  waiting(unreadable?: NameDay): Promise<Job[]> {
    return waitingJobs(this.#context, unreadable);
  }

  async board(day: Day): Promise<BoardDay> {
    const [state, open] = await Promise.all([this.#context.days.state(day), this.#context.openBoard.read()]);
    const hours = await this.#hoursOf(state);
    return {
      version: `${state.n}.${hours.settings_rev}.${open.n}`,
      capacity: capacityOf(state, hours),
      cards: cardsOf(state),
      waiting: [...open.cards.values()],
      ...(state.jobs.size > crowdedFrom ? { crowded: state.jobs.size } : {}),
    };
  }

  async capacity(from: Day, to: Day): Promise<DayCapacity[]> {
    const days = daysFrom(from, to);
    // A day that cannot be read offers nothing, and the others can still be booked.
    const read = await readDays(this.#context, days, "leave out");
    const states = days.flatMap((day) => read.get(day) ?? []);
    return await Promise.all(states.map(async (state) => capacityOf(state, await this.#hoursOf(state))));
  }

  setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity> {
    return setOwnHours(this.#context, day, { windows, closed });
  }

  /** Accepts all hours, because bookings count by their time. */
  assertHours(): Promise<void> {
    return Promise.resolve();
  }

  async applyHours(from: Day, to: Day): Promise<void> {
    const settings = await this.#context.settings();
    await inGroups(daysFrom(from, to), (day) => applyHours(this.#context.days, day, settings));
  }

  remove(id: JobId, by: Actor): Promise<boolean> {
    return this.#context.remover.remove(id, by);
  }

  async *all(homes: { from: Day; to: Day } = { from: "", to: "9999-12-31" }, name?: NameDay): AsyncGenerator<Job> {
    let unreadable: UnreadableDocument | null = null;
    for await (const { day, jobs } of readAhead(this.#homesFrom(homes), (home) => this.#passing(home))) {
      // The jobs that can be read come first. At the end the caller learns that they are not all.
      if (!(jobs instanceof UnreadableDocument)) for (const { job } of jobs.values()) yield job;
      else if (name === undefined) unreadable ??= jobs;
      else name(day);
    }
    if (unreadable !== null) throw unreadable;
  }

  async listDays(): Promise<Day[]> {
    const days: Day[] = [];
    for await (const day of this.#context.days.days()) days.push(day);
    return days;
  }

  async readDay(day: Day): Promise<DayContent> {
    const { jobs, reservations } = (await this.#context.days.passing(day).read()).state;
    const homes = new Set<Day>();
    for (const { kind, job } of reservations.values()) {
      const home = kind === "visit" ? homeOf(job) : null;
      if (home !== null) homes.add(home);
    }
    return { jobs: [...jobs.values()].map(({ job }) => job), homes: [...homes] };
  }

  drain(options: { until?: Instant } = {}): Promise<number> {
    return this.#context.outbox.drain(options);
  }

  nextSendAt(): number | null {
    return this.#context.outbox.nextSendAt();
  }

  sweep(): Promise<void> {
    return this.#context.sweep();
  }

  dismiss(id: JobId, entry: string): Promise<boolean> {
    return this.#context.outbox.dismiss(id, entry);
  }

  waitingSends(): Promise<Record<ChannelKind, number>> {
    return this.#context.outbox.waitingSends();
  }

  parked(): Promise<ParkedEntry[]> {
    return this.#context.outbox.parked();
  }

  async *#homesFrom({ from, to }: { from: Day; to: Day }): AsyncGenerator<Day> {
    for await (const day of this.#context.days.days(from === "" ? "" : addDays(from, -1))) {
      if (day > to) return;
      yield day;
    }
  }

  async #passing(day: Day): Promise<{ day: Day; jobs: DayState["jobs"] | UnreadableDocument }> {
    try {
      return { day, jobs: (await this.#context.days.passing(day).read()).state.jobs };
    } catch (error) {
      if (error instanceof UnreadableDocument) return { day, jobs: error };
      throw error;
    }
  }

  async #hoursOf({ day, hours }: DayState): Promise<DayHours> {
    return hours ?? hoursFrom(await this.#context.settings(), day);
  }
}

/** Returns the cards of a state. They are kept, because many open boards ask for a day that has not changed. */
const cardsOf = (state: DayState): Card[] => {
  const known = keptCards.get(state);
  if (known !== undefined) return known;
  const cards = makeCards(state);
  keptCards.set(state, cards);
  return cards;
};

const keptCards = new WeakMap<DayState, Card[]>();

const makeCards = ({ day, jobs, reservations }: DayState): Card[] => {
  const cards: Card[] = [];
  for (const { job } of jobs.values()) {
    if (job.status === "cancelled") continue;
    for (const visit of job.visits) if (visit.day === day) cards.push(cardOf(job, visit.id));
  }
  // A reservation that its job does not name yet has revision 0, and shows after the commit.
  for (const { kind, card } of reservations.values()) {
    if (kind === "visit" && card !== undefined && card.rev > 0) cards.push(card);
  }
  return cards;
};
