import { setVisitState as decide } from "../../../domain/status.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../answer.ts";
import { changeJob } from "../../dispatch.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { job, visitStateInput } from "../../schema/job.ts";
import { jobParams } from "./get-job.ts";

export const setVisitState = defineRoute(
  "setVisitState",
  everyRole,
  {
    summary: "Move one visit on; the last one takes the job's status with it",
    request: {
      params: jobParams.extend({ visit_id: pathId }),
      headers: idempotencyHeader,
      body: body(visitStateInput),
    },
    responses: {
      200: json(job, "The job as it is now"),
      ...problemResponses(
        "sign_in_required",
        "role_not_allowed",
        "not_found",
        "transition_not_allowed",
        "invalid",
        "store_unavailable",
      ),
    },
  },
  (services) => async (c) => {
    const { id, visit_id: visit } = c.req.valid("param");
    const { state, reason } = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      {
        id,
        operation: "set_visit_state",
        body: { visit, state, reason },
        expected: null,
        key: c.req.valid("header")["idempotency-key"],
      },
      () => (now, at) => decide(now, visit, state, reason, at),
    );
    return c.json(view, 200);
  },
);
