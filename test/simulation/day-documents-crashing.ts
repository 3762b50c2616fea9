import type { ObjectStore } from "../../store/objects/object-store.ts";

/** The process has crashed. Every later call of it throws this. */
export class Crashed extends Error {
  override name = "Crashed";
}

export interface CrashPlan {
  /** The name of the write at which it stops, such as `put home`, and its occurrence from 1. */
  step: string;
  occurrence: number;
  /** `before` the write is sent, or `after` it is applied, without reading the answer. */
  when: "before" | "after";
}

/**
 * Records one process's writes by name, over all its stores, and stops it at one of them. A read changes nothing, so
 * stopping at a read is the same as stopping after the write before it.
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
