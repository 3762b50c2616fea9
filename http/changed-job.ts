import type { z } from "@hono/zod-openapi";
import { instantOf } from "../domain/clock.ts";
import { DomainError, invalid } from "../domain/domain-error.ts";
import { applyChange } from "../domain/history.ts";
import type { Job } from "../domain/job.ts";
import { momentIn } from "../domain/moment.ts";
import { freshId } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { setArrival } from "../domain/visit-report.ts";
import { readOfficeJob } from "./office-job.ts";
import type { Principal } from "./route.ts";
import { longerStay } from "./routes/dispatch/extend-job.ts";
import { patchChange, readPatch } from "./routes/dispatch/patch-job.ts";
import { statusChange } from "./routes/dispatch/set-job-status.ts";
import { phoneApproval } from "./routes/price/approve-quote.ts";
import { quoteChange } from "./routes/price/send-quote.ts";
import { addedVisit } from "./routes/visits/add-visit.ts";
import { visitChange } from "./routes/visits/patch-visit.ts";
import { stateChange } from "./routes/visits/set-visit-state.ts";
import type { toldInput } from "./schema/told.ts";
import type { Services } from "./services.ts";
import { actorOf, visibleJob, type ChangeOf } from "./staff-job.ts";

type Input = z.output<typeof toldInput>;

/** A job before and after a change that was not made. */
export interface Supposed {
  before: Job | null;
  job: Job;
}

/**
 * Returns the job as a call would leave it, and writes nothing. Null if the call would be refused: the call itself says
 * why. Throws `not_found` for a job that the caller may not see.
 */
export const supposeChange = async (
  services: Services,
  principal: Principal,
  input: Input,
): Promise<Supposed | null> => {
  const settings = await services.settings.read();
  const by = actorOf(principal);
  const stamp = { id: freshId(services.random), at: instantOf(services.clock.now()), by };
  const { create_job: create } = input;
  if (create !== undefined) {
    return await unlessRefused(async () => {
      const { draft } = await readOfficeJob(services, settings, create);
      // The link is made with the job.
      return { before: null, job: draft({ id: "", token: "..." }, stamp) };
    });
  }
  if (input.job === undefined) throw invalid({ field: "/job", code: "required", message: "Name the job." });
  const before = await visibleJob(services, principal, input.job, settings);
  return await unlessRefused(async () => {
    const decided = (await changeOf(services, settings, before, input))(settings, by)(before, stamp.at);
    return { before, job: decided === "unchanged" ? before : applyChange(before, decided, stamp) };
  });
};

const unlessRefused = async (suppose: () => Promise<Supposed>): Promise<Supposed | null> => {
  try {
    return await suppose();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
};

const changeOf = async (services: Services, settings: Settings, before: Job, input: Input): Promise<ChangeOf> => {
  const { patch_job, set_job_status, extend_job, send_quote, approve_quote, add_visit } = input;
  if (patch_job !== undefined) return patchChange(await readPatch(services, settings, before, patch_job));
  if (set_job_status !== undefined) return statusChange(set_job_status);
  if (extend_job !== undefined) return longerStay(extend_job);
  if (send_quote !== undefined) return quoteChange(services, send_quote);
  if (approve_quote !== undefined) {
    const { day = null, window = null, ...said } = approve_quote;
    return phoneApproval({ ...said, day, window });
  }
  if (add_visit !== undefined) return addedVisit(await services.equipment.read(), add_visit);
  return await visitChangeOf(services, input);
};

const visitChangeOf = async (
  services: Services,
  { visit, patch_visit, set_visit_state, set_arrival }: Input,
): Promise<ChangeOf> => {
  if (visit === undefined) throw new DomainError("not_found", "Visit not found.");
  const equipment = await services.equipment.read();
  if (patch_visit !== undefined) {
    // Where it is in its lane is no news for the customer.
    const { place: _, notify: _notify, ...patch } = patch_visit;
    return visitChange(equipment, visit, patch);
  }
  if (set_visit_state !== undefined) return stateChange(equipment, visit, set_visit_state);
  // The schema takes exactly one call.
  const { arrives_in_minutes: minutes = 0 } = set_arrival ?? {};
  return ({ business }) =>
    (now, at) =>
      setArrival(now, visit, minutes, momentIn(business.time_zone, at));
};
