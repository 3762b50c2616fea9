import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";

/** What somebody else changes is here within five seconds, also where no board tells of it. */
const everyMs = 3_000;

export interface JobState {
  job: Job | null;
  /** Why there is none yet; null while it is on its way. */
  trouble: { problem: Problem | null } | null;
  /** Takes a newer one: an answer to a change, or what a refusal brought. */
  take: (job: Job) => void;
  refresh: () => void;
}

/** One job, live while its sheet is open: looked at again every few seconds, and at once when the board has a newer one. */
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
