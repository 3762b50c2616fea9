import type { Crew } from "./settings-api.ts";

/** The crews section: what is typed, what is wrong, and a merge conflict. */
export interface CrewsState {
  /** The name of a new crew. */
  added: string;
  /** The crew that is being renamed, with the name that the rename replaces. */
  renaming: { id: string; name: string; was: string } | null;
  /** An error at the form of one crew, or at `crew` for the form of a new one. */
  error: { at: string; text: string } | null;
  /** Another owner renamed the same crew. `asked` grows with each save that needs a choice. */
  conflict: { remote: Crew; asked: number } | null;
  busy: boolean;
}

export type CrewsEvent =
  | { type: "added_typed"; name: string }
  | { type: "added" }
  | { type: "rename_started"; crew: Crew }
  | { type: "rename_typed"; name: string }
  | { type: "rename_ended" }
  | { type: "sending" }
  | { type: "sent" }
  | { type: "failed"; at: string; text: string }
  | { type: "conflicted"; remote: Crew };

export const emptyCrews: CrewsState = { added: "", renaming: null, error: null, conflict: null, busy: false };

/** The next state of the crews section after one event. */
export const reduceCrews = (state: CrewsState, event: CrewsEvent): CrewsState => {
  switch (event.type) {
    case "added_typed":
      return { ...state, added: event.name };
    case "added":
      return { ...state, added: "" };
    case "rename_started":
      return { ...state, renaming: { id: event.crew.id, name: event.crew.name, was: event.crew.name } };
    case "rename_typed":
      return state.renaming === null ? state : { ...state, renaming: { ...state.renaming, name: event.name } };
    case "rename_ended":
      return { ...state, renaming: null, conflict: null };
    case "sending":
      return { ...state, busy: true, error: null };
    case "sent":
      return { ...state, busy: false };
    case "failed":
      return { ...state, error: { at: event.at, text: event.text } };
    case "conflicted":
      return { ...state, conflict: { remote: event.remote, asked: (state.conflict?.asked ?? 0) + 1 } };
  }
};
