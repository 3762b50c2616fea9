import { officeEvents } from "../../../domain/message/event.ts";
import { phoneText } from "../../shared/format.ts";
import type { Person, PersonPatch } from "./people-api.ts";

/** How the business reaches a person: the values of the form's controls. */
export interface Reach {
  phone: string;
  email: string;
  alerts: Person["alerts"];
}

export const reachOf = ({ phone, email, alerts }: Person): Reach => ({
  phone: phone === undefined ? "" : phoneText(phone),
  email: email ?? "",
  alerts,
});

/** What differs. An alert that was left alone stays the usual one, which may follow from a new phone number. */
export const reachPatch = (before: Reach, after: Reach): Pick<PersonPatch, "phone" | "email" | "alerts"> => {
  const alerts = officeEvents.filter((event) => before.alerts[event] !== after.alerts[event]);
  return {
    ...(after.phone.trim() === before.phone ? {} : { phone: orNull(after.phone) }),
    ...(after.email.trim() === before.email ? {} : { email: orNull(after.email) }),
    ...(alerts.length === 0 ? {} : { alerts: Object.fromEntries(alerts.map((event) => [event, after.alerts[event]])) }),
  };
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
