import type { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { extendRental } from "../../../domain/extend.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body as jsonBody, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { extendInput } from "../../schema/job-input.ts";
import { changeJob, readIfMatch, visibleJob, type ChangeOf } from "../../staff-job.ts";
import { jobParams } from "./get-job.ts";

export const extendJob = defineRoute(
  "extendJob",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Keep the equipment of a job longer",
    description: "Charges the extra days, unless `charge` is false. A pickup before `until` loses its day.",
    request: { params: jobParams, headers: idempotencyHeader.extend(ifMatchHeader.shape), body: jsonBody(extendInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed", "too_long", "equipment_unavailable", "stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const body = c.req.valid("json");
    const key = c.req.valid("header")["idempotency-key"];
    const { until, charge, reason } = body;
    const [settings, nowMs] = [await services.settings.read(), services.clock.now()];
    const before = await visibleJob(services, principalOf(c), id, settings);
    const { today } = momentIn(settings.business.time_zone, instantOf(nowMs));
    const on = (day: Day) => extendRental(before, "office", { until: day, charge: null }, today);
    const change = { before, day: until, on, offers: "latest" as const };
    const view = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, () =>
      changeJob(
        services,
        c,
        { name: "extendJob", id, body: { ...body, expected: rev }, rev, key, notify: body.notify },
        longerStay({ until, charge, reason }),
      ),
    );
    return c.json(view, 200);
  },
);

export const longerStay =
  ({ until, charge = true, reason }: z.output<typeof extendInput>): ChangeOf =>
  ({ business }, by) =>
  (now, at) => {
    const charged = charge ? { at, by: by.name, reason, agreed: null } : null;
    return extendRental(now, "office", { until, charge: charged, reason }, momentIn(business.time_zone, at).today);
  };
