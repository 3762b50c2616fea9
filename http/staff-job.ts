import type { Context } from "hono";
import type { Scope } from "../domain/access/scope.ts";
import { instantOf } from "../domain/clock.ts";
import { dayIn } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Decide } from "../domain/history.ts";
import type { Actor, Job } from "../domain/job.ts";
import { readJobId } from "../domain/job-id.ts";
import type { Settings } from "../domain/settings.ts";
import type { Force } from "../store/job-store.ts";
import { apiJob, crewJob, jobView, type CrewJobView, type JobView } from "../projection/job-view.ts";
import { customerPart } from "./customer.ts";
import { principalOf } from "./authorize.ts";
import { messageSummary } from "./inbox/message-summary.ts";
import type { Operation } from "./operations.ts";
import { fingerprintRequest } from "./request-fingerprint.ts";
import { namingHolder } from "./unit-holder.ts";
import { operationIdOf, type HttpEnv, type Principal } from "./route.ts";
import type { Services } from "./services.ts";

/** Jobs as signed-in people read and change them. */

export const actorOf = ({ role, name, token }: Pick<Principal, "role" | "name" | "token">): Actor => ({
  kind: token !== undefined ? "api" : role === "crew" ? "crew" : "dispatcher",
  name,
});

/** Finds a job by its id. An unknown job and a job that this person may not see give the same error. */
export const visibleJob = async (
  services: Services,
  principal: Principal,
  typedId: string,
  settings: Settings,
): Promise<Job> => {
  const id = readJobId(typedId);
  const job = id === null ? null : await services.jobs.find(id);
  if (job === null || !mayWorkOn(job, principal, settings, services.clock.now())) throw notFound();
  return job;
};

/** Dispatchers and owners may work on every job; a crew on jobs with a visit of theirs today, or an open one before today. */
export const mayWorkOn = (job: Job, principal: Principal, settings: Settings, nowMs: number): boolean => {
  if (principal.role !== "crew") return true;
  const today = dayIn(settings.business.time_zone, nowMs);
  return job.visits.some(
    ({ crew, day, state }) =>
      crew === principal.crew && day !== null && (day === today || (day < today && state !== "done")),
  );
};

/** The job as the signed-in person may see it. */
export const viewFor = (
  job: Job,
  principal: Principal,
  settings: Settings,
  services: Services,
): JobView | CrewJobView => {
  const now = instantOf(services.clock.now());
  if (principal.role === "crew") return crewJob(job, settings, now);
  return principal.token === undefined ? jobView(job, settings, services.urls.site, now) : apiJob(job, settings, now);
};

/** The answer for one job: as the person may see it, and for the office with its customer. */
export const answerFor = async (
  job: Job,
  principal: Principal,
  settings: Settings,
  services: Services,
): Promise<JobView | CrewJobView> => {
  const view = viewFor(job, principal, settings, services);
  const [customer, messages] = await Promise.all([
    sees(principal, "customers:read") ? customerPart(services, job) : {},
    sees(principal, "messages:read") ? messageSummary(services, job) : {},
  ]);
  return { ...view, ...customer, ...messages };
};

/** The office sees every part of a job, a crew none of these, and an API token those of its scopes. */
const sees = ({ role, token }: Principal, scope: Scope): boolean =>
  token === undefined ? role !== "crew" : token.scopes.includes(scope);

interface StaffChange {
  name: Operation;
  id: string;
  body: unknown;
  rev?: number;
  key?: string | undefined;
  force?: Force;
  /** False: the customer is not told. */
  notify?: boolean | undefined;
}

/** The rule of a call: what it does to the job, by these settings and for this person. */
export type ChangeOf = (settings: Settings, by: Actor) => Decide;

/**
 * Makes a change of a signed-in person to a job, once per idempotency key, and returns the job as they may see it.
 * With `rev`, the job must still have that revision.
 */
export const changeJob = async (
  services: Services,
  c: Context<HttpEnv>,
  request: StaffChange,
  decide: ChangeOf,
): Promise<JobView | CrewJobView> => {
  const principal = principalOf(c);
  const settings = await services.settings.read();
  const { id } = await visibleJob(services, principal, request.id, settings);
  const { write, guard } = fingerprintRequest(services.random, {
    key: request.key,
    operation: operationIdOf(request.name),
    object: id,
    body: request.body,
  });
  const by = actorOf(principal);
  const change = () =>
    services.jobs.change(id, {
      write,
      by,
      ...(request.force === undefined ? {} : { force: request.force }),
      notify: request.notify ?? true,
      decide: (job, at) => {
        if (!mayWorkOn(job, principal, settings, services.clock.now())) throw notFound();
        guard(job);
        if (request.rev !== undefined) assertRev(job, request.rev, () => viewFor(job, principal, settings, services));
        return decide(settings, by)(job, at);
      },
    });
  const changed = principal.role === "crew" ? await change() : await namingHolder(services.jobs, change);
  if (changed === null) throw notFound();
  if (changed.replayed) c.header("Idempotency-Replayed", "true");
  c.header("ETag", `"${changed.job.rev}"`);
  return await answerFor(changed.job, principal, settings, services);
};

/** Throws `stale` with the present job, unless it still has the revision that the caller saw. */
export const assertRev = (job: Job, rev: number, view: () => JobView | CrewJobView): void => {
  if (job.rev === rev) return;
  throw new DomainError("stale", "Another person changed this job. Check the new version, then try again.", {
    facts: { current: view() },
  });
};

/** The revision in an If-Match header. Throws `if_match_required` if the header is missing or `*`. */
export const readIfMatch = (header: string | undefined): number => {
  if (header === undefined || header.trim() === "*") {
    throw new DomainError("if_match_required", "Send If-Match with the ETag of the version that you changed.");
  }
  const rev = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  // Text that is not an ETag of ours matches no version.
  return rev === undefined ? -1 : Number(rev);
};

const notFound = () => new DomainError("not_found", "Job not found.");
