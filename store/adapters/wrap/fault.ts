import type { Random } from "../../../domain/random.ts";

/**
 * What goes wrong with one call. `deliveries` says how often the store receives the write, `answer` what the caller gets.
 * A read fails under the faults of `failsReads` and otherwise succeeds.
 */
export const faults = {
  /** The write is applied and its answer is lost. */
  lost_acknowledgement: { deliveries: 1, answer: "indeterminate", failsReads: false },
  /** The network delivers the write twice and returns the second answer, mostly a conflict. */
  duplicate_delivery: { deliveries: 2, answer: "last", failsReads: false },
  /** The caller gets no answer; the write arrives at a later call, or never. */
  late_delivery: { deliveries: "late", answer: "indeterminate", failsReads: false },
  /** The write is applied, but a retry inside the network is refused and that refusal is the answer. */
  refusal_after_success: { deliveries: 1, answer: "conflict", failsReads: false },
  /** 409: another request was under way. */
  status_409: { deliveries: 0, answer: "conflict", failsReads: false },
  /** 412: the store says that the condition did not hold. */
  status_412: { deliveries: 0, answer: "conflict", failsReads: false },
  status_500: { deliveries: 0, answer: "indeterminate", failsReads: true },
  status_503: { deliveries: 0, answer: "indeterminate", failsReads: true },
  /** No answer arrives and the write never does either. */
  timeout: { deliveries: 0, answer: "indeterminate", failsReads: true },
  /** The connection was refused, so the store cannot have received the write. */
  unreachable: { deliveries: 0, answer: "unavailable", failsReads: true },
} as const satisfies Record<string, FaultEffect>;

export type Fault = keyof typeof faults;

interface FaultEffect {
  deliveries: 0 | 1 | 2 | "late";
  answer: "last" | "conflict" | "indeterminate" | "unavailable";
  failsReads: boolean;
}

export interface StoreCall {
  verb: "get" | "put" | "delete" | "list";
  key: string;
  /** Counts the calls of one wrapper from 0. */
  index: number;
}

export type FaultChoice = (call: StoreCall) => Fault | "none";

/** Chooses faults at random. Each rate is a share of calls; all rates together are at most 1. One seed, one sequence. */
export const seededFaults =
  (random: Pick<Random, "fraction">, rates: Partial<Record<Fault, number>>): FaultChoice =>
  () => {
    let left = random.fraction();
    for (const fault of Object.keys(faults) as Fault[]) {
      left -= rates[fault] ?? 0;
      if (left < 0) return fault;
    }
    return "none";
  };

/** The cause of an outcome that a test made. */
export class InjectedFault extends Error {
  override name = "InjectedFault";
  constructor() {
    super("A fault that the test injected");
  }
}
