import type { Alternative } from "../shared/free-days.ts";
import type { BookContext } from "./booking.ts";
import { Confirmed } from "./confirmed.tsx";
import { createDays } from "./days.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { createPricing } from "./pricing.ts";
import { createSending } from "./sending.ts";
import { When } from "./when.tsx";
import { Where } from "./where.tsx";

/** The views that the first screen does not need. */
export const views = { Confirmed, ErrorSummary, When, Where };
export type Views = typeof views;

/** The effects that the first screen does not need: days, prices, and the booking itself. */
export const createLater = (context: BookContext) => {
  const { machine, screen } = context;
  const loadDays = createDays(context);
  const pricing = createPricing(context);
  const book = createSending(context, pricing, loadDays);
  return {
    /** The catalog or this part has just loaded. */
    refresh: () => {
      void loadDays();
      void pricing.price();
    },
    typed: (name: string) => {
      if (name === "service") {
        void loadDays();
        void pricing.price();
      } else if (name.startsWith("items") || name === "day") pricing.priceSoon();
    },
    left: (name: string, value: string) => {
      if (name !== "location.postal_code") return;
      pricing.postalCode(value);
      void pricing.price();
    },
    moreDays: () => void loadDays(),
    choose: (alternative: Alternative) => {
      machine.send({ is: "chose", alternative });
      void pricing.price();
      screen.showButton();
    },
    book,
  };
};

export type Later = ReturnType<typeof createLater>;
