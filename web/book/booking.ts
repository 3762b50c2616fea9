import type { PublicClient } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";
import { readContact } from "../shared/contact.ts";
import { createMachine, type Machine } from "../shared/machine.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import type { Alternative } from "../shared/free-days.ts";
import type { Month } from "../shared/month/month.ts";
import { allSteps, asksZipFirst, isDone, isInArea, missingAmount, newDraft, readDraft, type Step } from "./draft.ts";
import type * as LaterPart from "./later.ts";
import { nextStep } from "./next-step.ts";
import { reduce, type BookEvent } from "./reduce.ts";
import { asks, isQuote, serviceOf } from "./service.ts";
import { initialState, type BookState, type Confirmation } from "./state.ts";

/** What the booking needs of the document. */
export interface Screen {
  draw(state: BookState): void;
  /** The controls of the last section that the browser's own validation refuses. */
  check(): InvalidControl[];
  /** Scrolls a section to the top and focuses its first control. */
  show(step: Step): void;
  /** Focuses the first control with an error, or the alternative that is offered instead. */
  showError(): void;
  showButton(): void;
  /** True if the screen has room for the form and its summary side by side. */
  isWide(): boolean;
}

export interface InvalidControl {
  name: string;
  why: "missing" | "not_email" | "too_long";
}

/** The steps in the browser's history, one entry each, so that Back goes one step back. */
export interface StepHistory {
  /** The step of the current entry. Null if this page has not written one yet. */
  current(): Step | null;
  /** Writes the step to the current entry. */
  replace(step: Step): void;
  push(step: Step): void;
}

export interface BookingParts {
  client: PublicClient;
  fetcher: typeof fetch;
  browser: Browser;
  screen: Screen;
  steps: StepHistory;
  /** Loads the later part. Gives null if that fails. */
  loadLater: () => Promise<typeof LaterPart | null>;
  /** Seconds that the server last asked to wait. 0 if it did not ask. */
  retryAfter: () => number;
  release: string;
}

/** What the effects of both parts of the page share. */
export interface BookContext extends BookingParts {
  machine: Machine<BookState, BookEvent>;
  /** Loads the catalog again, and then the days and prices that depend on it. */
  reload: () => Promise<void>;
}

const drafted = "book";
const confirmed = "booked";

const startMachine = ({ browser, screen, steps }: BookingParts) => {
  const draft = readDraft(browser.read(drafted)) ?? newDraft(browser.now());
  const reached = Math.max(draft.step, steps.current() ?? 0) as Step;
  steps.replace(reached);
  // Only this page writes it, in this tab.
  const booked = browser.read(confirmed) as Confirmation | null;
  return createMachine<BookState, BookEvent>(initialState(draft, reached, booked), reduce, (state, before) => {
    if (state.booked !== before.booked) browser.write(confirmed, state.booked);
    if (state.booked !== null) browser.write(drafted, null);
    else if (state.draft !== before.draft) browser.write(drafted, state.draft);
    screen.draw(state);
  });
};

/** The errors of the answers that one of the first three sections still needs, by the name of the control. */
const missingIn = (state: BookState, step: Step): Record<string, string> => {
  const { draft, catalog } = state;
  const { fields } = draft;
  const service = serviceOf(catalog, fields);
  if (step === 0)
    return {
      ...(asksZipFirst(catalog) && missingZip(state)),
      ...(service ? {} : { service: book.neededService }),
    };
  if (!asks(step, service) || isDone(step, catalog, service, fields)) return {};
  if (service === undefined) return {}; // the first section already asks for a service
  if (step === 1) {
    const name = missingAmount(service, fields) ?? "items";
    return {
      [name]: isQuote(service) ? book.neededDescription : name === "items" ? book.neededItems : book.neededChoice,
    };
  }
  return fields["day"] ? { window: customer.neededWindow } : { day: customer.neededDay };
};

