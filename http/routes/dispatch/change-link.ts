import { replaceLink, revokeLink } from "../../../domain/link.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { lookupOf, newJobToken } from "../../../store/job-token.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { changeJob, visibleJob } from "../../staff-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { linkInput } from "../../schema/job-input.ts";
import { jobParams } from "./get-job.ts";

export const changeLink = defineRoute(
  "changeLink",
  { roles: staff, scope: null },
  {
    summary: "Revoke or replace a tracking link",
    request: { params: jobParams, headers: idempotencyHeader, body: body(linkInput) },
    responses: {
      200: json(job, "The job after the change"),
      ...problemResponses("stale"),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const { action } = c.req.valid("json");
    const settings = await services.settings.read();
    const current = await visibleJob(services, principalOf(c), id, settings);
    const token = newJobToken(current.id, services.random);
    const view = await changeJob(
      services,
      c,
      { name: "changeLink", id, body: { action }, key: c.req.valid("header")["idempotency-key"] },
      () => (now) => {
        if (action === "revoke") return revokeLink(now);
        // Of two simultaneous replacements, the second does not know the lookup of the first and would leave its view
        // readable.
        if (now.tracking_token !== current.tracking_token)
          throw new DomainError(
            "stale",
            "Another person just replaced this link. Load the job again to see the new one.",
          );
        return replaceLink(now, token, lookupOf(current.tracking_token));
      },
    );
    return c.json(view, 200);
  },
);
