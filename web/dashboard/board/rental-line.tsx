import type { Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

type Rental = NonNullable<Card["rental"]>;

/** The units of a visit: `T15-02`, or `T15-02 → T15-04` of a swap. */
export const Units = ({ rental }: { rental: Rental }) => (
  <>
    {rental.unit !== null && <span class="unit">{rental.unit}</span>}
    {rental.brings !== undefined && (
      <>
        {" → "}
        <span class="unit">{rental.brings}</span>
      </>
    )}
  </>
);

/** `day 9 of 7`, in red once the paid days are over. */
export const StayDays = ({ card, today }: { card: Card; today: string }) => {
  const stay = stayOn(card, today);
  return stay === null ? null : (
    <span class="card-days" data-overdue={stay.day > stay.allowed}>
      <span class="vh"> · </span>
      {message.dayOf(stay.day, stay.allowed)}
    </span>
  );
};

/**
 * The day of the stay on which a unit is taken, of the days that the customer paid for: today, or a later day of the visit.
 * Null for a visit that takes no unit or is done, and before the first day.
 */
export const stayOn = (
  { kind, state, day, rental }: Pick<Card, "kind" | "state" | "day" | "rental">,
  today: string,
): { day: number; allowed: number } | null => {
  if (rental === undefined || state === "done" || (kind !== "pickup" && kind !== "swap")) return null;
  const on = day !== null && day > today ? day : today;
  const past = Math.round((Date.parse(on) - Date.parse(rental.last_day)) / dayMs);
  const stay = rental.allowed_days + past;
  return stay < 1 ? null : { day: stay, allowed: rental.allowed_days };
};

const dayMs = 86_400_000;
