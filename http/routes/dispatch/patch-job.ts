import { instantOf } from "../../../domain/clock.ts";
import { sameWindow, type Day } from "../../../domain/day.ts";
import { editJob, type Edit } from "../../../domain/edit.ts";
import { nextOpenVisit, type Job } from "../../../domain/job.ts";
import { withTaxable } from "../../../domain/price/hand-price.ts";
import { itemsFor } from "../../../domain/new-job.ts";
import type { Settings } from "../../../domain/settings.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { assertKnownWindow, offeredService, readSlot } from "../../booking.ts";
import { assertKnownCrew } from "../../known-crew.ts";
import { chooseCustomer } from "../../customer.ts";
import { principalOf } from "../../authorize.ts";
import { changeJob, readIfMatch, visibleJob, type ChangeOf } from "../../staff-job.ts";
import { readPhone } from "../../phone.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { jobPatch } from "../../schema/job-input.ts";
import type { Services } from "../../services.ts";
import { jobParams } from "./get-job.ts";
import type { z } from "@hono/zod-openapi";

type Patch = z.output<typeof jobPatch>;

export const patchJob = defineRoute(
  "patchJob",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Change a job",
    description:
      "The body is a JSON merge patch for the version in If-Match. A new price requires a `reason`. A service that rents equipment out, or no longer does, makes the visits again. After a crew has begun it is refused.",
    request: { params: jobParams, headers: ifMatchHeader, body: body(jobPatch) },
    responses: {
      200: json(job, "The job after the change. Its `rev` stays the same if nothing changed."),
      ...problemResponses(
        "window_full",
        "equipment_unavailable",
        "unit_in_use",
        "transition_not_allowed",
        "stale",
        "if_match_required",
      ),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const patch = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const before = await visibleJob(services, principalOf(c), id, settings);
    const edit = await readPatch(services, settings, before, patch);
    if (typeof edit.day === "string") {
      // An imported job may have a service that this business never offered. It can still be moved.
      readSlot(settings, { needs_window: false }, { day: edit.day }, nowMs, false);
    }
    // A missing day or window keeps its value, but the new day may not have the old window.
    const visit = nextOpenVisit(before);
    const { day = visit?.day ?? null, window = visit?.window ?? null } = edit;
    const moved = day !== (visit?.day ?? null) || !sameWindow(window, visit?.window ?? null);
    if (moved && day !== null && window !== null) await assertKnownWindow(services.jobs, settings, day, window);
    const today = momentIn(settings.business.time_zone, instantOf(nowMs));
    const on = (other: Day) => editJob(before, { day: other, window }, "", today);
    const change = visit === null ? null : visitOnOtherDay(before, visit, edit.day, on);
    const view = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, () =>
      changeJob(services, c, { name: "patchJob", id, body: patch, rev, notify: patch.notify }, patchChange(edit)),
    );
    return c.json(view, 200);
  },
);

/** Reads a patch in the terms of the domain. Throws `invalid` for what this business does not have. */
export const readPatch = async (services: Services, settings: Settings, before: Job, patch: Patch): Promise<Edit> => ({
  ...readEdit(patch, before.service.id, settings),
  ...(await chosenBy(services, patch)),
});

export const patchChange =
  (edit: Edit): ChangeOf =>
  ({ business }, by) =>
  (now, at) =>
    editJob(now, edit, by.name, momentIn(business.time_zone, at));

const chosenBy = async (services: Services, { customer }: Patch): Promise<Pick<Edit, "customer_record">> => {
  if (customer?.id === undefined) return {};
  return customer.id === null ? { customer_record: null } : await chooseCustomer(services, customer.id);
};

/** The patch in the terms of the domain: services and items by id, phones as E.164, existing crews. */
const readEdit = (patch: Patch, serviceId: string, settings: Settings): Edit => {
  const {
    notify: _notify,
    service: newService,
    items,
    customer: { id: _, ...customer } = {},
    pricing,
    ...rest
  } = patch;
  assertKnownCrew(settings, rest.crew);
  const service = newService === undefined ? undefined : offeredService(settings, newService);
  const itemised = service ?? settings.services.find(({ id }) => id === serviceId);
  return {
    ...rest,
    ...(service === undefined ? {} : { service: { to: service, settings } }),
    ...(pricing === undefined ? {} : { pricing: withTaxable(pricing, itemised?.taxable ?? true) }),
    ...(items === undefined || itemised === undefined ? {} : { items: itemsFor(itemised, items) }),
    ...(patch.customer === undefined
      ? {}
      : {
          customer:
            typeof customer.phone === "string" && customer.phone !== ""
              ? { ...customer, phone: readPhone(customer.phone, settings) }
              : customer,
        }),
  };
};
