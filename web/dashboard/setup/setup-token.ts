import type { Browser } from "../../shared/browser.ts";

const kept = "setup";

/**
 * The one-time token of the link that the terminal printed, or null. It leaves the address bar before anything else
 * happens; this tab keeps it for a reload, and `forget` ends that.
 */
export const takeSetupToken = (
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
  browser: Pick<Browser, "read" | "write">,
): string | null => {
  const found = /^#setup=([\w-]{1,100})$/.exec(location.hash)?.[1];
  if (found !== undefined) {
    history.replaceState(null, "", location.pathname + location.search);
    browser.write(kept, found);
    return found;
  }
  const before = browser.read(kept);
  return typeof before === "string" ? before : null;
};

export const forgetSetupToken = (browser: Pick<Browser, "write">): void => browser.write(kept, null);
