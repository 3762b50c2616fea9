import { dayAfter } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import type { ChoiceProps } from "./panel.tsx";
import { PriceLines, taxAdded } from "./price-lines.tsx";
import { daysBetween } from "./rental.ts";

/** How many days the strip offers. Longer stays are agreed by phone. */
const offered = 14;

/** The days that the customer can keep the unit until, each with what it adds, and the price of the chosen one. */
export const ExtendChoice = ({ job, state, format, act }: ChoiceProps) => {
  const { rental, pricing } = job;
  const { latest, offer, fields } = state;
  const last = rental?.last_day;
  if (!rental || !last) return null;
  const { extra_day_cents: each } = rental;
  const money = (cents: number) => format.money(cents, pricing.currency);
  const days = Array.from({ length: offered }, (_, index) => dayAfter(last, index + 1)).filter(
    (day) => day >= format.dayOf(state.now),
  );
  const open = days.filter((day) => latest === null || day <= latest);
  const extra = daysBetween(last, fields["until"] ?? last);
  return (
    <>
      <p class="small quiet">{track.dueNow(format.day(last), money(each))}</p>
      <div class="strip" role="radiogroup" aria-label={track.extendQuestion}>
        {days.map((day) => (
          <label class="tile" key={day}>
            <input
              type="radio"
              name="until"
              value={day}
              checked={day === fields["until"]}
              disabled={!open.includes(day)}
              aria-label={`${format.day(day)}, ${open.includes(day) ? track.adds(money(each * daysBetween(last, day))) : track.taken}`}
            />
            <span class="strike">{format.weekday(day)}</span>
            <b>{Number(day.slice(8))}</b>
            <span class="strike num">
              {open.includes(day) ? track.adds(money(each * daysBetween(last, day))) : track.taken}
            </span>
          </label>
        ))}
      </div>
      {open.length < days.length && (
        <p class="small quiet">
          <Rich text={latest !== null && latest > last ? track.takenAfter(format.day(latest)) : track.takenAll} />{" "}
          <button type="button" class="bare" onClick={() => act.open("message")}>
            {track.askUs}
          </button>
        </p>
      )}
      {offer && fields["until"] && (
        <PriceLines
          lines={[]}
          currency={pricing.currency}
          format={format}
          sums={[
            { label: track.extraDays(extra), cents: offer.subtotal_cents - pricing.subtotal_cents },
            ...taxAdded(offer, pricing),
            { label: track.newTotal, cents: offer.total_cents, was: pricing.total_cents },
          ]}
        />
      )}
    </>
  );
};
