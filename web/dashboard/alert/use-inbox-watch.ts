import { createContext } from "preact";
import { useContext, useEffect, useMemo, useReducer } from "preact/hooks";
import type { ApiClient } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { phoneStorage } from "../crew/phone-storage.ts";
import { showTitleCount } from "../page-title.ts";
import { readAlertChoice } from "./alert-choice.ts";
import { createAlertTab } from "./alert-tab.ts";
import { createInboxWatch, type InboxCount, type InboxWatch } from "./inbox-watch.ts";

/** The watch of the signed-in person; null for a crew. */
export const InboxContext = createContext<InboxWatch | null>(null);

/** How many conversations need a reply; null until it is known. The shell renders its pages after each change. */
export const useInboxCount = (): InboxCount | null => useContext(InboxContext)?.count() ?? null;

/**
 * Watches the Inbox from every page of staff: the badge, the number in the title and on the app's icon. One window of
 * the browser plays a sound and shows a notification.
 */
export const useInboxWatch = (api: ApiClient, browser: Browser): InboxWatch => {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const watch = useMemo(() => {
    const tab = createAlertTab();
    const storage = phoneStorage();
    return createInboxWatch({
      summary: () => api.getInboxSummary(),
      browser,
      isHidden: () => document.visibilityState === "hidden",
      changed: () => render(undefined),
      arrived: () => {
        if (!tab.isChosen()) return;
        const choice = readAlertChoice(storage);
        if (choice.sound) tab.chime();
        if (choice.notifications) void import("./notify.ts").then(({ notifyOf }) => notifyOf(api));
      },
    });
  }, [api, browser]);
  useEffect(() => {
    const refresh = () => void watch.refresh();
    const seen = () => document.visibilityState === "visible" && refresh();
    refresh();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", refresh);
    return () => {
      watch.pause();
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", refresh);
    };
  }, [watch]);
  const count = watch.count()?.needs_reply ?? 0;
  useEffect(() => {
    showTitleCount(count);
    const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
    shown?.catch(() => undefined); // no icon to put a number on
  }, [count]);
  return watch;
};
