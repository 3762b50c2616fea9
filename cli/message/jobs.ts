import type { HistoryWhat, Status } from "../../domain/job.ts";
import type { Stage } from "../../domain/status.ts";

/** What the job commands print, in English. */
export const status: Record<Status, string> = {
  requested: "Requested",
  quoted: "Quoted",
  booked: "Booked",
  ready_for_pickup: "Ready for pickup",
  in_progress: "In progress",
  completed: "Completed",
  cancelled: "Cancelled",
};

/** What the stage adds to the status. */
export const stage: Partial<Record<Stage, string>> = {
  en_route: "crew on the way",
  on_site: "on site",
  attempted: "attempted, needs a new time",
};

export const what: Record<HistoryWhat, string> = {
  booked: "Booked",
  imported: "Imported",
  requested: "Quote requested",
  quoted: "Quote sent",
  approved: "Quote approved",
  declined: "Quote declined",
  expired: "Quote expired",
  ready_for_pickup: "Ready for pickup",
  en_route: "Crew on the way",
  on_site: "Crew on site",
  dropped_off: "Dropped off",
  swapped: "Swapped",
  in_progress: "Started",
  attempted: "Attempted",
  completed: "Completed",
  cancelled: "Cancelled",
  moved: "Moved",
  assigned: "Assigned",
  visit_added: "Visit added",
  visit_removed: "Visit removed",
  extended: "Rental extended",
  overdue: "Rental overdue",
  weighed: "Weighed",
  priced: "Price changed",
  overage_decided: "Overage decided",
  edited: "Edited",
  messaged: "Message from the customer",
  link_revoked: "Tracking link revoked",
  link_replaced: "Tracking link replaced",
  undone: "Undone",
  forgotten: "Customer forgotten",
};

