import type { Problem } from "../../http/client.ts";
import type { BookContext } from "./booking.ts";
import { choicesOf } from "./booking-input.ts";
import { isDone } from "./draft.ts";
import { isQuote, serviceOf } from "./service.ts";

/** Keeps the shown price equal to the server's price for the current choices. */
export const createPricing = ({ client, browser, machine }: BookContext) => {
  let calls = 0;
  let cancelTimer: (() => void) | undefined;
  /** The last complete postal code. It is sent only after the customer leaves the field. */
  let postalCode = machine.state().draft.fields["location.postal_code"]?.trim();

  const wanted = () => {
    const { catalog, draft } = machine.state();
    const chosen = serviceOf(catalog, draft.fields);
    if (chosen === undefined || isQuote(chosen) || !isDone(1, catalog, chosen, draft.fields)) return null;
    const { day } = draft.fields;
    return {
      service: chosen.id,
      ...choicesOf(chosen, draft.fields),
      ...(day ? { day } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
    };
  };

  /** Gets the server's price. Returns the problem that prevented it, or undefined if the shown price is the server's. */
  const price = async (): Promise<Problem | null | undefined> => {
    cancelTimer?.();
    const body = wanted();
    const call = ++calls;
    if (body === null) {
      machine.send({ is: "quote", quote: null });
      return undefined;
    }
    const of = JSON.stringify(body);
    const { quote } = machine.state();
    if (quote?.of === of && Date.parse(quote.expires_at) > browser.now()) return undefined;
    const answer = await client.createQuote({ body });
    if (call !== calls) return undefined;
    if (answer.ok) {
      machine.send({ is: "quote", quote: { ...answer.value, of } });
      return undefined;
    }
    if (answer.problem?.code === "outside_service_area") machine.send({ is: "not_served" });
    return answer.problem;
  };

  return {
    price,
    /** Gets the price after the last of several quick changes. */
    priceSoon: () => {
      cancelTimer?.();
      cancelTimer = browser.after(250, () => void price());
    },
    postalCode: (value: string | undefined) => {
      postalCode = value?.trim();
    },
  };
};

export type Pricing = ReturnType<typeof createPricing>;
