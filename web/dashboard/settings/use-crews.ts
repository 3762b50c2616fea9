import { useReducer, type Dispatch } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { currentIn, fieldErrors, problemText } from "../form/problem-text.ts";
import { emptyCrews, reduceCrews, type CrewsEvent, type CrewsState } from "./crews-state.ts";
import { freshName } from "./fresh-name.ts";
import type { Crew } from "./settings-api.ts";
import type { SettingsContext } from "./use-section.ts";

export interface Crews extends CrewsState {
  typeAdded: (name: string) => void;
  add: () => void;
  startRenaming: (crew: Crew) => void;
  typeRename: (name: string) => void;
  rename: () => void;
  resolve: (which: "local" | "remote") => void;
  remove: (crew: Crew) => void;
}

/** Adds, renames and removes crews, one call at a time. */
export const useCrews = (context: SettingsContext): Crews => {
  const { api, settings, setSettings, onNotify } = context;
  const [state, dispatch] = useReducer(reduceCrews, emptyCrews);
  const { renaming, conflict } = state;
  const call = <T>(at: string, send: () => Promise<Answer<T>>, saved: (value: T) => void) => {
    if (!state.busy) void callAt(context, dispatch, at, send, saved);
  };
  const undoWith = (send: () => Promise<Answer<unknown>>) => () =>
    call("crew", send, () => onNotify({ text: message.undone(message.crews), undo: null }));
  const rename = (id: string, was: string) => {
    const name = renaming?.name.trim() ?? "";
    if (name === "") return dispatch({ type: "failed", at: id, text: staff.nameNeeded });
    const undo = undoWith(() => api.changeCrew({ id, body: { name: was, seen: { name } } }));
    const saved = () => {
      dispatch({ type: "rename_ended" });
      onNotify({ text: message.crewRenamed(name), undo });
    };
    call(id, () => api.changeCrew({ id, body: { name, seen: { name: was } } }), saved);
  };
  return {
    ...state,
    typeAdded: (name) => dispatch({ type: "added_typed", name }),
    add: () => {
      const name = state.added.trim();
      if (name === "") return dispatch({ type: "failed", at: "crew", text: staff.nameNeeded });
      const taken = settings.crews.map((crew) => crew.id);
      const id = freshName(name, taken, "crew");
      const saved = (crew: Crew) => {
        dispatch({ type: "added" });
        onNotify({ text: message.crewAdded(crew.name), undo: undoWith(() => api.removeCrew({ id })) });
      };
      call("crew", () => api.createCrew({ body: { id, name } }), saved);
    },
    startRenaming: (crew) => dispatch({ type: "rename_started", crew }),
    typeRename: (name) => dispatch({ type: "rename_typed", name }),
    rename: () => renaming !== null && rename(renaming.id, renaming.was),
    resolve: (which) => {
      if (conflict === null) return;
      const { remote } = conflict;
      if (which === "local") return rename(remote.id, remote.name);
      setSettings({ ...settings, crews: settings.crews.map((crew) => (crew.id === remote.id ? remote : crew)) });
      dispatch({ type: "rename_ended" });
    },
    remove: ({ id, name }) => {
      const undo = undoWith(() => api.createCrew({ body: { id, name } }));
      call(
        "crew",
        () => api.removeCrew({ id }),
        () => onNotify({ text: message.crewRemoved(name), undo }),
      );
    },
  };
};

/** Makes one call and shows what is wrong with it at the form `at`. */
const callAt = async <T>(
  { api, setSettings, signIn }: SettingsContext,
  dispatch: Dispatch<CrewsEvent>,
  at: string,
  send: () => Promise<Answer<T>>,
  saved: (value: T) => void,
): Promise<void> => {
  dispatch({ type: "sending" });
  const answer = await send();
  if (answer.ok) {
    saved(answer.value);
    // Crews are part of the settings, so the revision changed: the next save needs the newest settings.
    const newest = await api.getSettings();
    if (newest.ok) setSettings(newest.value);
  } else if (answer.problem?.code === "sign_in_required") signIn();
  else {
    const remote = currentIn<Crew>(answer.problem);
    const [error] = Object.values(fieldErrors(answer.problem));
    if (remote !== null) dispatch({ type: "conflicted", remote });
    else dispatch({ type: "failed", at, text: error ?? problemText(answer.problem) });
  }
  dispatch({ type: "sent" });
};
