import type { Browser } from "../shared/browser.ts";
import { createFormat } from "../shared/format.ts";
import type { Alternative } from "../shared/free-days.ts";
import { createMachine, type Machine } from "../shared/machine.ts";
import { createJobFeed } from "./job-feed.ts";
import type * as LaterPart from "./later.ts";
import type { ReadClient } from "./read-client.ts";
import { reduce, type TrackEvent } from "./reduce.ts";
import { initialState, type Panel, type TrackState } from "./state.ts";

/** What tracking needs of the document. */
export interface Screen {
  draw(state: TrackState): void;
  visible(): boolean;
  /** Opens the drawn panel as a dialog and focuses its first control. Null focuses the headline again. */
  show(panel: Panel | null): void;
  showError(): void;
}

export interface TrackingParts {
  /** Empty if the link had none. */
  token: string;
  client: ReadClient;
  fetcher: typeof fetch;
  browser: Browser;
  screen: Screen;
  /** Loads the later part. Gives null if that fails. */
  loadLater: () => Promise<typeof LaterPart | null>;
  /** Seconds that the server last asked to wait. 0 if it did not ask. */
  retryAfter: () => number;
}

/** What the effects of both parts of the page share. */
export interface TrackingContext extends TrackingParts {
  machine: Machine<TrackState, TrackEvent>;
  /** Today in the business's time zone. Empty while there is no job. */
  today: () => string;
}

/** Runs the tracking page: one state, drawn after each change, and the actions that the views call. */
export const createTracking = (parts: TrackingParts) => {
  const { token, browser, screen } = parts;
  const machine = createMachine<TrackState, TrackEvent>(
    initialState(token !== "", browser.now()),
    (state, event) => reduce(state, event, browser.now()),
    screen.draw,
  );
  const { state, send } = machine;
  const today = () => {
    const business = state().job?.business;
    return business ? createFormat(business.locale, business.time_zone).dayOf(browser.now()) : "";
  };
  const context: TrackingContext = { ...parts, machine, today };
  let views: LaterPart.Views | null = null;
  let later: LaterPart.Later | null = null;
  const feed = createJobFeed(context);

  const loadLater = async () => {
    if (views !== null) return;
    send({ is: "later", later: "waiting" });
    const part = await parts.loadLater();
    if (part === null) return send({ is: "later", later: "failed" });
    views = part.views;
    later = part.createLater(context, feed);
    send({ is: "later", later: "here" });
    const { panel } = state();
    if (panel === null) return;
    later.opened(panel);
    screen.show(panel);
  };

  screen.draw(state());
  if (token) void feed.refresh();
  else feed.showLost();
  void loadLater();

  return {
    views: () => views,
    /** The page became visible, the network came back, or the customer pressed "Try again". */
    refresh: () => {
      feed.noteActivity();
      void feed.refresh();
      if (state().later === "failed") void loadLater();
    },
    /** The page is no longer visible. */
    pause: feed.pause,
    open: (panel: Panel) => {
      send({ is: "opened", panel });
      if (state().panel === panel) later?.opened(panel);
      screen.show(state().panel);
    },
    retryLater: () => void loadLater(),
    type: (name: string, value: string) => {
      send({ is: "typed", name, value });
      later?.typed(name, value);
    },
    agree: () => later?.agree(),
    moreDays: () => later?.loadDays(),
    choose: (alternative: Alternative) => send({ is: "chose", alternative }),
    submit: () => later?.submit(),
  };
};

export type Tracking = ReturnType<typeof createTracking>;
