import type { z } from "@hono/zod-openapi";
import { dayIn } from "../../../domain/day.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import type { Job } from "../../../domain/job.ts";
import { newJob } from "../../../domain/new-job.ts";
import type { Equipment } from "../../../domain/rental/equipment.ts";
import { assertUnit, withUnit } from "../../../domain/visit-unit.ts";
import type { Price } from "../../../domain/price/pricing.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { crewById } from "../../../domain/settings.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { wantedRental, withAlternatives } from "../../alternatives.ts";
import { draftOf, offeredService, readCustomer, readKnownSlot } from "../../booking.ts";
import { withConsent } from "../../consent.ts";
import { chooseCustomer } from "../../customer.ts";
import { principalOf } from "../../authorize.ts";
import { readOfficeQuote } from "../../office-quote.ts";
import { priceForOffice } from "../../price-input.ts";
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
    const service = offeredService(settings, input.service);
    const slot = await readKnownSlot({ jobs, settings, nowMs: now }, service, input, false);
    if (input.crew !== undefined && crewById(settings, input.crew) === undefined) {
      throw invalid({
        field: "/crew",
        code: "unknown_crew",
        message: "Unknown crew. Choose one from the list of crews.",
      });
    }
    const { postal_code } = input.location;
    const today = dayIn(settings.business.time_zone, now);
    const customer = readCustomer(input.customer, settings);
    const chosen = input.customer.id === undefined ? {} : await chooseCustomer(services, input.customer.id);
    const equipment = input.unit === undefined ? { types: [] } : await services.equipment.read();
    const priced =
      input.as_quote === true
        ? readOfficeQuote(settings, service, input, today)
        : booked(input, priceForOffice(settings, service, input, { postal_code, day: slot.day }));
    const create = () =>
      jobs.create({
        homeDay: slot.day ?? today,
        write,
        by: actorOf(principal),
        ...(idempotency === undefined ? {} : { idempotency }),
        notify: input.notify ?? true,
        draft: (identity, stamp) =>
          withUnitOf(
            newJob(
              {
                ...draftOf(service, input, { ...slot, crew: input.crew ?? null }, { settings, today }),
                customer: withConsent(customer, input.customer.text_consent, { at: stamp.at, how: "dispatcher" }),
                ...chosen,
                ...priced(stamp.at),
                ...(input.tax_exempt === undefined ? {} : { tax_exempt: input.tax_exempt }),
                ...recordOf(jobTexts, (name) => input[name]),
                source: "dispatch",
              },
              identity,
              stamp,
            ),
            equipment,
            input.unit,
          ),
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

/** The job with the unit that its drop-off brings. Throws `invalid` for a unit that does not fit the job. */
const withUnitOf = (job: Job, equipment: Equipment, unit: string | undefined): Job => {
  assertUnit(equipment, job, unit);
  return withUnit(job, job.visits[0]?.id ?? "", unit);
};

/** A job that is booked at its price. It has nothing that only a quote has. */
const booked = (input: z.output<typeof jobInput>, pricing: Price) => {
  const names = (["message", "description", "preferred"] as const).filter((name) => input[name] !== undefined);
  if (names.length > 0) {
    throw invalid(
      ...names.map((name) => ({ field: `/${name}`, code: "as_quote", message: "Send this with `as_quote`." })),
    );
  }
  return () => ({ pricing });
};
