import { seededRandom } from "../../store/conformance/fixture.ts";
import type { Random } from "../../domain/random.ts";
import { folderSteps, freezingSteps, objectSteps, tableSteps, type StepPlan } from "./fault/named-steps.ts";
import type { Rates } from "./worker-options.ts";
import type { Mutant } from "./mutant.ts";
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

  next(kind: Place["kind"]): { plan: StepPlan | null; killAfter_ms: number | null } {
    const length = this.#life_ms * (0.3 + 1.4 * this.#random.fraction());
    if (this.#random.fraction() < 0.35) return { plan: null, killAfter_ms: length };
    if (this.#random.fraction() < 0.2) {
      const step = this.#pick(freezingSteps[kind]);
      const plan: StepPlan = { act: "stop", step, occurrence: 1 + Math.floor(this.#random.fraction() * 200) };
      return { plan, killAfter_ms: length * 2 };
    }
    if (this.#queue.length === 0) this.#queue = shuffled(this.#random, stepsOf(kind));
    const step = this.#queue.shift() ?? "before put day";
    // Frequent steps: some way into the process. Rare steps: at the first occurrence.
    const often = /day|job|create|link|sync/.test(step);
    const occurrence = 1 + Math.floor(this.#random.fraction() * (often ? 400 : 4));
    return { plan: { act: "kill", step, occurrence }, killAfter_ms: length * 2 };
  }

  ended(plan: StepPlan | null, death: Death): void {
    if (plan === null || plan.act === "stop") return;
    if (death === "killed at a step") this.#died.set(plan.step, (this.#died.get(plan.step) ?? 0) + 1);
    else this.#queue.push(plan.step);
  }

  /** The number of kills at each named step, including steps that were never reached. */
  steps(kind: Place["kind"]): Record<string, number> {
    const reached = stepsOf(kind).map((step) => [step, this.#died.get(step) ?? 0] as const);
    return Object.fromEntries(reached);
  }

  rates(kind: Place["kind"]): Rates {
    // A broken store meets its fault often, so that seconds are enough.
    const lost = this.#mutant === "no-write-ids" ? 0.1 : 0.012;
    const objects: Rates["objects"] =
      kind === "directory"
        ? { doubled: 0.006, "lost-answer": lost, late: 0.008, unknown: 0.006, conflict: 0.008, unavailable: 0.006 }
        : {}; // the proxy injects them
    return { objects, files: kind === "directory" ? 0.02 : 0, sends: 0.04, clock: 0.4 };
  }

  #pick(steps: string[]): string {
    return steps[Math.floor(this.#random.fraction() * steps.length)] ?? "before put day";
  }
}

const stepsOf = (kind: Place["kind"]): string[] =>
  ({ directory: [...objectSteps, ...folderSteps], bucket: objectSteps, table: tableSteps })[kind];

const shuffled = <T>(random: Random, items: readonly T[]): T[] => {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random.fraction() * left.length), 1));
  return order;
};
