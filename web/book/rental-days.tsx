import type { Format } from "../shared/format.ts";
import type { Stay } from "../shared/month/stay.ts";
import * as book from "#message/book.ts";
import { Stepper } from "./option-row.tsx";
import { daysOf, type Rental, type Service } from "./service.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  service: Service;
  rental: Rental;
  stay: Stay | null;
  format: Format;
  count: (name: string, value: number) => void;
}

/** How long the rental stays: usual lengths with their prices, any other length, and the day it is due. */
export const RentalDays = ({ state, service, rental, stay, format, count }: Props) => {
  const { catalog, draft } = state;
  const currency = catalog?.business.currency ?? "USD";
  const days = daysOf(service, draft.fields) ?? rental.included_days;
  const extra = (more: number) => format.money(more * rental.extra_day_cents, currency);
  return (
    <>
      <Painted rental={rental} days={days} perDay={extra(1)} />
      {stay && (
        <p class="row stay small" role="status">
          <span>
            <b class="block">{book.dropOff}</b>
            {format.day(stay.from)}
          </span>
          <span class="quiet">{book.days(days)}</span>
          <span>
            <b class="block">{book.dueBack}</b>
            {format.day(stay.until)}
          </span>
        </p>
      )}
      <h3>{book.howLong}</h3>
      <div class="lengths" role="radiogroup" aria-label={book.howLong}>
        {usualLengths(rental).map((length) => (
          <label class="tile" key={length}>
            <input type="radio" name="length" value={length} checked={length === days} />
            <b>{book.days(length)}</b>
            <span class="small quiet num">
              {length === rental.included_days ? book.included : book.plus(extra(length - rental.included_days))}
            </span>
          </label>
        ))}
      </div>
      <div class="row item">
        <label for="days">
          {book.daysInAll}
          <span class="small quiet block">{book.upTo(rental.max_days, extra(1))}</span>
        </label>
        <Stepper
          name="days"
          label={book.oneDay}
          value={draft.fields["days"] ?? String(rental.included_days)}
          whole
          min={1}
          max={rental.max_days}
          count={count}
        />
      </div>
    </>
  );
};

/** The included days, a weekend more, and twice as long, as far as the rental can be kept. */
export const usualLengths = ({ included_days: included, max_days: most }: Rental): number[] =>
  [...new Set([included, included + 3, included * 2])].filter((days) => days <= most).toSorted((one, two) => one - two);

/** What the colors of the calendar mean. */
const Painted = ({ rental, days, perDay }: { rental: Rental; days: number; perDay: string }) => (
  <p class="painted small quiet">
    <span>
      <i />
      {book.daysIncluded(rental.included_days)}
    </span>
    <span>
      <i class="extra" />
      {days > rental.included_days ? book.extraDays(days - rental.included_days, perDay) : book.extraDay(perDay)}
    </span>
  </p>
);
