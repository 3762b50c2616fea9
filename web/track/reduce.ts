import type { TrackedJob } from "../../http/client.ts";
import type { Contact } from "../shared/contact.ts";
import { windowValue, type Alternative, type FreeDays } from "../shared/free-days.ts";
import type { LaterState } from "../shared/later-part.ts";
import type { Offer, Panel, TrackState } from "./state.ts";

/** The events of the tracking page: actions of the customer, and answers of the server. */
export type TrackEvent =
  | { is: "tick" }
  | { is: "job"; job: TrackedJob }
  | { is: "lost"; view: "gone" | "unlinked" }
  | { is: "unreachable" }
  | { is: "business"; business: Contact }
  | { is: "later"; later: LaterState }
  | { is: "opened"; panel: Panel }
  | { is: "typed"; name: string; value: string }
  | { is: "days"; free: FreeDays }
  | { is: "chose"; alternative: Alternative }
  | { is: "offered"; offer: Offer }
  | { is: "latest"; latest: string }
  | { is: "terms"; terms: string }
  | { is: "acting" }
  | { is: "done"; notice: string }
  | { is: "window_full"; alternatives: Alternative[]; taken?: TrackState["taken"] }
  | { is: "refused"; name: string; text: string };

/** `now` is when the event happened. The page shows times relative to it. */
export const reduce = (state: TrackState, event: TrackEvent, now: number): TrackState => ({
  ...(reducers[event.is] as (state: TrackState, event: TrackEvent, now: number) => TrackState)(state, event, now),
  now,
});

/** True if the customer can still do what the open panel offers. */
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
    unreachable: false,
    panel: stillPossible(state.panel, job) ? state.panel : null,
  }),
  lost: (state, { view }) => ({ ...state, view, job: null, panel: null, busy: false }),
  unreachable: (state) => ({ ...state, unreachable: true }),
  business: (state, { business }) => ({ ...state, business }),
  later: (state, { later }) => ({ ...state, later }),
  opened: (state, { panel }) => ({
    ...state,
    panel: state.panel === panel ? null : panel,
    errors: {},
    notice: "",
    alternatives: null,
    offer: null,
    latest: null,
  }),
  typed: (state, { name, value }) => ({
    ...state,
    fields: { ...state.fields, [name]: value, ...(name === "day" ? { window: "" } : {}) },
    errors: {},
    // The price of a swap is the same on every day. Other prices are those of the chosen day.
    offer: state.panel === "swap" ? state.offer : null,
  }),
  days: (state, { free }) => ({ ...state, free }),
  chose: (state, { alternative }) => ({
    ...state,
    fields: { ...state.fields, day: alternative.day, window: windowValue(alternative) },
    alternatives: null,
  }),
  offered: (state, { offer }) => ({ ...state, busy: false, offer }),
  latest: (state, { latest }) => ({ ...state, latest, fields: { ...state.fields, until: "" } }),
  terms: (state, { terms }) => ({ ...state, terms }),
  acting: (state) => ({ ...state, busy: true, errors: {}, notice: "", alternatives: null }),
  done: (state, { notice }) => ({ ...state, busy: false, panel: null, fields: {}, free: null, offer: null, notice }),
  window_full: (state, { alternatives, taken }) => ({
    ...state,
    taken,
    busy: false,
    alternatives,
    free: null,
    fields: { ...state.fields, window: "" },
  }),
  refused: (state, { name, text }) => ({ ...state, busy: false, errors: { [name]: text } }),
};
