/** A job's side panel. Dispatchers read it. */
export const job = "Job";
export const loading = "Loading the job";
export const notFound = "Job not found. It may have been removed.";
export const failed = "Couldn’t load this job.";
/** `261127-7K3Q · booked Nov 20 online` */
export const bookedHow = { booking: "online", dispatch: "by the office", import: "elsewhere, then imported" };
export const bookedLine = (id: string, date: string, how: string) => `${id} · booked ${date} ${how}`;

export const where = "Where";
export const what = "What";
export const when = "When";
export const crew = "Crew";
export const customer = "Customer";
export const link = "Link";
export const visits = "Visits";
export const directions = "Directions";
export const noPhone = "no phone";
export const phoneExtension = (phone: string, extension: string) => `${phone} ext. ${extension}`;
export const copyLink = "Copy tracking link";
export const revoke = "Revoke";
export const replace = "Replace";
export const makeLink = "Make a new link";
export const linkRevoked = "Revoked. The old link no longer works.";
export const linkExpired = "Expired. The link no longer works.";
export const linkImported =
  "This link was made in another system, which may have shared it. Replace it if that matters.";

/** In a button: `Start drop-off`. */
export const kindsInText = { service: "job", drop_off: "drop-off", swap: "swap", pickup: "pickup" };
export const kindNames = { service: "Visit", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const addSwap = "Add a swap";
export const swapAdded = (name: string) => `Swap added for ${name}.`;
export const setPickup = "Set pickup";
export const changeVisitShort = "Change";
export const changeVisit = (kind: string) => `Change the ${kind}`;
export const removeVisit = "Remove";
export const visitSaved = (kind: string) => `${kind} saved.`;
export const visitRemoved = (kind: string) => `${kind} removed.`;
export const visitStale =
  "Another person changed this job. What you typed is kept. Check the visit above, then save again.";
export const keepLonger = "Keep it longer";
export const keepUntil = "Until and including";
export const chargeDays = (days: number, price: string) =>
  `Charge ${days === 1 ? "1 extra day" : `${days} extra days`}${price === "" ? "" : `, ${price} before tax`}`;
export const keptUntil = (name: string, day: string) => `${name} keeps it until ${day}.`;
export const visitNote = "Note for the crew";
export const visitNoteHint = "customers never see it";
export const unit = "Unit";
export const unitLater = "Choose at drop-off";
export const nextVisit = "next";
export const noCrew = "No crew";
/** A pickup without a day: the last day that the customer paid for. */
export const dueBack = (day: string) => `Due back ${day}`;
export const onSiteDay = (day: number, allowed: number) => `On site, day ${day} of ${allowed}`;
export const daysOverdue = (days: number) => (days === 1 ? "1 day overdue" : `${days} days overdue`);
export const start = (kind: string) => `Start ${kind}`;
export const arrived = "Crew is on site";
export const finish = (kind: string) => `Finish ${kind}`;
export const startAgain = (kind: string) => `Start ${kind} again`;
export const otherSteps = "Set another status";
export const markReady = "Ready for pickup";
export const move = "Move";
export const editDetails = "Edit details";
export const cancelJob = "Cancel job";
export const undoThis = (change: string) => `Undo: ${change}`;
export const assign = "Assign";
export const changeCrew = "Change crew";
export const assignWhat = (kind: string) => `Assign the ${kind}`;
export const unassign = "Unassign";
export const whoStarts = "Which crew starts this job?";
export const startWithout = "Start without a crew";
export const noCrews = "You have no crews yet.";
export const addCrew = "Add a crew";
export const assignStale =
  "Couldn’t assign the crew, because another person changed this visit. Check it, then choose again.";
export const back = "Back";

export const discard = "Discard";
export const panels = {
  details: "Edit details",
  move: "Move or assign",
  cancel: "Cancel this job",
  attempted: "What went wrong?",
};

export const name = "Name";
export const phone = "Phone";
export const email = "Email";
export const street = "Street";
export const city = "City";
export const state = "State";
export const postalCode = "Postal code";
export const access = "Gate, stairs, parking";
export const service = "Service";
export const serviceStays = "The price stays as it is.";
export const reason = "Reason";
export const reasonHint = "kept with the job";
export const cancelReasonNeeded = "Enter why the job is cancelled.";
export const attemptReasonNeeded = "Enter what went wrong.";
export const cancelReasons = [
  "Customer called it off",
  "Booked twice",
  "Can’t reach the customer",
  "Not our kind of work",
];
export const cancelTells = "Their tracking page will say it’s cancelled. The opening is free again.";
export const attemptTells = "It stays under Ready for pickup until you set a new day.";

export const day = "Day";
export const window = "Arrival window";
export const earlier = "Earlier days";
export const later = "Later days";
export const leaveUnscheduled = "Leave it unscheduled";
/** `when` is the first opening after that day. Empty if the loaded days have no opening. */
export const noOpenings = (day: string, closed: boolean, when: string) =>
  `${closed ? `Closed on ${day}.` : `No openings on ${day}.`} ${when === "" ? "None in the next four weeks either." : `Next: ${when}.`}`;
export const takeNext = (when: string) => `Take ${when}`;
export const open = (count: number) => (count > 0 ? `${count} open` : "full");
export const closedDay = "closed";
export const takenOf = (taken: number, capacity: number) => `${taken} of ${capacity} taken`;
export const noLimit = "no limit";
export const daysFailed = "Couldn’t load available days.";
export const isHere = "here now";

export const saved = {
  details: "Saved.",
  move: "Moved.",
  cancel: "Job cancelled.",
  attempted: "Saved: couldn’t do it.",
};
export const savedWith = (who: string) => `Saved, together with what ${who} changed.`;
export const nothingToSave = "No changes to save.";
export const stepDone = (name: string, what: string) => `${name}: ${what.toLowerCase()}.`;
export const undoStale = "Another person changed this job since. Check it first, then undo if you still want to.";
export const linkGone = "The old link no longer works.";
export const linkNew = "There is a new link. The old one no longer works.";

export const conflictTitle = (who: string) => `${who} changed this job while you were typing`;
export const conflictAbove = (who: string) => `${who} changed the same thing. Choose before you save.`;
export const seeConflict = "See both";
export const conflictHere = "You changed this job in another window while you were typing";
export const otherWindow = "There";
export const takeThere = "Take the other";
export const you = "You";
export const byAt = (who: string, time: string) => `${who}, ${time}`;
export const keepMine = "Keep mine";
export const takeTheirs = (who: string) => `Take ${who}’s`;
export const chooseByLine = "Choose by line";
export const saveChoice = "Save this choice";
export const nothing = "nothing";
export const alsoChanged = (who: string, what: string) => `${who} also changed: ${what}.`;

export const fields = {
  "customer.name": "Name",
  "customer.phone": "Phone",
  "customer.email": "Email",
  "customer.contact_by": "Contact by",
  "customer.language": "Language",
  "customer.text_consent": "Texts are OK",
  "location.street": "Street",
  "location.city": "City",
  "location.state": "State",
  "location.postal_code": "Postal code",
  "location.notes": "Access",
  service: "Service",
  when: "When",
  crew: "Crew",
};

export const history = "History";
const quoted = (text: string | undefined) => (text ? `: “${text}”` : "");
export const changes = {
  booked: (by: string, office: boolean) => (office ? `${by} created the job` : "Booked online"),
  imported: () => "Imported",
  requested: (by: string) => `${by} asked for a quote`,
  quoted: (by: string) => `${by} sent a quote`,
  approved: (by: string) => `${by} approved the quote`,
  declined: (by: string, why?: string) => `${by} declined the quote${quoted(why)}`,
  expired: () => "The quote expired",
  ready_by_customer: (by: string) => `${by} pressed “I’m ready for pickup”`,
  ready: (by: string) => `${by} marked it ready for pickup`,
  en_route: (by: string) => `${by}: on the way`,
  on_site: (by: string) => `${by}: on site`,
  dropped_off: (by: string) => `${by} dropped it off`,
  swapped: (by: string) => `${by} swapped it`,
  in_progress: (by: string) => `${by} started it`,
  attempted: (by: string, why?: string) => `${by} couldn’t do it${quoted(why)}`,
  completed: (by: string) => `${by} finished it`,
  cancelled: (by: string, why?: string) => `${by} cancelled it${quoted(why)}`,
  moved: (by: string, when: string) => `${by} moved it to ${when}`,
  unscheduled: (by: string) => `${by} removed it from the schedule`,
  assigned: (by: string, crew: string) => `${by} assigned it to ${crew}`,
  unassigned: (by: string) => `${by} unassigned it`,
  visit_added: (by: string) => `${by} added a visit`,
  visit_removed: (by: string) => `${by} removed a visit`,
  extended: (by: string) => `${by} extended the rental`,
  overdue: () => "Overdue: the unit stays reserved",
  weighed: (by: string) => `${by} entered the weight`,
  overage_decided: (by: string) => `${by} decided the overage`,
  priced: (by: string, from: string, to: string, why?: string) =>
    `${by} changed the price from ${from} to ${to}${quoted(why)}`,
  edited: (by: string, what: string) => `${by} changed ${what}`,
  messaged: (by: string, text?: string) => `${by} wrote${quoted(text)}`,
  link_revoked: (by: string) => `${by} revoked the link`,
  link_replaced: (by: string) => `${by} replaced the link`,
  undone: (by: string) => `${by} undid the last change`,
  forgotten: (by: string) => `${by} removed the customer's details`,
};
export const parts = {
  customer: "the customer",
  location: "the address",
  items: "the items",
  service: "the service",
  visits: "the visit",
  other: "the job",
};
export const and = (parts: string[]) =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
