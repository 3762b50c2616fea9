import { useEffect, useReducer, useRef, type Dispatch } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/settings.ts";
import { hasErrors, type FieldErrors } from "../form/form-state.ts";
import { isSame } from "../form/merge.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import type { Navigation } from "../navigation.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { saveSection } from "./save-section.ts";
import type { Section } from "./section.ts";
import {
  reduceSection,
  startSection,
  withRemote,
  type SectionDraft,
  type SectionEvent,
  type SectionState,
} from "./section-state.ts";
import type { Settings, SettingsApi } from "./settings-api.ts";

/** What every section of the settings uses. */
export interface SettingsContext {
  api: SettingsApi;
  settings: Settings;
  setSettings: (settings: Settings) => void;
  mayChange: boolean;
  onNotify: (done: Undoable) => void;
  signIn: () => void;
  /** The tab's storage, which keeps unsaved changes over a reload. */
  storage: Pick<Browser, "read" | "write">;
  /** Marks a section as having unsaved changes, or none. */
  mark: (id: string, dirty: boolean) => void;
  now: () => number;
  navigation: Pick<Navigation, "go" | "href">;
}

/** One section while it is edited. It is saved by itself, and each save offers its undo. */
export interface Edited<T> extends Pick<
  SectionState<T>,
  "version" | "busy" | "trouble" | "conflict" | "asked" | "errors"
> {
  value: T;
  dirty: boolean;
  change: (part: Partial<T>) => void;
  replace: (value: T) => void;
  /** Reports a control whose text is no value yet; an empty text clears the report. A reported section is not saved. */
  fault: (name: string, text: string) => void;
  save: () => void;
  discard: () => void;
  resolve: (which: "local" | "remote") => void;
}

export const useSection = <T extends object>(context: SettingsContext, section: Section<T>): Edited<T> => {
  const { settings, setSettings, storage, mark } = context;
  const name = `settings/${section.id}`;
  const [state, dispatch] = useReducer<SectionState<T>, SectionEvent<T>, null>(reduceSection, null, () =>
    startSection(readDraft(storage.read(name), section)),
  );
  const { draft, faults, conflict } = state;
  const base = draft?.base ?? settings;
  const value = draft?.value ?? section.read(settings);
  const dirty = hasErrors(faults) || (draft !== null && !isSame(draft.value, section.read(draft.base)));
  useEffect(() => {
    mark(section.id, dirty);
    storage.write(name, dirty && draft !== null ? draft : null);
  }, [dirty, draft]);
  const running = useRef(false);
  const send = async (from: Settings) => {
    if (running.current) return;
    running.current = true;
    await saveDraft(context, section, { base: from, value }, dispatch);
    running.current = false;
  };
  const type = (next: T) => dispatch({ type: "typed", draft: { base, value: next } });
  return {
    ...state,
    value,
    dirty,
    errors: { ...state.errors, ...faults },
    change: (part) => type({ ...value, ...part }),
    replace: type,
    fault: (control, text) => dispatch({ type: "fault", name: control, text }),
    save: () => {
      // Enter in a field saves too. It must not save over a conflict before a person chose.
      if (conflict !== null) dispatch({ type: "choice_needed" });
      else if (hasErrors(faults)) dispatch({ type: "troubled", trouble: message.checkFields });
      else void send(base);
    },
    discard: () => dispatch({ type: "replaced", draft: null }),
    resolve: (which) => {
      if (conflict === null) return;
      if (which === "local") {
        dispatch({ type: "kept_local" });
        return void send(conflict.settings);
      }
      setSettings(conflict.settings);
      dispatch({ type: "replaced", draft: withRemote(value, conflict) });
    },
  };
};

/** Saves a draft and shows the outcome. */
const saveDraft = async <T extends object>(
  context: SettingsContext,
  section: Section<T>,
  { base, value }: SectionDraft<T>,
  dispatch: Dispatch<SectionEvent<T>>,
): Promise<void> => {
  const { api, setSettings, onNotify, signIn } = context;
  dispatch({ type: "sending" });
  const saved = await saveSection(api, section, base, value);
  switch (saved.outcome) {
    case "saved":
      setSettings(saved.settings);
      dispatch({ type: "replaced", draft: null });
      return onNotify({
        text: message.saved(section.title),
        undo: () => void undoSection(context, section, saved.settings, base, dispatch),
      });
    case "conflict": {
      const conflict = { remote: section.read(saved.remote), keys: saved.keys, settings: saved.remote };
      return dispatch({ type: "conflicted", draft: { base: saved.remote, value: saved.local }, conflict });
    }
    case "refused": {
      if (saved.problem?.code === "sign_in_required") signIn();
      const errors: FieldErrors = fieldErrors(saved.problem);
      const trouble = hasErrors(errors) ? message.checkFields : problemText(saved.problem);
      return dispatch({ type: "refused", errors, trouble });
    }
  }
};

/** Undoes a save: writes the section as it was in `before`. */
const undoSection = async <T extends object>(
  { api, setSettings, onNotify }: SettingsContext,
  section: Section<T>,
  from: Settings,
  before: Settings,
  dispatch: Dispatch<SectionEvent<T>>,
): Promise<void> => {
  const { restore } = section;
  const write = restore === undefined ? section.write : (settings: Settings) => restore(settings, before);
  const undone = await saveSection(api, { ...section, write }, from, section.read(before));
  if (undone.outcome === "saved") {
    setSettings(undone.settings);
    dispatch({ type: "undone" });
    return onNotify({ text: message.undone(section.title), undo: null });
  }
  const text = undone.outcome === "refused" ? problemText(undone.problem) : message.conflictTitle;
  onNotify({ text, undo: null });
};

const readDraft = <T extends object>(stored: unknown, { read }: Section<T>): SectionDraft<T> | null => {
  if (typeof stored !== "object" || stored === null || !("base" in stored) || !("value" in stored)) return null;
  const draft = stored as SectionDraft<T>; // only this file writes under this name
  return isSame(draft.value, read(draft.base)) ? null : draft;
};
