import type { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import { momentIn } from "../../../domain/moment.ts";
import type { Equipment } from "../../../domain/rental/equipment.ts";
import { undoEnRoute } from "../../../domain/undo-en-route.ts";
import { setVisitState as decide } from "../../../domain/visit-report.ts";
import { assertUnit } from "../../../domain/visit-unit.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { changeJob, type ChangeOf } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { visitParams, visitStateInput } from "../../schema/visit.ts";

export const setVisitState = defineRoute(
  "setVisitState",
  { roles: everyRole, scope: "jobs:write" },
  {
    summary: "Set the state of a visit",
    description:
      "The state of the last visit also sets the status of the job. `attempted` requires a reason or a code. `at` is for a report that a phone sends later.",
    request: { params: visitParams, headers: idempotencyHeader, body: body(visitStateInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed", "unit_in_use"),
    },
  },
  (services) => async (c) => {
    const { id, visit_id: visit } = c.req.valid("param");
    const { state, notify, ...details } = c.req.valid("json");
    const equipment = details.unit === undefined ? { types: [] } : await services.equipment.read();
    const view = await changeJob(
      services,
      c,
      {
        name: "setVisitState",
        id,
        body: { visit, state, ...details },
        key: c.req.valid("header")["idempotency-key"],
        // The work is done, so a shortage refuses no report. Only a unit that another job has does.
        force: "type",
        notify,
      },
      stateChange(equipment, visit, { state, ...details }),
    );
    return c.json(view, 200);
  },
);

export const stateChange =
  (equipment: Equipment, visit: string, { state, ...details }: z.output<typeof visitStateInput>): ChangeOf =>
  ({ business, services: offered }, by) =>
  (now, at) => {
    if (state === "scheduled") return undoEnRoute(now, visit);
    assertUnit(equipment, now, details.unit);
    if (by.kind === "crew" && details.return_visit?.day !== undefined) {
      throw new DomainError("role_not_allowed", "Only the office sets the day of a return visit.");
    }
    const fee = offered.find((service) => service.id === now.service.id)?.trip_fee_cents ?? null;
    return decide(now, visit, { state, ...details }, momentIn(business.time_zone, at), fee);
  };
