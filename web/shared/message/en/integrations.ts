/** Settings > Integrations: calendars, webhooks and API tokens. */
import type { EventType } from "../../../../domain/webhook/event-type.ts";
import type { DisabledReason } from "../../../../domain/webhook/webhook.ts";
import type { AttemptError } from "../../../../domain/webhook/queue.ts";
import type { Scope } from "../../../../domain/access/scope.ts";

export const title = "Settings";
export const lead = "Integrations";
export const back = "All settings";
export const ownersOnly = "Only an owner can connect other programs.";
export const loading = "Loading integrations";
export const failed = "Couldn’t load integrations.";
export const parts = { calendars: "Calendars", webhooks: "Webhooks", tokens: "API tokens" } as const;
export const partsLabel = "Kinds of integrations";
export const madeBy = (name: string, when: string) => `Made by ${name}, ${when}`;
export const neverUsed = "Never used";
export const lastUsed = (when: string) => `Last used ${when}`;

export const onceTitle = (name: string) => `${name} is ready`;
export const once = "Copy it now. You can’t see it again.";
export const copy = "Copy";
export const copyAgain = "Copy again";
export const copied = "Copied.";
export const stored = "I’ve stored it";

export const calendarsLead =
  "Show visits in Google, Apple or Outlook Calendar. Everyone who has the address can read the visits, from 7 days ago to 30 days ahead.";
export const calendarsLate =
  "Don’t dispatch from a calendar. Apple refreshes as set on the device, Outlook about every 3 hours, and Google every 4 to 24 hours.";
export const addCalendar = "Add a calendar";
export const noCalendars = "No calendars yet. Add one for a crew, or one for the whole day.";
export const calendarName = "Name in the calendar app";
export const calendarExample = "such as Dana’s crew";
export const visitsOf = "Visits of";
export const allCrews = "All crews";
export const goneCrew = (id: string) => `Removed crew (${id})`;
export const detailsLabel = "Each visit shows";
export const details = {
  minimal: { title: "Only the work", more: "Kind of visit, service and street." },
  full: { title: "The customer too", more: "Also the whole address, name, phone and notes." },
} as const;
export const makeCalendar = "Make the address";
export const calendarOnce =
  "Add this address to your calendar app as a subscription. In Google Calendar: Other calendars, From URL.";
export const calendarSecret = "Calendar address";
export const revoke = "Revoke";
export const revokeCalendar = (name: string) => `Revoke ${name}`;
export const revokeCalendarMore = "Calendar apps that use this address stop getting visits. You can’t undo this.";
export const calendarRevoked = (name: string) => `${name} was revoked.`;
export const keep = "Keep it";

export const tokensLead =
  "A token lets another program call the API, such as your bookkeeping. Give each program its own, with only what it needs.";
export const addToken = "Make a token";
export const noTokens = "No API tokens yet. Make one when a program asks for it.";
export const tokenName = "Name of the program";
export const tokenNameHint = "history shows it";
export const tokenScopes = "What it may do";
export const scopesNeeded = "Choose at least one.";
export const scopes: Readonly<Record<Scope, readonly [title: string, more: string]>> = {
  "jobs:read": ["See jobs", "Jobs, visits, prices and notes"],
  "jobs:write": ["Change jobs", "Make and change jobs, visits and quotes"],
  "board:read": ["See the board", "The stops of a day, and the equipment"],
  "customers:read": ["See customers", "Names, phones, emails and addresses"],
  "messages:read": ["Read messages", "What customers and the office write"],
  "messages:write": ["Send messages", "Texts and emails to customers in your name"],
  "settings:read": ["See settings", "Services, prices, hours and crews"],
  "events:read": ["See what happened", "The list of events of the last 93 days"],
};
export const ends = "Stops working";
export const endChoices = {
  never: "When you revoke it",
  "30": "In 30 days",
  "90": "In 90 days",
  "365": "In a year",
} as const;
export const makeToken = "Make the token";
export const tokenOnce = "Paste this token into the program. It sends it with each call, as “Authorization: Bearer”.";
export const tokenSecret = "API token";
export const expired = "Expired";
export const worksUntil = (date: string, year: string) => `Works until ${date}, ${year}`;
export const revokeToken = (name: string) => `Revoke ${name}`;
export const revokeTokenMore = (name: string) =>
  `${name} can’t call the API any more, within 5 seconds. You can’t undo this.`;
export const tokenRevoked = (name: string) => `${name} was revoked.`;

export const webhooksLead =
  "A webhook calls another program when something happens, such as a new job. Each call is signed, and a failed one is repeated for three days.";
