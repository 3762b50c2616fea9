import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import type { Alternative } from "../shared/free-days.ts";
import { intend, type Intention } from "../shared/intention.ts";
import * as track from "#message/track.ts";
import { problemText } from "../shared/problem-text.ts";
import type { FollowContext } from "./following.ts";
import type { Looking } from "./looking.ts";
import type { Panel } from "./state.ts";

export type Action = "ready" | Panel;

type Call = () => Promise<Answer<TrackedJob>>;

const callOf = (client: PublicClient, token: string, action: Action, body: object, key: string): Call =>
  ({
    ready: () => client.readyForPickup({ token, body: {}, key }),
    cancel: () => client.cancelBooking({ token, body, key }),
    message: () => client.sendMessage({ token, body: { text: "", ...body }, key }),
    move: () =>
      client.rescheduleBooking({ token, body: body as Parameters<PublicClient["rescheduleBooking"]>[0]["body"], key }),
  })[action];

/** Sends what the customer asks for; the API's answer is the newest there is, and shows immediately. */
export const createActing = (context: FollowContext, looking: Looking, filled: () => void) => {
  const { token, client, browser, screen, machine, retryAfter } = context;
  const { state, send } = machine;
  /** What was meant last: pressed again, it goes out under the same key. */
  let meant: Intention<object> | null = null;

  return async (action: Action, body: object, said: string): Promise<void> => {
    if (state().busy) return;
    send({ is: "acting" });
    // The action is part of the wish, but not of what is sent.
    meant = intend(meant, { action, ...body }, browser.key);
    const answer = await callOf(client, token, action, body, meant.key)();
    if (answer.ok) {
      meant = null;
      send({ is: "done", said });
      looking.accept(answer.value);
      screen.show(null);
      return looking.wait();
    }
    const { problem } = answer;
    if (problem?.code === "tracking_not_found") return looking.lose();
    if (problem?.code === "window_full") {
      // The API's own list: as many as it found, nearest first.
      send({ is: "window_full", alternatives: (problem["alternatives"] ?? []) as Alternative[] });
      filled();
      return screen.showError();
    }
    // Only the next press takes another key, after the customer has read why.
    if (problem?.code === "idempotency_key_reused") meant = null;
    const over = problem?.code === "transition_not_allowed" || problem?.code === "cutoff_passed";
    const text = !over
      ? problemText(problem, retryAfter())
      : problem.code === "cutoff_passed"
        ? track.cutoffPassed
        : track.noLongerPossible;
    send({ is: "refused", name: action === "message" ? "text" : "action", text });
    screen.showError();
    if (over) await looking.look();
  };
};

export type Act = ReturnType<typeof createActing>;
