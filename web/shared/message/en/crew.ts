/** What a crew reads on its phone, in English. */
export const kind = { service: "", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
/** `8 AM to noon · Pickup` */
export const when = (window: string, what: string) => `${window} · ${what}`;
export const anyTime = "Any time";
export const dayLine = (crew: string, stops: number, done: number) =>
  [crew, stops === 1 ? "1 stop" : `${stops} stops`, ...(done > 0 ? [`${done} done`] : [])].join(" · ");
export const overdue = (day: string) => `Overdue from ${day}`;
export const state = {
  scheduled: "Booked",
  en_route: "On the way",
  on_site: "On site",
  done: "Done",
  attempted: "Not done",
};
/** `On site since 10:04` */
export const since = (word: string, time: string) => `${word} since ${time}`;
/** `Done 9:12` */
export const at = (word: string, time: string) => `${word} ${time}`;
export const ready = "Customer is ready";
export const pending = "Waiting to send";
export const directions = "Directions";
export const call = "Call";
export const noPhone = "No phone";
export const callName = (name: string) => `Call ${name}`;
export const directionsTo = (name: string) => `Directions to ${name}`;
export const notesLabel = "Notes";
export const total = "Price";
export const noName = "No name";
export const step = { en_route: "On my way", on_site: "Arrived" };
export const finish = {
  service: "Finish job",
  drop_off: "Finish drop-off",
  swap: "Finish swap",
  pickup: "Finish pickup",
};
export const finishAsk = (name: string) => `Finished at ${name}?`;
export const finishTells = "Their page will say that the job is done.";
export const finishStays = "Their page will say that it was dropped off.";
export const notYet = "Not yet";
export const finished = "Yes, finished";
export const tryAgain = "Try again now";
export const cannot = "Can’t do it";
export const cannotAsk = (name: string) => `What stood in the way at ${name}?`;
export const cannotHint = "The office reads this and finds another time.";
export const reasons = ["Gate locked", "Nobody there", "No access", "Not as booked", "Unsafe to load"];
export const reasonMore = "Anything else the office should know";
export const reasonNeeded = "Choose a reason, or write one.";
export const sendReason = "Tell the office";
export const back = "Back";
export const restOfDay = "Rest of the day";
export const allStops = "All stops";
export const nextStop = "Go to next stop";

export const noSignal = "No signal";
export const busy = "The office is busy. Trying again.";
export const waiting = (count: number) =>
  count === 1 ? "1 change waiting to send" : `${count} changes waiting to send`;
export const nothingWaiting = (time: string) => `As of ${time}`;

export const loading = "Getting your day";
export const failed = "Your day did not arrive.";
export const failedMore = "It comes by itself as soon as there is a signal.";
export const retry = "Try again";
export const emptyDay = "No stops today";
export const emptyDayMore = "When the office gives your crew a job, it is here within seconds.";
export const allDone = "That’s all for today";
export const allDoneMore = (count: number) => (count === 1 ? "1 stop done." : `${count} stops done.`);
export const someLeft = "What could not be done is with the office.";
export const noCrew = "You are in no crew yet";
export const noCrewMore = "Ask the owner to choose one for you under People. Then your stops are here.";
export const signedOut = "This phone is signed out";
export const signedOutMore = (count: number) =>
  count === 0
    ? "Sign in again to see your day."
    : `Sign in again to see your day. ${count === 1 ? "1 change is" : `${count} changes are`} kept here and sent then.`;
export const signIn = "Sign in";
export const signOut = "Sign out";
export const account = "Account";

export const gone = (name: string) => `${name} was moved or given to another crew.`;
export const goneMore = "You have nothing to do there any more.";
export const notTaken = (name: string, what: string[]) => `Not saved for ${name}: ${what.join(", ")}.`;
export const notTakenGone =
  "The office gave this stop to another crew, or moved it, before you had a signal. Call the office if you were there.";
export const notTakenStatus = (detail: string) => `${detail} Call the office if that is not right.`;
export const understood = "OK";
export const did = { en_route: "On my way", on_site: "Arrived", done: "Finished", attempted: "Can’t do it" };
