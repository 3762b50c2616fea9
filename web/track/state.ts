import type { TrackedJob } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";

/** The panel that the customer has opened over the page. */
export type Panel = "ready" | "move" | "message" | "cancel";

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
  /** By the name of the control: `day`, `window`, `reason`, `text`. */
  fields: Record<string, string>;
  free: FreeDays | null;
  alternatives: Alternative[] | null;
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
  errors: {},
  busy: false,
  notice: "",
});
