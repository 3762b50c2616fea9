import type { Context } from "hono";
import { instantOf, type Instant } from "../domain/clock.ts";
import { DomainError, type ProblemCode } from "../domain/domain-error.ts";
import { expiryOf } from "../domain/expiry.ts";
import type { Decide } from "../domain/history.ts";
import { languageOf } from "../domain/message/contact-choice.ts";
import type { Actor, Job } from "../domain/job.ts";
import type { Settings } from "../domain/settings.ts";
import { assertSeen } from "../domain/price/pricing.ts";
import { isToken } from "../domain/token.ts";
import { trackedJob, trackedPricing, type TrackedJob } from "../projection/tracked-job.ts";
import { json, problemResponses } from "./description.ts";
import { pageTexts } from "./inbox/page-texts.ts";
import type { Operation } from "./operations.ts";
import { fingerprintRequest } from "./request-fingerprint.ts";
import { operationIdOf, type HttpEnv } from "./route.ts";
import { trackedJob as schema } from "./schema/tracking.ts";
import type { Services } from "./services.ts";

/** Jobs as customers read and change them with the token of a tracking link. */

/** The responses of every change that a customer makes. */
export const trackedJobResponses = (...codes: ProblemCode[]) => ({
  200: json(schema, "The tracked job after the change"),
  ...problemResponses("transition_not_allowed", ...codes),
});

/** Finds the job of a bearer token. Malformed, unknown, revoked and expired tokens give the same error. */
export const jobByToken = async (
  { jobs, clock }: Services,
  authorization: string | undefined,
  settings: Settings,
): Promise<Job> => {
  const token = authorization?.replace(/^Bearer\s+/i, "").trim() ?? "";
  if (!isToken(token)) throw notFound();
  const job = await jobs.findByToken(token);
  if (job === null || job.link !== "live") throw notFound();
  const expires = expiryOf(job, settings);
  if (expires !== null && expires <= instantOf(clock.now())) throw notFound();
  return job;
};

/** Makes a change of a customer to their own job, once per Idempotency-Key, and returns the tracked job. */
export const changeTrackedJob = async (
  services: Services,
  c: Context<HttpEnv>,
  request: { name: Operation; body: unknown; message?: string },
  decide: (settings: Settings) => Decide,
): Promise<TrackedJob> => {
  const settings = await services.settings.read();
  const { id } = await jobByToken(services, c.req.header("authorization"), settings);
  const { write, guard } = fingerprintRequest(services.random, {
    key: c.req.header("idempotency-key"),
    operation: operationIdOf(request.name),
    object: id,
    body: request.body,
  });
  const changed = await services.jobs.change(id, {
    write,
    by: customer,
    ...(request.message === undefined ? {} : { message: request.message }),
    decide: (job, at) => {
      guard(job);
      return decide(settings)(job, at);
    },
  });
  if (changed === null) throw notFound();
  if (changed.replayed) c.header("Idempotency-Replayed", "true");
  return await showTracked(services, changed.job, settings);
};

/** Returns a job as its customer sees it. */
export const showTracked = async (
  services: Pick<Services, "identity" | "conversations" | "report">,
  job: Job,
  settings: Settings,
): Promise<TrackedJob> => {
  const [{ id: store }, texts] = await Promise.all([services.identity.read(), pageTexts(services, job)]);
  return trackedJob(job, settings, { store, language: languageOf(job.customer, settings.business), texts });
};

/** The customer's own yes to a price, by link. */
export const yesOf = (job: Job, at: Instant) => {
  const by = job.customer?.name ?? customer.name;
  return { at, by, agreed: { how: "link" as const, name: null, at } };
};

/** Throws `price_changed` with the new price, unless the customer saw exactly its total. */
export const assertSeenByCustomer = (next: Job, settings: Settings, totalCents: number | undefined): void =>
  assertSeen(trackedPricing(next, settings), totalCents);

const notFound = () => new DomainError("tracking_not_found", "Job not found, or this tracking link is no longer valid");

const customer: Actor = { kind: "customer", name: "Customer" };
