/** What the owner reads about who did what, in English. */
export const title = "Activity";
export const lead = "Who did what and when, of the last 93 days.";
export const ownersOnly = "Only an owner sees who did what.";
export const search = "Job";
export const searchHint = "Id or customer";
export const who = "Who";
export const everybody = "Everybody";
export const customers = "Customers";
export const from = "From";
export const to = "To";
export const clear = "Show all";
export const older = "Older";
export const loading = "Getting what was done";
export const failed = "This did not arrive.";
export const retry = "Try again";
export const empty = "Nothing was done on these days.";
export const emptyFiltered = "Nothing fits what you look for.";
export const emptyMore = "Jobs, people and settings: every change stands here as soon as it is made.";
export const found = (count: number, more: boolean) =>
  count === 0 ? "" : `${count}${more ? " or more" : ""} ${count === 1 && !more ? "change" : "changes"}`;
export const dropped = (count: number) => `${count} sign-ins and changes of settings on these days found no room here.`;
export const noName = "No name";
export const tooWide = "At most 31 days at once.";

/** Failed tries to sign in. Without a login: those for logins that do not exist. */
export const failedSignIns = (count: number, login: string, hour: string) =>
  login === ""
    ? `${count} ${count === 1 ? "try" : "tries"} to sign in with an unknown login, ${hour}`
    : `${count} wrong ${count === 1 ? "password" : "passwords"} for ${login}, ${hour}`;

export const acts: Record<string, (by: string, subject: string, fields: string) => string> = {
  became_owner: (by) => `${by} became the owner by the one-time link`,
  signed_in: (by) => `${by} signed in`,
  person_added: (by, subject) => `${by} let ${subject} in`,
  person_changed: (by, subject, fields) => `${by} changed ${fields} of ${subject}`,
  person_removed: (by, subject) => `${by} removed ${subject}`,
  password_changed: (by, subject) => `${by} gave ${subject} a new password`,
  own_password_changed: (by) => `${by} changed their password`,
  device_signed_out: (by, subject) =>
    by === subject ? `${by} signed out one of their devices` : `${by} signed out one of ${subject}’s devices`,
  signed_out_everywhere: (by, subject) => `${by} signed ${subject} out everywhere`,
  settings_changed: (by, _, fields) => `${by} changed ${fields}`,
  crew_added: (by, subject) => `${by} added the crew ${subject}`,
  crew_changed: (by, subject) => `${by} renamed a crew to ${subject}`,
  crew_removed: (by, subject) => `${by} removed the crew ${subject}`,
  day_sized: (by, subject) => `${by} set the places of ${subject}`,
  sample_day_added: (by) => `${by} put a sample day on the board`,
  sample_day_removed: (by) => `${by} took the sample day away`,
};
/** The longest name that fits says what a field is. */
export const fields: Record<string, string> = {
  business: "the business",
  "business.name": "the business name",
  "business.phone": "the phone",
  "business.time_zone": "the time zone",
  booking: "booking rules",
  "booking.open": "whether booking is open",
  "booking.postal_codes": "the service area",
  hours: "hours and places",
  closed_days: "closed days",
  services: "services and prices",
  terms: "the terms",
  sample: "whether prices are samples",
  name: "the name",
  role: "the role",
  crew: "the crew",
};
export const other = "something";
