/** What a dispatcher reads on the board, in English. */
export const board = "Board";
export const previousDay = "Previous day";
export const nextDay = "Next day";
export const today = "Today";
export const chooseDay = "Choose a day";
export const closed = "Closed";
/** `5 of 6` */
export const taken = (count: number, places: number): string => `${count} of ${places}`;
export const anyTime = "Any time";
export const nobody = "Nobody yet";
export const crew = "Crew";
export const stops = (count: number, done: number) =>
  `${count === 1 ? "1 stop" : `${count} stops`}${done > 0 ? ` · ${done} done` : ""}`;
export const onlyCrew = (name: string) => `Show only ${name}`;
export const allCrews = "Show every crew";
export const newJob = "New job";
export const newJobAt = (crew: string, window: string) => `${crew}, ${window}: free. Enter makes a job here`;
export const cellAt = (crew: string, window: string) => `${crew}, ${window}`;
export const noName = "No name";

export const trays = {
  late: "Outstanding",
  unassigned: "Unassigned",
  ready: "Ready for pickup",
  unscheduled: "Not scheduled",
};
export type Tray = keyof typeof trays;
export const openings = (count: number) =>
  count === 0 ? "No openings" : count === 1 ? "1 opening" : `${count} openings`;
export const waiting = "Needs attention";
export const nothingWaits = "Nothing needs you right now.";

export const counters = { ...trays, on_way: "On the way", on_site: "On site", done: "Done" };
export const countersLabel = "Show only";
export const counterLabel = (word: string, count: number) => `${word}: ${count}`;
export const showing = (what: string) => `Only ${what.toLowerCase()}.`;
export const noMatch = "No job of this day is like that.";
export const showAll = "Show all";

