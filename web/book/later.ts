import type { Alternative } from "../shared/free-days.ts";
import type { Month } from "../shared/month/month.ts";
import type { BookContext } from "./booking.ts";
import { answerOf } from "./chosen.tsx";
import { Confirmed } from "./confirmed.tsx";
import { createDays } from "./days.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { HowMuch } from "./how-much.tsx";
import { missingPerson } from "./missing-person.ts";
import { createPricing } from "./pricing.ts";
import { promiseOf } from "./promise.ts";
import { createSending } from "./sending.ts";
import { Summary } from "./summary.tsx";
import { When } from "./when.tsx";
import { Where } from "./where.tsx";

/** The style of this part. The build sets it. */
declare const laterStyle: string;

/**
 * Adds the style of this part to the page. The page's policy allows no other style element, but it allows this.
 *
 * @public
 */
export const addStyle = (): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(laterStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

/** The views that the first screen does not need. */
export const views = { answerOf, Confirmed, ErrorSummary, HowMuch, promiseOf, Summary, When, Where };
export type Views = typeof views;

/** The effects that the first screen does not need: days, prices, and the booking itself. */
export const createLater = (context: BookContext) => {
  const { machine, screen } = context;
  const days = createDays(context);
  const pricing = createPricing(context);
  const book = createSending(context, pricing, days);
  return {
    /** The catalog or this part has just loaded. */
    refresh: () => {
      void days.load();
      void pricing.price();
    },
    typed: (name: string) => {
      if (name === "service") {
        void days.load();
        void pricing.price();
      } else if (name === "days") {
        void days.load();
        pricing.priceSoon();
      } else if (/^(?:items|choice|day)/.test(name)) pricing.priceSoon();
    },
    left: (name: string, value: string) => {
      if (name !== "location.postal_code") return;
      void askArea(context, value.trim());
      pricing.postalCode(value);
      void pricing.price();
    },
    moreDays: () => void days.load(),
    turn: (month: Month) => {
      machine.send({ is: "turned", month });
      void days.loadShown();
    },
    showMonth: (whole: boolean) => {
      machine.send({ is: "whole_month", whole });
      void days.loadShown();
    },
    choose: (alternative: Alternative) => {
      machine.send({ is: "chose", alternative });
      void pricing.price();
      screen.showButton();
    },
    missingPerson: () => missingPerson(machine.state(), screen.check()),
    book,
  };
};

/** Asks whether the business comes to a ZIP code, if its list is too long for the catalog. */
const askArea = async ({ client, machine }: BookContext, postalCode: string): Promise<void> => {
  const { catalog, draft } = machine.state();
  if (postalCode === "" || catalog?.booking.area !== "list" || catalog.booking.postal_codes !== null) return;
  const answer = await client.getArea({ postal_code: postalCode });
  if (!answer.ok || draft.fields["location.postal_code"]?.trim() !== postalCode) return;
  machine.send(answer.value.served ? { is: "served", postal_code: postalCode } : { is: "not_served" });
};

export type Later = ReturnType<typeof createLater>;
