/** What a dispatcher reads in a job's side sheet, in English. */
export const job = "Job";
export const loading = "Getting the job";
export const notFound = "There is no such job. It may have been removed.";
export const failed = "The job did not arrive.";
export const retry = "Try again";
export const close = "Close";
export const noName = "No name";
/** `261127-7K3Q · booked Nov 20 on the web` */
export const born = { booking: "on the web", dispatch: "by the office", import: "elsewhere, and imported" };
export const bornLine = (id: string, date: string, where: string) => `${id} · booked ${date} ${where}`;

export const where = "Where";
export const what = "What";
export const when = "When";
export const crew = "Crew";
export const price = "Price";
export const customer = "Customer";
export const link = "Link";
export const notes = "Notes";
export const visits = "Visits";
export const directions = "Directions";
export const call = "Call";
export const noPhone = "no phone";
export const phoneExtension = (phone: string, extension: string) => `${phone} ext. ${extension}`;
export const nobody = "Nobody yet";
export const noDay = "Not scheduled";
export const anyTime = "any time";
export const flat = "flat";
/** The price was set when the job was made, and has not changed since. */
export const priceLocked = (date: string) => `Price locked ${date}`;
/** By the office: whether the customer said yes is not on record. */
export const priceChanged = (by: string, date: string) => `Changed by ${by}, ${date}`;
export const amended = (from: string, to: string, by: string, date: string) => `${from} to ${to}, ${by}, ${date}`;
export const noNotes = "None";
export const copyLink = "Copy tracking link";
export const revoke = "Revoke";
export const replace = "Replace";
export const makeLink = "Make a new link";
export const linkRevoked = "Revoked: the old link opens nothing.";
export const linkExpired = "Expired: the link opens nothing any more.";
export const linkSeen = "This link was made elsewhere, so other servers may have seen it. Replace it if that matters.";

