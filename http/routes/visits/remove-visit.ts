import { momentIn } from "../../../domain/moment.ts";
import { removeVisit as decide } from "../../../domain/visit-list.ts";
import { ifMatchHeader, json, optionalBody, problemResponses } from "../../description.ts";
import { changeJob, readIfMatch } from "../../staff-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { notifyInput } from "../../schema/job-input.ts";
import { visitParams } from "../../schema/visit.ts";

export const removeVisit = defineRoute(
  "removeVisit",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Remove a visit from a job",
    description:
      "The price that a swap added goes with it. Only a swap, or a service visit of a job that keeps another open one, and only before it is done.",
    request: { params: visitParams, headers: ifMatchHeader, body: optionalBody(notifyInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("transition_not_allowed", "stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id, visit_id: visit } = c.req.valid("param");
    const { notify } = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      { name: "removeVisit", id, body: { visit }, rev, notify },
      ({ business }, by) =>
        (now, at) =>
          decide(now, visit, by.name, momentIn(business.time_zone, at)),
    );
    return c.json(view, 200);
  },
);
