import { dayIn } from "../../../domain/day.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { newJob } from "../../../domain/new-job.ts";
import { priceByHand, priceService } from "../../../domain/pricing.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { crewById } from "../../../domain/settings.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { draftOf, offeredService, readCustomer, readKnownSlot, withAlternatives } from "../../booking.ts";
import { principalOf } from "../../authorize.ts";
import { viewFor } from "../../staff-job.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { defineRoute, staff } from "../../route.ts";
import { job, jobInput } from "../../schema/job.ts";

export const createJob = defineRoute(
  "createJob",
  staff,
  {
    summary: "A job made by the office",
    request: { headers: idempotencyHeader, body: body(jobInput) },
    responses: {
      201: json(job, "The job, with its tracking link"),
      ...problemResponses("window_full", "idempotency_key_reused"),
    },
  },
  (services) => async (c) => {
    const { jobs, settings: store, clock, random } = services;
    const principal = principalOf(c);
    const asked = c.req.valid("json");
    const now = clock.now();
    const settings = await store.read();
    const { write, idempotency } = await fingerprintRequest(random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_job",
      object: "",
      body: asked,
    });
    const service = offeredService(settings, asked.service);
    const slot = await readKnownSlot({ jobs, settings, nowMs: now }, service, asked, false);
    if (asked.crew !== undefined && crewById(settings, asked.crew) === undefined) {
      throw invalid({ field: "/crew", code: "unknown_crew", message: "There is no such crew." });
    }
    const { currency } = settings.business;
    const price =
      asked.pricing === undefined
        ? priceService(service, asked.items ?? [], currency)
        : priceByHand(asked.pricing, service.name, currency);
    const customer = readCustomer(asked.customer, settings);
    const create = () =>
      jobs.create({
        homeDay: slot.day ?? dayIn(settings.business.time_zone, now),
        write,
        by: { kind: "dispatcher", name: principal.name },
        ...(idempotency === undefined ? {} : { idempotency }),
        draft: (identity, stamp) =>
          newJob(
            {
              ...draftOf(service, asked, { ...slot, crew: asked.crew ?? null }),
              customer,
              pricing: price,
              ...recordOf(jobTexts, (name) => asked[name]),
              source: "dispatch",
            },
            identity,
            stamp,
          ),
      });
    const made = await withAlternatives({ jobs, settings, nowMs: now }, create);
    if (made.replayed) c.header("Idempotency-Replayed", "true");
    c.header("ETag", `"${made.job.rev}"`);
    return c.json(viewFor(made.job, principal, settings, services), 201);
  },
);
