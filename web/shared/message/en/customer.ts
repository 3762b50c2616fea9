/** Words of both customer pages. */
export const callUs = "Call us";
export const call = (phone: string) => `Call ${phone}`;
export const bookJob = "Book a job";
/** In a day's tile. */
export const open = (openings: number) => `${openings} open`;
export const noneOpen = { full: "full", too_soon: "too soon", unknown: "none open" };
/** In an arrival window's tile. */
export const openings = (count: number) => (count === 1 ? "1 opening" : `${count} openings`);
/** A window that starts within the lead time may have room, so it isn't called full. */
export const noOpening = { full: "Full", too_soon: "Too soon to book online", unknown: "Not available online" };
export const pickDay = "Day";
export const pickWindow = "Arrival window";
export const earlierMonth = "Earlier month";
export const laterMonth = "Later month";
export const months = (first: string, last: string) => `${first} – ${last}`;
/** In a calendar, below a day without arrival windows. */
export const closedDay = "closed";
export const noOtherDays = "No other days are open online. Call us and we’ll find you a time.";
/** The first and the last day of a rental. */
export const period = (from: string, until: string) => `${from} to ${until}`;
export const priceRange = (low: string, high: string) => `${low}–${high}`;
/** The picture of a truck, for a screen reader. */
export const truckDrawn = (load: string | null) =>
  load === null ? "An empty truck" : `A truck with this load: ${load}`;
export const fullTruck = "Full";
/** A size of a load, for a screen reader: `Half load, $349, about 4 pickup loads`. */
export const choiceWithPrice = (label: string, price: string, hint: string) =>
  [label, price, hint].filter(Boolean).join(", ");
export const notSure = "Not sure";
export const notSureRange = (range: string) => `${range}. We set the exact price before we load.`;
export const laterDays = "Later days";
export const showLaterDays = "Show later days";
export const noOpenings = (until: string) => `No openings online through ${until}.`;
export const noMoreOpenings = "No openings left online. Call us and we’ll find you a time.";
export const retry = "Try again";
export const daysFailed = "Couldn’t load the open days.";
/** What went wrong, if no field explains it. */
export const problems = {
  offline: "You’re offline. What you typed is kept. Try again when you’re back.",
  tooMany: (seconds: number) =>
    `Too many tries. Wait ${seconds > 0 ? `${seconds} seconds` : "a minute"}, then try again.`,
  busy: "We’re very busy right now. What you typed is kept. Try again in a moment.",
  wrong: "Something went wrong on our side. Try again, or call us.",
};
/** A day and a window together: `Fri, Nov 27, 8 AM–noon`. */
export const dayAndWindow = (day: string, window: string) => `${day}, ${window}`;
export const windowFull = "That window just filled. Closest openings:";
export const windowFullNone = "That window just filled. Choose another.";
export const neededDay = "Choose a day.";
export const neededWindow = "Choose an arrival window.";
export const needsScript = "This page needs JavaScript.";
export const callInstead = "Call us instead";
