import type { Job } from "../../../http/api-client.ts";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import type { CrewApi } from "./crew-api.ts";
import type { VisitChange } from "./outbox.ts";

/** A tap that is sent this soon happened now. The phone's clock may be wrong, so the server's is better. */
const nowMs = 30_000;

/**
 * Sends a tap, with the time when it happened if it waited on the phone, and then the weight. If the server refuses the
 * time because the phone's clock is wrong, the tap counts as happening now.
 */
export const sendReport = async (
  api: Pick<CrewApi, "setVisitState" | "weighVisit">,
  browser: Pick<Browser, "now">,
  { key, job: id, visit: visit_id, state, at, details = {} }: VisitChange,
): Promise<Answer<Job>> => {
  const { weight, ...report } = details;
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
