import type { Answer, Booked, BookingInput, Catalog, Problem, PublicClient } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";
import { createFormat } from "../shared/format.ts";
import { isFree, moreDays, noDaysYet, windowValue, type Alternative } from "../shared/free-days.ts";
import { intend, type Intention } from "../shared/intention.ts";
import * as book from "../shared/message/book.ts";
import * as shared from "../shared/message/shared.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { bookingOf, controlOf, isDone, itemsOf, newDraft, readDraft, serviceOf, stepOf, type Step } from "./draft.ts";
import type { BookState, Confirmation } from "./state.ts";

/** The document, as far as the booking needs it. */
export interface Screen {
  draw(state: BookState): void;
  /** What the browser's own checks say of the controls of the last section, by name. */
  check(): Record<string, string>;
  /** Brings a section to the top and its first control into focus. */
  show(step: Step): void;
  /** Moves the focus to the first control in error, or to the offer that stands in for it; false where there is none. */
  showError(): boolean;
  showButton(): void;
}

const drafted = "book";
const confirmed = "booked";

/** Everything that happens on the booking page. One state, drawn anew after each change. */
export const createBooking = (
  client: PublicClient,
  browser: Browser,
  screen: Screen,
  retryAfter: () => number,
  release: string,
) => {
  const draft = readDraft(browser.read(drafted)) ?? newDraft(browser.now());
  let state: BookState = {
    draft,
    reached: draft.step,
    terms: false,
    catalog: null,
    down: false,
    free: null,
    quote: null,
    was_cents: null,
    errors: {},
    notice: "",
    alternatives: null,
    busy: false,
    // Written by this page alone, in this tab.
    booked: browser.read(confirmed) as Confirmation | null,
    copied: false,
  };
  let quoteRun = 0;
  let quoteLater: (() => void) | undefined;
  /** The postal code that was last typed to its end: half of one is nobody's business. */
  let postalCode = state.draft.fields["location.postal_code"];

  const set = (patch: Partial<BookState>) => {
    state = { ...state, ...patch };
    screen.draw(state);
  };
  const setDraft = (patch: Partial<BookState["draft"]>) => {
    const draft = { ...state.draft, ...patch };
    browser.write(drafted, draft);
    set({ draft });
  };
  const service = () => serviceOf(state.catalog, state.draft.fields);
  const today = (catalog: Catalog) =>
    createFormat(catalog.business.locale, catalog.business.time_zone).dayOf(browser.now());

  const load = async () => {
    set({ down: false });
    const answer = await client.catalog();
    if (!answer.ok) return set({ down: true });
    set({ catalog: answer.value });
    if (service() === undefined) return;
    void loadDays();
    void price();
  };

  const loadDays = async (again = false) => {
    const { catalog } = state;
    const chosen = service();
    if (catalog === null || chosen === undefined) return;
    const start = noDaysYet(chosen.id, today(catalog), catalog.booking.days_ahead);
    const known = state.free?.service === chosen.id ? state.free : start;
    set({ free: { ...known, state: "loading" } });
    let more = again ? start : known;
    // As far as the day that is already chosen.
    do more = await moreDays(client, more, today(catalog));
    while (more.state === "here" && (state.draft.fields["day"] ?? "") >= more.next && more.next <= more.last);
    if (service() !== chosen) return; // another service was chosen meanwhile
    set({ free: more });
    const { day, window } = state.draft.fields;
    if (more.state === "here" && day && window && day < more.next && !isFree(more, day, window)) {
      setDraft({ fields: { ...state.draft.fields, window: "" } });
      if (state.alternatives === null) set({ errors: { ...state.errors, window: book.windowGone } });
    }
  };

  const wantedQuote = () => {
    const chosen = service();
    if (chosen === undefined || !isDone(0, chosen, state.draft.fields)) return null;
    const { day } = state.draft.fields;
    return {
      service: chosen.id,
      items: itemsOf(chosen, state.draft.fields),
      ...(day ? { day } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
    };
  };

  /** Sees to it that the price on show is the server's, for what is chosen now. Gives what stood in the way. */
  const price = async (): Promise<Problem | null | undefined> => {
    quoteLater?.();
    const wanted = wantedQuote();
    const run = ++quoteRun;
    if (wanted === null) {
      set({ quote: null });
      return undefined;
    }
    const of = JSON.stringify(wanted);
    if (state.quote?.of === of && Date.parse(state.quote.expires_at) > browser.now()) return undefined;
    const answer = await client.quote(wanted);
    if (run !== quoteRun) return undefined;
    if (answer.ok) {
      set({ quote: { ...answer.value, of } });
      return undefined;
    }
    if (answer.problem?.code === "outside_service_area")
      set({ errors: { ...state.errors, ...fieldErrors(answer.problem) } });
    return answer.problem;
  };

  const fieldErrors = (problem: Problem): Record<string, string> => {
    const chosen = service();
    const items = chosen ? itemsOf(chosen, state.draft.fields) : [];
    const errors: Record<string, string> = {};
    for (const { field, message } of problem.errors ?? []) errors[controlOf(field, items)] ??= message;
    if (problem.code === "outside_service_area") errors["location.postal_code"] = book.outside;
    return errors;
  };

  const refuse = (errors: Record<string, string>, notice = "", otherwise = notice) => {
    const first = Math.min(state.draft.step, ...Object.keys(errors).map(stepOf)) as Step;
    setDraft({ step: first });
    set({ errors, notice, busy: false });
    // A field that this page does not have is told above the button.
    if (!screen.showError() && otherwise) set({ notice: otherwise });
  };
  const refuseFor = (problem: Problem | null) => {
    const errors = problem === null ? {} : fieldErrors(problem);
    const text = refusalText(problem, retryAfter());
    refuse(errors, Object.keys(errors).length > 0 ? book.checkFields : text, text);
  };

  /** What a section still lacks, by the name of the control. */
  const lacking = (step: Step): Record<string, string> => {
    const chosen = service();
    const { fields } = state.draft;
    if (step === 2) {
      const errors = screen.check();
      if (!fields["customer.phone"]?.trim() && !fields["customer.email"]?.trim())
        errors["customer.phone"] ??= book.neededReach;
      if (!state.terms) errors["terms_accepted"] = book.neededTerms;
      return errors;
    }
    if (isDone(step, chosen, fields)) return {};
    if (step === 0) return chosen ? { items: book.neededItems } : { service: book.neededService };
    return fields["day"] ? { window: shared.neededWindow } : { day: shared.neededDay };
  };

  const send = async (): Promise<void> => {
    const chosen = service();
    if (chosen === undefined || state.busy) return;
    const shown = state.quote?.pricing.total_cents;
    set({ busy: true, errors: {}, notice: "", was_cents: null, alternatives: null });
    postalCode = state.draft.fields["location.postal_code"]?.trim();
    const problem = await price();
    if (problem !== undefined) return refuseFor(problem);
    const quoted = state.quote;
    if (shown !== undefined && quoted !== null && quoted.pricing.total_cents !== shown) return askAgain(shown);
    const sent = intend(
      state.draft.sent,
      bookingOf(chosen, state.draft, quoted?.quote, browser.now(), {
        release,
        catalog: state.catalog?.version ?? "",
      }),
      browser.key,
      // A new quote for the same price is not another wish, nor is another release of this page: the first sending may
      // have landed unheard.
      ["filled_in_ms", "quote", "seen"],
    );
    await settle(await post(sent), 0);
  };

  const post = (intention: Intention<BookingInput>) => {
    const taken = intention.body.filled_in_ms ?? browser.now() - state.draft.started_at;
    const sent = { ...intention, body: { ...intention.body, filled_in_ms: taken } };
    setDraft({ sent });
    return client.book(sent.body, sent.key);
  };

  /** What else has changed with the price is shown with it. */
  const askAgain = async (was_cents: number) => {
    await load();
    set({ was_cents, busy: false });
  };

  const settle = async (answer: Answer<Booked>, tries: number): Promise<void> => {
    const sent = state.draft.sent;
    if (answer.ok) return confirm(answer.value);
    const { problem } = answer;
    if (problem?.code === "idempotency_in_progress" && sent !== null && tries < 5) {
      await new Promise<void>((resolve) => void browser.after(1000, resolve));
      return settle(await post(sent), tries + 1);
    }
    // Refused for haste: the same wish, but the time it took is told anew.
    if (problem?.code === "too_many_requests" && sent !== null)
      setDraft({ sent: { ...sent, body: { ...sent.body, filled_in_ms: undefined } } });
    // Never renewed unasked: only the next press, by somebody who has read why, sends under another key.
    if (problem?.code === "idempotency_key_reused") setDraft({ sent: null });
    if (problem?.code === "window_full") {
      // The API's own list: as many as it found, nearest first.
      const alternatives = (problem["alternatives"] ?? []) as Alternative[];
      setDraft({ step: 1, fields: { ...state.draft.fields, window: "" } });
      set({ alternatives, busy: false });
      void loadDays(true);
      screen.showError();
      return;
    }
    if (problem?.code === "price_changed") {
      const was = state.quote?.pricing.total_cents;
      setDraft({ sent: null });
      set({ quote: null });
      await price();
      if (state.quote !== null && was !== undefined) return askAgain(was);
    }
    // Nobody can empty the field that nobody sees: some program filled it in, and has been told.
    if (problem?.errors?.some(({ field }) => field === "/website"))
      setDraft({ fields: { ...state.draft.fields, website: "" } });
    refuseFor(problem);
  };

  const confirm = ({ job, tracking_token, tracking_url }: Booked) => {
    const { catalog } = state;
    const visit = job.visits[0];
    const pricing = job.pricing ?? state.quote?.pricing;
    if (catalog === null || pricing === undefined) return;
    const booked: Confirmation = {
      id: job.id,
      token: tracking_token,
      url: tracking_url,
      service: job.service.name,
      day: visit?.day ?? null,
      window: visit?.window ?? null,
      total_cents: pricing.total_cents,
      currency: pricing.currency,
      business: catalog.business,
    };
    browser.write(confirmed, booked);
    browser.write(drafted, null);
    set({ booked, busy: false });
    screen.show(0);
  };

  if (state.booked === null) void load();
  else screen.draw(state);

  return {
    /** A control got another value. */
    type: (name: string, value: string) => {
      const fields = { ...state.draft.fields, [name]: value };
      const { [name]: _, ...errors } = state.errors;
      if (name.startsWith("items")) delete errors["items"];
      if (name === "day") {
        delete errors["window"];
        if (!state.free || !isFree(state.free, value, fields["window"] ?? "")) fields["window"] = "";
      }
      set({ errors, notice: "", ...(name === "day" || name === "window" ? { alternatives: null } : {}) });
      setDraft({ fields });
      if (name === "service") {
        void loadDays();
        void price();
      } else if (name.startsWith("items") || name === "day") {
        quoteLater?.();
        quoteLater = browser.after(250, () => void price());
      }
    },
    /** A control was left with another value than it was entered with. */
    leave: (name: string, value: string) => {
      if (name !== "location.postal_code") return;
      postalCode = value.trim();
      void price();
    },
    acceptTerms: (terms: boolean) => {
      const { terms_accepted: _, ...errors } = state.errors;
      set({ terms, errors });
    },
    /** The focus came into a section. */
    enter: (step: Step) => {
      if (step > state.reached) set({ reached: step });
    },
    edit: (step: Step) => {
      setDraft({ step });
      set({ reached: step });
      screen.show(step);
    },
    /** The one button: on to the next section, or the booking itself. */
    advance: async () => {
      const { reached } = state;
      const errors: Record<string, string> = {};
      for (const step of [0, 1, 2] as const) if (step <= reached) Object.assign(errors, lacking(step));
      if (Object.keys(errors).length > 0) return refuse(errors, reached === 2 ? book.checkFields : "");
      if (reached === 2) return send();
      const next = isDone(1, service(), state.draft.fields) ? 2 : 1;
      setDraft({ step: next });
      set({ reached: next, errors: {}, notice: "" });
      screen.show(next);
    },
    choose: ({ day, start, end }: Alternative) => {
      setDraft({ fields: { ...state.draft.fields, day, window: windowValue({ start, end }) } });
      set({ alternatives: null, errors: {} });
      void price();
      screen.showButton();
    },
    moreDays: () => void loadDays(),
    retry: () => void load(),
    copied: () => set({ copied: true }),
    another: () => {
      browser.write(confirmed, null);
      set({
        booked: null,
        copied: false,
        draft: newDraft(browser.now()),
        reached: 0,
        terms: false,
        quote: null,
        free: null,
      });
      void load();
    },
  };
};

export type Booking = ReturnType<typeof createBooking>;