export const kinds = { service: "", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const stages = {
  unscheduled: "Not scheduled",
  scheduled: "Booked",
  en_route: "On the way",
  on_site: "On site",
  ready: "Ready",
  attempted: "Attempted",
  completed: "Done",
  cancelled: "Cancelled",
};
export const done = (time: string) => `Done ${time}`;
export const since = (word: string, time: string) => `${word} since ${time}`;
export const at = (word: string, time: string) => `${word} ${time}`;
export const asked = (when: string) => `Asks for ${when}`;

export const more = (name: string) => `Assign or move ${name}`;
export const assignTo = "Assign to";
export const moveTo = "Move";
export const otherDay = "Another day or window";
export const openJob = "Open";

export const fits = (name: string, count: number, places: number) => `Drop ${name} here · fits, ${count} of ${places}`;
export const full = (count: number, places: number) => `Full, ${count} of ${places}`;
export const stays = (name: string) => `Drop ${name} here · keeps its place`;
export const free = (name: string) => `Drop ${name} here · takes no place`;
export const here = "It is here now";
export const dropUnassign = (name: string) => `Drop ${name} here to take it from its crew`;
export const dropUnscheduled = (name: string) => `Drop ${name} here to leave its day open`;
export const pickedUp = (name: string) =>
  `${name} is picked up. Arrows choose where, square brackets another day, Enter drops it, Escape puts it back.`;
export const over = (crew: string, window: string, fits: string) => `${crew}, ${window}. ${fits}`;
export const putBack = (name: string) => `${name} stays where it was.`;
export const cannotMove = (name: string) => `${name} is over, so it stays where it is.`;
export const holding = (name: string) => `Moving ${name}`;
export const holdingHint = "Arrows choose where · [ ] another day · Enter drops · Esc puts it back";
export const cancelMove = "Put back";

export const movedTo = (name: string, when: string) => `${name} moved to ${when}.`;
export const assigned = (name: string, crew: string) => `${name} given to ${crew}.`;
export const unassigned = (name: string) => `${name} is with nobody now.`;
export const unscheduled = (name: string) => `${name} has no day now.`;
export const undone = "Taken back.";
export const undoStale = "Somebody changed this job since. Open it and look before you undo.";
export const nothingChanged = "Nothing was changed.";
export const offlineWrite = "No connection, so nothing was changed. Try again when the line is back.";
export const windowFull = (name: string, when: string) => `${when} is full, so ${name} stays where it was.`;
export const addPlace = "Add a place and move it there";
export const closest = "Closest free:";
export const meanwhile = (who: string, what: string, ago: string) => `${who} ${what} ${ago}. Your move was not saved.`;
export const youElsewhere = "In another window, you";
export const becameMoved = (where: string) => `moved this stop to ${where}`;
export const becameUnassigned = "unassigned this stop";
export const becameCancelled = "cancelled this job";
export const becameDone = "finished this stop";
export const becameOther = "changed this job";
export const unassignedCrew = "Unassigned";
export const momentAgo = "a moment ago";
export const agoToday = (time: string) => `at ${time}`;
export const agoOn = (date: string) => `on ${date}`;
export const moveAnyway = "Move it anyway";
export const lookAtIt = "Open it";
export const somebody = "Somebody";
export const leave = "Leave it";

export const places = "Places of this day";
export const placesOf = (window: string) => `Places: ${window}`;
export const onePlaceMore = (window: string) => `One more place, ${window}`;
export const onePlaceLess = (window: string) => `One place less, ${window}`;
export const closeDay = "Close this day";
export const closeDayMore = "Nobody can book it any more. Jobs that are on it stay.";
export const stopsOnDay = (count: number, day: string) =>
  count === 1
    ? `1 stop on ${day}. Move it first, or close anyway.`
    : `${count} stops on ${day}. Move them first, or close anyway.`;
export const closeAnyway = "Close anyway";
export const keepOpen = "Keep open";
export const reopenDay = "Open this day again";
export const dayClosed = (day: string) => `${day} is closed.`;
export const dayOpened = (day: string) => `${day} is open again.`;
export const placesChanged = (window: string, places: number) =>
  `${window} has ${places === 1 ? "1 place" : `${places} places`} now.`;
export const noWindows = "No windows on this day. Give it hours under Settings.";

export const offline = (time: string) => `No connection. As of ${time}.`;
export const offlineMore = "It comes back by itself; what you typed stays.";
export const busy = (time: string) => `The office’s records do not answer. As of ${time}.`;
export const loading = "Getting the day";
export const failed = "The board did not arrive";
export const failedMore = "The connection, or our records, did not answer. It is tried again by itself.";
export const retry = "Try again";

export const searchLabel = "Search jobs";
export const searchHint = "Find a job";
export const searching = "Searching";
export const found = (count: number) =>
  count === 0 ? "No job found" : count === 1 ? "1 job found" : `${count} jobs found`;
export const foundNone = (words: string) => `No job of last week or the next 30 days is like “${words}”.`;
export const searchFailed = "The search did not get through.";
export const wholeList = "Search other dates";
export const noDay = "Not scheduled";

export const firstTitle = "The day is free. Four things before the first job:";
export const firstTitleDone = "The day is free.";
export const firstMore = "The first job comes from your booking page, or from you:";
export const steps = {
  business: "Business and time zone",
  services: "Services and prices",
  hours: "Hours and places",
  crew: "Crew and their sign-in",
};
export const stepBusiness = (name: string, zone: string) => `${name} · ${zone}`;
export const stepBusinessOpen = "Still the name that came with it";
export const stepServices = (count: number) => (count === 1 ? "1 service" : `${count} services`);
export const stepServicesOpen = "Still the sample prices";
export const stepHours = (days: number, places: number) =>
  `${days === 1 ? "1 day" : `${days} days`} a week, ${places === 1 ? "1 place" : `${places} places`}`;
export const stepHoursOpen = "No hours yet, so nobody can book";
export const stepCrew = (names: string) => `${names} can sign in`;
export const stepCrewOpen = "No crew can sign in on a phone yet";
export const stepDone = "Done";
export const stepLeft = "To do";
export const bookingLink = "Your booking page";
export const copy = "Copy";
export const copied = "Copied";
export const open = "Open";
export const unsaved = {
  disk_full: "The disk is full. Bookings can't be saved. Free space on the server, then try again.",
  disk_quota:
    "The disk quota is used up. Bookings can't be saved. Free space on the server or raise the quota, then try again.",
  disk_read_only: "The disk is read-only. Bookings can't be saved. Make the disk writable, then try again.",
  unavailable: "The store doesn't take changes. Bookings can't be saved. Look at the server's log for the cause.",
};
export const crowdedDay = (jobs: number) =>
  `${jobs.toLocaleString("en")} jobs on this day: saving gets slow. Whoever runs Tailboard can move it to DynamoDB with: tailboard migrate`;
