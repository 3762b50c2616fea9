import type { TrackedJob } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import type { Alternative, FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";

/** What the customer has opened below the facts. */
export type Panel = "move" | "message" | "cancel";

/** All that the tracking page shows. */
export interface TrackState {
  view: "unlinked" | "waiting" | "gone" | "job";
  job: TrackedJob | null;
  /** Who to call where no job says it. */
  business: Contact | null;
  now: number;
  /** When the job was last known to be as it is shown. */
  checked_at: number;
  /** The last look brought nothing. */
  silent: boolean;
  panel: Panel | null;
  /** The part with the panels. */
  later: LaterState;
  /** By the name of the control: `day`, `window`, `reason`, `text`. */
  fields: Record<string, string>;
  free: FreeDays | null;
  alternatives: Alternative[] | null;
  /** By the name of the control; `action` stands for the whole. */
  errors: Record<string, string>;
  busy: boolean;
  /** What the last action came to. */
  said: string;
}

export const initialState = (hasToken: boolean, now: number): TrackState => ({
  view: hasToken ? "waiting" : "unlinked",
  job: null,
  business: null,
  now,
  checked_at: 0,
  silent: false,
  panel: null,
  later: "waiting",
  fields: {},
  free: null,
  alternatives: null,
  errors: {},
  busy: false,
  said: "",
});
