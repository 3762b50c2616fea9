/** The booking page. Customers read it. `*…*` stands out. */
export const title = (business: string) => `Book with ${business}`;
export const titleBare = "Book a pickup";
export const description = "See the price, choose a day and book. It takes about a minute.";
export const steps = [
  { question: "What are we hauling?", next: "", unset: "Not chosen yet" },
  { question: "When should we come?", next: "Choose a day", unset: "Not chosen yet" },
  { question: "Where, and who do we ask for?", next: "Your address", unset: "" },
] as const;
export const sub = "1 of 3 · takes about a minute";
export const change = "Change";
export const changeWhat = "Change what";
export const changeWhen = "Change when";
export const from = (price: string) => `from ${price}`;
export const sample = "Sample prices. The owner has not confirmed them yet.";
export const fewer = (label: string) => `One less: ${label}`;
export const more = (label: string) => `One more: ${label}`;
export const items = "How many of each";
export const anyDay = "Any day";
export const anyDayNote = "we choose";
export const anyDayWorks = "Any day works";
export const street = "Street address";
export const city = "City";
export const state = "State";
export const postalCode = "ZIP code";
export const notes = "Anything the driver should know?";
export const optional = "optional";
export const person = "Your name";
export const phone = "Phone";
export const email = "Email";
export const accept = "I accept these terms";
/** By the name of the control that was left empty. */
export const needed: Record<string, string> = {
  "location.street": "Enter your street address.",
  "location.city": "Enter your city.",
  "location.postal_code": "Enter your ZIP code.",
  "customer.name": "Enter your name.",
};
export const neededService = "Choose a service.";
export const neededItems = "Add at least one item.";
export const neededReach = "Enter a phone number or an email.";
export const neededTerms = "Accept the terms to book.";
export const notEmail = "That doesn’t look like an email address.";
export const tooLong = "That’s too long. Please shorten it.";
export const outside = "We don’t haul in that ZIP code yet.";
export const priceLocks = "locked when you book";
export const priceFirst = "You see the price before you book";
export const bookFor = (when: string, price: string) => `Book ${when} ·\u00a0${price}`;
export const booking = "Booking…";
export const anyDayShort = "any day";
export const priceChanged = (from: string, to: string) =>
  `The price changed from ${from} to *${to}*. Press again to book at the new price.`;
export const windowGone = "That window just filled. Choose another.";
export const closed = "Online booking is closed right now";
export const closedNext = "Call us and we’ll find you a time.";
export const closedNoPhone = "Please try again later.";
export const callToBook = "Call to book";
export const loadFailed = "Couldn’t load our services";
export const loadFailedNext = "What you typed is kept. Try again in a moment.";
export const loadFailedCall = "You can also call us.";
export const checkFields = "Some answers need a fix. They’re marked above.";
export const errorCount = (count: number) => (count === 1 ? "1 answer needs a fix" : `${count} answers need a fix`);
export const terms = "Terms";
export const serviceFirst = "Choose a service first. Then we’ll show you the open days.";
export const chooseService = "Choose a service";
export const done = "You’re booked";
export const doneWhen = (when: string) => `We’ll be there *${when}*.`;
export const doneAnyDay = "We’ll be in touch to set the day.";
export const doneLink = "Your private link";
export const doneSave =
  "Save this link. You can follow, move or cancel your job there. If you lose it, call us and we’ll send it again.";
export const follow = "Follow your job";
export const copy = "Copy";
export const copied = "Copied";
export const share = "Share";
export const shareTitle = (business: string) => `My job with ${business}`;
export const another = "Book another job";
export const what = "What";
export const price = "Price";
export const jobNumber = "Job number";
