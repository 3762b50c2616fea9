import { momentIn } from "../../../domain/moment.ts";
import { assertCrewMayWeigh, weighVisit as decide } from "../../../domain/weigh.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { changeJob } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { visitParams, weightInput } from "../../schema/visit.ts";

export const weighVisit = defineRoute(
  "weighVisit",
  { roles: everyRole, scope: "jobs:write" },
  {
    summary: "Enter the weight of a load",
    description:
      "For the visit that takes the unit. Tons above the included ones and the fee of the disposal site are proposed to the office. A crew may enter it until a week after the job ended.",
    request: { params: visitParams, headers: idempotencyHeader, body: body(weightInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed"),
    },
  },
  (services) => async (c) => {
    const { id, visit_id: visit } = c.req.valid("param");
    const weight = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      { name: "weighVisit", id, body: { visit, ...weight }, key: c.req.valid("header")["idempotency-key"] },
      ({ business }, by) =>
        (now, at) => {
          if (by.kind === "crew") assertCrewMayWeigh(now, momentIn(business.time_zone, at));
          return decide(now, visit, weight);
        },
    );
    return c.json(view, 200);
  },
);
