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
export const onSite = (service: string) => `Your ${container(service)} is here`;
export const dueToday = (service: string) => `Your ${container(service)} is due back today`;
export const overdue = (service: string, day: string) => `Your ${container(service)} was due ${day}`;
export const newPrice = "We need your yes on a new price";
export const quoteOver = "This quote has expired";
export const working = "The crew is at work";
export const readyForPickup = "You’re ready for pickup";
export const attempted = "We couldn’t finish the job";
export const completed = "All done";
export const cancelled = "This job is cancelled";

/** Below the headline: what happens next. */
export const waitForQuote = "We’ll look at it and put the price here. Nothing is booked yet.";
export const answerQuote = (day: string) => `Good through *${day}*. Approve it and choose a time.`;
export const quoteOverNext = "Call us, and we’ll send you a new one.";
export const scheduleNext = "Choose a day below, or we’ll call you to set one.";
export const expect = (crew: string | null, window: string) => `Expect ${usOrCrew(crew)} *${window}*.`;
export const expectAnyTime = (crew: string | null) => `Expect ${usOrCrew(crew)} any time that day.`;
export const lateNext = "Sorry. Call us for the new time.";
export const fill = "Fill it up. Tell us when you’re ready and we’ll come get it.";
export const fillOver = (price: string) =>
  `Tell us when it’s ready, or keep it longer. It’s ${price} a day until we have it back.`;
export const pickupOn = (when: string) => `Have it loaded. We’ll pick it up *${when}*.`;
export const swapOn = (when: string) => `We’ll swap it *${when}*.`;
export const swapSoon = "We’ll call you with a day for the swap.";
export const arriving = (window: string) => `Arriving *${window}*.`;
export const around = (time: string) => `Around *${time}*.`;
/** A crew on its way that comes after the promised window. */
export const behind = "Sorry, we’re running behind.";
export const insteadOf = "You were promised";
export const behindNext = "If the new time doesn’t work, message us or call.";
export const arrivingSoon = "Arriving soon.";
export const workingNext = (crew: string | null) =>
  crew === null ? "We’re loading now." : `${name(crew)} is loading now.`;
export const collect = (when: string) => `We’ll pick it up *${when}*.`;
export const collectSoon = "We usually pick up the next working day.";
export const newTime = "Choose a new time, or call us.";
export const completedNext = "Thanks for hauling with us.";
export const cancelledNext = "We won’t come. If that’s a mistake, call us.";

/** The progress bar. */
export const stepRequested = "Requested";
export const stepQuoted = "Quoted";
export const stepBooked = "Booked";
export const stepScheduled = "Scheduled";
export const stepOnSite = "On site";
export const stepReady = "Ready";
export const stepPickedUp = "Picked up";
export const stepUnderWay = "Under way";
export const stepDone = "Done";

/** The stay of the equipment. */
export const onSiteSince = "On site since";
export const dueBack = "Due back";
export const pickup = "Pickup";
export const dayOf = (day: number, paid: number) => `Day ${day} of ${paid}`;
export const dayAndPrice = (day: number, paid: number, price: string) => `Day ${day} of ${paid}. Then ${price} a day.`;
export const daysStart = (paid: number, price: string) => `${paid} days, starting tomorrow. Then ${price} a day.`;
export const overBy = (days: number, price: string) =>
  `${days === 1 ? "1 day" : `${days} days`} over. ${price} a day until we have it back.`;
export const waitingIsFree = "You’re ready, so no more days count.";

/** The facts. */
export const when = "When";
export const anyTime = "Any time";
export const what = "What";
export const price = "Price";
export const total = "Total";
export const newTotal = "New total";
export const unpriced = "Waiting for a price";
export const range = (low: string, high: string) => `${low}–${high}`;
export const estimated = "We’ll set the final price when we see the load. Any more than this needs your yes.";
export const flat = (price: string) => `${price} flat`;
export const priceLocked = (day: string) => `Price locked ${day}`;
/** The office changed the price. No record says that the customer agreed to it. */
export const priceAgreed = (day: string) => `You agreed to the new price on ${day}`;
export const priceChanged = (day: string) => `We changed the price on ${day}`;
export const amended = (from: string, to: string, reason: string) => `${from} → ${to}: ${reason}`;
export const quantity = (count: number, label: string) => `${count} × ${label}`;
export const crew = "Crew";
export const jobNumber = "Job number";

