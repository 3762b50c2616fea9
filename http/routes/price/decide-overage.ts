import { invalid } from "../../../domain/domain-error.ts";
import { decideJobOverage } from "../../../domain/rental/decide-overage.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { overageInput } from "../../schema/price-change.ts";
import { changeJob, readIfMatch } from "../../staff-job.ts";
import { jobParams } from "../dispatch/get-job.ts";

export const decideOverage = defineRoute(
  "decideOverage",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Decide what a job used beyond its price",
    description: "Accepted and edited items become lines of the price, all in one amendment.",
    request: { params: jobParams, headers: ifMatchHeader, body: body(overageInput) },
    responses: {
      200: json(job, "The job after the decisions"),
      ...problemResponses("transition_not_allowed", "stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const { decisions, add = [], notify } = c.req.valid("json");
    if (decisions.length === 0 && add.length === 0) {
      throw invalid({ field: "/decisions", code: "required", message: "Decide at least one item." });
    }
    const review = { decisions, add };
    const view = await changeJob(
      services,
      c,
      { name: "decideOverage", id, body: review, rev, notify },
      (_, by) => (now, at) => decideJobOverage(now, review, by.name, at),
    );
    return c.json(view, 200);
  },
);
