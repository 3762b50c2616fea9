import type { Route } from "./route.ts";

/** Starts the first API calls of a page before its code has loaded. */
export interface Prefetch {
  fetcher: typeof fetch;
  /** Requests these paths now. The first call for a path gets the answer; later calls request it again. */
  begin: (paths: string[]) => void;
}

const mostMs = 15_000;

export const createPrefetch = (fetcher: typeof fetch): Prefetch => {
  const begun = new Map<string, Promise<Response>>();
  return {
    begin: (paths) => {
      for (const path of paths) {
        const answer = fetcher(path, { cache: "no-store", signal: AbortSignal.timeout(mostMs) });
        answer.catch(() => undefined); // the call that takes it handles the failure
        begun.set(path, answer);
      }
    },
    fetcher: (input, init) => {
      const path = typeof input === "string" && isPlain(init) ? input : "";
      const early = begun.get(path);
      if (early === undefined) return fetcher(input, init);
      begun.delete(path);
      return early;
    },
  };
};

/** A GET without a conditional header. */
const isPlain = (init: RequestInit | undefined): boolean =>
  (init?.method ?? "GET") === "GET" && !new Headers(init?.headers).has("if-none-match");

/** The first API calls of the page at this address. */
export const firstCalls = ({ place, day }: Pick<Route, "place" | "day">): string[] => {
  if (place === "board") return [`/api/v1/board${day === null ? "" : `?day=${day}`}`, "/api/v1/settings"];
  return place === "jobs" ? ["/api/v1/settings"] : [];
};