export const addToCalendar = "Add to calendar";
export const takeOffCalendar = "Take it off my calendar";
export const messages = "Messages";
export const you = "You";
/** Who wrote a message, and when. */
export const wrote = (who: string, when: string) => `${who}, ${when}`;

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
  priced: "New price",
};

/** What the customer can do. */
export const move = "Move";
export const movePickup = "Move pickup";
export const moveSwap = "Move swap";
export const choosePickup = "Set pickup day";
export const chooseDay = "Choose a day";
export const message = "Message";
export const askQuestion = "Ask a question";
export const cancel = "Cancel";
export const bookAgain = "Book again";
export const until = (when: string) => `Change it here until ${when}.`;
export const tooLate = "Too late to change it here. Call us.";
export const moveQuestion = "Which day works for you?";
export const moveTo = (when: string) => `Move to ${when}`;
export const dearerDay = (total: string) => `That day has another price: ${total} in all.`;
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
export const priceIs = "The price is different now. Look at it, then confirm again.";

/** Ready for pickup. */
export const ready = "Ready for pickup";
export const readyQuestion = "When should we pick it up?";
export const soonest = "As soon as you can";
export const yourDueDate = "Your due date";
export const inTheWay = "Anything in the way? Cars, gates (optional)";
export const tellReady = "Tell them I’m ready";

/** Keep it longer. */
export const extend = "Keep it longer";
export const extendQuestion = "Keep it until when?";
export const dueNow = (day: string, price: string) => `Due ${day} now. Each extra day is ${price}.`;
export const adds = (price: string) => `+${price}`;
export const taken = "taken";
export const takenAfter = (day: string) => `After ${day} it’s promised to someone else. Need it longer?`;
export const takenAll = "It’s promised to someone else after that. Need it longer?";
export const noUnit = "We have none free for all of those days.";
export const otherStarts = "It works from one of these:";
export const unitUntil = (day: string) => `We have one free through ${day}. Choose an earlier day, or ask us.`;
export const askUs = "Ask us";
export const extraDays = (count: number) => (count === 1 ? "1 extra day" : `${count} extra days`);
export const neededUntil = "Choose a day";
export const keepUntil = (day: string, price: string | null) =>
  price === null ? `Keep it until ${day}` : `Keep it until ${day} · ${price}`;
export const keptLonger = "It’s yours for longer.";

/** A swap. */
export const swap = "Swap it";
export const swapQuestion = "When should we swap it?";
export const swapOther = "We take the full one and leave you an empty one.";
export const swapSame = "We empty it and bring it back the same day.";
export const soon = "Soon";
export const soonNote = "we’ll call";
export const swapLine = "Swap";
export const swapFor = (price: string | null) => (price === null ? "Swap it" : `Swap it · ${price}`);
export const swapSet = "We’ll swap it.";

/** A quote. */
export const approve = "Approve and choose a time";
export const approveFor = (price: string) => `Approve · ${price}`;
export const approved = "Approved. You’re booked.";
export const yourName = "Your name";
export const terms = "I accept these terms";
export const neededName = "Enter your name.";
export const neededTerms = "Accept the terms to approve.";
export const decline = "Decline";
export const declineQuestion = "Decline this quote?";
export const declineQuote = "Decline quote";
export const quoteExpired = "This quote has expired. Call us for a new one.";
export const withdrawQuestion = "Withdraw your request?";
export const losesRequest = "We won’t price it. You can send a new request any time.";
export const withdraw = "Withdraw request";
export const keepRequest = "Keep request";

/** A new price from the crew. */
export const agreeTo = (price: string) => `Agree to ${price}`;
export const agreed = "Thanks. We’ll go ahead.";

export const checked = (seconds: number) =>
  seconds < 5
    ? "Checked just now"
    : seconds < 90
      ? `Checked ${seconds} s ago`
      : `Checked ${Math.round(seconds / 60)} min ago`;
export const lastKnown = (time: string) => `Couldn’t refresh. This is from ${time}.`;
