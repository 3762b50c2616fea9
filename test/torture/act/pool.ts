import type { Day, Window } from "../../../domain/day.ts";
import { isOpen, type Job } from "../../../domain/job.ts";
import { type Random, freshId } from "../../../domain/random.ts";
import { newJobToken } from "../../../store/job-token.ts";
import type { Operation, OperationKind } from "../operation.ts";
import { dayAt, windows } from "../world.ts";

/** The kinds of people, and what they are likely to do with a job in its state. */
const wishes: Record<"booked" | "ready_for_pickup" | "in_progress", Partial<Record<OperationKind, number>>> = {
  booked: { move: 26, assign: 14, price: 12, message: 12, edit: 8, start: 7, cancel: 6, undo: 6, ready: 5, link: 2 },
  ready_for_pickup: { start: 50, assign: 14, message: 12, cancel: 12, undo: 12 },
  in_progress: { done: 56, message: 16, undo: 16, attempted: 12 },
};

const actors: Partial<Record<OperationKind, Operation["by"]["kind"]>> = {
  ready: "customer",
  message: "customer",
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

  constructor(prefix: string, parts: { random: Random; names: Random; width: number }) {
    this.#prefix = prefix;
    this.#random = parts.random;
    this.#names = parts.names;
    this.#width = parts.width;
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
    const over = day !== null && window !== null && this.#random.fraction() < 0.1;
    const op = this.#operation("create", "dispatcher", {
      job: null,
      day,
      window,
      ...(day === null ? { home: this.day() } : {}),
    });
    if (!over) return { ...op, ...this.#messages() };
    // A trailer that stays out for up to three days.
    const first = this.#indexOf(day);
    const until = dayAt(first + 1 + Math.floor(this.#random.fraction() * 3));
    const pickup = { day: until, window: this.#window(), until: this.#random.fraction() < 0.6 ? until : null };
    return { ...op, pickup, ...this.#messages() };
  }

  #change(job: Job): Operation {
    const list = isOpen(job) ? wishes[job.status as keyof typeof wishes] : { undo: 1 };
    // An old job is brought to its end.
    const old = job.rev > 14 && isOpen(job);
    const kind = old ? (job.status === "in_progress" ? "done" : "start") : this.#weighed(list);
    const by = actors[kind] ?? (this.#random.fraction() < 0.5 ? "customer" : "dispatcher");
    const more: Partial<Operation> = {};
    if (kind === "move") {
      const nowhere = this.#random.fraction() < 0.02;
      more.day = nowhere ? null : this.day();
      more.window = nowhere || this.#random.fraction() < 0.15 ? null : this.#window();
    }
    if (kind === "assign") more.crew = `crew-${1 + Math.floor(this.#random.fraction() * 3)}`;
    if (kind === "price") more.cents = 1 + Math.floor(this.#random.fraction() * 100_000);
    if (kind === "link") more.token = newJobToken(job.id, this.#names);
    const op = this.#operation(kind, by, { job: job.id, ...more });
    return { ...op, ...this.#messages() };
  }

  #operation(kind: OperationKind, by: Operation["by"]["kind"], more: Partial<Operation>): Operation {
    this.#count += 1;
    const name = { customer: "Customer", dispatcher: "Ana", crew: "Dana", system: "Tailboard", api: "Books" }[by];
    const id = `${this.#prefix}.${this.#count}`;
    return { id, kind, by: { kind: by, name }, write: freshId(this.#names), job: null, ...more };
  }

  #messages(): Pick<Operation, "messages"> {
    if (this.#random.fraction() > 0.15) return {};
    // Some wait, so that a cancellation or an undo comes first.
    const wait_ms = this.#random.fraction() < 0.4 ? Math.floor(this.#random.fraction() * 4_000) : 0;
    const messages = [{ bound: this.#random.fraction() < 0.7, poison: this.#random.fraction() < 0.01, wait_ms }];
    if (this.#random.fraction() < 0.2) messages.push({ bound: false, poison: false, wait_ms: 0 });
    return { messages };
  }

  #window(): Window {
    return this.#pick(windows) ?? { start: "06:00", end: "08:00" };
  }

  #indexOf(day: Day): number {
    for (let index = this.from; ; index += 1) if (dayAt(index) >= day) return index;
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
