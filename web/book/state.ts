import type { Catalog, Quote } from "../../http/client.ts";
import type { Window } from "../shared/format.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { Draft, Step } from "./draft.ts";

/** All that the booking page shows. */
export interface BookState {
  draft: Draft;
  /** How far the customer has come; sections before `draft.step` are folded, those up to here stay open. */
  reached: Step;
  terms: boolean;
  catalog: Catalog | null;
  /** The catalog was asked for and did not come. */
  down: boolean;
  free: FreeDays | null;
  /** The frozen price, and what it was asked for. */
  quote: (Quote & { of: string }) | null;
  /** The price that was on show before the present one, until the customer presses again. */
  was_cents: number | null;
  /** By the name of the control. */
  errors: Record<string, string>;
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
