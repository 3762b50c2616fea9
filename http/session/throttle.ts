import { firstTry, knownPlace, signInBudgets, signInReserves } from "../../domain/sign-in-budget.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Budget, Counter, Counters } from "../../store/counters.ts";
import { networkOf } from "../limit/network.ts";
import type { HashQueue, Turn } from "./hash-queue.ts";

/**
 * Refuses excess tries to sign in before anything is hashed, in all processes together. Guessing is slowed by address
 * and by login; a device or an address that signed in lately has a budget of its own, so that strangers cannot use up
 * what its owner needs.
 */
export class Throttle {
  readonly #counters: Counters;
  readonly #queue: Pick<HashQueue, "assertRoom">;

  constructor(counters: Counters, queue: Pick<HashQueue, "assertRoom">) {
    this.#counters = counters;
    this.#queue = queue;
  }

  /** Takes a try. Refuses `too_many_requests`. `device` is the id of one that is known for this login. */
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
      // Simultaneous tries of this address were faster.
      await this.#counters.giveBack(shared);
      throw tooManyTries(taken.retryAfterSeconds);
    }
    return { turn, own: null, shared: [from, shared], place };
  }

  /** What this person took is given back, and this address is known from now on. */
  async succeeded({ own, shared, place }: Admitted): Promise<void> {
    await Promise.all([
      ...(own === null ? [] : [this.#counters.reset(own)]),
      ...shared.map((counter) => this.#counters.giveBack(counter)),
      this.#counters.take(place, knownPlace),
    ]);
  }

  /** A secret other than a password that a stranger might guess: so many tries an address, whatever comes of them. */
  async takeAttempt(what: string, address: string): Promise<Turn> {
    const network = networkOf(address);
    const used = await this.#take({ kind: "sign-in-from", name: `${what} ${network}` }, signInBudgets.address);
    return { rank: used === 1 ? "newcomer" : "returning", from: network };
  }

  /** The current password, asked of a person who is signed in: by person, since any of their sessions may be in wrong hands. */
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

  /** From the budget of all strangers on a login; past that, from the reserve of those in the same position. */
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

  /** One try of an address is its first, also among simultaneous ones. */
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
  /** This device's or place's own budget: whole again after a success. */
  own: Counter | null;
  /** Where one try each is given back: a guesser who also has an account must not refill what strangers share. */
  shared: Counter[];
  /** This login at this address. */
  place: Counter;
}

export const tooManyTries = (retryAfterSeconds: number): DomainError =>
  new DomainError("too_many_requests", "There were too many tries to sign in. Wait a little, then try again.", {
    facts: { retry_after_seconds: retryAfterSeconds },
  });
