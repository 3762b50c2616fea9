import type { PublicClient } from "../../http/client.ts";
import type { Browser } from "../shared/browser.ts";
import { createFormat } from "../shared/format.ts";
import type { Alternative } from "../shared/free-days.ts";
import { createMachine, type Machine } from "../shared/machine.ts";
import { createActing } from "./acting.ts";
import type * as LaterPart from "./later.ts";
import { createLooking } from "./looking.ts";
import { reduce, type TrackEvent } from "./reduce.ts";
import { initialState, type Panel, type TrackState } from "./state.ts";

/** The document, as far as following needs it. */
export interface Screen {
  draw(state: TrackState): void;
  visible(): boolean;
  /** Brings an opened panel into view and the focus into it; null gives the focus back to the answer. */
  show(panel: Panel | null): void;
  showError(): void;
}

export interface FollowParts {
  /** Empty if the link had none. */
  token: string;
  client: PublicClient;
  fetcher: typeof fetch;
  browser: Browser;
  screen: Screen;
  /** Null if it cannot be loaded now. */
  loadLater: () => Promise<typeof LaterPart | null>;
  /** Seconds that the server last asked for; 0 if it did not. */
  retryAfter: () => number;
}

/** What the effects of both parts share. */
export interface FollowContext extends FollowParts {
  machine: Machine<TrackState, TrackEvent>;
  /** Today in the business's zone; empty while there is no job. */
  today: () => string;
}

/** Everything that happens on the tracking page. */
export const createFollowing = (parts: FollowParts) => {
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
  const context: FollowContext = { ...parts, machine, today };
  let views: LaterPart.Views | null = null;
  let later: LaterPart.Later | null = null;
  const looking = createLooking(context);
  const act = createActing(context, looking, () => later?.loadDays());

  const loadLater = async () => {
    if (views !== null) return;
    send({ is: "later", later: "waiting" });
    const part = await parts.loadLater();
    if (part === null) return send({ is: "later", later: "failed" });
    views = part.views;
    later = part.createLater(context, act);
    send({ is: "later", later: "here" });
    const { panel } = state();
    if (panel === "move") later.loadDays();
    if (panel !== null) screen.show(panel);
  };

  screen.draw(state());
  if (token) void looking.look();
  else looking.lose();
  void loadLater();

  return {
    views: () => views,
    /** The page came into view, or the network came back. */
    look: () => {
      looking.enliven();
      void looking.look();
      if (state().later === "failed") void loadLater();
    },
    /** The page went out of view. */
    rest: looking.rest,
    ready: () => void act("ready", {}, ""),
    open: (panel: Panel) => {
      send({ is: "opened", panel });
      if (panel === "move" && state().free?.state !== "here") later?.loadDays();
      screen.show(state().panel);
    },
    retryLater: () => void loadLater(),
    type: (name: string, value: string) => send({ is: "typed", name, value }),
    moreDays: () => later?.loadDays(),
    choose: (alternative: Alternative) => send({ is: "chose", alternative }),
    submit: () => later?.submit(),
  };
};

export type Following = ReturnType<typeof createFollowing>;
