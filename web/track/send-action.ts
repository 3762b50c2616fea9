import type { Answer, Problem, PublicClient, TrackedJob } from "../../http/client.ts";
import * as track from "#message/track.ts";
import * as customer from "#message/customer.ts";
import { createFormat } from "../shared/format.ts";
import type { Alternative } from "../shared/free-days.ts";
import { withIdempotencyKey, type KeyedRequest } from "../shared/keyed-request.ts";
import { problemText } from "../shared/problem-text.ts";
import type { JobFeed } from "./job-feed.ts";
import type { Offer, Panel } from "./state.ts";
import type { TrackingContext } from "./tracking.ts";

/** What the customer can send. `agree` is the answer to a new price; it has no panel. */
export type Action = Panel | "agree";

type Call = (client: PublicClient, input: { token: string; body: never; key: string }) => Promise<Answer<TrackedJob>>;

const calls: Record<Action, Call> = {
  ready: (client, input) => client.readyForPickup(input),
  cancel: (client, input) => client.cancelBooking(input),
  message: (client, input) => client.sendMessage(input),
  move: (client, input) => client.rescheduleBooking(input),
  extend: (client, input) => client.extendRental(input),
  swap: (client, input) => client.swapEquipment(input),
  approve: (client, input) => client.answerQuote(input),
  decline: (client, input) => client.answerQuote(input),
  agree: (client, input) => client.answerPrice(input),
};

/**
 * Returns a function that sends an action of the customer and shows the job of the answer, which is the newest. `notice`
 * is the text to show after success. `filled` runs if the chosen window has filled.
 */
export const createSendAction = (context: TrackingContext, client: PublicClient, feed: JobFeed, filled: () => void) => {
  const { token, browser, screen, machine, retryAfter } = context;
  const { state, send } = machine;
  /** The last action that did not succeed. If the customer presses again, it goes out under the same key. */
  let keyed: KeyedRequest<object> | null = null;

  const refuse = (action: Action, text: string) => {
    send({ is: "refused", name: action === "message" ? "text" : "action", text });
    screen.showError();
  };

  const dayText = (day: string): string => {
    const business = state().job?.business;
    return business ? createFormat(business.locale, business.time_zone).day(day) : day;
  };

  /** Shows why the server did not do it. Some refusals carry what the customer can do instead. */
  const explain = async (action: Action, problem: Problem | null): Promise<void> => {
    const code = problem?.code;
    if (code === "tracking_not_found") return feed.showLost();
    if (code === "window_full") {
      // The API lists the closest open windows first.
      send({ is: "window_full", alternatives: (problem?.["alternatives"] ?? []) as Alternative[] });
      filled();
      return screen.showError();
    }
    const others = problem?.["alternatives"] as Alternative[] | undefined;
    if (code === "equipment_unavailable" && others !== undefined) {
      send({ is: "window_full", alternatives: others, taken: { title: track.noUnit, note: track.otherStarts } });
      return screen.showError();
    }
    const latest = problem?.["latest"];
    if (code === "equipment_unavailable" && typeof latest === "string") {
      return refuse(action, track.unitUntil(dayText(latest)));
    }
    if (code === "price_changed") {
      send({ is: "offered", offer: problem?.["pricing"] as Offer });
      return refuse(action, track.priceIs);
    }
    if (code === "transition_not_allowed" || code === "cutoff_passed" || code === "quote_expired") {
      refuse(action, refusals[code]);
      return await feed.refresh();
    }
    // The page does not retry under a new key on its own. The next press does, after the customer has read why.
    if (code === "idempotency_key_reused") keyed = null;
    refuse(action, problemText(problem, customer.problems, retryAfter()));
  };

  return async (action: Action, body: object, notice: string): Promise<void> => {
    if (state().busy) return;
    send({ is: "acting" });
    // The action tells two requests apart, but is not part of the body that is sent.
    keyed = withIdempotencyKey(keyed, { action, ...body }, browser.key);
    // The panel of the action made the body for its call.
    const answer = await calls[action](client, { token, body: body as never, key: keyed.key });
    if (!answer.ok) return await explain(action, answer.problem);
    keyed = null;
    send({ is: "done", notice });
    feed.accept(answer.value);
    screen.show(null);
    feed.schedule();
  };
};

const refusals = {
  transition_not_allowed: track.noLongerPossible,
  cutoff_passed: track.cutoffPassed,
  quote_expired: track.quoteExpired,
};
