/** What the address says: a place, and what is open in it. Everything a reload or a sent link must bring back. */
export interface Route {
  place: Place;
  /** The board's day; null is today. */
  day: string | null;
  /** The job in the side sheet. */
  job: string | null;
  /** The sheet of a new job is open. */
  creating: boolean;
  /** Filters of the list of jobs. */
  filter: Filter;
}

export const places = ["board", "jobs", "people", "settings", "crew"] as const;
export type Place = (typeof places)[number] | "nowhere";

export interface Filter {
  q: string;
  status: string;
  crew: string;
  from: string;
  to: string;
}

export const noFilter: Filter = { q: "", status: "", crew: "", from: "", to: "" };

/** `base` is where the dashboard lives: "" on its own origin, "/dashboard" on staging. */
export const readRoute = ({ pathname, search }: Pick<Location, "pathname" | "search">, base: string): Route => {
  const [name = "", ...rest] = pathname.slice(base.length).split("/").filter(Boolean);
  const query = new URLSearchParams(search);
  const day = query.get("day");
  return {
    place: rest.length > 0 ? "nowhere" : name === "" ? "board" : (places.find((place) => place === name) ?? "nowhere"),
    day: day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null,
    job: query.get("job"),
    creating: query.has("new"),
    filter: {
      q: query.get("q") ?? "",
      status: query.get("status") ?? "",
      crew: query.get("crew") ?? "",
      from: query.get("from") ?? "",
      to: query.get("to") ?? "",
    },
  };
};

export const printRoute = ({ place, day, job, creating, filter }: Route, base: string): string => {
  const query = new URLSearchParams();
  if (place === "board" && day !== null) query.set("day", day);
  if (place === "jobs") for (const [name, value] of Object.entries(filter)) if (value !== "") query.set(name, value);
  if (place === "board" || place === "jobs") {
    if (job !== null) query.set("job", job);
    if (creating) query.set("new", "");
  }
  const text = query.toString().replace(/\bnew=$/, "new");
  const path = place === "board" ? "/" : `/${place}`;
  return `${base}${path}${text === "" ? "" : `?${text}`}`;
};

/** Staging shows the dashboard under a folder of the site. */
export const baseOf = (pathname: string): string => (/^\/dashboard(\/|$)/.test(pathname) ? "/dashboard" : "");
