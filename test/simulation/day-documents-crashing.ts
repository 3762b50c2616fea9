import type { ObjectStore } from "../../store/objects/object-store.ts";

/** The process is no more: every later call of it ends like this. */
export class Crashed extends Error {
  override name = "Crashed";
}

export interface CrashPlan {
  /** The write at which it stops, `put home`, and which of that name, from 1. */
  step: string;
  occurrence: number;
  /** `before` it is sent, or `after` it has landed, with its answer never read. */
  when: "before" | "after";
}

/**
 * One process's calls, over all its stores: its writes by name, cut off at one of them. A read changes nothing, so to
 * stop at one is the same as after the write before it.
 */
export class ProcessCalls {
  readonly writes: string[] = [];
  readonly #nameOf: (key: string) => string;
  readonly #plan: CrashPlan | undefined;
  crashed = false;

  constructor(nameOf: (key: string) => string, plan?: CrashPlan) {
    this.#nameOf = nameOf;
    this.#plan = plan;
  }

  through(inner: ObjectStore): ObjectStore {
    return {
      get: (key, options) => this.#read(() => inner.get(key, options)),
      list: (prefix, options) => this.#read(() => inner.list(prefix, options)),
      put: (key, ...rest) => this.#write(`put ${this.#nameOf(key)}`, () => inner.put(key, ...rest)),
      delete: (key, version) => this.#write(`delete ${this.#nameOf(key)}`, () => inner.delete(key, version)),
    };
  }

  async #read<T>(send: () => Promise<T>): Promise<T> {
    if (this.crashed) throw new Crashed();
    return await send();
  }

  async #write<T>(step: string, send: () => Promise<T>): Promise<T> {
    if (this.crashed) throw new Crashed();
    this.writes.push(step);
    const occurrence = this.writes.filter((write) => write === step).length;
    if (step !== this.#plan?.step || occurrence !== this.#plan.occurrence) return await send();
    this.crashed = true;
    if (this.#plan.when === "after") await send();
    throw new Crashed();
  }
}
