import { useEffect } from "preact/hooks";

interface Live {
  refresh: () => Promise<void>;
  pause: () => void;
}

/**
 * Refreshes live data while the page is visible and at each of `events`: `online`, and `offline` where the page should
 * notice a lost connection immediately. Pauses while the page is hidden.
 */
export const useWhileVisible = (live: Live, events: readonly ("online" | "offline")[]): void => {
  useEffect(() => {
    const refresh = () => void live.refresh();
    const visibilityChanged = () => (document.visibilityState === "visible" ? refresh() : live.pause());
    refresh();
    document.addEventListener("visibilitychange", visibilityChanged);
    for (const name of events) addEventListener(name, refresh);
    return () => {
      live.pause();
      document.removeEventListener("visibilitychange", visibilityChanged);
      for (const name of events) removeEventListener(name, refresh);
    };
  }, [live]);
};
