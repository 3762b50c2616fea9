/** The activity page. The owner reads it. */
export const title = "Activity";
export const lead = "Who did what, and when, in the last 93 days.";
export const ownersOnly = "Only an owner can see activity.";
export const search = "Job";
export const searchHint = "Id or customer";
export const person = "Who";
export const everyone = "Everyone";
export const customers = "Customers";
export const from = "From";
export const to = "To";
export const clear = "Show all";
export const older = "Older";
export const loading = "Loading activity";
export const failed = "Couldn’t load activity.";
export const empty = "No activity on these days.";
export const emptyFiltered = "No activity matches these filters.";
export const emptyMore = "Every change to jobs, the team and settings shows here right away.";
export const found = (count: number, more: boolean) =>
  count === 0 ? "" : `${count}${more ? " or more" : ""} ${count === 1 && !more ? "change" : "changes"}`;
export const notShown = (count: number) =>
  `${count} ${count === 1 ? "sign-in or settings change" : "sign-ins and settings changes"} from these days ${count === 1 ? "is" : "are"} not shown (log full).`;
export const tooWide = "Choose at most 31 days.";

/** Failed tries to sign in. An empty `login` stands for logins that do not exist. */
export const failedSignIns = (count: number, login: string, hour: string) =>
  login === ""
    ? `${count} ${count === 1 ? "try" : "tries"} to sign in with an unknown login, ${hour}`
    : `${count} wrong ${count === 1 ? "password" : "passwords"} for ${login}, ${hour}`;

export const events: Record<string, (by: string, subject: string, fields: string) => string> = {
  became_owner: (by) => `${by} became the owner with the one-time link`,
  signed_in: (by) => `${by} signed in`,
  person_added: (by, subject) => `${by} added ${subject}`,
  person_changed: (by, subject, fields) => `${by} changed ${fields} of ${subject}`,
  person_removed: (by, subject) => `${by} removed ${subject}`,
  password_changed: (by, subject) => `${by} reset the password of ${subject}`,
  own_password_changed: (by) => `${by} changed their password`,
  device_signed_out: (by, subject) =>
    by === subject ? `${by} signed out one of their devices` : `${by} signed out one of ${subject}’s devices`,
  signed_out_everywhere: (by, subject) => `${by} signed ${subject} out everywhere`,
  settings_changed: (by, _, fields) => `${by} changed ${fields}`,
  crew_added: (by, subject) => `${by} added the crew ${subject}`,
  crew_changed: (by, subject) => `${by} renamed a crew to ${subject}`,
  crew_removed: (by, subject) => `${by} removed the crew ${subject}`,
  equipment_type_added: (by, subject) => `${by} added the equipment ${subject}`,
  equipment_type_changed: (by, subject) => `${by} changed the equipment ${subject}`,
  equipment_type_removed: (by, subject) => `${by} removed the equipment ${subject}`,
  unit_added: (by, subject) => `${by} added the unit ${subject}`,
  unit_changed: (by, subject) => `${by} changed the unit ${subject}`,
  day_sized: (by, subject) => `${by} set the openings of ${subject}`,
  webhook_added: (by, subject) => `${by} added the webhook ${subject}`,
  webhook_changed: (by, subject) => `${by} changed the webhook ${subject}`,
  webhook_removed: (by, subject) => `${by} removed the webhook ${subject}`,
  webhook_enabled: (by, subject) => `${by} enabled the webhook ${subject}`,
  webhook_secret_rotated: (by, subject) => `${by} made a new secret for the webhook ${subject}`,
  calendar_added: (by, subject) => `${by} made the calendar ${subject}`,
  calendar_revoked: (by, subject) => `${by} revoked the calendar ${subject}`,
  api_token_added: (by, subject) => `${by} made the API token ${subject}`,
  api_token_revoked: (by, subject) => `${by} revoked the API token ${subject}`,
  sample_day_added: (by) => `${by} put a sample day on the board`,
  sample_day_removed: (by) => `${by} removed the sample day`,
};
/** What a setting is called. The longest key that fits counts. */
export const fields: Record<string, string> = {
  business: "the business",
  "business.name": "the business name",
  "business.phone": "the phone",
  "business.time_zone": "the time zone",
  booking: "booking rules",
  "booking.open": "whether booking is open",
  "booking.postal_codes": "the service area",
  hours: "hours and openings",
  closed_days: "closed days",
  services: "services and prices",
  terms: "the terms",
  messages: "message settings",
  "messages.templates": "the words of messages",
  "messages.smtp": "the email account",
  "messages.twilio": "the text account",
  sample: "whether prices are samples",
  name: "the name",
  role: "the role",
  crew: "the crew",
  phone: "the phone number",
  email: "the email address",
  language: "the language",
  alerts: "the alerts",
};
export const otherField = "something";
