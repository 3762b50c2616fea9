import { assertBody, assertKey, listRange } from "../../port/limits.ts";
import type {
  DeleteOutcome,
  GetOutcome,
  Indeterminate,
  ListOptions,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Unavailable,
  Version,
} from "../../port/object-store.ts";
import { faults, InjectedFault, type Fault, type FaultChoice, type StoreCall } from "./fault.ts";

/** What a test decides about the network. */
export interface FaultyNetwork {
  /** Called once for each call. By default no call fails. */
  choose?: FaultChoice;
  /** Called for each late write before each call; true applies that write now. By default none is applied. */
  deliverLate?: () => boolean;
}

/** Wraps a store with a network that loses, repeats, delays and refuses calls, and with a clock that a test moves. */
export class FaultyObjectStore implements ObjectStore {
  readonly partBytes: number;
  readonly maxBodyBytes: number;
  readonly #inner: ObjectStore;
  readonly #choose: FaultChoice;
  readonly #deliverLate: () => boolean;
  #late: (() => Promise<unknown>)[] = [];
  #calls = 0;
  #clockOffset_ms = 0;

  constructor(inner: ObjectStore, { choose = () => "none", deliverLate = () => false }: FaultyNetwork = {}) {
    this.#inner = inner;
    this.#choose = choose;
    this.#deliverLate = deliverLate;
    this.partBytes = inner.partBytes;
    this.maxBodyBytes = inner.maxBodyBytes;
  }

  /** The number of late writes that wait for delivery. */
  get lateWrites(): number {
    return this.#late.length;
  }

  /** Applies every late write, oldest first, under the condition it was sent with. */
  async deliverAllLate(): Promise<void> {
    for (const deliver of this.#late.splice(0)) await deliver();
  }

  /** Moves the store time of every later answer forward by `ms`. */
  moveClock(ms: number): void {
    this.#clockOffset_ms += ms;
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    assertKey(key);
    if (await this.#readFails("get", key)) return unavailable();
    return this.#withStoreTime(await this.#inner.get(key, options));
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    listRange(prefix, options);
    if (await this.#readFails("list", prefix)) return unavailable();
    return this.#withStoreTime(await this.#inner.list(prefix, options));
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    assertBody(body, this.maxBodyBytes);
    const sent = new Uint8Array(body);
    const fault = await this.#nextFault("put", key);
    const answer = await this.#deliver(fault, () => this.#inner.put(key, sent, condition, headers));
    return answer === "conflict" ? await this.#conflict(key) : this.#withStoreTime(answer);
  }

  async delete(key: string): Promise<DeleteOutcome> {
    assertKey(key);
    const fault = await this.#nextFault("delete", key);
    const answer = await this.#deliver(fault, () => this.#inner.delete(key));
    // A delete has no condition, so no store answers it with a conflict.
    return answer === "conflict" ? indeterminate() : this.#withStoreTime(answer);
  }

  /** Sends a write as often as its fault says, and returns what the caller gets. */
  async #deliver<Outcome>(
    fault: Fault | "none",
    send: () => Promise<Outcome>,
  ): Promise<Outcome | "conflict" | Unavailable | Indeterminate> {
    if (fault === "none") return await send();
    const { deliveries, answer } = faults[fault];
    if (deliveries === "late") this.#late.push(send);
    if (deliveries === 1 || deliveries === 2) await send();
    if (answer === "last") return await send();
    if (answer === "conflict") return "conflict";
    return answer === "unavailable" ? unavailable() : indeterminate();
  }

  async #readFails(verb: "get" | "list", key: string): Promise<boolean> {
    const fault = await this.#nextFault(verb, key);
    return fault !== "none" && faults[fault].failsReads;
  }

  async #nextFault(verb: StoreCall["verb"], key: string): Promise<Fault | "none"> {
    const waiting = this.#late;
    this.#late = [];
    for (const deliver of waiting) {
      if (this.#deliverLate()) await deliver();
      else this.#late.push(deliver);
    }
    const index = this.#calls;
    this.#calls += 1;
    return this.#choose({ verb, key, index });
  }

  /** A refusal carries the store's time like any other answer. */
  async #conflict(key: string): Promise<PutOutcome> {
    const got = await this.#inner.get(key);
    return got.outcome === "unavailable" ? got : this.#withStoreTime({ outcome: "conflict", at: got.at });
  }

  #withStoreTime<Outcome extends object>(answer: Outcome): Outcome {
    if (!("at" in answer) || typeof answer.at !== "number") return answer;
    return { ...answer, at: answer.at + this.#clockOffset_ms };
  }
}

const unavailable = (): Unavailable => ({ outcome: "unavailable", cause: new InjectedFault() });
const indeterminate = (): Indeterminate => ({ outcome: "indeterminate", cause: new InjectedFault() });
