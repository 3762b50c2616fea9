import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";
import { createFormat } from "../shared/format.ts";
import { moreDays, noDaysYet, windowOf, windowValue, type Alternative } from "../shared/free-days.ts";
import { intend, type Intention } from "../shared/intention.ts";
import * as shared from "../shared/message/shared.ts";
import * as track from "../shared/message/track.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { createJobReader } from "./job-reader.ts";
import { pollAfter } from "./poll.ts";
import type { Panel, TrackState } from "./state.ts";

/** The document, as far as following needs it. */
export interface Screen {
  draw(state: TrackState): void;
  visible(): boolean;
  /** Brings an opened panel into view and the focus into it; null gives the focus back to the answer. */
  show(panel: Panel | null): void;
  showError(): void;
}

type Action = "ready" | Panel;

/** A customer looks this far ahead to move; the server says no sooner where it must. */
const daysAhead = 60;

/** Everything that happens on the tracking page. `token` is empty where the link had none. */
export const createFollowing = (
  token: string,
  client: PublicClient,
  fetcher: typeof fetch,
  browser: Browser,
  screen: Screen,
  retryAfter: () => number,
) => {
  const reader = createJobReader(token, client, fetcher, browser);
  let state: TrackState = {
    view: token ? "waiting" : "unlinked",
    job: null,
    business: null,
    now: browser.now(),
    checked_at: 0,
    silent: false,
    panel: null,
    fields: {},
    free: null,
    alternatives: null,
    errors: {},
    busy: false,
    said: "",
  };
  let looking = false;
  /** When the page was last opened, looked at again, or told something new. */
  let livelyAt = browser.now();
  let stopPoll: (() => void) | undefined;
  let stopTick: (() => void) | undefined;
  /** What was meant last: pressed again, it goes out under the same key. */
  let meant: Intention<object> | null = null;

  const set = (patch: Partial<TrackState>) => {
    state = { ...state, ...patch, now: browser.now() };
    screen.draw(state);
  };
  const today = () =>
    state.job ? createFormat(state.job.business.locale, state.job.business.time_zone).dayOf(browser.now()) : "";

  const lose = () => {
    const told = state.view === "gone" || state.view === "unlinked";
    set({ view: token ? "gone" : "unlinked", job: null, panel: null });
    if (!told || state.business === null)
      void client.catalog().then((answer) => answer.ok && set({ business: answer.value.business }));
  };

  const accept = (job: TrackedJob, patch: Partial<TrackState> = {}) => {
    if (job.rev < (state.job?.rev ?? 0)) return set(patch);
    if (job.expires_at !== null && Date.parse(job.expires_at) <= browser.now()) return lose();
    if (job.rev > (state.job?.rev ?? 0)) livelyAt = browser.now();
    reader.remember(job.rev);
    // What is open stays open while it can still be done.
    const possible = state.panel && job.can.includes(state.panel === "move" ? "reschedule" : state.panel);
    set({ view: "job", job, checked_at: browser.now(), silent: false, ...(possible ? {} : { panel: null }), ...patch });
  };

  const look = async () => {
    stopPoll?.();
    if (looking || !token) return;
    looking = true;
    const reading = await reader.read();
    looking = false;
    if (reading.kind === "job") accept(reading.job);
    else if (reading.kind === "gone") lose();
    else set({ silent: true });
    wait();
  };

  const wait = () => {
    stopPoll?.();
    const ms = state.view === "gone" ? null : pollAfter(state.job, today(), screen.visible(), browser.now() - livelyAt);
    if (ms !== null) stopPoll = browser.after(ms, () => void look());
    tick();
  };

  /** Keeps "checked … ago" true between two looks. */
  const tick = () => {
    stopTick?.();
    if (state.view !== "job" || !screen.visible()) return;
    stopTick = browser.after(5_000, () => {
      set({});
      tick();
    });
  };

  const loadDays = async () => {
    const { job } = state;
    if (job === null) return;
    const free = state.free ?? noDaysYet(job.service_id, today(), daysAhead);
    set({ free: { ...free, state: "loading" } });
    set({ free: await moreDays(client, free, today()) });
  };

  /** Tells the API; what it answers is the newest there is, and shows at once. */
  const act = async (action: Action, body: object, said: string) => {
    if (state.busy) return;
    set({ busy: true, errors: {}, said: "", alternatives: null });
    // The action is part of the wish, but not of what is sent.
    meant = intend(meant, { action, ...body }, browser.key);
    const { key } = meant;
    const call: Record<Action, () => Promise<Answer<TrackedJob>>> = {
      ready: () => client.ready(token, {}, key),
      cancel: () => client.cancel(token, body, key),
      message: () => client.message(token, { text: "", ...body }, key),
      move: () => client.reschedule(token, body as Parameters<PublicClient["reschedule"]>[1], key),
    };
    const answer = await call[action]();
    if (answer.ok) {
      meant = null;
      accept(answer.value, { busy: false, panel: null, fields: {}, free: null, said });
      screen.show(null);
      return wait();
    }
    const { problem } = answer;
    if (problem?.code === "tracking_not_found") {
      set({ busy: false });
      return lose();
    }
    if (problem?.code === "window_full") {
      // The API's own list: as many as it found, nearest first.
      set({
        busy: false,
        alternatives: (problem["alternatives"] ?? []) as Alternative[],
        free: null,
        fields: { ...state.fields, window: "" },
      });
      void loadDays();
      return screen.showError();
    }
    const over = problem?.code === "transition_not_allowed" || problem?.code === "cutoff_passed";
    const text = !over
      ? refusalText(problem, retryAfter())
      : problem.code === "cutoff_passed"
        ? track.cutoffPassed
        : track.standsNow;
    set({ busy: false, errors: { [action === "message" ? "text" : "action"]: text } });
    screen.showError();
    if (over) await look();
  };

  const refuse = (name: string, text: string) => {
    set({ errors: { [name]: text } });
    screen.showError();
  };

  if (token) void look();
  else lose();

  return {
    /** The page came into view, or the network came back. */
    look: () => {
      livelyAt = browser.now();
      void look();
    },
    /** The page went out of view. */
    rest: () => {
      stopPoll?.();
      stopTick?.();
    },
    ready: () => void act("ready", {}, ""),
    open: (panel: Panel) => {
      set({ panel: state.panel === panel ? null : panel, errors: {}, said: "", alternatives: null });
      if (panel === "move" && state.free?.state !== "here") void loadDays();
      screen.show(state.panel);
    },
    type: (name: string, value: string) => {
      set({ fields: { ...state.fields, [name]: value, ...(name === "day" ? { window: "" } : {}) }, errors: {} });
    },
    moreDays: () => void loadDays(),
    choose: ({ day, start, end }: Alternative) => {
      set({ fields: { ...state.fields, day, window: windowValue({ start, end }) }, alternatives: null });
    },
    submit: () => {
      const { panel, fields } = state;
      if (panel === "move") {
        const window = windowOf(fields["window"] ?? "");
        if (!fields["day"]) return refuse("day", shared.neededDay);
        if (window === null) return refuse("window", shared.neededWindow);
        void act("move", { day: fields["day"], window }, track.moved);
      } else if (panel === "message") {
        const text = fields["text"]?.trim();
        if (!text) return refuse("text", track.neededText);
        void act("message", { text }, track.sent);
      } else if (panel === "cancel") {
        const reason = fields["reason"]?.trim();
        void act("cancel", reason ? { reason } : {}, "");
      }
    },
  };
};

export type Following = ReturnType<typeof createFollowing>;
