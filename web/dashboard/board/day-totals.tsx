import type { Board, Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as sample from "#message/sample.ts";
import type { AppContext } from "../app-context.ts";
import { linkTo } from "../navigation.ts";

/** What the day adds up to: its stops, and the price of its jobs. */
export const DayTotals = ({ app: { format, settings, navigation }, board }: { app: AppContext; board: Board }) => {
  const { currency } = settings.business;
  const { visits, done } = board.counts;
  const stops = message.stops(visits, done);
  const cents = bookedCents(board, currency);
  return (
    <p class="day-totals">
      <span class="counter-all">{board.sample === true ? sample.notCounted(stops) : stops}</span>
      {cents > 0 && (
        <span>
          <b class="num">{format.money(cents, currency)}</b> {message.booked}
        </span>
      )}
      {board.conflicts > 0 && (
        <a class="day-conflicts" {...linkTo(navigation, { place: "rentals", job: null, creating: false })}>
          {message.conflicts(board.conflicts)}
        </a>
      )}
    </p>
  );
};

/** The sum of the prices of the day's jobs. A job with two visits on the day counts once; a cancelled or sample job not. */
export const bookedCents = ({ lanes }: Pick<Board, "lanes">, currency: string): number => {
  const jobs = new Map<string, Card>(lanes.flatMap(({ visits }) => visits.map((card) => [card.job, card] as const)));
  return [...jobs.values()]
    .filter((card) => card.status !== "cancelled" && card.sample !== true && (card.currency ?? currency) === currency)
    .reduce((sum, { total_cents: cents }) => sum + (cents ?? 0), 0);
};
