import type { Day, Window } from "../../domain/day.ts";
import type { Actor } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";

/**
 * One operation of a person, as data. It is logged before it is tried, so that after a kill another process can repeat
 * exactly the same operation, as a person does who presses the button a second time.
 */
export interface Operation {
  /** `<worker>.<process>.<number>`. It is the reason in the job's history, so that the checker finds it there. */
  id: string;
  kind: OperationKind;
  by: Actor;
  /** The write id. */
  write: string;
  /** Null for a creation. */
  job: JobId | null;
  day?: Day | null;
  /** Of a new job without a day. */
  home?: Day;
  window?: Window | null;
  /** A second visit (pickup), and the last day of the trailer's hold in between. */
  pickup?: { day: Day; window: Window; until: Day | null };
  crew?: string;
  cents?: number;
  token?: string;
  /** Queued in the same write. `bound`: sent only while the visit stands. `poison`: cannot be delivered. `wait_ms`: begins later. */
  messages?: { bound: boolean; poison: boolean; wait_ms: number }[];
}

export type OperationKind =
  | "create"
  | "move"
  | "assign"
  | "price"
  | "edit"
  | "message"
  | "ready"
  | "start"
  | "done"
  | "attempted"
  | "cancel"
  | "undo"
  | "link";

/**
 * `done`: the store confirmed it. `same`: nothing changes. `refused`, `unavailable`: nothing was changed. `unknown`: the store
 * cannot tell. `broken`: an error that the port does not know.
 */
export type Outcome = "done" | "same" | "refused" | "unavailable" | "unknown" | "broken";

export interface Ended {
  outcome: Outcome;
  job?: JobId;
  rev?: number;
  /** The reason, if it is not `done`. */
  why?: string;
}

/** The template of an operation's message, from which the sender knows the operation. */
export const templateOf = ({ id }: Pick<Operation, "id">, index: number, poison: boolean): string =>
  `${id}/${index}${poison ? "!" : ""}`;
