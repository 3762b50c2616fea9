import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";

/** A change by another person arrives within five seconds, also without a board. */
const everyMs = 3_000;

export interface JobState {
  job: Job | null;
  /** Why the job could not be loaded; null while it loads. */
  trouble: { problem: Problem | null } | null;
  /** Takes a newer revision, from an answer or from a refusal. */
  take: (job: Job) => void;
  refresh: () => void;
}

/** One live job. It is read every few seconds, and immediately if the board has a newer revision. */
export const useJob = ({ api, browser }: Pick<AppContext, "api" | "browser">, id: string, seen: number): JobState => {
  const [job, setJob] = useState<Job | null>(null);
  const [trouble, setTrouble] = useState<JobState["trouble"]>(null);
  const rev = useRef(0);
  const take = useCallback((next: Job) => {
    if (next.rev < rev.current) return;
    rev.current = next.rev;
    setJob(next);
    setTrouble(null);
  }, []);
  const refresh = useCallback(async () => {
    const answer = await api.getJob({ id, etag: `"${rev.current}"` });
    if (answer.ok) {
      if (answer.value !== "unchanged") take(answer.value);
    } else if (rev.current === 0) setTrouble({ problem: answer.problem });
  }, [api, id, take]);
  useEffect(() => {
    if (seen > rev.current || seen === 0) void refresh();
  }, [refresh, seen]);
  useEffect(() => {
    let callOff = () => {};
    const again = () => {
      callOff = browser.after(everyMs, () => {
        if (document.visibilityState === "visible") void refresh();
        again();
      });
    };
    again();
    return () => callOff();
  }, [browser, refresh]);
  return { job, trouble, take, refresh: () => void refresh() };
};
