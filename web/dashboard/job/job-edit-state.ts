import type { Alternative } from "../../shared/free-days.ts";
import type { FieldErrors } from "../form/form-state.ts";
import type { Refusal } from "../form/refusal.ts";

/** The forms of a job. The first two edit the job; `cancel` and `attempted` ask for a reason. */
export const formNames = ["details", "move", "cancel", "attempted"] as const;
export type FormName = (typeof formNames)[number];

/** What the open form of a job shows besides its values. */
export interface JobEditState {
  errors: FieldErrors;
  trouble: string;
  /** The openings that are offered instead of the chosen one, and what was taken if it was not the window. */
  alternatives: Alternative[] | null;
  taken?: Refusal["taken"];
  busy: boolean;
  /** Grows with each save that needs a choice: the conflict note then takes the focus. */
  asked: number;
}

export type JobEditEvent =
  | { type: "cleared" }
  | { type: "sending" }
  | { type: "sent" }
  | ({ type: "refused" } & Refusal)
  | { type: "when_typed" }
  | { type: "choice_needed" };

export const idleEdit: JobEditState = { errors: {}, trouble: "", alternatives: null, busy: false, asked: 0 };

/** The next state of a job form after one event. */
export const reduceJobEdit = (state: JobEditState, event: JobEditEvent): JobEditState => {
  const { taken: _, ...rest } = state;
  const cleared = { ...rest, errors: {}, trouble: "", alternatives: null };
  switch (event.type) {
    case "cleared":
      return cleared;
    case "sending":
      return { ...cleared, busy: true };
    case "sent":
      return { ...state, busy: false };
    case "refused": {
      const { type: _type, ...refusal } = event;
      return { ...rest, ...refusal };
    }
    case "when_typed":
      return { ...state, alternatives: null };
    case "choice_needed":
      return { ...state, asked: state.asked + 1 };
  }
};
