import type { z } from "@hono/zod-openapi";
import { dayIn, type Day, type Window } from "../domain/day.ts";
import { invalid } from "../domain/domain-error.ts";
import { recordOf } from "../domain/field-table.ts";
import type { Job } from "../domain/job.ts";
import { jobTexts } from "../domain/job-text.ts";
import { newJob } from "../domain/new-job.ts";
import type { Price } from "../domain/price/pricing.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import { crewById, type Service, type Settings } from "../domain/settings.ts";
import { assertUnit, withUnit } from "../domain/visit-unit.ts";
import type { Creation } from "../store/job-store.ts";
import { draftOf, offeredService, readCustomer, readKnownSlot } from "./booking.ts";
import { withConsent } from "./consent.ts";
import { chooseCustomer } from "./customer.ts";
import { readOfficeQuote } from "./office-quote.ts";
import { priceForOffice } from "./price-input.ts";
import type { jobInput } from "./schema/job-input.ts";
import type { Services } from "./services.ts";

type Input = z.output<typeof jobInput>;

/** A job that the office enters, read and priced, but not stored. */
export interface OfficeJob {
  service: Service;
  slot: { day: Day | null; window: Window | null };
  today: Day;
  draft: Creation["draft"];
}

/** Reads the input of a job that the office enters. Throws `invalid` for what this business does not have. */
export const readOfficeJob = async (services: Services, settings: Settings, input: Input): Promise<OfficeJob> => {
  const { jobs, clock } = services;
  const now = clock.now();
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
  const draft: Creation["draft"] = (identity, stamp) =>
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
    );
  return { service, slot, today, draft };
};

/** The job with the unit that its drop-off brings. Throws `invalid` for a unit that does not fit the job. */
const withUnitOf = (job: Job, equipment: Equipment, unit: string | undefined): Job => {
  assertUnit(equipment, job, unit);
  return withUnit(job, job.visits[0]?.id ?? "", unit);
};

/** A job that is booked at its price. It has nothing that only a quote has. */
const booked = (input: Input, pricing: Price) => {
  const names = (["message", "description", "preferred"] as const).filter((name) => input[name] !== undefined);
  if (names.length > 0) {
    throw invalid(
      ...names.map((name) => ({ field: `/${name}`, code: "as_quote", message: "Send this with `as_quote`." })),
    );
  }
  return () => ({ pricing });
};
