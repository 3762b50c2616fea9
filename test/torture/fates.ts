import { seededRandom } from "../../store/conformance/fixture.ts";
import type { Random } from "../../domain/random.ts";
import { killSteps, stopSteps, type StepPlan } from "./fault/steps.ts";
import type { Rates } from "./worker-options.ts";
import type { Mutant } from "./code.ts";
import type { Death } from "./worker.ts";
import type { Place } from "./place.ts";

/** Chooses from the seed how each process ends. Every named step gets its turn repeatedly, also if it was missed. */
export class Fates {
  readonly #random: Random;
  readonly #life_ms: number;
  readonly #mutant: Mutant | null;
  readonly #died = new Map<string, number>();
  #queue: string[] = [];

  constructor({ seed, life_seconds, mutant }: { seed: number; life_seconds: number; mutant: Mutant | null }) {
    this.#mutant = mutant;
    this.#random = seededRandom(seed * 31 + 7);
    this.#life_ms = life_seconds * 1_000;
  }

  next(worker: number): { plan: StepPlan | null; killAfter_ms: number } {
    const length = this.#life_ms * (0.3 + 1.4 * this.#random.fraction());
    const chance = this.#random.fraction();
    // Of a store without a trust window one process stops. During that the others compact and delete.
    const stops = this.#mutant === "no-trust-window" ? (worker === 0 ? 1 : 0) : 0.3;
    if (chance < stops) {
      const steps = this.#mutant === "no-trust-window" ? ["before put days"] : stopSteps;
      const step = steps[Math.floor(this.#random.fraction() * steps.length)] ?? "before put days";
      const occurrence = 1 + Math.floor(this.#random.fraction() * (step.includes("due") ? 3 : 60));
      return { plan: { act: "stop", step, occurrence }, killAfter_ms: length * 2 + suspended_ms };
    }
    if (chance < stops + 0.2) return { plan: null, killAfter_ms: length };
    if (this.#queue.length === 0) this.#queue = shuffled(this.#random, killSteps);
    const step = this.#queue.shift() ?? "before put days";
    // Frequent steps: some way into the process. Rare steps: at one of the first occurrences.
    const occurrence = 1 + Math.floor(this.#random.fraction() * (/put (days|keys)/.test(step) ? 200 : 3));
    return { plan: { act: "kill", step, occurrence }, killAfter_ms: length * 2 };
  }

  ended(plan: StepPlan | null, death: Death): void {
    if (plan === null || plan.act === "stop") return;
    if (death === "killed at a step") this.#died.set(plan.step, (this.#died.get(plan.step) ?? 0) + 1);
    else this.#queue.push(plan.step);
  }

  /** The number of kills at each named step, including steps that were never reached. */
  get steps(): Record<string, number> {
    return Object.fromEntries(killSteps.map((step) => [step, this.#died.get(step) ?? 0]));
  }

  rates(kind: Place["kind"]): Rates {
    // A broken store meets its fault often, so that seconds are enough.
    const lost = this.#mutant === "no-write-ids" ? 0.1 : 0.012;
    const objects: Rates["objects"] =
      kind === "sqlite"
        ? {
            duplicate_delivery: 0.006,
            lost_acknowledgement: lost,
            late_delivery: 0.008,
            refusal_after_success: 0.004,
            status_409: 0.004,
            status_500: 0.004,
            unreachable: 0.004,
          }
        : {}; // the proxy injects them
    return { objects, publishing: 0.04, clock: 0.4 };
  }
}

/** Longer than the retention and the trust window of the code under test; see `code.ts`. */
export const suspended_ms = 18_000;

const shuffled = <T>(random: Random, items: readonly T[]): T[] => {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random.fraction() * left.length), 1));
  return order;
};
