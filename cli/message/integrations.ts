/** Texts of `webhooks`, `tokens` and `calendars`. */
export const secretOnce = (secret: string) => `${secret}\nCopy it now. No command shows it again.`;
export const noWebhooks = "There are no webhooks.";
export const noTokens = "There are no API tokens.";
export const noCalendars = "There are no calendars.";
export const noDeliveries = "Nothing was sent yet, and nothing waits.";
export const allCrews = "all crews";
export const removed = "Removed.";
export const revoked = "Revoked.";
export const enabled = (url: string) => `${url} receives events again from now on.`;
export const waiting = (count: number) => (count === 0 ? "" : `${count} waiting`);
export const lastUsed = (at: string | null) => (at === null ? "never used" : `last used ${at}`);
export const tested = (status: number | null, error: string | null) =>
  error === null ? `The receiver took it: ${status}.` : `The receiver did not take it: ${attempt(status, error)}.`;

const disabledReasons: Record<string, string> = {
  failing: "disabled: failed for five days",
  full: "disabled: too much waited",
  gone: "disabled: the receiver is gone",
  no_secret: "disabled: make a new secret",
};
export const stateOf = (why: string | undefined) => (why === undefined ? "on" : (disabledReasons[why] ?? "disabled"));
export const deliveryState = (state: "waiting" | "delivered" | "failed") => state;

const errors: Record<string, string> = {
  redirect: "it redirects",
  gone: "it is gone",
  timeout: "no answer in five seconds",
  connection: "no connection",
  certificate: "its certificate is not valid",
  unknown_name: "its name cannot be found",
  unsafe_url: "its address is not public",
  too_large: "the job is too large",
  job_removed: "the job was removed",
  message_removed: "the message was removed",
};
/** What a receiver answered. */
export const attempt = (status: number | null, error: string | null) =>
  [status === null ? "" : String(status), error === null ? "" : (errors[error] ?? "")]
    .filter((part) => part !== "")
    .join(", ");
