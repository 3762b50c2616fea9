import type { Route } from "./route.ts";

/** What a view asks first can be on its way before its code is here and it is drawn. */
export interface Prefetch {
  fetcher: typeof fetch;
  /** Asks for these paths now. Each answer is given to whoever asks for that path first, and to nobody else. */
  begin: (paths: string[]) => void;
}

const mostMs = 15_000;

export const createPrefetch = (fetcher: typeof fetch): Prefetch => {
  const begun = new Map<string, Promise<Response>>();
  return {
    begin: (paths) => {
      for (const path of paths) {
        const answer = fetcher(path, { cache: "no-store", signal: AbortSignal.timeout(mostMs) });
        answer.catch(() => undefined); // whoever takes it meets the failure
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

/** A look that has nothing to compare with. */
const isPlain = (init: RequestInit | undefined): boolean =>
  (init?.method ?? "GET") === "GET" && !new Headers(init?.headers).has("if-none-match");

/** What the view at this address is going to ask. */
export const firstCalls = ({ place, day }: Pick<Route, "place" | "day">): string[] => {
  if (place === "board") return [`/api/v1/board${day === null ? "" : `?day=${day}`}`, "/api/v1/settings"];
  return place === "jobs" ? ["/api/v1/settings"] : [];
};
