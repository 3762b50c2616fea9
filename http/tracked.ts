import type { Context } from "hono";
import { instantOf } from "../domain/clock.ts";
import { expiryOf } from "../domain/expiry.ts";
import type { Decide } from "../domain/history.ts";
import type { Actor, Job } from "../domain/job.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Settings } from "../domain/settings.ts";
import { isToken, tokenSecrets } from "../domain/token.ts";
import { trackedJob, type TrackedJob } from "../projection/tracked-job.ts";
import type { HttpEnv } from "./route.ts";
import { intention } from "./idempotency.ts";
import type { Services } from "./services.ts";

/** The job behind a bearer token. Malformed, unknown, revoked and expired tokens are one and the same answer. */
export const jobByToken = async (
  { jobs, clock }: Services,
  authorization: string | undefined,
  settings: Settings,
): Promise<Job> => {
  const token = authorization?.replace(/^Bearer\s+/i, "").trim() ?? "";
  if (!isToken(token)) throw notFound();
  const { lookup } = await tokenSecrets(token);
  const job = await jobs.findByLookup(lookup);
  // The lookup is derived from all of the token, so whoever got here knows it; a replaced one is another token.
  if (job === null || job.tracking_token !== token || job.link !== "live") throw notFound();
  const expires = expiryOf(job, settings);
  if (expires !== null && expires <= instantOf(clock.now())) throw notFound();
  return job;
};

/** One act of a customer on their own job, once under one key: finds it, decides, answers with the tracked job. */
export const actOnTracked = async (
  services: Services,
  c: Context<HttpEnv>,
  request: { operation: string; body: unknown; key: string | undefined },
  decide: (settings: Settings) => Decide,
): Promise<TrackedJob> => {
  const settings = await services.settings.read();
  const { id } = await jobByToken(services, c.req.header("authorization"), settings);
  const { write, guard } = await intention(services.random, { ...request, object: id });
  const changed = await services.jobs.change(id, {
    write,
    by: customer,
    decide: (job, at) => {
      guard(job);
      return decide(settings)(job, at);
    },
  });
  if (changed === null) throw notFound();
  if (changed.replayed) c.header("Idempotency-Replayed", "true");
  return trackedJob(changed.job, settings);
};

const notFound = () => new DomainError("tracking_not_found", "Job not found, or this tracking link is no longer valid");

const customer: Actor = { kind: "customer", name: "Customer" };
