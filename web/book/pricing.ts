import type { Problem } from "../../http/client.ts";
import type { BookContext } from "./booking.ts";
import { isDone, itemsOf, serviceOf } from "./draft.ts";

/** Keeps the price on show equal to the server's price for what is chosen. */
export const createPricing = ({ client, browser, machine }: BookContext) => {
  let run = 0;
  let callOff: (() => void) | undefined;
  /** The postal code that was last typed to its end; half of one is not sent. */
  let postalCode = machine.state().draft.fields["location.postal_code"]?.trim();

  const wanted = () => {
    const { catalog, draft } = machine.state();
    const chosen = serviceOf(catalog, draft.fields);
    if (chosen === undefined || !isDone(0, chosen, draft.fields)) return null;
    const { day } = draft.fields;
    return {
      service: chosen.id,
      items: itemsOf(chosen, draft.fields),
      ...(day ? { day } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
    };
  };

  /** Returns the problem that prevented a price; undefined if the price on show is the server's. */
  const price = async (): Promise<Problem | null | undefined> => {
    callOff?.();
    const body = wanted();
    const mine = ++run;
    if (body === null) {
      machine.send({ is: "quote", quote: null });
      return undefined;
    }
    const of = JSON.stringify(body);
    const { quote } = machine.state();
    if (quote?.of === of && Date.parse(quote.expires_at) > browser.now()) return undefined;
    const answer = await client.createQuote({ body });
    if (mine !== run) return undefined;
    if (answer.ok) {
      machine.send({ is: "quote", quote: { ...answer.value, of } });
      return undefined;
    }
    if (answer.problem?.code === "outside_service_area") machine.send({ is: "not_served" });
    return answer.problem;
  };

  return {
    price,
    /** After the last of several quick changes. */
    priceSoon: () => {
      callOff?.();
      callOff = browser.after(250, () => void price());
    },
    postalCode: (value: string | undefined) => {
      postalCode = value?.trim();
    },
  };
};

export type Pricing = ReturnType<typeof createPricing>;