export const kinds = { service: "job", drop_off: "drop-off", swap: "swap", pickup: "pickup" };
export const kindNames = { service: "Visit", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const visitStates = {
  scheduled: "booked",
  en_route: "on the way",
  on_site: "on site",
  done: "done",
  attempted: "attempted",
};
export const start = (kind: string) => `Start ${kind}`;
export const arrived = "Crew is on site";
export const finish = (kind: string) => `Finish ${kind}`;
export const again = (kind: string) => `Start ${kind} again`;
export const steps = { en_route: "On the way", on_site: "On site", done: "Done", attempted: "Could not be done" };
export const otherSteps = "Set another status";
export const markReady = "Ready for pickup";
export const move = "Move";
export const assign = "Assign";
export const editPrice = "Edit price";
export const editDetails = "Edit details";
export const cancelJob = "Cancel job";
export const undo = "Undo";
export const undoThis = (change: string) => `Undo: ${change}`;
export const more = "More";

export const save = "Save";
export const saving = "Saving";
export const back = "Back";
export const discard = "Discard";
export const kept = "Not saved yet. It is kept here while you look around.";
export const panels = {
  details: "Edit details",
  move: "Move or assign",
  price: "Edit the price",
  cancel: "Cancel this job",
  attempted: "What stood in the way?",
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
export const notesHint = "customers never see them";
export const reason = "Reason";
export const reasonHint = "kept with the job";
export const priceReasonNeeded = "Say why the price changes.";
export const cancelReasonNeeded = "Say why, for the record.";
export const attemptReasonNeeded = "Say what stood in the way.";
export const cancelReasons = ["Customer called it off", "Booked twice", "Not reachable", "Outside our work"];
export const attemptReasons = ["Gate locked", "Nobody there", "No access", "Not as booked"];
export const cancelTells = "Their tracking page will say that it is cancelled. Its place is free again.";
export const attemptTells = "It waits under Ready for pickup until it gets another day.";
export const amount = "Price";
export const onePrice = "One price";
export const byLine = "By line";
export const priceKind = "How it is priced";
export const line = "For";
export const quantity = "Quantity";
export const each = "Each";
export const addLine = "Add a line";
export const removeLine = (label: string) => `Remove ${label}`;
export const total = "Total";
export const quantityWrong = "Write a number, as in 1.5.";
export const lineNeeded = "Name each line.";

export const day = "Day";
export const window = "Arrival window";
export const earlier = "Earlier days";
export const later = "Later days";
export const leaveOpen = "Leave it unscheduled";
/** `when` is the first opening after that day; empty where the days that were asked about have none. */
export const noOpenings = (day: string, closed: boolean, when: string) =>
  `${closed ? `Closed on ${day}.` : `No openings on ${day}.`} ${when === "" ? "None in the next four weeks either." : `Next: ${when}.`}`;
export const takeNext = (when: string) => `Take ${when}`;
export const left = (count: number) => (count > 0 ? `${count} left` : "full");
export const closedDay = "closed";
export const takenOf = (taken: number, places: number) => `${taken} of ${places} taken`;
export const anyWindow = "Any time";
export const takesNoPlace = "takes no place";
export const daysFailed = "The days did not arrive.";
export const isHere = "here now";

export const windowFull = "That window is full. Closest free:";
export const windowFullNone = "That window is full. Choose another.";
export const offline = "No connection. What you typed stays here; save again when the line is back.";
export const saved = {
  details: "Saved.",
  move: "Moved.",
  price: "Price changed.",
  cancel: "Job cancelled.",
  attempted: "Noted as attempted.",
};
export const savedWith = (who: string) => `Saved, together with what ${who} changed.`;
export const nothingToSave = "Nothing was changed.";
export const stepDone = (name: string, what: string) => `${name}: ${what.toLowerCase()}.`;
export const undone = "Taken back.";
export const undoStale = "Somebody changed this job since. Look at it first, then undo if it still fits.";
export const linkGone = "The old link opens nothing any more.";
export const linkNew = "There is a new link. The old one opens nothing any more.";

export const conflictTitle = (who: string) => `${who} changed this job while you were typing`;
export const conflictAbove = (who: string) => `${who} changed the same thing. Choose before you save.`;
export const seeConflict = "See both";
export const conflictHere = "This job was changed in another window while you were typing";
export const otherWindow = "There";
export const takeThere = "Take the other";
export const somebody = "Somebody else";
export const you = "You";
export const byAt = (who: string, time: string) => `${who}, ${time}`;
export const keepMine = "Keep mine";
export const takeTheirs = (who: string) => `Take ${who}’s`;
export const chooseByLine = "Choose by line";
export const saveChoice = "Save this choice";
export const nothing = "nothing";
export const changedMeanwhile = (who: string, what: string) => `${who} changed this meanwhile: ${what}.`;

export const fields = {
  "customer.name": "Name",
  "customer.phone": "Phone",
  "customer.email": "Email",
  "location.street": "Street",
  "location.city": "City",
  "location.state": "State",
  "location.postal_code": "Postal code",
  "location.notes": "Access",
  service: "Service",
  when: "When",
  crew: "Crew",
  price: "Price",
  notes: "Notes",
};

export const history = "What happened";
const quoted = (text: string | undefined) => (text ? `: “${text}”` : "");
export const happened = {
  booked: (by: string, office: boolean) => (office ? `${by} made the job` : "Booked online"),
  imported: () => "Imported",
  ready_by_customer: (by: string) => `${by} pressed “I’m ready for pickup”`,
  ready: (by: string) => `${by} marked it ready for pickup`,
  en_route: (by: string) => `${by}: on the way`,
  on_site: (by: string) => `${by}: on site`,
  dropped_off: (by: string) => `${by} dropped it off`,
  in_progress: (by: string) => `${by} started it`,
  attempted: (by: string, why?: string) => `${by} could not do it${quoted(why)}`,
  completed: (by: string) => `${by} finished it`,
  cancelled: (by: string, why?: string) => `${by} cancelled it${quoted(why)}`,
  moved: (by: string, when: string) => `${by} moved it to ${when}`,
  movedNowhere: (by: string) => `${by} took its day away`,
  assigned: (by: string, crew: string) => `${by} gave it to ${crew}`,
  unassigned: (by: string) => `${by} took it from its crew`,
  priced: (by: string, from: string, to: string, why?: string) =>
    `${by} changed the price from ${from} to ${to}${quoted(why)}`,
  edited: (by: string, what: string) => `${by} changed ${what}`,
  messaged: (by: string, text?: string) => `${by} wrote${quoted(text)}`,
  link_revoked: (by: string) => `${by} revoked the link`,
  link_replaced: (by: string) => `${by} replaced the link`,
  undone: (by: string) => `${by} undid the last change`,
};
export const parts = {
  customer: "the customer",
  location: "the address",
  items: "the items",
  service: "the service",
  notes: "the notes",
  visits: "the visit",
  other: "it",
};
export const and = (parts: string[]) =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
