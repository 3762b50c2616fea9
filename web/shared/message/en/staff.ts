import type { JobText } from "../../../../domain/job-text.ts";

/** Words that several screens of the dashboard share, so that one idea has one term. */
export const unassigned = "Unassigned";
export const notScheduled = "Not scheduled";
export const anyTime = "Any time";
export const noName = "No name";
export const chooseDay = "Choose a day";
export const retry = "Try again";
export const close = "Close";
export const save = "Save";
export const saving = "Saving";
export const cancel = "Cancel";
export const undo = "Undo";
export const undone = "Undone.";
export const someone = "Another person";
/** The kind of a visit. `service` is the job's only visit, so it needs no word of its own. */
export const kinds = { service: "", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const visitStates = {
  scheduled: "Booked",
  en_route: "On the way",
  on_site: "On site",
  done: "Done",
  attempted: "Couldn’t do it",
};
/** `On site since 10:04 AM` */
export const since = (word: string, time: string) => `${word} since ${time}`;
/** `Done 9:12 AM` */
export const at = (word: string, time: string) => `${word} ${time}`;
/** Why a crew could not do a stop, by its code. */
export const attemptCodes = {
  nobody_home: "No one there",
  locked: "Gate locked",
  blocked: "Blocked",
  not_ready: "Not ready",
  overfilled: "Overfilled",
  prohibited: "Can’t take what’s in it",
  weather: "Weather",
  truck: "Truck trouble",
  our_schedule: "We ran out of time",
  other: "Something else",
};
/** Why a crew could not do a stop. The crew and the office choose from the same list, or write their own reason. */
export const attemptReasons = ["Gate locked", "No one there", "No access", "Not as booked", "Unsafe to load"];
/** The text fields of a job: the label and hint of the control, and the phrase for "Ana changed …" in the history. */
export const jobTexts = {
  notes: { label: "Notes", hint: "customers never see them", changed: "the notes" },
} satisfies Record<JobText, { label: string; hint: string; changed: string }>;
export const nameNeeded = "Enter a name.";
export const stopsOnDay = (count: number, day: string) =>
  count === 1
    ? `1 stop on ${day}. Move it first, or close the day anyway.`
    : `${count} stops on ${day}. Move them first, or close the day anyway.`;
export const closeAnyway = "Close anyway";
export const keepOpen = "Keep open";
/** Why a rental cannot be moved or kept longer: another job has the unit. */
export const noUnit = "No unit is free for all of these days.";
export const otherStarts = "It fits from these starts:";
export const noOtherStart = "None of the starts in the next two weeks fits either.";
export const unitUntil = (day: string) => `A unit is free through ${day}. After that, other jobs have them all.`;
/** What went wrong, if no field explains it. */
export const problems = {
  offline: "You’re offline. What you typed is kept. Try again when you’re back.",
  tooMany: () => "Too many tries. Wait a minute, then try again.",
  busy: "The server is busy. What you typed is kept. Try again in a moment.",
  wrong: "Something went wrong on the server. Try again.",
};
