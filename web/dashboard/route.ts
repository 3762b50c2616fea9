import { isDay } from "./day-range.ts";

/** What the address says: a place, and what is open in it. Everything that a reload or a sent link must bring back. */
export interface Route {
  place: Place;
  /** The board's day; null is today. */
  day: string | null;
  /** The job in the side sheet. */
  job: string | null;
  /** The sheet of a new job is open. */
  creating: boolean;
  filter: Filter;
}

/** Empty where it does not filter. `filtersOf` says which of them a place knows. */
export interface Filter {
  q: string;
  status: string;
  crew: string;
  /** Who did it, in what was done. */
  by: string;
  from: string;
  to: string;
  /** Where a page of the list begins. */
  cursor: string;
}

export type Place = "board" | "jobs" | "people" | "settings" | "activity" | "account" | "nowhere";

export const noFilter: Filter = { q: "", status: "", crew: "", by: "", from: "", to: "", cursor: "" };

/** `base` is where the dashboard lives: "" on its own origin, "/dashboard" on staging. */
export const readRoute = ({ pathname, search }: Pick<Location, "pathname" | "search">, base: string): Route => {
  const [name = "board", id, ...rest] = pathname.slice(base.length).split("/").filter(Boolean);
  const query = new URLSearchParams(search);
  const day = query.get("day");
  const filter = { ...noFilter };
  for (const key of filterNames) filter[key] = query.get(key) ?? "";
  return {
    place: rest.length > 0 || (id !== undefined && name !== "jobs") ? "nowhere" : placeNamed(name),
    day: day !== null && isDay(day) ? day : null,
    job: name === "jobs" ? (id ?? null) : query.get("job"),
    creating: query.has("new"),
    filter,
  };
};

/** The one address of each route. What a place does not know is left out. */
export const printRoute = ({ place, day, job, creating, filter }: Route, base: string): string => {
  if (place !== "board" && place !== "jobs" && place !== "activity")
    return `${base}/${place === "nowhere" ? "" : place}`;
  const query: string[] = [];
  const add = (name: string, value: string) => query.push(`${name}=${encodeURIComponent(value)}`);
  if (place === "board" && day !== null) add("day", day);
  if (place === "board" && job !== null) add("job", job);
  for (const name of filtersOf[place]) if (filter[name] !== "") add(name, filter[name]);
  if (creating) query.push("new");
  const path = place === "jobs" && job !== null ? `/jobs/${encodeURIComponent(job)}` : `/${place}`;
  return `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
};

/** Staging shows the dashboard under a folder of the site. */
export const baseOf = (pathname: string): string => (/^\/dashboard(\/|$)/.test(pathname) ? "/dashboard" : "");

const filterNames = ["q", "status", "crew", "by", "from", "to", "cursor"] as const;
const filtersOf = {
  board: ["q", "status", "crew"],
  jobs: ["q", "status", "crew", "from", "to", "cursor"],
  activity: ["q", "by", "from", "to"],
} as const;

const placeNamed = (name: string): Place =>
  (["board", "jobs", "people", "settings", "activity", "account"] as const).find((place) => place === name) ??
  // Where a crew's phone was sent to: it has this one view, and whoever else comes here sees the board.
  (name === "crew" ? "board" : "nowhere");
