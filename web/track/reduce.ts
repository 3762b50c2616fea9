import type { TrackedJob } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import { windowValue, type Alternative, type FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";
import type { Panel, TrackState } from "./state.ts";

/** What happens on the tracking page: what the customer does, and what comes back from the network. */
export type TrackEvent =
  | { is: "tick" }
  | { is: "job"; job: TrackedJob }
  | { is: "lost"; view: "gone" | "unlinked" }
  | { is: "silent" }
  | { is: "business"; business: Contact }
  | { is: "later"; later: LaterState }
  | { is: "opened"; panel: Panel }
  | { is: "typed"; name: string; value: string }
  | { is: "days"; free: FreeDays }
  | { is: "chose"; alternative: Alternative }
  | { is: "acting" }
  | { is: "done"; said: string }
  | { is: "window_full"; alternatives: Alternative[] }
  | { is: "refused"; name: string; text: string };

/** `now` is when the event happened; the page shows times relative to it. */
export const reduce = (state: TrackState, event: TrackEvent, now: number): TrackState => ({
  ...(reducers[event.is] as (state: TrackState, event: TrackEvent, now: number) => TrackState)(state, event, now),
  now,
});

/** What is open stays open while it can still be done. */
const stillPossible = (panel: Panel | null, job: TrackedJob): boolean =>
  panel !== null && job.can.includes(panel === "move" ? "reschedule" : panel);

const reducers: {
  [K in TrackEvent["is"]]: (state: TrackState, event: Extract<TrackEvent, { is: K }>, now: number) => TrackState;
} = {
  tick: (state) => state,
  job: (state, { job }, now) => ({
    ...state,
    view: "job",
    job,
    checked_at: now,
    silent: false,
    panel: stillPossible(state.panel, job) ? state.panel : null,
  }),
  lost: (state, { view }) => ({ ...state, view, job: null, panel: null, busy: false }),
  silent: (state) => ({ ...state, silent: true }),
  business: (state, { business }) => ({ ...state, business }),
  later: (state, { later }) => ({ ...state, later }),
  opened: (state, { panel }) => ({
    ...state,
    panel: state.panel === panel ? null : panel,
    errors: {},
    said: "",
    alternatives: null,
  }),
  typed: (state, { name, value }) => ({
    ...state,
    fields: { ...state.fields, [name]: value, ...(name === "day" ? { window: "" } : {}) },
    errors: {},
  }),
  days: (state, { free }) => ({ ...state, free }),
  chose: (state, { alternative }) => ({
    ...state,
    fields: { ...state.fields, day: alternative.day, window: windowValue(alternative) },
    alternatives: null,
  }),
  acting: (state) => ({ ...state, busy: true, errors: {}, said: "", alternatives: null }),
  done: (state, { said }) => ({ ...state, busy: false, panel: null, fields: {}, free: null, said }),
  window_full: (state, { alternatives }) => ({
    ...state,
    busy: false,
    alternatives,
    free: null,
    fields: { ...state.fields, window: "" },
  }),
  refused: (state, { name, text }) => ({ ...state, busy: false, errors: { [name]: text } }),
};
