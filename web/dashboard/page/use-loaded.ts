import { useCallback, useEffect, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import { problemText } from "../form/problem-text.ts";

/** What a page loads before it can show anything. */
export interface Loaded<T> {
  /** Null until it arrives. */
  value: T | null;
  /** Why it could not be loaded; empty if it was, or still loads. */
  trouble: string;
  reload: () => Promise<void>;
  /** Replaces the value after a change that this page saved. */
  change: (next: (now: T) => T) => void;
}

/** Loads when the page opens. Calls `signIn` if the session ended. `load` must be stable between renders. */
export const useLoaded = <T>(load: () => Promise<Answer<T>>, signIn: () => void): Loaded<T> => {
  const [value, setValue] = useState<T | null>(null);
  const [trouble, setTrouble] = useState("");
  const reload = useCallback(async () => {
    setTrouble("");
    const answer = await load();
    if (answer.ok) setValue(answer.value);
    else if (answer.problem?.code === "sign_in_required") signIn();
    else setTrouble(problemText(answer.problem));
  }, [load, signIn]);
  useEffect(() => void reload(), [reload]);
  const change = useCallback((next: (now: T) => T) => setValue((now) => (now === null ? null : next(now))), []);
  return { value, trouble, reload, change };
};