const missingZip = ({ catalog, draft: { fields }, errors }: BookState): Record<string, string> => {
  const name = "location.postal_code";
  if (!fields[name]?.trim()) return { [name]: book.neededPostalCode };
  // The server may have refused a code that the catalog does not list.
  return isInArea(catalog, fields) === false || errors[name] === book.outside ? { [name]: book.outside } : {};
};

/** Loads the catalog and the later part of the page. */
const createLoader = (parts: BookingParts, machine: BookContext["machine"]) => {
  const { state, send } = machine;
  let views: LaterPart.Views | null = null;
  let later: LaterPart.Later | null = null;
  const reload = async () => {
    send({ is: "loading" });
    const answer = await parts.client.getCatalog({ quote: "1" });
    if (answer.ok) {
      send({ is: "catalog", catalog: answer.value });
      return later?.refresh();
    }
    send({ is: "down" });
    const contact = await readContact(parts.fetcher);
    if (contact !== null) send({ is: "contact", contact });
  };
  const loadLater = async () => {
    if (views !== null) return;
    send({ is: "later", later: "waiting" });
    const part = await parts.loadLater();
    if (part === null) return send({ is: "later", later: "failed" });
    views = part.views;
    later = part.createLater({ ...parts, machine, reload });
    send({ is: "later", later: "here" });
    later.refresh();
  };
  return {
    views: () => views,
    later: () => later,
    reload,
    loadLater,
    /** Loads again what failed to load. */
    retry: () => {
      if (state().later === "failed") void loadLater();
      if (state().catalog === null && state().booked === null) void reload();
    },
  };
};

/** Runs the booking page: one state, drawn after each change, and the actions that the views call. */
export const createBooking = (parts: BookingParts) => {
  const { browser, screen, steps } = parts;
  const machine = startMachine(parts);
  const { state, send } = machine;
  const loader = createLoader(parts, machine);

  const go = (step: Step) => {
    if (step !== state().reached) steps.push(step);
    send({ is: "went", step });
    screen.show(step);
  };
  const advance = async (): Promise<void> => {
    const { reached } = state();
    const errors = Object.assign(
      {},
      ...allSteps.filter((step) => step < 3 && step <= reached).map((step) => missingIn(state(), step)),
      reached === 3 && loader.later()?.missingPerson(),
    ) as Record<string, string>;
    if (Object.keys(errors).length > 0) {
      send({ is: "refused", errors, others: [], notice: reached === 3 ? book.checkFields : "" });
      return screen.showError();
    }
    if (reached === 3) return loader.later()?.book();
    go(nextStep(state()));
  };

  screen.draw(state());
  if (state().booked === null) void loader.reload();
  void loader.loadLater();

  return {
    views: loader.views,
    /** A control has a new value. */
    type: (control: string, value: string) => {
      // A usual length of a rental is a shortcut to its number of days.
      const name = control === "length" ? "days" : control;
      send({ is: "typed", name, value });
      loader.later()?.typed(name);
    },
    /** The customer changed a control and left it. */
    leave: (name: string, value: string) => loader.later()?.left(name, value),
    acceptTerms: (accepted: boolean) => send({ is: "terms", accepted }),
    /** The focus moved into an open section. */
    enter: (step: Step) => {
      if (step <= state().reached) return;
      steps.push(step);
      send({ is: "reached", step });
    },
    edit: go,
    /** The customer went to another entry of the browser's history. */
    went: (step: Step) => {
      if (state().booked !== null) return;
      send({ is: "went", step });
      screen.show(step);
    },
    /** The one button was pressed: goes to the next section, or books. */
    advance,
    choose: (alternative: Alternative) => loader.later()?.choose(alternative),
    moreDays: () => loader.later()?.moreDays(),
    turn: (month: Month) => loader.later()?.turn(month),
    showMonth: (whole: boolean) => loader.later()?.showMonth(whole),
    retry: loader.retry,
    copied: () => send({ is: "copied" }),
    another: () => {
      send({ is: "another", now: browser.now() });
      steps.replace(0);
      screen.show(0);
      void loader.reload();
    },
  };
};

export type Booking = ReturnType<typeof createBooking>;
