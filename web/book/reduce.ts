import type { BookingInput, Catalog } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import { isFree, windowValue, type Alternative, type FreeDays } from "../shared/free-days.ts";
import type { Month } from "../shared/month/month.ts";
import type { KeyedRequest } from "../shared/keyed-request.ts";
import type { LaterState } from "../shared/later-part.ts";
import * as book from "#message/book.ts";
import { contactControl, stepOf } from "./control.ts";
import { asksZipFirst, newDraft, type Step } from "./draft.ts";
import { initialState, type Alternatives, type BookState, type Confirmation } from "./state.ts";
import type { ShownPrice } from "./shown-price.ts";

/** The events of the booking page: actions of the customer, and answers of the server. */
export type BookEvent =
  | { is: "loading" }
  | { is: "catalog"; catalog: Catalog }
  | { is: "down" }
  | { is: "contact"; contact: Contact }
  | { is: "later"; later: LaterState }
  | { is: "typed"; name: string; value: string }
  | { is: "terms"; accepted: boolean }
  | { is: "reached"; step: Step }
  | { is: "went"; step: Step }
  | { is: "refused"; errors: Record<string, string>; others: string[]; notice: string }
  | { is: "served"; postal_code: string }
  | { is: "not_served" }
  | { is: "days"; free: FreeDays }
  | { is: "quote"; quote: BookState["quote"] }
  | { is: "sending" }
  | { is: "sent"; sent: KeyedRequest<BookingInput> | null }
  | { is: "taken"; alternatives: Alternatives }
  | { is: "turned"; month: Month }
  | { is: "whole_month"; whole: boolean }
  | { is: "price_differs"; previous: ShownPrice }
  | { is: "chose"; alternative: Alternative }
  | { is: "booked"; booked: Confirmation }
  | { is: "copied" }
  | { is: "another"; now: number };

export const reduce = (state: BookState, event: BookEvent): BookState =>
  (reducers[event.is] as (state: BookState, event: BookEvent) => BookState)(state, event);

const without = <T extends object>(record: T, ...names: string[]): T =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))) as T;

const withFields = (state: BookState, fields: Record<string, string>): BookState => ({
  ...state,
  draft: { ...state.draft, fields: { ...state.draft.fields, ...fields } },
});

const typed = (state: BookState, name: string, value: string): BookState => {
  const isDay = name === "day";
  const { free, draft } = state;
  const fields: Record<string, string> = { [name]: value };
  if (isDay && (free === null || !isFree(free, value, draft.fields["window"] ?? ""))) fields["window"] = "";
  const corrected = [
    name,
    ...(name.startsWith("items") ? ["items"] : []),
    ...(name === contactControl ? ["customer.phone", "customer.email"] : []),
    ...(isDay || name === "days" ? ["day", "window"] : []),
  ];
  return {
    ...withFields(state, fields),
    errors: without(state.errors, ...corrected),
    notice: "",
    ...(/^(?:day|days|window|service)$/.test(name) ? { alternatives: null } : {}),
  };
};

/** Removes the chosen window from the draft if it has filled, and tells the customer. */
const days = (state: BookState, free: FreeDays): BookState => {
  const { day, window } = state.draft.fields;
  const known = free.state === "here" && day && window && day < free.next;
  if (!known || isFree(free, day, window)) return { ...state, free };
  // A rental needs its days again, because the whole period no longer fits. A visit only needs another window.
  const gone: Record<string, string> = free.rental_days === null ? { window: book.windowGone } : { day: book.daysGone };
  const errors = state.alternatives === null ? { ...state.errors, ...gone } : state.errors;
  return { ...withFields(state, { window: "", ...(free.rental_days !== null && { day: "" }) }), free, errors };
};

const sectionOf = (state: BookState) => (name: string) => stepOf(name, asksZipFirst(state.catalog));

const reducers: { [K in BookEvent["is"]]: (state: BookState, event: Extract<BookEvent, { is: K }>) => BookState } = {
  loading: (state) => ({ ...state, down: false }),
  catalog: (state, { catalog }) => ({ ...state, catalog, down: false }),
  down: (state) => ({ ...state, down: true }),
  contact: (state, { contact }) => ({ ...state, contact }),
  later: (state, { later }) => ({ ...state, later }),
  typed: (state, { name, value }) => typed(state, name, value),
  terms: (state, { accepted }) => ({ ...state, terms: accepted, errors: without(state.errors, "terms_accepted") }),
  reached: (state, { step }) => (step > state.reached ? { ...state, reached: step } : state),
  went: (state, { step }) => ({
    ...state,
    draft: { ...state.draft, step },
    reached: step,
    errors: {},
    others: [],
    notice: "",
  }),
  refused: (state, { errors, others, notice }) => {
    const step = Math.min(state.draft.step, ...Object.keys(errors).map(sectionOf(state))) as Step;
    return { ...state, draft: { ...state.draft, step }, errors, others, notice, busy: false };
  },
  served: (state, { postal_code }) => ({ ...state, served: postal_code }),
  not_served: (state) => ({ ...state, errors: { ...state.errors, "location.postal_code": book.outside } }),
  days: (state, { free }) => days(state, free),
  quote: (state, { quote }) => ({ ...state, quote }),
  sending: (state) => ({
    ...state,
    busy: true,
    errors: {},
    others: [],
    notice: "",
    previous: null,
    alternatives: null,
  }),
  sent: (state, { sent }) => ({ ...state, draft: { ...state.draft, sent } }),
  taken: (state, { alternatives }) => ({
    ...withFields({ ...state, draft: { ...state.draft, step: 2 } }, { window: "" }),
    alternatives,
    busy: false,
  }),
  turned: (state, { month }) => ({ ...state, month }),
  whole_month: (state, { whole }) => ({ ...state, whole_month: whole }),
  price_differs: (state, { previous }) => ({ ...state, previous, busy: false }),
  chose: (state, { alternative }) => ({
    ...withFields(state, { day: alternative.day, window: windowValue(alternative) }),
    month: null,
    alternatives: null,
    errors: {},
    others: [],
  }),
  booked: (state, { booked }) => ({ ...state, booked, busy: false }),
  copied: (state) => ({ ...state, copied: true }),
  another: (state, { now }) => ({ ...initialState(newDraft(now), 0, null), later: state.later }),
};
