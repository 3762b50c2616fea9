/** What a customer reads on both pages, in English. */
export const callOffice = "Call office";
export const call = (phone: string) => `Call ${phone}`;
export const bookJob = "Book a job";
export const dayLeft = (left: number) => (left > 0 ? `${left} open` : "full");
export const pickDay = "Day";
export const pickWindow = "Arrival window";
export const laterDays = "Later days";
export const noPlaces = (until: string) => `No openings up to ${until}.`;
export const lookFurther = "Look further";
export const noMorePlaces = "No openings left online.";
export const retry = "Retry";
export const offline = "No connection. What you typed stays here.";
export const daysFailed = "Couldn’t load the free days.";
export const busy = "We are very busy right now. What you typed stays here. Try again in a moment.";
export const tooMany = (seconds: number) =>
  seconds > 0
    ? `Too many tries. Wait ${seconds} seconds, then press again.`
    : "Too many tries. Wait a minute, then press again.";
export const wrong = "Something went wrong on our side. Try again, or call us.";
export const places = (left: number) => (left === 1 ? "1 opening" : left > 0 ? `${left} openings` : "No openings");
/** A day and a window in one breath: `Friday, Nov 27, 8 AM to noon`. */
export const at = (day: string, window: string) => `${day}, ${window}`;
export const windowFull = "That window just filled. Closest free:";
export const windowFullNone = "That window just filled. Choose another.";
export const neededDay = "Choose a day.";
export const neededWindow = "Choose an arrival window.";
export const needsScript = "This page needs JavaScript.";
export const callInstead = "Call us instead";
