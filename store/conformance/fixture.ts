import { momentIn } from "../../domain/moment.ts";
import { setImmediate } from "node:timers/promises";
import { epochOf, type Clock } from "../../domain/clock.ts";
import type { Day, Window } from "../../domain/day.ts";
import { type Change, type Decide, undo, withVisit } from "../../domain/history.ts";
import type { Actor, Job, Visit } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { newJob, type NewJobInput } from "../../domain/new-job.ts";
import { flatPrice } from "../../domain/price/flat-price.fixture.ts";
import type { Rental } from "../../domain/rental/rental-rules.ts";
import type { RentalPeriod } from "../../domain/rental/rental-period.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { setStatus } from "../../domain/status.ts";
import type { Token } from "../../domain/token.ts";
import {
  OutcomeUnknown,
  StoreUnavailable,
  type Changed,
  type Created,
  type JobStore,
  type Append,
  type Force,
  type Hook,
  type Plan,
  type Publisher,
  type Sender,
  type SendRequest,
  type SendResult,
} from "../job-store.ts";
import type { MessageEvent } from "../../domain/message/event.ts";
import type { EquipmentStore } from "../equipment-store.ts";
import type { SettingsStore } from "../settings-store.ts";
import { TestPlan, type Messages } from "./message-fixture.ts";

/** What the suite needs from an adapter: a new, empty store, and any number of processes on it. */
export interface JobStoreUnderTest {
  clock: SteppedClock;
  open(parts: TestParts): {
    jobs: JobStore;
    settings: SettingsStore;
    equipment: EquipmentStore;
  };
  close?(): Promise<void>;
}

/** What a process publishes and sends with. By default it plans only what a test asks for, and tells no other system. */
export interface TestParts {
  publisher: Publisher;
  sender: Sender;
  plan?: Plan;
  append?: Append;
  hook?: Hook;
}

/** A clock that moves when a test says so. `sleep` only yields to other callers. */
export class SteppedClock implements Clock {
  #now: number;

  constructor(now = "2026-11-20T17:00:00Z") {
    this.#now = epochOf(now);
  }

  now(): number {
    return this.#now;
  }

  async sleep(): Promise<void> {
    await setImmediate();
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}

/** A repeatable random source: equal seeds give equal numbers (mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { fraction, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(fraction() * 256)) };
};

/** A Thursday to Saturday, each with two windows of three openings in a new store. The clock begins a week earlier. */
export const thursday = "2026-11-26";
export const friday = "2026-11-27";
export const saturday = "2026-11-28";
export const sunday = "2026-11-29";
export const morning: Window = { start: "08:00", end: "12:00" };
export const afternoon: Window = { start: "12:00", end: "16:00" };

/** Where the business of the suite is. */
export const zone = "America/Los_Angeles";

export const customer: Actor = { kind: "customer", name: "Customer" };

/** Stores published jobs, and fails when a test asks for it. */
export class RecordingPublisher implements Publisher {
  readonly published = new Map<JobId, Job>();
  calls = 0;
  failing = false;

  async publish(job: Job): Promise<void> {
    this.calls += 1;
    if (this.failing) throw new Error("The publisher fails on request");
    const known = this.published.get(job.id);
    if (known === undefined || known.rev <= job.rev) this.published.set(job.id, job);
  }

  async standing({ id, rev }: Job): Promise<"current" | "behind" | "ahead"> {
    const known = this.published.get(id)?.rev ?? 0;
    return known === rev ? "current" : known < rev ? "behind" : "ahead";
  }
}

/** Stores sent messages, and fails when a test asks for it. `during` runs while a message is being sent. */
export class RecordingSender implements Sender {
  readonly timeout_ms = 10_000;
  readonly sent: { id: string; job: JobId; event: MessageEvent; rev: number; channel: string | undefined }[] = [];
  readonly unsent: { id: string; event: MessageEvent; how: string }[] = [];
  failing = false;
  /** True if it cannot record that a message ends unsent. */
  endsFail = false;
  during: () => Promise<void> = () => Promise.resolve();
  /** What it answers; by default that the message was sent. */
  answer: (request: SendRequest) => SendResult = () => ({ how: "sent" });

  async send(request: SendRequest): Promise<SendResult> {
    if (this.failing) throw new Error("The sender fails on request");
    await this.during();
    const { entry, job } = request;
    const answer = this.answer(request);
    if (answer.how === "sent") {
      const [channel] = entry.channels;
      this.sent.push({ id: entry.id, job: job.id, event: entry.event, rev: job.rev, channel });
    }
    return answer;
  }

  async ended({ entry, how }: Parameters<Sender["ended"]>[0]): Promise<void> {
    if (this.endsFail) throw new Error("The sender cannot record it");
    this.unsent.push({ id: entry.id, event: entry.event, how });
  }

  get events(): MessageEvent[] {
    return this.sent.map(({ event }) => event);
  }
}

export interface Asked {
  day?: Day | null;
  window?: Window | null;
  visits?: Visit[];
  equipment?: RentalPeriod[];
  rental?: Rental;
  homeDay?: Day;
  /** The idempotency key and its request. Without a key each creation makes another job. */
  key?: string;
  request?: string;
  token?: Token;
  name?: string;
  phone?: string;
  email?: string;
  messages?: Messages;
}

/** A process, and a person who repeats a call with the same write ids when the store is unavailable. */
export class Client {
  readonly jobs: JobStore;
  readonly settings: SettingsStore;
  readonly equipment: EquipmentStore;
  readonly #random: Random;
  readonly #clock: SteppedClock;
  readonly plan: TestPlan;

