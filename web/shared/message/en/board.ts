/** The board. Dispatchers read it. */
export const board = "Board";
export const previousDay = "Previous day";
export const nextDay = "Next day";
export const today = "Today";
export const week = "Week";
export const previousWeek = "Previous week";
export const nextWeek = "Next week";
/** After an amount: the price of all jobs of the day. */
export const booked = "booked";
export const printSheets = "Print day sheets";
export const chooseDay = "Choose a day";
export const closed = "Closed";
/** How full a window is: `5 of 6`. */
export const taken = (count: number, capacity: number): string => `${count} of ${capacity}`;
export const crew = "Crew";
export const stops = (count: number, done: number) =>
  `${count === 1 ? "1 stop" : `${count} stops`}${done > 0 ? ` · ${done} done` : ""}`;
export const onlyCrew = (name: string) => `Show only ${name}`;
export const allCrews = "Show every crew";
export const newJob = "New job";
export const cellAt = (crew: string, window: string) => `${crew}, ${window}`;

export const stop = "Stop";
export const needsCrew = "Needs a crew";
export const giveToCrew = "Drag to a crew, or press M";

export const trays = {
  failed: "Couldn’t do it",
  overdue: "Overdue rentals",
  late: "Late",
  ready: "Ready for pickup",
  requests: "Wants a price",
  out: "Equipment out",
  unscheduled: "Not scheduled",
  attention: "To review",
};
export const messages = "Messages";
export const reply = "Reply";
export const openJobOf = "Open job";
export const newBookings = "New bookings";
export const chooseCrew = "Choose a crew";
export const failedToday = "Couldn’t do it today";
export type Tray = keyof typeof trays;
/** The button below a card in a list. */
export const trayActs = {
  failed: "Pick a new day",
  overdue: "Set pickup",
  late: "Pick a new day",
  ready: "Set pickup",
  requests: "Write the quote",
  out: "Set pickup",
  unscheduled: "Choose a day",
  attention: "Review",
} satisfies Record<Tray, string>;
/** Why a job is in the list to review. */
export const whys = { price_waiting: "Price waits for a yes", overage: "Extra use to review" };
/** Since when a customer waits for a price: `Asked 9:12 AM`. */
export const askedAt = (when: string) => `Asked ${when}`;
/** What a visit of a rental does, before the number of the unit. */
export const rentalWork = { service: "", drop_off: "Drop off", swap: "Swap", pickup: "Pick up" };
/** `day 9 of 7`, of the days that the customer paid for. */
export const dayOf = (day: number, allowed: number) => `day ${day} of ${allowed}`;
/** Units that are promised twice or missing. The link leads to the page that solves them. */
export const conflicts = (count: number) => (count === 1 ? "1 equipment conflict" : `${count} equipment conflicts`);
export const openings = (count: number) =>
  count === 0 ? "No openings" : count === 1 ? "1 opening" : `${count} openings`;
export const needsAttention = "Needs attention";
export const nothingNeedsAttention = "Nothing needs you right now.";

export const counters = {
  late: trays.late,
  unassigned: "Unassigned",
  ready: trays.ready,
  unscheduled: trays.unscheduled,
  on_way: "On the way",
  on_site: "On site",
  done: "Done",
};
export const countersLabel = "Show only";
export const noMatch = "No stops like that on this day.";
export const showAll = "Show all";

export const stages = {
  requested: "Quote requested",
  quoted: "Quoted",
  unscheduled: "Not scheduled",
  scheduled: "Booked",
  en_route: "On the way",
  on_site: "On site",
  ready: "Ready",
  attempted: "Couldn’t do it",
  completed: "Done",
  cancelled: "Cancelled",
};
export const done = (time: string) => `Done ${time}`;
export const asksFor = (when: string) => `Asks for ${when}`;

export const cardMenu = (name: string) => `Assign or move ${name}`;
export const assignTo = "Assign to";
export const moveTo = "Move";
export const otherDay = "Another day or window";
export const openJob = "Open";

/** What happens if the card is dropped here. */
export const fits = (name: string, count: number, capacity: number) =>
  `Drop ${name} here · fits, ${count} of ${capacity}`;
export const full = (count: number, capacity: number) => `Full, ${count} of ${capacity}`;
export const sameWindow = (name: string) => `Drop ${name} here · same window`;
export const noWindow = (name: string) => `Drop ${name} here · any time that day`;
export const placeHere = (name: string) => `Drop ${name} here · same window, another place`;
export const alreadyHere = "Already here";
export const dropUnassign = (name: string) => `Drop ${name} here to unassign it`;
export const dropUnschedule = (name: string) => `Drop ${name} here to take it off the schedule`;
export const moveStarted = (name: string) =>
  `Moving ${name}. Arrow keys choose where, square brackets change the day, Enter drops it, Escape cancels.`;
export const dropTarget = (crew: string, window: string, fits: string) => `${crew}, ${window}. ${fits}`;
export const moveCancelled = (name: string) => `${name} stays where it was.`;
export const cannotMove = (name: string) => `${name} is finished, so it can’t be moved.`;
export const moving = (name: string) => `Moving ${name}`;
export const movingHint = "Arrows choose where · [ ] change the day · Enter drops · Esc cancels";
export const cancelMove = "Cancel move";

