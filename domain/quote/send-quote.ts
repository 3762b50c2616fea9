import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import type { Day } from "../day.ts";
import type { Change } from "../history.ts";
import type { Job, JobItem } from "../job.ts";
import { freeze, type Price } from "../price/pricing.ts";
import type { Rental } from "../rental/rental-rules.ts";

/** What the office offers. */
export interface Offer {
  price: Price;
  items: JobItem[];
  /** Left out for a service that rents nothing out. */
  rental?: Rental;
  valid_until: Day;
  message: string | null;
}

/** Quotes a request, or revises the quote. Each call makes a new version, which alone can be approved. */
export const sendQuote = (job: Job, { price, items, rental, valid_until, message }: Offer, at: Instant): Change => {
  assertCan(job, "office", "quote", "quoted");
  return {
    next: {
      ...job,
      status: "quoted",
      items,
      pricing: freeze(price, at),
      ...(rental === undefined ? {} : { rental }),
      quote: { version: latestVersion(job) + 1, sent_at: at, valid_until, message },
    },
    what: "quoted",
  };
};

/** A version is never used again, also after an undo, because a customer may still have its page open. */
const latestVersion = ({ quote, history }: Pick<Job, "quote" | "history">): number =>
  Math.max(quote?.version ?? 0, ...history.map(({ to }) => to?.quote?.version ?? 0));
