import type { Catalog, Quote } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import type { Window } from "../shared/format.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";
import type { Month } from "../shared/month/month.ts";
import type { Draft, Step } from "./draft.ts";
import type { ShownPrice } from "./shown-price.ts";

/** All that the booking page shows. */
export interface BookState {
  draft: Draft;
  /** The last open section. Sections before `draft.step` are folded. */
  reached: Step;
  terms: boolean;
  catalog: Catalog | null;
  /** Loading the catalog failed. */
  down: boolean;
  /** The business to call while there is no catalog. */
  contact: Contact | null;
  /** The part of the page with the days, the address and the booking. */
  later: LaterState;
  free: FreeDays | null;
  /** The locked price. `of` is the JSON of the choices that it is for. */
  quote: (Quote & { of: string }) | null;
  /** The price that the page showed before it changed, until the customer presses again. */
  previous: ShownPrice | null;
  /** By the name of the control. */
  errors: Record<string, string>;
  /** Errors of fields that this page does not have. */
  others: string[];
  /** The text above the button. */
  notice: string;
  alternatives: Alternatives | null;
  /** The ZIP code that the server said it serves. */
  served: string | null;
  /** The month that the calendar shows. Null for the month of the first day. */
  month: Month | null;
  /** Shows whole months instead of the strip of days. Null for what fits the screen. */
  whole_month: boolean | null;
  busy: boolean;
  booked: Confirmation | null;
  copied: boolean;
}

/** What the page offers instead of a time that was just taken. */
export interface Alternatives {
  code: "window_full" | "equipment_unavailable";
  offers: Alternative[];
}

/** What the last screen needs. Stored in this tab only. */
export interface Confirmation {
  id: string;
  token: string;
  url: string;
  service: string;
  day: string | null;
  window: Window | null;
  /** Null for a request that waits for a quote. */
  total_cents: number | null;
  /** The highest price of a load of unknown size. A confirmation that an earlier page stored has none. */
  high_cents?: number | null;
  deposit_cents?: number;
  /** The day that a rental is due. */
  due_day?: string | null;
  currency: string;
  business: Catalog["business"];
}

/** `reached` comes from the browser's history, because a reload keeps that. */
export const initialState = (draft: Draft, reached: Step, booked: Confirmation | null): BookState => ({
  draft,
  reached,
  terms: false,
  catalog: null,
  down: false,
  contact: null,
  later: "waiting",
  free: null,
  quote: null,
  previous: null,
  errors: {},
  others: [],
  notice: "",
  alternatives: null,
  served: null,
  month: null,
  whole_month: null,
  busy: false,
  booked,
  copied: false,
});
