import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { baseOf, printRoute, readRoute, type Route } from "./route.ts";

export interface Navigation {
  route: Route;
  /** Goes there; `replace` where going back should not come by here again. */
  go: (change: Partial<Route>, replace?: boolean) => void;
  /** The address of a change, for a link that can be opened elsewhere. */
  href: (change: Partial<Route>) => string;
}

/** Where we are, in real addresses: back, forward, reload and a sent link all work. */
export const useNavigation = (): Navigation => {
  const base = useMemo(() => baseOf(location.pathname), []);
  const [route, setRoute] = useState(() => readRoute(location, base));
  useEffect(() => {
    const read = () => setRoute(readRoute(location, base));
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, [base]);
  const href = useCallback((change: Partial<Route>) => printRoute({ ...route, ...change }, base), [route, base]);
  const go = useCallback(
    (change: Partial<Route>, replace = false) => {
      // From the address, not from what was drawn: two steps may follow each other before the next drawing.
      const next = printRoute({ ...readRoute(location, base), ...change }, base);
      if (replace) history.replaceState(null, "", next);
      else if (next !== location.pathname + location.search) history.pushState(null, "", next);
      setRoute(readRoute(location, base));
    },
    [base],
  );
  return { route, go, href };
};

/** For the `onClick` of a link: what opens a new tab or window stays the browser's affair. */
export const followHere =
  (go: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };
