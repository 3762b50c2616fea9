import type { TrackedJob } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";

/** The panel that the customer has opened over the page. */
export type Panel = "ready" | "move" | "extend" | "swap" | "approve" | "decline" | "message" | "cancel";

/** What the server would charge. The page asks for it by making the call without a total. */
export type Offer = TrackedJob["pricing"];

/** All that the tracking page shows. */
export interface TrackState {
  view: "unlinked" | "waiting" | "gone" | "job";
  job: TrackedJob | null;
  /** The business to call while there is no job. */
  business: Contact | null;
  now: number;
  /** When the page last read the job, in milliseconds since the Unix epoch. */
  checked_at: number;
  /** The last read failed. */
  unreachable: boolean;
  panel: Panel | null;
  /** The part of the page with the panels. */
  later: LaterState;
  /** By the name of the control: `day`, `window`, `until`, `pickup`, `reason`, `text`. */
  fields: Record<string, string>;
  free: FreeDays | null;
  alternatives: Alternative[] | null;
  /** What was taken, if it was not the window. */
  taken?: { title: string; note: string } | undefined;
  /** The price of what the open panel asks for. */
  offer: Offer | null;
  /** The last day that the customer can keep the unit until, if the server named one. */
  latest: string | null;
  /** The terms of the business, for the approval of a quote. */
  terms: string;
  /** By the name of the control. `action` is for an error of the whole action. */
  errors: Record<string, string>;
  busy: boolean;
  /** The result of the last action, for the customer. */
  notice: string;
}

export const initialState = (hasToken: boolean, now: number): TrackState => ({
  view: hasToken ? "waiting" : "unlinked",
  job: null,
  business: null,
  now,
  checked_at: 0,
  unreachable: false,
  panel: null,
  later: "waiting",
  fields: {},
  free: null,
  alternatives: null,
  offer: null,
  latest: null,
  terms: "",
  errors: {},
  busy: false,
  notice: "",
});
