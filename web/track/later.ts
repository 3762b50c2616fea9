import { moreDays, noDaysYet, windowOf } from "../shared/free-days.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import type { JobFeed } from "./job-feed.ts";
import { Panel } from "./panel.tsx";
import { createSendAction } from "./send-action.ts";
import { Timeline } from "./timeline.tsx";
import type { TrackingContext } from "./tracking.ts";

/** The views that the first screen does not need. */
export const views = { Panel, Timeline };
export type Views = typeof views;

/** How many days ahead a customer can look to move. The server refuses days beyond its own limit. */
const daysAhead = 60;

/** The effects that the first screen does not need: everything that the customer does. */
export const createLater = (context: TrackingContext, feed: JobFeed) => {
  const { client, screen, machine, today } = context;
  const { state, send } = machine;
  const refuse = (name: string, text: string) => {
    send({ is: "refused", name, text });
    screen.showError();
  };
  const loadDays = async () => {
    const { job, free } = state();
    if (job === null) return;
    const known = free ?? noDaysYet(job.service_id, today(), daysAhead);
    send({ is: "days", free: { ...known, state: "loading" } });
    send({ is: "days", free: await moreDays(client, known, today()) });
  };
  const sendAction = createSendAction(context, feed, () => void loadDays());
  return {
    loadDays: () => void loadDays(),
    submit: () => {
      const { panel, fields } = state();
      const textOf = (name: string) => fields[name]?.trim() ?? "";
      if (panel === "ready") {
        const note = textOf("note");
        void sendAction("ready", note ? { note } : {}, "");
      } else if (panel === "move") {
        const window = windowOf(fields["window"] ?? "");
        if (!fields["day"]) return refuse("day", customer.neededDay);
        if (window === null) return refuse("window", customer.neededWindow);
        void sendAction("move", { day: fields["day"], window }, track.moved);
      } else if (panel === "message") {
        const text = textOf("text");
        if (!text) return refuse("text", track.neededText);
        void sendAction("message", { text }, track.sent);
      } else if (panel === "cancel") {
        const reason = textOf("reason");
        void sendAction("cancel", reason ? { reason } : {}, "");
      }
    },
  };
};

export type Later = ReturnType<typeof createLater>;
