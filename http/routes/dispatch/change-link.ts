import { replaceLink, revokeLink } from "../../../domain/link.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { newToken, tokenSecrets } from "../../../domain/token.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { changeJob, visibleJob } from "../../staff-job.ts";
import { defineRoute, staff } from "../../route.ts";
import { job, linkInput } from "../../schema/job.ts";
import { jobParams } from "./get-job.ts";

export const changeLink = defineRoute(
  "changeLink",
  staff,
  {
    summary: "Revoke the tracking link, or replace it by a new one",
    request: { params: jobParams, headers: idempotencyHeader, body: body(linkInput) },
    responses: {
      200: json(job, "The job as it is now"),
      ...problemResponses("stale"),
    },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    const { action } = c.req.valid("json");
    const settings = await services.settings.read();
    const found = await visibleJob(services, principalOf(c), id, settings);
    const token = newToken(services.random);
    const { lookup } = await tokenSecrets(found.tracking_token);
    const view = await changeJob(
      services,
      c,
      { name: "changeLink", id, body: { action }, key: c.req.valid("header")["idempotency-key"] },
      () => (now) => {
        if (action === "revoke") return revokeLink(now);
        // Of two simultaneous replacements, the second does not know the lookup of the first and would leave its view
        // readable.
        if (now.tracking_token !== found.tracking_token)
          throw new DomainError("stale", "The link was replaced just now.");
        return replaceLink(now, token, lookup);
      },
    );
    return c.json(view, 200);
  },
);
