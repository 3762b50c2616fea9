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
  /** A rental of so many days, or so many more of them. */
  days?: number;
  /** The unit that a visit brings. */
  unit?: string;
  crew?: string;
  cents?: number;
  token?: string;
  /** Of the customer of a new job who gets messages. */
  phone?: string;
}

export type OperationKind =
  | "create"
  | "move"
  | "assign"
  | "price"
  | "edit"
  | "message"
  | "ready"
  | "leave"
  | "deliver"
  | "unit"
  | "extend"
  | "swap"
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

/** What a phone sends to the business, or the office to a phone. */
export type Texting = "STOP" | "START" | "reply";
