import { addDays, daysBetween } from "../../../domain/day.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { rentalFor } from "../../../domain/rental/rental-rules.ts";
import { availabilityOf } from "../../../projection/availability.ts";
import { daysToPickup, rentalAvailability } from "../../../projection/rental-availability.ts";
import { offeredService } from "../../booking.ts";
import { json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { availability, availabilityQuery } from "../../schema/catalog.ts";

const mostDays = 62;
/** The range and the days of the rental together. */
const mostRentedDays = 92;

export const getAvailability = defineRoute(
  "getAvailability",
  "public",
  {
    summary: "List openings by day and window",
    description:
      "`left` is what a booking would get now. For a rental it is the places in the window, or the units that are free over all `days` if they are fewer. With `visit=pickup` it is the places alone.",
    request: { query: availabilityQuery },
    responses: {
      200: json(availability, "The openings of each day from `from` to `to`"),
      ...problemResponses("range_too_wide", "too_long"),
    },
  },
  ({ jobs, settings: store, clock }) =>
    async (c) => {
      const { service, from, to, days, visit } = c.req.valid("query");
      if (from > to)
        throw invalid({ field: "/to", code: "order", message: "`to` is before `from`. Send a later day." });
      assertRange(daysBetween(from, to) + 1, days);
      const settings = await store.read();
      const { rental } = offeredService(settings, service);
      const now = { settings, nowMs: clock.now() };
      if (visit === "pickup" || rental === null)
        return c.json({ days: availabilityOf(await jobs.capacity(from, to), settings, now.nowMs) }, 200);
      const { days: rented } = rentalFor(rental, days);
      const capacity = await jobs.capacity(from, addDays(to, rented + daysToPickup));
      return c.json({ days: rentalAvailability(capacity, { from, to }, { rules: rental, days }, now) }, 200);
    },
);

const assertRange = (range: number, days: number | undefined): void => {
  if (range > mostDays) throw new DomainError("range_too_wide", `Ask for at most ${mostDays} days in one request.`);
  if (days !== undefined && range + days > mostRentedDays) {
    throw new DomainError(
      "range_too_wide",
      `Ask for at most ${mostRentedDays - days} days with a rental of this length.`,
    );
  }
};
