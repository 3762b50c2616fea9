import type { Answer, PublicClient, TrackedJob } from "../../http/client.ts";
import * as customer from "#message/customer.ts";
import { dayAfter } from "../shared/format.ts";
import { problemText } from "../shared/problem-text.ts";
import type { Offer } from "./state.ts";
import type { TrackingContext } from "./tracking.ts";

/** How far ahead the page asks until when the customer can keep the unit. */
const daysAhead = 14;

/**
 * Asks what keeping the unit longer or a swap costs. The server answers a call without a total with the price, and
 * changes nothing.
 */
export const createAskPrice = ({ token, machine, retryAfter }: TrackingContext, client: PublicClient) => {
  const { state, send } = machine;

  /** Shows the answer, unless the customer has asked for something else since. */
  const show = (answer: Answer<TrackedJob>, isWanted: () => boolean) => {
    if (answer.ok || !isWanted()) return;
    const { problem } = answer;
    const latest = problem?.["latest"];
    if (problem?.code === "price_changed") send({ is: "offered", offer: problem["pricing"] as Offer });
    else if (typeof latest === "string") send({ is: "latest", latest });
    else send({ is: "refused", name: "action", text: problemText(problem, customer.problems, retryAfter()) });
  };

  return {
    swap: async () => {
      show(await client.swapEquipment({ token, body: {} }), () => state().panel === "swap");
    },
    extend: async (until: string) => {
      const answer = await client.extendRental({ token, body: { until } });
      show(answer, () => state().panel === "extend" && state().fields["until"] === until);
    },
    /** Finds the last possible day, so that the strip shows the days after it as taken. */
    latest: async () => {
      const last = state().job?.rental?.last_day;
      if (!last) return;
      const answer = await client.extendRental({ token, body: { until: dayAfter(last, daysAhead) } });
      const latest = answer.ok ? null : answer.problem?.["latest"];
      if (typeof latest === "string" && state().panel === "extend") send({ is: "latest", latest });
    },
  };
};