export const addWebhook = "Add a webhook";
export const noWebhooks = "No webhooks yet. Add one when a program gives you an address for it.";
export const newWebhook = "New webhook";
export const changeWebhook = (name: string) => `Change ${name}`;
export const url = "Address";
export const urlHint = "https, on the public internet";
export const description = "Name";
export const descriptionHint = "optional";
export const typesOf = (group: string) => `Call it for: ${group}`;
export const typesNeeded = "Choose at least one event.";
export const typeGroups: readonly (readonly [title: string, types: readonly EventType[]])[] = [
  ["Jobs", ["job.created", "job.updated", "job.moved", "job.status_changed", "job.completed", "job.cancelled"]],
  ["Visits and quotes", ["visit.state_changed", "quote.sent", "quote.approved"]],
  ["Money", ["payment.recorded", "invoice.issued"]],
  ["Messages", ["message.received", "message.failed"]],
];
export const types: Readonly<Record<EventType, string>> = {
  "job.created": "New job",
  "job.updated": "Any change to a job",
  "job.moved": "Moved to another day or time",
  "job.status_changed": "New status",
  "job.completed": "Completed",
  "job.cancelled": "Canceled",
  "visit.state_changed": "Crew reports from a stop",
  "quote.sent": "Quote sent",
  "quote.approved": "Quote approved",
  "payment.recorded": "Payment recorded",
  "invoice.issued": "Invoice issued",
  "message.received": "Customer wrote",
  "message.failed": "Message not delivered",
  "webhook.test": "Test",
};
export const countOfTypes = (count: number) => (count === 1 ? "1 kind of event" : `${count} kinds of events`);
export const withTexts = "Send the words of messages too";
export const withTextsHint = "Off: the program hears that a customer wrote, but not what.";
export const textsToo = "with the words of messages";
export const saveWebhook = "Save webhook";
export const makeWebhook = "Add webhook";
export const webhookOnce =
  "Give this secret to the program that receives the calls. It checks the signature of each call with it.";
export const webhookSecret = "Signing secret";
export const secretAfterRotation = "For 24 hours each call has the signatures of both secrets.";
export const webhookChanged = (name: string) => `${name} was changed.`;

export const states = { on: "On", failing: "Failing", disabled: "Disabled" } as const;
export const failingSince = (when: string) => `No success since ${when}`;
export const waiting = (count: number) => (count === 1 ? "1 call waiting" : `${count} calls waiting`);
export const disabledTitle = (name: string) => `${name} is disabled`;
export const disabledReasons: Readonly<Record<DisabledReason, string>> = {
  failing: "Every call failed for five days, so Tailboard stopped. Repair the receiver, then enable the webhook.",
  full: "1,000 calls were waiting, so Tailboard stopped. Repair the receiver, then enable the webhook.",
  gone: "The receiver said that this address is gone. Change the address, or remove the webhook.",
  no_secret: "This store was restored or moved, and secrets stay behind. Make a new secret, then enable the webhook.",
};
export const disabledAt = (when: string) => `Disabled ${when}. What happens until you enable it isn’t sent.`;
export const enable = "Enable again";
export const enabled = (name: string) => `${name} is on. It gets what happens from now on.`;
export const showWebhook = "Open";

export const open = "Details";
export const openWebhook = (name: string) => `Details of ${name}`;
export const test = "Send a test";
export const testing = "Sending…";
export const tested = (ms: number) => `The receiver took the test in ${ms} ms.`;
export const testFailed = (why: string) => `The receiver didn’t take the test: ${why}.`;
export const change = "Change";
export const rotate = "New secret";
export const rotateMore = "Use this if the secret may be known to others. For 24 hours both secrets sign each call.";
export const rotateNow = "Make a new secret";
export const remove = "Remove";
export const removeWebhook = (name: string) => `Remove ${name}`;
export const removeMore = (name: string) =>
  `${name} gets no more calls, and what waits is dropped. You can’t undo this.`;
export const removed = (name: string) => `${name} was removed.`;

export const deliveries = "Recent calls";
export const noDeliveries = "No calls yet. The next event shows here.";
export const deliveriesFailed = "Couldn’t load the calls.";
export const refresh = "Refresh";
export const deliveryStates = { waiting: "Waiting", delivered: "Delivered", failed: "Failed" } as const;
export const retryingState = "Trying again";
export const tries = (count: number) => (count === 1 ? "1 try" : `${count} tries`);
export const nextTry = (when: string) => `next try ${when}`;
export const sentAt = (when: string, ms: number) => `${when}, ${ms} ms`;
export const answered = (status: number) => `answered ${status}`;
export const sendNow = "Send now";
export const sendNowWhat = (type: string, job: string | null) =>
  job === null ? `Send now: “${type}”` : `Send now: “${type}” of job ${job}`;
export const job = (id: string) => `Job ${id}`;
export const errors: Readonly<Record<Exclude<AttemptError, "status">, string>> = {
  redirect: "it redirects, and redirects aren’t followed",
  gone: "it says that it’s gone",
  timeout: "no answer in 5 seconds",
  connection: "no connection",
  certificate: "its certificate isn’t valid",
  unknown_name: "its name can’t be found",
  unsafe_url: "its address isn’t on the public internet",
  too_large: "the job is too large",
  job_removed: "the job was removed",
  message_removed: "the message was removed",
};
