/** The crew's phone. */
/** `8 AM–noon · Pickup` */
export const when = (window: string, what: string) => `${window} · ${what}`;
export const dayLine = (crew: string, stops: number, done: number) =>
  [crew, stops === 1 ? "1 stop" : `${stops} stops`, ...(done > 0 ? [`${done} done`] : [])].join(" · ");
export const overdue = (day: string) => `Late since ${day}`;
export const ready = "Customer is ready";
export const pending = "Waiting to send";
export const directions = "Directions";
export const call = "Call";
export const noPhone = "No phone";
export const callName = (name: string) => `Call ${name}`;
export const directionsTo = (name: string) => `Directions to ${name}`;
export const notesLabel = "Notes";
export const total = "Price";
export const step = { en_route: "On my way", on_site: "Arrived" };
export const minutesAway = "Minutes until you’re there";
export const inMinutes = (minutes: number) => `${minutes} min`;
/** The button with the chosen minutes: `On my way, 20 min`. */
export const onMyWayIn = (minutes: number) => `${step.en_route}, ${inMinutes(minutes)}`;
export const tellsOnTheWay = (name: string) => `${name} gets a message in a few seconds.`;
export const undo = "Undo";
/** What the customer reads as the arrival time. */
export const around = (time: string) => `Expected around ${time}`;
export const runningLate = "Running late";
export const lateQuestion = "When will you get there?";
export const lateTells = (name: string) => `${name} gets a message with the new time.`;
export const tellNewTime = "Send the new time";
export const lateNeeded = "Choose when you will get there.";
export const lateOffline = "A new time needs a signal, so the customer doesn’t have it yet. Try again, or call.";
export const finish = {
  service: "Finish job",
  drop_off: "Finish drop-off",
  swap: "Finish swap",
  pickup: "Finish pickup",
};
export const finishQuestion = (name: string) => `All done at ${name}?`;
export const finishTells = "Their tracking page will say the job is done.";
export const finishTellsDropOff = "Their tracking page will say it was dropped off.";
export const finishTellsReturn = "The office sets a day for the rest.";
export const notYet = "Not yet";
export const markDone = "Mark done";
export const retryNow = "Try again now";
export const cannot = "Can’t do it";
export const cannotQuestion = (name: string) => `What went wrong at ${name}?`;
export const cannotHint = "The office sees this and sets a new time.";
export const reasonMore = "Anything else the office should know";
export const reasonNeeded = "Choose a reason, or write one.";
export const sendReason = "Tell the office";
export const stop = (number: number, of: number) => `Stop ${number} of ${of}`;
export const bringUnit = (unit: string | null) => (unit === null ? "Bring a unit" : `Bring ${unit}`);
export const takeUnit = (unit: string | null) => (unit === null ? "Take the unit" : `Take ${unit}`);
export const emptyUnit = (unit: string | null) =>
  unit === null ? "Empty it and bring it back" : `Empty ${unit} and bring it back`;
export const whichUnit = "Which unit did you leave?";
export const saveWithoutUnit = "Save without the unit";
export const unitInUse = (unit: string) =>
  `${unit} is still out on another job in our records. Save without it, and the office will sort it out.`;
export const netTons = "Net weight in tons";
export const netPounds = "Net weight in pounds";
export const usePounds = "Enter pounds instead";
export const useTons = "Enter tons instead";
export const ticket = "Ticket number";
export const facility = "Where it went";
export const fee = (sign: string) => `Fee paid there (${sign})`;
export const feeWrong = (example: string) => `Enter the fee as an amount, such as ${example}.`;
export const weightWrong = "Enter the weight as on the ticket, such as 2.48 tons or 4960 pounds.";
export const returnVisit = "We have to come back";
export const returnReason = "What is left to do?";
export const returnReasonNeeded = "Say what is left to do.";
export const back = "Back";

export const checkLoad = "How full is it?";
export const finalLoad = "Final load";
export const extras = "Extras";
export const bookedAs = (items: string[], total: string) =>
  items.length === 0 ? `Booked for ${total}` : `Booked as ${items.join(", ")}, for ${total}`;
export const items = (label: string, quantity: number) => (quantity === 1 ? label : `${quantity} × ${label}`);
export const fewer = (label: string) => `One less: ${label}`;
export const more = (label: string) => `One more: ${label}`;
export const newPrice = "New price";
export const setPrice = "Set the price";
export const setPriceTo = (total: string) => `Set price to ${total}`;
export const keepPrice = "Price stays the same";
export const showPrice = (name: string) => `Show ${name} the price`;
/** The customer reads it on the tracking page, and the office in the history. */
export const priceReason = "The load on site";
export const priceOffline =
  "No signal, so there’s no price yet. Save the load: it’s sent when you’re back. If it costs more than promised, the customer is asked.";
export const saveLoad = "Save the load";
export const priceStale = "The office changed this job. Check the load and the price again.";
export const yesTitle = (name: string) =>
  name === "" ? "Here’s the price for what’s here" : `${name}, here’s the price for what’s here`;
export const lineNew = "new";
export const lineWas = (label: string) => `was ${label}`;
export const tax = "Tax";
export const agreedBy = "Name of the person who agrees";
export const agreedByNeeded = "Enter the name of the person who agrees.";
export const agree = (total: string) => `Agree to ${total}`;
export const sendForApproval = (name: string) => `${name} isn’t here: send for approval`;
export const priceWaiting = (total: string) => `Price waiting: ${total}`;
export const priceWaitingMore = "The customer can agree on their tracking page. The office sees it too.";

export const restOfDay = "Rest of the day";
export const allStops = "All stops";
export const nextStop = "Go to next stop";

export const noSignal = "No signal";
export const busy = "Can’t reach the server. Trying again.";
export const waiting = (count: number) =>
  count === 1 ? "1 change waiting to send" : `${count} changes waiting to send`;
export const showing = (time: string) => `Showing ${time}`;

export const loading = "Loading your day";
export const failed = "Couldn’t load your day.";
export const failedMore = "It loads as soon as you have a signal.";
export const emptyDay = "No stops today";
export const emptyDayMore = "When the office assigns your crew a job, it shows here within seconds.";
export const allDone = "That’s all for today";
export const allDoneMore = (count: number) => (count === 1 ? "1 stop done." : `${count} stops done.`);
export const someLeft = "The office will set a new time for what you couldn’t do.";
export const noCrew = "You’re not on a crew yet";
export const noCrewMore = "Ask the owner to choose a crew for you under Team. Then your stops show here.";
export const signedOut = "This phone is signed out";
export const signedOutMore = (count: number) =>
  count === 0
    ? "Sign in again to see your day."
    : `Sign in again to see your day. ${count === 1 ? "1 change is saved here and sends" : `${count} changes are saved here and send`} when you do.`;
export const signIn = "Sign in";
export const signOut = "Sign out";
export const account = "Account";

export const stopGone = (name: string) => `${name} was moved or assigned to another crew.`;
export const stopGoneMore = "You don’t need to go there.";
export const notSaved = (name: string, what: string[]) => `Couldn’t save for ${name}: ${what.join(", ")}.`;
export const notSavedGone =
  "The office moved this stop or assigned it to another crew before you had a signal. If you were there, call the office.";
export const notSavedStatus = (detail: string) => `${detail} If that’s not right, call the office.`;
export const ok = "OK";
export const didPrice = "Final load";
export const did = {
  en_route: "On my way",
  on_site: "Arrived",
  done: "Finished",
  attempted: "Can’t do it",
  scheduled: "Undo",
};
