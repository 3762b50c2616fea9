import type { Day, Window } from "../../domain/day.ts";
import type { Actor } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";

/**
 * One thing that somebody wants, as data: it is written to the log before it is tried, so that after a kill another
 * process can try the very same again, as a person does who presses the button a second time.
 */
export interface Operation {
  /** `<worker>.<life>.<number>`; stands in the job's history as the reason, so that the judge finds it there. */
  id: string;
  kind: OperationKind;
  by: Actor;
  /** The write id. Over HTTP the beginning of it, made of the Idempotency-Key; empty where the call takes no key. */
  write: string;
  via: "store" | "http";
  /** Null for what makes a job or sizes a day. */
  job: JobId | null;
  day?: Day | null;
  /** Of a new job without a day. */
  home?: Day;
  window?: Window | null;
  /** A second visit (pickup), and until when a trailer is out between the two. */
  pickup?: { day: Day; window: Window; until: Day | null };
  crew?: string;
  cents?: number;
  token?: string;
  rev?: number;
  sizes?: { capacity: number; closed: boolean };
  /** Queued in the same write. `bound`: only while the visit stands. `poison`: can never be delivered. */
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
  /** Why, where it is not `done`. */
  why?: string;
}

/** The name of an operation's message: the sender's only clue to who asked for it. */
export const templateOf = ({ id }: Pick<Operation, "id">, index: number, poison: boolean): string =>
  `${id}/${index}${poison ? "!" : ""}`;
