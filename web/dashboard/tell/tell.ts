import type { Told } from "../../../http/api-client.ts";

/** The `notify` of a call. Left out, the message goes out. */
export const notifyOf = (notify: boolean): { notify?: false } => (notify ? {} : { notify: false });

/** True if a person has to see something before the change: it sends a message. */
export const sendsMessage = (told: Told | null): told is Told => told !== null && told.messages.length > 0;

interface Contact {
  phone?: string | null | undefined;
  email?: string | null | undefined;
}

/** True unless a phone number or an address is typed only in part. The server would refuse it. */
export const isWhole = ({ phone, email }: Contact = {}): boolean =>
  (!phone || phone.replaceAll(/\D/gu, "").length >= 10) && (!email || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u.test(email));
