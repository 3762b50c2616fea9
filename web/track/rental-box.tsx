import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { rentalDays } from "./rental.ts";

interface Props {
  job: TrackedJob;
  rental: NonNullable<TrackedJob["rental"]>;
  today: string;
  format: Format;
}

/** Since when the unit is on site, when it is due back or picked up, and how many of its days are used. */
export const RentalBox = ({ job, rental, today, format }: Props) => {
  const days = rentalDays(rental, today);
  if (days === null) return null;
  const { day, paid, over } = days;
  const waits = job.stage === "ready";
  const price = format.money(rental.extra_day_cents, job.pricing.currency);
  return (
    <div class="facts">
      <dl class="pair">
        <Cell term={track.onSiteSince} day={format.day(rental.delivered_on ?? "")} />
        {job.next === "collect_soon" && job.day ? (
          <Cell term={track.pickup} day={format.day(job.day)} />
        ) : (
          <Cell term={track.dueBack} day={format.day(rental.last_day ?? "")} late={over > 0 && !waits} />
        )}
      </dl>
      <div class="days">
        {!waits && (
          <div role="img" aria-label={track.dayOf(Math.min(day, paid), paid)}>
            {Array.from({ length: paid }, (_, index) => (
              <i key={index} class={over > 0 ? "late" : index + 1 < day ? "gone" : index + 1 === day ? "now" : ""} />
            ))}
          </div>
        )}
        <p class="small quiet">
          {waits
            ? track.waitingIsFree
            : over > 0
              ? track.overBy(over, price)
              : day === 0
                ? track.daysStart(paid, price)
                : track.dayAndPrice(day, paid, price)}
        </p>
      </div>
    </div>
  );
};

const Cell = ({ term, day, late }: { term: string; day: string; late?: boolean }) => (
  <div>
    <dt class="small quiet">{term}</dt>
    <dd class={late ? "late" : ""}>{day}</dd>
  </div>
);
