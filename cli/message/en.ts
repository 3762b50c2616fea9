import type { HistoryWhat, Status } from "../../domain/job.ts";
import type { Stage } from "../../domain/status.ts";

/** What the owner, a dispatcher or whoever sits at the terminal reads, in English. */
export const status: Record<Status, string> = {
  booked: "Booked",
  ready_for_pickup: "Ready for pickup",
  in_progress: "In progress",
  completed: "Completed",
  cancelled: "Cancelled",
};

/** What the status alone does not say. */
export const stage: Partial<Record<Stage, string>> = {
  en_route: "crew on the way",
  on_site: "on site",
  attempted: "attempted, needs a new time",
};

export const what: Record<HistoryWhat, string> = {
  booked: "Booked",
  imported: "Imported",
  ready_for_pickup: "Ready for pickup",
  en_route: "Crew on the way",
  on_site: "Crew on site",
  dropped_off: "Dropped off",
  in_progress: "Started",
  attempted: "Attempted",
  completed: "Completed",
  cancelled: "Cancelled",
  moved: "Moved",
  assigned: "Assigned",
  priced: "Price changed",
  edited: "Changed",
  messaged: "Message from the customer",
  link_revoked: "Tracking link revoked",
  link_replaced: "Tracking link replaced",
  undone: "Undone",
};

export const anyTime = "Any time";
export const noDay = "No day yet";
export const noName = "(no name)";
export const noCrew = "No crew";
export const today = "today";
export const tomorrow = "tomorrow";

export const job = "Job";
export const when = "When";
export const who = "Who";
export const where = "Where";
export const service = "Service";
export const items = "Items";
export const price = "Price";
export const crew = "Crew";
export const link = "Link";
export const was = "Old id";
export const soFar = "So far";
export const seen = "Saw";
/** What a job card says of the page that it was booked on. */
export const saw = (release: string, id: string) => `the page of release ${release}; jobs show --as-seen ${id}`;

export const jobs = (count: number) => (count === 1 ? "1 job" : `${count.toLocaleString("en")} jobs`);
export const amended = (from: string, to: string, reason: string, by: string) => `${from} → ${to}: ${reason} (${by})`;
export const by = (name: string) => `by ${name}`;
export const linkRevoked = "revoked; jobs link ID --replace makes a new one";
export const linkExpired = "expired";
export const linkUnserved =
  "This address is a guess, because no server runs on this store: start tailboard serve, or set PORT or TAILBOARD_SITE_URL.";
export const noLink = (state: string) => `The tracking link is ${state}.`;
export const moreJobs = "There are more: add --all, or narrow it with --day, --status or --q.";
export const unreadableDays = (days: string[]) =>
  days.length === 1
    ? `Couldn't read ${days[0]}. Its jobs are missing from this list. Run tailboard doctor.`
    : `Couldn't read ${days.join("; ")}. Their jobs are missing from this list. Run tailboard doctor.`;
export const stopsOnDay = (count: number, day: string) =>
  count === 1
    ? `1 stop on ${day}. Move it first, or close anyway.`
    : `${count} stops on ${day}. Move them first, or close anyway.`;
export const closingQuestion = "Close anyway? yes or no";
export const closingOption = "--yes closes the day anyway. tailboard jobs list --day DAY lists its jobs.";
export const noJobsAtAll =
  'No jobs yet. The first one gets here when a customer books, or with\n  tailboard jobs new --name Mark --address "Soderblom Ave, San Diego, CA 92122" --service trailer-15 --day tomorrow';
export const noJobs =
  "No jobs there. Without --day or --from, the list shows last week, the next 30 days, and what has no day yet.";

export const leftForLater = (why: string) =>
  `Done, but what follows from it could not all be done yet: ${why} A running server tries again.`;
export const unchanged = "Nothing to change: it is so already.";
export const changedMeanwhile = (changes: string) =>
  `Somebody changed this job meanwhile:\n${changes}\nNothing of yours was changed. Look at it, then say it again.`;
export const closestFree = "Closest free:";
export const windowsOn = (day: string) => `${day} has these arrival windows:`;
export const noWindowsOn = (day: string) => `${day} has no arrival windows; --any-time gives no window.`;
export const services = (ids: string) => `Services here: ${ids}`;
export const crews = (ids: string) => `Crews here: ${ids}`;
export const crewAdded = (name: string, id: string) => `Added ${name} (${id}).`;
export const crewGone = "not active";
export const noCrews = 'No crews yet. Add one: tailboard crews add --id crew-2 --name "Ana\'s crew"';

export const roles = { owner: "Owner", dispatcher: "Dispatcher", crew: "Crew" };
export const personAdded = (name: string, login: string) => `${name} can sign in as ${login}.`;
export const sampleDayThere = (jobs: number, day: string) =>
  `${jobs} sample jobs are on the board, around ${day}. Take them away with: tailboard demo --remove`;
