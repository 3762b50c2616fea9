import { addDays, type Day, type Window } from "../../../domain/day.ts";
import { isOpen, type Job } from "../../../domain/job.ts";
import { type Random, freshId } from "../../../domain/random.ts";
import { newJobToken } from "../../../store/job-token.ts";
import type { Operation, OperationKind } from "../operation.ts";
import { dayAt, phoneAt, units, windows } from "../world.ts";

/** The kinds of people, and what they are likely to do with a job in its state. */
const wishes: Record<"booked" | "ready_for_pickup" | "in_progress", Partial<Record<OperationKind, number>>> = {
  booked: {
    move: 26,
    assign: 14,
    price: 12,
    message: 12,
    edit: 8,
    leave: 6,
    start: 5,
    cancel: 6,
    undo: 6,
    ready: 5,
    link: 2,
  },
  ready_for_pickup: { start: 50, assign: 14, message: 12, cancel: 12, undo: 12 },
  in_progress: { done: 50, message: 16, undo: 22, attempted: 12 },
};

/** What they do with a rental: before the delivery, and while the trailer is at the customer's. */
const rentalWishes: Record<"coming" | "on_site", Partial<Record<OperationKind, number>>> = {
  coming: { deliver: 24, move: 16, unit: 12, extend: 10, cancel: 8, undo: 6, message: 6, assign: 6, leave: 4 },
  on_site: { extend: 18, swap: 12, ready: 18, start: 16, deliver: 8, undo: 10, message: 6, move: 6 },
};

const wishesOf = (job: Job): Partial<Record<OperationKind, number>> => {
  if (!isOpen(job)) return { undo: 1 };
  const isOut = job.visits.some(({ kind, state }) => kind === "drop_off" && state === "done");
  if (job.rental !== undefined && job.status === "booked") return rentalWishes[isOut ? "on_site" : "coming"];
  return wishes[job.status as keyof typeof wishes];
};

const actors: Partial<Record<OperationKind, Operation["by"]["kind"]>> = {
  ready: "customer",
  message: "customer",
  leave: "crew",
  deliver: "crew",
  start: "crew",
  done: "crew",
  attempted: "crew",
};

/** The jobs that this process has seen. The seed chooses what its customers, dispatchers and crews do next. */
export class Pool {
  readonly #random: Random;
  /** Real randomness, because names must differ between processes for every seed. */
  readonly #names: Random;
  readonly #prefix: string;
  readonly #jobs = new Map<string, Job>();
  #count = 0;
  /** The first working day. */
  from = 0;
  readonly #width: number;
  readonly #told: number;

  constructor(prefix: string, parts: { random: Random; names: Random; width: number; told: number }) {
    this.#prefix = prefix;
    this.#random = parts.random;
    this.#names = parts.names;
    this.#width = parts.width;
    this.#told = parts.told;
  }

  /** Some of the hot days, the first the hottest. */
  day(): Day {
    return dayAt(this.from + Math.floor(this.#width * this.#random.fraction() ** 1.5));
  }

  saw(job: Job): void {
    const known = this.#jobs.get(job.id);
    if (known !== undefined && known.rev > job.rev) return;
    this.#jobs.delete(job.id);
    // Keeps a few ended jobs, so that they are undone now and then.
    if (isOpen(job) || this.#random.fraction() < 0.1) this.#jobs.set(job.id, job);
    if (this.#jobs.size > most) this.forget(this.#jobs.keys().next().value ?? "");
  }

  forget(job: string): void {
    this.#jobs.delete(job);
  }

  knows(job: string): boolean {
    return this.#jobs.has(job);
  }

  next(): Operation {
    const chance = this.#random.fraction();
    const job = this.#pick([...this.#jobs.values()]);
    if (job === undefined || chance < 0.13 || this.#jobs.size < least) return this.#creation();
    return this.#change(job);
  }

  #creation(): Operation {
    const day = this.#random.fraction() < 0.03 ? null : this.day();
    const anyTime = this.#random.fraction() < 0.15;
    const window = day === null || anyTime ? null : this.#window();
    const days = day !== null && this.#random.fraction() < 0.15 ? { days: 1 + this.#below(3) } : {};
    return this.#operation("create", "dispatcher", {
      job: null,
      day,
      window,
      ...(day === null ? { home: this.day() } : {}),
      ...(this.#random.fraction() < this.#told ? { phone: phoneAt(this.#random.fraction()) } : {}),
      ...days,
    });
  }

  #change(job: Job): Operation {
    // An old job is brought to its end.
    const old = job.rev > 14 && isOpen(job);
    const kind = old ? (job.status === "in_progress" ? "done" : "start") : this.#weighed(wishesOf(job));
    const by = actors[kind] ?? (this.#random.fraction() < 0.5 ? "customer" : "dispatcher");
    const more: Partial<Operation> = {};
    if (kind === "move") {
      const nowhere = this.#random.fraction() < 0.02;
      more.day = nowhere ? null : this.day();
      more.window = nowhere || this.#random.fraction() < 0.15 ? null : this.#window();
    }
    if (kind === "assign") more.crew = `crew-${1 + this.#below(3)}`;
    if (kind === "price") more.cents = 1 + this.#below(100_000);
    const unit = this.#pick(units);
    if ((kind === "deliver" || kind === "unit") && unit !== undefined) more.unit = unit;
    if (kind === "extend") more.days = 1 + this.#below(2);
    if ((kind === "swap" || kind === "ready") && job.rental !== undefined)
      more.day = addDays(job.equipment?.at(-1)?.from ?? this.day(), this.#below(3));
    if (kind === "link") more.token = newJobToken(job.id, this.#names);
    return this.#operation(kind, by, { job: job.id, ...more });
  }

  #operation(kind: OperationKind, by: Operation["by"]["kind"], more: Partial<Operation>): Operation {
    this.#count += 1;
    const name = { customer: "Customer", dispatcher: "Ana", crew: "Dana", system: "Tailboard", api: "Books" }[by];
    const id = `${this.#prefix}.${this.#count}`;
    return { id, kind, by: { kind: by, name }, write: freshId(this.#names), job: null, ...more };
  }

  #window(): Window {
    return this.#pick(windows) ?? { start: "06:00", end: "08:00" };
  }

  #below(count: number): number {
    return Math.floor(this.#random.fraction() * count);
  }

  #weighed(list: Partial<Record<OperationKind, number>>): OperationKind {
    let left = this.#random.fraction() * Object.values(list).reduce((sum, weight) => sum + weight, 0);
    for (const [kind, weight] of Object.entries(list) as [OperationKind, number][]) {
      left -= weight;
      if (left < 0) return kind;
    }
    return "message";
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random.fraction() * from.length)];
  }
}

const most = 160;
const least = 12;