  constructor(
    store: { jobs: JobStore; settings: SettingsStore; equipment: EquipmentStore },
    { random, clock, plan = new TestPlan() }: { random: Random; clock: SteppedClock; plan?: TestPlan },
  ) {
    this.plan = plan;
    this.jobs = store.jobs;
    this.settings = store.settings;
    this.equipment = store.equipment;
    this.#random = random;
    this.#clock = clock;
  }

  async create(asked: Asked = {}): Promise<Created> {
    const { day = friday, window = morning, token, messages, equipment, rental, phone, email } = asked;
    const visits = asked.visits ?? [visitOf("v1", "service", day, day === null ? null : window)];
    const write = freshId(this.#random);
    const key = asked.key ?? freshId(this.#random);
    if (messages !== undefined) this.plan.ask(write, messages);
    return await this.insist(
      () =>
        this.jobs.create({
          homeDay: asked.homeDay ?? visits[0]?.day ?? "2026-11-20",
          write,
          by: customer,
          idempotency: { hash: key, request: asked.request ?? "request" },
          ...(token === undefined ? {} : { token }),
          draft: (identity, stamp) =>
            newJob(
              {
                ...jobDraft,
                visits,
                ...(equipment && { equipment }),
                ...(rental && { rental }),
                customer: { name: asked.name ?? "Ana", ...(phone && { phone }), ...(email && { email }) },
              },
              identity,
              stamp,
            ),
        }),
      (created) => ({ ...created, replayed: false }),
    );
  }

  async change(
    id: JobId,
    decide: Decide,
    more: { write?: string; messages?: Messages; force?: Force } = {},
  ): Promise<Changed> {
    const write = more.write ?? freshId(this.#random);
    const { messages, force } = more;
    if (messages !== undefined) this.plan.ask(write, messages);
    const optional = force === undefined ? {} : { force };
    const changed = await this.insist(
      () => this.jobs.change(id, { write, by: customer, decide, ...optional }),
      (again) => again && { ...again, changed: again.changed || again.replayed, replayed: false },
    );
    if (changed === null) throw new Error("There is no such job");
    return changed;
  }

  move(id: JobId, day: Day | null, window: Window | null, visit = "v1"): Promise<Changed> {
    return this.change(id, (job) => moved(job, visit, day, window));
  }

  cancel(id: JobId, messages?: Messages): Promise<Changed> {
    return this.change(
      id,
      (job, at) => setStatus(job, "cancelled", { reason: "No longer needed" }, momentIn(zone, at)),
      messages === undefined ? {} : { messages },
    );
  }

  undo(id: JobId): Promise<Changed> {
    return this.change(id, undo);
  }

  async find(id: JobId): Promise<Job> {
    const job = await this.insist(() => this.jobs.find(id));
    if (job === null) throw new Error("There is no such job");
    return job;
  }

  /** Returns the number of reservations in one window. */
  async taken(day: Day, window: Window): Promise<number> {
    const [capacity] = await this.insist(() => this.jobs.capacity(day, day));
    return capacity?.windows.find(({ start }) => start === window.start)?.taken ?? 0;
  }

  /** Drains until the outbox is empty, and moves the clock for entries that are retried later. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      if ((await this.insist(() => this.jobs.drain())) === 0) return;
      this.#clock.pass(60_000);
    }
    throw new Error("The outbox never became empty");
  }

  /** Repeats a call only after the store's own errors. Every other error is the answer. */
  async insist<T>(call: () => Promise<T>, afterwards: (again: T) => T = (again) => again): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await call();
        return attempt === 1 ? answer : afterwards(answer);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
        if (attempt === 40) throw error;
      }
    }
  }
}

export const visitOf = (id: string, kind: Visit["kind"], day: Day | null, window: Window | null): Visit => ({
  id,
  kind,
  day,
  window,
  crew: null,
  state: "scheduled",
});

/** The stay of a unit that `v1` brings, and that no visit takes. */
export const periodOf = (type: string, from: Day, until: Day): RentalPeriod => ({
  id: "e1",
  type,
  unit: null,
  from,
  until,
  delivered_by: "v1",
  removed_by: "v2",
  ready_on: null,
  asked_for: null,
  allowed_days: 7,
  net_tons: null,
  ticket: null,
});

export const moved = (job: Job, visit: string, day: Day | null, window: Window | null): Change | "unchanged" => {
  const now = job.visits.find(({ id }) => id === visit);
  if (now?.day === day && now.window?.start === window?.start) return "unchanged";
  return { next: { ...job, visits: withVisit(job.visits, visit, { day, window }) }, what: "moved" };
};

export const renamed =
  (name: string): Decide =>
  (job) =>
    job.customer?.name === name ? "unchanged" : { next: { ...job, customer: { name } }, what: "edited" };

/** The fields that are equal in every job of the suite. */
export const jobDraft: Omit<NewJobInput, "visits" | "customer"> = {
  service: { id: "junk-removal", name: "Junk removal" },
  location: { street: "1 Main St", city: "San Diego", postal_code: "92122" },
  items: [],
  pricing: flatPrice(10_000),
  notes: null,
  source: "booking",
};