export const sampleDayRemoved = (removed: number) =>
  removed === 0 ? "There is no sample day." : `Took ${removed} sample jobs away.`;
export const personRemoved = (name: string) => `Removed ${name}; signed out everywhere.`;
export const passwordChanged = (name: string) => `${name} has a new password and signs in again everywhere.`;
export const noPeople = "Nobody can sign in yet. `tailboard serve` prints a link, or: tailboard users add --help";
export const nobody = (login: string) =>
  `Nobody here has the login or id "${login}". tailboard users list shows everybody.`;
export const passwordByPipe =
  "Give the password on standard input, with --password-stdin, so that it is in no history.";

export const confirmed = "Confirmed: these services, prices and hours are yours, and the pages say so.";
export const stillSample = "Services and prices are samples. Set yours, then: tailboard settings confirm";
export const currencyAsked = (from: string, to: string) =>
  `Prices are in ${from}, and ${to} needs a decision: keep the numbers (600 ${from} becomes 600 ${to}), or clear them and set them anew.`;
export const currencyOptions = "Run it again with --prices keep or --prices clear.";
export const currencyQuestion = "keep or clear";
export const nothingSaved = "Nothing was saved.";
export const closed = "closed";
export const places = (taken: number, capacity: number) => `${taken} of ${capacity} places taken`;

export const importing = (count: number) => `Importing ${jobs(count)}`;
export const imported = (count: number, skipped: number) =>
  `Imported ${jobs(count)}${skipped > 0 ? `, ${skipped.toLocaleString("en")} were in already` : ""}.`;
export const refusedAll = (count: number) =>
  `${count === 1 ? "One entry is" : `${count.toLocaleString("en")} entries are`} not right, so nothing was imported. Mend them, or leave them out with --skip-bad.`;
export const refusedSome = (count: number) => `Left out ${count.toLocaleString("en")}:`;
export const refusedEntry = (index: number, message: string) => `  entry ${index}: ${message}`;
export const refusedMore = (count: number) => `  … and ${count.toLocaleString("en")} more; --json lists all`;
export const newTokens = (count: number) =>
  `${jobs(count)} had a tracking token that can be guessed and got a new link: the old ones do not open.`;
export const newCrews = (names: string) => `Crews that are not known here came with the jobs, as not active: ${names}`;
export const exported = (count: number, file: string) =>
  `Wrote ${jobs(count)} to ${file}. It holds names, addresses and links: keep it private.`;

export const site = "Booking and tracking";
export const staging = "Staging";
export const dashboard = "Dashboard";
export const data = "Data";
export const listening = "On this machine";
export const inMemory = "in memory: gone when this stops";
export const serving = "Tailboard is up. Ctrl-C stops it.";
export const setUp = "There is no owner yet. Open this link to become the owner; it works once, for an hour:";
/** What the operator of a server that others can reach should know when it starts. */
export const exposure = (
  what: "network" | "booking_closed" | "proxy_unnamed" | "limits_off",
  { host, plainHttp }: { host: string | null; plainHttp: boolean },
): string =>
  ({
    network: `TAILBOARD_HOST is ${host}: anyone who reaches that address reaches all three pages, and what they send crosses the network unencrypted. ${
      plainHttp
        ? "So do passwords, because --allow-plain-http is on."
        : "Signing in from other machines is refused; --allow-plain-http allows it."
    }`,
    booking_closed:
      "Online booking is closed, because customers can reach this server and its services and prices are still samples. Set yours, then run: tailboard settings confirm",
    proxy_unnamed:
      "The site is https, so a reverse proxy is in front, but TAILBOARD_TRUST_PROXY is not set. All customers count as one address and share one limit. Set it to the proxy's address; for a proxy on this machine: TAILBOARD_TRUST_PROXY=loopback",
    limits_off: "TAILBOARD_LIMITS is off: one stranger can fill the calendar. Unset it; it is for tests.",
  })[what];
export const zoneUnset =
  "Days and times are in UTC until the time zone of the business is set: tailboard settings set business.time_zone=America/Los_Angeles";
export const stopping = "Stopping. Ctrl-C again stops at once.";

export const asSeen = (id: string, release: string, url: string) =>
  `The booking page of release ${release}, with the prices and terms that the customer of ${id} saw:

  ${url}

Free places are not kept: every day offers the booked window. Nothing can be booked there. Ctrl-C closes it.`;
export const notBookedOnline = (id: string, source: "dispatch" | "import") =>
  `${id} was not booked on the page: ${source === "import" ? "it was imported" : "the office made it"}. No customer saw one.`;
export const seenNotSaid = (id: string) => `The booking of ${id} does not say which page it was made on.`;
export const pageNotKept = (release: string) =>
  `The page of release ${release} is not kept here. A release goes 30 days after it was last live, and never one of the last ten.`;
export const catalogNotKept = (version: string) => `The prices and terms of ${version} are not kept here.`;
