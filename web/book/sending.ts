import type { Answer, Booked, BookingInput, Problem } from "../../http/client.ts";
import type { Alternative } from "../shared/free-days.ts";
import { withIdempotencyKey, type KeyedRequest } from "../shared/keyed-request.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { problemText } from "../shared/problem-text.ts";
import type { BookContext } from "./booking.ts";
import type { Days } from "./days.ts";
import { bookingOf, contactChoice } from "./booking-input.ts";
import { fieldErrors } from "./control.ts";
import type { Pricing } from "./pricing.ts";
import { isQuote, serviceOf, stayIn, type Service } from "./service.ts";
import { isSamePrice, shownPrice, type LockedPrice, type ShownPrice } from "./shown-price.ts";
import type { Alternatives, Confirmation } from "./state.ts";

const triesWhileInProgress = 5;

/** Sends the booking. A double click, a retry or a reload sends the same booking again, so it is booked once. */
export const createSending = (context: BookContext, pricing: Pricing, days: Days) => {
  const { client, browser, machine, screen } = context;
  const { state, send } = machine;

  const post = (keyed: KeyedRequest<BookingInput>) => {
    const taken = keyed.body.filled_in_ms ?? browser.now() - state().draft.started_at;
    const sent = { ...keyed, body: { ...keyed.body, filled_in_ms: taken } };
    send({ is: "sent", sent });
    return client.createBooking({ body: sent.body, key: sent.key });
  };

  /** Shows the old and the new price. The customer has to press again. */
  const askAgain = async (previous: ShownPrice) => {
    await context.reload();
    send({ is: "price_differs", previous });
  };
  const shown = () => {
    const { quote } = state();
    return quote && shownPrice(quote.pricing);
  };

  const handle = async (answer: Answer<Booked>, tries: number): Promise<void> => {
    if (answer.ok) return confirm(context, answer.value);
    const { problem } = answer;
    const { sent } = state().draft;
    if (problem?.code === "idempotency_in_progress" && sent !== null && tries < triesWhileInProgress) {
      await new Promise<void>((resolve) => void browser.after(1000, resolve));
      return handle(await post(sent), tries + 1);
    }
    prepareNextTry(context, problem);
    if (problem !== null && isTaken(problem.code)) {
      // The API lists the closest open windows first.
      const offers = (problem["alternatives"] ?? []) as Alternative[];
      send({ is: "taken", alternatives: { code: problem.code, offers } });
      void days.load(true);
      return screen.showError();
    }
    if (problem?.code === "price_changed") {
      const before = shown();
      send({ is: "quote", quote: null });
      await pricing.price();
      if (shown() !== null && before !== null) return askAgain(before);
    }
    showProblem(context, problem);
  };

  return async (): Promise<void> => {
    const { catalog, draft, busy } = state();
    const chosen = serviceOf(catalog, draft.fields);
    if (chosen === undefined || busy) return;
    const before = shown();
    send({ is: "sending" });
    pricing.postalCode(draft.fields["location.postal_code"]);
    const problem = await pricing.price();
    if (problem !== undefined) return showProblem(context, problem);
    const now = shown();
    if (before !== null && now !== null && !isSamePrice(before, now)) return askAgain(before);
    await handle(await post(keyedRequestOf(context, chosen)), 0);
  };
};

const isTaken = (code: string): code is Alternatives["code"] =>
  code === "window_full" || code === "equipment_unavailable";

const keyedRequestOf = ({ machine, browser, release }: BookContext, chosen: Service) => {
  const { draft, quote, catalog } = machine.state();
  const seen = { release, catalog: catalog?.version ?? "" };
  return withIdempotencyKey(
    draft.sent,
    bookingOf(
      chosen,
      draft,
      quote?.quote,
      browser.now(),
      seen,
      contactChoice(catalog, draft.fields, browser.language()),
    ),
    browser.key,
    // A new quote for the same price is the same booking, and so is a new release of this page: the first request may
    // have been booked while its answer was lost.
    ["filled_in_ms", "quote", "seen"],
  );
};

/** Changes what the next press sends, if the problem requires it. */
const prepareNextTry = ({ machine }: BookContext, problem: Problem | null) => {
  const { sent } = machine.state().draft;
  // The form was filled in too fast. The next try sends the same request with the time that has passed.
  if (problem?.code === "too_many_requests" && sent !== null)
    machine.send({ is: "sent", sent: { ...sent, body: { ...sent.body, filled_in_ms: undefined } } });
  // The page does not retry under a new key on its own. The next press does, after the customer has read the reason.
  if (problem?.code === "idempotency_key_reused" || problem?.code === "price_changed")
    machine.send({ is: "sent", sent: null });
  // A browser extension may have filled in the hidden field, and the customer cannot empty it.
  if (problem?.errors?.some(({ field }) => field === "/website"))
    machine.send({ is: "typed", name: "website", value: "" });
};

const showProblem = ({ machine, screen, retryAfter }: BookContext, problem: Problem | null) => {
  const { catalog, draft } = machine.state();
  const { errors, others } = fieldErrors(problem, serviceOf(catalog, draft.fields), draft.fields);
  const notice =
    Object.keys(errors).length > 0 ? book.checkFields : problemText(problem, customer.problems, retryAfter());
  machine.send({ is: "refused", errors, others, notice });
  screen.showError();
};

const confirm = ({ machine, screen }: BookContext, { job, tracking_token, tracking_url }: Booked) => {
  const { catalog, draft } = machine.state();
  if (catalog === null) return;
  const service = serviceOf(catalog, draft.fields);
  const visit = job.visits[0];
  const pricing: LockedPrice | undefined = isQuote(service)
    ? undefined
    : (job.pricing ?? machine.state().quote?.pricing);
  const booked: Confirmation = {
    id: job.id,
    token: tracking_token,
    url: tracking_url,
    service: job.service.name,
    day: visit?.day ?? null,
    window: visit?.window ?? null,
    due_day: (service && stayIn(service, draft.fields)?.until) ?? null,
    total_cents: pricing?.total_cents ?? null,
    high_cents: pricing?.estimate?.high_cents ?? null,
    deposit_cents: pricing?.deposit_cents ?? 0,
    currency: pricing?.currency ?? catalog.business.currency,
    business: catalog.business,
  };
  machine.send({ is: "booked", booked });
  screen.show(0);
};
