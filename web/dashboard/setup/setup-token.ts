import type { Browser } from "../../shared/browser.ts";

const kept = "setup";

/**
 * The one-time token of the link that the terminal printed, or null. It leaves the address bar before anything else
 * happens, whether or not the server still takes it; this tab keeps it for a reload, and `forget` ends that. What a
 * chat or a terminal put behind the link (a period, a bracket) is no part of the token.
 */
export const takeSetupToken = (
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState" | "state">,
  browser: Pick<Browser, "read" | "write">,
): string | null => {
  const found = /^#setup=([\w-]{0,100})/.exec(location.hash)?.[1];
  if (found !== undefined) history.replaceState(history.state, "", location.pathname + location.search);
  if (found !== undefined && found !== "") {
    browser.write(kept, found);
    return found;
  }
  const before = browser.read(kept);
  return typeof before === "string" ? before : null;
};

export const forgetSetupToken = (browser: Pick<Browser, "write">): void => browser.write(kept, null);
