import { setVisitState as decide } from "../../../domain/status.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { changeJob } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { job, visitStateInput } from "../../schema/job.ts";
import { jobParams } from "./get-job.ts";

export const setVisitState = defineRoute(
  "setVisitState",
  everyRole,
  {
    summary: "Set the state of a visit",
    description: "The state of the last visit also sets the status of the job. `attempted` requires a reason.",
    request: {
      params: jobParams.extend({ visit_id: pathId }),
      headers: idempotencyHeader,
      body: body(visitStateInput),
    },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed"),
    },
  },
  (services) => async (c) => {
    const { id, visit_id: visit } = c.req.valid("param");
    const { state, reason } = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      {
        name: "setVisitState",
        id,
        body: { visit, state, reason },
        key: c.req.valid("header")["idempotency-key"],
      },
      () => (now, at) => decide(now, visit, state, reason, at),
    );
    return c.json(view, 200);
  },
);
