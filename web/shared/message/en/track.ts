/** What a customer reads on the tracking page, in English. `*…*` stands out; names keep their own direction. */

/** A person's name in direction isolates, which `Rich` draws as `<bdi>`. Our server lets none into a text. */
const name = (text: string) => `\u2068${text}\u2069`;
const ours = (crew: string | null) => (crew === null ? "us" : `${name(crew)}’s crew`);

/** The thing that stands at the customer's, from the service's name. */
const container = (service: string): string =>
  /(trailer|dumpster|container|bin|bag)\b/i.exec(service)?.[1]?.toLowerCase() ?? "container";

export const title = (answer: string, business: string) => `${answer} · ${business}`;
export const titleBare = "Your job";
export const description = "See when we come and what happens next. Move or cancel without a call.";
export const noToken = "Open the link from your confirmation";
export const noTokenNext = "You got it when you booked. Without it we cannot show a job here.";
export const gone = "Job not found, or this tracking link is no longer valid";
export const goneNext = "Check that you opened the whole link, or call us.";
export const loading = "Looking up your job";
export const silent = "No connection";
export const silentNext = "Your job is safe. We keep trying.";

/** The answer. */
export const youAreBooked = "You’re booked";
export const coming = (day: string) => `We’re coming ${day}`;
export const today = "today";
export const tomorrow = "tomorrow";
export const late = "We’re running late";
export const enRoute = (crew: string | null) => (crew === null ? "We’re on the way" : `${name(crew)} is on the way`);
export const onSite = (service: string) => `Your ${container(service)} is on site`;
export const working = "We’re at work";
export const readyForPickup = "You’re ready for pickup";
export const attempted = "We could not finish";
export const completed = "All hauled";
export const cancelled = "This job is cancelled";

/** What happens next. */
export const scheduleNext = "Choose a day, or we call you to set one.";
export const expect = (crew: string | null, window: string) => `Expect ${ours(crew)} *${window}*.`;
export const expectAnyTime = (crew: string | null) => `Expect ${ours(crew)} any time that day.`;
export const lateNext = "Sorry. Call us for the new time.";
export const fill = (service: string, crew: string | null) =>
  `Tell us when your ${container(service)} is full and ${crew === null ? "we" : ours(crew)} will collect it.`;
export const fillBy = (day: string) => `Fill it by *${day}*. `;
export const arriving = (window: string) => `Arriving *${window}*.`;
export const arrivingSoon = "Arriving soon.";
export const workingNext = (crew: string | null) =>
  crew === null ? "We are loading now." : `${name(crew)} is loading now.`;
export const collect = (when: string) => `We collect *${when}*.`;
export const collectSoon = "We usually collect the next working day.";
export const newTime = "Choose a new time, or call us.";
export const completedNext = "Thank you for hauling with us.";
export const cancelledNext = "We don’t come. Call us if that is a mistake.";

/** The bar. */
export const stepBooked = "Booked";
export const stepScheduled = "Scheduled";
export const stepOnSite = "On site";
export const stepReady = "Ready";
export const stepUnderWay = "Under way";
export const stepHauled = "Hauled";

export const ready = "I’m ready for pickup";
export const readyNote = "Usually collected the next working day";

/** The facts. */
export const when = "When";
export const noDay = "Not set yet";
export const anyTime = "Any time";
export const what = "What";
export const price = "Price";
export const flat = (price: string) => `${price} flat`;
export const locked = (day: string) => `Price locked ${day}`;
/** No record says that the customer agreed to the change. */
export const changedByOffice = (day: string) => `The office changed the price on ${day}`;
export const amended = (from: string, to: string, reason: string) => `${from} → ${to}: ${reason}`;
export const quantity = (count: number, label: string) => `${count} × ${label}`;
export const crew = "Crew";
export const job = "Job";

export const soFar = "So far";
/** By the history's code. A code that is not here is not the customer's business. */
export const timeline: Record<string, string> = {
  booked: "Booked",
  ready_for_pickup: "You said you’re ready",
  en_route: "On the way",
  on_site: "The crew arrived",
  dropped_off: "Dropped off",
  in_progress: "Work began",
  attempted: "We came, but could not finish",
  completed: "Hauled",
  cancelled: "Cancelled",
  moved: "Moved to another time",
  priced: "The office changed the price",
};

/** What can be done. */
export const move = "Move";
export const chooseDay = "Choose a day";
export const message = "Message";
export const cancel = "Cancel";
export const until = (when: string) => `Move or cancel here until ${when}.`;
export const tooLate = "Too late to move or cancel here. Call us.";
export const moveQuestion = "Which day suits you?";
export const moveTo = (when: string) => `Move to ${when}`;
export const cancelQuestion = "Cancel this job?";
export const loses = (when: string) =>
  `You give up your place *${when}* and the locked price. You cannot undo this here.`;
export const losesPrice = "You give up the locked price. You cannot undo this here.";
export const reason = "Why? (optional)";
export const cancelJob = "Cancel the job";
export const keep = "Keep it";
export const messageQuestion = "Message to the office";
export const neededText = "Write a line first.";
export const send = "Send";
export const close = "Close";
export const sent = "Sent. We read it before we come.";
export const moved = "Moved.";
export const standsNow = "That is no longer possible. This is how things stand.";
export const cutoffPassed = "It is too late for that here. Call us.";

export const checked = (seconds: number) =>
  seconds < 5
    ? "Checked just now"
    : seconds < 90
      ? `Checked ${seconds} s ago`
      : `Checked ${Math.round(seconds / 60)} min ago`;
export const lastKnown = (time: string) => `No connection. Last known ${time}`;
