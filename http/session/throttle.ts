import { firstTry, knownPlace, signInBudgets, signInReserves } from "../../domain/sign-in-budget.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Budget, Counter, Counters } from "../../store/counters.ts";
import { networkOf } from "../limit/network.ts";
import type { HashQueue, Turn } from "./hash-queue.ts";

/**
 * Refuses excess sign-in tries before anything is hashed, across all processes. Budgets by address and by login slow
 * guessing. A device or address that signed in recently has its own budget, so strangers cannot use it up.
 */
export class Throttle {
  readonly #counters: Counters;
  readonly #queue: Pick<HashQueue, "assertRoom">;

  constructor(counters: Counters, queue: Pick<HashQueue, "assertRoom">) {
    this.#counters = counters;
    this.#queue = queue;
  }

  /**
   * Counts a try. Throws `too_many_requests` if a budget is used up. `device` is the id of a device that is known for
   * this login.
   */
  async take({ login, address, device }: { login: string; address: string; device: string | null }): Promise<Admitted> {
    const network = networkOf(address);
    const place: Counter = { kind: "sign-in-place", name: `${login} ${network}` };
    if (device !== null) return await this.#takeKnown(`device ${device}`, place);
    if ((await this.#counters.used(place)) > 0) return await this.#takeKnown(`place ${login} ${network}`, place);

    const from: Counter = { kind: "sign-in-from", name: `address ${network}` };
    const before = await this.#counters.used(from);
    if (before >= signInBudgets.address.most) await this.#take(from, signInBudgets.address);
    const turn: Turn = { rank: before === 0 ? "newcomer" : "returning", from: network };
    this.#queue.assertRoom(turn);
    const shared = await this.#takeShared(login, network, before);
    const taken = await this.#counters.take(from, signInBudgets.address);
    if (!taken.taken) {
      // Simultaneous tries of this address took the rest of the budget.
      await this.#counters.giveBack(shared);
      throw tooManyTries(taken.retryAfterSeconds);
    }
    return { turn, own: null, shared: [from, shared], place };
  }

  /** Gives back what this try took, and remembers the address. */
  async succeeded({ own, shared, place }: Admitted): Promise<void> {
    await Promise.all([
      ...(own === null ? [] : [this.#counters.reset(own)]),
      ...shared.map((counter) => this.#counters.giveBack(counter)),
      this.#counters.take(place, knownPlace),
    ]);
  }

  /** Counts a try of another secret that a stranger might guess. The budget is per address, whatever the result. */
  async takeAttempt(what: string, address: string): Promise<Turn> {
    const network = networkOf(address);
    const used = await this.#take({ kind: "sign-in-from", name: `${what} ${network}` }, signInBudgets.address);
    return { rank: used === 1 ? "newcomer" : "returning", from: network };
  }

  /**
   * Counts a check of the current password of a signed-in person. The budget is per person, because any of their
   * sessions may be stolen.
   */
  async takeConfirmation(user: string): Promise<{ confirmed: () => Promise<void> }> {
    const own: Counter = { kind: "sign-in-from", name: `person ${user}` };
    await this.#take(own, signInBudgets.known);
    return { confirmed: () => this.#counters.reset(own) };
  }

  async #takeKnown(name: string, place: Counter): Promise<Admitted> {
    const own: Counter = { kind: "sign-in-from", name };
    await this.#take(own, signInBudgets.known);
    return { turn: { rank: "known", from: name }, own, shared: [], place };
  }

  /**
   * Takes from the budget that all strangers share for a login, else from the reserve for callers in the same position.
   */
  async #takeShared(login: string, network: string, before: number): Promise<Counter> {
    const all: Counter = { kind: "sign-in-login", name: `all ${login}` };
    if ((await this.#counters.take(all, signInBudgets.login)).taken) return all;
    const position = before > 0 ? "returning" : await this.#newcomerOrWaiting(login, network);
    let retryAfterSeconds = 1;
    for (const { name, ...budget } of signInReserves[position]) {
      const reserve: Counter = { kind: "sign-in-login", name: `${position} ${name} ${login}` };
      const taken = await this.#counters.take(reserve, budget);
      if (taken.taken) return reserve;
      ({ retryAfterSeconds } = taken);
    }
    throw tooManyTries(retryAfterSeconds);
  }

  /** Exactly one try of an address is its first, even among simultaneous ones. */
  async #newcomerOrWaiting(login: string, network: string): Promise<"newcomer" | "waiting"> {
    const first: Counter = { kind: "sign-in-from", name: `first ${login} ${network}` };
    return (await this.#counters.take(first, firstTry)).taken ? "newcomer" : "waiting";
  }

  async #take(counter: Counter, budget: Budget): Promise<number> {
    const taken = await this.#counters.take(counter, budget);
    if (taken.taken) return taken.used;
    throw tooManyTries(taken.retryAfterSeconds);
  }
}

export interface Admitted {
  turn: Turn;
  /** The budget of this device or place. A success resets it. */
  own: Counter | null;
  /** Counters that get one try back. A guesser with an account must not refill what strangers share. */
  shared: Counter[];
  /** This login at this address. */
  place: Counter;
}

export const tooManyTries = (retryAfterSeconds: number): DomainError =>
  new DomainError("too_many_requests", "Too many tries to sign in. Wait a moment, then try again.", {
    facts: { retry_after_seconds: retryAfterSeconds },
  });
