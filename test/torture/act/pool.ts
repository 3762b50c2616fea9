import type { Day, Window } from "../../../domain/day.ts";
import { isOpen, type Job } from "../../../domain/job.ts";
import { type Random, freshId } from "../../../domain/random.ts";
import { newJobToken } from "../../../store/job-token.ts";
import type { Operation, OperationKind } from "../operation.ts";
import { dayAt, isSizedByHand, windows } from "../world.ts";

/** The kinds of people, and what they are likely to do with a job in its state. */
const wishes: Record<"booked" | "ready_for_pickup" | "in_progress", [OperationKind, number][]> = {
  booked: [
    ["move", 26],
    ["assign", 14],
    ["price", 12],
    ["message", 12],
    ["edit", 8],
    ["ready", 5],
    ["start", 7],
    ["cancel", 6],
    ["undo", 6],
    ["link", 2],
    ["drop_off_done", 2],
  ],
  ready_for_pickup: [
    ["start", 50],
    ["message", 12],
    ["cancel", 12],
    ["assign", 14],
    ["undo", 12],
  ],
  in_progress: [
    ["done", 56],
    ["attempted", 12],
    ["message", 16],
    ["undo", 16],
  ],
};

const actors: Partial<Record<OperationKind, Operation["by"]["kind"]>> = {
  ready: "customer",
  message: "customer",
  start: "crew",
  done: "crew",
  attempted: "crew",
  drop_off_done: "crew",
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

  get size(): number {
    return this.#jobs.size;
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

  any(): Job | undefined {
    return this.#pick([...this.#jobs.values()]);
  }

  next(): Operation {
    const chance = this.#random.fraction();
    const job = this.any();
    if (chance < 0.004) return this.#sizing();
    if (job === undefined || chance < 0.13 || this.#jobs.size < least) return this.#creation();
    return this.#change(job);
  }

  #creation(): Operation {
    const day = this.#random.fraction() < 0.03 ? null : this.day();
    const anyTime = this.#random.fraction() < 0.15;
    const window = day === null || anyTime ? null : this.#window();
    const over = day !== null && window !== null && this.#random.fraction() < 0.1;
    const online = !over && day !== null && window !== null && this.#random.fraction() < 0.12;
    const op = this.#operation("create", online ? "customer" : "dispatcher", {
      job: null,
      day,
      window,
      ...(day === null ? { home: this.day() } : {}),
    });
    if (online) return { ...op, via: "http" };
    if (!over) return { ...op, ...this.#messages() };
    // A trailer that stays out for up to three days.
    const first = this.#indexOf(day);
    const until = dayAt(first + 1 + Math.floor(this.#random.fraction() * 3));
    const pickup = { day: until, window: this.#window(), until: this.#random.fraction() < 0.6 ? until : null };
    return { ...op, pickup, ...this.#messages() };
  }

  #change(job: Job): Operation {
    const list = isOpen(job) ? wishes[job.status as keyof typeof wishes] : [["undo", 1] as [OperationKind, number]];
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
    const overHttp = online.has(kind) && (kind !== "move" || (op.day !== null && op.window !== null));
    if (overHttp && this.#random.fraction() < 0.14) {
      return { ...op, via: "http", token: job.tracking_token, rev: job.rev };
    }
    return { ...op, ...this.#messages() };
  }

  /** Closes a day, opens it again, or sets another capacity. */
  #sizing(): Operation {
    const ahead = Array.from({ length: this.#width }, (_, index) => dayAt(this.from + index)).filter(isSizedByHand);
    const day = this.#pick(ahead);
    if (day === undefined) return this.#creation();
    const sizes = { capacity: Math.floor(this.#random.fraction() * 6), closed: this.#random.fraction() < 0.2 };
    return this.#operation("size_day", "dispatcher", { job: null, day, sizes });
  }

  #operation(kind: OperationKind, by: Operation["by"]["kind"], more: Partial<Operation>): Operation {
    this.#count += 1;
    const name = { customer: "Customer", dispatcher: "Ana", crew: "Dana", system: "Tailboard" }[by];
    const id = `${this.#prefix}.${this.#count}`;
    return { id, kind, by: { kind: by, name }, write: freshId(this.#names), via: "store", job: null, ...more };
  }

  #messages(): Pick<Operation, "messages"> {
    if (this.#random.fraction() > 0.15) return {};
    const messages = [{ bound: this.#random.fraction() < 0.7, poison: this.#random.fraction() < 0.01 }];
    if (this.#random.fraction() < 0.2) messages.push({ bound: false, poison: false });
    return { messages };
  }

  #window(): Window {
    return this.#pick(windows) ?? { start: "06:00", end: "08:00" };
  }

  #indexOf(day: Day): number {
    for (let index = this.from; ; index += 1) if (dayAt(index) >= day) return index;
  }

  #weighed(list: [OperationKind, number][]): OperationKind {
    let left = this.#random.fraction() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [kind, weight] of list) {
      left -= weight;
      if (left < 0) return kind;
    }
    return "message";
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random.fraction() * from.length)];
  }
}

const online = new Set<OperationKind>([
  "ready",
  "message",
  "move",
  "cancel",
  "price",
  "edit",
  "assign",
  "start",
  "done",
  "attempted",
]);
const most = 160;
const least = 12;
