import { readMoney } from "../form/money-text.ts";
import type { VisitDetails } from "./outbox.ts";
import type { Money } from "./weight-fields.tsx";

/** What a crew typed, as it stands in the fields. */
export interface TypedWeight {
  weight: string;
  isPounds: boolean;
  ticket: string;
  facility: string;
  fee: string;
}

/** The report; null without a weight, because the ticket often comes later; or the name of the wrong control. */
export type ReadWeight = NonNullable<VisitDetails["weight"]> | null | "net_tons" | "fee_cents";

/** Reads the weight, and what the disposal site charged. A fee without a weight is not sent: the office asks for the ticket. */
export const readWeight = (
  { weight, isPounds, fee, ...words }: TypedWeight,
  { currency, locale }: Money,
): ReadWeight => {
  const typed = weight.trim().replace(",", ".");
  if (typed === "") return null;
  const value = Number(typed);
  const most = isPounds ? 200_000 : 100;
  if (!/^\d+(\.\d{1,3})?$/.test(typed) || value > most || (isPounds && !Number.isInteger(value))) return "net_tons";
  const cents = fee.trim() === "" ? undefined : readMoney(fee, currency, locale);
  if (cents === null) return "fee_cents";
  const [ticket, facility] = [words.ticket.trim(), words.facility.trim()];
  return {
    ...(isPounds ? { net_pounds: value } : { net_tons: value }),
    ...(ticket === "" ? {} : { ticket }),
    ...(facility === "" ? {} : { facility }),
    ...(cents === undefined ? {} : { fee_cents: cents }),
  };
};
