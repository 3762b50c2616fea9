import { momentIn } from "../../../domain/moment.ts";
import { setArrival as decide } from "../../../domain/visit-report.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { changeJob } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { arrivalInput, visitParams } from "../../schema/visit.ts";

export const setArrival = defineRoute(
  "setArrival",
  { roles: everyRole, scope: "jobs:write" },
  {
    summary: "Say when the crew arrives",
    description: "Sets `arrival_estimate` of a visit that the crew has not reached yet.",
    request: { params: visitParams, headers: idempotencyHeader, body: body(arrivalInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed"),
    },
  },
  (services) => async (c) => {
    const { id, visit_id: visit } = c.req.valid("param");
    const { arrives_in_minutes: minutes, notify } = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      { name: "setArrival", id, body: { visit, minutes }, key: c.req.valid("header")["idempotency-key"], notify },
      ({ business }) =>
        (now, at) =>
          decide(now, visit, minutes, momentIn(business.time_zone, at)),
    );
    return c.json(view, 200);
  },
);