export const visitKind = { service: "Visit", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const visitState = {
  scheduled: "scheduled",
  en_route: "on the way",
  on_site: "on site",
  done: "done",
  attempted: "attempted",
};
export const nameVisit = "Name the visit, such as v2. `visits list` shows them.";
export const onePlace = "Use one of --before, --after, --first and --last.";
export const stopFormat = (text: string) => `"${text}" is not a stop. Write it as 261127-9QQ2/v1.`;
export const tonsOrPounds = "Use either --tons or --pounds.";
export const timeFormat = (text: string) => `"${text}" is not a time. Write it as 14:20.`;

export const anyTime = "Any time";
export const notScheduled = "Not scheduled";
export const noName = "(no name)";
export const unassigned = "Unassigned";
export const today = "today";
export const tomorrow = "tomorrow";

/** The labels of a job card. */
export const label = {
  job: "Job",
  when: "When",
  customer: "Customer",
  address: "Address",
  service: "Service",
  items: "Items",
  price: "Price",
  quote: "Quote",
  overage: "Overage",
  crew: "Crew",
  link: "Link",
  oldId: "Old id",
  history: "History",
  bookedOn: "Booked on",
};
export const bookedOnPage = (release: string, id: string) =>
  `the page of release ${release}; jobs show --as-seen ${id} opens it`;

export const jobs = (count: number) => (count === 1 ? "1 job" : `${count.toLocaleString("en")} jobs`);
export const waitsForPrice = "Waiting for a price";
export const priceRange = (low: string, high: string) => `${low} to ${high}`;
export const depositAsked = (amount: string) => `deposit ${amount}`;
export const amended = (from: string, to: string, reason: string, by: string) => `${from} → ${to}: ${reason} (${by})`;
export const pricePending = (total: string, reason: string, by: string) =>
  `${total} waits for the customer: ${reason} (${by})`;
export const preferred = (when: string) => `would like ${when}`;
export const quoteVersion = (version: number, until: string) => `version ${version}, valid until ${until}`;
export const quoteApproved = (name: string, version: number) => `${name} approved version ${version}`;
export const quoteEnded = {
  declined: "declined",
  expired: "expired",
  withdrawn: "withdrawn by the customer",
  office: "closed by the office",
};
export const overageState = { proposed: "to review", accepted: "charged", edited: "changed", waived: "waived" };
export const by = (name: string) => `by ${name}`;
export const linkRevoked = "revoked; jobs link ID --replace makes a new one";
export const linkExpired = "expired";
export const linkAddressGuessed =
  "This address is a guess, because no server runs on this store. Run tailboard serve, or set PORT or TAILBOARD_SITE_URL.";
export const noLink = (state: string) => `The tracking link is ${state}.`;
export const moreJobs = "There are more jobs. Add --all, or narrow the list with --day, --status or --q.";
export const unreadableDays = (days: string[]) =>
  days.length === 1
    ? `Couldn't read ${days[0]}. Its jobs are missing from this list. Run tailboard doctor.`
    : `Couldn't read ${days.join("; ")}. Their jobs are missing from this list. Run tailboard doctor.`;
export const noJobsAtAll =
  'No jobs yet. Jobs appear here when customers book. To create one yourself:\n  tailboard jobs new --name Mark --address "Soderblom Ave, San Diego, CA 92122" --service trailer-15 --day tomorrow';
export const noJobs =
  "No jobs found. Without --day or --from, the list covers last week, the next 30 days, and jobs without a day.";

export const followUpPending = (errors: string) =>
  `Saved. Some follow-up work (publishing, notifications) is pending: ${errors} A running server will retry.`;
export const unchanged = "No change: already set.";
export const changedByOthers = (changes: string) =>
  `This job changed while you were working on it:\n${changes}\nYour change was not saved. Review the changes above and run the command again.`;
export const closestOpenings = "Closest openings:";
export const windowsOn = (day: string) => `${day} has these arrival windows:`;
export const noWindowsOn = (day: string) =>
  `${day} has no arrival windows. Use --any-time to schedule the visit without one.`;
export const services = (ids: string) => `Available services: ${ids}`;
export const crews = (ids: string) => `Available crews: ${ids}`;

export const windowOrAnyTime = "Use either --window or --any-time, not both.";
export const crewOrNone = "Use either --crew ID or --none.";
export const revokeOrReplace = "Use either --revoke or --replace, not both.";
export const moveWhere = "Say where to move the visit: --day, --window, --any-time or --unscheduled.";
export const unscheduledAlone = "--unscheduled cannot be combined with other options.";
export const priceNeeded = "Set the new price with --item, --flat or --line.";
export const flatOrLine = "Use either --flat or --line, not both.";
export const lineFormat = (text: string) => `--line "${text}" is not a price line. Write it as "Label x2 = 45.00".`;
export const amountFormat = (option: string, text: string, currency: string) =>
  `${option} "${text}" is not an amount in ${currency}. Write it as 149.50.`;
export const addressNeeded = "Give the address with --address, or with --street, --city and --postal-code.";
export const addressFormat = (text: string) =>
  `--address "${text}" is not a full address. Write it as "street, city, ST postal", or use --street, --city and --postal-code.`;
export const editFormat = (text: string) =>
  `--edit ${text} is not an item. Write the item, its quantity and the price of one, such as o1=1.2x65.`;
export const daysFormat = (text: string) => `--days "${text}" is not a number of days. Write it as 10.`;
export const itemFormat = (text: string) => `--item "${text}" is not an item. Write it as sofa or sofa=2.`;
export const windowFormat = (text: string) => `"${text}" is not an arrival window. Write it as 08:00-12:00.`;
export const capacityFormat = (text: string) => `"${text}" has no capacity. Write it as 08:00-12:00x3.`;

export const importing = (count: number) => `Importing ${jobs(count)}`;
export const imported = (count: number, skipped: number) =>
  `Imported ${jobs(count)}${skipped > 0 ? `; skipped ${skipped.toLocaleString("en")} that an earlier run imported` : ""}.`;
export const refusedAll = (count: number) =>
  `${count === 1 ? "One entry has" : `${count.toLocaleString("en")} entries have`} errors, so nothing was imported. Fix them, or leave them out with --skip-bad.`;
export const refusedSome = (count: number) =>
  `${count === 1 ? "One entry was" : `${count.toLocaleString("en")} entries were`} left out:`;
export const refusedEntry = (index: number, message: string) => `  entry ${index}: ${message}`;
export const refusedMore = (count: number) => `  … and ${count.toLocaleString("en")} more; --json lists all of them`;
export const duplicateOfEntry = (field: string, first: number) => `${field} is the same as in entry ${first}.`;
export const noOpenings = (day: string, start: string, end: string) =>
  `${day} has no openings left from ${start} to ${end}.`;
export const newTokens = (count: number) =>
  `${jobs(count)} had a tracking token that is easy to guess. They got new links; the old links do not work.`;
export const newCrews = (names: string) =>
  `The file names crews that are not in the settings. Added as inactive: ${names}`;
export const cannotRead = (file: string, code: string) =>
  `Cannot read ${file}: ${code === "ENOENT" ? "the file does not exist" : code}.`;
export const cannotWrite = (file: string, code: string) => `Cannot write ${file}: ${code}.`;
export const notUtf8 = (file: string) =>
  `${file} is not UTF-8 text, so accented names would be damaged. Save it as UTF-8 and try again.`;
export const notJson = (file: string, fault: { line: number; column: number; what: string } | null) =>
  `${file} is not JSON.${fault === null ? "" : ` Line ${fault.line}, column ${fault.column}: ${fault.what}.`}`;
export const notAnArray = (file: string) => `${file} is not an array of jobs.`;
export const exported = (count: number, file: string) =>
  `Wrote ${jobs(count)} to ${file}. The file holds names, addresses and tracking links: keep it private.`;

export const asSeen = (id: string, release: string, url: string) =>
  `The booking page of release ${release}, with the prices and terms that the customer of ${id} saw:

  ${url}

Past openings are not recorded, so every day offers the window of this booking. Bookings are turned off. Press Ctrl-C to stop.`;
export const notBookedOnline = (id: string, source: "dispatch" | "import") =>
  `${id} was not booked on the page: ${source === "import" ? "it was imported" : "the office created it"}. There is no page to show.`;
export const pageNotRecorded = (id: string) => `The booking of ${id} does not record which page it was made on.`;
export const pageNotKept = (release: string) =>
  `The page of release ${release} is no longer stored here. A release is removed 30 days after it was last live, except the ten newest.`;
export const catalogNotKept = (version: string) =>
  `The prices and terms of version ${version} are no longer stored here.`;

/** What breaks the JSON of an import file. Follows "Line 3, column 3: ". */
export const jsonFault = {
  afterEnd: "there is more text after the end",
  separator: (closing: string) => `a comma or ${closing} is missing`,
  name: "a name in double quotes is missing",
  colon: "a colon is missing",
  value: "a value is missing",
  escape: "this is not a valid escape sequence",
  openString: "a string has no closing double quote",
  empty: "the file is empty",
  openBracket: (closing: string) => `the file ends before its ${closing}`,
};
