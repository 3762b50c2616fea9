import { useEffect, useRef, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/settings.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { Settings, SettingsApi } from "./settings-api.ts";
import { saveSection } from "./save-section.ts";
import { same, takeTheirs, type Section } from "./section.ts";

/** What every section of the page works with. */
export interface SettingsContext {
  api: SettingsApi;
  settings: Settings;
  setSettings: (settings: Settings) => void;
  mayChange: boolean;
  onNotify: (done: Undoable) => void;
  signIn: () => void;
  /** What was typed and not saved is kept in this tab. */
  storage: Pick<Browser, "read" | "write">;
  /** Which sections are not saved, for whoever is about to leave. */
  mark: (id: string, dirty: boolean) => void;
  now: () => number;
}

export interface Edited<T> {
  value: T;
  /** Grows whenever the value was replaced from outside: an editor with text of its own begins anew. */
  version: number;
  dirty: boolean;
  busy: boolean;
  /** By JSON path, as in `business.phone`: what this page or the server has against it. */
  errors: Record<string, string>;
  trouble: string;
  conflict: { theirs: T; keys: string[]; settings: Settings } | null;
  /** Grows with each save that only a choice can finish: the conflict then takes the focus. */
  asked: number;
  change: (part: Partial<T>) => void;
  replace: (value: T) => void;
  /** What a control holds that is no value yet; empty takes it back. It keeps the section from being saved. */
  fault: (name: string, text: string) => void;
  save: () => void;
  discard: () => void;
  resolve: (which: "mine" | "theirs") => void;
}

interface Draft<T> {
  base: Settings;
  value: T;
}

/** One section as it is edited: from the settings it began with, saved by itself, taken back within ten seconds. */
export const useSection = <T extends object>(context: SettingsContext, section: Section<T>): Edited<T> => {
  const { api, settings, setSettings, storage, onNotify, mark } = context;
  const name = `settings/${section.id}`;
  const [draft, setDraft] = useState<Draft<T> | null>(() => readDraft(storage.read(name), section));
  const [version, setVersion] = useState(0);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [conflict, setConflict] = useState<Edited<T>["conflict"]>(null);
  const [asked, setAsked] = useState(0);
  const running = useRef(false);

  const base = draft?.base ?? settings;
  const value = draft?.value ?? section.read(settings);
  const hasFaults = Object.keys(faults).length > 0;
  const dirty = hasFaults || (draft !== null && !same(draft.value, section.read(draft.base)));
  useEffect(() => {
    mark(section.id, dirty);
    storage.write(name, dirty && draft !== null ? draft : null);
  }, [dirty, draft]);

  const put = (next: Draft<T> | null, anew: boolean) => {
    setDraft(next);
    setWrong({});
    setTrouble("");
    if (!anew) return;
    setConflict(null);
    setFaults({});
    setVersion((count) => count + 1);
  };

  const takeBack = async (from: Settings, before: Settings) => {
    const undone = await saveSection(
      api,
      section.restore === undefined
        ? section
        : { ...section, write: (settings) => section.restore?.(settings, before) ?? settings },
      from,
      section.read(before),
    );
    if (undone.outcome === "saved") setSettings(undone.settings);
    if (undone.outcome === "saved") setVersion((count) => count + 1);
    const text =
      undone.outcome === "saved"
        ? message.undone(section.title)
        : undone.outcome === "refused"
          ? problemText(undone.problem)
          : message.conflictTitle;
    onNotify({ text, undo: null });
  };

  const send = async (from: Settings, mine: T) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setWrong({});
    setTrouble("");
    const saved = await saveSection(api, section, from, mine);
    running.current = false;
    setBusy(false);
    switch (saved.outcome) {
      case "saved":
        setSettings(saved.settings);
        put(null, true);
        onNotify({ text: message.saved(section.title), undo: () => void takeBack(saved.settings, from) });
        return;
      case "conflict":
        setConflict({ theirs: section.read(saved.theirs), keys: saved.keys, settings: saved.theirs });
        setDraft({ base: saved.theirs, value: saved.mine });
        setAsked((count) => count + 1);
        return;
      case "refused": {
        if (saved.problem?.code === "sign_in_required") context.signIn();
        const found = fieldErrors(saved.problem);
        setWrong(found);
        setTrouble(Object.keys(found).length > 0 ? message.checkFields : problemText(saved.problem));
      }
    }
  };

  return {
    value,
    version,
    dirty,
    busy,
    errors: { ...wrong, ...faults },
    trouble,
    conflict,
    asked,
    change: (part) => put({ base, value: { ...value, ...part } }, false),
    replace: (next) => put({ base, value: next }, false),
    fault: (name, text) =>
      setFaults((now) => {
        if ((now[name] ?? "") === text) return now;
        const { [name]: _before, ...others } = now;
        return text === "" ? others : { ...others, [name]: text };
      }),
    save: () => {
      // Return in a field saves as well: over theirs only after a choice.
      if (conflict !== null) setAsked((count) => count + 1);
      else if (hasFaults) setTrouble(message.checkFields);
      else void send(base, value);
    },
    discard: () => put(null, true),
    resolve: (which) => {
      if (conflict === null) return;
      if (which === "mine") {
        setConflict(null);
        void send(conflict.settings, value);
        return;
      }
      const taken = takeTheirs(value, conflict.theirs, conflict.keys);
      setSettings(conflict.settings);
      // What of mine nobody else touched is still mine to save.
      put(same(taken, conflict.theirs) ? null : { base: conflict.settings, value: taken }, true);
    },
  };
};

const readDraft = <T extends object>(kept: unknown, { read }: Section<T>): Draft<T> | null => {
  if (typeof kept !== "object" || kept === null || !("base" in kept) || !("value" in kept)) return null;
  const draft = kept as Draft<T>; // written by nobody but this file, under a name of its own
  return same(draft.value, read(draft.base)) ? null : draft;
};
