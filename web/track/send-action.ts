import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import * as track from "#message/track.ts";
import * as customer from "#message/customer.ts";
import type { Alternative } from "../shared/free-days.ts";
import { withIdempotencyKey, type KeyedRequest } from "../shared/keyed-request.ts";
import { problemText } from "../shared/problem-text.ts";
import type { JobFeed } from "./job-feed.ts";
import type { Panel } from "./state.ts";
import type { TrackingContext } from "./tracking.ts";

type Call = () => Promise<Answer<TrackedJob>>;

const callOf = (client: PublicClient, token: string, action: Panel, body: object, key: string): Call =>
  ({
    ready: () => client.readyForPickup({ token, body, key }),
    cancel: () => client.cancelBooking({ token, body, key }),
    message: () => client.sendMessage({ token, body: { text: "", ...body }, key }),
    move: () =>
      client.rescheduleBooking({ token, body: body as Parameters<PublicClient["rescheduleBooking"]>[0]["body"], key }),
  })[action];

/**
 * Returns a function that sends an action of the customer and shows the job of the answer, which is the newest. `notice`
 * is the text to show after success. `filled` runs if the chosen window has filled.
 */
export const createSendAction = (context: TrackingContext, feed: JobFeed, filled: () => void) => {
  const { token, client, browser, screen, machine, retryAfter } = context;
  const { state, send } = machine;
  /** The last action that did not succeed. If the customer presses again, it goes out under the same key. */
  let keyed: KeyedRequest<object> | null = null;

  return async (action: Panel, body: object, notice: string): Promise<void> => {
    if (state().busy) return;
    send({ is: "acting" });
    // The action tells two requests apart, but is not part of the body that is sent.
    keyed = withIdempotencyKey(keyed, { action, ...body }, browser.key);
    const answer = await callOf(client, token, action, body, keyed.key)();
    if (answer.ok) {
      keyed = null;
      send({ is: "done", notice });
      feed.accept(answer.value);
      screen.show(null);
      return feed.schedule();
    }
    const { problem } = answer;
    if (problem?.code === "tracking_not_found") return feed.showLost();
    if (problem?.code === "window_full") {
      // The API lists the closest open windows first.
      send({ is: "window_full", alternatives: (problem["alternatives"] ?? []) as Alternative[] });
      filled();
      return screen.showError();
    }
    // The page does not retry under a new key on its own. The next press does, after the customer has read the reason.
    if (problem?.code === "idempotency_key_reused") keyed = null;
    const impossible = problem?.code === "transition_not_allowed" || problem?.code === "cutoff_passed";
    const text = !impossible
      ? problemText(problem, customer.problems, retryAfter())
      : problem.code === "cutoff_passed"
        ? track.cutoffPassed
        : track.noLongerPossible;
    send({ is: "refused", name: action === "message" ? "text" : "action", text });
    screen.showError();
    if (impossible) await feed.refresh();
  };
};
