import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { wantedRental, withAlternatives } from "../../alternatives.ts";
import { principalOf } from "../../authorize.ts";
import { readOfficeJob } from "../../office-job.ts";
import { actorOf, answerFor } from "../../staff-job.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { namingHolder } from "../../unit-holder.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { jobInput } from "../../schema/job-input.ts";

export const createJob = defineRoute(
  "createJob",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Create a job",
    request: { headers: idempotencyHeader, body: body(jobInput) },
    responses: {
      201: json(job, "The job, with its tracking link"),
      ...problemResponses("window_full", "equipment_unavailable", "unit_in_use", "too_long", "idempotency_key_reused"),
    },
  },
  (services) => async (c) => {
    const { jobs, settings: store, clock, random } = services;
    const principal = principalOf(c);
    const input = c.req.valid("json");
    const now = clock.now();
    const settings = await store.read();
    const { write, idempotency } = fingerprintRequest(random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_job",
      object: "",
      body: input,
    });
    const { service, slot, today, draft } = await readOfficeJob(services, settings, input);
    const create = () =>
      jobs.create({
        homeDay: slot.day ?? today,
        write,
        by: actorOf(principal),
        ...(idempotency === undefined ? {} : { idempotency }),
        notify: input.notify ?? true,
        draft,
      });
    const created = await withAlternatives(
      { jobs, settings, nowMs: now, ...wantedRental(service, input.days, slot.day) },
      () => namingHolder(jobs, create),
    );
    if (created.replayed) c.header("Idempotency-Replayed", "true");
    c.header("ETag", `"${created.job.rev}"`);
    return c.json(await answerFor(created.job, principal, settings, services), 201);
  },
);
