import type { Context } from "hono";
import { instantOf } from "../domain/clock.ts";
import { dayIn } from "../domain/day.ts";
import type { Decide } from "../domain/history.ts";
import type { Actor, Job } from "../domain/job.ts";
import { readJobId } from "../domain/job-id.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Settings } from "../domain/settings.ts";
import { crewJob, jobView, type CrewJobView, type JobView } from "../projection/job-view.ts";
import { intention } from "./idempotency.ts";
import type { HttpEnv, Principal } from "./route.ts";
import type { Services } from "./services.ts";

/** What the signed-in calls share: who is asking, which job they may see, and one way to change it. */

export const principalOf = (c: Context<HttpEnv>): Principal => {
  const principal = c.get("principal");
  if (principal === null) throw new DomainError("sign_in_required", "Sign in first.");
  return principal;
};

export const actorOf = ({ role, name }: Principal): Actor => ({ kind: role === "crew" ? "crew" : "dispatcher", name });

/** A job that is not there and a job that is not yours are the same answer. */
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

/** The office may work on every job; a crew on those with an open visit of theirs today or overdue. */
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
  return principal.role === "crew" ? crewJob(job, settings, now) : jobView(job, settings, services.urls.site, now);
};

/** One change by a signed-in person. `expected` is the rev that If-Match named; null where none is asked for. */
export const changeJob = async (
  services: Services,
  c: Context<HttpEnv>,
  request: { id: string; operation: string; body: unknown; expected: number | null; key: string | undefined },
  decide: (settings: Settings, by: Actor) => Decide,
): Promise<JobView | CrewJobView> => {
  const principal = principalOf(c);
  const settings = await services.settings.read();
  const { id } = await visibleJob(services, principal, request.id, settings);
  const { write, guard } = await intention(services.random, { ...request, object: id });
  const by = actorOf(principal);
  const changed = await services.jobs.change(id, {
    write,
    by,
    decide: (job, at) => {
      if (!mayWorkOn(job, principal, settings, services.clock.now())) throw notFound();
      guard(job);
      if (request.expected !== null && job.rev !== request.expected) {
        throw new DomainError("stale", "Somebody changed this job meanwhile.", {
          facts: { current: viewFor(job, principal, settings, services) },
        });
      }
      return decide(settings, by)(job, at);
    },
  });
  if (changed === null) throw notFound();
  if (changed.replayed) c.header("Idempotency-Replayed", "true");
  c.header("ETag", `"${changed.job.rev}"`);
  return viewFor(changed.job, principal, settings, services);
};

/** The rev that a change was made for; none, or any, is not enough. */
export const readIfMatch = (header: string | undefined): number => {
  if (header === undefined || header.trim() === "*") {
    throw new DomainError("if_match_required", "Send If-Match with the ETag of the version that you changed.");
  }
  const rev = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  // What was never an ETag of ours matches no version.
  return rev === undefined ? -1 : Number(rev);
};

const notFound = () => new DomainError("not_found", "There is no such job.");
