import type { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { momentIn } from "../../../domain/moment.ts";
import type { Equipment } from "../../../domain/rental/equipment.ts";
import { addVisit as decide } from "../../../domain/visit-list.ts";
import { assertUnit } from "../../../domain/visit-unit.ts";
import { body, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { principalOf } from "../../authorize.ts";
import { readKnownSlot } from "../../booking.ts";
import { assertKnownCrew } from "../../known-crew.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { changeJob, readIfMatch, visibleJob, type ChangeOf } from "../../staff-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { visitInput } from "../../schema/visit.ts";
import { jobParams } from "../dispatch/get-job.ts";

export const addVisit = defineRoute(
  "addVisit",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Add a visit to a job",
    description:
      "A swap goes before the pickup of a rental, and adds its price unless `charge` is false. A service visit goes to the end of another job.",
    request: {
      params: jobParams,
      headers: idempotencyHeader.extend(ifMatchHeader.shape),
      body: body(visitInput),
    },
    responses: {
      201: json(job, "The job after the change"),
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
    const { charge: isCharged, notify, ...visit } = c.req.valid("json");
    const settings = await services.settings.read();
    const world = { jobs: services.jobs, settings, nowMs: services.clock.now() };
    await readKnownSlot(world, { needs_window: false }, visit, false);
    assertKnownCrew(settings, visit.crew);
    const equipment = await services.equipment.read();
    const before = await visibleJob(services, principalOf(c), c.req.valid("param").id, settings);
    const today = momentIn(settings.business.time_zone, instantOf(world.nowMs));
    const on = (day: Day) => decide(before, { ...visit, day }, today, null);
    const view = await withAlternatives({ ...world, change: visitOnOtherDay(before, visit, visit.day, on) }, () =>
      changeJob(
        services,
        c,
        {
          name: "addVisit",
          id: c.req.valid("param").id,
          body: c.req.valid("json"),
          rev,
          notify,
          key: c.req.valid("header")["idempotency-key"],
        },
        addedVisit(equipment, { ...visit, charge: isCharged }),
      ),
    );
    return c.json(view, 201);
  },
);

export const addedVisit =
  (equipment: Equipment, { charge, ...visit }: z.output<typeof visitInput>): ChangeOf =>
  ({ business }, by) =>
  (now, at) => {
    assertUnit(equipment, now, visit.unit);
    return decide(now, visit, momentIn(business.time_zone, at), charge ? { by: by.name, agreed: null } : null);
  };
