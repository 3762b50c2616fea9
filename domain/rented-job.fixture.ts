import type { Day } from "./day.ts";
import type { Job, Visit } from "./job.ts";
import { marksJob } from "./job.fixture.ts";
import { bookWith, rentalRules, trailer } from "./price/price-book.fixture.ts";
import { priceJob } from "./price/price-job.ts";
import { freeze } from "./price/pricing.ts";
import { rentalFor } from "./rental/rental-rules.ts";
import { settleRental } from "./rental/settle-rental.ts";

const day = "2026-12-01";
const dropOff: Visit = {
  id: "v1",
  kind: "drop_off",
  day,
  window: { start: "08:00", end: "12:00" },
  crew: null,
  state: "scheduled",
};
const pickup: Visit = { id: "v2", kind: "pickup", day: null, window: null, crew: null, state: "scheduled" };

/** A trailer booked for Tuesday, Dec 1, 2026, for seven days at $600 and 8.25 % tax. */
export const rentedJob = (change: Partial<Job> = {}): Job =>
  settleRental(
    {
      ...marksJob(),
      visits: [dropOff, pickup],
      rental: rentalFor(rentalRules),
      pricing: freeze(
        priceJob(bookWith(82_500), trailer, { items: [], postal_code: "92122", day }),
        "2026-11-20T10:00:00.000Z",
      ),
      ...change,
    },
    day,
  );

/** The same trailer, delivered on its day. The pickup may have a day. */
export const deliveredJob = (change: Partial<Job> = {}, pickupDay: Day | null = null): Job =>
  rentedJob({
    visits: [
      { ...dropOff, state: "done", done_on: day },
      { ...pickup, day: pickupDay },
    ],
    ...change,
  });
