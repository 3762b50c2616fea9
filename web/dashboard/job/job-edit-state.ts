import type { Alternative } from "../../shared/free-days.ts";
import type { FieldErrors } from "../form/form-state.ts";

/** The forms of a job. The first two edit the job; `cancel` and `attempted` ask for a reason. */
export const formNames = ["details", "move", "cancel", "attempted"] as const;
export type FormName = (typeof formNames)[number];

/** What the open form of a job shows besides its values. */
export interface JobEditState {
  errors: FieldErrors;
  trouble: string;
  /** The closest free windows, if the chosen one is full. */
  alternatives: Alternative[] | null;
  busy: boolean;
  /** Grows with each save that needs a choice: the conflict note then takes the focus. */
  asked: number;
}

export type JobEditEvent =
  | { type: "cleared" }
  | { type: "sending" }
  | { type: "sent" }
  | { type: "refused"; errors: FieldErrors; trouble: string; alternatives: Alternative[] | null }
  | { type: "when_typed" }
  | { type: "choice_needed" };

export const idleEdit: JobEditState = { errors: {}, trouble: "", alternatives: null, busy: false, asked: 0 };

/** The next state of a job form after one event. */
export const reduceJobEdit = (state: JobEditState, event: JobEditEvent): JobEditState => {
  const clear = { errors: {}, trouble: "", alternatives: null };
  switch (event.type) {
    case "cleared":
      return { ...state, ...clear };
    case "sending":
      return { ...state, ...clear, busy: true };
    case "sent":
      return { ...state, busy: false };
    case "refused":
      return { ...state, errors: event.errors, trouble: event.trouble, alternatives: event.alternatives };
    case "when_typed":
      return { ...state, alternatives: null };
    case "choice_needed":
      return { ...state, asked: state.asked + 1 };
  }
};
