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
  /** The write id. Over HTTP its beginning, from the Idempotency-Key; empty if the call takes no key. */
  write: string;
  via: "store" | "http";
  /** Null for operations that create a job or set a day's capacity. */
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
  rev?: number;
  sizes?: { capacity: number; closed: boolean };
  /** Queued in the same write. `bound`: sent only while the visit stands. `poison`: cannot be delivered. */
  messages?: { bound: boolean; poison: boolean }[];
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
  | "drop_off_done"
  | "cancel"
  | "undo"
  | "link"
  | "size_day";

/**
 * `done`: the store said that it stands. `accepted`: that it is as was wished, by this operation or before. `same`: that nothing changes. `refused`, `unavailable`: that nothing was
 * changed. `unknown`: that it cannot tell. `broken`: an error that the port does not know.
 */
export type Outcome = "done" | "accepted" | "same" | "refused" | "unavailable" | "unknown" | "broken";

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
