/** What a change tells the customer, before it is made. The office reads it. */
export const tell = (name: string) => `Tell ${name}`;
export const wayTo = { text: (to: string) => `Text to ${to}`, email: (to: string) => `Email to ${to}` };
/** `Text to (619) 555-0142 and email to maria@example.com` */
export const ways = ([first = "", ...others]: string[]) =>
  [first, ...others.map((way) => way.charAt(0).toLowerCase() + way.slice(1))].join(" and ");
export const inLanguage = { en: "In English", es: "In Spanish" };
export const heldUntil = (time: string) => `Goes out at ${time}`;
export const notTold = "No message goes out about this.";
export const leave = "Don’t change it";
export const nothingSent = (why: string) => `Nothing will be sent: ${why}`;
export const silences = {
  asked_for_none: (name: string) => `${name} asked for no messages.`,
  no_address: (name: string) => `there is no phone number or email for ${name}.`,
  no_consent: (name: string) => `${name} hasn’t agreed to texts, and there is no email.`,
  opted_out: (name: string) => `${name} stopped texts, and there is no email.`,
  do_not_text: (name: string) => `${name} is marked “Do not text”, and there is no email.`,
  landline: () => "the number is a landline, and there is no email.",
  unreachable: () => "texts don’t reach this number, and there is no email.",
  unsubscribed: (name: string) => `${name} stopped these emails.`,
  abroad: () => "the number is in another country, and there is no email.",
  not_set_up: () => "no account is set up for it.",
  failing: () => "the account for it isn’t working.",
  day_limit: () => "today’s texts are used up.",
  switched_off: () => "this message is turned off in Settings.",
  event_off: () => "this message is turned off in Settings.",
  not_sent_by_job: () => "sample jobs and unchanged imports send no messages.",
  too_late: () => "it is too late for this message.",
  paused: () => "messages are paused.",
};
/** The labels of the buttons that ask first. */
export const move = "Move it";
