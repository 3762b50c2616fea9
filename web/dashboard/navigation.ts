import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { baseOf, printRoute, readRoute, type Route } from "./route.ts";

export interface Navigation {
  route: Route;
  /** Opens a route. With `replace`, the Back button skips the present one. */
  go: (change: Partial<Route>, replace?: boolean) => void;
  /** The address of a route, for a link that can open in a new tab. */
  href: (change: Partial<Route>) => string;
}

/** The route in the address bar, so that Back, Forward, reload and a sent link work. */
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
      // Read the address, because two changes can follow each other before the next render.
      const next = printRoute({ ...readRoute(location, base), ...change }, base);
      if (replace) history.replaceState(null, "", next);
      else if (next !== location.pathname + location.search + location.hash) history.pushState(null, "", next);
      setRoute(readRoute(location, base));
    },
    [base],
  );
  return { route, go, href };
};

/** An `onClick` for a link that opens its route in this tab. A click with a modifier is left to the browser. */
export const followHere =
  (go: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };

/** The props of a link that opens a route in this tab. */
export const linkTo = ({ href, go }: Pick<Navigation, "href" | "go">, change: Partial<Route>) => ({
  href: href(change),
  onClick: followHere(() => go(change)),
});
