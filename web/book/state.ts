import type { Catalog, Quote } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import type { Window } from "../shared/format.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";
import type { Draft, Step } from "./draft.ts";

/** All that the booking page shows. */
export interface BookState {
  draft: Draft;
  /** How far the customer has come; sections before `draft.step` are folded, those up to here stay open. */
  reached: Step;
  terms: boolean;
  catalog: Catalog | null;
  /** The catalog could not be loaded. */
  down: boolean;
  /** Who to call while there is no catalog. */
  contact: Contact | null;
  /** The part with the days, the address and the booking itself. */
  later: LaterState;
  free: FreeDays | null;
  /** The locked price, and what it was asked for. */
  quote: (Quote & { of: string }) | null;
  /** The price that was on show before the present one, until the customer presses again. */
  was_cents: number | null;
  /** By the name of the control. */
  errors: Record<string, string>;
  /** What the server says of fields that this page does not have. */
  others: string[];
  /** What stands above the button. */
  notice: string;
  alternatives: Alternative[] | null;
  busy: boolean;
  booked: Confirmation | null;
  copied: boolean;
}

/** What the last screen needs; kept in this tab only. */
export interface Confirmation {
  id: string;
  token: string;
  url: string;
  service: string;
  day: string | null;
  window: Window | null;
  total_cents: number;
  currency: string;
  business: Catalog["business"];
}

/** `reached` comes from the browser's history, which a reload keeps. */
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
  was_cents: null,
  errors: {},
  others: [],
  notice: "",
  alternatives: null,
  busy: false,
  booked,
  copied: false,
});
