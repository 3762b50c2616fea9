import { epochOf, type Instant } from "../../domain/clock.ts";
import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../domain/customer/customer-record.ts";
import type { Revision } from "../documents/document-log.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding } from "../upkeep.ts";
import { checkedCustomer, documentDamage, surveyDocument } from "./document-damage.ts";
import { overdue_ms, unlessUnreadable } from "./upkeep-context.ts";

/** The record of a customer as it is stored. */
export interface SurveyedCustomer {
  id: CustomerId;
  /** Null if the record cannot be read. Its value is null if it was removed. */
  stored: Revision<CustomerRecord | null> | null;
  /** When the record was last changed; null if it never was. */
  at: Instant | null;
  damage: Finding | null;
}

export const surveyCustomer = async (objects: ObjectStore, id: CustomerId): Promise<SurveyedCustomer> => {
  const document = checkedCustomer(id);
  const survey = await unlessUnreadable(surveyDocument<CustomerRecord | null>(objects, document.name));
  if (survey === "unreadable")
    return { id, stored: null, at: null, damage: unreadableCalendar(document.name.calendar) };
  const damage = documentDamage(document, survey);
  const at = survey.readable?.header.at ?? null;
  const [newest = { rev: 0, value: null }] = survey.readable?.records ?? [];
  return { id, stored: damage === null ? newest : null, at, damage };
};

/** True if a running server has brought contacts and index up to date with the record. */
export const isSettledCustomer = ({ at }: Pick<SurveyedCustomer, "at">, now_ms: number): boolean =>
  at === null || epochOf(at) < now_ms - overdue_ms;

const unreadableCalendar = (where: string): Finding => ({
  kind: "lost_calendar",
  where,
  detail: "The mark of how far the log of this customer came cannot be read.",
  repairable: true,
});
