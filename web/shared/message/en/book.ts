/** The booking page. Customers read it. `*…*` stands out. */
export const title = (business: string) => `Book with ${business}`;
export const titleBare = "Book a pickup";
export const description = "See the price, choose a day and book. It takes about a minute.";
/** The questions of the sections, and the button that leads to each. */
export const steps = [
  { question: "What can we haul for you?", next: "" },
  { question: "How full will the truck be?", next: "How much is there?" },
  { question: "When should we come?", next: "Choose a day" },
  { question: "Where, and who do we ask for?", next: "Your address" },
] as const;
export const quantities = { question: "How many of each?", next: "How many?" };
export const addOns = { question: "Anything that costs extra?", next: "Anything extra?" };
export const rentalDays = { question: "When do you need it?", next: "Choose your dates" };
export const describe = { question: "What needs to be done?", next: "Describe the work" };
export const preferredTimes = { question: "When would suit you?", next: "Times that suit you" };
export const unset = "Not chosen yet";
export const step = (now: number, all: number) => `Step ${now} of ${all}`;
export const change = "Change";
export const changeWhat = "Change what";
export const changeAmount = "Change how much";
export const changeWhen = "Change when";
export const from = (price: string) => `from ${price}`;
export const sample = "Sample prices. The owner has not confirmed them yet.";
export const fewer = (label: string) => `One less: ${label}`;
export const more = (label: string) => `One more: ${label}`;
export const items = "How many of each";
export const each = (price: string) => `${price} each`;
/** `2 × Mattress` */
export const times = (quantity: number, label: string) => `${quantity} × ${label}`;
export const nothingExtra = "Nothing extra";
export const sizeUnknown = "Size not known yet";
export const served = (postalCode: string) => `We come to ${postalCode}`;
export const wholeMonth = "Whole month";
export const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);
export const dropOff = "Drop-off";
export const dropOffDay = "Drop-off day";
export const dropOffWindow = "When should we drop it off?";
export const dropOffBetween = (count: number, window: string) => `${days(count)}, drop-off ${window}`;
export const dueBack = "Due back";
export const dueBackOn = (day: string) => `due back ${day}`;
export const howLong = "How long do you need it?";
export const included = "included";
export const plus = (price: string) => `+ ${price}`;
export const daysInAll = "Days in all";
export const upTo = (most: number, perDay: string) => `Up to ${most}. ${perDay} for each extra day.`;
export const oneDay = "day";
export const daysIncluded = (count: number) => `${days(count)} included`;
export const extraDay = (price: string) => `extra days, ${price} each`;
export const extraDays = (count: number, price: string) =>
  count === 1 ? `1 extra day, ${price}` : `${count} extra days, ${price} each`;
export const describeLead = "We price this by hand. Say what’s there and how we get to it.";
export const describeLabel = "The work";
export const neededDescription = "Describe the work, so we can price it.";
export const preferredLead = "Give up to three days, if you like. Nothing is booked until you accept our price.";
export const preferredDay = (index: number) => (index === 1 ? "A day that suits you" : `Or this day`);
export const preferredTime = (_index: number) => "Time";
export const anyTime = "Any time";
export const timesGiven = (days: string[]) => (days.length > 0 ? days.join(", ") : "Any day");
export const total = "Total";
export const estimateTotal = "Between";
export const deposit = "Deposit due";
export const depositNote = "You don’t pay it here. We’ll ask for it after you book.";
export const nothingNow = "Nothing to pay now";
export const lessRoom = "Takes up less room? You pay less.";
export const moreRoom = "More than that? You say yes before we load.";
export const tons = (included: number, perTon: string) =>
  `${included} tons included, then ${perTon} a ton, from the scale ticket`;
export const keptLonger = (perDay: string) => `Kept past the due date: ${perDay} a day`;
export const anyDay = "Any day";
export const anyDayNote = "we choose";
export const anyDayWorks = "Any day works";
export const street = "Street address";
export const city = "City";
export const state = "State";
export const yourPostalCode = "Your ZIP code";
export const postalCode = "ZIP code";
export const notes = "Anything the driver should know?";
export const optional = "optional";
export const person = "Your name";
export const phone = "Phone";
export const email = "Email";
/** The question between texts and emails, and its two answers. */
export const contactBy = "How should we keep you posted?";
export const textMe = "Text me about this job";
export const emailMe = "Email me instead";
export const accept = "I accept these terms";
export const neededPostalCode = "Enter your ZIP code.";
/** By the name of the control that was left empty. */
export const needed: Record<string, string> = {
  "location.street": "Enter your street address.",
  "location.city": "Enter your city.",
  "location.postal_code": neededPostalCode,
  "customer.name": "Enter your name.",
};
export const neededService = "Choose a service.";
export const neededItems = "Add at least one item.";
export const neededChoice = "Choose one.";
export const neededReach = "Enter a phone number or an email.";
export const neededPhone = "Enter a phone number we can text, or choose email.";
export const neededEmail = "Enter your email, or choose texts.";
export const neededTerms = "Accept the terms to book.";
export const notEmail = "That doesn’t look like an email address.";
export const tooLong = "That’s too long. Please shorten it.";
export const outside = "We don’t haul in that ZIP code yet.";
export const priceLocks = " · locked when you book";
export const priceOnSite = " · exact price before we load";
export const quoteLater = "Price by quote";
export const quoteShort = "Quote";
export const sendRequest = "Send request";
export const priceFirst = "You see the price before you book";
export const bookFor = (when: string, price: string) => `Book ${when} ·\u00a0${price}`;
export const booking = "Booking…";
export const anyDayShort = "any day";
export const priceChanged = (from: string, to: string) =>
  `The price changed from ${from} to *${to}*. Press again to book at the new price.`;
export const windowGone = "That window just filled. Choose another.";
export const daysGone = "Those days are no longer open. Choose another drop-off day.";
export const lastOneGone = (service: string, day: string) => ({
  title: `That was our last ${service} for ${day}.`,
  note: "Here’s what’s open. What you typed is kept.",
});
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
export const doneDropOff = (when: string, due: string) => `We drop it off *${when}*. It’s due back *${due}*.`;
export const requestSent = "Request sent";
export const requestNext = "We’ll send you a quote. Nothing is booked until you accept it.";
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
