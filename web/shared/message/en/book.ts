/** What a customer reads on the booking page, in English. `*…*` stands out. */
export const title = (business: string) => `Book with ${business}`;
export const titleBare = "Book a pickup";
export const description = "See the price, choose a day and book. It takes about a minute.";
export const steps = [
  { question: "What are we hauling?", next: "", unset: "Not chosen yet" },
  { question: "When should we come?", next: "Choose a day", unset: "No day yet" },
  { question: "Where, and for whom?", next: "Your address", unset: "" },
] as const;
export const sub = "1 of 3 · takes about a minute";
export const change = "Change";
export const changeWhat = "Change what";
export const changeWhen = "Change when";
export const from = (price: string) => `from ${price}`;
export const sample = "Sample prices. The owner has not confirmed them yet.";
export const fewer = (label: string) => `Fewer: ${label}`;
export const more = (label: string) => `More: ${label}`;
export const items = "How many of each";
export const anyDay = "Any day";
export const anyDayNote = "we choose";
export const anyDayWorks = "Any day works";
export const street = "Street and number";
export const city = "City";
export const state = "State";
export const postalCode = "ZIP code";
export const notes = "Where exactly? Gate, driveway, side";
export const optional = "optional";
export const person = "Your name";
export const phone = "Phone";
export const email = "Email";
export const accept = "I accept these terms";
export const needed = "Needed.";
export const neededService = "Choose what we haul.";
export const neededItems = "Choose at least one.";
export const neededReach = "Give a phone number or an email.";
export const neededTerms = "Accept the terms to book.";
export const notEmail = "That does not look like an email address.";
export const tooLong = "That is too long.";
export const outside = "We do not serve that ZIP code yet.";
export const fixed = "locked when you book";
export const priceNext = "Prices before you book, no surprises";
export const bookFor = (when: string, price: string) => `Book ${when} ·\u00a0${price}`;
export const booking = "Booking…";
export const anyDayShort = "any day";
export const priceChanged = (from: string, to: string) =>
  `The price changed from ${from} to *${to}*. Press again to book at the new price.`;
export const windowGone = "That window is no longer free. Choose another.";
export const closed = "Online booking is closed right now";
export const closedNext = "Call us and we will find you a time.";
export const closedNoPhone = "Please come back later.";
export const callToBook = "Call to book";
export const down = "We cannot be reached right now";
export const downNext = "What you typed stays here.";
export const downCall = "You can also call us.";
export const checkFields = "Look at the fields marked in red.";
export const errorCount = (count: number) =>
  count === 1 ? "One thing needs another look" : `${count} things need another look`;
export const terms = "Terms";
export const serviceFirst = "Choose a service first. Then we show the days.";
export const chooseService = "Choose a service";
export const done = "You’re booked";
export const doneWhen = (when: string) => `We come *${when}*.`;
export const doneAny = "We will tell you the day.";
export const doneLink = "Your private link";
export const doneSave = "Follow, move or cancel the job there. We keep no other copy of the link: save it.";
export const follow = "Follow your job";
export const copy = "Copy";
export const copied = "Copied";
export const share = "Share";
export const shareTitle = (business: string) => `My job with ${business}`;
export const another = "Book another";
export const what = "What";
export const price = "Price";
export const reference = "Job";
