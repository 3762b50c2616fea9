import type { Job } from "../../../http/api-client.ts";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import type { CrewApi } from "./crew-api.ts";
import { savedJob } from "../price/price-form-outcome.ts";
import type { VisitChange, VisitDetails } from "./outbox.ts";

/** A tap that is sent this soon happened now. The phone's clock may be wrong, so the server's is better. */
const nowMs = 30_000;

/**
 * Sends a tap, with the time when it happened if it waited on the phone, and then the weight. If the server refuses the
 * time because the phone's clock is wrong, the tap counts as happening now.
 */
export const sendReport = async (
  api: Pick<CrewApi, "getJob" | "setVisitState" | "weighVisit" | "setPrice">,
  browser: Pick<Browser, "now">,
  { key, job: id, visit: visit_id, state, at, details = {} }: VisitChange,
): Promise<Answer<Job>> => {
  const { weight, price, ...report } = details;
  if (price !== undefined) return await sendPrice(api, id, key, price);
  const body = { state, ...report };
  const isLate = browser.now() - at > nowMs;
  let answer = await api.setVisitState({
    id,
    visit_id,
    key,
    body: isLate ? { ...body, at: new Date(at).toISOString() } : body,
  });
  if (isLate && !answer.ok && answer.problem?.errors?.some(({ field }) => field === "/at") === true) {
    answer = await api.setVisitState({ id, visit_id, key, body });
  }
  if (!answer.ok || weight === undefined) return answer;
  return await api.weighVisit({ id, visit_id, key: `${key}-weight`, body: weight });
};

const mostTries = 4;

/**
 * Sets the price of the real load. The phone knows no amount without a signal, so a price above the promised one waits
 * for the customer's yes. What the office changed before the call stands.
 */
const sendPrice = async (
  api: Pick<CrewApi, "getJob" | "setPrice">,
  id: string,
  key: string,
  price: NonNullable<VisitDetails["price"]>,
): Promise<Answer<Job>> => {
  let answer = await api.getJob({ id });
  for (let tries = 0; answer.ok && tries < mostTries; tries += 1) {
    const set = savedJob(await api.setPrice({ id, rev: answer.value.rev, key, body: price }));
    if (set.ok || set.problem?.code !== "stale") return set;
    answer = await api.getJob({ id });
  }
  return answer;
};
