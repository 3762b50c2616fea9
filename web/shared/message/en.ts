/**
 * Every word that a customer reads, in English. Another language exports the same names with the same types.
 * `*…*` stands out; `name()` keeps a name's own writing direction to itself. Both are drawn by `Rich`.
 */
export const language = "en";

/** Wraps a person's or a business's name in direction isolates; our own server never lets them into a text. */
export const name = (text: string): string => `\u2068${text}\u2069`;

const half = (hour: number) => (hour < 12 ? "AM" : "PM");
const hourText = (hour: number, minute: number) => `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, "0")}` : ""}`;
const isWord = (hour: number, minute: number) => minute === 0 && hour % 12 === 0;

export const clockText = {
  /** `2:05 PM` */
  time: (hour: number, minute: number) => `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${half(hour)}`,
  /** `9:12`, where the day around it tells morning from evening. */
  short: (hour: number, minute: number) => `${hour % 12 || 12}:${String(minute).padStart(2, "0")}`,
  /** `8 AM`, `noon` */
  hour: (hour: number, minute: number) =>
    isWord(hour, minute) ? (hour === 12 ? "noon" : "midnight") : `${hourText(hour, minute)} ${half(hour)}`,
  /** `8`, `noon` */
  bare: (hour: number, minute: number) =>
    isWord(hour, minute) ? (hour === 12 ? "noon" : "midnight") : hourText(hour, minute),
  range: (from: string, to: string) => `${from} to ${to}`,
  today: "Today",
  yesterday: "Yesterday",
  tomorrow: "Tomorrow",
};

const places = (left: number) => (left === 1 ? "1 place left" : left > 0 ? `${left} places left` : "No places left");

/** Words that both pages use. */
export const shared = {
  callOffice: "Call office",
  callNumber: (phone: string) => `Call ${phone}`,
  places,
  dayLeft: (left: number) => (left > 0 ? `${left} left` : "full"),
  pickDay: "Day",
  pickWindow: "Arrival window",
  laterDays: "Later days",
  noPlaces: (until: string) => `No places up to ${until}.`,
  lookFurther: "Look further",
  noMorePlaces: "No places left online.",
  retry: "Retry",
  offline: "No connection. What you typed stays here.",
  daysFailed: "The free days did not arrive.",
  busy: "We are very busy right now. What you typed stays here. Try again in a moment.",
  tooMany: (seconds: number) =>
    seconds > 0 ? `Too many tries. Wait ${seconds} seconds, then press again.` : "Too many tries. Wait a minute, then press again.",
  wrong: "Something went wrong on our side. Try again, or call us.",
};

export const book = {
  title: (business: string) => `Book with ${business}`,
  titleBare: "Book a pickup",
  steps: [
    { question: "What are we hauling?", next: "Choose what", unset: "Not chosen yet" },
    { question: "When should we come?", next: "Choose a day", unset: "No day yet" },
    { question: "Where, and for whom?", next: "Your address", unset: "" },
  ] as const,
  sub: "1 of 3 · takes about a minute",
  change: "Change",
  changeWhat: "Change what",
  changeWhen: "Change when",
  from: (price: string) => `from ${price}`,
  sample: "Sample prices. The owner has not confirmed them yet.",
  fewer: (label: string) => `Fewer: ${label}`,
  more: (label: string) => `More: ${label}`,
  each: (price: string) => `${price} each`,
  items: "How many of each",
  anyDay: "Any day",
  anyDayNote: "we choose",
  anyDayWorks: "Any day works",
  street: "Street and number",
  city: "City",
  state: "State",
  postalCode: "ZIP code",
  notes: "Where exactly? Gate, driveway, side",
  optional: "optional",
  person: "Your name",
  phone: "Phone",
  email: "Email",
  reach: "A phone number or an email, so we can reach you.",
  accept: "I accept these terms",
  website: "Leave this empty",
  needed: "Needed.",
  neededService: "Choose what we haul.",
  neededItems: "Choose at least one.",
  neededDay: "Choose a day.",
  neededWindow: "Choose an arrival window.",
  neededReach: "Give a phone number or an email.",
  neededTerms: "Accept the terms to book.",
  notEmail: "That does not look like an email address.",
  tooLong: "That is too long.",
  outside: "We do not serve that ZIP code yet.",
  fixed: "fixed when you book",
  priceNext: "Prices before you book, no surprises",
  bookFor: (when: string, price: string) => `Book ${when} · ${price}`,
  booking: "Booking…",
  anyDayShort: "any day",
  at: (day: string, window: string) => `${day}, ${window}`,
  priceChanged: (from: string, to: string) => `The price changed from ${from} to *${to}*. Press again to book at the new price.`,
  windowFull: "That window just filled. Closest free:",
  windowFullNone: "That window just filled. Choose another.",
  windowGone: "That window is no longer free. Choose another.",
  dayShort: (day: string, window: string) => `${day}, ${window}`,
  closed: "Online booking is closed right now",
  closedNext: "Call us and we will find you a time.",
  closedNoPhone: "Please come back later.",
  callToBook: "Call to book",
  down: "We cannot be reached right now",
  downNext: "What you typed stays here.",
  checkFields: "Look at the fields marked in red.",
  done: "You’re booked",
  doneWhen: (when: string) => `We come *${when}*.`,
  doneAny: "We will tell you the day.",
  doneLink: "Your private link",
  doneSave: "Follow, move or cancel the job there. We keep no other copy of the link: save it.",
  follow: "Follow your job",
  copy: "Copy",
  copied: "Copied",
  share: "Share",
  shareTitle: (business: string) => `My job with ${business}`,
  another: "Book another",
  when: "When",
  what: "What",
  price: "Price",
  reference: "Job",
};

/** Names the thing that stands at the customer's, from the service's name. */
const container = (service: string): string =>
  /(trailer|dumpster|container|bin|roll-?off|bag)\b/i.exec(service)?.[1]?.toLowerCase() ?? "container";

/** `we`, or the crew by its first name. */
const who = (crew: string | null) => (crew === null ? "we" : name(crew));
const upper = (text: string) => (text === "we" ? "We" : text);

export const track = {
  title: (sentence: string, business: string) => `${sentence} · ${business}`,
  titleBare: "Your job",
  noToken: "Open the link from your confirmation",
  noTokenNext: "It is in the message that you got when you booked.",
  gone: "Job not found, or this tracking link is no longer valid",
  loading: "Looking up your job",
  unreachable: "No connection",
  unreachableNext: "Your job is safe. We keep trying.",
  steps: {
    booked: "Booked",
    scheduled: "Scheduled",
    onSite: "On site",
    ready: "Ready",
    underWay: "Under way",
    hauling: "Hauling",
    hauled: "Hauled",
    done: "Done",
  },
  /** The answer, in the customer's words. `day` is as people say it: `today`, `on Friday, Nov 27`. */
  headline: {
    unscheduled: "You’re booked",
    coming: (day: string) => `We’re coming ${day}`,
    missed: "We’re running late",
    enRoute: (crew: string | null) => (crew === null ? "We’re on the way" : `${name(crew)} is on the way`),
    onSite: (service: string) => `Your ${container(service)} is on site`,
    working: "We’re at work",
    ready: "You’re ready for pickup",
    attempted: "We could not finish today",
    completed: "All hauled",
    cancelled: "This job is cancelled",
  },
  on: (day: string) => `on ${day}`,
  today: "today",
  tomorrow: "tomorrow",
  next: {
    schedule: "We’ll call you to set a day.",
    scheduleSelf: "Choose a day below, or we’ll call you to set one.",
    arrives: (crew: string | null, window: string) => `Expect ${crew === null ? "us" : `${name(crew)}’s crew`} *${window}*.`,
    arrivesAny: (crew: string | null) => `Expect ${crew === null ? "us" : `${name(crew)}’s crew`} any time that day.`,
    missed: "Sorry. Call us for the new time, or wait for our message.",
    fill: (service: string, crew: string | null) =>
      `Tell us when the ${container(service)} is full and ${crew === null ? "we" : `${name(crew)}’s crew`} will collect it.`,
    fillBy: (service: string, crew: string | null, day: string) =>
      `Fill it by *${day}*. Tell us when the ${container(service)} is full and ${crew === null ? "we" : `${name(crew)}’s crew`} will collect it.`,
    onTheWay: (window: string) => `Arriving *${window}*.`,
    onTheWayAny: "Arriving soon.",
    working: (crew: string | null) => `${upper(who(crew))} ${crew === null ? "are" : "is"} loading now.`,
    collect: (when: string) => `We collect ${when}.`,
    collectSoon: "We usually collect the next working day.",
    newTime: "We come back. Choose a new time below, or call us.",
    thanks: "Thank you for hauling with us.",
    cancelled: "Nothing else happens. Call us if that is a mistake.",
  },
  between: (from: string, to: string) => `between ${from} and ${to}`,
  ready: "I’m ready for pickup",
  readyNote: "Usually collected the next working day",
  facts: { when: "When", what: "What", price: "Price", crew: "Crew", job: "Job", noDay: "Not set yet", anyTime: "Any time" },
  flat: (price: string) => `${price} flat`,
  agreed: (day: string) => `agreed ${day}, won’t change`,
  agreedBare: (day: string) => `agreed ${day}`,
  amended: (from: string, to: string) => `${from} → ${to}`,
  times: (quantity: string, label: string) => `${quantity} × ${label}`,
  soFar: "So far",
  /** By history code; a code that is not here is not the customer's business. */
  timeline: {
    booked: "Booked",
    imported: "Booked",
    ready_for_pickup: "You said it’s ready",
    en_route: "On the way",
    on_site: "The crew arrived",
    dropped_off: "Dropped off",
    in_progress: "Work began",
    attempted: "We came, but could not finish",
    completed: "Hauled",
    cancelled: "Cancelled",
    moved: "Moved to another time",
    priced: "New price agreed",
    messaged: "You sent a message",
    undone: "Last change taken back",
  } as Record<string, string>,
  move: "Move",
  message: "Message",
  cancel: "Cancel",
  until: (when: string) => `Move or cancel here until ${when}.`,
  tooLate: "Too late to move or cancel online. Call us.",
  moveTitle: "When suits you?",
  moveTo: (when: string) => `Move to ${when}`,
  moveNeeded: "Choose a day and a window.",
  cancelTitle: "Cancel this job?",
  cancelLoses: (when: string) => `You give up your place *${when}* and the agreed price. This cannot be taken back here.`,
  cancelLosesPrice: "You give up the agreed price. This cannot be taken back here.",
  cancelReason: "Why? (optional)",
  cancelDo: "Cancel the job",
  keep: "Keep it",
  messageTitle: "Message to the office",
  messageNeeded: "Write a line first.",
  send: "Send",
  sent: "Sent. We read it before we come.",
  moved: (when: string) => `Moved to ${when}.`,
  cancelledNow: "Cancelled.",
  readyNow: "Thank you. The crew knows.",
  close: "Close",
  windowFull: "That window just filled. Closest free:",
  windowFullNone: "That window just filled. Choose another.",
  notFromHere: "That is no longer possible. This is where things stand now.",
  checked: (seconds: number) => (seconds < 5 ? "Checked just now" : seconds < 90 ? `Checked ${seconds} s ago` : `Checked ${Math.round(seconds / 60)} min ago`),
  lastKnown: (time: string) => `No connection. Last known ${time}`,
};
