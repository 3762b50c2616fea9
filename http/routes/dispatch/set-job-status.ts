import type { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import { setStatus } from "../../../domain/status.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { changeJob, type ChangeOf } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { statusInput } from "../../schema/job-input.ts";
import { jobParams } from "./get-job.ts";

export const setJobStatus = defineRoute(
  "setJobStatus",
  { roles: everyRole, scope: "jobs:write" },
  {
    summary: "Set the status of a job",
    description:
      "Setting the current status changes nothing. `cancelled` requires a reason, and so does going back from `in_progress` to `ready_for_pickup`. On a rental a later status marks earlier visits done. While equipment is at the customer's, `cancelled` also requires `equipment_returned`.",
    request: { params: jobParams, headers: idempotencyHeader, body: body(statusInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed"),
    },
  },
  (services) => async (c) => {
    const { status, ...request } = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      {
        name: "setJobStatus",
        id: c.req.valid("param").id,
        body: { status, ...request },
        key: c.req.valid("header")["idempotency-key"],
        // A status can report work that is done, so no shortage refuses it.
        force: "type",
        notify: request.notify,
      },
      statusChange({ status, ...request }),
    );
    return c.json(view, 200);
  },
);

export const statusChange =
  ({ status, ...request }: z.output<typeof statusInput>): ChangeOf =>
  ({ business }, by) =>
  (now, at) => {
    if (by.kind === "crew" && (status === "cancelled" || status === "booked")) {
      throw new DomainError("role_not_allowed", "Crews cannot set this status. Ask the office.");
    }
    return setStatus(now, status, request, momentIn(business.time_zone, at));
  };
