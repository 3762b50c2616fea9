import { isDay } from "./day-range.ts";

/** What the address says: a page, and what is open on it. A reload or a sent link restores all of it. */
export interface Route {
  place: Place;
  /** The day of the board; null is today. */
  day: string | null;
  /** The job in the side panel. */
  job: string | null;
  /** The customer on the page of customers. */
  customer: string | null;
  /** The conversation on the Inbox page. */
  conversation: string | null;
  /** True while the side panel has a new job. */
  creating: boolean;
  /** The section to start at, as in `/settings#crews` and `/integrations#webhooks`; null for the top. */
  section: string | null;
  filter: Filter;
}

/** Empty values do not filter. `filtersOf` lists the filters of each page. */
export interface Filter {
  q: string;
  status: string;
  crew: string;
  /** The person of the activity list. */
  by: string;
  from: string;
  to: string;
  /** The list of the Inbox: empty for what needs a reply, `mine` or `all`. */
  box: string;
  /** The tag of the list of customers. */
  tag: string;
  /** Where the shown part of the list begins. */
  cursor: string;
}

export type Place =
  | "board"
  | "jobs"
  | "rentals"
  | "inbox"
  | "outbox"
  | "customers"
  | "people"
  | "settings"
  | "messages"
  | "integrations"
  | "activity"
  | "account"
  | "nowhere";

export const noFilter: Filter = { q: "", box: "", status: "", crew: "", by: "", from: "", to: "", tag: "", cursor: "" };

/** `base` is the folder of the dashboard: "" on its own origin, "/dashboard" on staging. */
export const readRoute = (
  { pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">,
  base: string,
): Route => {
  const [name = "board", id, ...rest] = pathname.slice(base.length).split("/").filter(Boolean);
  const query = new URLSearchParams(search);
  const day = query.get("day");
  const filter = { ...noFilter };
  for (const key of filterNames) filter[key] = query.get(key) ?? "";
  return {
    place:
      rest.length > 0 || (id !== undefined && name !== "jobs" && name !== "customers" && name !== "inbox")
        ? "nowhere"
        : placeNamed(name),
    day: day !== null && isDay(day) ? day : null,
    job: name === "jobs" ? (id ?? null) : query.get("job"),
    customer: name === "customers" ? (id ?? null) : null,
    conversation: name === "inbox" ? (id ?? null) : null,
    creating: query.has("new"),
    section: hasSections(name) && hash.length > 1 ? hash.slice(1) : null,
    filter,
  };
};

/** The address of a route. It has only what the page of that route uses. */
export const printRoute = (
  { place, day, job, customer, conversation, creating, section, filter }: Route,
  base: string,
): string => {
  if (hasSections(place)) return `${base}/${place}${section === null ? "" : `#${section}`}`;
  if (place === "customers" && customer !== null) return `${base}/customers/${encodeURIComponent(customer)}`;
  if (place === "nowhere" || !(place in filtersOf)) return `${base}/${place === "nowhere" ? "" : place}`;
  const query: string[] = [];
  const add = (name: string, value: string) => query.push(`${name}=${encodeURIComponent(value)}`);
  if (place === "board" && day !== null) add("day", day);
  if (place === "board" && job !== null) add("job", job);
  for (const name of filtersOf[place as keyof typeof filtersOf]) if (filter[name] !== "") add(name, filter[name]);
  if (creating) query.push("new");
  const id = place === "jobs" ? job : place === "inbox" ? conversation : null;
  const path = id === null ? `/${place}` : `/${place}/${encodeURIComponent(id)}`;
  return `${base}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`;
};

/** The folder of the dashboard: staging serves it in a folder of the site. */
export const baseOf = (pathname: string): string => (/^\/dashboard(\/|$)/.test(pathname) ? "/dashboard" : "");

const filterNames = ["q", "box", "status", "crew", "by", "from", "to", "tag", "cursor"] as const;
const filtersOf = {
  board: ["q", "status", "crew"],
  jobs: ["q", "status", "crew", "from", "to", "cursor"],
  inbox: ["q", "box"],
  customers: ["q", "tag", "cursor"],
  activity: ["q", "by", "from", "to"],
} as const;

const places = [
  "board",
  "jobs",
  "rentals",
  "inbox",
  "outbox",
  "customers",
  "people",
  "settings",
  "messages",
  "integrations",
  "activity",
  "account",
] as const satisfies Place[];

const hasSections = (place: string): boolean => place === "settings" || place === "integrations";

const placeNamed = (name: string): Place =>
  places.find((place) => place === name) ??
  // A crew's phone opens `/crew`. Staff who open it see the board.
  (name === "crew" ? "board" : "nowhere");
