/** The tracking page. Customers read it. `*…*` stands out; names keep their own direction. */

/** A person's name in direction isolates, which `Rich` draws as `<bdi>`. The server removes isolates from every text. */
const name = (text: string) => `\u2068${text}\u2069`;
const usOrCrew = (crew: string | null) => (crew === null ? "us" : `${name(crew)}’s crew`);

/** What stands at the customer's address, taken from the service's name. */
const container = (service: string): string =>
  /(trailer|dumpster|container|bin|bag)\b/i.exec(service)?.[1]?.toLowerCase() ?? "container";

export const title = (headline: string, business: string) => `${headline} · ${business}`;
export const titleBare = "Your job";
export const description = "See when we come and what happens next. Move or cancel without a call.";
export const noToken = "Open the link from your confirmation";
export const noTokenNext = "You got it when you booked.";
export const gone = "Job not found, or this tracking link is no longer valid";
export const goneNext = "Check that you opened the whole link, or call us.";
export const loading = "Loading your job";
export const loadFailed = "Couldn’t load your job";
export const loadFailedNext = "Your booking is safe. We’ll keep trying.";

/** The headline: the state of the job. */
export const requested = "We have your request";
export const quoted = "Your quote is ready";
export const youAreBooked = "You’re booked";
export const coming = (day: string) => `We’re coming ${day}`;
export const today = "today";
export const tomorrow = "tomorrow";
export const late = "We’re running late";
export const enRoute = (crew: string | null) => (crew === null ? "We’re on the way" : `${name(crew)} is on the way`);
export const onSite = (service: string) => `Your ${container(service)} is on site`;
export const working = "The crew is at work";
export const readyForPickup = "You’re ready for pickup";
export const attempted = "We couldn’t finish the job";
export const completed = "All done";
export const cancelled = "This job is cancelled";

/** Below the headline: what happens next. */
export const waitForQuote = "We’ll look at it and send you a price.";
export const answerQuote = "Look at the price, then approve or decline it.";
export const scheduleNext = "Choose a day below, or we’ll call you to set one.";
export const expect = (crew: string | null, window: string) => `Expect ${usOrCrew(crew)} *${window}*.`;
export const expectAnyTime = (crew: string | null) => `Expect ${usOrCrew(crew)} any time that day.`;
export const lateNext = "Sorry. Call us for the new time.";
export const fill = (service: string, crew: string | null) =>
  `Tell us when your ${container(service)} is full and ${crew === null ? "we" : usOrCrew(crew)} will pick it up.`;
export const fillBy = (day: string) => `Fill it by *${day}*. `;
export const arriving = (window: string) => `Arriving *${window}*.`;
export const arrivingSoon = "Arriving soon.";
export const workingNext = (crew: string | null) =>
  crew === null ? "We’re loading now." : `${name(crew)} is loading now.`;
export const collect = (when: string) => `We’ll pick it up *${when}*.`;
export const collectSoon = "We usually pick up the next working day.";
export const newTime = "Choose a new time, or call us.";
export const completedNext = "Thanks for hauling with us.";
export const cancelledNext = "We won’t come. If that’s a mistake, call us.";

/** The progress bar. */
export const stepBooked = "Booked";
export const stepScheduled = "Scheduled";
export const stepOnSite = "On site";
export const stepReady = "Ready";
export const stepUnderWay = "Under way";
export const stepDone = "Done";

export const ready = "Ready for pickup";
export const readyQuestion = "When should we pick it up?";
export const inTheWay = "Anything in the way? Cars, gates (optional)";
export const tellReady = "Tell them I’m ready";

/** The facts. */
export const when = "When";
export const notScheduled = "Not scheduled";
export const anyTime = "Any time";
export const what = "What";
export const price = "Price";
export const flat = (price: string) => `${price} flat`;
export const priceLocked = (day: string) => `Price locked ${day}`;
/** The office changed the price. No record says that the customer agreed to it. */
export const priceChanged = (day: string) => `We changed the price on ${day}`;
export const amended = (from: string, to: string, reason: string) => `${from} → ${to}: ${reason}`;
export const quantity = (count: number, label: string) => `${count} × ${label}`;
export const crew = "Crew";
export const jobNumber = "Job number";

export const timelineTitle = "So far";
/** By the history's code. The page leaves out a code that is not here, because it is not for the customer. */
export const timeline: Record<string, string> = {
  requested: "You asked for a quote",
  quoted: "We sent you a quote",
  approved: "You approved the quote",
  declined: "You declined the quote",
  expired: "The quote expired",
  booked: "Booked",
  ready_for_pickup: "You said you’re ready",
  en_route: "On the way",
  on_site: "The crew arrived",
  dropped_off: "Dropped off",
  swapped: "Swapped",
  extended: "You kept it longer",
  in_progress: "Work started",
  attempted: "We came, but couldn’t finish",
  completed: "Done",
  cancelled: "Cancelled",
  moved: "Moved to another time",
  priced: "We changed the price",
};

/** What the customer can do. */
export const move = "Move";
export const chooseDay = "Choose a day";
export const message = "Message";
export const cancel = "Cancel";
export const until = (when: string) => `Move or cancel here until ${when}.`;
export const tooLate = "Too late to move or cancel here. Call us.";
export const moveQuestion = "Which day works for you?";
export const moveTo = (when: string) => `Move to ${when}`;
export const cancelQuestion = "Cancel this booking?";
export const loses = (when: string) =>
  `You’ll lose your time *${when}* and the locked price. You can’t undo this here.`;
export const losesPrice = "You’ll lose the locked price. You can’t undo this here.";
export const reason = "Why? (optional)";
export const cancelBooking = "Cancel booking";
export const keepBooking = "Keep booking";
export const messageQuestion = "Message our office";
export const neededText = "Write your message first.";
export const send = "Send";
export const close = "Close";
export const sent = "Sent to our office.";
export const moved = "Moved.";
export const noLongerPossible = "That’s no longer possible. Here’s where your job stands.";
export const cutoffPassed = "It’s too late to change that here. Call us.";

export const checked = (seconds: number) =>
  seconds < 5
    ? "Checked just now"
    : seconds < 90
      ? `Checked ${seconds} s ago`
      : `Checked ${Math.round(seconds / 60)} min ago`;
export const lastKnown = (time: string) => `Couldn’t refresh. This is from ${time}.`;
