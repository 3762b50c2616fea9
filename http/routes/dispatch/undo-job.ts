import { undo } from "../../../domain/history.ts";
import { idempotencyHeader, ifMatchHeader, json, optionalBody, problemResponses } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { changeJob, readIfMatch } from "../../staff-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { notifyInput } from "../../schema/job-input.ts";
import { jobParams } from "./get-job.ts";

export const undoJob = defineRoute(
  "undoJob",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Undo the last change of a job",
    request: {
      params: jobParams,
      headers: idempotencyHeader.extend(ifMatchHeader.shape),
      body: optionalBody(notifyInput),
    },
    responses: {
      200: json(job, "The job after the change"),
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
    const key = c.req.valid("header")["idempotency-key"];
    const { notify } = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const view = await withAlternatives({ jobs: services.jobs, settings, nowMs }, () =>
      changeJob(
        services,
        c,
        { name: "undoJob", id: c.req.valid("param").id, body: { expected: rev }, rev, key, notify },
        () => undo,
      ),
    );
    return c.json(view, 200);
  },
);