export const movedTo = (name: string, when: string) => `${name} moved to ${when}.`;
export const assigned = (name: string, crew: string) => `${name} assigned to ${crew}.`;
export const reordered = (name: string, stop: number, count: number) => `${name} is stop ${stop} of ${count}.`;
export const laneEnd = (name: string, first: boolean) =>
  first ? `${name} is the first stop already.` : `${name} is the last stop already.`;
export const neighborGone = (name: string) =>
  `The stop beside it moved away, so ${name} stays where it was. Choose a place again.`;
export const order = "Order";
export const earlierStop = "One stop earlier";
export const laterStop = "One stop later";
export const nowUnassigned = (name: string) => `${name} is unassigned.`;
export const nowUnscheduled = (name: string) => `${name} is not scheduled.`;
export const undoStale = "Another person changed this job since. Open it before you undo.";
export const offlineWrite = "You’re offline, so nothing changed. Try again when you’re back.";
export const windowFull = (name: string, when: string) => `${when} is full, so ${name} stays where it was.`;
export const noUnit = (name: string) => `No unit is free for all of those days, so ${name} stays where it was.`;
export const addOpening = "Add an opening and move it there";
export const closestOpenings = "Closest openings:";
export const changedByOther = (who: string, change: string, ago: string) =>
  `${who} ${change} ${ago}. Your move was not saved.`;
export const youElsewhere = "In another window, you";
export const otherMoved = (where: string) => `moved this stop to ${where}`;
export const otherUnassigned = "unassigned this stop";
export const otherCancelled = "cancelled this job";
export const otherFinished = "finished this stop";
export const otherChanged = "changed this job";
export const momentAgo = "a moment ago";
export const agoToday = (time: string) => `at ${time}`;
export const agoOn = (date: string) => `on ${date}`;
export const moveAnyway = "Move it anyway";
export const openIt = "Open it";
export const leaveIt = "Leave it";

export const capacityTitle = "Jobs per window";
export const oneMore = (window: string) => `One job more, ${window}`;
export const oneLess = (window: string) => `One job less, ${window}`;
export const closeDay = "Close this day";
export const closeDayMore = "No more bookings on this day. Jobs already on it stay.";
export const reopenDay = "Reopen this day";
export const dayClosed = (day: string) => `${day} is closed.`;
export const dayReopened = (day: string) => `${day} is open again.`;
export const capacityChanged = (window: string, capacity: number) =>
  `${window} now takes ${capacity === 1 ? "1 job" : `${capacity} jobs`}.`;
export const noWindows = "No windows on this day. Add hours under Settings.";

export const offline = (time: string) => `You’re offline. Showing ${time}.`;
export const offlineMore = "The board updates when you’re back. What you typed is kept.";
export const unreachable = (time: string) => `Can’t reach the server. Showing ${time}.`;
export const loading = "Loading the day";
export const failed = "Couldn’t load the board";
export const failedMore = "The network or the server didn’t answer. This page keeps trying.";

export const searchLabel = "Search jobs";
export const searchHint = "Find a job";
export const found = (count: number) =>
  count === 0 ? "No job found" : count === 1 ? "1 job found" : `${count} jobs found`;
export const foundNone = (words: string) => `No job for “${words}” from last week to 30 days ahead.`;
export const searchFailed = "Couldn’t search. Try again in a moment.";
export const searchOtherDates = "Search other dates";

export const firstTitle = "The day is open. Four things to set up before the first job:";
export const firstTitleDone = "The day is open.";
export const firstMore = "The first job comes from your booking page, or you add it:";
export const steps = {
  business: "Business and time zone",
  services: "Services and prices",
  hours: "Hours and openings",
  crew: "Crew and their sign-in",
};
export const stepBusiness = (name: string, zone: string) => `${name} · ${zone}`;
export const stepBusinessOpen = "Still has the sample name";
export const stepServices = (count: number) => (count === 1 ? "1 service" : `${count} services`);
export const stepServicesOpen = "Still has the sample prices";
export const stepHours = (days: number, openings: number) =>
  `${days === 1 ? "1 day" : `${days} days`} a week, ${openings === 1 ? "1 opening" : `${openings} openings`}`;
export const stepHoursOpen = "No hours yet, so customers can’t book";
export const stepCrew = (names: string) => `${names} can sign in`;
export const stepCrewOpen = "No crew can sign in on a phone yet";
export const stepDone = "Done";
export const stepLeft = "To do";
export const bookingLink = "Your booking page";
export const copy = "Copy";
export const copied = "Copied";
export const open = "Open";
/** Why the server can’t save, by its code. */
export const cannotSave = {
  disk_full: "The disk is full. Bookings can’t be saved. Free space on the server, then try again.",
  disk_quota:
    "The disk quota is used up. Bookings can’t be saved. Free space on the server or raise the quota, then try again.",
  disk_read_only: "The disk is read-only. Bookings can’t be saved. Make the disk writable, then try again.",
  unavailable: "The server can’t save. Bookings can’t be saved. Check the server’s log for the cause.",
};
export const crowdedDay = (jobs: number) =>
  `${jobs.toLocaleString("en")} jobs on this day, so saving gets slow. To speed it up, move to DynamoDB with: tailboard migrate`;
