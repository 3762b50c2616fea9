import type { FieldErrors } from "../form/form-state.ts";
import { takeRemote, isSame } from "../form/merge.ts";
import type { Settings } from "./settings-api.ts";

/** A section while it is edited: the settings it began with, and its value now. */
export interface SectionDraft<T> {
  base: Settings;
  value: T;
}

/** Another person saved other values for `keys` during the edit. */
export interface SectionConflict<T> {
  remote: T;
  keys: string[];
  /** All settings as the other person saved them. */
  settings: Settings;
}

export interface SectionState<T> {
  /** Null while nothing is edited. */
  draft: SectionDraft<T> | null;
  /** Grows each time the value is replaced from outside, so that an editor with its own text starts again. */
  version: number;
  busy: boolean;
  /** Errors of controls whose text is no value yet. They prevent a save. */
  faults: FieldErrors;
  /** Errors that the server found. */
  errors: FieldErrors;
  trouble: string;
  conflict: SectionConflict<T> | null;
  /** Grows with each save that needs a choice: the conflict then takes the focus. */
  asked: number;
}

export type SectionEvent<T> =
  | { type: "typed"; draft: SectionDraft<T> }
  /** An empty text removes the fault. */
  | { type: "fault"; name: string; text: string }
  | { type: "sending" }
  | { type: "refused"; errors: FieldErrors; trouble: string }
  | { type: "conflicted"; draft: SectionDraft<T>; conflict: SectionConflict<T> }
  | { type: "choice_needed" }
  | { type: "troubled"; trouble: string }
  | { type: "kept_local" }
  /** The value was saved, discarded, or taken from the other person. */
  | { type: "replaced"; draft: SectionDraft<T> | null }
  /** An undo changed the settings of this section. */
  | { type: "undone" };

export const startSection = <T>(draft: SectionDraft<T> | null): SectionState<T> => ({
  draft,
  version: 0,
  busy: false,
  faults: {},
  errors: {},
  trouble: "",
  conflict: null,
  asked: 0,
});

/** The next state of a section after one event. */
export const reduceSection = <T>(state: SectionState<T>, event: SectionEvent<T>): SectionState<T> => {
  const clear = { errors: {}, trouble: "", busy: false };
  switch (event.type) {
    case "typed":
      return { ...state, errors: {}, trouble: "", draft: event.draft };
    case "fault":
      return { ...state, faults: withFault(state.faults, event.name, event.text) };
    case "sending":
      return { ...state, ...clear, busy: true };
    case "refused":
      return { ...state, busy: false, errors: event.errors, trouble: event.trouble };
    case "conflicted":
      return { ...state, ...clear, draft: event.draft, conflict: event.conflict, asked: state.asked + 1 };
    case "choice_needed":
      return { ...state, asked: state.asked + 1 };
    case "troubled":
      return { ...state, trouble: event.trouble };
    case "kept_local":
      return { ...state, conflict: null };
    case "replaced":
      return { ...state, ...clear, draft: event.draft, conflict: null, faults: {}, version: state.version + 1 };
    case "undone":
      return { ...state, version: state.version + 1 };
  }
};

/** The draft after a person took the remote values of a conflict; null if nothing local is left to save. */
export const withRemote = <T extends object>(value: T, conflict: SectionConflict<T>): SectionDraft<T> | null => {
  const taken = takeRemote(value, conflict.remote, conflict.keys);
  return isSame(taken, conflict.remote) ? null : { base: conflict.settings, value: taken };
};

const withFault = (faults: FieldErrors, name: string, text: string): FieldErrors => {
  if ((faults[name] ?? "") === text) return faults;
  const { [name]: _before, ...others } = faults;
  return text === "" ? others : { ...others, [name]: text };
};
